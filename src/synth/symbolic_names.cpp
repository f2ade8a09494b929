// State names in the order of their first use: the one symmetry that the symbolic strategy breaks.

#include "synth/symbolic.h"

#include <cadical.hpp>

namespace ggms::synth {

/// The first entries of the orders of names are those of the lossless run in which all begin with the first
/// initial value.
void Symbolic::begin_orders() {
  const model::Setting& setting = problem_.setting();
  for (int round = 1; round < setting.rounds; ++round) {
    const model::Keys keys(setting, round);
    std::uint64_t key = keys.own_weight(0);
    for (int p = 0; p < setting.processes; ++p) key += keys.weight(p, 0);
    for (int slot = 0; slot < keys.slots(); ++slot) entries_.literal({round, slot, key}, 0);
  }
}

/// State names mean nothing, so they can be given in the order in which the entries of a round (vector+id:
/// and a process) first move to them, for any fixed order of entries: here that of their creation. A move to
/// state v then needs an earlier one to v - 1.
void Symbolic::name_in_order(const model::Entry& entry, int first, int count) {
  entry_of_.resize(static_cast<std::size_t>(variables_) + 1, 0);
  for (int i = 0; i < count; ++i) entry_of_[static_cast<std::size_t>(first + i)] = first;
  if (in_parts_ && count > 1) solver_->phase(first);
  const int names = problem_.setting().states;
  if (entry.round == problem_.setting().rounds || names < 2) return;
  const auto moves_to = [&](int state) { return count > 1 ? first + state : state == 0 ? -first : first; };
  Order& order = orders_[{entry.round, entry.slot}];
  const int before = order.used;
  order.used = variables_ + 1;
  ++order.count;
  for (int state = 0; state + 1 < names; ++state) {
    ++variables_;
    if (deriver_) deriver_->used(variables_, entry.round, entry.slot, order.count, state);
  }
  for (int state = 1; state < names; ++state) {
    std::vector<int> clause{-moves_to(state)};
    if (before != 0) clause.push_back(before + state - 1);
    add_clause(clause, {.kind = Reason::Kind::kNames});
  }
  for (int state = 0; state + 1 < names; ++state) {
    std::vector<int> clause{-(order.used + state), moves_to(state)};
    if (before != 0) clause.push_back(before + state);
    add_clause(clause, {.kind = Reason::Kind::kUsed});
  }
}

}  // namespace ggms::synth
