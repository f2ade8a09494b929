#pragma once

#include <array>
#include <bit>
#include <cfloat>
#include <cstdint>

/// exp, log and powers with the same bits on every processor. The C library has several variants of these
/// functions and chooses by the processor, so its results must not decide anything. Ours consist of
/// additions, multiplications and divisions, which IEEE 754 defines to the last bit, as long as the compiler
/// neither reorders nor fuses them (cmake/compile_options.cmake forbids that). std::sqrt is defined to the
/// last bit, too, and needs no substitute.
namespace ggms::base {

#ifdef __FAST_MATH__
#error "-ffast-math lets the compiler change results"
#endif
static_assert(FLT_EVAL_METHOD == 0, "results must not be computed with more digits than their type has");

/// The largest errors, in units in the last place (ulp) of the result. tests/base/test_portable_math.cpp
/// compares with long double.
inline constexpr double kExpUlps = 1.2;
inline constexpr double kExpFloatUlps = 0.51;  // the rounding to float alone has 0.5
inline constexpr double kLogUlps = 1.0;

/// e^x. Below -708, where doubles begin to lose digits, the result is 0, and above 709 it is infinity.
double exp(double x);

/// The natural logarithm. Gives -infinity for 0 and NaN for negative numbers.
double log(double x);

/// `number`, above 0, to the power of `exponent`. The error is at most 2 + 3 * |log(result)| ulp.
double pow(double number, double exponent);

/// `number` to the power of a whole number, by repeated squaring. The error is at most `exponent` ulp.
double whole_power(double number, std::uint64_t exponent);

namespace internal {

/// 1 / i! for i below kTerms: the Taylor series of the exponential function.
template <std::size_t kTerms>
constexpr std::array<double, kTerms> exponential_series() {
  std::array<double, kTerms> terms{};
  double factorial = 1;
  for (std::size_t i = 0; i < kTerms; ++i) {
    if (i > 0) factorial *= static_cast<double>(i);
    terms[i] = 1 / factorial;
  }
  return terms;
}

/// e^x for |x| < 709, from a series of kTerms: e^x = 2^k * e^rest with |rest| <= log(2) / 2.
template <std::size_t kTerms>
inline double exponential(double x) {
  constexpr std::array<double, kTerms> kSeries = exponential_series<kTerms>();
  constexpr double kPerLog2 = 0x1.71547652b82fep0;  // 1 / log(2)
  constexpr double kLog2High = 0x1.62e42feep-1;     // the first 32 bits of log(2): k times it is exact
  constexpr double kLog2Low = 0x1.a39ef35793c76p-33;
  constexpr double kRounding = 0x1.8p52;  // a sum with it is rounded to a whole number, in its lowest bits
  constexpr unsigned kExponentAt = 52;    // the lowest bit of a double's exponent
  const double shifted = x * kPerLog2 + kRounding;
  const double k = shifted - kRounding;
  const double rest = (x - k * kLog2High) - k * kLog2Low;
  double sum = kSeries[kTerms - 1];
  for (std::size_t i = kTerms - 1; i > 0; --i) sum = sum * rest + kSeries[i - 1];
  const std::uint64_t scale =
      std::bit_cast<std::uint64_t>(1.0) + (std::bit_cast<std::uint64_t>(shifted) << kExponentAt);
  return sum * std::bit_cast<double>(scale);
}

}  // namespace internal

/// e^x, computed in double and rounded once. Without branches, so that compilers can vectorise loops of it.
inline float exp(float x) {
  constexpr double kLeast = -104;  // e^-104 is less than half of the least float
  constexpr double kMost = 89;     // e^89 is more than the greatest
  constexpr std::size_t kTerms = 9;
  const auto wide = static_cast<double>(x);
  const double low = wide < kLeast ? kLeast : wide;
  return static_cast<float>(internal::exponential<kTerms>(low > kMost ? kMost : low));
}

}  // namespace ggms::base
