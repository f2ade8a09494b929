// The rules of the game against the plain simulator, and the phases against what is known of the
// specifications.

#include "search/game.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "model/fixtures.h"
#include "model/random_scenario.h"
#include "search/phases.h"
#include "verify/check.h"

namespace ggms::search {
namespace {

model::Problem problem_of(const std::string& spec, int n, int f, int rounds,
                          model::View view = model::View::kVector) {
  return model::problem_of(spec, model::setting_of(n, rounds, 2, "crash=" + std::to_string(f), view));
}

Processes everybody(int n) {
  return static_cast<Processes>((1U << n) - 1);
}

TEST(Game, HasAsManyTurnsAsWorkedOutByHand) {
  // n = 4, f = 3: nobody crashes 1; one 4 * 2^3; two 6 * (2^2)^2; three 4 * 2^3.
  const model::Problem problem = problem_of("consensus", 4, 3, 4);
  const Entries entries(problem);
  const Game game(problem, entries);
  EXPECT_EQ(game.turns(everybody(4)).size(), 1U + 32 + 96 + 32);
  EXPECT_EQ(game.turns(0b0011).size(), 1U + 2 * 2) << "two are left and one may crash";
  EXPECT_EQ(game.turns(everybody(4)).front().crashing, 0);
}

TEST(Game, TurnsAreWhatScenariosDo) {
  const model::Problem problem = problem_of("consensus", 4, 2, 3);
  const Entries entries(problem);
  const Game game(problem, entries);
  const std::vector<Turn>& turns = game.turns(everybody(4));
  for (std::size_t i = 0; i < turns.size(); ++i) {
    EXPECT_EQ(game.turn_of(everybody(4), game.faults(turns[i], everybody(4))), i);
  }
}

TEST(Game, PlaysWhatTheSimulatorRuns) {
  base::Rng rng(3, "game");
  int broken = 0;
  for (const std::string spec : {"consensus", "atomic-commit", "correct-consensus"}) {
    for (const model::View view : model::kAllViews) {
      const model::Problem problem = problem_of(spec, 3, 2, 3, view);
      const Entries entries(problem);
      const Game game(problem, entries);
      const model::Machine machine = model::floodset(problem.setting());
      for (int i = 0; i < 100; ++i) {
        const model::Scenario scenario = model::random_scenario(problem.setting(), rng);
        const model::Execution execution = model::simulate(problem, machine, scenario);
        Position position = game.start(scenario.initial);
        for (int round = 1; round <= 3; ++round) {
          const Processes live = game.live(position);
          const model::RoundFaults& faults = scenario.rounds[static_cast<std::size_t>(round - 1)];
          const Turn& turn = game.turns(live)[game.turn_of(live, faults)];
          std::vector<Move> moves;
          game.moves(position, turn, moves);
          position = game.after(position, turn);
          for (const Move& move : moves) {
            for (std::size_t p = 0; p < 3; ++p) {
              if (((move.processes >> p) & 1U) == 0) continue;
              position.states[p] = static_cast<std::int8_t>(machine.next(entries.entry(move.entry)));
            }
          }
          for (std::size_t p = 0; p < 3; ++p) {
            ASSERT_EQ(position.states[p], execution.states[static_cast<std::size_t>(round)][p]);
          }
        }
        const bool won = !verify::broken_property(problem, execution).has_value();
        ASSERT_EQ(game.is_won(position), won) << spec;
        broken += won ? 0 : 1;
      }
    }
  }
  EXPECT_GT(broken, 10) << "FloodSet is no atomic commit";
}

TEST(Entries, AreAllThatSomeProcessCanNeed) {
  const model::Problem problem = problem_of("consensus", 3, 1, 2);
  const Entries entries(problem);
  EXPECT_EQ(entries.size(), 2U * (8 + 3 * 4)) << "two rounds; nothing lost, or one of three";
  const policy::Batch batch = entries.batch({0, 1, 2});
  EXPECT_EQ(batch.rows(), 3U);
  EXPECT_EQ(batch.tokens.size(), 3U * static_cast<std::size_t>(entries.shape().length));
  EXPECT_TRUE(std::all_of(batch.tokens.begin(), batch.tokens.end(), [&](std::int64_t token) {
    return token >= 0 && token < entries.shape().vocabulary;
  }));
  EXPECT_NE(model::error_of([] { Entries(problem_of("consensus", 16, 8, 3)); }), "");
}

TEST(Phases, KnowDefiniteInitialValues) {
  const model::Problem consensus = problem_of("consensus", 3, 2, 3);
  const Entries entries(consensus);
  const Game game(consensus, entries);
  const Phases phases(game);
  using Vectors = std::vector<std::vector<int>>;
  EXPECT_EQ(phases.definite(), (Vectors{{0, 0, 0}, {1, 1, 1}}));
  EXPECT_TRUE(phases.definite_without_faults().empty());
  EXPECT_EQ(phases.last(), 3);
  EXPECT_EQ(phases.first_faulty_round(0), 3);
  EXPECT_EQ(phases.first_faulty_round(3), 1);

  // Somebody wants to abort: abort. All want to commit: commit, unless something goes wrong; then both are
  // right.
  const model::Problem commit = problem_of("atomic-commit", 3, 2, 3);
  const Entries commit_entries(commit);
  const Game commit_game(commit, commit_entries);
  const Phases commit_phases(commit_game);
  EXPECT_EQ(commit_phases.definite().size(), 7U);
  EXPECT_EQ(commit_phases.definite_without_faults().size(), 1U);
}

TEST(Phases, DrawFromTheirOwnScenariosAndFromAllOfThem) {
  const model::Problem problem = problem_of("consensus", 3, 1, 2);
  const Entries entries(problem);
  const Game game(problem, entries);
  const Phases phases(game);
  base::Rng rng(5, "phases");
  std::set<std::vector<std::size_t>> seen;
  for (int i = 0; i < 3000; ++i) {
    const Phases::Sample early = phases.sample(0, rng);
    ASSERT_EQ(early.turns[0], 0U) << "phase 0 has faults in the last round only";
    ASSERT_TRUE(early.initial == std::vector<int>(3, 0) || early.initial == std::vector<int>(3, 1));
    seen.insert(phases.sample(2, rng).turns);
  }
  // No crash; one in round 1 (3 * 2^2 ways) or in round 2: the run's faults.
  EXPECT_EQ(seen.size(), 1U + 12 + 12);
}

}  // namespace
}  // namespace ggms::search
