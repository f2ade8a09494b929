#pragma once

#include <span>
#include <string>
#include <vector>

namespace ggms::report {

/// The theorem's answer: whether there is a protocol.
enum class Theory { kFeasible, kInfeasible };

/// One setting of a theorem, with the theorem's answer.
struct FeasibilityCell {
  static constexpr int kAnyStates = 0;

  const char* spec;  // the specification's file in specs/, without ".smt2"
  int processes;
  const char* faults;
  int rounds;
  int states;  // or kAnyStates
  const char* view;
  Theory theory;
  const char* note = "";    // the hypothesis that fails, if a lower bound does not apply
  bool few_states = false;  // feasible in theory, but not with so few states
  const char* decide = "last";

  /// The answer that the engine should give.
  Theory expected() const { return few_states ? Theory::kInfeasible : theory; }
  /// "consensus n=3 crash=1 r=1 s=any vector+id".
  std::string name() const;
};

/// One theorem.
struct FeasibilityRow {
  const char* name;  // the name for --only
  const char* theorem;
  const char* source;
  std::span<const FeasibilityCell> cells;
};

/// The theorems, in the order of the table.
std::span<const FeasibilityRow> feasibility_rows();
std::vector<std::string> feasibility_names();
/// The row of one of these names.
const FeasibilityRow& feasibility_row(const std::string& name);

}  // namespace ggms::report
