// Compares the step, and runs of it, with a second implementation of docs/semantics.md that shares no code
// with it: message by message, without keys, sums and running counts. Both get random settings with all fault
// words, random scenarios and random tables.

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "model/fixtures.h"
#include "model/random_scenario.h"
#include "model/step.h"

namespace ggms::model {
namespace {

constexpr int kNone = -1;  // no state, no decision, no round

/// A random table as a function; some rows are missing.
class RandomTable {
 public:
  RandomTable(std::uint64_t seed, bool has_gaps) : seed_(seed), has_gaps_(has_gaps) {}

  State next(const Setting& setting, int round, int slot, const Received& received) const {
    std::string name =
        std::to_string(round) + "/" + std::to_string(slot) + "/" + std::to_string(received.own);
    for (const int state : received.by_sender) name += "," + std::to_string(state);
    for (const int count : received.counts) name += ";" + std::to_string(count);
    base::Rng rng(seed_, name);
    if (has_gaps_ && rng.below(60) == 0) return Machine::kUndefined;
    const bool is_last = round == setting.rounds;
    const int early = setting.decide == Decide::kAny ? setting.decisions : 0;
    const int most = is_last ? setting.decisions : setting.states + early;
    return static_cast<State>(rng.below(static_cast<std::uint64_t>(most)));
  }

 private:
  std::uint64_t seed_;
  bool has_gaps_;
};

/// One process, in the terms of docs/semantics.md.
struct Plain {
  bool is_byzantine = false;
  bool was_picked = false;
  bool has_crashed = false;  // in an earlier round, or in this one when it has ended
  int state = kNone;
  int decision = kNone;
  int decided_in = kNone;
  bool connected = true;
};

/// What a process did in one round.
struct Row {
  bool takes_part = false;  // moves, or keeps its decision
  bool looks_up = false;
  std::vector<int> vector;  // by sender; kNone: lost
};

/// A run, one message after the other.
class Reference {
 public:
  Reference(const Setting& setting, const Scenario& scenario, const RandomTable& table)
      : setting_(setting), scenario_(scenario), table_(table), n_(setting.processes) {
    for (int p = 0; p < n_; ++p) {
      Plain process;
      const std::string word = scenario.picked.empty() || at(scenario.picked, p) == kNotPicked
                                   ? ""
                                   : fault_word(at(scenario.picked, p) - 1U);
      process.was_picked = !word.empty();
      process.is_byzantine = word == "byzantine";
      process.connected = !process.is_byzantine;
      process.state = process.is_byzantine ? kNone : at(scenario.initial, p);
      processes.push_back(process);
    }
    for (int round = 1; round <= setting.rounds && !missing; ++round) play(round);
  }

  std::vector<std::vector<Row>> rows;    // [round-1][process]
  std::vector<Plain> processes;          // at the end
  std::vector<std::vector<int>> states;  // [round-1][process]: after the round
  std::optional<int> missing;            // the process that lacked a row
  bool lost = false;

 private:
  template <typename T>
  static const T& at(const std::vector<T>& list, int index) {
    return list.at(static_cast<std::size_t>(index));
  }
  template <typename T>
  static bool in(const std::vector<T>& list, const T& what) {
    return std::find(list.begin(), list.end(), what) != list.end();
  }

  /// What arrives at a receiver that takes part; kNone: lost.
  int message(const RoundFaults& faults, int receiver, int sender) const {
    const Plain& from = at(processes, sender);
    if (from.is_byzantine) {
      for (const Forgery& forgery : faults.forged) {
        if (forgery.receiver == receiver && forgery.sender == sender) return forgery.state;
      }
      return kNone;
    }
    if (from.has_crashed || in(faults.losses, {receiver, sender})) return kNone;
    return from.state;
  }

  Received seen(int receiver, const std::vector<int>& vector, int letters) const {
    Received received;
    if (setting_.view == View::kVector || setting_.view == View::kVectorId) {
      received.by_sender = vector;
      return received;
    }
    for (int state = 0; state < letters; ++state)
      received.counts.push_back(static_cast<int>(std::count(vector.begin(), vector.end(), state)));
    received.counts.push_back(static_cast<int>(std::count(vector.begin(), vector.end(), kNone)));
    if (setting_.view == View::kCountsOwn) received.own = at(processes, receiver).state;
    return received;
  }

