// Tests the freeze stack: Algorithm 3's choice on entries worked out by hand; and as a state machine, with
// random constraints, an invariant after every step, and enumeration as the oracle.

#include "search/freeze.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "base/rng.h"
#include "model/fixtures.h"

namespace ggms::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr int kVariables = 8;  // table entries that the constraints speak of

/// Entries that must not have these values together.
using Nogood = std::vector<std::pair<EntryId, int>>;

struct Puzzle {
  std::vector<Nogood> nogoods;
  std::vector<unsigned> solutions;  // bit i: the value of entry i
};

bool is_broken(const Nogood& nogood, unsigned values) {
  return std::all_of(nogood.begin(), nogood.end(), [&](const auto& part) {
    return static_cast<int>((values >> part.first) & 1U) == part.second;
  });
}

Puzzle random_puzzle(base::Rng& rng) {
  Puzzle puzzle;
  const std::uint64_t count = 8 + rng.below(24);
  for (std::uint64_t i = 0; i < count; ++i) {
    Nogood nogood;
    for (EntryId entry = 0; entry < kVariables; ++entry) {
      if (rng.below(3) == 0) nogood.emplace_back(entry, static_cast<int>(rng.below(2)));
    }
    if (!nogood.empty()) puzzle.nogoods.push_back(nogood);
  }
  for (unsigned values = 0; values < 1U << kVariables; ++values) {
    if (std::none_of(puzzle.nogoods.begin(), puzzle.nogoods.end(),
                     [&](const Nogood& n) { return is_broken(n, values); })) {
      puzzle.solutions.push_back(values);
    }
  }
  return puzzle;
}

class Solve {
 public:
  Solve(const Entries& entries, const Puzzle& puzzle, base::Rng& rng)
      : puzzle_(puzzle), rng_(rng), stack_(entries) {
    stack_.on_excluded = [this](EntryId entry, int value, const Culprits& why) {
      check_excluded(entry, value, why);
    };
  }

  /// Freezes at random until all entries are frozen (true) or no value is left to try (false).
  bool run() {
    while (true) {
      if (const Nogood* broken = find_broken()) {
        Culprits culprits;
        for (const auto& [entry, value] : *broken) culprits.push_back(entry);
        if (!stack_.unfreeze(culprits, [](EntryId, int value) { return static_cast<float>(value); }))
          return false;
        check_invariant();
        continue;
      }
      std::vector<std::pair<EntryId, int>> open;
      for (EntryId entry = 0; entry < kVariables; ++entry) {
        for (int value = 0; value < 2 && !stack_.is_frozen(entry); ++value) {
          if (stack_.is_open(entry, value)) open.emplace_back(entry, value);
        }
      }
      if (stack_.stack().size() == kVariables) return true;
      // Some entry always has an open value, but others may have none: these are refuted by the reasons
      // against their values.
      for (EntryId entry = 0; entry < kVariables; ++entry) {
        if (stack_.is_frozen(entry) || stack_.is_open(entry, 0) || stack_.is_open(entry, 1)) continue;
        Culprits why = stack_.why(entry, 0);
        const Culprits more = stack_.why(entry, 1);
        why.insert(why.end(), more.begin(), more.end());
        if (!stack_.unfreeze(why, [](EntryId, int) { return 0.0F; })) return false;
        open.clear();
        break;
      }
      if (open.empty()) continue;
      const auto& [entry, value] = open[rng_.below(open.size())];
      stack_.freeze(entry, value);
      check_invariant();
    }
  }

 private:
  const Nogood* find_broken() const {
    for (const Nogood& nogood : puzzle_.nogoods) {
      if (std::all_of(nogood.begin(), nogood.end(), [&](const auto& part) {
            return stack_.is_frozen(part.first) && stack_.value(part.first) == part.second;
          })) {
        return &nogood;
      }
    }
    return nullptr;
  }

