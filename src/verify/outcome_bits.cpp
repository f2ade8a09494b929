// Numbers outcomes: by next state, and for each by the class of the received vector. Only classes that some
// property asks for take a bit, because their bits reduce the number of possible states.

#include "verify/outcome_bits.h"

#include <string>

#include "base/error.h"

namespace ggms::verify {

OutcomeBits::OutcomeBits(const model::Problem& problem)
    : lost_(problem.compiled().uses_lost()),
      connected_(problem.compiled().uses_connected()),
      processes_(problem.setting().processes),
      classes_(1 + (lost_ ? 1 : 0) + (connected_ ? 1 : 0)) {
  constexpr int kBits = 62;
  static_assert(std::uint64_t{1} << kBits < kUndefined);
  for (int boundary = 1; boundary <= problem.setting().rounds; ++boundary) {
    if (width(problem.setting().alphabet(boundary)) <= kBits) continue;
    throw base::Error("a specification that uses 'lost' or 'connected' leaves room for " +
                      std::to_string(kBits / classes_) + " states and decisions at most");
  }
  for (int bit = 0; lost_ && bit <= kBits; ++bit) {
    if (is_lost(bit)) all_lost_ |= std::uint64_t{1} << bit;
  }
}

}  // namespace ggms::verify
