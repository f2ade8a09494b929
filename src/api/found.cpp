// What stands between an engine that says "found" and all that hear of it.

#include "api/found.h"

#include "base/error.h"
#include "verify/completion.h"
#include "verify/explicit.h"

namespace ggms::api {

Checked check_again(const model::Problem& problem, const model::Machine& machine, const verify::Check& check,
                    const Finding& finding, base::Stop& stop, const spec::Spec* known) {
  const files::Found found{finding.engine, finding.seed, GGMS_VERSION, finding.seconds};
  const files::Verified verified{check.total_configurations(), check.transitions};
  verify::Completion completion;
  if (finding.total) completion = verify::complete(problem, machine, {}, stop);
  const std::string text = files::write_protocol(
      {problem, completion.machine.value_or(machine), found, verified, completion.unneeded});
  const auto read_back = [&] {
    try {
      return files::read_protocol(text, finding.path.empty() ? "the found protocol" : finding.path, known);
    } catch (const base::Error& error) {
      throw base::InternalError(std::string("the found protocol can't be read back: ") + error.what());
    }
  };
  Checked checked{text, read_back(), {}};
  if (finding.total && completion.check.verdict == verify::Verdict::kUnknown) return checked;
  verify::ExplicitOptions with_uses;
  with_uses.uses = true;
  checked.check = verify::check_explicit(checked.protocol.problem, checked.protocol.machine, with_uses, stop);
  if (checked.check.verdict == verify::Verdict::kUnknown) return checked;
  if (checked.check.verdict != verify::Verdict::kVerified ||
      checked.check.configurations != check.configurations ||
      checked.check.transitions != check.transitions) {
    throw base::InternalError("the checker, run on the written protocol, does not agree with the engine " +
                              finding.engine);
  }
  return checked;
}

}  // namespace ggms::api
