// Multi-head attention ("Attention is all you need", Vaswani et al. 2017, equation 1) and its gradient,
// written by hand, because rows are so short (4 to 8 tokens) that a batched matrix product would spend its
// time on calls. The loops run over queries and heads; the compiler vectorises the innermost one,
// over a head's width.

#include "policy/networks/attention.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/portable_math.h"

namespace ggms::policy {

namespace {

constexpr Index kParts = 3;  // query, key and value
/// The default width of a head: a constant, so that the compiler can unroll its loops.
constexpr Index kUsualWidth = 8;

template <typename Real>
void add_scaled(Real* to, Real factor, const Real* from, Index width) {
  for (Index k = 0; k < width; ++k) to[k] += factor * from[k];
}

/// Calls body(row's tokens, token, head, number of query and head) for each query and head, in the order of
/// `weights_`.
template <typename Body>
void for_queries(const Rows& rows, Index heads, const Body& body) {
  Index number = 0;
  for (const Query& query : rows.queries) {
    const std::int64_t* tokens = &rows.tokens[query.row * static_cast<std::size_t>(rows.length)];
    for (Index head = 0; head < heads; ++head) body(tokens, query.token, head, number++);
  }
}

/// Calls body(width); the width is a compile-time constant if it is the usual one.
template <typename Body>
void with_width(Index width, const Body& body) {
  if (width == kUsualWidth) {
    body(std::integral_constant<Index, kUsualWidth>());
  } else {
    body(width);
  }
}

/// The offsets in the table.
struct Layout {
  Index heads;
  Index width;
  Index of(std::int64_t token, Index part, Index head) const {
    return ((static_cast<Index>(token) * kParts + part) * heads + head) * width;
  }
};

/// Replaces each row by its softmax.
template <typename Real>
void make_weights(Matrix<Real>& scores) {
  const Index length = scores.cols();
  for (Index i = 0; i < scores.rows(); ++i) {
    Real* row = &scores(i, 0);
    const Real highest = *std::max_element(row, row + length);  // subtracted so that exp can't overflow
    for (Index j = 0; j < length; ++j) row[j] -= highest;
  }
  Real* all = scores.data();
  for (Index i = 0; i < scores.size(); ++i) all[i] = base::exp(all[i]);
  for (Index i = 0; i < scores.rows(); ++i) {
    Real* row = &scores(i, 0);
    Real sum = 0;
    for (Index j = 0; j < length; ++j) sum += row[j];
    for (Index j = 0; j < length; ++j) row[j] /= sum;
  }
}

}  // namespace

template <typename Real>
void Attention<Real>::forward(const Rows& rows, const Matrix<Real>& table, Matrix<Real>& out) {
  const Index length = rows.length;
  const auto queries = static_cast<Index>(rows.queries.size());
  weights_.resize(queries * heads_, length);
  out.setZero(queries, heads_ * width_);
  const Real scale = 1 / std::sqrt(static_cast<Real>(width_));
  const Real* numbers = table.data();
  with_width(width_, [&](auto width) {
    const Layout at{heads_, width};
    for_queries(rows, heads_, [&](const std::int64_t* tokens, std::int64_t token, Index head, Index query) {
      const Real* q = numbers + at.of(token, 0, head);
      Real* scores = &weights_(query, 0);
      for (Index j = 0; j < length; ++j)
        scores[j] = scale * dot(q, numbers + at.of(tokens[j], 1, head), width);
    });
    make_weights(weights_);
    for_queries(rows, heads_, [&](const std::int64_t* tokens, std::int64_t, Index head, Index query) {
      const Real* weights = &weights_(query, 0);
      Real* mixed = out.data() + query * width;
      for (Index j = 0; j < length; ++j)
        add_scaled(mixed, weights[j], numbers + at.of(tokens[j], 2, head), width);
    });
  });
}

template <typename Real>
void Attention<Real>::backward(const Rows& rows, const Matrix<Real>& table, const Matrix<Real>& by_out,
                               Matrix<Real>& by_table) {
  const Index length = rows.length;
  const Real scale = 1 / std::sqrt(static_cast<Real>(width_));
  std::vector<Real> by_weight(static_cast<std::size_t>(length));
  with_width(width_, [&](auto width) {
    const Layout at{heads_, width};
    const Real* numbers = table.data();
    Real* by = by_table.data();
    for_queries(rows, heads_, [&](const std::int64_t* tokens, std::int64_t token, Index head, Index query) {
      const Real* weights = &weights_(query, 0);
      const Real* gradient = by_out.data() + query * width;
      for (Index j = 0; j < length; ++j) {
        const Index v = at.of(tokens[j], 2, head);
        by_weight[static_cast<std::size_t>(j)] = dot(gradient, numbers + v, width);
        add_scaled(by + v, weights[j], gradient, width);
      }
      const Real mean = dot(weights, by_weight.data(), length);
      const Index q = at.of(token, 0, head);
      for (Index j = 0; j < length; ++j) {
        // The softmax's gradient.
        const Real by_score = scale * weights[j] * (by_weight[static_cast<std::size_t>(j)] - mean);
        const Index k = at.of(tokens[j], 1, head);
        add_scaled(by + q, by_score, numbers + k, width);
        add_scaled(by + k, by_score, numbers + q, width);
      }
    });
  });
}

template class Attention<float>;
template class Attention<double>;

}  // namespace ggms::policy
