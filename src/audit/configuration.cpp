// Keeps groups of processes in canonical form, and sums over them.
#include "audit/configuration.h"

#include <algorithm>

namespace ggms::audit {

void add(Groups& groups, const Group& more) {
  if (more.count == 0) return;
  Group least = more;
  least.count = 0;
  const auto at = std::lower_bound(groups.begin(), groups.end(), least);
  if (at != groups.end()) {
    least.count = at->count;
    if (least == *at) {
      at->count = static_cast<std::uint16_t>(at->count + more.count);
      return;
    }
  }
  groups.insert(at, more);
}

int Configuration::crashed(Crash how) const {
  int result = 0;
  for (const Group& group : groups) result += group.crash == how ? group.count : 0;
  return result;
}

int Configuration::failures() const {
  int result = 0;
  for (const Group& group : groups) result += group.is_faulty() ? group.count : 0;
  return result;
}

}  // namespace ggms::audit
