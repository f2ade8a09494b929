// Table entries as variables of a SAT solver, and back.

#include "synth/entry_variables.h"

#include <cadical.hpp>

#include "base/check.h"

namespace ggms::synth {

int EntryVariables::literal(const model::Entry& entry, int next) {
  const auto known = first_.find(entry);
  const int first = known != first_.end() ? known->second : make(entry);
  if (setting_.alphabet(entry.round) > 2) return first + next;
  return next == 0 ? -first : first;
}

int EntryVariables::make(const model::Entry& entry) {
  const int states = setting_.alphabet(entry.round);
  const int count = states <= 2 ? 1 : states;
  const int first = hooks_.fresh();
  for (int i = 1; i < count; ++i) {
    [[maybe_unused]] const int variable = hooks_.fresh();
    ASSERT(variable == first + i);
  }
  first_.emplace(entry, first);
  in_order_.emplace_back(entry, first);
  hooks_.on_new(entry, first, count);
  if (states == 1) hooks_.add({-first});
  if (states <= 2) return first;
  std::vector<int> some;
  for (int i = 0; i < states; ++i) {
    some.push_back(first + i);
    for (int j = 0; j < i; ++j) hooks_.add({-(first + i), -(first + j)});
  }
  hooks_.add(std::move(some));
  return first;
}

void EntryVariables::read(CaDiCaL::Solver& solver, model::Machine& machine) const {
  for (const auto& [entry, first] : in_order_) {
    const int states = setting_.alphabet(entry.round);
    int next = 0;
    if (states <= 2) {
      next = solver.val(first) > 0 ? 1 : 0;
    } else {
      while (solver.val(first + next) < 0) ++next;
      [[maybe_unused]] const auto is_one_more = [&, zero = first] {
        for (int other = next + 1; other < states; ++other)
          if (solver.val(zero + other) > 0) return true;
        return false;
      };
      ASSERT(!is_one_more());
    }
    machine.set(entry, static_cast<model::State>(next));
  }
}

}  // namespace ggms::synth
