// Puts a system together: the variables that the setting and the specification need, the actions in the order
// of a run, the machine as rules, the properties.

#include "export/system.h"

#include "export/actions.h"
#include "export/layout.h"
#include "export/listing.h"
#include "export/names.h"
#include "export/rules.h"

namespace ggms::exports {

System system_of(const model::Problem& problem, const model::Machine& machine) {
  const Layout layout(problem);
  System system;
  system.name = identifier(problem.specification().name);
  system.comments = title(problem);
  system.processes = layout.processes();
  system.states = layout.states;
  system.variables = layout.variables;
  system.actions.push_back(begin_action(layout));
  if (layout.has_adversary()) system.actions.push_back(adversary_action(layout));
  for (Action& action : reception_actions(layout)) system.actions.push_back(std::move(action));
  system.actions.push_back(end_of_round_action(layout));
  system.blocks =
      rules_of(machine, {[&](int boundary, int state) { return layout.state_index(boundary, state); },
                         layout.lost().value(), element(layout.own, variable(layout.turn))});
  system.round = layout.round;
  system.turn = layout.turn;
  system.own = layout.own;
  system.undefined = layout.undefined;
  system.ended = any_of({variable(layout.undefined), layout.is(Phase::kOver)});
  system.assertions = assertions(layout);
  const int steps_of_a_round = (layout.has_adversary() ? 1 : 0) + layout.processes() + 1;
  system.longest_run = 1 + problem.setting().rounds * steps_of_a_round;
  return system;
}

}  // namespace ggms::exports
