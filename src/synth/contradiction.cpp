// Unfreezing by a solver: the counterexamples of all episodes are clauses, the frozen moves are assumptions.
// A machine that the solver proposes is refuted by the checker and teaches more clauses, until the
// assumptions fail or a machine is right.

#include "synth/contradiction.h"

#include "base/error.h"
#include "base/rng.h"
#include "synth/renumbering.h"

namespace ggms::synth {

namespace {

constexpr int kAttempts = 32;        // machines of the solver that are refuted after one episode
constexpr std::size_t kLearnt = 16;  // counterexamples of one machine; more say the same again

}  // namespace

Contradiction::Contradiction(const model::Problem& problem, const search::Entries& entries,
                             const search::FreezeStack& frozen, verify::Explicit& checker)
    : problem_(problem),
      entries_(entries),
      checker_(checker),
      solver_(problem, 0),
      candidate_(problem.setting()) {
  for (int round = 1; round <= problem.setting().rounds; ++round) candidate_.suppose(round, 0);
  solver_.keep_clauses();
  for (const auto& [entry, value] : frozen.state().fixed) solver_.fix(entries.entry(entry), value);
}

/// Renumberings are drawn anew for every lesson, so that a resumed run learns the same.
void Contradiction::take(const Lesson& lesson, const model::Machine& machine, base::Stop& stop) {
  base::Rng rng(lessons_.size(), "renumberings of a lesson");
  for (const model::Scenario& scenario : lesson.scenarios)
    learn_with_renumberings(scenario, machine, solver_, rng, stop);
  lessons_.push_back(lesson);
}

void Contradiction::learn(const model::Machine& machine, const std::vector<verify::Violation>& violations,
                          base::Stop& stop) {
  Lesson lesson;
  for (search::EntryId id = 0; id < entries_.size(); ++id)
    lesson.machine.push_back(machine.next(entries_.entry(id)));
  for (const verify::Violation& violation : violations) {
    if (lesson.scenarios.size() == kLearnt) break;
    lesson.scenarios.push_back(violation.scenario);
  }
  take(lesson, machine, stop);
}

void Contradiction::learn(const std::vector<Lesson>& lessons, base::Stop& stop) {
  for (const Lesson& lesson : lessons) {
    if (lesson.machine.size() != entries_.size()) throw base::Error("the checkpoint is of another table");
    model::Machine machine(problem_.setting());
    for (search::EntryId id = 0; id < entries_.size(); ++id) {
      if (lesson.machine[id] >= entries_.outputs(id))
        throw base::Error("the checkpoint has a move out of range");
      machine.set(entries_.entry(id), lesson.machine[id]);
    }
    for (const model::Scenario& scenario : lesson.scenarios) model::validate(scenario, problem_.setting());
    take(lesson, machine, stop);
  }
}

std::optional<search::Culprits> Contradiction::culprits(const search::FreezeStack& frozen, base::Stop& stop) {
  const Frozen now = frozen.state().stack;
  if (possible_ == now) return std::nullopt;
  std::vector<std::pair<model::Entry, int>> moves;
  for (const auto& [id, value] : now) moves.emplace_back(entries_.entry(id), value);
  verify::ExplicitOptions verdict_only;
  verdict_only.count = false;
  verdict_only.max_violations = kLearnt;
  for (int attempt = 0; attempt < kAttempts && !stop.requested_now(); ++attempt) {
    if (const auto failed = solver_.conflict(moves, candidate_, stop)) {
      search::Culprits culprits;
      for (const std::size_t i : *failed) culprits.push_back(now[i].first);
      return culprits;
    }
    if (stop.requested_now()) break;
    const verify::Check check = checker_.check(candidate_, verdict_only, stop);
    if (check.verdict == verify::Verdict::kVerified) possible_ = now;
    if (check.verdict != verify::Verdict::kViolated) break;
    learn(candidate_, check.violations, stop);
  }
  return std::nullopt;
}

}  // namespace ggms::synth
