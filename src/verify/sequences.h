#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace ggms::verify {

/// A set of sequences of 64-bit words, each with a word of data: full keys, no fingerprints, one allocation.
/// Open addressing over an arena.
class Sequences {
 public:
  /// The data word of `key`, 0 if it is new; the reference holds until the next call.
  std::uint64_t& operator[](std::span<const std::uint64_t> key);
  void clear();

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t begin = 0;   // in words_
    std::uint32_t length = 0;  // words + 1; 0 marks an empty slot
    std::uint64_t data = 0;
  };
  Slot& find(std::span<const std::uint64_t> key, std::uint64_t hash);
  void grow();

  std::vector<std::uint64_t> words_;
  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace ggms::verify
