// A system, put together: the variables that the setting and the specification need, the actions in the order
// of a run, the machine as rules, the properties.

#include "export/system.h"

#include "export/actions.h"
#include "export/layout.h"
#include "export/names.h"

namespace ggms::exports {

namespace {

/// One rule an entry.
std::vector<RuleBlock> rule_blocks(const Layout& layout, const model::Machine& machine) {
  const model::Setting& setting = layout.setting();
  std::vector<RuleBlock> blocks;
  for (const auto& [entry, next] : machine.entries()) {
    const bool tells_processes_apart = setting.view == model::View::kVectorId;
    const int process_of_block = tells_processes_apart ? entry.slot + 1 : 0;
    if (blocks.empty() || blocks.back().round != entry.round || blocks.back().process != process_of_block)
      blocks.push_back({entry.round, process_of_block, {}});
    const model::Received received = machine.keys(entry.round).decode(entry.key);
    const auto state_of = [&](int s) {
      return s == model::Received::kLost ? layout.lost() : state(layout.state_index(entry.round - 1, s));
    };
    std::vector<Expr> guard;
    for (std::size_t p = 0; p < received.by_sender.size(); ++p)
      guard.push_back(equal(message(process(static_cast<int>(p) + 1)), state_of(received.by_sender[p])));
    for (std::size_t s = 0; s + 1 < received.counts.size(); ++s) {
      const Expr arrived =
          count(0, equal(message(bound(0)), state_of(static_cast<int>(s))), setting.processes);
      guard.push_back(equal(arrived, number(received.counts[s])));
    }
    if (received.own != model::Received::kLost)
      guard.push_back(equal(element(layout.own, variable(layout.turn)), state_of(received.own)));
    blocks.back().rules.push_back({all_of(guard), layout.state_index(entry.round, next)});
  }
  return blocks;
}

}  // namespace

System system_of(const model::Problem& problem, const model::Machine& machine) {
  const Layout layout(problem);
  System system;
  system.name = identifier(problem.specification().name);
  system.comments = {"specification: " + problem.specification().name,
                     "setting: " + model::describe(problem.setting())};
  system.processes = layout.processes();
  system.states = layout.states;
  system.variables = layout.variables;
  system.actions.push_back(begin_action(layout));
  if (layout.has_adversary()) system.actions.push_back(adversary_action(layout));
  for (Action& action : reception_actions(layout)) system.actions.push_back(std::move(action));
  system.actions.push_back(end_of_round_action(layout));
  system.blocks = rule_blocks(layout, machine);
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
