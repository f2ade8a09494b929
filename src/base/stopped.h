#pragma once

#include <algorithm>
#include <cstddef>
#include <exception>

#include "base/stop.h"

namespace ggms::base {

/// Thrown if a Stop ends a computation that has no partial answer to return.
class Stopped : public std::exception {
 public:
  explicit Stopped(Stop::Reason reason) : reason_(reason) {}

  Stop::Reason reason() const { return reason_; }
  const char* what() const noexcept override { return to_string(reason_); }

 private:
  Stop::Reason reason_;
};

/// Throws Stopped if `stop` is requested; `steps` as for Stop::requested.
inline void require_going(Stop& stop, std::size_t steps) {
  if (stop.requested(steps)) throw Stopped(stop.reason());
}

/// Sorts items. Throws Stopped if `stop` is requested meanwhile; then the items are left in some order.
template <class Items>
void sort(Items& items, Stop& stop) {
  constexpr std::size_t kComparisonsPerLook =
      1024;  // these take longer than a call of Stop::requested(), and much less than 1 ms
  std::size_t comparisons = 0;
  std::sort(items.begin(), items.end(), [&](const auto& a, const auto& b) {
    if (++comparisons % kComparisonsPerLook == 0) require_going(stop, 0);
    return a < b;
  });
}

}  // namespace ggms::base
