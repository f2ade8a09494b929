// Properties, written out, as lists of nodes that one pass evaluates.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <z3++.h>

#include "audit/terms.h"

namespace ggms::audit {

/// The value of a node: a constant of an enumeration, a process, a number, true or false; or open.
using Value = std::int64_t;
inline constexpr Value kOpenValue = INT64_MIN;
inline constexpr Value kFalse = 0, kTrue = 1;  // truth values are values

/// The kind of a node, and its arguments.
enum class NodeKind : std::uint8_t {
  kConstant,   // `value`
  kInitial,    // of process `process`
  kDecides,    // process `process` decides `value`
  kCorrect,    // process `process`
  kConnected,  // process `process`
  kDecidedBy,  // process `process`, by the end of round `value`
  kSomeLost,
  kCrashed,
  kFailures,
  kNot,
  kAnd,
  kOr,
  kXor,
  kImplies,
  kEqual,     // all arguments
  kDistinct,  // all arguments
  kIf,
  kAtMost,  // numbers
  kLess,    // numbers
  kMinus,   // one number
};

struct PropertyNode {
  NodeKind kind = NodeKind::kConstant;
  int process = 0;
  Value value = 0;
  std::vector<std::size_t> arguments;
};

/// The nodes of a term without quantifiers, each after its arguments; the last node is the term. Throws
/// base::Error if a part of the term can't be evaluated.
std::vector<PropertyNode> nodes_of(Terms& terms, const z3::expr& term);

}  // namespace ggms::audit
