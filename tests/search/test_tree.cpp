// Tests the tree search: Eq. 10 on numbers worked out by hand, and its proofs against a minimax that uses no
// tree.

#include "search/tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "model/fixtures.h"

namespace ggms::search {
namespace {

/// Whether the protocol player can win from here: plain recursion over the rules.
class Minimax {
 public:
  Minimax(const Game& game, const FreezeStack& frozen) : game_(game), frozen_(frozen) {}

  bool wins(const Position& position) const {
    if (position.boundary == game_.rounds()) return game_.is_won(position);
    const std::vector<Turn>& turns = game_.turns(position.stage);
    return std::all_of(turns.begin(), turns.end(),
                       [&](const Turn& turn) { return wins_after(position, turn); });
  }

  bool wins_after(const Position& position, const Turn& turn) const {
    std::vector<Move> moves;
    game_.moves(position, turn, moves);
    return decide(game_.after(position, turn), moves, 0);
  }

 private:
  bool decide(const Position& next, const std::vector<Move>& moves, std::size_t i) const {
    if (i == moves.size()) {
      Position end = next;
      Game::finish_round(end);
      return wins(end);
    }
    for (int state = 0; state < game_.entries().outputs(moves[i].entry); ++state) {
      if (frozen_.is_frozen(moves[i].entry) && frozen_.value(moves[i].entry) != state) continue;
      Position then = next;
      game_.take(then, moves[i], state);
      if (decide(then, moves, i + 1)) return true;
    }
    return false;
  }

  const Game& game_;
  const FreezeStack& frozen_;
};

std::vector<float> uniform(const Entries& entries) {
  const auto outputs = static_cast<std::size_t>(entries.shape().outputs);
  std::vector<float> priors;
  for (EntryId id = 0; id < entries.size(); ++id) {
    for (std::size_t i = 0; i < outputs; ++i) {
      priors.push_back(
          static_cast<int>(i) < entries.outputs(id) ? 1.0F / static_cast<float>(entries.outputs(id)) : 0);
    }
  }
  return priors;
}

TEST(Puct, IsEquationTen) {
  EXPECT_DOUBLE_EQ(puct(0, 0, 0.5, 0, 1), 0);
  EXPECT_DOUBLE_EQ(puct(0, 0, 0.5, 16, 1), 2);
  EXPECT_DOUBLE_EQ(puct(3, 3, 0.25, 16, 1), 1 + 0.25);
  EXPECT_DOUBLE_EQ(puct(-1, 4, 0.8, 25, 2), -0.25 + 2 * 0.8 * 5 / 5);
}

TEST(Tree, LeavesARootThatIsSettled) {
  // Consensus without faults in two rounds, initial values 0 and 1: no first decision can lose.
  const model::Problem problem = model::problem_of("consensus", model::setting_of(2, 2, 2, "none"));
  const Entries entries(problem);
  const Game game(problem, entries);
  const FreezeStack frozen(entries);
  const Options options;
  base::Rng rng(1, "tree");
  Tree tree(game, frozen, options, rng);
  tree.reset(uniform(entries), entries.shape().outputs);
  const Tree::Place place = tree.enter(game.start({0, 1}, {}), 0);
  ASSERT_TRUE(tree.is_decision(place));
  base::Stop stop;
  tree.search(place, 1000, stop);
  EXPECT_EQ(tree.proof(place, 0), Proof::kWin);
  EXPECT_EQ(tree.proof(place, 1), Proof::kWin);
  EXPECT_GE(tree.visits(place, 0), 1U);
  EXPECT_GE(tree.visits(place, 1), 1U);
  EXPECT_LT(tree.simulations(), 20U) << "a solved root stops";
}

TEST(Tree, VisitsFollowThePriorWhereMovesAreWorthTheSame) {
  // The first decision of a long run only names an internal state: both moves are worth the same, and no node
  // is settled within so few simulations.
  const model::Problem problem = model::problem_of("consensus", model::setting_of(4, 4, 2, "crash=3"));
  const Entries entries(problem);
  const Game game(problem, entries);
  const FreezeStack frozen(entries);
  const Options options;
  constexpr std::uint64_t kSimulations = 400;
  constexpr float kProbable = 0.9F;
  for (const int favourite : {0, 1}) {
    base::Rng rng(1, "tree");
    Tree tree(game, frozen, options, rng);
    const Position start = game.start({0, 1, 1, 1}, {});
    std::vector<float> priors = uniform(entries);
    tree.reset(priors, entries.shape().outputs);
    const EntryId entry = tree.entry(tree.enter(start, 0));
    const auto outputs = static_cast<std::size_t>(entries.shape().outputs);
    for (std::size_t next = 0; next < 2; ++next)
      priors[entry * outputs + next] = static_cast<int>(next) == favourite ? kProbable : 1 - kProbable;
    tree.reset(priors, entries.shape().outputs);
    const Tree::Place place = tree.enter(start, 0);
    base::Stop stop;
    tree.search(place, kSimulations, stop);
    ASSERT_EQ(tree.proof(place), Proof::kOpen) << "settled too early to tell";
    EXPECT_GT(tree.visits(place, favourite), 2 * tree.visits(place, 1 - favourite)) << favourite;
  }
}

/// Freezes entries at random and compares what an unlimited search proves with minimax, move by move.
void compare(const std::string& spec, int n, int f, int rounds, int trials) {
  const model::Problem problem =
      model::problem_of(spec, model::setting_of(n, rounds, 2, "crash=" + std::to_string(f)));
  const Entries entries(problem);
  const Game game(problem, entries);
  base::Rng rng(7, "minimax " + spec);
  const Options options;
  int lost = 0;
  for (int trial = 0; trial < trials; ++trial) {
    FreezeStack frozen(entries);
    for (EntryId id = 0; id < entries.size(); ++id) {
      if (rng.below(2) == 0) frozen.freeze(id, static_cast<int>(rng.below(2)));
    }
    Tree tree(game, frozen, options, rng);
    tree.reset(uniform(entries), entries.shape().outputs);
    std::vector<int> initial;
    for (int p = 0; p < n; ++p) initial.push_back(static_cast<int>(rng.below(2)));
    const Position start = game.start(initial, {});
    const std::vector<Turn>& turns = game.turns(start.stage);
    const std::size_t turn = rng.below(turns.size());
    const Tree::Place place = tree.enter(start, turn);
    ASSERT_TRUE(tree.is_decision(place));
    base::Stop stop;
    tree.search(place, 1U << 30, stop);
    const bool wins = Minimax(game, frozen).wins_after(start, turns[turn]);
    ASSERT_EQ(tree.proof(place) == Proof::kWin, wins);
    ASSERT_NE(tree.proof(place), Proof::kOpen);
    if (wins) continue;
    ++lost;
    // The culprits alone make the node lost, and they are frozen.
    FreezeStack only(entries);
    for (const EntryId culprit : tree.culprits(place)) {
      ASSERT_TRUE(frozen.is_frozen(culprit));
      only.freeze(culprit, frozen.value(culprit));
    }
    ASSERT_FALSE(Minimax(game, only).wins_after(start, turns[turn]));
  }
  EXPECT_GT(lost, 0) << "the draw should have lost games too";
  EXPECT_LT(lost, trials) << "and won ones";
}

TEST(Tree, ProvesWhatMinimaxSays) {
  compare("consensus", 2, 1, 2, 400);
  compare("atomic-commit", 2, 1, 2, 400);
  compare("consensus", 3, 1, 2, 60);
}

}  // namespace
}  // namespace ggms::search
