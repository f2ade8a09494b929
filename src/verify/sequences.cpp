// A hash table of word sequences, whose words lie in one growing list.

#include "verify/sequences.h"

#include "base/check.h"

namespace ggms::verify {

namespace {

/// Mixes a word into a hash (the multiplier is 2^64 divided by the golden ratio, odd).
std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 32);
}

}  // namespace

std::uint64_t& Sequences::operator[](std::span<const std::uint64_t> key) {
  std::uint64_t hash = key.size();
  for (const std::uint64_t word : key) hash = mix(hash, word);
  hash = spread_bits(hash);
  Slot& slot =
      slots_.at(hash, [&](const Slot& other) { return other.code == hash && is_at(other.place, key); });
  if (slot.is_empty()) {
    slot.code = hash;
    slot.place = Place::pack(words_.size(), key.size() + 1);
    for (const std::uint64_t word : key) words_.push_back(word);
  }
  ASSERT(is_at(slot.place, key));
  return slot.data;
}

bool Sequences::is_at(std::uint64_t place, std::span<const std::uint64_t> key) const {
  const auto [begin, length] = Place::unpack(place);
  if (static_cast<std::size_t>(length) != key.size() + 1) return false;
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (words_[static_cast<std::size_t>(begin) + i] != key[i]) return false;
  }
  return true;
}

void Sequences::clear() {
  words_.clear();
  slots_.clear();
}

}  // namespace ggms::verify
