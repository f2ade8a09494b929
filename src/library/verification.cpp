// Verification in the public header.

#include "api/verification.h"

#include "base/suggestion.h"
#include "library/access.h"
#include "model/faults.h"
#include "report/margin.h"
#include "report/summary.h"

namespace ggms {

namespace {

Verdict verdict_of(verify::Verdict verdict, bool of_some_properties) {
  switch (verdict) {
    case verify::Verdict::kVerified:
      return of_some_properties ? Verdict::kHolds : Verdict::kVerified;
    case verify::Verdict::kViolated:
      return Verdict::kViolated;
    case verify::Verdict::kUnknown:
      break;
  }
  return Verdict::kUnknown;
}

api::Method method_of(const std::string& word) {
  if (word == "explicit") return api::Method::kExplicit;
  if (word == "scenarios") return api::Method::kScenarios;
  throw base::FieldError("method", base::unknown_word("method", word, {"explicit", "scenarios"}));
}

std::vector<Margin> in_words(const std::vector<verify::MarginLine>& lines) {
  std::vector<Margin> margin;
  for (const verify::MarginLine& line : lines) {
    margin.push_back({model::fault_word(line.word), line.own, line.holds, line.most, line.breaks,
                      line.property, line.why_unknown});
  }
  return margin;
}

/// What the program prints of it.
void add_texts(const model::Problem& problem, const model::Machine& machine, const api::Verification& answer,
               bool of_some_properties, const base::Phases& time, double seconds, Verification& result) {
  report::Envelope envelope{GGMS_VERSION, 0, seconds, {}, {}};
  if (of_some_properties) envelope.asked = report::Asked::kProperties;
  envelope.margin = answer.margin;
  envelope.time = time;
  result.json = report::verify_json(problem, machine, answer.check, answer.why_unknown, envelope);
  result.summary =
      report::verify_summary(problem, answer.check, seconds, time, answer.why_ended, kText, envelope.asked);
  if (result.counterexample) result.summary += "\n" + result.counterexample->drawn();
  if (answer.margin) result.summary += "\n" + report::margin_text(problem, *answer.margin, kText);
}

}  // namespace

Verification Protocol::verify() const {
  return verify(VerifyOptions());
}

Verification Protocol::verify(const VerifyOptions& options) const {
  return guarded([&] {
    const base::Stopwatch watch;
    base::Stop stop = stop_of(options.limits);
    base::Phases time;
    api::Circumstances circumstances{{}, {}, options.properties};
    if (options.specification) circumstances.spec = Access::in(*options.specification);
    if (options.faults) circumstances.faults = model::parse_faults(*options.faults);
    const auto problem = Access::problem_of(*this, circumstances);
    api::VerificationOptions how{method_of(options.method), options.threads, options.margin, {}};
    if (options.on_margin) {
      how.on_margin = [tell = passing(options.on_margin)](const model::FaultLimits& faults) {
        tell(to_string(faults));
      };
    }
    const api::Verification answer = api::verify(*problem, impl_->protocol.machine, how, stop, time);

    const bool of_some = !options.properties.empty();
    Verification result;
    result.verdict = verdict_of(answer.check.verdict, of_some);
    result.reason = answer.why_unknown;
    result.configurations = answer.check.total_configurations();
    result.transitions = answer.check.transitions;
    if (!answer.check.violations.empty()) {
      result.counterexample = Access::run(*this, problem, {answer.check.violations.front().scenario, {}});
    }
    if (answer.margin) result.margin = in_words(*answer.margin);
    add_texts(*problem, impl_->protocol.machine, answer, of_some, time, watch.seconds(), result);
    return result;
  });
}

}  // namespace ggms
