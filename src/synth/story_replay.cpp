// Runs of a derivation, run once more: step by step with the plain step semantics, and with properties
// evaluated by plain recursion over each way to decide. Nothing is taken from the derivation but what the
// adversary does, and which history a liar claims; what a process knows, and what a property forbids, is
// found out anew.

#include "synth/story_replay.h"

#include <algorithm>

#include "base/check.h"
#include "base/error.h"
#include "model/step.h"
#include "spec/outcome.h"

namespace ggms::synth {

namespace {

/// A history's entry in the round after which it is known; `number` gives the state of a history before it.
template <typename Number>
std::optional<model::Entry> entry_of(const HistoryMeaning& history, const model::Keys& keys, int round,
                                     int letters, bool by_count, const Number& number) {
  model::Received received;
  if (by_count) received.counts.assign(static_cast<std::size_t>(letters) + 1, 0);
  for (const int heard : history.received) {
    std::optional<int> state = model::Received::kLost;
    if (heard != HistoryMeaning::kLost) state = number(heard);
    if (!state) return std::nullopt;
    if (by_count) {
      ++received.counts[static_cast<std::size_t>(*state == model::Received::kLost ? letters : *state)];
    } else {
      received.by_sender.push_back(*state);
    }
  }
  if (history.own != HistoryMeaning::kLost) {
    const std::optional<int> own = number(history.own);
    if (!own) return std::nullopt;
    received.own = *own;
  }
  return model::Entry{round, history.slot, keys.encode(received)};
}

}  // namespace

std::optional<model::Problem> problem_of_histories(const model::Problem& problem) {
  model::Setting setting = problem.setting();
  setting.decide = model::Decide::kLast;
  for (setting.states = setting.rounds == 1 ? 1 : model::kMaxStates; setting.states > 0; --setting.states) {
    try {
      return problem.with(setting);
    } catch (const base::Error&) {  // keys of more than 64 bits
    }
  }
  return std::nullopt;
}

HistoryMachine::HistoryMachine(const model::Problem& problem, const Derivation& derivation)
    : problem_(problem),
      derivation_(derivation),
      machine_(problem.setting()),
      used_(static_cast<std::size_t>(problem.setting().rounds), 0) {}

std::optional<int> HistoryMachine::state_of(const model::Entry& entry) {
  if (machine_.next(entry) == model::Machine::kUndefined) {
    int& used = used_[static_cast<std::size_t>(entry.round)];
    if (used == problem_.setting().states) return std::nullopt;
    machine_.set(entry, static_cast<model::State>(used++));
  }
  return machine_.next(entry);
}

/// The state of a history at a boundary past the first, whether or not some run has met it.
std::optional<int> HistoryMachine::claimed(int boundary, int history) {
  if (boundary == 0) return history;
  const model::Setting& setting = problem_.setting();
  const bool by_count = setting.view == model::View::kCounts || setting.view == model::View::kCountsOwn;
  const HistoryMeaning& meaning =
      derivation_.histories[static_cast<std::size_t>(boundary) - 1][static_cast<std::size_t>(history)];
  const auto entry = entry_of(meaning, machine_.keys(boundary), boundary, setting.alphabet(boundary - 1),
                              by_count, [&](int before) { return claimed(boundary - 1, before); });
  return entry ? state_of(*entry) : std::nullopt;
}

std::optional<StoryRun> HistoryMachine::run(const model::Scenario& scenario) {
  const int rounds = problem_.setting().rounds;
  StoryRun run{scenario, {}};
  for (int round = 1; round <= static_cast<int>(scenario.rounds.size()); ++round) {
    for (model::Forgery& forged : run.scenario.rounds[static_cast<std::size_t>(round) - 1].forged) {
      const std::optional<int> state = claimed(round - 1, forged.state);
      if (!state) return std::nullopt;
      forged.state = *state;
    }
  }
  try {
    model::validate(run.scenario, problem_.setting());
  } catch (const base::Error& error) {
    throw base::InternalError(std::string("a run of a story is none of the setting's: ") + error.what());
  }
  model::Situation now = model::start(problem_, run.scenario);
  for (int round = 1; round <= rounds; ++round) {
    const model::Step step(problem_, machine_.keys(round), round, run.scenario, now);
    std::vector<int> next;
    for (const model::Reception& reception : step.receptions()) {
      const bool moves = reception.kind == model::Reception::Kind::kMoves;
      if (round == rounds) {
        run.knows.push_back(moves ? reception.entry : model::Entry{});
        continue;
      }
      const std::optional<int> state = moves ? state_of(reception.entry) : std::optional<int>(0);
      if (!state) return std::nullopt;
      next.push_back(*state);
    }
    if (round < rounds) now = step.after(next);
  }
  return run;
}

std::size_t ways_to_decide(const model::Problem& problem, const StoryRun& run) {
  std::vector<model::Entry> seen;
  std::size_t ways = 1;
  for (const model::Entry& entry : run.knows) {
    if (entry.round == 0 || std::find(seen.begin(), seen.end(), entry) != seen.end()) continue;
    seen.push_back(entry);
    ways *= static_cast<std::size_t>(problem.setting().decisions);
  }
  return ways;
}

Verdicts::Verdicts(const model::Problem& problem, const model::Machine& machine, const StoryRun& run)
    : decisions_(static_cast<std::size_t>(problem.setting().decisions)) {
  for (const model::Entry& entry : run.knows) {
    if (entry.round != 0 && std::find(deciding_.begin(), deciding_.end(), entry) == deciding_.end())
      deciding_.push_back(entry);
  }
  const spec::Spec& spec = problem.specification();
  const std::size_t ways = ways_to_decide(problem, run);
  CHECK(ways <= kMostWays);
  model::Machine whole = machine;
  broken_.assign(ways, {});
  for (std::size_t way = 0; way < ways; ++way) {
    for (std::size_t i = 0; i < deciding_.size(); ++i)
      whole.set(deciding_[i], static_cast<model::State>(decision(way, i)));
    const model::Execution execution = model::simulate(problem, whole, run.scenario);
    CHECK(!execution.missing);
    CHECK(execution.entries.back() == run.knows);
    for (const spec::Property& property : spec.properties)
      broken_[way].push_back(!spec::evaluate(spec.formulas, property.formula, execution.outcome));
  }
}

int Verdicts::decision(std::size_t way, std::size_t entry) const {
  for (std::size_t i = 0; i < entry; ++i) way /= decisions_;
  return static_cast<int>(way % decisions_);
}

}  // namespace ggms::synth
