#pragma once

#include <functional>
#include <memory>

#include "classes.h"

/// Runs a call that may take long. Called with the GIL, which is free while the call runs in a thread of its own;
/// Ctrl-C, as Python knows it, asks `stop` and leaves as KeyboardInterrupt once the call has ended.
class Waiting {
 public:
  explicit Waiting(const ggms::StopToken& stop);
  ~Waiting();
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;

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
