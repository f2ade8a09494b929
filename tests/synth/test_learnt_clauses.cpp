// What one search learns never excludes another protocol that is right in its setting: one that was found
// with another seed or in a stronger setting, under each naming of its states that the search leaves, and
// with the entries that it lacks filled in at random. Searches: the exact engine (with its reasons, and in
// the counts views with processes merged), the solver behind the learning engines, and full information.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "model/fixtures.h"
#include "search/entries.h"
#include "search/freeze.h"
#include "support/brute.h"
#include "support/cases.h"
#include "support/found.h"
#include "synth/contradiction.h"
#include "synth/exact.h"
#include "synth/full_information.h"
#include "synth/renaming.h"
#include "synth/renumbering.h"
#include "synth/table_solver.h"

namespace ggms::synth {
namespace {

constexpr std::uint64_t kSteps = 40'000;   // of one search; what it learnt by then has to be true as well
constexpr std::size_t kNamings = 2;        // of one protocol
constexpr int kMutants = 16;               // of the protocols of one problem
constexpr std::size_t kMostRuns = 20'000;  // of full information

base::Stop limited() {
  base::Stop stop;
  stop.limit_steps(kSteps);
  return stop;
}

/// How the machine fails, in some scenarios; none if it is right.
std::vector<verify::Violation> violations_of(const model::Machine& machine, verify::Explicit& checker) {
  verify::ExplicitOptions verdict_only;
  verdict_only.count = false;
  verdict_only.max_violations = 4;
  base::Stop stop;
  return checker.check(machine, verdict_only, stop).violations;
}

// ---- protocols

std::optional<Moves> find(const model::Problem& problem, std::uint64_t seed) {
  base::Stop stop = limited();
  const Result result = exact(problem, {seed, 1}, stop, {});
  if (result.answer != Answer::kFound) return std::nullopt;
  return result.machine->entries();
}

/// The same setting with one more fault of each kind that it has, and of one that it has not.
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

/// Protocols that are right in the setting, wherever they were found.
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

/// The entry of each table that a lossless run of equal values uses while state names are fixed (GGMS Theorem
/// 2).
bool is_lossless(const model::Setting& setting, const model::Entry& entry) {
  const model::Keys keys(setting, entry.round);
  std::uint64_t key = keys.own_weight(0);
  for (int p = 0; p < setting.processes; ++p) key += keys.weight(p, 0);
  return entry.round < setting.rounds && entry.key == key;
}

/// A machine that does so, and anything where no execution comes.
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

// ---- searches, and whether a machine satisfies what they learnt

/// Clauses with moves and configurations as variables. A clause has at most one configuration that it says to
/// be reached, so those that the machine's moves force to be reached are the least way to satisfy all.
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

/// The exact engine's own search, with its reasons.
Derivation exact_derivation(const model::Problem& problem, std::uint64_t seed) {
  base::Phases phases;
  ExactSearch search(problem, {.seed = seed, .threads = 1, .derive = true}, phases);
  base::Stop stop = limited();
  Statistics done;
  (void)search.next(done, stop, {});
  return *search.derivation();
}

/// The same loop with clauses that are kept, and processes merged in the counts views; it learns from some
/// more machines, those of `wrong`.
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

/// Whether the learning engines would keep the machine, were all its transitions frozen.
bool is_kept_frozen(const model::Machine& machine, const search::Entries& entries, Contradiction& learnt) {
  search::FreezeStack frozen(entries);
  for (search::EntryId id = 0; id < entries.size(); ++id) frozen.freeze(id, machine.next(entries.entry(id)));
  base::Stop stop;
  return !learnt.culprits(frozen, stop) && learnt.possible() == frozen.state().stack;
}

/// Clauses with decisions after histories as variables: those that the machine takes after them.
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

// ---- pairs of a search and a protocol

struct Tally {
  int pairs = 0;
  int clauses = 0;
  std::set<std::string> words;
  std::set<model::View> views;
};

/// Everything that searches learn in a setting, and all protocols of it that can be had.
class Pairs {
 public:
  Pairs(const model::Problem& problem, std::uint64_t seed)
      : problem_(problem),
        setting_(problem.setting()),
        entries_(problem),
        rng_(seed, "pairs"),
        protocols_(protocols_of(problem, rng_)) {}

