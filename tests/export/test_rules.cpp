// Tests that rules agree with the table on every vector that can be received: they give the same next state,
// and none if the machine has no entry.

#include "export/rules.h"

#include <algorithm>
#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/rng.h"
#include "export/expr.h"
#include "model/vectors.h"

namespace ggms::exports {
namespace {

constexpr int kLost = 1000;
constexpr int kBoundary = 100;  // states of a boundary begin at a multiple of it

RuleWords words() {
  return {[](int boundary, int state) { return boundary * kBoundary + state; }, kLost, variable(0)};
}

/// What a moving process sees.
struct Sight {
  std::vector<int> messages;  // as rules number states
  int own = 0;
};

int value(const Expr& expr, const Sight& sight, int bound_process) {
  const auto inner = [&](std::size_t i) { return value(expr[i], sight, bound_process); };
  const auto& arguments = expr.arguments();
  switch (expr.op()) {
    case Op::kTrue:
      return 1;
    case Op::kNumber:
    case Op::kProcess:
    case Op::kState:
      return expr.value();
    case Op::kVariable:
      return sight.own;
    case Op::kMessage:
      return sight.messages.at(static_cast<std::size_t>(inner(0) - 1));
    case Op::kBound:
      return bound_process;
    case Op::kNot:
      return inner(0) == 0 ? 1 : 0;
    case Op::kAnd:
    case Op::kOr: {
      const bool stop = expr.op() == Op::kOr;
      for (std::size_t i = 0; i < arguments.size(); ++i) {
        if ((inner(i) != 0) == stop) return stop ? 1 : 0;
      }
      return stop ? 0 : 1;
    }
    case Op::kEqual:
      return inner(0) == inner(1) ? 1 : 0;
    case Op::kAtMost:
      return inner(0) <= inner(1) ? 1 : 0;
    case Op::kCount: {
      int sum = 0;
      for (std::size_t p = 1; p <= sight.messages.size(); ++p)
        sum += value(expr[0], sight, static_cast<int>(p));
      return sum;
    }
    default:
      throw std::logic_error("no rule has this");
  }
}

/// The next state by the first rule that applies.
std::optional<int> next_by(const std::vector<Rule>& rules, const Sight& sight) {
  for (const Rule& rule : rules) {
    if (value(rule.guard, sight, 0) != 0) return rule.next;
  }
  return std::nullopt;
}

Sight sight_of(const model::Received& received, int round) {
  const int base = (round - 1) * kBoundary;
  Sight sight;
  sight.own = base + received.own;
  for (const int state : received.by_sender)
    sight.messages.push_back(state == model::Received::kLost ? kLost : base + state);
  for (std::size_t state = 0; state < received.counts.size(); ++state) {
    const bool is_lost = state + 1 == received.counts.size();
    sight.messages.insert(sight.messages.end(), static_cast<std::size_t>(received.counts[state]),
                          is_lost ? kLost : base + static_cast<int>(state));
  }
  return sight;
}

void expect_rules_are_the_table(const model::Machine& machine, const std::string& what) {
  const model::Setting& setting = machine.setting();
  const bool by_process = setting.view == model::View::kVectorId;
  const std::vector<RuleBlock> blocks = rules_of(machine, words());
  ASSERT_EQ(blocks.size(), static_cast<std::size_t>(setting.rounds * (by_process ? setting.processes : 1)));
  for (const RuleBlock& block : blocks) {
    ASSERT_EQ(block.process > 0, by_process);
    const model::Keys& keys = machine.keys(block.round);
    const int slot = by_process ? block.process - 1 : 0;
    for (std::uint64_t key = 0; key < keys.span(); ++key) {
      const model::Received received = keys.decode(key);
      if (model::why_impossible(received, setting, block.round, slot)) continue;
      const model::State next = machine.next({block.round, slot, key});
      std::optional<int> expected;
      if (next != model::Machine::kUndefined) expected = block.round * kBoundary + next;
      EXPECT_EQ(next_by(block.rules, sight_of(received, block.round)), expected)
          << what << ", round " << block.round << ", slot " << slot << ", key " << key;
    }
  }
}

model::Setting random_setting(base::Rng& rng) {
  constexpr model::View kViews[] = {model::View::kVector, model::View::kVectorId, model::View::kCounts,
                                    model::View::kCountsOwn};
  const auto below = [&](std::uint64_t bound) { return static_cast<int>(rng.below(bound)); };
  model::Setting setting;
  setting.view = kViews[below(4)];
  setting.processes = 1 + below(4);
  setting.rounds = 1 + below(3);
  setting.states = 1 + below(3);
  setting.initial = 1 + below(3);
  setting.decisions = 1 + below(3);
  setting.decide = rng.coin() ? model::Decide::kAny : model::Decide::kLast;
  return setting;
}

/// Tables of all kinds: full, with scattered holes, or with holes where many messages are lost; random, or by
/// the most frequent state.
model::Machine random_machine(const model::Setting& setting, base::Rng& rng) {
  model::Machine machine(setting);
  for (int round = 1; round <= setting.rounds; ++round) {
    const model::Keys& keys = machine.keys(round);
    const std::uint64_t holes = rng.below(4) * 3;  // of ten vectors
    const auto lost = static_cast<std::ptrdiff_t>(rng.below(4));
    const bool is_simple = rng.coin();
    for (int slot = 0; slot < keys.slots(); ++slot) {
      for (std::uint64_t key = 0; key < keys.span(); ++key) {
        const model::Received received = keys.decode(key);
        if (model::why_impossible(received, setting, round, slot) || rng.below(10) < holes) continue;
        const Sight sight = sight_of(received, round);
        const auto& messages = sight.messages;
        if (is_simple && std::count(messages.begin(), messages.end(), kLost) > lost) continue;
        const int least = *std::min_element(messages.begin(), messages.end()) % kBoundary;
        const auto states = static_cast<std::uint64_t>(setting.alphabet(round));
        const std::uint64_t next = is_simple ? static_cast<std::uint64_t>(least) % states : rng.below(states);
        machine.set({round, slot, key}, static_cast<model::State>(next));
      }
    }
  }
  return machine;
}

TEST(Rules, AreTheTableOfAnyMachine) {
  base::Rng rng(11, "rules");
  for (int i = 0; i < 300 && !HasFailure(); ++i) {
    const model::Setting setting = random_setting(rng);
    expect_rules_are_the_table(random_machine(setting, rng),
                               "machine " + std::to_string(i) + ", " + describe(setting));
  }
}

model::Setting setting_of(int processes, model::View view) {
  model::Setting setting;
  setting.processes = processes;
  setting.rounds = 1;
  setting.states = 2;
  setting.initial = 2;
  setting.decisions = 2;
  setting.view = view;
  return setting;
}

/// Decides 0 where some 0 arrives, of vectors that lack at most `lost` messages.
model::Machine least_of(const model::Setting& setting, int lost) {
  model::Machine machine(setting);
  for (std::uint64_t key = 0; key < machine.keys(1).span(); ++key) {
    const model::Received received = machine.keys(1).decode(key);
    if (model::why_impossible(received, setting, 1, 0)) continue;
    const Sight sight = sight_of(received, 1);
    if (std::count(sight.messages.begin(), sight.messages.end(), kLost) > lost) continue;
    const bool has_zero = std::count(sight.messages.begin(), sight.messages.end(), 0) > 0;
    machine.set({1, 0, key}, has_zero ? 0 : 1);
  }
  return machine;
}

TEST(Rules, AreFewWhereTheTableIsSimple) {
  for (const model::View view : {model::View::kVector, model::View::kCounts, model::View::kCountsOwn}) {
    for (const int lost : {1, 3}) {
      const model::Machine machine = least_of(setting_of(4, view), lost);
      expect_rules_are_the_table(machine, to_string(view));
      EXPECT_EQ(rules_of(machine, words())[0].rules.size(), 2U) << to_string(view) << " " << lost;
    }
  }
}

TEST(Rules, OfALargeTableAreOneEachEntry) {
  model::Machine machine(setting_of(20, model::View::kVector));
  std::vector<int> vector(20, 0);
  const auto set = [&](model::State next) {
    machine.set({1, 0, machine.keys(1).encode({vector, {}, model::Received::kLost})}, next);
  };
  set(1);
  vector[3] = model::Received::kLost;
  set(0);
  const std::vector<Rule> rules = rules_of(machine, words())[0].rules;
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_EQ(next_by(rules, sight_of({vector, {}, model::Received::kLost}, 1)), kBoundary);
  vector[4] = 1;
  EXPECT_EQ(next_by(rules, sight_of({vector, {}, model::Received::kLost}, 1)), std::nullopt);
}

TEST(Rules, OfATableWithoutEntriesAreNone) {
  EXPECT_THAT(rules_of(model::Machine(setting_of(3, model::View::kVector)), words())[0].rules,
              testing::IsEmpty());
}

}  // namespace
}  // namespace ggms::exports
