// Machines, scenarios and specifications for the tests of the model.

#include "model/fixtures.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "base/check.h"
#include "base/error.h"

namespace ggms::model {

namespace {

/// Whether some process may receive this: at least its own message arrives.
bool may_be_received(const Received& received, const Setting& setting, int slot) {
  if (setting.view == View::kVectorId) return received.by_sender[static_cast<std::size_t>(slot)] != kLost;
  if (setting.view == View::kVector) {
    return std::any_of(received.by_sender.begin(), received.by_sender.end(),
                       [](int s) { return s != kLost; });
  }
  const int arrived = std::accumulate(received.counts.begin(), received.counts.end() - 1, 0);
  if (arrived < 1 || arrived > setting.processes) return false;
  return setting.view == View::kCounts || received.counts[static_cast<std::size_t>(received.own)] > 0;
}

}  // namespace

const spec::Spec& spec_of(const std::string& name) {
  static std::map<std::string, spec::Spec> known;
  const auto found = known.find(name);
  if (found != known.end()) return found->second;
  return known[name] = spec::load_spec(std::string(GGMS_SOURCE_DIR) + "/specs/" + name + ".smt2");
}

std::size_t row_of(const std::string& word) {
  std::size_t row = 0;
  while (row < kFaultWords && word_of(static_cast<Role>(row + 1)) != word) ++row;
  CHECK(row < kFaultWords);
  return row;
}

Role role_of(const std::string& word) {
  return static_cast<Role>(row_of(word) + 1);
}

Setting setting_of(int processes, int rounds, int states, const std::string& faults, View view) {
  Setting setting;
  setting.processes = processes;
  setting.rounds = rounds;
  setting.states = states;
  setting.faults = parse_faults(faults);
  setting.view = view;
  setting.initial = 2;
  setting.decisions = 2;
  return setting;
}

Problem problem_of(const std::string& spec, const Setting& setting) {
  return {spec_of(spec), setting};
}

Machine machine_by(const Setting& setting, const Rule& rule) {
  Machine machine(setting);
  for (int round = 1; round <= setting.rounds; ++round) {
    const Keys& keys = machine.keys(round);
    for (int slot = 0; slot < keys.slots(); ++slot) {
      for (std::uint64_t key = 0; key < keys.span(); ++key) {
        const Received received = keys.decode(key);
        if (!may_be_received(received, setting, slot)) continue;
        const State next = rule(round, slot, received);
        if (next != Machine::kUndefined) machine.set({round, slot, key}, next);
      }
    }
  }
  return machine;
}

Machine floodset(const Setting& setting) {
  return machine_by(setting, [&](int round, int, const Received& received) {
    int least = setting.alphabet(round);
    for (const int state : received.by_sender) {
      if (state != kLost) least = std::min(least, state);
    }
    for (std::size_t state = 0; state + 1 < received.counts.size(); ++state) {
      if (received.counts[state] > 0) least = std::min(least, static_cast<int>(state));
    }
    return static_cast<State>(least);
  });
}

Machine papers_atomic_commit(const Setting& setting) {
  const Machine flooding = floodset(setting);
  return machine_by(setting, [&](int round, int slot, const Received& received) {
    const bool lost = std::count(received.by_sender.begin(), received.by_sender.end(), kLost) > 0 ||
                      (!received.counts.empty() && received.counts.back() > 0);
    if (round == 1 && lost) return State{0};
    return flooding.next({round, slot, flooding.keys(round).encode(received)});
  });
}

Machine random_machine(const Setting& setting, base::Rng& rng) {
  return machine_by(setting, [&](int round, int, const Received&) {
    const auto states = static_cast<std::uint64_t>(setting.alphabet(round));
    const std::uint64_t next = rng.below(states + 1);
    return next == states ? Machine::kUndefined : static_cast<State>(next);
  });
}

Scenario scenario_of(std::vector<int> initial, std::vector<RoundFaults> rounds) {
  return {std::move(initial), std::move(rounds)};
}

Scenario with_role(Scenario scenario, std::size_t process, const std::string& word) {
  scenario.picked.assign(scenario.initial.size(), kNotPicked);
  scenario.picked[process - 1] = role_of(word);
  return scenario;
}

std::vector<int> decisions(const Execution& run) {
  std::vector<int> all;
  for (const spec::Observation& seen : run.outcome.processes) all.push_back(seen.decision);
  return all;
}
std::vector<bool> correct(const Execution& run) {
  std::vector<bool> all;
  for (const spec::Observation& seen : run.outcome.processes) all.push_back(seen.correct);
  return all;
}
std::vector<bool> connected(const Execution& run) {
  std::vector<bool> all;
  for (const spec::Observation& seen : run.outcome.processes) all.push_back(seen.connected);
  return all;
}

Received vector_of(std::vector<int> states) {
  Received received;
  received.by_sender = std::move(states);
  return received;
}

std::string error_of(const std::function<void()>& body) {
  try {
    body();
  } catch (const base::Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace ggms::model
