// Turns an execution into the states of a trace, and these back into the scenario. A trace keeps only those
// faults of a scenario that make a difference: no losses or forged messages to processes that make no move,
// nothing after a missing entry.

#include "files/trace.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/error.h"
#include "files/format.h"
#include "files/json.h"
#include "files/quoted.h"
#include "model/fault_model.h"
#include "model/vectors.h"

namespace ggms::files {

namespace {

/// The row of the fault word by which processes crash, with a move in that round or without.
const char* crash_word(bool leaves) {
  const auto model = std::find_if(
      model::kFaultModels.begin(), model::kFaultModels.end(),
      [&](const model::FaultModel* candidate) { return candidate->crashes && candidate->leaves == leaves; });
  return (*model)->word;
}

/// Fills in the states of one execution.
class Tracer {
 public:
  Tracer(const model::Problem& problem, const model::Machine& machine, const model::Scenario& scenario)
      : problem_(problem),
        machine_(machine),
        scenario_(scenario),
        n_(problem.setting().processes),
        run_(simulate(problem, machine, scenario)) {}

  std::vector<TraceState> run() {
    std::vector<TraceState> trace(1);
    for (int p = 0; p < n_; ++p) {
      trace[0].initial[p + 1] = problem_.state_name(0, scenario_.initial[static_cast<std::size_t>(p)]);
      if (scenario_.role(p) != model::kNotPicked) trace[0].picked[p + 1] = model::word_of(scenario_.role(p));
    }
    note_states(0, trace[0]);
    for (int round = 1; round <= static_cast<int>(run_.entries.size()); ++round) {
      TraceState next = trace.back();
      note_round(round, next);
      trace.push_back(std::move(next));
    }
    return trace;
  }

 private:
  int state(int boundary, int process) const {
    return run_.states[static_cast<std::size_t>(boundary)][static_cast<std::size_t>(process)];
  }
  bool was_up(int round, int process) const { return state(round - 1, process) != model::Execution::kAbsent; }
  bool moves(int round, int process) const {
    return was_up(round, process) && !contains(scenario_.faults(round).crashing, process);
  }
  static bool contains(const std::vector<int>& sorted, int process) {
    return std::binary_search(sorted.begin(), sorted.end(), process);
  }

  void note_states(int boundary, TraceState& now) const {
    now.state.clear();
    for (int p = 0; p < n_; ++p) {
      if (state(boundary, p) == model::Execution::kAbsent || now.crashed.contains(p + 1)) continue;
      now.state[p + 1] = problem_.state_name(boundary, state(boundary, p));
    }
  }

  void note_round(int round, TraceState& now) const {
    const model::RoundFaults& faults = scenario_.faults(round);
    now.round = round;
    for (const int p : faults.crashing) now.crashed[p + 1] = crash_word(false);
    for (const int p : faults.leaving) now.crashed[p + 1] = crash_word(true);
    now.split.clear();
    for (const int p : faults.block) now.split.insert(p + 1);
    now.received.clear();
    now.lost.clear();
    now.forged.clear();
    for (int receiver = 0; receiver < n_; ++receiver) {
      if (moves(round, receiver)) note_messages(round, receiver, now);
    }
    if (run_.missing && round == run_.missing->entry.round) {
      now.undefined.insert(run_.missing->process + 1);
      now.state.clear();
      return;
    }
    note_states(round, now);
    note_decisions(round, now);
  }

  void note_messages(int round, int receiver, TraceState& now) const {
    const std::vector<bool>& heard = run_.heard[static_cast<std::size_t>(round - 1)];
    std::map<int, std::string>& vector = now.received[receiver + 1];
    for (int sender = 0; sender < n_; ++sender) {
      const bool forges = !model::Adversary::has_state(scenario_.role(sender));
      const Message message{sender + 1, receiver + 1};
      if (!heard[static_cast<std::size_t>(receiver * n_ + sender)]) {
        vector[sender + 1] = model::kLostName;
        if (forges || was_up(round, sender)) now.lost.insert(message);
      } else if (!forges) {
        vector[sender + 1] = problem_.state_name(round - 1, state(round - 1, sender));
      }
    }
    for (const model::Forgery& forgery : scenario_.faults(round).forged) {
      if (forgery.receiver != receiver) continue;
      const std::string says = problem_.state_name(round - 1, forgery.state);
      vector[forgery.sender + 1] = says;
      now.forged[{forgery.sender + 1, receiver + 1}] = says;
    }
  }

