#pragma once

namespace ggms::support {

/// The number of random cases that a slow test tries: `all`, or an eighth of them with sanitizers, which take
/// several times as long.
constexpr int slow_cases(int all) {
#ifdef GGMS_SANITIZED
  constexpr int kShare = 8;
#else
  constexpr int kShare = 1;
#endif
  return all / kShare;
}

}  // namespace ggms::support
