#pragma once

#include "base/error.h"

namespace ggms::base {

/// Throws InternalError with file, line and the failed condition.
[[noreturn]] void check_failed(const char* file, int line, const char* condition);

}  // namespace ggms::base

/// An invariant that is checked in every build.
#define CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::ggms::base::check_failed(__FILE__, __LINE__, #condition))

/// An invariant on a hot path, or one that takes long to check: checked in the `dev`, `asan`, `tsan` and
/// `fuzz` builds only.
#ifdef GGMS_ASSERTIONS
#define ASSERT(condition) CHECK(condition)
#else
#define ASSERT(condition) static_cast<void>(0)
#endif
