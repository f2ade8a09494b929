// Builds the actions that begin a run and a round: the adversary's choices for all processes together.

#include <algorithm>

#include "export/actions.h"

namespace ggms::exports {

namespace {

/// Adds a choice; returns the expression for it.
Expr add(Action& action, const std::string& name, Type type, const Expr& permitted) {
  action.choices.push_back({name, type, permitted});
  return choice(static_cast<int>(action.choices.size()) - 1);
}

/// The expression for the choice that is added next.
Expr next_choice(const Action& action) {
  return choice(static_cast<int>(action.choices.size()));
}

Expr add_flag(Action& action, const std::string& name, const Expr& may_be_true) {
  return add(action, name, {}, implies(next_choice(action), may_be_true));
}

std::string with_process(const std::string& name, int p) {
  return name + "_" + std::to_string(p);
}

/// Adds choices that pick up to `limit` processes which no other word picks; returns a flag for each process.
std::vector<Expr> add_picks(Action& action, const Layout& layout, const std::string& word, int limit,
                            std::vector<Expr>& picked) {
  std::vector<Expr> chosen;
  for (int p = 1; p <= layout.processes(); ++p) {
    Expr& before = picked[static_cast<std::size_t>(p - 1)];
    const Expr pick =
        add_flag(action, with_process(word, p), all_of({negation(before), fewer_than(chosen, limit)}));
    before = any_of({before, pick});
    chosen.push_back(pick);
  }
  return chosen;
}

/// The number of each process among the liars.
std::vector<Expr> numbered(const std::vector<Expr>& lies) {
  std::vector<Expr> numbers;
  for (std::size_t p = 0; p < lies.size(); ++p) {
    const std::vector<Expr> before(lies.begin(), lies.begin() + static_cast<std::ptrdiff_t>(p));
    numbers.push_back(if_then_else(lies[p], plus({how_many(before), number(1)}), number(0)));
  }
  return numbers;
}

/// Adds choices for one kind of crash in this round; returns a flag for each process. `crashed` has all
/// processes that crashed in this way before.
std::vector<Expr> add_crashes(Action& action, const Layout& layout, const std::string& name, int crashed,
                              int limit, const std::vector<Expr>& others) {
  const int n = layout.processes();
  const Expr before = count(0, element(crashed, bound(0)), n);
  std::vector<Expr> chosen;
  for (int p = 1; p <= n; ++p) {
    const Expr budget = limit >= n ? constant(true) : less(plus({before, how_many(chosen)}), number(limit));
    const Expr other = others.empty() ? constant(false) : others[static_cast<std::size_t>(p - 1)];
    chosen.push_back(add_flag(action, with_process(name, p),
                              all_of({layout.has_state(process(p)), negation(other), budget})));
  }
  return chosen;
}

/// The assignment that sets the flags of the chosen processes, and keeps flags that are set.
Assignment mark(int variable, const std::vector<Expr>& chosen) {
  return assign_all(variable, any_of({element(variable, bound(0)), by_process(chosen)}));
}

}  // namespace

Assignment assign(int variable, const Expr& value) {
  return {Assignment::Kind::kWhole, variable, std::nullopt, value};
}
Assignment assign_all(int variable, const Expr& value) {
  return {Assignment::Kind::kAll, variable, std::nullopt, value};
}
Assignment assign_element(int variable, const Expr& process, const Expr& value) {
  return {Assignment::Kind::kElement, variable, process, value};
}

Action begin_action(const Layout& layout) {
  const bool picks = layout.omission != Layout::kAbsent || layout.general_omission != Layout::kAbsent ||
                     layout.liar != Layout::kAbsent;
  Action action{"begin",
                picks ? "initial values, and who is picked as faulty" : "initial values",
                layout.is(Phase::kBegin),
                {},
                {},
                {}};
  const int values = layout.setting().initial;
  std::vector<Expr> own;
  for (int p = 1; p <= layout.processes(); ++p) {
    const Expr value = next_choice(action);
    std::vector<Expr> any;
    for (int v = 0; v < values; ++v) any.push_back(equal(value, layout.initial_value(v)));
    own.push_back(add(action, with_process("initial", p), {Type::Kind::kState, 0, values - 1}, any_of(any)));
  }
  if (layout.initial != Layout::kAbsent)
    action.assignments.push_back(assign_all(layout.initial, by_process(own)));

  std::vector<Expr> picked(own.size(), constant(false));
  if (layout.omission != Layout::kAbsent) {
    const auto chosen = add_picks(action, layout, "omits", layout.limit("omission"), picked);
    action.assignments.push_back(assign_all(layout.omission, by_process(chosen)));
  }
  if (layout.general_omission != Layout::kAbsent) {
    const auto chosen =
        add_picks(action, layout, "omits_and_misses", layout.limit("general-omission"), picked);
    action.assignments.push_back(assign_all(layout.general_omission, by_process(chosen)));
  }
  if (layout.liar != Layout::kAbsent) {
    const auto lies = add_picks(action, layout, "lies", layout.limit("byzantine"), picked);
    action.assignments.push_back(assign_all(layout.liar, by_process(numbered(lies))));
    for (std::size_t p = 0; p < own.size(); ++p) own[p] = if_then_else(lies[p], layout.none(), own[p]);
  }
  action.assignments.push_back(assign_all(layout.own, by_process(own)));
  action.assignments.push_back(assign(layout.phase, number(static_cast<int>(layout.first_phase()))));
  return action;
}

Action adversary_action(const Layout& layout) {
  const bool splits = layout.apart != Layout::kAbsent;
  const std::string what = !layout.can_crash() ? "how this round is split"
                           : splits            ? "who crashes in this round, and how it is split"
                                               : "who crashes in this round";
  Action action{"adversary", what, layout.is(Phase::kAdversary), {}, {}, {}};
  std::vector<Expr> crashing;
  if (layout.crashed != Layout::kAbsent) {
    crashing = add_crashes(action, layout, "crash", layout.crashed, layout.limit("crash"), {});
    action.assignments.push_back(mark(layout.crashed, crashing));
  }
  if (layout.left != Layout::kAbsent) {
    const auto leaving =
        add_crashes(action, layout, "leave", layout.left, layout.limit("crash-late"), crashing);
    action.assignments.push_back(mark(layout.left, leaving));
  }
  if (splits) {
    // Of the two blocks, chooses the one without the first process that is up.
    const Expr left = less(variable(layout.splits), number(layout.limit("partition")));
    std::vector<Expr> apart;
    Expr earlier = constant(false);
    for (int p = 1; p <= layout.processes(); ++p) {
      const Expr there = layout.is_up_or_liar(process(p));
      apart.push_back(add_flag(action, with_process("apart", p), all_of({left, there, earlier})));
      earlier = any_of({earlier, there});
    }
    action.assignments.push_back(assign_all(layout.apart, by_process(apart)));
    action.assignments.push_back(
        assign(layout.splits, plus({variable(layout.splits), one_if(any_of(apart))})));
  }
  action.assignments.push_back(assign(layout.phase, number(static_cast<int>(Phase::kReception))));
  return action;
}

}  // namespace ggms::exports
