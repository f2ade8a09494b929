// Seeded random numbers: xoshiro256** (Blackman and Vigna, "Scrambled linear pseudorandom number
// generators"), its state filled by splitmix64 from the seed and an FNV-1a hash of the stream's name, as its
// authors advise. Numbers below a bound come from Lemire's multiplication with rejection ("Fast random
// integer generation in an interval"): the distributions of standard libraries differ, but answers must not.

#include "base/rng.h"

#include <bit>

#include "base/check.h"
#include "base/hash.h"

namespace ggms::base {

namespace {

__extension__ using Wide = unsigned __int128;

std::uint64_t splitmix64(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15ULL;
  std::uint64_t z = state;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31U);
}

}  // namespace

Rng::Rng(std::uint64_t seed, std::string_view name) {
  std::uint64_t filler = splitmix64(seed) ^ fnv1a(name);
  for (std::uint64_t& word : state_) word = splitmix64(filler);
}

std::uint64_t Rng::next() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17U;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

std::uint64_t Rng::below(std::uint64_t bound) {
  CHECK(bound > 0);
  Wide product = Wide{next()} * bound;
  const std::uint64_t uneven =
      (0 - bound) % bound;  // 2^64 mod bound: draws below this would favour small numbers
  while (static_cast<std::uint64_t>(product) < uneven) product = Wide{next()} * bound;
  return static_cast<std::uint64_t>(product >> 64U);
}

}  // namespace ggms::base
