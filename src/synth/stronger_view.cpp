// What an infeasible answer may rest on: that processes don't know who they are. A process that sees the
// vector by sender, and its own index, can compute what it would see in any other view: its own message
// always arrives, so that its own state is among those it received. What is infeasible in this view is
// infeasible in all views, but not the other way round.
//
// This is asked beside an answer, so it has to end, and at the same place in every run: by a number of steps,
// of which each single search gets half of what is left, so that one that is too hard leaves some for others.
// Unlike in grow(), nothing is given up by the clock.

#include "synth/stronger_view.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/phases.h"
#include "synth/exact.h"
#include "synth/full_information.h"

namespace ggms::synth {

namespace {

// Ours: a second or two for most settings.
constexpr std::uint64_t kSteps = 400'000;  // of base::Stop, for all searches together
constexpr std::size_t kRuns = 100'000;     // beginnings of runs that full information goes through
constexpr int kMostProcesses = 10;  // past these, one look at all choices of the adversary takes seconds
constexpr double kMostBeginnings = 20'000;  // initial values and picks, which each candidate is run from

/// In how many ways runs can begin.
double beginnings(const model::Problem& problem) {
  double ways = 0;
  problem.adversary().for_each_pick([&](const std::vector<model::Role>&) { ++ways; });
  for (int p = 0; p < problem.setting().processes; ++p) ways *= problem.setting().initial;
  return ways;
}

class Question {
 public:
  /// `alike`: whether it is known that no table that serves all processes is right.
  Question(const spec::Spec& spec, model::Setting setting, bool alike, const Options& options,
           const base::Stop& limits, const OnProgress& on_progress)
      : spec_(spec), alike_(alike), options_(options), limits_(limits), on_progress_(on_progress) {
    growth_.setting = std::move(setting);
  }

  Growth ask(const Range& range) {
    growth_.setting.rounds = 1;
    growth_.setting.states = 1;
    const model::Problem first(spec_, growth_.setting);
    if (growth_.setting.processes > kMostProcesses || beginnings(first) > kMostBeginnings) return growth_;
    try {
      const int last_round = range.rounds.value_or(range.max_rounds);
      for (int rounds = range.rounds.value_or(1); rounds <= last_round && !found(); ++rounds)
        ask_of(rounds, range);
    } catch (const base::Error&) {
      // Keys of this view need more bits than those of the other one. The round in which that was seen has no
      // attempt, so it was not ruled out.
    }
    return growth_;
  }

 private:
  bool found() const { return growth_.result.answer == Answer::kFound; }

  void ask_of(int rounds, const Range& range) {
    growth_.setting.rounds = rounds;
    growth_.setting.states = 1;
    if (rounds > 1 && !range.states && ask_full_information()) return;
    const int most = rounds == 1 ? 1 : range.max_states;
    const int last = range.states.value_or(most);
    for (int states = range.states.value_or(1); states <= last && !found(); ++states) {
      growth_.setting.states = states;
      search();
    }
  }

  /// Whether it rules out the number of rounds, with any number of states.
  bool ask_full_information() {
    const base::Stopwatch watch;
    const model::Problem problem(spec_, growth_.setting);
    AnyStates answer = AnyStates::kUnknown;
    spend([&](base::Stop& stop) { answer = full_information(problem, kRuns, stop); });
    if (answer != AnyStates::kInfeasible) return false;
    growth_.attempts.push_back({problem.setting(), Answer::kInfeasible, watch.seconds(), true});
    return true;
  }

  void search() {
    const model::Problem problem(spec_, growth_.setting);
    growth_.setting = problem.setting();
    spend([&](base::Stop& stop) {
      const auto engine = alike_ ? exact_by_process : exact;
      growth_.result =
          engine(problem, {.seed = options_.seed, .threads = options_.threads}, stop, on_progress_);
    });
    const Answer answer = growth_.result.answer;
    const bool any_states = growth_.setting.rounds == 1 && answer == Answer::kInfeasible;
    growth_.attempts.push_back({growth_.setting, answer, growth_.result.seconds, any_states});
  }

  /// Gives a search half of the steps that are left.
  template <class Search>
  void spend(const Search& search) {
    base::Stop stop = limits_;
    const std::uint64_t most = steps_ / 2;
    stop.limit_steps(most);
    search(stop);
    steps_ -= most - stop.steps_left();
  }

  const spec::Spec& spec_;
  const bool alike_;
  const Options& options_;
  const base::Stop& limits_;
  const OnProgress& on_progress_;
  std::uint64_t steps_ = kSteps;
  Growth growth_;
};

}  // namespace

std::optional<StrongerView> ask_stronger_view(const spec::Spec& spec, const model::Setting& setting,
                                              const Range& range, const Options& options,
                                              const base::Stop& limits, const OnProgress& on_progress) {
  if (setting.view == model::View::kVectorId) return std::nullopt;
  const base::Stopwatch watch;
  const bool alike = setting.view == model::View::kVector;
  model::Setting stronger = setting;
  stronger.view = model::View::kVectorId;
  StrongerView answer;
  answer.growth = Question(spec, std::move(stronger), alike, options, limits, on_progress).ask(range);
  answer.seconds = watch.seconds();
  return answer;
}

}  // namespace ggms::synth