  /// Checks with the known solutions that none is lost.
  void check_excluded(EntryId entry, int value, const Culprits& why) {
    for (const unsigned solution : puzzle_.solutions) {
      const bool has_value = static_cast<int>((solution >> entry) & 1U) == value;
      const bool agrees = std::all_of(why.begin(), why.end(), [&](EntryId culprit) {
        return static_cast<int>((solution >> culprit) & 1U) == stack_.value(culprit);
      });
      ASSERT_FALSE(has_value && agrees) << "a right value was ruled out";
    }
  }

  void check_invariant() {
    const FreezeStack::State state = stack_.state();
    ASSERT_EQ(state.stack.size(), stack_.stack().size());
    for (const auto& [entry, value] : state.stack) ASSERT_EQ(stack_.value(entry), value);
    for (const auto& [entry, value, why] : state.excluded) {
      ASSERT_FALSE(stack_.is_frozen(entry) && stack_.value(entry) == value);
      for (const EntryId culprit : why)
        ASSERT_TRUE(stack_.is_frozen(culprit)) << "a reason that no longer holds";
    }
  }

  const Puzzle& puzzle_;
  base::Rng& rng_;
  FreezeStack stack_;
};

/// Consensus among two processes with three states, so that entries of round 1 have three values.
struct Stack {
  model::Problem problem = model::problem_of("consensus", model::setting_of(2, 2, 3, "crash=1"));
  Entries entries{problem};
  FreezeStack frozen{entries};

  /// GGMS Algorithm 3 where the policy likes large values.
  bool unfreeze(const Culprits& culprits) {
    return frozen.unfreeze(culprits, [](EntryId, int value) { return static_cast<float>(value); });
  }
};

TEST(Algorithm3, ChangesTheCulpritThatWasFrozenLast) {
  Stack s;
  s.frozen.freeze(4, 1);
  s.frozen.freeze(1, 0);
  s.frozen.freeze(3, 0);
  ASSERT_TRUE(s.unfreeze({4, 1}));
  EXPECT_EQ(s.frozen.value(4), 1);
  EXPECT_EQ(s.frozen.value(3), 0) << "it was frozen later, but the proof did not use it";
  EXPECT_EQ(s.frozen.value(1), 2) << "the open value that the policy likes best";
  EXPECT_THAT(s.frozen.stack(), ElementsAre(4U, 3U, 1U)) << "it is frozen anew";
  EXPECT_THAT(s.frozen.why(1, 0), ElementsAre(4U));
}

TEST(Algorithm3, TriesEveryValueOnceAndThenPopsFurther) {
  Stack s;
  s.frozen.freeze(0, 0);
  s.frozen.freeze(1, 0);
  ASSERT_TRUE(s.unfreeze({0, 1}));
  EXPECT_EQ(s.frozen.value(1), 2);
  ASSERT_TRUE(s.unfreeze({0, 1}));
  EXPECT_EQ(s.frozen.value(1), 1);
  ASSERT_TRUE(s.unfreeze({0, 1}));
  EXPECT_FALSE(s.frozen.is_frozen(1)) << "it is fully explored";
  EXPECT_EQ(s.frozen.value(0), 2) << "so the culprit before it changes";
  EXPECT_THAT(s.frozen.stack(), ElementsAre(0U));
  for (int value = 0; value < 3; ++value)
    EXPECT_TRUE(s.frozen.is_open(1, value)) << "it was refuted for another value of entry 0";
}

TEST(Algorithm3, NeverComesBackToAValueThatIsWrongByItself) {
  Stack s;
  s.frozen.freeze(0, 0);
  s.frozen.freeze(1, 2);
  ASSERT_TRUE(s.unfreeze({1}));
  EXPECT_THAT(s.frozen.why(1, 2), IsEmpty());
  ASSERT_TRUE(s.unfreeze({0}));
  EXPECT_FALSE(s.frozen.is_open(1, 2)) << "whatever entry 0 is";
}

