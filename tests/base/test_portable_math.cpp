// exp, log and powers beside those of the C library in long double, whose errors are some thousand times
// smaller than a double's last place.

#include "base/portable_math.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "base/rng.h"
#include "base/sha256.h"

namespace ggms::base {
namespace {

constexpr int kTries = 100'000;

/// A random number between `least` and `most`.
double between(double least, double most, Rng& rng) {
  return least + (most - least) * static_cast<double>(rng.next() >> 11U) * 0x1p-53;
}

/// The distance of a result from the right value, in units in the last place of the right value.
template <typename Real>
double ulps(Real result, long double right) {
  int exponent = 0;
  std::frexp(right, &exponent);
  exponent = std::max(exponent, std::numeric_limits<Real>::min_exponent);
  const long double last_place = std::ldexp(1.0L, exponent - std::numeric_limits<Real>::digits);
  return static_cast<double>(std::abs(static_cast<long double>(result) - right) / last_place);
}

TEST(PortableMath, ExpIsWithinItsBound) {
  Rng rng(1, "exp");
  double worst = 0;
  for (int i = 0; i < kTries; ++i) {
    const double x = i % 2 == 0 ? between(-708, 709, rng) : between(-2, 2, rng);
    worst = std::max(worst, ulps(exp(x), std::exp(static_cast<long double>(x))));
  }
  EXPECT_LE(worst, kExpUlps);
  EXPECT_GT(worst, 0.5) << "nothing was measured";
}

TEST(PortableMath, ExpOfFloatsIsWithinItsBoundDownToTheLeastFloats) {
  Rng rng(2, "exp");
  double worst = 0;
  for (int i = 0; i < kTries; ++i) {
    const auto x = static_cast<float>(i % 2 == 0 ? between(-110, 88.7, rng) : between(-2, 2, rng));
    worst = std::max(worst, ulps(exp(x), std::exp(static_cast<long double>(x))));
  }
  EXPECT_LE(worst, kExpFloatUlps);
  EXPECT_GT(worst, 0.49) << "nothing was measured";
}

TEST(PortableMath, LogIsWithinItsBound) {
  Rng rng(3, "log");
  double worst = 0;
  const auto measure = [&](double x) {
    worst = std::max(worst, ulps(log(x), std::log(static_cast<long double>(x))));
  };
  for (int i = 0; i < kTries; ++i) {
    measure(between(0.5, 2, rng));
    measure(between(0, 1e-6, rng));
    measure(
        std::bit_cast<double>(rng.below(std::bit_cast<std::uint64_t>(std::numeric_limits<double>::max()))));
  }
  EXPECT_LE(worst, kLogUlps);
  EXPECT_GT(worst, 0.5) << "nothing was measured";
}

TEST(PortableMath, PowersAreWithinTheirBounds) {
  Rng rng(4, "pow");
  for (int i = 0; i < kTries; ++i) {
    const double number = between(1e-3, 10, rng);
    const double exponent = between(-100, 100, rng);
    const long double right = std::pow(static_cast<long double>(number), static_cast<long double>(exponent));
    ASSERT_LE(ulps(pow(number, exponent), right), 2 + 3 * static_cast<double>(std::abs(std::log(right))))
        << number << "^" << exponent;
    const std::uint64_t whole = rng.below(1000);
    const double near_one = between(0.9, 1, rng);
    ASSERT_LE(ulps(whole_power(near_one, whole), std::pow(static_cast<long double>(near_one), whole)),
              static_cast<double>(whole) + 1)
        << near_one << "^" << whole;
  }
}

TEST(PortableMath, GivesWhatIsExact) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(exp(0.0), 1);
  EXPECT_EQ(exp(-0.0), 1);
  EXPECT_EQ(exp(0.0F), 1);
  EXPECT_EQ(exp(-709.0), 0);
  EXPECT_EQ(exp(710.0), kInfinity);
  EXPECT_EQ(exp(-200.0F), 0);
  EXPECT_EQ(exp(-std::numeric_limits<float>::infinity()), 0);
  EXPECT_EQ(exp(200.0F), std::numeric_limits<float>::infinity());
  EXPECT_TRUE(std::isnan(exp(std::numeric_limits<float>::quiet_NaN())));
  EXPECT_TRUE(std::isnan(exp(std::numeric_limits<double>::quiet_NaN())));
  EXPECT_EQ(log(1), 0);
  EXPECT_EQ(log(0), -kInfinity);
  EXPECT_EQ(log(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(log(-1)));
  EXPECT_TRUE(std::isnan(log(std::numeric_limits<double>::quiet_NaN())));
  EXPECT_EQ(pow(0.5, 0), 1);
  EXPECT_EQ(whole_power(3, 20), 3486784401.0);
  EXPECT_EQ(whole_power(0.9, 0), 1);
}

/// Recorded with gcc 12 at -O1, -O3 and -O3 -march=native, and with clang 19 at -O1 with sanitizers.
TEST(PortableMath, HasTheSameBitsInEveryBuild) {
  Rng rng(5, "bits");
  std::string bits;
  const auto note = [&](auto value) { bits.append(reinterpret_cast<const char*>(&value), sizeof value); };
  for (int i = 0; i < 10'000; ++i) {
    const double x = between(-50, 50, rng);
    note(exp(x));
    note(exp(static_cast<float>(x)));
    note(log(std::abs(x)));
    note(pow(std::abs(x), x));
    note(whole_power(x, static_cast<std::uint64_t>(i % 20)));
  }
  EXPECT_EQ(sha256(bits), "ccd69eea3aa6725fc54639700860d013baa9353b7ec4fe3a3f528aa0dfe69ea3");
}

}  // namespace
}  // namespace ggms::base