  void compare(const std::string& what, Tally& tally) {
    if (protocols_.empty()) return;
    for (const std::uint64_t seed : {1U, 2U}) compare_with_searches(what, seed, tally);
    for (std::size_t word = 0; word < model::kFaultWords; ++word) {
      if (setting_.faults.numbers[word] > 0) tally.words.insert(model::fault_words()[word].first);
    }
    tally.views.insert(setting_.view);
  }

 private:
  /// Machines that differ from a right one, some of them wrong. Half of them do in what a process makes of a
  /// round without losses: runs in which nothing goes wrong then come to where the right one comes only after
  /// something did, so that it matters what a search takes for the same configuration.
  std::vector<model::Machine> mutants() {
    std::vector<search::EntryId> lossless;
    for (search::EntryId id = 0; id < entries_.size(); ++id) {
      if (entries_.lost(id) == 0) lossless.push_back(id);
    }
    std::vector<model::Machine> all;
    for (int i = 0; i < kMutants; ++i) {
      const Moves& right = *std::next(protocols_.begin(), static_cast<int>(rng_.below(protocols_.size())));
      model::Machine machine = filled(entries_, setting_, right, rng_);
      for (std::uint64_t changes = 1 + rng_.below(3); changes > 0; --changes) {
        const search::EntryId id = i % 2 == 0 ? static_cast<search::EntryId>(rng_.below(entries_.size()))
                                              : lossless[rng_.below(lossless.size())];
        const auto next = rng_.below(static_cast<std::uint64_t>(entries_.outputs(id)));
        machine.set(entries_.entry(id), static_cast<model::State>(next));
      }
      all.push_back(std::move(machine));
    }
    return all;
  }

  void compare_with_searches(const std::string& what, std::uint64_t seed, Tally& tally) {
    const std::vector<model::Machine> wrong = mutants();
    const Derivation derivation = exact_derivation(problem_, seed);
    TableSolver solver(problem_, seed);
    learn_exactly(problem_, seed, wrong, solver);
    verify::Explicit checker(problem_);
    Contradiction learnt(problem_, entries_, search::FreezeStack(entries_), checker);
    teach(wrong, checker, learnt);
    Derivation whole;
    base::Stop stop = limited();
    const bool any_states = setting_.decide == model::Decide::kLast &&
                            full_information(problem_, kMostRuns, stop, &whole) == AnyStates::kFeasible;
    tally.clauses += static_cast<int>(derivation.clauses.size() + solver.clauses() + learnt.clauses() +
                                      whole.clauses.size());
    for (const Moves& moves : protocols_) {
      for (const Moves& named : renamed(setting_, moves, kNamings)) {
        const model::Machine machine = filled(entries_, setting_, named, rng_);
        EXPECT_TRUE(violations_of(machine, checker).empty())
            << "a protocol of a stronger setting is none of this one\n"
            << what;
        EXPECT_TRUE(satisfies(machine, derivation)) << "the exact engine excludes it\n" << what;
        EXPECT_TRUE(satisfies(machine, solver)) << "the exact engine, without reasons, excludes it\n" << what;
        EXPECT_TRUE(is_kept_frozen(machine, entries_, learnt)) << "learning excludes it\n" << what;
        EXPECT_TRUE(!any_states || decides_right(machine, whole)) << "full information excludes it\n" << what;
        tally.pairs += any_states ? 4 : 3;
      }
    }
  }

  static void teach(const std::vector<model::Machine>& wrong, verify::Explicit& checker,
                    Contradiction& learnt) {
    base::Stop never;
    for (const model::Machine& machine : wrong) {
      const std::vector<verify::Violation> violations = violations_of(machine, checker);
      if (!violations.empty()) learnt.learn(machine, violations, never);
    }
  }

