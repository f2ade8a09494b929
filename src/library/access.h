#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <optional>
#include <string>

#include <ggms/ggms.h>
#include "api/simulation.h"
#include "api/verification.h"
#include "base/error.h"
#include "base/stop.h"
#include "base/stopped.h"
#include "files/protocol.h"
#include "report/style.h"
#include "spec/spec.h"

namespace ggms {

// What stands behind the values of the public header.

struct Specification::Impl {
  spec::Spec spec;
};

struct Protocol::Impl {
  files::Protocol protocol;
  std::string text;  // of its file
  std::string name;  // what errors call it
};

struct Execution::Impl {
  std::shared_ptr<const model::Problem> problem;
  std::shared_ptr<const model::Machine> machine;
  api::Simulation simulation;
  std::uint64_t seed = 0;  // that drew the scenario; 0: it was given
};

/// How texts of the library look: UTF-8, 80 columns wide.
inline const report::Style kText{false, true, 80};

/// The way from these values to the rooms below, and back.
struct Access {
  static const spec::Spec& in(const Specification& specification) { return specification.impl_->spec; }
  static Specification made(spec::Spec spec);
  static const Protocol::Impl& in(const Protocol& protocol) { return *protocol.impl_; }
  static Protocol made(files::Protocol protocol, std::string text, std::string name);
  /// The protocol's problem, its own or in other circumstances.
  static std::shared_ptr<const model::Problem> problem_of(const Protocol& protocol,
                                                          const api::Circumstances& other);
  /// Runs a scenario of that problem's setting. `seed` as Execution::Impl has it.
  static Execution run(const Protocol& protocol, std::shared_ptr<const model::Problem> problem,
                       const api::GivenScenario& given, std::uint64_t seed = 0);
  static const std::atomic<bool>* flag(const StopToken& token) {
    return static_cast<const std::atomic<bool>*>(token.flag_.get());
  }
};

/// Thrown through the rooms below by a callback that failed; what the callback threw leaves the library.
struct CallbackFailed {
  std::exception_ptr error;
};

/// `callback` as the rooms below may call it.
template <class... Arguments>
std::function<void(Arguments...)> passing(const std::function<void(Arguments...)>& callback) {
  if (!callback) return {};
  return [callback](Arguments... arguments) {
    try {
      callback(arguments...);
    } catch (...) {
      throw CallbackFailed{std::current_exception()};
    }
  };
}

/// Throws as an Error what is being handled, or what a callback threw.
[[noreturn]] void throw_as_error();

/// Does the work of a public function, whose errors leave as Error.
template <class Work>
auto guarded(const Work& work) {
  try {
    return work();
  } catch (...) {
    throw_as_error();
  }
}

/// Throws an Error about one field of what a call was given.
[[noreturn]] void refuse(const std::string& field, const std::string& message);

/// Does the part of the work that reads one field: what is wrong there names it.
template <class Work>
auto reading(const char* field, const Work& work) {
  try {
    return work();
  } catch (const base::FieldError& error) {
    refuse(field, error.message());
  } catch (const base::Error& error) {
    refuse(field, error.what());
  }
}

base::Stop stop_of(const Limits& limits);

/// Writes a whole file; throws base::Stopped where limits end that before it is done.
void write_under(const Limits& limits, const std::string& path, const std::string& text);

}  // namespace ggms
