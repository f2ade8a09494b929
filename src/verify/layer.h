#pragma once

#include <cstdint>

#include "base/check.h"
#include "verify/bits.h"
#include "verify/numbers.h"
#include "verify/pages.h"

namespace ggms::verify {

/// The configurations of one boundary: distinct keys, each with the set of run facts (bits) with which it is
/// reached. Grows in pieces, so that no single addition takes long.
class Layer {
 public:
  /// How a configuration was reached with some facts for the first time.
  struct Arrival {
    std::uint64_t facts = 0;
    std::uint32_t configuration = 0;  // in this layer
    std::uint32_t parent = 0;         // in the layer before
    std::uint32_t choice = 0;         // Plan::round()
  };

  /// Keys are below `span`.
  explicit Layer(std::uint64_t span) : numbers_(span) {}

  /// Adds a configuration that a choice led to.
  void add(std::uint64_t key, std::uint64_t facts, std::uint32_t parent, std::uint32_t choice) {
    const std::uint32_t number = numbers_.add(key);
    ASSERT(numbers_.find(key) == number);
    const std::uint64_t is_new = note(number, facts);
    if (is_new != 0) arrivals_.push_back({is_new, number, parent, choice});
  }
  /// Adds a configuration that runs begin with.
  void add_first(std::uint64_t key, std::uint64_t facts) { note(numbers_.add(key), facts); }

  /// Empties it, for the next machine.
  void clear() {
    numbers_.clear();
    facts_.clear();
    arrivals_.clear();
  }

  std::size_t size() const { return numbers_.size(); }
  std::uint64_t key(std::size_t i) const { return numbers_.key(i); }
  std::uint64_t facts(std::size_t i) const { return facts_[i]; }

  /// The number of pairs of a configuration and a fact.
  std::uint64_t count() const {
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < facts_.size(); ++i)
      count += static_cast<std::uint64_t>(count_bits(facts_[i]));
    return count;
  }

  /// How configuration `i` was first reached with fact bit `fact`; not for configurations that runs begin
  /// with.
  const Arrival& arrival(std::uint32_t i, int fact) const {
    std::size_t at = 0;
    while (arrivals_[at].configuration != i || ((arrivals_[at].facts >> fact) & 1U) == 0) ++at;
    return arrivals_[at];
  }

 private:
  /// Notes that a configuration is reached with these facts; returns those that are new.
  std::uint64_t note(std::uint32_t number, std::uint64_t facts) {
    if (number == facts_.size()) facts_.push_back(0);
    std::uint64_t& known = facts_[number];
    const std::uint64_t is_new = facts & ~known;
    known |= facts;
    ASSERT(facts_.size() == numbers_.size());
    return is_new;
  }

  Numbers numbers_;
  Pages<std::uint64_t> facts_;
  Pages<Arrival> arrivals_;
};

}  // namespace ggms::verify
