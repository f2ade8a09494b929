// Compares the rules of the game with the plain simulator, and the phases with known facts about the
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

TEST(Game, HasAsManyTurnsAsWorkedOutByHand) {
  // n = 4, f = 3: none crashes 1; one 4 * 2^3; two 6 * (2^2)^2; three 4 * 2^3.
  const model::Problem problem = problem_of("consensus", 4, 3, 4);
  const Entries entries(problem);
  const Game game(problem, entries);
  Stage stage = game.stage({});
  EXPECT_EQ(game.turns(stage).size(), 1U + 32 + 96 + 32);
  EXPECT_EQ(game.turns(stage).front().crashing, 0);
  stage.present = 0b0011;
  EXPECT_EQ(game.turns(stage).size(), 1U + 2 * 2) << "two are left and one may crash";
}

TEST(Game, RefusesMoreRoundsThanItsPositionsCanCount) {
  const auto played = [](const model::Problem& problem) {
    return model::error_of([&] {
      const Entries entries(problem);
      const Game game(problem, entries);
    });
  };
  EXPECT_EQ(played(problem_of("consensus", 2, 1, 127)), "");
  EXPECT_EQ(played(problem_of("consensus", 2, 1, 128)),
            "engine: learning plays at most 127 rounds; try exact");
}

TEST(Game, TurnsAreWhatScenariosDo) {
  for (const char* faults :
       {"crash=2", "crash-late=2", "omission=1", "general-omission=1", "byzantine=1", "loss=2",
        "loss-total=2", "partition=1", "crash=1,loss=1", "crash=1,byzantine=1,partition=1"}) {
    const model::Problem problem = model::problem_of("consensus", model::setting_of(3, 2, 2, faults));
    const Entries entries(problem);
    const Game game(problem, entries);
    problem.adversary().for_each_pick([&](const std::vector<model::Role>& picked) {
      const Stage stage = game.stage(picked);
      const std::vector<Turn>& turns = game.turns(stage);
      for (std::size_t i = 0; i < turns.size(); ++i)
        ASSERT_EQ(game.turn_of(stage, game.faults(turns[i], stage)), i) << faults;
    });
  }
}

/// Plays random scenarios with a random machine and compares; returns how often a property was broken.
int play(const model::Problem& problem, base::Rng& rng) {
  const Entries entries(problem);
  const Game game(problem, entries);
  const model::Machine machine =
      model::machine_by(problem.setting(), [&](int round, int, const model::Received&) {
        return static_cast<model::State>(
            rng.below(static_cast<std::uint64_t>(problem.setting().alphabet(round))));
      });
  int broken = 0;
  for (int i = 0; i < 20; ++i) {
    const model::Scenario scenario = model::random_scenario(problem.setting(), rng);
    const model::Execution execution = model::simulate(problem, machine, scenario);
    EXPECT_FALSE(execution.missing.has_value());
    Position position = game.start(scenario.initial, scenario.picked);
    for (int round = 1; round <= problem.setting().rounds; ++round) {
      const Turn& turn = game.turns(position.stage)[game.turn_of(position.stage, scenario.faults(round))];
      std::vector<Move> moves;
      game.moves(position, turn, moves);
      position = game.after(position, turn);
      for (const Move& move : moves) game.take(position, move, machine.next(entries.entry(move.entry)));
      Game::finish_round(position);
      for (std::size_t p = 0; p < 3 && round < problem.setting().rounds; ++p)
        EXPECT_EQ(position.states[p], execution.states[static_cast<std::size_t>(round)][p]);
    }
    const bool won = !verify::broken_property(problem, execution).has_value();
    EXPECT_EQ(game.is_won(position), won) << model::to_string(problem.setting().faults);
    broken += won ? 0 : 1;
  }
  return broken;
}

TEST(Game, PlaysWhatTheSimulatorRuns) {
  base::Rng rng(3, "game");
  int broken = 0;
  for (const std::string spec : {"consensus", "atomic-commit", "correct-consensus"}) {
    for (const model::View view : model::kAllViews) {
      for (const char* faults : {"crash=2", "crash-late=2", "omission=1", "general-omission=1", "byzantine=1",
                                 "loss=2", "loss-total=3,crash=1", "partition=2"}) {
        for (const model::Decide decide : {model::Decide::kLast, model::Decide::kAny}) {
          model::Setting setting = model::setting_of(3, 3, 2, faults, view);
          setting.decide = decide;
          broken += play(model::problem_of(spec, setting), rng);
        }
      }
    }
  }
  EXPECT_GT(broken, 1000);
  EXPECT_LT(broken, 3800);
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

  // Some process wants to abort: abort. All want to commit: commit, unless something goes wrong; then both
  // are right.
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
