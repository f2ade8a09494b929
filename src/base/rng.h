#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace ggms::base {

/// A stream of random numbers. The same seed and name give the same numbers, on every machine and with every
/// standard library. Streams of different names are independent, so one seed serves a whole program.
class Rng {
 public:
  Rng(std::uint64_t seed, std::string_view name);

  /// 64 random bits.
  std::uint64_t next();
  /// A number below `bound` (at least 1), each equally likely.
  std::uint64_t below(std::uint64_t bound);
  /// The state of the stream, to go on from it later.
  const std::array<std::uint64_t, 4>& state() const { return state_; }
  void restore(const std::array<std::uint64_t, 4>& state) { state_ = state; }
  bool coin() { return (next() >> 63U) != 0; }

 private:
  std::array<std::uint64_t, 4> state_;
};

}  // namespace ggms::base
