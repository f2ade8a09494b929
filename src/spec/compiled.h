#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "spec/outcome.h"
#include "spec/spec.h"

namespace ggms::spec {

/// "For all processes x0 .. x(width-1), equal or not: matrix", where the matrix has no quantifier and names
/// no process but through `x = p1`.
struct Universal {
  int width = 0;
  NodeId matrix = Formulas::kTrueId;
};

/// One closed formula that is to be true at the end of every run.
struct Requirement {
  std::string name;
  NodeId formula = Formulas::kTrueId;  // as the specification has it
  /// The conjunction of these is the formula; empty with is_universal false where the formula needs an
  /// existential quantifier over what processes do, and is checked on whole outcomes instead.
  bool is_universal = false;
  std::vector<Universal> universals;
};

/// A specification made ready for a number of processes: which facts a configuration has to carry, and every
/// property as universal statements over few processes where it is one.
class Compiled {
 public:
  /// Throws base::Error where the specification names a process past `processes`. `correct_is_initial`: who
  /// is correct is settled before the run, because no process can crash in the course of it.
  Compiled(const Spec& spec, int processes, bool correct_is_initial = false);

  const Formulas& formulas() const { return formulas_; }
  const std::vector<Requirement>& properties() const { return properties_; }
  /// One per property with a premise: "the premise never holds"; a run that violates it is a witness.
  const std::vector<Requirement>& vacuity() const { return vacuity_; }
  /// The property that vacuity()[i] belongs to.
  const std::vector<int>& vacuity_property() const { return vacuity_property_; }

  /// The closed formulas about initial values (and who is correct, if that is settled as early) that the
  /// properties are built from: all that they can still tell of the initial values once a run is going,
  /// unless uses_initial().
  const std::vector<NodeId>& initial_facts() const { return initial_facts_; }
  /// Their truth for the given initial values, as RunFacts::initial_facts. `correct`: by process; empty
  /// where all are.
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

/// A universal's matrix for one choice of processes: `observed[i]` is what is seen of x_i, `who[i]` tells
/// equal processes (equal numbers) from distinct ones.
bool matrix_holds(const Formulas& formulas, NodeId matrix, const std::vector<const Observation*>& observed,
                  const std::vector<int>& who, const RunFacts& facts);

}  // namespace ggms::spec
