#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "spec/outcome.h"
#include "spec/spec.h"

namespace ggms::spec {

/// "For all processes x0 .. x(width-1), equal or not: matrix", where the matrix has no quantifier and names
/// processes only by `x = p1`.
struct Universal {
  int width = 0;
  NodeId matrix = Formulas::kTrueId;
};

/// One closed formula that has to be true at the end of every run.
struct Requirement {
  std::string name;
  NodeId formula = Formulas::kTrueId;  // the specification's formula
  /// The conjunction of these is the formula. Empty, with is_universal false, if the formula needs an
  /// existential quantifier over what processes do; then it is checked on whole outcomes.
  bool is_universal = false;
  std::vector<Universal> universals;
};

/// A specification, compiled for a number of processes: the facts that a configuration has to carry, and
/// every property as universal statements over few processes if that is possible.
class Compiled {
 public:
  /// Throws base::Error if the specification names a process past `processes`. `correct_is_initial`: which
  /// processes are correct is known before the run, because no process can crash during it.
  Compiled(const Spec& spec, int processes, bool correct_is_initial = false);

  const Formulas& formulas() const { return formulas_; }
  const std::vector<Requirement>& properties() const { return properties_; }
  /// One per property with a premise: "the premise never holds"; a run that violates it is a witness.
  const std::vector<Requirement>& vacuity() const { return vacuity_; }
  /// The property that vacuity()[i] belongs to.
  const std::vector<int>& vacuity_property() const { return vacuity_property_; }

  /// The closed formulas about initial values (and about correct processes, if these are known before the
  /// run) in the properties: all that properties can still see of the initial values during a run, unless
  /// uses_initial().
  const std::vector<NodeId>& initial_facts() const { return initial_facts_; }
  /// Their truth for the given initial values, as RunFacts::initial_facts. `correct`: by process; empty if
  /// all are.
  std::uint64_t initial_facts_of(const std::vector<int>& initial,
                                 const std::vector<bool>& correct = {}) const;

  bool uses_initial() const { return uses_initial_; }  // a property looks at the initial value of one process
  bool uses_names() const { return uses_names_; }      // a property names p1, p2, ...
  bool uses_lost() const { return uses_lost_; }        // a property asks whether some message was lost
  bool uses_connected() const { return uses_connected_; }    // a property asks who is connected
  bool uses_decided_by() const { return uses_decided_by_; }  // a property asks when a process decided

 private:
  void note_use(NodeId id);
  int highest_named(NodeId id) const;
  Requirement compile(std::string name, NodeId formula);

  bool correct_is_initial_;
  Formulas formulas_;
  std::vector<Requirement> properties_;
  std::vector<Requirement> vacuity_;
  std::vector<int> vacuity_property_;
  std::vector<NodeId> initial_facts_;
  bool uses_initial_ = false;
  bool uses_names_ = false;
  bool uses_lost_ = false;
  bool uses_connected_ = false;
  bool uses_decided_by_ = false;
};

/// Whether a universal's matrix is true for one choice of processes: `observed[i]` is the observation of x_i;
/// `who[i]` is equal for equal processes.
bool matrix_holds(const Formulas& formulas, NodeId matrix, const std::vector<const Observation*>& observed,
                  const std::vector<int>& who, const RunFacts& facts);

}  // namespace ggms::spec