  void play(int round) {
    const RoundFaults& faults = at(scenario_.rounds, round - 1);
    const int early = setting_.decide == Decide::kAny ? setting_.decisions : 0;
    const int letters = round == 1 ? setting_.initial : setting_.states + early;
    std::vector<Row>& row = rows.emplace_back();
    for (int p = 0; p < n_; ++p) {
      const Plain& process = at(processes, p);
      Row now;
      now.takes_part = !process.is_byzantine && !process.has_crashed && !in(faults.crashing, p);
      now.looks_up = now.takes_part && process.decision == kNone;
      for (int sender = 0; sender < n_; ++sender) now.vector.push_back(message(faults, p, sender));
      row.push_back(now);
    }
    std::vector<Plain> after = processes;
    for (int p = 0; p < n_; ++p) {
      Plain& now = after.at(static_cast<std::size_t>(p));
      const bool crashes = in(faults.crashing, p) || in(faults.leaving, p);
      if (at(row, p).looks_up && !missing) {
        const int slot = setting_.view == View::kVectorId ? p : 0;
        const State next = table_.next(setting_, round, slot, seen(p, at(row, p).vector, letters));
        if (next == Machine::kUndefined) {
          missing = p;
        } else {
          move(round, next, now);
        }
      } else if (at(row, p).takes_part) {
        now.state = (round == setting_.rounds ? 0 : setting_.states) + now.decision;
      }
      now.has_crashed = now.has_crashed || crashes;
      now.connected = now.connected && !now.has_crashed && is_connected(row, p);
      if (now.has_crashed) now.state = kNone;
      if (at(row, p).takes_part && in(at(row, p).vector, kNone)) lost = true;
    }
    if (missing) return;
    processes = after;
    std::vector<int>& list = states.emplace_back();
    for (const Plain& process : processes) list.push_back(process.state);
  }

  void move(int round, State next, Plain& now) const {
    now.state = next;
    const int first = round == setting_.rounds ? 0 : setting_.states;  // of the states that are decisions
    if (next < first) return;
    now.decision = next - first;
    now.decided_in = round;
  }

  /// Whether it heard from most, and most heard from it.
  bool is_connected(const std::vector<Row>& row, int p) const {
    int hears = 0;
    int heard = 0;
    for (int other = 0; other < n_; ++other) {
      if (at(row, p).takes_part && at(at(row, p).vector, other) != kNone) ++hears;
      if (at(row, other).takes_part && at(at(row, other).vector, p) != kNone) ++heard;
    }
    return hears > n_ / 2 && heard > n_ / 2;
  }

