// A flat hash table of word sequences.

#include "verify/sequences.h"

#include <algorithm>

namespace ggms::verify {

namespace {

constexpr std::size_t kFirstSlots = 64;  // a power of two; doubled whenever half of the slots are used

/// Mixes a word into a hash (the multiplier is 2^64 divided by the golden ratio, odd).
std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 32);
}

}  // namespace

std::uint64_t& Sequences::operator[](std::span<const std::uint64_t> key) {
  if (used_ * 2 >= slots_.size()) grow();
  std::uint64_t hash = key.size();
  for (const std::uint64_t word : key) hash = mix(hash, word);
  Slot& slot = find(key, hash);
  if (slot.length == 0) {
    slot = {hash, static_cast<std::uint32_t>(words_.size()), static_cast<std::uint32_t>(key.size() + 1), 0};
    words_.insert(words_.end(), key.begin(), key.end());
    ++used_;
  }
  return slot.data;
}

void Sequences::clear() {
  words_.clear();
  std::fill(slots_.begin(), slots_.end(), Slot{});
  used_ = 0;
}

Sequences::Slot& Sequences::find(std::span<const std::uint64_t> key, std::uint64_t hash) {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
    Slot& slot = slots_[i];
    if (slot.length == 0) return slot;
    if (slot.hash == hash && slot.length == key.size() + 1 &&
        std::equal(key.begin(), key.end(), words_.begin() + slot.begin)) {
      return slot;
    }
  }
}

void Sequences::grow() {
  std::vector<Slot> old = std::move(slots_);
  slots_.assign(old.empty() ? kFirstSlots : old.size() * 2, Slot{});
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.length == 0) continue;
    std::size_t i = slot.hash & mask;
    while (slots_[i].length != 0) i = (i + 1) & mask;
    slots_[i] = slot;
  }
}

}  // namespace ggms::verify
