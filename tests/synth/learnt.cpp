#include "synth/learnt.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "search/freeze.h"
#include "synth/exact.h"
#include "synth/renumbering.h"
#include "synth/symbolic.h"

namespace ggms::synth {

namespace {

constexpr std::uint64_t kSteps = 40'000;

std::optional<Moves> find(const model::Problem& problem, std::uint64_t seed) {
  base::Stop stop = limited();
  const Result result = exact(problem, {seed, 1}, stop, {});
  if (result.answer != Answer::kFound) return std::nullopt;
  return result.machine->entries();
}

/// The same setting with one more fault of each kind that it has, and of one kind that it lacks.
std::vector<model::Setting> stronger_settings(const model::Setting& setting, base::Rng& rng) {
  std::vector<model::Setting> all;
  const std::size_t other = rng.below(model::kFaultWords);
  for (std::size_t word = 0; word < model::kFaultWords; ++word) {
    int& number = all.emplace_back(setting).faults.numbers[word];
    if ((number == 0 && word != other) || number == setting.processes) {
      all.pop_back();
    } else {
      ++number;
    }
  }
  return all;
}

/// Whether a lossless run of equal values uses the entry while state names are fixed.
bool is_lossless(const model::Setting& setting, const model::Entry& entry) {
  const model::Keys keys(setting, entry.round);
  std::uint64_t key = keys.own_weight(0);
  for (int p = 0; p < setting.processes; ++p) key += keys.weight(p, 0);
  return entry.round < setting.rounds && entry.key == key;
}

}  // namespace

base::Stop limited() {
  base::Stop stop;
  stop.limit_steps(kSteps);
  return stop;
}

std::vector<verify::Violation> violations_of(const model::Machine& machine, verify::Explicit& checker) {
  verify::ExplicitOptions verdict_only;
  verdict_only.count = false;
  verdict_only.max_violations = 4;
  base::Stop stop;
  return checker.check(machine, verdict_only, stop).violations;
}

std::set<Moves> protocols_of(const model::Problem& problem, base::Rng& rng) {
  std::set<Moves> all;
  for (std::uint64_t seed = 11; seed < 14; ++seed) {
    if (const auto moves = find(problem, seed)) all.insert(*moves);
  }
  if (all.empty()) return all;
  for (const model::Setting& setting : stronger_settings(problem.setting(), rng)) {
    if (const auto moves = find(problem.with(setting), 21)) all.insert(*moves);
  }
  return all;
}

model::Machine filled(const search::Entries& entries, const model::Setting& setting, const Moves& moves,
                      base::Rng& rng) {
  model::Machine machine(setting);
  for (search::EntryId id = 0; id < entries.size(); ++id) {
    const auto outputs = static_cast<std::uint64_t>(entries.outputs(id));
    const auto any = static_cast<model::State>(rng.below(outputs));
    machine.set(entries.entry(id), is_lossless(setting, entries.entry(id)) ? model::State{0} : any);
  }
  for (const auto& [entry, next] : moves) machine.set(entry, next);
  return machine;
}

Derivation exact_derivation(const model::Problem& problem, std::uint64_t seed) {
  base::Phases phases;
  ExactSearch search(problem, {.seed = seed, .threads = 1, .derive = true}, phases);
  base::Stop stop = limited();
  Statistics done;
  (void)search.next(done, stop, {});
  return *search.derivation();
}

Derivation symbolic_derivation(const model::Problem& problem, std::uint64_t seed) {
  constexpr std::uint64_t kManyClauses = 20'000;
  Derivation all;
  Symbolic symbolic(problem, seed, false, &all);
  base::Stop stop;
  if (symbolic.add_all(kManyClauses, stop) != Symbolic::Extent::kWhole) return {};
  Derivation unnamed = all;
  unnamed.clauses.clear();
  unnamed.reasons.clear();
  for (std::size_t i = 0; i < all.clauses.size(); ++i) {
    const Reason::Kind kind = all.reasons[i].kind;
    if (kind == Reason::Kind::kNames || kind == Reason::Kind::kUsed) continue;
    unnamed.clauses.push_back(all.clauses[i]);
    unnamed.reasons.push_back(all.reasons[i]);
  }
  return unnamed;
}

/// A clause has at most one positive variable of a configuration or an outcome, so those that the machine's
/// moves force to be true are the least assignment that can satisfy all clauses.
bool satisfies(const model::Machine& machine, const Derivation& derivation) {
  std::map<int, bool> moves;
  for (const auto& [variable, move] : derivation.moves)
    moves[variable] = machine.next(move.entry) == static_cast<model::State>(move.next);
  std::set<int> reached;
  const auto holds = [&](int literal) {
    const int variable = std::abs(literal);
    const auto move = moves.find(variable);
    return (move != moves.end() ? move->second : reached.count(variable) != 0) == (literal > 0);
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (const std::vector<int>& clause : derivation.clauses) {
      if (std::any_of(clause.begin(), clause.end(), holds)) continue;
      const auto there = std::find_if(clause.begin(), clause.end(),
                                      [&](int literal) { return literal > 0 && moves.count(literal) == 0; });
      if (there == clause.end()) return false;
      reached.insert(*there);
      changed = true;
    }
  }
  return true;
}

void learn_exactly(const model::Problem& problem, std::uint64_t seed,
                   const std::vector<model::Machine>& wrong, TableSolver& solver) {
  solver.keep_clauses();
  solver.freeze_lossless_run();
  verify::Explicit checker(problem);
  base::Rng rng(seed, "renumberings");
  base::Stop stop = limited();
  base::Stop never;
  const auto learn = [&](const model::Machine& machine) {
    const std::vector<verify::Violation> violations = violations_of(machine, checker);
    for (const verify::Violation& violation : violations)
      learn_with_renumberings(violation.scenario, machine, solver, rng, never);
    return !violations.empty();
  };
  model::Machine candidate(problem.setting());
  for (int round = 1; round <= problem.setting().rounds; ++round) candidate.suppose(round, 0);
  while (!stop.requested(64) && solver.solve(candidate, stop) == TableSolver::Outcome::kCandidate &&
         learn(candidate)) {
  }
  for (const model::Machine& machine : wrong) learn(machine);
}

bool satisfies(const model::Machine& machine, TableSolver& solver) {
  std::vector<std::pair<model::Entry, int>> moves;
  for (const auto& [entry, next] : machine.entries()) moves.emplace_back(entry, next);
  model::Machine unused(machine.setting());
  base::Stop stop;
  return !solver.conflict(moves, unused, stop);
}

bool is_kept_frozen(const model::Machine& machine, const search::Entries& entries, Contradiction& learnt) {
  search::FreezeStack frozen(entries);
  for (search::EntryId id = 0; id < entries.size(); ++id) frozen.freeze(id, machine.next(entries.entry(id)));
  base::Stop stop;
  return !learnt.culprits(frozen, stop) && learnt.possible() == frozen.state().stack;
}

bool decides_right(const model::Machine& machine, const Derivation& derivation) {
  const model::Setting& setting = machine.setting();
  const bool by_sender = setting.view == model::View::kVector || setting.view == model::View::kVectorId;
  std::vector<int> before;  // states by history
  for (std::size_t round = 1; round <= derivation.histories.size(); ++round) {
    const model::Keys& keys = machine.keys(static_cast<int>(round));
    const auto state = [&](int history) {
      return history == HistoryMeaning::kLost ? model::Received::kLost
             : round == 1                     ? history
                                              : before[static_cast<std::size_t>(history)];
    };
    std::vector<int> after;
    for (const HistoryMeaning& history : derivation.histories[round - 1]) {
      std::uint64_t key = history.own < 0 ? 0 : keys.own_weight(state(history.own));
      for (std::size_t p = 0; p < history.received.size(); ++p) {
        const int sent = state(history.received[p]);
        if (sent != model::Received::kLost) key += keys.weight(by_sender ? static_cast<int>(p) : 0, sent);
      }
      after.push_back(machine.next({static_cast<int>(round), history.slot, key}));
    }
    before = after;
  }
  std::map<int, bool> decides;
  for (const auto& [variable, decision] : derivation.decisions)
    decides[variable] = before[static_cast<std::size_t>(decision.first)] == decision.second;
  return std::all_of(derivation.clauses.begin(), derivation.clauses.end(), [&](const auto& clause) {
    return std::any_of(clause.begin(), clause.end(),
                       [&](int literal) { return decides.at(std::abs(literal)) == (literal > 0); });
  });
}

}  // namespace ggms::synth
