// Errors, stop tokens and words of the public header.

#include <map>
#include <new>

#include "base/output_file.h"
#include "base/text.h"
#include "library/access.h"

namespace ggms {

std::string version() {
  return GGMS_VERSION;
}

Error::Error(Kind kind, const std::string& what, Place place)
    : std::runtime_error(what), kind_(kind), place_(std::move(place)) {}

StopToken::StopToken() : flag_(std::make_shared<std::atomic<bool>>(false)) {}

void StopToken::request_stop() const noexcept {
  static_assert(std::atomic<bool>::is_always_lock_free, "signal handlers set it");
  static_cast<std::atomic<bool>*>(flag_.get())->store(true, std::memory_order_relaxed);
}

bool StopToken::is_requested() const noexcept {
  return Access::flag(*this)->load(std::memory_order_relaxed);
}

std::string to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::kFound:
      return "found";
    case Verdict::kInfeasible:
      return "infeasible";
    case Verdict::kVerified:
      return "verified";
    case Verdict::kHolds:
      return "holds";
    case Verdict::kViolated:
      return "violated";
    case Verdict::kCertified:
      return "certified";
    case Verdict::kRefuted:
      return "refuted";
    case Verdict::kUnknown:
      break;
  }
  return "unknown";
}

namespace {

/// A field of a request as the public header calls it, where that differs from what the rooms below call it.
std::string in_header(const std::string& field) {
  static const std::map<std::string, std::string> kNames = {
      {"certificate", "certificates"}, {"memory", "memory_mib"},   {"policy", "learning"},
      {"policy_in", "policy"},         {"property", "properties"}, {"spec", "specification"},
      {"timeout", "seconds"},
  };
  const auto name = kNames.find(field);
  return name == kNames.end() ? field : name->second;
}

/// An error whose words may be anyone's: what() is one line.
Error error_of(Error::Kind kind, const std::string& what, Error::Place place = {}) {
  return {kind, base::printable(what), std::move(place)};
}

}  // namespace

void refuse(const std::string& field, const std::string& message) {
  throw error_of(Error::Kind::kInput, field + ": " + message, {{}, 0, 0, field});
}

void throw_as_error() {
  try {
    throw;
  } catch (const CallbackFailed& failed) {
    std::rethrow_exception(failed.error);
  } catch (const Error&) {
    throw;
  } catch (const base::FieldError& error) {
    refuse(in_header(error.field()), error.message());
  } catch (const base::Error& error) {
    throw error_of(Error::Kind::kInput, error.what(), {error.where(), error.line(), error.column(), {}});
  } catch (const base::Stopped& stopped) {
    throw error_of(Error::Kind::kStopped, stopped.what());
  } catch (const std::bad_alloc&) {
    throw error_of(Error::Kind::kStopped, "out of memory");
  } catch (const std::exception& error) {
    throw error_of(Error::Kind::kInternal, std::string("internal error, please report it: ") + error.what());
  }
}

void write_under(const Limits& limits, const std::string& path, const std::string& text) {
  base::Stop stop = stop_of(limits);
  try {
    base::write_file(path, text, [&](double) { return stop.requested_now(); });
  } catch (const base::Error&) {
    if (stop.reason() != base::Stop::Reason::kNone) throw base::Stopped(stop.reason());
    throw;
  }
}

base::Stop stop_of(const Limits& limits) {
  if (!(limits.seconds >= 0)) throw base::FieldError("timeout", "must be 0 or more seconds");
  return {limits.seconds, limits.memory_mib, limits.stop ? Access::flag(*limits.stop) : nullptr};
}

}  // namespace ggms
