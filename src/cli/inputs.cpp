// Protocols as commands take them: from a file, and in other circumstances than they were made for.

#include "cli/inputs.h"

#include "base/error.h"
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

model::Protocol load_protocol(const std::string& path) {
  return model::read_protocol(read_file(path), path);
}

model::Problem changed_problem(const model::Protocol& protocol, const std::optional<spec::Spec>& spec,
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

}  // namespace ggms::cli
