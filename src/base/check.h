#pragma once

#include "base/error.h"

namespace ggms::base {

/// Throws InternalError with file, line and the failed condition.
[[noreturn]] void check_failed(const char* file, int line, const char* condition);

}  // namespace ggms::base

/// Checks an invariant in every build.
#define CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::ggms::base::check_failed(__FILE__, __LINE__, #condition))

/// Checks an invariant in the `dev`, `asan`, `tsan` and `fuzz` builds only; for hot paths, and for checks
/// that take long.
#ifdef GGMS_ASSERTIONS
#define ASSERT(condition) CHECK(condition)
#else
#define ASSERT(condition) static_cast<void>(0)
#endif
