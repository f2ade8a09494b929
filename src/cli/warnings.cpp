// Prints warnings about input that is not wrong but probably not what the user meant.

#include "cli/warnings.h"

#include "cli/files.h"
#include "report/summary.h"

namespace ggms::cli {

void warn_of(const std::vector<std::string>& warnings) {
  for (const std::string& line : warnings) complain("warning: " + line);
}

void warn_of_vacuity(const model::Problem& problem, const verify::Check& check) {
  for (const std::string& line : report::vacuity_warnings(problem, check)) complain("warning: " + line);
}

}  // namespace ggms::cli
