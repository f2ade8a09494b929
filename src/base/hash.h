#pragma once

#include <cstdint>
#include <string_view>

namespace ggms::base {

/// FNV-1a, 64 bits: detects accidental differences, but not deliberate ones.
inline std::uint64_t fnv1a(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash;
}

}  // namespace ggms::base