  const Setting& setting_;
  const Scenario& scenario_;
  const RandomTable& table_;
  const int n_;
};

/// Small enough for a table that has every row.
Setting random_setting(base::Rng& rng) {
  Setting setting;
  setting.processes = 1 + static_cast<int>(rng.below(4));
  setting.rounds = 1 + static_cast<int>(rng.below(3));
  setting.states = 1 + static_cast<int>(rng.below(2));
  setting.view = kAllViews[rng.below(4)];
  setting.decide = rng.coin() ? Decide::kAny : Decide::kLast;
  setting.initial = 2;
  setting.decisions = 2;
  for (std::size_t word = 0; word < kFaultWords; ++word) {
    const int most = std::min(2, largest_number(word, setting.processes, setting.rounds));
    if (rng.below(3) == 0)
      setting.faults.numbers[word] = static_cast<int>(rng.below(static_cast<unsigned>(most) + 1));
  }
  return setting;
}

/// Adds losses and forgeries that a scenario may list though they make no difference: messages that no
/// process sends, or to processes that make no move.
Scenario with_idle_faults(Scenario scenario, const Setting& setting, base::Rng& rng) {
  std::set<int> gone;
  std::set<int> forging;
  for (int p = 0; p < setting.processes; ++p) {
    if (scenario.role(p) != kNotPicked && scenario.role(p) == role_of("byzantine")) forging.insert(p);
  }
  for (std::size_t i = 0; i < scenario.rounds.size(); ++i) {
    RoundFaults& faults = scenario.rounds[i];
    std::set<int> idle = gone;
    idle.insert(forging.begin(), forging.end());
    idle.insert(faults.crashing.begin(), faults.crashing.end());
    const auto letters = static_cast<std::uint64_t>(setting.alphabet(static_cast<int>(i)));
    for (int to = 0; to < setting.processes; ++to) {
      for (int from = 0; from < setting.processes; ++from) {
        const std::pair link(to, from);
        const bool is_listed =
            std::find(faults.losses.begin(), faults.losses.end(), link) != faults.losses.end();
        const bool is_idle = idle.count(to) > 0 || gone.count(from) > 0;
        if (to == from || is_listed || !is_idle || rng.below(3) > 0) continue;
        const bool is_forged = std::any_of(faults.forged.begin(), faults.forged.end(), [&](const Forgery& f) {
          return f.receiver == to && f.sender == from;
        });
        if (is_forged) continue;
        if (forging.count(from) > 0 && rng.coin()) {
          faults.forged.push_back({to, from, static_cast<int>(rng.below(letters))});
        } else {
          faults.losses.push_back(link);
        }
      }
    }
    std::sort(faults.losses.begin(), faults.losses.end());
    std::sort(faults.forged.begin(), faults.forged.end());
    gone.insert(faults.crashing.begin(), faults.crashing.end());
    gone.insert(faults.leaving.begin(), faults.leaving.end());
  }
  validate(scenario, setting);
  return scenario;
}

void expect_same_rounds(const Setting& setting, const Machine& machine, const Execution& run,
                        const Reference& reference) {
  ASSERT_EQ(run.entries.size(), reference.rows.size());
  ASSERT_EQ(run.heard.size(), reference.rows.size());
  ASSERT_EQ(run.missing.has_value(), reference.missing.has_value());
  if (run.missing) {
    EXPECT_EQ(run.missing->process, *reference.missing);
  }
  for (std::size_t i = 0; i < run.entries.size(); ++i) {
    const int round = static_cast<int>(i) + 1;
    const bool ends = run.missing && i + 1 == run.entries.size();
    for (std::size_t p = 0; p < reference.processes.size(); ++p) {
      const Row& row = reference.rows[i][p];
      const Entry& entry = run.entries[i][p];
      for (std::size_t q = 0; row.takes_part && q < row.vector.size(); ++q)
        EXPECT_EQ(run.heard[i][p * row.vector.size() + q], row.vector[q] != kNone) << p << " from " << q;
      if (ends) continue;
      EXPECT_EQ(entry.round, row.looks_up ? round : 0) << "process " << p;
      if (!row.looks_up) continue;
      EXPECT_EQ(entry.slot, setting.view == View::kVectorId ? static_cast<int>(p) : 0);
      const Received received = machine.keys(round).decode(entry.key);
      EXPECT_TRUE(received.by_sender.empty() || received.by_sender == row.vector) << "process " << p;
    }
    if (ends) continue;
    const bool is_last = round == setting.rounds;  // who leaves then shows what it decides
    for (std::size_t p = 0; p < reference.processes.size(); ++p) {
      if (is_last && run.states[i + 1][p] != reference.states[i][p]) {
        EXPECT_EQ(reference.processes[p].decided_in, round);
        EXPECT_EQ(run.states[i + 1][p], reference.processes[p].decision);
        continue;
      }
      EXPECT_EQ(run.states[i + 1][p], reference.states[i][p]) << "process " << p;
    }
  }
}

void expect_same_end(const Scenario& scenario, const Execution& run, const Reference& reference) {
  int failures = 0;
  bool crashed = false;
  ASSERT_EQ(run.outcome.processes.size(), reference.processes.size());
  for (std::size_t p = 0; p < reference.processes.size(); ++p) {
    const Plain& plain = reference.processes[p];
    const spec::Observation& seen = run.outcome.processes[p];
    EXPECT_EQ(seen.initial, scenario.initial[p]);
    EXPECT_EQ(seen.decision, plain.decision) << "process " << p;
    EXPECT_EQ(seen.decided_in, plain.decided_in) << "process " << p;
    EXPECT_EQ(seen.correct, !plain.has_crashed && !plain.was_picked) << "process " << p;
    EXPECT_EQ(seen.connected, plain.connected) << "process " << p;
    failures += plain.has_crashed || plain.was_picked ? 1 : 0;
    crashed = crashed || plain.has_crashed;
  }
  EXPECT_EQ(run.outcome.facts.lost, reference.lost);
  EXPECT_EQ(run.outcome.facts.crashed, crashed);
  EXPECT_EQ(run.outcome.facts.failures, failures);
}

TEST(StepReference, AgreesMessageByMessageOnRandomRuns) {
  constexpr int kSettings = 1500;
  constexpr int kRuns = 20;  // of a setting
  constexpr std::uint64_t kSeed = 1;
  base::Rng rng(kSeed, "step reference");
  std::set<std::string> words;
  int ended = 0;
  for (int i = 0; i < kSettings && !testing::Test::HasFailure(); ++i) {
    const Setting setting = random_setting(rng);
    const Problem problem = problem_of("consensus", setting);
    const RandomTable table(rng.next(), rng.below(3) == 0);
    const Machine machine = machine_by(setting, [&](int round, int slot, const Received& received) {
      return table.next(setting, round, slot, received);
    });
    for (int j = 0; j < kRuns && !testing::Test::HasFailure(); ++j) {
      const Scenario scenario = with_idle_faults(random_scenario(setting, rng), setting, rng);
      SCOPED_TRACE("seed " + std::to_string(kSeed) + ", setting " + std::to_string(i) + ", run " +
                   std::to_string(j) + ": " + describe(setting));
      const Execution run = simulate(problem, machine, scenario);
      const Reference reference(setting, scenario, table);
      expect_same_rounds(setting, machine, run, reference);
      if (!run.missing) expect_same_end(scenario, run, reference);
      ended += run.missing ? 1 : 0;
    }
    for (std::size_t word = 0; word < kFaultWords; ++word)
      if (setting.faults.numbers[word] > 0) words.insert(fault_word(word));
  }
  EXPECT_EQ(words.size(), kFaultWords);
  EXPECT_GT(ended, 100);
}

}  // namespace
}  // namespace ggms::model
