// Turns a broken invariant into an exception that names the place; the program then ends with exit code 4.

#include "base/check.h"

namespace ggms::base {

void check_failed(const char* file, int line, const char* condition) {
  throw InternalError(std::string("internal check failed at ") + file + ":" + std::to_string(line) + ": " +
                      condition);
}

}  // namespace ggms::base
