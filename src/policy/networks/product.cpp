// Sums of products in a fixed order, so that networks learn the same to the last bit on every processor.
//
// Eigen's own products and reductions choose their blocks, and so the order of their summands, by the
// processor's caches and the width of its vectors; its sqrt and exp use estimates that differ between
// makers. Here Eigen serves for what has one result: arrays, copies, and operations on each number by
// itself, which it does with vector instructions in every build. The sums are ours. A number of a product is
// a chain of additions over the inner index; the loops below only decide which chains run side by side.

#include "policy/networks/product.h"

#include <array>

namespace ggms::policy {

namespace {

// A tile of 4 rows and 8 columns keeps its sums in half of the sixteen vector registers of x86-64.
constexpr int kTileRows = 4;
constexpr int kTileColumns = 8;

/// Adds the product of kRows rows of a and kColumns columns of b to a tile of c.
template <int kRows, int kColumns, typename Real>
void add_tile(const Factor<Real>& a, const Real* b, Real* c, Index inner, Index columns) {
  using Numbers = Eigen::Array<Real, kColumns, 1>;
  std::array<Numbers, kRows> sums;
  for (int i = 0; i < kRows; ++i)
    sums[static_cast<std::size_t>(i)] = Eigen::Map<const Numbers>(c + i * columns);
  for (Index k = 0; k < inner; ++k) {
    const Numbers row = Eigen::Map<const Numbers>(b + k * columns);
    const Real* left = a.numbers + k * a.column_step;
    for (int i = 0; i < kRows; ++i) sums[static_cast<std::size_t>(i)] += left[i * a.row_step] * row;
  }
  for (int i = 0; i < kRows; ++i) Eigen::Map<Numbers>(c + i * columns) = sums[static_cast<std::size_t>(i)];
}

/// Adds to kRows rows of c.
template <int kRows, typename Real>
void add_rows(const Factor<Real>& a, const Real* b, Real* c, Index inner, Index columns) {
  constexpr int kHalf = kTileColumns / 2;
  Index j = 0;
  for (; j + kTileColumns <= columns; j += kTileColumns)
    add_tile<kRows, kTileColumns>(a, b + j, c + j, inner, columns);
  for (; j + kHalf <= columns; j += kHalf) add_tile<kRows, kHalf>(a, b + j, c + j, inner, columns);
  for (; j < columns; ++j) add_tile<kRows, 1>(a, b + j, c + j, inner, columns);
}

}  // namespace

template <typename Real>
void add_product(const Factor<Real>& a, const Real* b, Real* c, const ProductSize& size) {
  const auto from_row = [&](Index i) {
    return Factor<Real>{a.numbers + i * a.row_step, a.row_step, a.column_step};
  };
  Index i = 0;
  for (; i + kTileRows <= size.rows; i += kTileRows)
    add_rows<kTileRows>(from_row(i), b, c + i * size.columns, size.inner, size.columns);
  for (; i < size.rows; ++i) add_rows<1>(from_row(i), b, c + i * size.columns, size.inner, size.columns);
}

template void add_product(const Factor<float>&, const float*, float*, const ProductSize&);
template void add_product(const Factor<double>&, const double*, double*, const ProductSize&);

}  // namespace ggms::policy
