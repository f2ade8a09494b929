// Multi-head attention ("Attention is all you need", Vaswani et al. 2017, equation 1) and its gradient,
// written by hand, because rows are so short (4 to 8 tokens) that a batched matrix product spends its time on
// calls. The loops run over rows, positions and heads; the compiler vectorises the innermost one, over a
// head's width.

#include "policy/networks/attention.h"

#include <cmath>
#include <vector>

namespace ggms::policy {

namespace {

constexpr std::size_t kParts = 3;  // query, key and value
/// The default width of a head: a constant, so that the compiler can unroll its loops.
constexpr std::size_t kUsualWidth = 8;

float dot(const float* a, const float* b, std::size_t width) {
  float sum = 0;
  for (std::size_t k = 0; k < width; ++k) sum += a[k] * b[k];
  return sum;
}

void add(float* to, float factor, const float* from, std::size_t width) {
  for (std::size_t k = 0; k < width; ++k) to[k] += factor * from[k];
}

/// Calls body(row's tokens, the same position's offset in weights, in outputs, head, width) for each query.
template <typename Body>
void for_queries(const Attention& attention, const Body& body) {
  const Rows& rows = attention.rows;
  const auto length = static_cast<std::size_t>(rows.length);
  const auto heads = static_cast<std::size_t>(attention.heads);
  std::size_t query = 0;  // [row][position][head]
  for (std::size_t row = 0; row < rows.count(); ++row) {
    const std::int64_t* tokens = &rows.tokens[row * length];
    for (std::size_t i = 0; i < length; ++i) {
      for (std::size_t head = 0; head < heads; ++head) body(tokens, tokens[i], head, query++);
    }
  }
}

/// Calls body(width); the width is a compile-time constant if it is the usual one.
template <typename Body>
void with_width(int width, const Body& body) {
  if (width == static_cast<int>(kUsualWidth)) {
    body(std::integral_constant<std::size_t, kUsualWidth>());
  } else {
    body(static_cast<std::size_t>(width));
  }
}

/// The offsets in the table.
struct Layout {
  std::size_t heads;
  std::size_t width;
  std::size_t of(std::int64_t token, std::size_t part, std::size_t head) const {
    return ((static_cast<std::size_t>(token) * kParts + part) * heads + head) * width;
  }
};

}  // namespace

void Attention::score(const float* table, float* scores) const {
  const auto length = static_cast<std::size_t>(rows.length);
  const float scale = 1.0F / std::sqrt(static_cast<float>(width));
  with_width(width, [&](auto size) {
    const Layout at{static_cast<std::size_t>(heads), size};
    for_queries(*this,
                [&](const std::int64_t* tokens, std::int64_t token, std::size_t head, std::size_t query) {
                  const float* q = table + at.of(token, 0, head);
                  for (std::size_t j = 0; j < length; ++j) {
                    scores[query * length + j] = scale * dot(q, table + at.of(tokens[j], 1, head), size);
                  }
                });
  });
}

void Attention::mix(const float* table, const float* weights, float* out) const {
  const auto length = static_cast<std::size_t>(rows.length);
  with_width(width, [&](auto size) {
    const Layout at{static_cast<std::size_t>(heads), size};
    for_queries(*this, [&](const std::int64_t* tokens, std::int64_t, std::size_t head, std::size_t query) {
      float* mixed = out + query * size;
      for (std::size_t k = 0; k < size; ++k) mixed[k] = 0;
      for (std::size_t j = 0; j < length; ++j) {
        add(mixed, weights[query * length + j], table + at.of(tokens[j], 2, head), size);
      }
    });
  });
}

void Attention::backward(const float* table, const float* weights, const float* out_gradient,
                         float* table_gradient) const {
  const auto length = static_cast<std::size_t>(rows.length);
  const float scale = 1.0F / std::sqrt(static_cast<float>(width));
  std::vector<float> by_weight(length);
  with_width(width, [&](auto size) {
    const Layout at{static_cast<std::size_t>(heads), size};
    for_queries(*this,
                [&](const std::int64_t* tokens, std::int64_t token, std::size_t head, std::size_t query) {
                  const float* weight = weights + query * length;
                  const float* gradient = out_gradient + query * size;
                  float mean = 0;
                  for (std::size_t j = 0; j < length; ++j) {
                    by_weight[j] = dot(gradient, table + at.of(tokens[j], 2, head), size);
                    mean += weight[j] * by_weight[j];
                    add(table_gradient + at.of(tokens[j], 2, head), weight[j], gradient, size);
                  }
                  const std::size_t q = at.of(token, 0, head);
                  for (std::size_t j = 0; j < length; ++j) {
                    const float by_score = scale * weight[j] * (by_weight[j] - mean);  // softmax's gradient
                    const std::size_t k = at.of(tokens[j], 1, head);
                    add(table_gradient + q, by_score, table + k, size);
                    add(table_gradient + k, by_score, table + q, size);
                  }
                });
  });
}

}  // namespace ggms::policy
