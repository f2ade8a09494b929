// The engines by name, and how a setting grows when its size is not given.

#include "base/error.h"
#include "synth/exact.h"
#include "synth/ggms.h"
#include "synth/synthesis.h"

namespace ggms::synth {

namespace {

struct NamedEngine {
  const char* name;
  Result (*run)(const model::Problem&, const Options&, base::Stop&, const OnProgress&);
};

constexpr NamedEngine kEngines[] = {{"ggms", ggms}, {"mcts", mcts}, {"mcts+dfs", mcts_dfs}, {"exact", exact}};

}  // namespace

std::vector<std::string> engine_names() {
  std::vector<std::string> names;
  for (const NamedEngine& engine : kEngines) names.emplace_back(engine.name);
  return names;
}

Engine engine(const std::string& name) {
  std::string known;
  for (const NamedEngine& engine : kEngines) {
    if (name == engine.name) return engine.run;
    known += (known.empty() ? "" : ", ") + std::string(engine.name);
  }
  throw base::Error("--engine: unknown engine '" + name + "'; known are " + known);
}

Growth grow(const spec::Spec& spec, const model::Setting& setting, const Range& range, const Engine& engine,
            const Options& options, base::Stop& stop, const OnProgress& on_progress,
            const std::function<void(const Attempt&)>& on_attempt) {
  Growth growth;
  const int last_round = range.rounds.value_or(range.max_rounds);
  for (int rounds = range.rounds.value_or(1); rounds <= last_round; ++rounds) {
    // One round has no boundary in between, so no internal states to choose from.
    const int most = rounds == 1 ? 1 : range.max_states;
    const int last_states = range.states.value_or(most);
    for (int states = range.states.value_or(1); states <= last_states; ++states) {
      growth.setting = setting;
      growth.setting.rounds = rounds;
      growth.setting.states = states;
      const model::Problem problem(spec, growth.setting);
      growth.setting = problem.setting();
      growth.result = engine(problem, options, stop, on_progress);
      growth.attempts.push_back({growth.setting, growth.result.answer, growth.result.seconds});
      if (on_attempt) on_attempt(growth.attempts.back());
      if (growth.result.answer == Answer::kFound || stop.requested_now()) return growth;
    }
  }
  return growth;
}

}  // namespace ggms::synth
