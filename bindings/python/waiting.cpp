// A call in one thread, Python in another: the thread that called waits for the end, runs what the call hands over to
// it, and looks for signals in between.

#include "waiting.h"

#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace {

constexpr std::chrono::milliseconds kLook(50);  // how often signals are looked for

/// Keeps a thread for ever that is about to be unwound. While the interpreter ends it unwinds threads that ask for the
/// GIL; but the call goes on, and works on what the frames below hold.
class KeptForEver {
 public:
  ~KeptForEver() {
    while (is_unwound) ::pause();
  }
  bool is_unwound = true;
};

/// Frees the GIL and takes it back.
class Free {
 public:
  Free() : thread_(PyEval_SaveThread()) {}
  void end() {
    KeptForEver kept;
    PyEval_RestoreThread(thread_);
    kept.is_unwound = false;
  }

 private:
  PyThreadState* thread_;
};

}  // namespace

struct Waiting::State {
  ggms::StopToken stop;
  std::optional<ggms::StopToken> stop_of_caller;
  std::mutex mutex;
  std::condition_variable changed;
  const std::function<void()>* task = nullptr;  // handed over, and not yet run
  std::exception_ptr task_error;
  bool is_done = false;
};

Waiting::Waiting(const std::optional<ggms::StopToken>& stop) : state_(new State) {
  state_->stop_of_caller = stop;
  if (stop && stop->is_requested()) state_->stop.request_stop();
}

Waiting::~Waiting() = default;

const ggms::StopToken& Waiting::stop() const {
  return state_->stop;
}

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
  std::optional<py::error_already_set> interrupted;
  for (bool is_done = false; !is_done;) {
    const std::function<void()>* task = nullptr;
    Free free;
    {
      std::unique_lock lock(state.mutex);
      state.changed.wait_for(lock, kLook, [&] { return state.is_done || state.task != nullptr; });
      is_done = state.is_done;
      task = state.task;
    }
    free.end();
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
    if (!interrupted && PyErr_CheckSignals() != 0) {
      interrupted.emplace();
      state.stop.request_stop();
    }
    if (state.stop_of_caller && state.stop_of_caller->is_requested()) state.stop.request_stop();
  }
  worker.join();
  if (interrupted) throw py::error_already_set(*interrupted);
  if (error) std::rethrow_exception(error);
}
