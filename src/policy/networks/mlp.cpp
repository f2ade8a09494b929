// The multilayer perceptron of GGMS, appendix E (table S4). Its input is one-hot, and a one-hot vector times
// a matrix is a row of the matrix: the first layer adds a row for each token.

#include <array>
#include <vector>

#include "policy/networks/layers.h"
#include "policy/networks/network.h"

namespace ggms::policy {

namespace {

constexpr std::array<Index, 3> kMlpWidths = {128, 64, 32};  // GGMS, table S4

template <typename Real>
class Mlp : public Network<Real> {
 public:
  Mlp(const Shape& shape, const NetworkOptions& options)
      : shape_(shape),
        first_(parameters, static_cast<Index>(shape.length) * shape.vocabulary, kMlpWidths[0]),
        second_(parameters, kMlpWidths[0], kMlpWidths[1]),
        third_(parameters, kMlpWidths[1], kMlpWidths[2]),
        output_(parameters, kMlpWidths[2], shape.outputs, options.uniform_start) {}

  Rows fold(const Batch& batch) const override { return policy::fold(shape_, batch, true); }

  void forward(const Rows& rows, Matrix<Real>& logits) override {
    const Table weights(first_.weights(), first_.inputs(), first_.outputs());
    const Table bias(first_.bias(), 1, first_.outputs());
    widest_.resize(static_cast<Index>(rows.count()), first_.outputs());
    widest_.rowwise() = bias.row(0);
    for (Index i = 0; i < positions(rows); ++i) widest_.row(i / shape_.length) += weights.row(input(rows, i));
    rectify(widest_);
    second_.forward(widest_, wide_);
    rectify(wide_);
    third_.forward(wide_, narrow_);
    rectify(narrow_);
    output_.forward(narrow_, logits);
  }

  void backward(const Rows& rows, const Matrix<Real>& by_logits) override {
    step_back(output_, narrow_, by_logits, by_narrow_);
    step_back(third_, wide_, by_narrow_, by_wide_);
    step_back(second_, widest_, by_wide_, by_widest_);
    Eigen::Map<Matrix<Real>> weights(first_.weights_gradient(), first_.inputs(), first_.outputs());
    Eigen::Map<Matrix<Real>> bias(first_.bias_gradient(), 1, first_.outputs());
    for (Index i = 0; i < positions(rows); ++i)
      weights.row(input(rows, i)) += by_widest_.row(i / shape_.length);
    for (Index i = 0; i < by_widest_.rows(); ++i) bias.row(0) += by_widest_.row(i);
  }

 private:
  using Network<Real>::parameters;
  using Table = Eigen::Map<const Matrix<Real>>;

  static Index positions(const Rows& rows) { return static_cast<Index>(rows.tokens.size()); }
  /// Which of the inputs is 1 for a position.
  Index input(const Rows& rows, Index position) const {
    return position % shape_.length * shape_.vocabulary +
           static_cast<Index>(rows.tokens[static_cast<std::size_t>(position)]);
  }

  /// Goes back through a layer and the rectified x before it.
  static void step_back(Linear<Real>& layer, const Matrix<Real>& x, const Matrix<Real>& by_y,
                        Matrix<Real>& by_x) {
    layer.backward(x, by_y);
    by_x.setZero(x.rows(), x.cols());
    layer.add_input_gradient(by_y, by_x);
    rectify_gradient(x, by_x);
  }

  Shape shape_;
  Linear<Real> first_, second_, third_, output_;
  Matrix<Real> widest_, wide_, narrow_;           // [row][width], rectified
  Matrix<Real> by_widest_, by_wide_, by_narrow_;  // gradients by these
};

}  // namespace

template <typename Real>
std::unique_ptr<Network<Real>> make_mlp(const Shape& shape, const NetworkOptions& options) {
  return std::make_unique<Mlp<Real>>(shape, options);
}

template <typename Real>
std::unique_ptr<Network<Real>> make_network(Kind kind, const Shape& shape, const NetworkOptions& options) {
  auto network = kind == Kind::kMlp ? make_mlp<Real>(shape, options) : make_transformer<Real>(shape, options);
  network->parameters.allocate(options.seed);
  return network;
}

template std::unique_ptr<Network<float>> make_network(Kind, const Shape&, const NetworkOptions&);
template std::unique_ptr<Network<double>> make_network(Kind, const Shape&, const NetworkOptions&);

}  // namespace ggms::policy
