#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/check.h"

namespace ggms::verify {

/// Spreads the bits in which keys differ over the whole word (the last steps of MurmurHash3).
inline std::uint64_t spread_bits(std::uint64_t word) {
  constexpr int kShift = 33;
  word = (word ^ word >> kShift) * 0xFF51AFD7ED558CCDULL;
  word = (word ^ word >> kShift) * 0xC4CEB9FE1A85EC53ULL;
  return word ^ word >> kShift;
}

/// A hash table with open addressing that grows in parts (extendible hashing: Fagin, Nievergelt, Pippenger
/// and Strong 1979): adding a key takes about a millisecond at most, however many there are, because a part
/// that is half full is split in two and the other parts stay as they are. A default Slot is empty; a Slot
/// has is_empty(), and hash() if it is not empty.
template <class Slot>
class Slots {
 public:
  Slots() { clear(); }

  /// The slot with this hash for which `is_it` is true; if there is none, an empty slot, which the caller has
  /// to fill. The reference is valid until the next call.
  template <class IsIt>
  Slot& at(std::uint64_t hash, const IsIt& is_it) {
    Part* part = &part_of(hash);
    while (part->used * 2 >= part->slots.size()) {
      grow(directory_of(hash));
      part = &part_of(hash);
    }
    Slot& slot = find(part->slots, hash, is_it);
    if (slot.is_empty()) ++part->used;
    return slot;
  }

  /// The slot with this hash for which `is_it` is true, or nullptr.
  template <class IsIt>
  const Slot* look_up(std::uint64_t hash, const IsIt& is_it) const {
    const std::vector<Slot>& slots = parts_[directory_[directory_of(hash)]].slots;
    if (slots.empty()) return nullptr;
    std::size_t i = hash & (slots.size() - 1);
    while (!slots[i].is_empty() && !is_it(slots[i])) i = (i + 1) & (slots.size() - 1);
    return slots[i].is_empty() ? nullptr : &slots[i];
  }

  /// Empties the table. A table of one part keeps its memory, because most tables are filled again and again.
  void clear() {
    if (parts_.size() == 1) {
      std::fill(parts_[0].slots.begin(), parts_[0].slots.end(), Slot{});
      parts_[0].used = 0;
      return;
    }
    parts_.assign(1, {});
    directory_.assign(1, 0);
  }

 private:
  static constexpr std::size_t kFirstSlots = 64;  // a power of two
  static constexpr std::size_t kMostSlots = std::size_t{1}
                                            << 16;  // of a part: moving them takes a millisecond
  static constexpr int kPartBit = 32;    // the first bit of a hash that says in which part it is; the bits
                                         // below say where in it
  static constexpr int kMostDepth = 24;  // bits; then parts grow instead, though only equal hashes get there
  static_assert(kPartBit + kMostDepth <= 64 && kMostSlots <= std::size_t{1} << kPartBit);

  struct Part {
    std::vector<Slot> slots;
    std::size_t used = 0;
    int depth = 0;  // how many bits, from kPartBit on, its hashes have in common
  };

  std::size_t directory_of(std::uint64_t hash) const { return hash >> kPartBit & (directory_.size() - 1); }
  Part& part_of(std::uint64_t hash) { return parts_[directory_[directory_of(hash)]]; }

  template <class IsIt>
  static Slot& find(std::vector<Slot>& slots, std::uint64_t hash, const IsIt& is_it) {
    std::size_t i = hash & (slots.size() - 1);
    while (!slots[i].is_empty() && !is_it(slots[i])) i = (i + 1) & (slots.size() - 1);
    return slots[i];
  }

  static void put(Part& part, const Slot& slot) {
    find(part.slots, slot.hash(), [](const Slot&) { return false; }) = slot;
    ++part.used;
  }

  /// Makes room in a part: doubles its slots, or splits it in two.
  void grow(std::size_t entry) {
    const std::size_t number = directory_[entry];
    const Part old = std::move(parts_[number]);
    const std::size_t size = old.slots.size();
    parts_[number] = {};
    if (size < kMostSlots || old.depth == kMostDepth) {
      parts_[number].depth = old.depth;
      parts_[number].slots.resize(size == 0 ? kFirstSlots : size * 2);
    } else {
      split(entry, old.depth, size);
    }
    for (const Slot& slot : old.slots) {
      if (!slot.is_empty()) put(part_of(slot.hash()), slot);
    }
    ASSERT(has_all(old) && is_counted(parts_[number]) && is_counted(parts_.back()));
  }

  /// Whether the table has all slots of a former part.
  bool has_all(const Part& old) const {
    return std::all_of(old.slots.begin(), old.slots.end(), [&](const Slot& slot) {
      const auto is_same = [&](const Slot& other) { return other.hash() == slot.hash(); };
      return slot.is_empty() || look_up(slot.hash(), is_same) != nullptr;
    });
  }
  static bool is_counted(const Part& part) {
    const auto is_full = [](const Slot& slot) { return !slot.is_empty(); };
    return part.used ==
           static_cast<std::size_t>(std::count_if(part.slots.begin(), part.slots.end(), is_full));
  }

  /// Puts two empty parts in the place of one.
  void split(std::size_t entry, int depth, std::size_t size) {
    const std::size_t bit = std::size_t{1} << depth;
    if (bit == directory_.size()) {
      directory_.reserve(2 * bit);
      std::copy_n(directory_.begin(), bit, std::back_inserter(directory_));
    }
    const std::size_t number = directory_[entry];
    for (std::size_t i = (entry & (bit - 1)) | bit; i < directory_.size(); i += 2 * bit)
      directory_[i] = static_cast<std::uint32_t>(parts_.size());
    parts_.emplace_back();
    for (Part* const part : {&parts_[number], &parts_.back()}) {
      part->depth = depth + 1;
      part->slots.resize(size);
    }
  }

  std::vector<std::uint32_t> directory_;  // from bits of a hash to a part; its size is a power of two
  std::vector<Part> parts_;
};

}  // namespace ggms::verify