TEST(Algorithm3, LeavesTheFirstPathAlone) {
  Stack s;
  s.frozen.fix(0, 1);
  s.frozen.freeze(1, 2);
  ASSERT_TRUE(s.unfreeze({0, 1}));
  EXPECT_EQ(s.frozen.value(0), 1);
  EXPECT_THAT(s.frozen.why(1, 2), IsEmpty()) << "the first path is right, so it is not a reason";
}

TEST(Algorithm3, HasNothingLeftToTryWhereAllValuesAreWrong) {
  Stack s;
  s.frozen.freeze(1, 0);
  ASSERT_TRUE(s.unfreeze({1}));
  ASSERT_TRUE(s.unfreeze({1}));
  EXPECT_FALSE(s.unfreeze({1}));
  EXPECT_FALSE(Stack().unfreeze({})) << "a proof that uses no frozen entry";
}

TEST(FreezeStack, EndsWithASolutionExactlyWhereThereIsOne) {
  const model::Problem problem = model::problem_of("consensus", model::setting_of(2, 2, 2, "crash=1"));
  const Entries entries(problem);
  ASSERT_GE(entries.size(), static_cast<std::size_t>(kVariables));
  base::Rng rng(1, "puzzles");
  int solvable = 0;
  constexpr int kPuzzles = 1000;
  for (int i = 0; i < kPuzzles; ++i) {
    const Puzzle puzzle = random_puzzle(rng);
    const bool solved = Solve(entries, puzzle, rng).run();
    ASSERT_EQ(solved, !puzzle.solutions.empty()) << "puzzle " << i;
    solvable += solved ? 1 : 0;
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(solvable, kPuzzles / 10);
  EXPECT_LT(solvable, kPuzzles * 9 / 10);
}

TEST(FreezeStack, StateIsReadBackAsItWas) {
  const model::Problem problem = model::problem_of("consensus", model::setting_of(2, 2, 2, "crash=1"));
  const Entries entries(problem);
  FreezeStack stack(entries);
  stack.fix(0, 1);
  stack.freeze(1, 0);
  stack.freeze(2, 1);
  stack.exclude(3, 0, {0, 2});
  ASSERT_TRUE(stack.unfreeze({1, 2}, [](EntryId, int) { return 0.0F; }));
  const FreezeStack::State state = stack.state();
  FreezeStack copy(entries);
  copy.restore(state);
  EXPECT_EQ(copy.state().fixed, state.fixed);
  EXPECT_EQ(copy.state().stack, state.stack);
  EXPECT_EQ(copy.state().excluded, state.excluded);
  EXPECT_TRUE(copy.is_fixed(0));
  EXPECT_EQ(copy.value(2), 0) << "entry 2 was frozen last, so it changed";
  EXPECT_TRUE(copy.is_open(3, 0)) << "reasons that rested on its old value are forgotten";
}

TEST(FreezeStack, StatesThatMakeNoSenseAreRefused) {
  const model::Problem problem = model::problem_of("consensus", model::setting_of(2, 2, 2, "crash=1"));
  const Entries entries(problem);
  const auto error = [&](const FreezeStack::State& state) {
    return model::error_of([&] { FreezeStack(entries).restore(state); });
  };
  EXPECT_EQ(error({{{0, 1}}, {{1, 0}}, {{1, 1, {}}}}), "");
  EXPECT_NE(error({{{0, 2}}, {}, {}}), "");
  EXPECT_NE(error({{{static_cast<EntryId>(entries.size()), 0}}, {}, {}}), "");
  EXPECT_NE(error({{{0, 1}}, {{0, 1}}, {}}), "");
  EXPECT_NE(error({{}, {{1, 0}}, {{1, 0, {}}}}), "") << "its own value is ruled out";
  EXPECT_NE(error({{}, {{1, 0}}, {{2, 0, {3}}}}), "") << "by an entry that is not frozen";
}

}  // namespace
}  // namespace ggms::search
