// Learning goes through the same configurations again and again, in one scenario and from one to the next.
// What a key has is all that the rest of a run depends on: a word for each process, the facts of the run that
// properties ask for, and what the adversary has used up or will still do.

#include "synth/scenario_keys.h"

#include <algorithm>
#include <utility>

#include "base/packed.h"
#include "model/ranges.h"

namespace ggms::synth {

namespace {

/// A process of a configuration: state, decision, initial value, role, crashed, connected, decided_in.
using PackedProcess =
    base::Packing<model::kStateRange, model::kStateRange, model::kInitialRange, model::kRoleRange,
                  model::kFlagRange, model::kFlagRange, model::kDecidedInRange>;
static_assert(PackedProcess::kBits <= 31, "Words has room for no more");

}  // namespace

void ScenarioKeys::begin(const model::Scenario& scenario) {
  scenario_ = &scenario;
  ledgers_ = model::ledgers(scenario, problem_.setting());
  initial_facts_ = problem_.initial_facts(scenario.initial, scenario.picked);
  number_faults();
}

Words ScenarioKeys::configuration(int boundary, const model::Situation& situation, bool sorted) const {
  Words key;
  key.reserve(situation.processes.size() + 6);  // with that of node()
  const bool locals = problem_.compiled().uses_initial();
  for (std::size_t p = 0; p < situation.processes.size(); ++p) {
    const model::ProcessNow& now = situation.processes[p];
    const int local = locals ? scenario_->initial[p] : 0;
    const model::Role role = scenario_->role(static_cast<int>(p));
    key.push_back(static_cast<std::int32_t>(PackedProcess::pack(now.state, now.decision, local, role,
                                                                now.crashed, now.connected, now.decided_in)));
  }
  if (sorted) std::sort(key.begin(), key.end());
  key.push_back(boundary);
  key.push_back(situation.lost ? 1 : 0);
  key.push_back(static_cast<std::int32_t>(initial_facts_ >> 32));
  key.push_back(static_cast<std::int32_t>(initial_facts_ & 0xFFFFFFFF));
  key.push_back(base::narrow<std::int32_t>(problem_.adversary().index_of(
      ledgers_[std::min(static_cast<std::size_t>(boundary), ledgers_.size() - 1)])));
  return key;
}

Words ScenarioKeys::node(int round, const model::Situation& situation) const {
  Words words = configuration(round - 1, situation, false);
  words.push_back(faults_from_[static_cast<std::size_t>(round)]);
  return words;
}

/// Numbers what the adversary does from each round on, so that scenarios that end alike have one number for
/// it, and a key needs no more.
void ScenarioKeys::number_faults() {
  const int rounds = problem_.setting().rounds;
  faults_from_.assign(static_cast<std::size_t>(rounds) + 2, 0);
  for (int round = rounds; round >= 1; --round) {
    const auto at = static_cast<std::size_t>(round);
    const model::RoundFaults& faults = scenario_->faults(round);
    Words words;
    words.reserve(6 + faults.crashing.size() + faults.leaving.size() + faults.block.size() +
                  2 * faults.losses.size() + 3 * faults.forged.size());
    words.push_back(faults_from_[at + 1]);
    for (const std::vector<int>* list : {&faults.crashing, &faults.leaving, &faults.block}) {
      words.push_back(-1);
      words.insert(words.end(), list->begin(), list->end());
    }
    words.push_back(-1);
    for (const auto& [receiver, sender] : faults.losses) {
      words.push_back(receiver);
      words.push_back(sender);
    }
    words.push_back(-1);
    for (const auto& [receiver, sender, state] : faults.forged)
      words.insert(words.end(), {receiver, sender, state});
    const auto number = static_cast<int>(faults_number_.size()) + 1;  // 0: nothing follows
    faults_from_[at] = faults_number_.try_emplace(std::move(words), number).first->second;
  }
}

}  // namespace ggms::synth
