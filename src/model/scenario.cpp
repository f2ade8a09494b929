// Scenarios: their order, their legality, and the plain simulator that runs a machine under one.

#include "model/scenario.h"

#include <algorithm>

#include "base/check.h"

namespace ggms::model {

namespace {

/// Compares two sorted lists of positions as the 0/1 vectors that they stand for, 0 before 1.
template <class T>
std::strong_ordering as_bits(const std::vector<T>& a, const std::vector<T>& b) {
  const auto [i, j] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (i == a.end()) return j == b.end() ? std::strong_ordering::equal : std::strong_ordering::less;
  if (j == b.end()) return std::strong_ordering::greater;
  return *i > *j ? std::strong_ordering::less : std::strong_ordering::greater;
}

bool contains(const std::vector<int>& sorted, int value) {
  return std::binary_search(sorted.begin(), sorted.end(), value);
}

std::string in_round(std::size_t round) {
  return " in round " + std::to_string(round + 1);
}

void validate_round(const RoundFaults& faults, std::size_t round, const std::vector<bool>& crashed) {
  const int n = static_cast<int>(crashed.size());
  for (std::size_t i = 0; i < faults.crashing.size(); ++i) {
    const int p = faults.crashing[i];
    if (p < 0 || p >= n || (i > 0 && faults.crashing[i - 1] >= p)) {
      throw base::Error("scenario: the processes that crash" + in_round(round) + " must be distinct and 1.." +
                        std::to_string(n));
    }
    if (crashed[static_cast<std::size_t>(p)]) {
      throw base::Error("scenario: process " + std::to_string(p + 1) + " crashes twice");
    }
  }
  for (const auto& [receiver, sender] : faults.losses) {
    if (receiver < 0 || receiver >= n || sender < 0 || sender >= n || receiver == sender) {
      throw base::Error("scenario: a lost message" + in_round(round) +
                        " needs two distinct processes of 1.." + std::to_string(n));
    }
    if (!contains(faults.crashing, sender)) {
      throw base::Error("scenario: the message from process " + std::to_string(sender + 1) + " to process " +
                        std::to_string(receiver + 1) + " can't be lost" + in_round(round) +
                        ": no fault of the setting explains it");
    }
  }
}

}  // namespace

FaultCount count_faults(const Scenario& scenario) {
  FaultCount count;
  for (const RoundFaults& round : scenario.rounds) {
    count.failures += static_cast<int>(round.crashing.size());
    count.losses += static_cast<int>(round.losses.size());
  }
  return count;
}

std::strong_ordering lexicographic(const Scenario& a, const Scenario& b) {
  if (const auto order = a.initial <=> b.initial; order != 0) return order;
  for (std::size_t round = 0; round < std::min(a.rounds.size(), b.rounds.size()); ++round) {
    if (const auto order = as_bits(a.rounds[round].crashing, b.rounds[round].crashing); order != 0)
      return order;
    if (const auto order = as_bits(a.rounds[round].losses, b.rounds[round].losses); order != 0) return order;
  }
  return a.rounds.size() <=> b.rounds.size();
}

void validate(const Scenario& scenario, const Setting& setting) {
  if (scenario.initial.size() != static_cast<std::size_t>(setting.processes)) {
    throw base::Error("scenario: " + std::to_string(scenario.initial.size()) + " initial values for " +
                      std::to_string(setting.processes) + " processes");
  }
  for (const int value : scenario.initial) {
    if (value < 0 || value >= setting.initial) throw base::Error("scenario: unknown initial value");
  }
  if (scenario.rounds.size() > static_cast<std::size_t>(setting.rounds)) {
    throw base::Error("scenario: it has more rounds than the setting's " + std::to_string(setting.rounds));
  }
  std::vector<bool> crashed(static_cast<std::size_t>(setting.processes), false);
  for (std::size_t round = 0; round < scenario.rounds.size(); ++round) {
    validate_round(scenario.rounds[round], round, crashed);
    for (const int p : scenario.rounds[round].crashing) crashed[static_cast<std::size_t>(p)] = true;
  }
  const int failures = count_faults(scenario).failures;
  if (failures > max_failures(setting.faults)) {
    throw base::Error("scenario: " + std::to_string(failures) +
                      " processes fail, but the setting's faults are " + to_string(setting.faults));
  }
}

namespace {

/// One execution in the making.
class Simulation {
 public:
  Simulation(const Problem& problem, const Machine& machine, const Scenario& scenario)
      : problem_(problem), machine_(machine), scenario_(scenario), n_(problem.setting().processes) {}

