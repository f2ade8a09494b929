// The transformer of GGMS, appendix E (table S3): one encoder layer, the mean over the positions, and a
// linear layer for the logits.
//
// What depends on a token alone is computed once for each token (`table_`) and looked up: embeddings, and the
// attention's queries, keys and values. What follows is computed once for each different token of a row. Each
// step forward has its counterpart in `backward`, in reverse.

#include <optional>

#include "policy/networks/attention.h"
#include "policy/networks/layers.h"
#include "policy/networks/network.h"

namespace ggms::policy {

namespace {

constexpr Index kWidening = 2;  // width of the feed-forward layer by hidden width; the paper gives none

template <typename Real>
class Transformer : public Network<Real> {
 public:
  Transformer(const Shape& shape, const NetworkOptions& options)
      : shape_(shape),
        hidden_(options.hidden),
        tokens_(parameters.add(shape.vocabulary * hidden_, Start::kRandom, shape.vocabulary)),
        queries_(parameters, hidden_, 3 * hidden_),
        attention_(kHeads, hidden_ / kHeads),
        mixed_(parameters, hidden_, hidden_),
        first_norm_(parameters, hidden_),
        wide_(parameters, hidden_, kWidening * hidden_),
        narrow_(parameters, kWidening * hidden_, hidden_),
        second_norm_(parameters, hidden_),
        output_(parameters, hidden_, shape.outputs, options.uniform_start) {
    if (options.positions) positions_ = parameters.add(shape.length * hidden_, Start::kRandom, shape.length);
  }

  /// With positions, the token t at position i becomes token i * vocabulary + t.
  Rows fold(const Batch& batch) const override {
    Rows rows = policy::fold(shape_, batch, positions_.has_value());
    for (std::size_t i = 0; positions_ && i < rows.tokens.size(); ++i) {
      rows.tokens[i] += static_cast<std::int64_t>(i) % shape_.length * shape_.vocabulary;
    }
    find_queries(rows);
    return rows;
  }

  void forward(const Rows& rows, Matrix<Real>& logits) override {
    embed();
    queries_.forward(table_, asked_);
    attention_.forward(rows, asked_, mix_);
    mixed_.forward(mix_, attended_);
    for_queries(rows, [&](Index i, const Query& query) { attended_.row(i) += table_.row(token(query)); });
    first_norm_.forward(attended_, normed_);
    wide_.forward(normed_, widened_);
    rectify(widened_);
    narrow_.forward(widened_, narrowed_);
    narrowed_ += normed_;
    second_norm_.forward(narrowed_, encoded_);
    mean_.setZero(static_cast<Index>(rows.count()), hidden_);
    for_queries(
        rows, [&](Index i, const Query& query) { mean_.row(row(query)) += times(query) * encoded_.row(i); });
    mean_ /= static_cast<Real>(shape_.length);
    output_.forward(mean_, logits);
  }

  void backward(const Rows& rows, const Matrix<Real>& by_logits) override {
    output_.backward(mean_, by_logits);
    by_mean_.setZero(mean_.rows(), hidden_);
    output_.add_input_gradient(by_logits, by_mean_);
    by_mean_ /= static_cast<Real>(shape_.length);
    Matrix<Real>& by = encoded_;  // is not needed any more
    for_queries(rows,
                [&](Index i, const Query& query) { by.row(i) = times(query) * by_mean_.row(row(query)); });
    second_norm_.backward(by);
    narrow_.backward(widened_, by);
    by_widened_.setZero(by.rows(), kWidening * hidden_);
    narrow_.add_input_gradient(by, by_widened_);
    rectify_gradient(widened_, by_widened_);
    wide_.backward(normed_, by_widened_);
    wide_.add_input_gradient(by_widened_, by);
    first_norm_.backward(by);
    mixed_.backward(mix_, by);
    by_mix_.setZero(by.rows(), hidden_);
    mixed_.add_input_gradient(by, by_mix_);
    by_asked_.setZero(asked_.rows(), asked_.cols());
    attention_.backward(rows, asked_, by_mix_, by_asked_);
    queries_.backward(table_, by_asked_);
    by_table_.setZero(table_.rows(), hidden_);
    queries_.add_input_gradient(by_asked_, by_table_);
    for_queries(rows, [&](Index i, const Query& query) { by_table_.row(token(query)) += by.row(i); });
    embed_gradient();
  }

 private:
  using Network<Real>::parameters;
  using Table = Eigen::Map<Matrix<Real>>;

  /// Calls body(number, query) for each query.
  template <typename Body>
  static void for_queries(const Rows& rows, const Body& body) {
    for (std::size_t i = 0; i < rows.queries.size(); ++i) body(static_cast<Index>(i), rows.queries[i]);
  }
  static Index row(const Query& query) { return static_cast<Index>(query.row); }
  static Index token(const Query& query) { return static_cast<Index>(query.token); }
  static Real times(const Query& query) { return static_cast<Real>(query.times); }

  /// The embedding of each token; each can contain a bias, so there is no separate one. With positions it is
  /// the sum of the position's and the token's.
  void embed() {
    const Index vocabulary = shape_.vocabulary;
    const Table tokens(parameters.values(tokens_), vocabulary, hidden_);
    if (!positions_) {
      table_ = tokens;
      return;
    }
    const Table places(parameters.values(*positions_), shape_.length, hidden_);
    table_.resize(shape_.length * vocabulary, hidden_);
    for (Index i = 0; i < table_.rows(); ++i)
      table_.row(i) = places.row(i / vocabulary) + tokens.row(i % vocabulary);
  }

  void embed_gradient() {
    const Index vocabulary = shape_.vocabulary;
    Table tokens(parameters.gradient(tokens_), vocabulary, hidden_);
    for (Index i = 0; i < by_table_.rows(); ++i) tokens.row(i % vocabulary) += by_table_.row(i);
    if (!positions_) return;
    Table places(parameters.gradient(*positions_), shape_.length, hidden_);
    for (Index i = 0; i < by_table_.rows(); ++i) places.row(i / vocabulary) += by_table_.row(i);
  }

  Shape shape_;
  Index hidden_;
  Index tokens_;
  std::optional<Index> positions_;
  Linear<Real> queries_;
  Attention<Real> attention_;
  Linear<Real> mixed_;
  LayerNorm<Real> first_norm_;
  Linear<Real> wide_, narrow_;
  LayerNorm<Real> second_norm_;
  Linear<Real> output_;

  // What the last forward left for backward. [token][hidden], [token][query, key, value]:
  Matrix<Real> table_, asked_;
  // [query][hidden], but for widened_:
  Matrix<Real> mix_, attended_, normed_, widened_, narrowed_, encoded_;
  Matrix<Real> mean_;                                                 // [row][hidden]
  Matrix<Real> by_table_, by_asked_, by_mix_, by_widened_, by_mean_;  // gradients by these
};

}  // namespace

template <typename Real>
std::unique_ptr<Network<Real>> make_transformer(const Shape& shape, const NetworkOptions& options) {
  return std::make_unique<Transformer<Real>>(shape, options);
}

template std::unique_ptr<Network<float>> make_transformer(const Shape&, const NetworkOptions&);
template std::unique_ptr<Network<double>> make_transformer(const Shape&, const NetworkOptions&);

}  // namespace ggms::policy
