// Protocols as commands take them: from a file, and in other circumstances than they were made for.

#include "cli/inputs.h"

#include <algorithm>

#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "cli/files.h"
#include "report/words.h"

namespace ggms::cli {

namespace {

void require_same_values(const std::string& spec, const std::string& kind,
                         const std::vector<std::string>& given, const std::vector<std::string>& needed) {
  if (given == needed) return;
  throw base::Error("--spec: the " + kind + " values of '" + spec + "' are " + report::listed(given) +
                    ", but the protocol's are " + report::listed(needed) + ", in this order");
}

}  // namespace

files::Protocol load_protocol(const std::string& path, base::Stop& stop) {
  return files::read_protocol(read_file(path, stop), path, stop);
}

model::Problem changed_problem(const files::Protocol& protocol, const std::optional<spec::Spec>& spec,
                               const std::optional<model::FaultLimits>& faults) {
  const spec::Spec& own = protocol.problem.specification();
  if (spec) {
    require_same_values(spec->name, "initial", spec->initial, own.initial);
    require_same_values(spec->name, "decision", spec->decisions, own.decisions);
  }
  model::Setting setting = protocol.problem.setting();
  if (faults) setting.faults = *faults;
  return {spec.value_or(own), setting};
}

model::Problem with_properties(const model::Problem& problem, const std::vector<std::string>& names) {
  const std::vector<spec::Property>& properties = problem.specification().properties;
  std::vector<std::string> known;
  for (const spec::Property& property : properties) known.push_back(property.name);
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::optional<std::string> meant = base::nearest(name, known);
    throw base::Error("--property: unknown property '" + base::printable(name) + "'" +
                      (meant ? ", did you mean '" + *meant + "'?" : ";") + " known are " +
                      report::listed(known));
  }
  std::vector<int> kept;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (std::find(names.begin(), names.end(), known[i]) != names.end()) kept.push_back(static_cast<int>(i));
  }
  return {spec::with_properties(problem.specification(), kept), problem.setting()};
}

}  // namespace ggms::cli
