#pragma once

#include <memory>

#include "policy/networks/parameters.h"
#include "policy/networks/rows.h"

namespace ggms::policy {

/// A network: rows in, a logit for each output out. Policies compute with float; tests compare the gradient
/// with differences, which need double.
template <typename Real>
class Network {
 public:
  virtual ~Network() = default;
  /// The batch as this network computes it.
  virtual Rows fold(const Batch& batch) const = 0;
  /// Sets the logits [different row][output], and keeps what `backward` needs.
  virtual void forward(const Rows& rows, Matrix<Real>& logits) = 0;
  /// Adds to the gradient of the parameters; `by_logits` is the gradient by the last logits of the same rows.
  virtual void backward(const Rows& rows, const Matrix<Real>& by_logits) = 0;

  Parameters<Real> parameters;
};

/// The number of heads of the transformer's attention; its hidden width must be a multiple of it.
inline constexpr int kHeads = 4;

/// A network of this kind, kTransformer or kMlp, with parameters initialised from options.seed.
template <typename Real>
std::unique_ptr<Network<Real>> make_network(Kind kind, const Shape& shape, const NetworkOptions& options);

/// What make_network puts together. The parameters are not made yet.
template <typename Real>
std::unique_ptr<Network<Real>> make_transformer(const Shape& shape, const NetworkOptions& options);
template <typename Real>
std::unique_ptr<Network<Real>> make_mlp(const Shape& shape, const NetworkOptions& options);

}  // namespace ggms::policy
