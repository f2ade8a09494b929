// Packed keys: different numbers are different words, and what does not fit is refused.

#include "base/packed.h"

#include <gtest/gtest.h>

#include <limits>
#include <set>

namespace ggms::base {
namespace {

using Small = Packing<Range{-1, 2}, Range{0, 0}, Range{5, 9}>;

template <Range... kRanges>
concept Packs = requires { typename Packing<kRanges...>; };

constexpr Range kAllBut64{0, std::numeric_limits<std::int64_t>::max()};

TEST(Packed, NumbersTakeAsManyBitsAsTheirRange) {
  EXPECT_EQ((Range{0, 0}.bits()), 0);
  EXPECT_EQ((Range{0, 1}.bits()), 1);
  EXPECT_EQ((Range{-1, 30}.bits()), 5);
  EXPECT_EQ((Range{-1, 31}.bits()), 6);
  EXPECT_EQ((Range{7, 10}.bits()), 2);
  EXPECT_EQ(Small::kBits, 2 + 0 + 3);
}

TEST(Packed, RangesThatDoNotFitInAWordDoNotCompile) {
  static_assert(Packs<Range{0, (std::int64_t{1} << 60) - 1}, Range{0, 7}>);
  static_assert(!Packs<Range{0, (std::int64_t{1} << 60) - 1}, Range{0, 8}, Range{0, 1}>);
  static_assert(Packs<kAllBut64>);
  static_assert(!Packs<kAllBut64, Range{0, 1}>);
}

TEST(Packed, WordsAreDistinctInTheOrderOfTheNumbersAndComeApartAgain) {
  std::uint64_t last = 0;
  std::set<std::uint64_t> words;
  for (int a = -1; a <= 2; ++a) {
    for (int b = 5; b <= 9; ++b) {
      const std::uint64_t word = Small::pack(a, 0U, b);
      EXPECT_TRUE(words.empty() || word > last);
      words.insert(last = word);
      EXPECT_EQ(Small::unpack(word), (std::array<std::int64_t, 3>{a, 0, b}));
    }
  }
  EXPECT_EQ(words.size(), 20U);
  EXPECT_LT(last, std::uint64_t{1} << Small::kBits);
}

TEST(Packed, TheLargestWordIsUnpackedWhole) {
  using Whole = Packing<Range{0, 1}, Range{-5, (std::int64_t{1} << 62) - 6}>;
  EXPECT_EQ(Whole::kBits, 63);
  EXPECT_EQ(Whole::pack(true, (std::int64_t{1} << 62) - 6), (std::uint64_t{1} << 63) - 1);
  EXPECT_EQ(Whole::unpack((std::uint64_t{1} << 63) - 1)[1], (std::int64_t{1} << 62) - 6);
}

TEST(Packed, NumbersOutOfRangeAreRefused) {
  EXPECT_THROW(Small::pack(3, 0, 5), InternalError);
  EXPECT_THROW(Small::pack(-2, 0, 5), InternalError);
  EXPECT_THROW(Small::pack(0, 1, 5), InternalError);
  EXPECT_THROW(Small::pack(0, 0, 4), InternalError);
  EXPECT_THROW(Small::pack(0, 0, 10), InternalError);
}

TEST(Packed, AnUnsignedNumberIsNotTakenForANegativeOne) {
  EXPECT_EQ(Small::pack(-1, 0, 5), 0U);
  EXPECT_THROW(Small::pack(std::numeric_limits<std::uint64_t>::max(), 0, 5), InternalError);
  EXPECT_THROW(Small::pack(std::numeric_limits<std::uint32_t>::max(), 0, 5), InternalError);
}

TEST(Packed, NarrowingKeepsTheNumberOrRefuses) {
  EXPECT_EQ(narrow<std::int32_t>(std::size_t{0x7FFF'FFFF}), 0x7FFF'FFFF);
  EXPECT_THROW(narrow<std::int32_t>(std::size_t{0x8000'0000}), InternalError);
  EXPECT_EQ(narrow<std::uint16_t>(0xFFFF), 0xFFFF);
  EXPECT_THROW(narrow<std::uint16_t>(0x1'0000), InternalError);
  EXPECT_THROW(narrow<std::uint32_t>(-1), InternalError);
}

}  // namespace
}  // namespace ggms::base
