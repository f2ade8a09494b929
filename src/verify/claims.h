#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/check.h"
#include "verify/sequences.h"

namespace ggms::verify {

/// Remembers with which run facts (bits) each pair of a number and an outcome set was already handled. Keeps
/// whole keys; an array holds them if there are few possible pairs.
class Claims {
 public:
  /// Forgets everything. From now on, numbers are below `numbers` and sets have `width` bits.
  void start(std::uint64_t numbers, int width) {
    width_ = width;
    is_dense_ = width <= kMaxDenseBits && numbers <= (std::uint64_t{1} << (kMaxDenseBits - width));
    if (is_dense_) {
      dense_.assign(numbers << width, 0);
    } else {
      sparse_.clear();
    }
  }

  /// Claims the pair with these facts; returns those with which it was not claimed before.
  std::uint64_t claim(std::uint64_t number, std::uint64_t outcomes, std::uint64_t facts) {
    ASSERT(!is_dense_ || (outcomes >> width_ == 0 && number < dense_.size() >> width_));
    std::uint64_t& done = is_dense_ ? dense_[number << width_ | outcomes]
                                    : sparse_[std::array<std::uint64_t, 2>{number, outcomes}];
    const std::uint64_t todo = facts & ~done;
    done |= facts;
    return todo;
  }

 private:
  static constexpr int kMaxDenseBits = 14;  // 128 KiB, which can be cleared in a microsecond or two

  int width_ = 0;
  bool is_dense_ = true;
  std::vector<std::uint64_t> dense_;
  Sequences sparse_;
};

}  // namespace ggms::verify
