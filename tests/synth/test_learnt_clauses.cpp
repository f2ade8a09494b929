// Tests that clauses which one search learns never exclude another right protocol of its setting: one that
// was found with another seed or in a stronger setting, under each naming of its states that the search
// allows, and with missing entries filled in at random. Searches: the exact engine (with its reasons, and in
// the counts views with processes merged), the solver behind the learning engines, and full information.

#include <gtest/gtest.h>

#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/fixtures.h"
#include "support/cases.h"
#include "support/found.h"
#include "support/slow_cases.h"
#include "synth/full_information.h"
#include "synth/learnt.h"

namespace ggms::synth {
namespace {

constexpr std::size_t kNamings = 2;        // of one protocol
constexpr int kMutants = 16;               // of the protocols of one problem
constexpr std::size_t kMostRuns = 20'000;  // of full information

struct Tally {
  int pairs = 0;
  int clauses = 0;
  std::set<std::string> words;
  std::set<model::View> views;
};

/// All clauses that searches learn in a setting, and all its protocols that the test can get.
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
  /// Machines that differ from a right one, some of them wrong. Half of them differ in a move of a round
  /// without losses: then runs without faults reach states that the right machine reaches only with faults,
  /// so it matters which configurations a search takes for the same.
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
    const Derivation symbolic = symbolic_derivation(problem_, seed);
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
        EXPECT_TRUE(satisfies(machine, symbolic)) << "the symbolic strategy excludes it\n" << what;
        EXPECT_TRUE(satisfies(machine, solver)) << "the exact engine, without reasons, excludes it\n" << what;
        EXPECT_TRUE(is_kept_frozen(machine, entries_, learnt)) << "learning excludes it\n" << what;
        EXPECT_TRUE(!any_states || decides_right(machine, whole)) << "full information excludes it\n" << what;
        tally.pairs += any_states ? 5 : 4;
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
  (void)compare_random(2, support::slow_cases(20'000));
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
  // The comparison has to notice a wrong clause: in each clause that speaks of a step or an end one literal
  // after the other is left out.
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
