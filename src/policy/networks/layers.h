#pragma once

#include "policy/networks/parameters.h"
#include "policy/networks/product.h"

namespace ggms::policy {

/// y = x weights + bias, for each row x.
template <typename Real>
class Linear {
 public:
  /// With `zero`, weights and bias start at 0.
  Linear(Parameters<Real>& parameters, Index inputs, Index outputs, bool zero = false);

  /// Sets y [row][output] for x [row][input].
  void forward(const Matrix<Real>& x, Matrix<Real>& y) const;
  /// Adds to the gradient of weights and bias; `by_y` is the gradient by y of the same x.
  void backward(const Matrix<Real>& x, const Matrix<Real>& by_y);
  /// Adds to the gradient by x.
  void add_input_gradient(const Matrix<Real>& by_y, Matrix<Real>& by_x);

  Index inputs() const { return inputs_; }
  Index outputs() const { return outputs_; }
  const Real* weights() const { return parameters_.values(weights_); }
  const Real* bias() const { return parameters_.values(bias_); }
  Real* weights_gradient() { return parameters_.gradient(weights_); }
  Real* bias_gradient() { return parameters_.gradient(bias_); }

 private:
  Parameters<Real>& parameters_;
  Index inputs_, outputs_, weights_, bias_;
};

/// Layer normalisation (Ba, Kiros and Hinton, 2016): each row is shifted and scaled to mean 0 and variance 1,
/// and its columns multiplied with factors and shifted.
template <typename Real>
class LayerNorm {
 public:
  LayerNorm(Parameters<Real>& parameters, Index width);

  /// Sets y for x, and keeps what `backward` needs.
  void forward(const Matrix<Real>& x, Matrix<Real>& y);
  /// Adds to the parameters' gradient, and replaces the gradient by y of the last x by that by x.
  void backward(Matrix<Real>& gradient);

 private:
  Parameters<Real>& parameters_;
  Index width_, factor_, bias_;
  Matrix<Real> normal_;   // the rows with mean 0 and variance 1
  Matrix<Real> inverse_;  // [row][0]: 1 / standard deviation
};

/// Replaces negative numbers by 0.
template <typename Real>
void rectify(Matrix<Real>& x);
/// The gradient of rectify: 0 where the rectified x is.
template <typename Real>
void rectify_gradient(const Matrix<Real>& x, Matrix<Real>& gradient);

}  // namespace ggms::policy
