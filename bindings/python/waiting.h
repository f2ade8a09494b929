#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "classes.h"

/// Runs a call that may take long. Made and used with the GIL, which is free while the call runs in a thread of its own.
/// An exception of a signal handler, such as KeyboardInterrupt, ends the call and leaves run().
class Waiting {
 public:
  /// `stop`: the caller's, which ends the call, too.
  explicit Waiting(const std::optional<ggms::StopToken>& stop);
  ~Waiting();
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;

  /// What ends the call: a token of its own, so that an interrupt does not set the caller's.
  const ggms::StopToken& stop() const;

  void run(const std::function<void()>& call);

  /// `callback` as the call may call it: the thread that waits runs it, with the GIL. What it throws ends the call.
  template <class Value>
  std::function<void(const Value&)> hearing(const py::object& callback) {
    if (callback.is_none()) return {};
    return [this, handle = callback.ptr()](const Value& value) {
      hand_over([&] { py::reinterpret_borrow<py::object>(handle)(py::cast(value)); });
    };
  }
  /// The same of a callback that takes bytes.
  std::function<void(const std::string&)> hearing_bytes(const py::object& callback) {
    if (callback.is_none()) return {};
    return [this, handle = callback.ptr()](const std::string& value) {
      hand_over([&] { py::reinterpret_borrow<py::object>(handle)(py::bytes(value)); });
    };
  }

 private:
  void hand_over(const std::function<void()>& task);

  struct State;
  std::unique_ptr<State> state_;
};

/// Runs a call under these limits, and returns what it returns. `call` gets the limits and who hears its callbacks.
template <class Call>
auto waited(double seconds, std::uint64_t memory, const std::optional<ggms::StopToken>& stop, const Call& call) {
  Waiting waiting(stop);
  const ggms::Limits limits{seconds, memory, waiting.stop()};
  std::optional<decltype(call(limits, waiting))> result;
  waiting.run([&] { result.emplace(call(limits, waiting)); });
  return std::move(*result);
}

/// The same of a call that can only be interrupted.
template <class Call>
auto waited(const Call& call) {
  return waited(0, 0, std::nullopt, [&](const ggms::Limits& limits, Waiting&) { return call(limits); });
}
