// The engines by name, and how a setting grows when its size is not given.

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/error.h"
#include "base/phases.h"
#include "base/suggestion.h"
#include "synth/exact.h"
#include "synth/full_information.h"
#include "synth/ggms.h"
#include "synth/synthesis.h"

namespace ggms::synth {

namespace {

struct NamedEngine {
  const char* name;
  Result (*run)(const model::Problem&, const Options&, base::Stop&, const OnProgress&);
};

constexpr NamedEngine kEngines[] = {{"ggms", ggms}, {"mcts", mcts}, {"mcts+dfs", mcts_dfs}, {"exact", exact}};

// Beginnings of runs that full information goes through before machines of few states are tried.
constexpr std::size_t kQuickRuns = 5'000;

struct RuledOut {
  AnyStates answer = AnyStates::kUnknown;
  Result result;
};

/// Asks full information about the setting's rounds, with any number of states.
RuledOut ask_full_information(const model::Problem& problem, std::size_t most_runs, double seconds,
                              bool derive, base::Stop& stop, const OnProgress& on_progress) {
  const base::Stopwatch watch;
  const auto derivation = std::make_shared<Derivation>();
  base::Stop part = stop;
  part.limit_seconds(seconds);
  RuledOut asked;
  asked.answer =
      full_information(problem, most_runs, part, derive ? derivation.get() : nullptr, [&](std::size_t runs) {
        if (on_progress) on_progress({problem.setting(), {}, watch.seconds(), runs});
      });
  stop.limit_steps(part.steps_left());
  if (asked.answer == AnyStates::kInfeasible) {
    asked.result.answer = Answer::kInfeasible;
    if (derive) asked.result.derivation = derivation;
  }
  asked.result.seconds = watch.seconds();
  asked.result.statistics.time.add(phase::kFullInformation, asked.result.seconds);
  return asked;
}

}  // namespace

double seconds_for_full_information(double left, double searching) {
  constexpr double kShare = 1.0 / 3;  // ours
  constexpr double kTimes = 10;       // ours
  constexpr double kLeast = 10;       // seconds; ours
  return std::isfinite(left) ? kShare * left : std::max(kLeast, kTimes * searching);
}

std::vector<std::string> engine_names() {
  std::vector<std::string> names;
  for (const NamedEngine& engine : kEngines) names.emplace_back(engine.name);
  return names;
}

Engine engine(const std::string& name) {
  for (const NamedEngine& engine : kEngines) {
    if (name == engine.name) return engine.run;
  }
  throw base::FieldError("engine", base::unknown_word("engine", name, engine_names()));
}

namespace {

class Growing {
 public:
  Growing(const spec::Spec& spec, const Range& range, const Engine& engine, const Options& options,
          base::Stop& stop, const OnProgress& on_progress,
          const std::function<void(const Attempt&, const Result&)>& on_attempt)
      : spec_(spec),
        range_(range),
        engine_(engine),
        options_(options),
        stop_(stop),
        on_progress_(on_progress),
        on_attempt_(on_attempt) {}

  Growth run(const model::Setting& setting) {
    const int last_round = range_.rounds.value_or(range_.max_rounds);
    for (int rounds = range_.rounds.value_or(1); rounds <= last_round; ++rounds) {
      growth_.setting = setting;
      growth_.setting.rounds = rounds;
      growth_.setting.states = 1;
      if (try_rounds()) break;
    }
    return std::move(growth_);
  }

 private:
  /// True if nothing is left to do: found, or stopped.
  bool try_rounds() {
    const int rounds = growth_.setting.rounds;
    // One round has no boundary in between, so no internal states to choose from. Full information has
    // nothing to say of early decisions.
    const int most = rounds == 1 ? 1 : range_.max_states;
    const bool open = rounds > 1 && !range_.states && growth_.setting.decide == model::Decide::kLast;
    AnyStates any = AnyStates::kUnknown;
    if (open) {
      if (ask_any_states(kQuickRuns, 0, any)) return true;
      if (any == AnyStates::kInfeasible) return false;
    }
    double searching = 0;  // seconds
    const int last_states = range_.states.value_or(most);
    for (int states = range_.states.value_or(1); states <= last_states; ++states) {
      growth_.setting.states = states;
      const model::Problem problem(spec_, growth_.setting);
      growth_.setting = problem.setting();
      Result result = engine_(problem, options_, stop_, on_progress_);
      searching += result.seconds;
      const bool any_states = rounds == 1 && result.answer == Answer::kInfeasible;
      growth_.result = result;
      if (note({growth_.setting, result.answer, result.seconds, any_states}, result)) return true;
    }
    return open && any == AnyStates::kUnknown && ask_any_states(kMostRuns, searching, any);
  }

  /// Full information's answer becomes `any`; true if nothing is left to do. Where it rules nothing out, the
  /// result stays that of the engine.
  bool ask_any_states(std::size_t most_runs, double searching, AnyStates& any) {
    const RuledOut asked =
        ask_full_information(model::Problem(spec_, growth_.setting), most_runs,
                             range_.seconds_for_full_information(stop_.seconds_left(), searching),
                             options_.derive, stop_, on_progress_);
    any = asked.answer;
    if (any == AnyStates::kInfeasible) growth_.result = asked.result;
    return note({growth_.setting, asked.result.answer, asked.result.seconds, true, any}, asked.result);
  }

  bool note(const Attempt& attempt, const Result& result) {
    growth_.time.add(result.statistics.time);
    growth_.attempts.push_back(attempt);
    if (on_attempt_) on_attempt_(attempt, result);
    return attempt.answer == Answer::kFound || stop_.requested_now();
  }

  const spec::Spec& spec_;
  const Range& range_;
  const Engine& engine_;
  const Options& options_;
  base::Stop& stop_;
  const OnProgress& on_progress_;
  const std::function<void(const Attempt&, const Result&)>& on_attempt_;
  Growth growth_;
};

}  // namespace

Growth grow(const spec::Spec& spec, const model::Setting& setting, const Range& range, const Engine& engine,
            const Options& options, base::Stop& stop, const OnProgress& on_progress,
            const std::function<void(const Attempt&, const Result&)>& on_attempt) {
  return Growing(spec, range, engine, options, stop, on_progress, on_attempt).run(setting);
}

}  // namespace ggms::synth
