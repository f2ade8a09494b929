// How every phase of an audit can end early.
#pragma once

#include <functional>
#include <utility>

namespace ggms::audit {

/// Thrown when the caller wants the audit to stop, in any phase.
struct Stopped {};

/// Asks the caller, in the innermost loops, whether to stop.
class Poll {
 public:
  Poll() = default;  // never stops
  explicit Poll(std::function<bool()> stop) : stop_(std::move(stop)) {}

  /// Throws Stopped if the caller wants to stop.
  void operator()() const {
    if (stop_ && stop_()) throw Stopped{};
  }

 private:
  std::function<bool()> stop_;
};

}  // namespace ggms::audit
