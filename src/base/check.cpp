// Where a broken invariant ends: in an exception that names the place, which the command line turns into code
// 4.

#include "base/check.h"

namespace ggms::base {

void check_failed(const char* file, int line, const char* condition) {
  throw InternalError(std::string("internal check failed at ") + file + ":" + std::to_string(line) + ": " +
                      condition);
}

}  // namespace ggms::base
