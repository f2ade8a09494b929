// Names a job in texts for people.

#include "jobs/job.h"

#include <fmt/format.h>

namespace ggms::jobs {

std::string Plan::name() const {
  return fmt::format("{}, {}, seed {}", setting, engine, seed);
}

}  // namespace ggms::jobs
