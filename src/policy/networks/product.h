#pragma once

#include <array>

#include <Eigen/Core>

namespace ggms::policy {

/// Sizes and positions, as Eigen counts them.
using Eigen::Index;

/// Numbers [row][column], one row after another.
template <typename Real>
using Matrix = Eigen::Array<Real, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// A factor of a product: its number [row][column] is numbers[row * row_step + column * column_step].
template <typename Real>
struct Factor {
  const Real* numbers = nullptr;
  Index row_step = 0;
  Index column_step = 0;
};

template <typename Real>
Factor<Real> factor(const Matrix<Real>& a) {
  return {a.data(), a.cols(), 1};
}
template <typename Real>
Factor<Real> transposed(const Matrix<Real>& a) {
  return {a.data(), 1, a.cols()};
}

/// The sizes of a product: a is [rows][inner], b is [inner][columns].
struct ProductSize {
  Index rows = 0;
  Index inner = 0;
  Index columns = 0;
};

/// c += a b, where b and c are row-major. Each number of c gets its summands one by one, in the order of the
/// inner index.
template <typename Real>
void add_product(const Factor<Real>& a, const Real* b, Real* c, const ProductSize& size);

/// The number of partial sums below: summand i belongs to partial sum i % kLanes, so that vector instructions
/// can add several at once, in the same order with vectors of any width.
inline constexpr Index kLanes = 8;

/// The sum of summand(i) for all i below `count`.
template <typename Real, typename Summand>
inline Real sum_in_lanes(Index count, const Summand& summand) {
  std::array<Real, kLanes> lanes{};
  Index i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    for (Index lane = 0; lane < kLanes; ++lane) lanes[static_cast<std::size_t>(lane)] += summand(i + lane);
  }
  for (Index lane = 0; i < count; ++i, ++lane) lanes[static_cast<std::size_t>(lane)] += summand(i);
  return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
}

/// The sum of `count` numbers.
template <typename Real>
inline Real sum(const Real* a, Index count) {
  return sum_in_lanes<Real>(count, [&](Index i) { return a[i]; });
}

/// The sum of the products a[i] * b[i].
template <typename Real>
inline Real dot(const Real* a, const Real* b, Index count) {
  return sum_in_lanes<Real>(count, [&](Index i) { return a[i] * b[i]; });
}

}  // namespace ggms::policy
