// What is not wrong but probably not meant.

#include "cli/warnings.h"

#include "cli/files.h"
#include "report/summary.h"
#include "verify/sanity.h"

namespace ggms::cli {

void warn_of_specification(const spec::Spec& spec, const model::Setting& setting, int first_rounds,
                           int last_rounds, base::Stop& stop) {
  for (const std::string& line :
       verify::specification_warnings(spec, setting, first_rounds, last_rounds, stop)) {
    complain("warning: " + line);
  }
}

void warn_of_vacuity(const model::Problem& problem, const verify::Check& check) {
  for (const std::string& line : report::vacuity_warnings(problem, check)) complain("warning: " + line);
}

}  // namespace ggms::cli
