#pragma once

#include "policy/networks/product.h"
#include "policy/networks/rows.h"

namespace ggms::policy {

/// Multi-head attention on rows of tokens. Queries, keys and values depend on the token alone, so they are
/// computed once for each token: `table` is [token][query, key, value][head][width].
template <typename Real>
class Attention {
 public:
  /// `width` is that of a head.
  Attention(Index heads, Index width) : heads_(heads), width_(width) {}

  /// Sets out [query][head, width] for the rows' queries: the values of the row's tokens, weighed by the
  /// softmax of query . key / sqrt(width). Keeps what `backward` needs.
  void forward(const Rows& rows, const Matrix<Real>& table, Matrix<Real>& out);
  /// Adds to the gradient by the last table; `by_out` is the gradient by the last out.
  void backward(const Rows& rows, const Matrix<Real>& table, const Matrix<Real>& by_out,
                Matrix<Real>& by_table);

 private:
  Index heads_, width_;
  Matrix<Real> weights_;  // [query, head][position]
};

}  // namespace ggms::policy
