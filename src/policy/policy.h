#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ggms::policy {

/// Questions about table entries, as rows of tokens. A policy knows nothing about protocols.
struct Batch {
  std::vector<std::int64_t> tokens;  // [row][position], each below Shape::vocabulary
  std::vector<int> outputs;  // [row]: how many next states the row has; further outputs have probability 0
  std::size_t rows() const { return outputs.size(); }
};

/// The sizes that all rows of a run share.
struct Shape {
  int length = 0;      // tokens of a row
  int vocabulary = 0;  // different tokens
  int outputs = 0;     // the most next states of any row
  auto operator<=>(const Shape&) const = default;
};

/// The options of a network. If the paper (GGMS, appendices E and F) gives a number, it is the default.
struct NetworkOptions {
  std::uint64_t seed = 1;
  double learning_rate = 0.001;  // GGMS, appendix F; of Adam
  int hidden = 32;               // width of the transformer; the paper gives none
  bool uniform_start =
      true;  // initialises the output layer to zero, so that the policy prefers no move before training
  bool positions = false;  // tells the transformer a token's position in the row (the paper's can't see it)
};

/// Gives, for each table entry, the probability that each next state is right.
class Policy {
 public:
  virtual ~Policy() = default;

  /// Probabilities [row][output] (row-major, Shape::outputs a row); each row sums to 1.
  virtual std::vector<float> evaluate(const Batch& batch) = 0;

  /// Takes `steps` optimiser steps on the whole batch towards `targets` ([row][output], each row sums to 1),
  /// with weight `weights[row]` for each row. Returns the mean cross-entropy before the last step.
  virtual double train(const Batch& batch, const std::vector<float>& targets,
                       const std::vector<float>& weights, int steps) = 0;

  /// All that the policy has learnt (and the optimiser's state), as bytes.
  virtual std::string save() const = 0;
  /// The inverse of save. Throws base::Error if the bytes are damaged or belong to another kind or shape.
  virtual void restore(const std::string& bytes) = 0;
};

enum class Kind { kTransformer, kMlp, kTable, kUniform };

/// The default policy is the paper's.
inline constexpr Kind kDefaultKind = Kind::kTransformer;

/// "transformer", "mlp", "table", "uniform".
std::string to_string(Kind kind);
/// The inverse of to_string; throws base::Error, which lists the kinds.
Kind parse_kind(const std::string& text);

/// Makes a policy. Throws base::Error if the options make no network.
std::unique_ptr<Policy> make_policy(Kind kind, const Shape& shape, const NetworkOptions& options);

}  // namespace ggms::policy
