// The counterexamples of a phase as the paper's figures S1 and S2 count them. The checkers of this program
// stop at some counterexamples of a machine; GGMS Algorithm 5 returns all scenarios in which it fails.

#include "synth/failing.h"

#include <fmt/format.h>

#include "base/error.h"
#include "verify/scenarios.h"

namespace ggms::synth {

namespace {

constexpr double kMostCounted = 1e7;  // of a phase: docs/learning.md says how long they take

}  // namespace

void require_countable(const search::Phases& phases) {
  const double runs = phases.runs();
  if (runs <= kMostCounted) return;
  throw base::FieldError(
      "count_failing", fmt::format("this setting has {:.2g} runs, and at the end of an episode no more than "
                                   "{:.0g} are gone through one by one",
                                   runs, kMostCounted));
}

std::optional<Failing> count_failing(const model::Problem& problem, const search::Phases& phases, int phase,
                                     const model::Machine& machine, int threads, base::Stop& stop) {
  Failing sum;
  const auto count = [&](const verify::ScenarioRange& range) {
    const verify::Check check = verify::check_scenarios(problem, machine, threads, stop, range);
    sum.scenarios += check.scenarios;
    sum.failing += check.failing;
  };
  if (phase == phases.last()) {
    count({});
  } else {
    const int past_the_last_round = problem.setting().rounds + 1;
    if (!phases.definite().empty()) count({phases.first_faulty_round(phase), phases.definite()});
    if (!phases.definite_without_faults().empty())
      count({past_the_last_round, phases.definite_without_faults()});
  }
  if (stop.requested_now()) return std::nullopt;
  return sum;
}

}  // namespace ggms::synth
