#pragma once

#include <exception>

#include "base/stop.h"

namespace ggms::base {

/// Thrown where a computation that has no part of an answer to return leaves because its Stop says so.
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

}  // namespace ggms::base
