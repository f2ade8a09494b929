// Implements the plain step semantics, and the simulator on top of it.

#include "model/step.h"

#include <algorithm>

#include "base/check.h"

namespace ggms::model {

namespace {

bool contains(const std::vector<int>& sorted, int value) {
  return std::binary_search(sorted.begin(), sorted.end(), value);
}

/// Whether a round takes back nothing that is final: crashes, decisions, losses, lost connections. Also
/// whether a process that is gone counts as crashed, and a new decision carries this round's number.
[[maybe_unused]] bool can_follow(const Situation& before, const Situation& after, int round) {
  if (before.lost && !after.lost) return false;
  for (std::size_t p = 0; p < before.processes.size(); ++p) {
    const ProcessNow& was = before.processes[p];
    const ProcessNow& now = after.processes[p];
    if (now.crashed ? now.state != ProcessNow::kAbsent : was.crashed) return false;
    if (was.state != ProcessNow::kAbsent && now.state == ProcessNow::kAbsent && !now.crashed) return false;
    if (was.state == ProcessNow::kAbsent && (now.state != was.state || now.crashed != was.crashed))
      return false;
    if (now.connected && !was.connected) return false;
    const bool had_decided = was.decision != ProcessNow::kNone;
    if (had_decided && (now.decision != was.decision || now.decided_in != was.decided_in)) return false;
    const bool decides = !had_decided && now.decision != ProcessNow::kNone;
    if (!had_decided && now.decided_in != (decides ? round : ProcessNow::kNone)) return false;
  }
  return true;
}

}  // namespace

Step::Step(const Problem& problem, const Keys& keys, int round, const Scenario& scenario,
           const Situation& before)
    : problem_(problem),
      round_(round),
      faults_(scenario.faults(round)),
      before_(before),
      n_(problem.setting().processes),
      receptions_(before.processes.size()),
      hearers_(before.processes.size(), 0) {
  // Adds up once what all processes receive alike; only lost or forged messages are handled one by one.
  Reception all;
  int receivers = 0;
  for (int p = 0; p < n_; ++p) {
    if (is_present(p)) {
      all.entry.key += keys.weight(p, state_of(p));
    } else {
      ++all.missing;
    }
    if (receives(p)) ++receivers;
  }
  for (int p = 0; p < n_; ++p) {
    if (is_present(p)) hearers_[static_cast<std::size_t>(p)] = receivers;
    if (receives(p)) receptions_[static_cast<std::size_t>(p)] = all;
  }
  const bool all_arrive = faults_.losses.empty() && faults_.forged.empty();
  if (!all_arrive) exceptions_.assign(static_cast<std::size_t>(n_) * static_cast<std::size_t>(n_), false);
  for (const auto& [receiver, sender] : faults_.losses) {
    if (!heard(receiver, sender)) continue;
    receptions_[static_cast<std::size_t>(receiver)].entry.key -= keys.weight(sender, state_of(sender));
    make_exception(receiver, sender, -1);
  }
  for (const auto& [receiver, sender, state] : faults_.forged) {
    receptions_[static_cast<std::size_t>(receiver)].entry.key += keys.weight(sender, state);
    if (!heard(receiver, sender)) make_exception(receiver, sender, 1);
  }
  for (int receiver = 0; receiver < n_; ++receiver) finish(keys, receiver);
  ASSERT(receives_what_is_heard(keys));
  ASSERT(counts_who_hears());
}

/// Whether exactly the processes that are up and don't crash receive, and the key of each process that moves
/// is the sum over the messages that it hears.
bool Step::receives_what_is_heard(const Keys& keys) const {
  for (int receiver = 0; receiver < n_; ++receiver) {
    const Reception& reception = receptions_[static_cast<std::size_t>(receiver)];
    const bool is_gone = !is_present(receiver) || contains(faults_.crashing, receiver);
    if (is_gone != (reception.kind == Reception::Kind::kNothing)) return false;
    if (reception.kind != Reception::Kind::kMoves) continue;
    if (reception.entry.round != round_ || reception.entry.slot != keys.slot(receiver)) return false;
    std::uint64_t key = keys.own_weight(state_of(receiver));
    int missing = 0;
    for (int sender = 0; sender < n_; ++sender) {
      if (!heard(receiver, sender)) ++missing;
      if (heard(receiver, sender) && is_present(sender)) key += keys.weight(sender, state_of(sender));
    }
    for (const Forgery& forgery : faults_.forged) {
      if (forgery.receiver != receiver) continue;
      if (!heard(receiver, forgery.sender)) return false;
      key += keys.weight(forgery.sender, forgery.state);
    }
    if (key != reception.entry.key || key >= keys.span() || missing != reception.missing) return false;
  }
  return true;
}

/// Whether hearers_ has for each sender the number of receivers that hear it.
bool Step::counts_who_hears() const {
  for (int sender = 0; sender < n_; ++sender) {
    int hearers = 0;
    for (int receiver = 0; receiver < n_; ++receiver)
      hearers += receives(receiver) && heard(receiver, sender) ? 1 : 0;
    if (hearers != hearers_[static_cast<std::size_t>(sender)]) return false;
  }
  return true;
}

bool Step::receives(int process) const {
  return is_present(process) && !contains(faults_.crashing, process);
}

/// Notes that a message arrives (1) although its sender is absent, or is lost (-1) although its sender is
/// present.
void Step::make_exception(int receiver, int sender, int arrives) {
  exceptions_[static_cast<std::size_t>(receiver * n_ + sender)] = true;
  receptions_[static_cast<std::size_t>(receiver)].missing -= arrives;
  if (receives(receiver)) hearers_[static_cast<std::size_t>(sender)] += arrives;
}

/// Finishes a receiver's Reception, once all its messages are known.
void Step::finish(const Keys& keys, int receiver) {
  Reception& reception = receptions_[static_cast<std::size_t>(receiver)];
  if (!receives(receiver)) {
    reception = {};
    return;
  }
  const ProcessNow& self = before_.processes[static_cast<std::size_t>(receiver)];
  if (self.decision != ProcessNow::kNone) {
    reception.kind = Reception::Kind::kKeeps;
    reception.entry = {};
    return;
  }
  reception.kind = Reception::Kind::kMoves;
  reception.entry = {round_, keys.slot(receiver), reception.entry.key + keys.own_weight(self.state)};
}

Situation Step::after(const std::vector<int>& next) const {
  const Setting& setting = problem_.setting();
  Situation after = before_;
  for (const Reception& reception : receptions_) {
    const bool receives = reception.kind != Reception::Kind::kNothing;
    after.lost = after.lost || (receives && reception.missing > 0);
  }
  for (int p = 0; p < n_; ++p) {
    const auto i = static_cast<std::size_t>(p);
    ProcessNow& now = after.processes[i];
    const Reception& reception = receptions_[i];
    const bool leaves = contains(faults_.leaving, p);
    if (contains(faults_.crashing, p) || leaves) now.crashed = true;
    now.state = ProcessNow::kAbsent;
    now.connected = now.connected && reception.kind != Reception::Kind::kNothing && !leaves;
    if (reception.kind == Reception::Kind::kNothing) continue;
    if (reception.kind == Reception::Kind::kKeeps) {
      now.state = setting.decided(round_, now.decision);
    } else {
      now.state = next[i];
      now.decision = setting.decision(round_, now.state);
      if (now.decision != ProcessNow::kNone) now.decided_in = round_;
    }
    if (leaves) now.state = ProcessNow::kAbsent;
    const int hearers = hearers_[i];
    now.connected = now.connected && 2 * hearers > n_ && 2 * (n_ - reception.missing) > n_;
  }
  ASSERT(can_follow(before_, after, round_));
  return after;
}

Situation start(const Problem& problem, const Scenario& scenario) {
  Situation start;
  start.processes.resize(static_cast<std::size_t>(problem.setting().processes));
  for (std::size_t p = 0; p < start.processes.size(); ++p) {
    if (Adversary::has_state(scenario.role(static_cast<int>(p)))) {
      start.processes[p].state = scenario.initial[p];
    } else {
      start.processes[p].connected = false;
    }
  }
  return start;
}

spec::Outcome outcome_of(const Problem& problem, const Scenario& scenario, const Situation& end) {
  spec::Outcome outcome;
  outcome.facts.lost = end.lost;
  outcome.facts.initial_facts = problem.initial_facts(scenario.initial, scenario.picked);
  for (std::size_t p = 0; p < end.processes.size(); ++p) {
    const ProcessNow& now = end.processes[p];
    spec::Observation seen;
    seen.name = static_cast<int>(p);
    seen.initial = scenario.initial[p];
    seen.decision = now.decision;
    seen.decided_in = now.decided_in;
    seen.correct = !now.crashed && scenario.role(static_cast<int>(p)) == kNotPicked;
    seen.connected = now.connected;
    if (!seen.correct) ++outcome.facts.failures;
    outcome.facts.crashed = outcome.facts.crashed || now.crashed;
    outcome.processes.push_back(seen);
  }
  return outcome;
}

Situation as_seen(const Problem& problem, Situation situation) {
  const spec::Compiled& compiled = problem.compiled();
  if (!compiled.uses_lost()) situation.lost = false;
  for (ProcessNow& now : situation.processes) {
    if (!compiled.uses_connected()) now.connected = true;
    if (!compiled.uses_decided_by() && now.decision != ProcessNow::kNone) now.decided_in = 0;
  }
  return situation;
}

Execution simulate(const Problem& problem, const Machine& machine, const Scenario& scenario) {
  const auto rounds = static_cast<std::size_t>(problem.setting().rounds);
  const int processes = problem.setting().processes;
  const auto n = static_cast<std::size_t>(processes);
  Execution run;
  run.states.reserve(rounds + 1);
  run.entries.reserve(rounds);
  run.heard.reserve(rounds);
  Situation now = start(problem, scenario);
  const auto note_states = [&] {
    std::vector<int>& states = run.states.emplace_back(n);
    for (std::size_t p = 0; p < n; ++p) states[p] = now.processes[p].state;
  };
  note_states();
  std::vector<int> next(n);
  for (int round = 1; round <= problem.setting().rounds; ++round) {
    const Step step(problem, machine.keys(round), round, scenario, now);
    std::vector<Entry>& entries = run.entries.emplace_back(n);
    for (std::size_t p = 0; p < n; ++p) {
      const Reception& reception = step.receptions()[p];
      next[p] = 0;
      if (reception.kind != Reception::Kind::kMoves || run.missing) continue;
      entries[p] = reception.entry;
      next[p] = machine.next(reception.entry);
      if (next[p] == Machine::kUndefined) run.missing = Missing{static_cast<int>(p), reception.entry};
    }
    std::vector<bool>& heard = run.heard.emplace_back(n * n);
    for (int receiver = 0; receiver < processes; ++receiver) {
      for (int sender = 0; sender < processes; ++sender)
        heard[static_cast<std::size_t>(receiver * processes + sender)] = step.heard(receiver, sender);
    }
    if (run.missing) return run;
    now = step.after(next);
    note_states();
  }
  for (std::size_t p = 0; p < now.processes.size(); ++p) {
    if (now.processes[p].decided_in == problem.setting().rounds)
      run.states.back()[p] = now.processes[p].decision;
  }
  run.outcome = outcome_of(problem, scenario, now);
  return run;
}

}  // namespace ggms::model
