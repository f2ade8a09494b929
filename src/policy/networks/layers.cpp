// The layers of both networks and their gradients.

#include "policy/networks/layers.h"

#include <cmath>
#include <vector>

namespace ggms::policy {

namespace {

constexpr double kLeastVariance = 1e-5;  // is added to the variance, as torch::nn::LayerNorm does

template <typename Real>
using Row = Eigen::Array<Real, 1, Eigen::Dynamic>;

template <typename Real>
Eigen::Map<const Row<Real>> row_at(const Real* numbers, Index width) {
  return {numbers, width};
}

template <typename Real>
Eigen::Map<Row<Real>> row_at(Real* numbers, Index width) {
  return {numbers, width};
}

}  // namespace

template <typename Real>
Linear<Real>::Linear(Parameters<Real>& parameters, Index inputs, Index outputs, bool zero)
    : parameters_(parameters),
      inputs_(inputs),
      outputs_(outputs),
      weights_(parameters.add(inputs * outputs, zero ? Start::kZero : Start::kRandom, inputs)),
      bias_(parameters.add(outputs, zero ? Start::kZero : Start::kRandom, inputs)) {}

template <typename Real>
void Linear<Real>::forward(const Matrix<Real>& x, Matrix<Real>& y) const {
  y.resize(x.rows(), outputs_);
  y.rowwise() = row_at(bias(), outputs_);
  add_product(factor(x), weights(), y.data(), {x.rows(), inputs_, outputs_});
}

template <typename Real>
void Linear<Real>::backward(const Matrix<Real>& x, const Matrix<Real>& by_y) {
  add_product(transposed(x), by_y.data(), weights_gradient(), {inputs_, x.rows(), outputs_});
  auto bias_gradient = row_at(this->bias_gradient(), outputs_);
  for (Index i = 0; i < by_y.rows(); ++i) bias_gradient += by_y.row(i);
}

template <typename Real>
void Linear<Real>::add_input_gradient(const Matrix<Real>& by_y, Matrix<Real>& by_x) {
  // Products want their right factor row-major.
  const Matrix<Real> turned = Eigen::Map<const Matrix<Real>>(weights(), inputs_, outputs_).transpose();
  add_product(factor(by_y), turned.data(), by_x.data(), {by_y.rows(), outputs_, inputs_});
}

template <typename Real>
LayerNorm<Real>::LayerNorm(Parameters<Real>& parameters, Index width)
    : parameters_(parameters),
      width_(width),
      factor_(parameters.add(width, Start::kOne)),
      bias_(parameters.add(width, Start::kZero)) {}

template <typename Real>
void LayerNorm<Real>::forward(const Matrix<Real>& x, Matrix<Real>& y) {
  const auto factor = row_at<Real>(parameters_.values(factor_), width_);
  const auto bias = row_at<Real>(parameters_.values(bias_), width_);
  const auto width = static_cast<Real>(width_);
  normal_.resize(x.rows(), width_);
  inverse_.resize(x.rows(), 1);
  y.resize(x.rows(), width_);
  for (Index i = 0; i < x.rows(); ++i) {
    auto normal = normal_.row(i);
    normal = x.row(i) - sum(&x(i, 0), width_) / width;
    const Real variance = dot(&normal_(i, 0), &normal_(i, 0), width_) / width;
    inverse_(i, 0) = 1 / std::sqrt(variance + static_cast<Real>(kLeastVariance));
    normal *= inverse_(i, 0);
    y.row(i) = normal * factor + bias;
  }
}

template <typename Real>
void LayerNorm<Real>::backward(Matrix<Real>& gradient) {
  const auto factor = row_at<Real>(parameters_.values(factor_), width_);
  auto by_factor = row_at(parameters_.gradient(factor_), width_);
  auto by_bias = row_at(parameters_.gradient(bias_), width_);
  const auto width = static_cast<Real>(width_);
  for (Index i = 0; i < gradient.rows(); ++i) {
    auto row = gradient.row(i);
    const auto normal = normal_.row(i);
    by_factor += row * normal;
    by_bias += row;
    row *= factor;
    const Real mean = sum(&gradient(i, 0), width_) / width;
    const Real slope = dot(&gradient(i, 0), &normal_(i, 0), width_) / width;
    row = inverse_(i, 0) * (row - mean - normal * slope);
  }
}

template <typename Real>
void rectify(Matrix<Real>& x) {
  Real* numbers = x.data();
  for (Index i = 0; i < x.size(); ++i) numbers[i] = numbers[i] > 0 ? numbers[i] : 0;
}

template <typename Real>
void rectify_gradient(const Matrix<Real>& x, Matrix<Real>& gradient) {
  const Real* numbers = x.data();
  Real* by = gradient.data();
  for (Index i = 0; i < x.size(); ++i) by[i] = numbers[i] > 0 ? by[i] : 0;
}

template class Linear<float>;
template class Linear<double>;
template class LayerNorm<float>;
template class LayerNorm<double>;
template void rectify(Matrix<float>&);
template void rectify(Matrix<double>&);
template void rectify_gradient(const Matrix<float>&, Matrix<float>&);
template void rectify_gradient(const Matrix<double>&, Matrix<double>&);

}  // namespace ggms::policy
