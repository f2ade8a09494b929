#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include <tsl/robin_map.h>

#include "model/machine.h"

namespace CaDiCaL {
class Solver;
}

namespace ggms::synth {

/// The variables that say what a table's entries move to. They are made when an entry is first needed: one
/// where it has at most two states to move to, otherwise one for each.
class EntryVariables {
 public:
  /// What making a variable needs.
  struct Hooks {
    std::function<int()> fresh;                 // a new variable; consecutive calls give consecutive numbers
    std::function<void(std::vector<int>)> add;  // a clause: an entry has exactly one next state
    std::function<void(const model::Entry&, int first, int count)>
        on_new;  // hears of the variables of a new entry
  };

  /// `setting` has to outlive it.
  EntryVariables(const model::Setting& setting, Hooks hooks) : setting_(setting), hooks_(std::move(hooks)) {}

  /// The literal "this entry moves to `next`".
  int literal(const model::Entry& entry, int next);

  /// Writes the moves of the solver's model into `machine`.
  void read(CaDiCaL::Solver& solver, model::Machine& machine) const;

  /// Each entry with the first of its variables, in order of creation.
  const std::vector<std::pair<model::Entry, int>>& in_order() const { return in_order_; }
  std::uint64_t size() const { return in_order_.size(); }

 private:
  int make(const model::Entry& entry);

  const model::Setting& setting_;
  Hooks hooks_;
  tsl::robin_map<model::Entry, int, model::HashEntry> first_;
  std::vector<std::pair<model::Entry, int>> in_order_;
};

}  // namespace ggms::synth