  Execution run() {
    run_.states.push_back(scenario_.initial);
    const int rounds = problem_.setting().rounds;
    for (int round = 1; round <= rounds && !run_.missing; ++round) {
      static const RoundFaults kNothing;
      const auto index = static_cast<std::size_t>(round - 1);
      step(round, index < scenario_.rounds.size() ? scenario_.rounds[index] : kNothing);
    }
    if (!run_.missing) observe();
    return std::move(run_);
  }

 private:
  /// Every process that is up broadcasts; the crashing ones fall silent; the others move on what they
  /// received.
  void step(int round, const RoundFaults& faults) {
    const auto n = static_cast<std::size_t>(n_);
    const std::vector<int> sent = run_.states.back();
    std::vector<int> after = sent;
    std::vector<bool> heard(n * n, false);
    std::vector<Entry> used(n);
    for (const int p : faults.crashing) {
      after[static_cast<std::size_t>(p)] = Execution::kAbsent;
      ++facts_.failures;
      facts_.crashed = true;
    }
    for (std::size_t receiver = 0; receiver < n; ++receiver) {
      for (std::size_t sender = 0; sender < n; ++sender) {
        const std::pair<int, int> link{static_cast<int>(receiver), static_cast<int>(sender)};
        heard[receiver * n + sender] = sent[sender] != Execution::kAbsent &&
                                       !std::binary_search(faults.losses.begin(), faults.losses.end(), link);
      }
    }
    for (std::size_t receiver = 0; receiver < n && !run_.missing; ++receiver) {
      if (after[receiver] == Execution::kAbsent) continue;
      used[receiver] = entry_of(round, static_cast<int>(receiver), sent, heard);
      const State next = machine_.next(used[receiver]);
      if (next == Machine::kUndefined) run_.missing = Missing{static_cast<int>(receiver), used[receiver]};
      after[receiver] = next;
    }
    run_.entries.push_back(std::move(used));
    run_.heard.push_back(std::move(heard));
    if (!run_.missing) run_.states.push_back(std::move(after));
  }

  Entry entry_of(int round, int receiver, const std::vector<int>& sent, const std::vector<bool>& heard) {
    const Keys& keys = machine_.keys(round);
    Entry entry{round, keys.slot(receiver), keys.own_weight(sent[static_cast<std::size_t>(receiver)])};
    for (int sender = 0; sender < n_; ++sender) {
      if (heard[static_cast<std::size_t>(receiver * n_ + sender)]) {
        entry.key += keys.weight(sender, sent[static_cast<std::size_t>(sender)]);
      } else {
        facts_.lost = true;
      }
    }
    return entry;
  }

  void observe() {
    facts_.initial_facts = problem_.compiled().initial_facts_of(scenario_.initial);
    run_.outcome.facts = facts_;
    for (int p = 0; p < n_; ++p) {
      const int decision = run_.states.back()[static_cast<std::size_t>(p)];
      spec::Observation seen;
      seen.name = p;
      seen.initial = scenario_.initial[static_cast<std::size_t>(p)];
      if (decision == Execution::kAbsent) {
        seen.correct = false;
      } else {
        seen.decision = decision;
        seen.decided_in = problem_.setting().rounds;
      }
      run_.outcome.processes.push_back(seen);
    }
  }

  const Problem& problem_;
  const Machine& machine_;
  const Scenario& scenario_;
  int n_;
  Execution run_;
  spec::RunFacts facts_;
};

}  // namespace

Execution simulate(const Problem& problem, const Machine& machine, const Scenario& scenario) {
  return Simulation(problem, machine, scenario).run();
}

}  // namespace ggms::model