  /// A process that crashes after its move may have decided too, although it has no state any more.
  void note_decisions(int round, TraceState& now) const {
    for (int p = 0; p < n_; ++p) {
      const model::Entry& entry =
          run_.entries[static_cast<std::size_t>(round - 1)][static_cast<std::size_t>(p)];
      if (entry.round == 0) continue;  // it made no move, or had decided before
      const int decision = problem_.setting().decision(round, machine_.next(entry));
      if (decision != model::Setting::kUndecided)
        now.decided[p + 1] = problem_.specification().decisions[static_cast<std::size_t>(decision)];
    }
  }

  const model::Problem& problem_;
  const model::Machine& machine_;
  const model::Scenario& scenario_;
  int n_;
  model::Execution run_;
};

/// Makes a scenario from a trace.
class Rebuilder {
 public:
  Rebuilder(const std::vector<TraceState>& trace, const model::Problem& problem)
      : trace_(trace), problem_(problem), setting_(problem.setting()) {}

  model::Scenario run() {
    const auto n = static_cast<std::size_t>(setting_.processes);
    if (trace_[0].initial.size() != n) {
      fail(0, "initial",
           fmt::format("it has {} values, but there are {} processes", trace_[0].initial.size(), n));
    }
    for (const auto& [p, value] : trace_[0].initial)
      scenario_.initial.push_back(state(0, "initial", value, 0));
    if (!trace_[0].picked.empty()) scenario_.picked.resize(n, model::kNotPicked);
    for (const auto& [p, word] : trace_[0].picked)
      scenario_.picked[static_cast<std::size_t>(p - 1)] = role(word);
    scenario_.rounds.resize(static_cast<std::size_t>(setting_.rounds));
    for (std::size_t i = 1; i < trace_.size(); ++i) rebuild(i);
    return with_canonical_blocks(std::move(scenario_));
  }

 private:
  [[noreturn]] static void fail(std::size_t index, const char* variable, const std::string& what) {
    throw base::Error(fmt::format("states[{}].{}: {}", index, variable, what));
  }

  int state(std::size_t index, const char* variable, const std::string& name, int boundary) const {
    std::vector<std::string> names;
    for (int s = 0; s < setting_.alphabet(boundary); ++s) {
      names.push_back(problem_.state_name(boundary, s));
      if (names.back() == name) return s;
    }
    fail(index, variable,
         fmt::format("{} is not a state of that round: expected {}", in_quotes(name), listed(names)));
  }

  static model::Role role(const std::string& name) {
    std::vector<std::string> words;
    for (std::size_t word = 0; word < model::kFaultWords; ++word) {
      if (!model::kFaultModels[word]->picks) continue;
      words.emplace_back(model::kFaultModels[word]->word);
      if (words.back() == name) return static_cast<model::Role>(word + 1);
    }
    fail(0, "picked", fmt::format("{} picks no process: expected one of {}", in_quotes(name), listed(words)));
  }

  void rebuild(std::size_t index) {
    const TraceState& now = trace_[index];
    model::RoundFaults& faults = scenario_.rounds[index - 1];
    for (const auto& [p, word] : now.crashed) {
      if (trace_[index - 1].crashed.contains(p)) continue;
      const bool leaves = word == crash_word(true);
      if (!leaves && word != crash_word(false)) {
        fail(index, "crashed",
             fmt::format("no process crashes by {}: expected {}", in_quotes(word),
                         listed({crash_word(false), crash_word(true)})));
      }
      (leaves ? faults.leaving : faults.crashing).push_back(p - 1);
    }
    for (const int p : now.split) faults.block.push_back(p - 1);
    for (const auto& [sender, receiver] : now.lost) faults.losses.emplace_back(receiver - 1, sender - 1);
    for (const auto& [message, says] : now.forged) {
      faults.forged.push_back(
          {message.second - 1, message.first - 1, state(index, "forged", says, static_cast<int>(index) - 1)});
    }
    std::sort(faults.losses.begin(), faults.losses.end());
    std::sort(faults.forged.begin(), faults.forged.end());
  }

  const std::vector<TraceState>& trace_;
  const model::Problem& problem_;
  const model::Setting& setting_;
  model::Scenario scenario_;
};

}  // namespace

std::vector<TraceState> trace_of(const model::Problem& problem, const model::Machine& machine,
                                 const model::Scenario& scenario) {
  return Tracer(problem, machine, scenario).run();
}

model::Scenario scenario_of_trace(const std::vector<TraceState>& trace, const model::Problem& problem) {
  return Rebuilder(trace, problem).run();
}

}  // namespace ggms::files