  const model::Problem& problem_;
  const model::Setting setting_;
  const search::Entries entries_;
  base::Rng rng_;
  const std::set<Moves> protocols_;
};

/// Whether configurations that look alike may have to be kept apart: properties ask what was lost, who is
/// connected, or name a process where the view tells none apart; there are faults, and a round after them.
bool is_easily_merged(const model::Problem& problem) {
  const model::Setting& setting = problem.setting();
  const spec::Compiled& compiled = problem.compiled();
  const bool by_count = setting.view == model::View::kCounts || setting.view == model::View::kCountsOwn;
  return setting.rounds >= 2 && setting.states >= 2 && setting.faults != model::FaultLimits{} &&
         (compiled.uses_lost() || compiled.uses_connected() || (by_count && compiled.uses_names()));
}

/// A third of the problems is of this kind, which few random ones are.
Tally compare_random(std::uint64_t seed, int pairs) {
  base::Rng rng(seed, "learnt clauses");
  Tally tally;
  for (int i = 0; tally.pairs < pairs && !testing::Test::HasFailure(); ++i) {
    const support::Case test_case = support::random_problem(rng);
    const model::Problem problem = support::problem_of(test_case);
    if (i % 3 == 0 && !is_easily_merged(problem)) {
      --i;
      continue;
    }
    Pairs(problem, rng.below(1'000'000)).compare(support::describe(test_case), tally);
  }
  return tally;
}

TEST(LearntClauses, NeverExcludeAnotherRightProtocolOfRandomProblems) {
  const Tally tally = compare_random(1, 4000);
  EXPECT_EQ(tally.words.size(), model::kFaultWords);
  EXPECT_EQ(tally.views.size(), std::size(model::kAllViews));
  EXPECT_GT(tally.clauses, 10 * tally.pairs);
}

TEST(SlowLearntClauses, NeverExcludeAnotherRightProtocolOfManyMoreRandomProblems) {
  (void)compare_random(2, 20'000);
}

TEST(LearntClauses, NeverExcludeAnotherRightProtocolOfTheSpecifications) {
  Tally tally;
  for (const support::Kind& kind : support::feasible_kinds()) {
    model::Setting setting =
        model::setting_of(kind.processes, kind.rounds, kind.states, kind.faults, kind.view);
    setting.decide = kind.decide;
    const model::Problem problem = model::problem_of(kind.spec, setting);
    Pairs(problem, 1).compare(support::describe(kind), tally);
    if (HasFailure()) return;
  }
  EXPECT_GT(tally.pairs, 300);
  EXPECT_EQ(tally.words.size(), model::kFaultWords);
}

TEST(LearntClauses, ALiteralTooFewIsNoticed) {
  // The comparison is worth something only if it sees a wrong clause: in each clause that speaks of a step or
  // an end one literal after the other is left out.
  int noticed = 0;
  int wrong = 0;
  for (const support::Kind& kind : support::feasible_kinds()) {
    if (kind.processes > 3) continue;
    const support::Solved solved = support::solve(kind);
    const search::Entries entries(solved.problem);
    base::Rng rng(1, "a literal too few");
    const Derivation derivation = exact_derivation(solved.problem, 2);
    const std::vector<Moves> namings = renamed(solved.problem.setting(), solved.machine.entries(), 1);
    const model::Machine machine = filled(entries, solved.problem.setting(), namings.at(0), rng);
    bool seen = false;
    for (int i = 0; i < 40; ++i) {
      Derivation spoilt = derivation;
      std::vector<int>& clause = spoilt.clauses[rng.below(spoilt.clauses.size())];
      if (clause.empty()) continue;
      clause.erase(clause.begin() + static_cast<std::ptrdiff_t>(rng.below(clause.size())));
      ++wrong;
      if (satisfies(machine, spoilt)) continue;
      ++noticed;
      seen = true;
    }
    EXPECT_TRUE(seen) << support::describe(kind);
  }
  EXPECT_GT(10 * noticed, wrong) << noticed << " of " << wrong;
}

}  // namespace
}  // namespace ggms::synth
