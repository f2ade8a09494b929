// Series with constant coefficients, after the argument has been reduced to a short interval (Cody and Waite,
// "Software manual for the elementary functions", 1980).

#include "base/portable_math.h"

#include <limits>

namespace ggms::base {

namespace {

constexpr double kExpLeast = -708;     // above log of the least double with all digits
constexpr double kExpMost = 709;       // below log of the greatest double
constexpr std::size_t kExpTerms = 14;  // (log(2) / 2)^14 / 14! is below 2^-57

constexpr unsigned kMantissa = 52;  // bits of a double's mantissa
constexpr std::int64_t kExponentOfOne = 1023;
/// log m = 2 (s + s^3 / 3 + s^5 / 5 + ...) with s = (m - 1) / (m + 1): for m between sqrt(1/2) and sqrt(2),
/// eleven terms leave less than 2^-60 of the sum.
constexpr int kLogTerms = 11;

}  // namespace

double exp(double x) {
  if (x < kExpLeast) return 0;
  if (x > kExpMost) return std::numeric_limits<double>::infinity();
  return internal::exponential<kExpTerms>(x);
}

double log(double x) {
  if (x == 0) return -std::numeric_limits<double>::infinity();
  if (!(x > 0)) return std::numeric_limits<double>::quiet_NaN();
  if (x > std::numeric_limits<double>::max()) return x;
  std::int64_t exponent = 0;
  if (x < std::numeric_limits<double>::min()) {  // few digits: give it all
    x *= 0x1p54;
    exponent = -54;
  }
  constexpr double kRootOfTwo = 0x1.6a09e667f3bcdp0;
  constexpr double kLog2High = 0x1.62e42feep-1;  // the first 32 bits: `exponent` times it is exact
  constexpr double kLog2Low = 0x1.a39ef35793c76p-33;
  const auto bits = std::bit_cast<std::uint64_t>(x);
  exponent += static_cast<std::int64_t>(bits >> kMantissa) - kExponentOfOne;
  constexpr std::uint64_t kMantissaBits = (std::uint64_t{1} << kMantissa) - 1;
  double m = std::bit_cast<double>((bits & kMantissaBits) | std::bit_cast<std::uint64_t>(1.0));  // [1, 2)
  if (m > kRootOfTwo) {
    m /= 2;
    ++exponent;
  }
  const double s = (m - 1) / (m + 1);
  const double square = s * s;
  double sum = 0;
  for (int i = kLogTerms - 1; i > 0; --i) sum = square * (sum + 1.0 / (2 * i + 1));
  // m - 1 is exact, and 2s = (m - 1) - s (m - 1): so the largest part has no rounding error.
  const double low = s * ((m - 1) - 2 * sum);
  const auto k = static_cast<double>(exponent);
  return k * kLog2High + ((m - 1) - (low - k * kLog2Low));
}

double pow(double number, double exponent) {
  return exp(exponent * log(number));
}

double whole_power(double number, std::uint64_t exponent) {
  double result = 1;
  for (double square = number; exponent > 0; exponent >>= 1U, square *= square) {
    if ((exponent & 1U) != 0) result *= square;
  }
  return result;
}

}  // namespace ggms::base
