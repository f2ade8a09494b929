#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ggms::policy {

/// Questions about table entries, as a policy sees them: rows of tokens. It knows no protocol.
struct Batch {
  std::vector<std::int64_t> tokens;  // [row][position], each below Shape::vocabulary
  std::vector<int> outputs;          // [row]: how many next states there are; the others have probability 0
  std::size_t rows() const { return outputs.size(); }
};

/// What is the same for all rows of a run.
struct Shape {
  int length = 0;      // tokens of a row
  int vocabulary = 0;  // different tokens
  int outputs = 0;     // most next states of any row
  auto operator<=>(const Shape&) const = default;
};

/// How a network is made. Where the paper (GGMS, appendices E and F) gives a number, the default is it.
struct NetworkOptions {
  std::uint64_t seed = 1;
  double learning_rate = 0.001;  // GGMS, appendix F; of Adam
  int hidden = 32;               // width of the transformer; the paper gives none
  bool uniform_start =
      true;                // output layer initialised to zero, so that nothing is preferred before training
  bool positions = false;  // tells the transformer where in the row a token stands (the paper's can't see it)
};

/// For each table entry, how probable it is that each next state is right.
class Policy {
 public:
  virtual ~Policy() = default;

  /// Probabilities [row][output] (row-major, Shape::outputs a row); each row sums to 1.
  virtual std::vector<float> evaluate(const Batch& batch) = 0;

  /// Takes `steps` optimiser steps on the whole batch towards `targets` ([row][output], each row sums to 1),
  /// rows weighing `weights[row]`. Returns the mean cross-entropy before the last step.
  virtual double train(const Batch& batch, const std::vector<float>& targets,
                       const std::vector<float>& weights, int steps) = 0;

  /// All that it has learnt (and the optimiser's state), as bytes.
  virtual std::string save() const = 0;
  /// The inverse of save. Throws base::Error where the bytes are damaged or of another kind or shape.
  virtual void restore(const std::string& bytes) = 0;
};

enum class Kind { kTransformer, kMlp, kTable, kUniform };

/// What learns unless something else is asked for: the paper's transformer, where the build has networks.
#ifdef GGMS_NETWORKS
inline constexpr Kind kDefaultKind = Kind::kTransformer;
#else
inline constexpr Kind kDefaultKind = Kind::kTable;
#endif

/// "transformer", "mlp", "table", "uniform".
std::string to_string(Kind kind);
/// The inverse of to_string; throws base::Error that lists the kinds.
Kind parse_kind(const std::string& text);

/// Makes a policy. Networks live in a module that is loaded here, which takes some tenths of a second: call
/// it from a thread of its own where that matters. Throws base::Error where the module can't be loaded.
std::unique_ptr<Policy> make_policy(Kind kind, const Shape& shape, const NetworkOptions& options);

}  // namespace ggms::policy
