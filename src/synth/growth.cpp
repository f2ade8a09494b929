// The engines by name, and how a setting grows when its size is not given.

#include <optional>
#include <utility>

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

/// Infeasible with any number of states, if full information shows it.
std::optional<Result> rule_out(const model::Problem& problem, std::size_t most_runs, bool derive,
                               base::Stop& stop, base::Phases& time) {
  const base::Stopwatch watch;
  const base::Booked asking(time, phase::kFullInformation);
  const auto derivation = std::make_shared<Derivation>();
  if (full_information(problem, most_runs, stop, derive ? derivation.get() : nullptr) !=
      AnyStates::kInfeasible)
    return std::nullopt;
  Result result;
  result.answer = Answer::kInfeasible;
  if (derive) result.derivation = derivation;
  result.seconds = watch.seconds();
  return result;
}

}  // namespace

std::vector<std::string> engine_names() {
  std::vector<std::string> names;
  for (const NamedEngine& engine : kEngines) names.emplace_back(engine.name);
  return names;
}

Engine engine(const std::string& name) {
  for (const NamedEngine& engine : kEngines) {
    if (name == engine.name) return engine.run;
  }
  throw base::unknown_word("--engine: unknown engine", name, engine_names());
}

Growth grow(const spec::Spec& spec, const model::Setting& setting, const Range& range, const Engine& engine,
            const Options& options, base::Stop& stop, const OnProgress& on_progress,
            const std::function<void(const Attempt&, const Result&)>& on_attempt) {
  Growth growth;
  const auto note = [&](Result result, bool any_states) {
    growth.result = std::move(result);
    growth.time.add(growth.result.statistics.time);
    growth.attempts.push_back({growth.setting, growth.result.answer, growth.result.seconds, any_states});
    if (on_attempt) on_attempt(growth.attempts.back(), growth.result);
    return growth.result.answer == Answer::kFound || stop.requested_now();
  };
  const int last_round = range.rounds.value_or(range.max_rounds);
  for (int rounds = range.rounds.value_or(1); rounds <= last_round; ++rounds) {
    growth.setting = setting;
    growth.setting.rounds = rounds;
    growth.setting.states = 1;
    // One round has no boundary in between, so no internal states to choose from.
    const int most = rounds == 1 ? 1 : range.max_states;
    const bool open = rounds > 1 && !range.states;
    if (open) {
      if (auto result =
              rule_out(model::Problem(spec, growth.setting), kQuickRuns, options.derive, stop, growth.time)) {
        if (note(std::move(*result), true)) return growth;
        continue;
      }
    }
    const int last_states = range.states.value_or(most);
    for (int states = range.states.value_or(1); states <= last_states; ++states) {
      growth.setting.states = states;
      const model::Problem problem(spec, growth.setting);
      growth.setting = problem.setting();
      Result result = engine(problem, options, stop, on_progress);
      const bool any_states = rounds == 1 && result.answer == Answer::kInfeasible;
      if (note(std::move(result), any_states)) return growth;
    }
    if (open) {
      if (auto result =
              rule_out(model::Problem(spec, growth.setting), kMostRuns, options.derive, stop, growth.time)) {
        if (note(std::move(*result), true)) return growth;
      }
    }
  }
  return growth;
}

}  // namespace ggms::synth
