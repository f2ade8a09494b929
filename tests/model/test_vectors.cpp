// Tests which vectors a process that moves can receive: compares the formulas that count them and the
// recursion that lists them with those of all vectors that the reader of protocol files accepts.

#include "model/vectors.h"

#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "model/fixtures.h"

namespace ggms::model {
namespace {

/// The keys of all vectors of a round that the reader of protocol files accepts; tries every state or loss
/// for each sender, and every state of the receiver.
std::set<std::uint64_t> accepted(const Setting& setting, const Keys& keys, int round, int slot) {
  const int letters = setting.alphabet(round - 1);
  std::set<std::uint64_t> found;
  std::vector<int> said(static_cast<std::size_t>(setting.processes), kLost);
  for (;;) {
    Received received;
    if (setting.view == View::kVector || setting.view == View::kVectorId) {
      received.by_sender = said;
      if (!why_impossible(received, setting, round, slot)) found.insert(keys.encode(received));
    } else {
      received.counts.assign(static_cast<std::size_t>(letters) + 1, 0);
      for (const int state : said)
        ++received.counts[static_cast<std::size_t>(state == kLost ? letters : state)];
      for (received.own = 0; received.own < letters; ++received.own) {
        if (!why_impossible(received, setting, round, slot)) found.insert(keys.encode(received));
      }
    }
    std::size_t i = 0;
    while (i < said.size() && ++said[i] == letters) said[i++] = kLost;
    if (i == said.size()) return found;
  }
}

RC_GTEST_PROP(PossibleVectors, AreThoseThatTheReaderHasNothingAgainst, ()) {
  Setting setting = setting_of(*rc::gen::inRange(1, 5), *rc::gen::inRange(1, 4), *rc::gen::inRange(1, 4),
                               "none", kAllViews[*rc::gen::inRange(0, 4)]);
  setting.decide = *rc::gen::element(Decide::kLast, Decide::kAny);
  setting = problem_of("consensus", setting).setting();
  const Machine machine(setting);
  const bool has_slots = setting.view == View::kVectorId;
  std::uint64_t sum = 0;
  for (int round = 1; round <= setting.rounds; ++round) {
    for (int slot = 0; slot < (has_slots ? setting.processes : 1); ++slot) {
      const Keys& keys = machine.keys(round);
      std::set<std::uint64_t> listed;
      std::uint64_t visits = 0;
      RC_ASSERT(for_each_possible_vector(setting, round, slot, [&](const Received& received) {
        listed.insert(keys.encode(received));
        return ++visits > 0;
      }));
      RC_ASSERT(visits == listed.size());
      RC_ASSERT(listed == accepted(setting, keys, round, slot));
      RC_ASSERT(listed.size() == possible_vectors(setting, round));
      sum += visits;
    }
  }
  RC_ASSERT(possible_entries(setting) == sum);
}

TEST(PossibleVectors, AreCountedWhereTheyAreTooManyToList) {
  const auto entries = [](int processes, int rounds, int states, View view) {
    return possible_entries(
        problem_of("consensus", setting_of(processes, rounds, states, "none", view)).setting());
  };
  EXPECT_EQ(entries(3, 1, 2, View::kVector), 26U) << "3^3 less the one in which all is lost";
  EXPECT_EQ(entries(10, 2, 3, View::kVector), 59'048U + 1'048'575U) << "3^10 - 1 and 4^10 - 1";
  EXPECT_EQ(entries(100, 1, 2, View::kCounts), 5'150U) << "102 * 101 / 2 less one";
  EXPECT_EQ(entries(31, 1, 2, View::kVectorId), 31U * 2 * 205'891'132'094'649U) << "2 * 3^30 for each of 31";
  EXPECT_EQ(entries(39, 1, 2, View::kVector), 4'052'555'153'018'976'266U) << "3^39 - 1";
  EXPECT_EQ(entries(39, 5, 2, View::kVector), std::nullopt) << "past 64 bits";
  EXPECT_EQ(entries(39, 1, 2, View::kVectorId), std::nullopt) << "past 64 bits";
}

TEST(PossibleVectors, ArePassedOneByOneUntilItIsEnough) {
  for (const View view : kAllViews) {
    const Setting setting = problem_of("consensus", setting_of(3, 1, 2, "none", view)).setting();
    int visits = 0;
    EXPECT_FALSE(for_each_possible_vector(setting, 1, 0, [&](const Received&) { return ++visits < 4; }));
    EXPECT_EQ(visits, 4);
  }
}

}  // namespace
}  // namespace ggms::model
