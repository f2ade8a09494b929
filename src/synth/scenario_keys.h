#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <tsl/robin_map.h>

#include "model/problem.h"
#include "model/scenario.h"
#include "model/step.h"

namespace ggms::synth {

using Words = std::vector<std::int32_t>;
struct HashWords {
  std::size_t operator()(const Words& words) const {
    std::size_t hash = words.size();
    for (const std::int32_t word : words) {
      // 2^64 divided by the golden ratio, odd.
      hash = (hash ^ static_cast<std::uint32_t>(word)) * 0x9E3779B97F4A7C15ULL;
      hash ^= hash >> 32;
    }
    return hash;
  }
};

/// Keys of the configurations that scenarios pass through, for one scenario after the other: equal keys mean
/// equal futures.
class ScenarioKeys {
 public:
  /// `problem` has to outlive this object.
  explicit ScenarioKeys(const model::Problem& problem) : problem_(problem) {}

  /// Sets the scenario of all further keys; it has to live as long.
  void begin(const model::Scenario& scenario);

  /// What the adversary has used up before each round, and what the properties can tell of the start.
  const std::vector<model::Ledger>& ledgers() const { return ledgers_; }
  std::uint64_t initial_facts() const { return initial_facts_; }

  /// A configuration of a boundary. `sorted`: whether processes may be renumbered.
  Words configuration(int boundary, const model::Situation& situation, bool sorted) const;
  /// The same before a round, together with all that the adversary does from that round on.
  Words node(int round, const model::Situation& situation) const;

 private:
  void number_faults();

  const model::Problem& problem_;
  const model::Scenario* scenario_ = nullptr;
  std::vector<model::Ledger> ledgers_;
  std::uint64_t initial_facts_ = 0;
  tsl::robin_map<Words, int, HashWords> faults_number_;  // of the faults of a round and all that follow
  std::vector<int> faults_from_;                         // per round: that number, in the scenario
};

}  // namespace ggms::synth
