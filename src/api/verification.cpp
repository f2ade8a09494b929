// A protocol in the circumstances that are asked for, and what the checkers say of it there.

#include "api/verification.h"

#include <ctime>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "api/inputs.h"
#include "base/check.h"
#include "base/error.h"
#include "base/suggestion.h"
#include "base/text.h"
#include "model/vectors.h"
#include "verify/explicit.h"
#include "verify/scenarios.h"

namespace ggms::api {

namespace {

std::string listed(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

void require_same_values(const std::string& spec, const std::string& kind,
                         const std::vector<std::string>& given, const std::vector<std::string>& needed) {
  if (given == needed) return;
  throw base::FieldError(
      "spec", fmt::format("the {} values of '{}' are {}, but the protocol's are {}, in this order", kind,
                          spec, listed(given), listed(needed)));
}

constexpr const char* kUndefined = "undefined";  // what verify::name_of calls a missing entry

/// The same problem with these properties only.
model::Problem with_properties(const model::Problem& problem, const std::vector<std::string>& names) {
  std::vector<std::string> known;
  for (const spec::Property& property : problem.specification().properties) known.push_back(property.name);
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    if (name == kUndefined)
      throw base::FieldError("property",
                             "entries that the machine lacks are always looked for, so 'undefined' needs no "
                             "naming; leave it out");
    throw base::FieldError("property", base::unknown_word("property", base::printable(name), known));
  }
  std::vector<int> kept;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (std::find(names.begin(), names.end(), known[i]) != names.end()) kept.push_back(static_cast<int>(i));
  }
  return {spec::with_properties(problem.specification(), kept), problem.setting()};
}

verify::Check check(const model::Problem& problem, const model::Machine& machine,
                    const VerificationOptions& options, base::Stop& stop) {
  if (options.method == Method::kScenarios)
    return verify::check_scenarios(problem, machine, options.threads, stop);
  verify::ExplicitOptions with_uses;
  with_uses.uses = true;
  return verify::check_explicit(problem, machine, with_uses, stop);
}

/// How much more a protocol stands that is right in its own setting.
std::vector<verify::MarginLine> margin(const model::Problem& problem, const model::Machine& machine,
                                       const VerificationOptions& options, const base::Stop& stop) {
  // Only whether something breaks: no counts, and no search for the execution with the fewest faults.
  verify::ExplicitOptions verdict;
  verdict.count = false;
  const auto look = [&](const model::Problem& more, base::Stop& part) {
    if (options.method == Method::kScenarios) return check(more, machine, options, part);
    return verify::Explicit(more).check(machine, verdict, part);
  };
  return verify::margin(problem, look, stop, [&](const model::FaultLimits& faults) {
    if (options.on_margin) options.on_margin(faults);
  });
}

/// Processor time that the whole program has taken so far.
double cpu_seconds() {
  constexpr double kNanosecond = 1e-9;
  timespec time{};
  CHECK(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0);
  return static_cast<double>(time.tv_sec) + kNanosecond * static_cast<double>(time.tv_nsec);
}

}  // namespace

model::Problem problem_in(const files::Protocol& protocol, const Circumstances& circumstances) {
  const spec::Spec& own = protocol.problem.specification();
  if (const auto& spec = circumstances.spec) {
    require_same_values(spec->name, "initial", spec->initial, own.initial);
    require_same_values(spec->name, "decision", spec->decisions, own.decisions);
  }
  model::Setting setting = protocol.problem.setting();
  if (circumstances.faults) setting.faults = *circumstances.faults;
  const model::Problem problem(circumstances.spec.value_or(own), setting);
  return circumstances.properties.empty() ? problem : with_properties(problem, circumstances.properties);
}

bool may_lack_entries(const files::Protocol& protocol, const model::Problem& problem) {
  if (!model::is_weaker(protocol.problem.setting().faults, problem.setting().faults)) return false;
  // Readers refuse entries that no execution can need, so that a number tells whether one is missing.
  return model::possible_entries(problem.setting()) != protocol.machine.entries().size();
}

Verification verify(const model::Problem& problem, const model::Machine& machine,
                    const VerificationOptions& options, base::Stop& stop, base::Phases& time) {
  require_threads(options.threads);
  Verification answer;
  {
    const base::Booked checking(time, "checking");
    answer.check = check(problem, machine, options, stop);
  }
  answer.why_ended = to_string(stop.reason());
  if (answer.check.verdict == verify::Verdict::kUnknown) answer.why_unknown = answer.why_ended;
  if (answer.check.verdict == verify::Verdict::kViolated) {
    const base::Booked replaying(time, "counterexample");
    const verify::Violation& violation = answer.check.violations.at(0);
    answer.execution = model::simulate(problem, machine, violation.scenario);
    CHECK(verify::broken_property(problem, *answer.execution) == violation.property);
  }
  if (options.margin && answer.check.verdict == verify::Verdict::kVerified) {
    const base::Booked looking(time, "margin");
    answer.margin = margin(problem, machine, options, stop);
  }
  return answer;
}

std::optional<double> cpu_seconds_of_check(const model::Problem& problem, const model::Machine& machine,
                                           int repeat, base::Stop& stop) {
  const double before = cpu_seconds();
  for (int i = 0; i < repeat; ++i) {
    verify::Explicit(problem).check(machine, verify::ExplicitOptions{}, stop);
    if (stop.reason() != base::Stop::Reason::kNone) return std::nullopt;
  }
  return (cpu_seconds() - before) / repeat;
}

}  // namespace ggms::api
