// Tests the symbolic strategy of the exact engine: what its formula consists of, by hand in the smallest
// settings; its answers beside those of the other strategy for every view and fault word; its limits.

#include "synth/symbolic.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/error.h"
#include "model/fixtures.h"
#include "synth/exact.h"

namespace ggms::synth {
namespace {

constexpr std::uint64_t kMany = 1'000'000;  // clauses

Result answer(const model::Problem& problem, Strategy strategy) {
  Options options{1, 1};
  options.strategy = strategy;
  base::Stop stop;
  return exact(problem, options, stop, {});
}

/// One process, one round: it decides on what it has itself. The table has an entry for each of two initial
/// values, which one variable each stands for. Agreement and termination say nothing of one process, each
/// validity one thing.
TEST(Symbolic, HasAnEntryForEachInitialValueOfALoneProcess) {
  const model::Problem problem = model::problem_of("consensus", model::setting_of(1, 1, 1, ""));
  Symbolic symbolic(problem, 1);
  base::Stop stop;
  ASSERT_EQ(symbolic.add_all(kMany, stop), Symbolic::Extent::kWhole);
  EXPECT_EQ(symbolic.entries(), 2U);
  EXPECT_EQ(symbolic.configurations(), 0U);
  EXPECT_EQ(symbolic.clauses(), 2U);
}

/// Two processes, one round, no faults: four vectors of initial values are four entries, which both processes
/// look up. Unanimous beginnings force one decision each; agreement holds because the two use one entry.
TEST(Symbolic, LetsProcessesThatReceiveTheSameUseOneEntry) {
  const model::Problem problem = model::problem_of("consensus", model::setting_of(2, 1, 1, ""));
  Symbolic symbolic(problem, 1);
  base::Stop stop;
  ASSERT_EQ(symbolic.add_all(kMany, stop), Symbolic::Extent::kWhole);
  EXPECT_EQ(symbolic.entries(), 4U);
  EXPECT_EQ(symbolic.clauses(), 2U);
}

/// The first entry of the order of names moves to the first state; the solver may not call it otherwise.
TEST(Symbolic, NamesStatesInTheOrderOfTheirFirstUse) {
  const model::Problem problem = model::problem_of("consensus", model::setting_of(2, 2, 3, "crash=1"));
  Symbolic symbolic(problem, 1);
  base::Stop stop;
  ASSERT_EQ(symbolic.add_all(kMany, stop), Symbolic::Extent::kWhole);
  model::Machine machine(problem.setting());
  for (int round = 1; round <= 2; ++round) machine.suppose(round, 0);
  ASSERT_EQ(symbolic.solve(machine, stop), Symbolic::Outcome::kCandidate);
  const model::Keys& keys = machine.keys(1);
  EXPECT_EQ(machine.next({1, 0, keys.weight(0, 0) + keys.weight(1, 0)}), 0);
}

TEST(Symbolic, GivesUpOnceThereAreTooManyClauses) {
  const model::Problem problem = model::problem_of("consensus", model::setting_of(4, 3, 2, "crash=2"));
  base::Stop stop;
  EXPECT_EQ(Symbolic(problem, 1).add_all(100, stop), Symbolic::Extent::kTooLarge);
  EXPECT_EQ(Symbolic(problem, 1).add_all(kMany, stop), Symbolic::Extent::kWhole);
}

TEST(Symbolic, StopsWhereItIsAskedTo) {
  const model::Problem problem = model::problem_of("consensus", model::setting_of(4, 3, 2, "crash=2"));
  base::Stop stop;
  stop.limit_steps(50);
  EXPECT_EQ(Symbolic(problem, 1).add_all(kMany, stop), Symbolic::Extent::kStopped);
}

struct KnownAnswer {
  const char* spec;
  int n;
  int rounds;
  int states;
  const char* faults;
  Answer answer;
};

/// Theorems and answers that the other strategy has given with certificates.
TEST(Symbolic, AgreesWithWhatIsKnownOfEveryFaultWord) {
  const KnownAnswer settings[] = {
      {"consensus", 3, 2, 2, "crash=1", Answer::kFound},
      {"consensus", 4, 2, 2, "crash=2", Answer::kInfeasible},
      {"atomic-commit", 3, 2, 2, "crash=1", Answer::kFound},
      {"consensus", 3, 2, 2, "crash-late=1", Answer::kFound},
      {"consensus", 2, 2, 2, "loss-total=1", Answer::kFound},
      {"consensus", 2, 2, 2, "loss=1", Answer::kInfeasible},
      {"correct-consensus", 3, 2, 2, "omission=1", Answer::kFound},
      {"correct-consensus", 3, 1, 1, "omission=1", Answer::kInfeasible},
      {"correct-consensus", 3, 2, 2, "general-omission=1", Answer::kFound},
      {"leader-election", 3, 2, 2, "byzantine=1", Answer::kInfeasible},
      {"replication", 3, 2, 2, "partition=1", Answer::kFound},
  };
  for (const KnownAnswer& known : settings) {
    for (const model::View view : {model::View::kVectorId, model::View::kVector}) {
      if (view == model::View::kVector && known.answer == Answer::kFound) continue;  // not all have one there
      const model::Problem problem = model::problem_of(
          known.spec, model::setting_of(known.n, known.rounds, known.states, known.faults, view));
      for (const Strategy strategy : {Strategy::kSymbolic, Strategy::kCounterexamples}) {
        const Result result = answer(problem, strategy);
        EXPECT_EQ(result.answer, known.answer)
            << known.spec << " " << known.faults << " " << to_string(view) << " " << to_string(strategy);
        EXPECT_EQ(result.strategy, strategy);
      }
    }
  }
}

/// Two rounds against one liar among four: open with three to five states in vector+id as long as candidates
/// were refuted one by one.
TEST(Symbolic, SettlesOneLiarAmongFour) {
  for (const char* spec : {"leader-election", "correct-consensus"}) {
    const auto with = [&](int states) {
      return answer(
          model::problem_of(spec, model::setting_of(4, 2, states, "byzantine=1", model::View::kVectorId)),
          Strategy::kAuto);
    };
    EXPECT_EQ(with(3).answer, Answer::kInfeasible) << spec;
    const Result found = with(4);
    EXPECT_EQ(found.answer, Answer::kFound) << spec;
    EXPECT_EQ(found.strategy, Strategy::kSymbolic);
  }
}

/// Without a strategy that is asked for, machines that have to stand crashes are refuted one by one, unless
/// processes are many or have tables of their own.
TEST(Symbolic, IsChosenFromTheSetting) {
  const auto chosen = [](const char* faults, model::View view, int n = 3) {
    return answer(model::problem_of("consensus", model::setting_of(n, 2, 2, faults, view)), Strategy::kAuto)
        .strategy;
  };
  EXPECT_EQ(chosen("crash=1", model::View::kVector), Strategy::kCounterexamples);
  EXPECT_EQ(chosen("crash-late=1", model::View::kVector), Strategy::kCounterexamples);
  EXPECT_EQ(chosen("crash=1", model::View::kCounts), Strategy::kCounterexamples);
  EXPECT_EQ(chosen("crash=1", model::View::kCounts, 150), Strategy::kSymbolic);
  EXPECT_EQ(chosen("loss-total=1", model::View::kVector), Strategy::kSymbolic);
  EXPECT_EQ(chosen("omission=1", model::View::kVector), Strategy::kSymbolic);
}

TEST(Symbolic, ItsWordsAreReadBack) {
  for (const std::string& name : strategy_names()) EXPECT_EQ(to_string(parse_strategy(name)), name);
  EXPECT_THROW(static_cast<void>(parse_strategy("symbolical")), base::Error);
}

}  // namespace
}  // namespace ggms::synth
