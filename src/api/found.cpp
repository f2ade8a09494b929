// What stands between an engine that says "found" and all that hear of it.

#include "api/found.h"

#include <utility>

#include "base/error.h"
#include "base/stopped.h"
#include "verify/completion.h"
#include "verify/explicit.h"

namespace ggms::api {

namespace {

/// The same, but throws base::Stopped.
Checked check_or_stop(const model::Problem& problem, const model::Machine& machine,
                      const verify::Check& check, const Finding& finding, base::Stop& stop,
                      const spec::Spec* known) {
  const auto require_answer = [&](const verify::Check& found) {
    if (found.verdict == verify::Verdict::kUnknown) throw base::Stopped(stop.reason());
  };
  const files::Found found{finding.engine, finding.seed, GGMS_VERSION, finding.seconds};
  const files::Verified verified{check.total_configurations(), check.transitions};
  verify::Completion completion;
  if (finding.total) {
    completion = verify::complete(problem, machine, {}, stop);
    require_answer(completion.check);
  }
  std::string text = files::write_protocol(
      {problem, completion.machine.value_or(machine), found, verified, completion.unneeded}, stop);
  const auto read_back = [&] {
    try {
      return files::read_protocol(text, "the found protocol", stop, known);
    } catch (const base::Error& error) {
      throw base::InternalError(std::string("the found protocol can't be read back: ") + error.what());
    }
  };
  files::Protocol protocol = read_back();
  verify::ExplicitOptions with_uses;
  with_uses.uses = true;
  verify::Check again = verify::check_explicit(protocol.problem, protocol.machine, with_uses, stop);
  require_answer(again);
  if (again.verdict != verify::Verdict::kVerified || again.configurations != check.configurations ||
      again.transitions != check.transitions) {
    throw base::InternalError("the checker, run on the written protocol, does not agree with the engine " +
                              finding.engine);
  }
  return {std::move(text), std::move(protocol), std::move(again)};
}

}  // namespace

std::optional<Checked> check_again(const model::Problem& problem, const model::Machine& machine,
                                   const verify::Check& check, const Finding& finding, base::Stop& stop,
                                   const spec::Spec* known) {
  try {
    return check_or_stop(problem, machine, check, finding, stop, known);
  } catch (const base::Stopped&) {
    return std::nullopt;
  }
}

}  // namespace ggms::api
