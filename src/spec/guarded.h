#pragma once

#include <cstddef>
#include <map>
#include <stdexcept>
#include <vector>

#include "spec/formula.h"

namespace ggms::spec {

/// The values that a term can have, each with the formula under which it has this value; exactly one of these
/// formulas is true.
using Guards = std::vector<NodeId>;                // of an enumeration's sort: by value
using Candidates = std::map<ProcessTerm, NodeId>;  // of sort Process

/// A translated term. Its sort decides which member is in use: `formula` for Bool.
struct Value {
  NodeId formula = Formulas::kFalseId;
  Guards guards;
  Candidates candidates;
};

/// A term that can't become a formula; the message says why.
class Untranslatable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The most terms that a specification may have once its quantifiers over enumerations are written out; a
/// million terms take about a second.
inline constexpr std::size_t kMaxWrittenOut = 1'000'000;

/// Builds formulas and guarded values within that limit; throws Untranslatable past it.
class Guarded {
 public:
  explicit Guarded(Formulas& formulas) : formulas_(formulas) {}

  Formulas& formulas() { return formulas_; }

  /// Counts terms against the limit.
  void charge(std::size_t terms);

  NodeId all(const std::vector<NodeId>& parts);
  NodeId any(const std::vector<NodeId>& parts);
  NodeId negate(NodeId a) { return formulas_.negate(a); }
  NodeId if_then_else(NodeId condition, NodeId a, NodeId b);
  NodeId same(NodeId a, NodeId b) { return if_then_else(a, b, negate(b)); }
  NodeId differ(NodeId a, NodeId b) { return if_then_else(a, negate(b), b); }

  static Value of(NodeId formula);
  static Value value_of(std::size_t values, std::size_t chosen);
  static Value process_of(ProcessTerm process);

  /// `a` where the condition holds, else `b`; both of the same sort.
  Value if_then_else(NodeId condition, const Value& a, const Value& b);
  /// Whether two terms of one sort, an enumeration or Process, are equal.
  NodeId equal(const Value& a, const Value& b);
  /// The atom `op` about the process that a term stands for.
  NodeId about(const Value& process, Op op, int value);

 private:
  Formulas& formulas_;
  std::size_t written_out_ = 0;
};

}  // namespace ggms::spec
