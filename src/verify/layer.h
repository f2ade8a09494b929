#pragma once

#include <cstdint>
#include <vector>

#include <tsl/robin_map.h>

#include "verify/bits.h"

namespace ggms::verify {

/// The configurations of one boundary: distinct keys, each with the set of run facts (bits) with which it is
/// reached.
class Layer {
 public:
  /// How a configuration was reached with some facts for the first time.
  struct Arrival {
    std::uint64_t facts = 0;
    std::uint32_t configuration = 0;  // here
    std::uint32_t parent = 0;         // in the layer before
    std::uint32_t choice = 0;         // Plan::round()
  };

  /// Keys are below `span`.
  explicit Layer(std::uint64_t span) : is_dense_(span <= kMaxDense) {
    if (is_dense_) dense_.assign(span, 0);
  }

  /// Adds a configuration.
  void add(std::uint64_t key, std::uint64_t facts, std::uint32_t parent, std::uint32_t choice) {
    std::uint32_t& index = is_dense_ ? dense_[key] : sparse_[key];
    if (index == 0) {
      keys_.push_back(key);
      facts_.push_back(0);
      index = static_cast<std::uint32_t>(keys_.size());
    }
    std::uint64_t& known = facts_[index - 1];
    if ((facts & ~known) == 0) return;
    arrivals_.push_back({facts & ~known, index - 1, parent, choice});
    known |= facts;
  }

  /// Empties it, for the next machine.
  void clear() {
    if (is_dense_) {
      for (const std::uint64_t key : keys_) dense_[key] = 0;
    } else {
      sparse_.clear();
    }
    keys_.clear();
    facts_.clear();
    arrivals_.clear();
  }

  std::size_t size() const { return keys_.size(); }
  std::uint64_t key(std::size_t i) const { return keys_[i]; }
  std::uint64_t facts(std::size_t i) const { return facts_[i]; }

  /// How many configurations there are if each fact makes one of its own.
  std::uint64_t count() const {
    std::uint64_t count = 0;
    for (const std::uint64_t facts : facts_) count += static_cast<std::uint64_t>(count_bits(facts));
    return count;
  }

  /// How configuration `i` was first reached with fact bit `fact`.
  const Arrival& arrival(std::uint32_t i, int fact) const {
    std::size_t at = 0;
    while (arrivals_[at].configuration != i || ((arrivals_[at].facts >> fact) & 1U) == 0) ++at;
    return arrivals_[at];
  }

 private:
  static constexpr std::uint64_t kMaxDense = std::uint64_t{1} << 20;  // keys, 4 bytes each

  bool is_dense_;
  std::vector<std::uint32_t> dense_;                     // key -> index + 1
  tsl::robin_map<std::uint64_t, std::uint32_t> sparse_;  // the same where keys are many
  std::vector<std::uint64_t> keys_;
  std::vector<std::uint64_t> facts_;
  std::vector<Arrival> arrivals_;
};

}  // namespace ggms::verify
