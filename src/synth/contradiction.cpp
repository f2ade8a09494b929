#include "synth/contradiction.h"

#include "base/error.h"

namespace ggms::synth {

namespace {

constexpr std::size_t kLearnt = 64;  // counterexamples of one machine; more say the same again

}  // namespace

Contradiction::Contradiction(const model::Problem& problem, const search::Entries& entries,
                             const search::FreezeStack& frozen)
    : problem_(problem), entries_(entries), solver_(problem, 0) {
  solver_.keep_clauses();
  for (const auto& [entry, value] : frozen.state().fixed) solver_.fix(entries.entry(entry), value);
}

void Contradiction::learn(const model::Machine& machine, const std::vector<verify::Violation>& violations) {
  Lesson lesson;
  for (search::EntryId id = 0; id < entries_.size(); ++id) lesson.machine.push_back(machine.next(entries_.entry(id)));
  for (const verify::Violation& violation : violations) {
    if (lesson.scenarios.size() == kLearnt) break;
    lesson.scenarios.push_back(violation.scenario);
    solver_.learn(violation.scenario, machine);
  }
  lessons_.push_back(std::move(lesson));
}

void Contradiction::learn(const std::vector<Lesson>& lessons) {
  for (const Lesson& lesson : lessons) {
    if (lesson.machine.size() != entries_.size()) throw base::Error("the checkpoint is of another table");
    model::Machine machine(problem_.setting());
    for (search::EntryId id = 0; id < entries_.size(); ++id) {
      if (lesson.machine[id] >= entries_.outputs(id)) throw base::Error("the checkpoint has a move out of range");
      machine.set(entries_.entry(id), lesson.machine[id]);
    }
    for (const model::Scenario& scenario : lesson.scenarios) {
      model::validate(scenario, problem_.setting());
      solver_.learn(scenario, machine);
    }
    lessons_.push_back(lesson);
  }
}

std::optional<search::Culprits> Contradiction::culprits(const search::FreezeStack& frozen, base::Stop& stop) {
  std::vector<std::pair<model::Entry, int>> moves;
  for (const search::EntryId id : frozen.stack()) moves.emplace_back(entries_.entry(id), frozen.value(id));
  const auto failed = solver_.conflict(moves, stop);
  if (!failed) return std::nullopt;
  search::Culprits culprits;
  for (const std::size_t i : *failed) culprits.push_back(frozen.stack()[i]);
  return culprits;
}

}  // namespace ggms::synth
