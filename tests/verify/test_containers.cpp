// Tests the explicit checker's containers: pages, slots, numbered keys, layers, sequences and claims.

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "verify/claims.h"
#include "verify/layer.h"
#include "verify/numbers.h"
#include "verify/pages.h"
#include "verify/sequences.h"
#include "verify/slots.h"

namespace ggms::verify {
namespace {

// ---- pages, slots and numbers

TEST(Pages, AreAListOfManyPages) {
  Pages<int> pages;
  for (const int size : {300000, 10, 200000}) {
    for (int i = 0; i < size; ++i) pages.push_back(i * 7);
    ASSERT_EQ(pages.size(), static_cast<std::size_t>(size));
    for (int i = 0; i < size; ++i) ASSERT_EQ(pages[static_cast<std::size_t>(i)], i * 7);
    pages[3] = 5;
    EXPECT_EQ(pages[3], 5);
    pages.clear();
    EXPECT_EQ(pages.size(), 0U);
  }
}

TEST(Pages, LeaveItemsWhereTheyAreAsTheyGrow) {
  Pages<int> pages;
  for (int i = 0; i < 200000; ++i) pages.push_back(i);
  const int* const first = &pages[0];
  const int* const later = &pages[150000];
  for (int i = 0; i < 400000; ++i) pages.push_back(i);
  EXPECT_EQ(&pages[0], first);
  EXPECT_EQ(&pages[150000], later);
}

struct HashedKey {
  std::uint64_t key = 0;
  std::uint64_t code = 0;
  bool is_full = false;
  bool is_empty() const { return !is_full; }
  std::uint64_t hash() const { return code; }
};

TEST(Slots, KeepAllKeysHoweverAlikeTheirHashesAre) {
  const std::vector<std::pair<int, std::function<std::uint64_t(std::uint64_t)>>> hashes = {
      {400000, spread_bits},
      {300000, [](std::uint64_t key) { return spread_bits(key / 3); }},
      // The same part for all, the same place in a part, and the same in all.
      {60000, [](std::uint64_t key) { return spread_bits(key) & 0xFFFF'FFFF; }},
      {2000, [](std::uint64_t key) { return key << 32; }},
      {1500, [](std::uint64_t) { return 42; }}};
  for (const auto& [size, hash] : hashes) {
    Slots<HashedKey> slots;
    const auto look_up = [&](std::uint64_t key) {
      return slots.look_up(hash(key), [&](const HashedKey& slot) { return slot.key == key; });
    };
    for (int again = 0; again < 2; ++again) {
      for (std::uint64_t i = 0; i < 2 * static_cast<std::uint64_t>(size); ++i) {
        const std::uint64_t key = i / 2;
        HashedKey& slot = slots.at(hash(key), [&](const HashedKey& other) { return other.key == key; });
        ASSERT_EQ(slot.is_empty(), i % 2 == 0);
        slot = {key, hash(key), true};
      }
      for (std::uint64_t key = 0; key < static_cast<std::uint64_t>(size); ++key)
        ASSERT_TRUE(look_up(key) != nullptr && look_up(key)->key == key);
      EXPECT_EQ(look_up(static_cast<std::uint64_t>(size)), nullptr);
      slots.clear();
      EXPECT_EQ(look_up(0), nullptr);
    }
  }
}

TEST(Numbers, FollowTheOrderInWhichKeysCome) {
  base::Rng rng(1, "numbers");
  for (const std::uint64_t span : {std::uint64_t{1} << 20, std::uint64_t{1} << 63}) {
    Numbers numbers(span);
    for (int again = 0; again < 2; ++again) {
      std::map<std::uint64_t, std::uint32_t> expected;
      std::vector<std::uint64_t> order;
      for (int i = 0; i < 250000; ++i) {
        const std::uint64_t key = rng.coin() ? rng.below(span) : span - 1 - rng.below(1000);
        const auto [known, is_new] = expected.emplace(key, static_cast<std::uint32_t>(order.size()));
        if (is_new) {
          ASSERT_EQ(numbers.find(key), std::nullopt);
          order.push_back(key);
        }
        ASSERT_EQ(numbers.add(key), known->second);
        ASSERT_EQ(numbers.find(key), known->second);
      }
      ASSERT_EQ(numbers.size(), order.size());
      for (std::size_t i = 0; i < order.size(); ++i) ASSERT_EQ(numbers.key(i), order[i]);
      numbers.clear();
      EXPECT_EQ(numbers.size(), 0U);
      EXPECT_EQ(numbers.find(order[0]), std::nullopt);
    }
  }
}

// ---- layers

TEST(Layer, RemembersHowEachFactWasFirstReached) {
  for (const std::uint64_t span : {std::uint64_t{100}, std::uint64_t{1} << 40}) {
    const std::uint64_t far = span - 1;
    Layer layer(span);
    for (int again = 0; again < 2; ++again) {
      layer.add(far, 0b01, 7, 1);
      layer.add(3, 0b10, 8, 2);
      layer.add(far, 0b01, 9, 3);   // nothing new
      layer.add(far, 0b111, 5, 4);  // two new facts
      ASSERT_EQ(layer.size(), 2U);
      EXPECT_EQ(layer.key(0), far);
      EXPECT_EQ(layer.key(1), 3U);
      EXPECT_EQ(layer.facts(0), 0b111U);
      EXPECT_EQ(layer.facts(1), 0b10U);
      EXPECT_EQ(layer.arrival(0, 0).parent, 7U);
      EXPECT_EQ(layer.arrival(0, 1).parent, 5U);
      EXPECT_EQ(layer.arrival(0, 2).choice, 4U);
      EXPECT_EQ(layer.arrival(1, 1).parent, 8U);
      layer.clear();
      EXPECT_EQ(layer.size(), 0U);
    }
  }
}

TEST(Layer, KeepsTheFirstArrivalsOfManyConfigurations) {
  for (const std::uint64_t span : {std::uint64_t{1} << 20, std::uint64_t{1} << 40}) {
    constexpr std::uint32_t kMany = 200000;
    Layer layer(span);
    for (std::uint32_t i = 0; i < 2 * kMany; ++i)
      layer.add(span - 1 - i % kMany, i < kMany ? 0b01 : 0b11, i, i % 7);
    ASSERT_EQ(layer.size(), kMany);
    EXPECT_EQ(layer.count(), 2 * std::uint64_t{kMany});
    for (std::uint32_t i = 0; i < kMany; i += 9999) {
      EXPECT_EQ(layer.key(i), span - 1 - i);
      EXPECT_EQ(layer.arrival(i, 0).parent, i);
      EXPECT_EQ(layer.arrival(i, 1).parent, i + kMany);
    }
  }
}

// ---- sequences

TEST(Sequences, StayApartWhenThereAreVeryMany) {
  Sequences sequences;
  constexpr std::uint64_t kMany = 150000;
  for (std::uint64_t i = 0; i < kMany; ++i) {
    const std::vector<std::uint64_t> key(1 + i % 3, i << 44 | i >> 10);
    ASSERT_EQ(sequences[key], 0U);
    sequences[key] = i + 1;
  }
  for (std::uint64_t i = 0; i < kMany; ++i)
    ASSERT_EQ(sequences[std::vector<std::uint64_t>(1 + i % 3, i << 44 | i >> 10)], i + 1);
}

TEST(Sequences, AreAMapFromSequencesToWords) {
  base::Rng rng(1, "sequences");
  Sequences sequences;
  for (int again = 0; again < 3; ++again) {
    std::map<std::vector<std::uint64_t>, std::uint64_t> expected;
    for (int i = 0; i < 5000; ++i) {
      std::vector<std::uint64_t> key(rng.below(5));
      for (std::uint64_t& word : key) word = rng.below(6) << (rng.coin() ? 40U : 0U);
      std::uint64_t& data = sequences[key];
      const auto known = expected.find(key);
      ASSERT_EQ(data, known == expected.end() ? 0 : known->second);
      data |= expected[key] |= std::uint64_t{1} << rng.below(64);
      data = expected[key];
    }
    EXPECT_GE(expected.size(), 500U);
    for (const auto& [key, data] : expected) EXPECT_EQ(sequences[key], data);
    sequences.clear();
  }
}

TEST(Claims, KnowTheFactsOfEachPair) {
  base::Rng rng(1, "claims");
  Claims claims;
  for (const int width : {2, 5, 30}) {  // an array, or not
    const std::uint64_t numbers = 3 * rng.below(100) + 1;
    claims.start(numbers, width);
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint64_t> expected;
    for (int i = 0; i < 5000; ++i) {
      const std::pair pair{rng.below(numbers), rng.below(std::uint64_t{1} << width) & 0x2000'0013};
      const std::uint64_t facts = rng.below(16);
      std::uint64_t& known = expected[pair];
      ASSERT_EQ(claims.claim(pair.first, pair.second, facts), facts & ~known);
      known |= facts;
    }
  }
}

}  // namespace
}  // namespace ggms::verify
