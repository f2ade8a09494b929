#pragma once

#include "policy/networks/rows.h"

namespace ggms::policy {

/// Multi-head attention on rows of tokens. Queries, keys and values depend on the token alone, so they are
/// computed once for each token: `table` is [token][query, key, value][head][width].
struct Attention {
  const Rows& rows;
  int heads = 0;
  int width = 0;  // of a head

  /// scores [row][position][head][position] = query . key / sqrt(width).
  void score(const float* table, float* scores) const;
  /// out [row][position][head][width] = the values, weighed by `weights` (the scores' softmax).
  void mix(const float* table, const float* weights, float* out) const;
  /// Backpropagation: adds the gradient for `out_gradient` ([row][position][head][width]) to
  /// `table_gradient`.
  void backward(const float* table, const float* weights, const float* out_gradient,
                float* table_gradient) const;
};

}  // namespace ggms::policy
