// A call in one thread, Python in another: the thread that called waits for the end, runs what the call hands over to
// it, and looks for signals in between.

#include "waiting.h"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace {

constexpr std::chrono::milliseconds kLook(50);  // how often signals are looked for

}  // namespace

struct Waiting::State {
  ggms::StopToken stop;
  std::mutex mutex;
  std::condition_variable changed;
  const std::function<void()>* task = nullptr;  // handed over, and not yet run
  std::exception_ptr task_error;
  bool is_done = false;
};

Waiting::Waiting(const ggms::StopToken& stop) : state_(new State) {
  state_->stop = stop;
}

Waiting::~Waiting() = default;

void Waiting::hand_over(const std::function<void()>& task) {
  std::unique_lock lock(state_->mutex);
  state_->task = &task;
  state_->changed.notify_all();
  state_->changed.wait(lock, [&] { return state_->task == nullptr; });
  if (state_->task_error) std::rethrow_exception(std::exchange(state_->task_error, nullptr));
}

void Waiting::run(const std::function<void()>& call) {
  State& state = *state_;
  std::exception_ptr error;
  std::thread worker([&] {
    try {
      call();
    } catch (...) {
      error = std::current_exception();
    }
    const std::lock_guard lock(state.mutex);
    state.is_done = true;
    state.changed.notify_all();
  });
  bool is_interrupted = false;
  for (bool is_done = false; !is_done;) {
    const std::function<void()>* task = nullptr;
    {
      const py::gil_scoped_release free;
      std::unique_lock lock(state.mutex);
      state.changed.wait_for(lock, kLook, [&] { return state.is_done || state.task != nullptr; });
      is_done = state.is_done;
      task = state.task;
    }
    if (task != nullptr) {
      std::exception_ptr task_error;
      try {
        (*task)();
      } catch (...) {
        task_error = std::current_exception();
      }
      const std::lock_guard lock(state.mutex);
      state.task = nullptr;
      state.task_error = task_error;
      state.changed.notify_all();
    }
    if (!is_interrupted && PyErr_CheckSignals() != 0) {
      is_interrupted = true;
      PyErr_Clear();
      state.stop.request_stop();
    }
  }
  worker.join();
  if (is_interrupted) {
    PyErr_SetNone(PyExc_KeyboardInterrupt);
    throw py::error_already_set();
  }
  if (error) std::rethrow_exception(error);
}
