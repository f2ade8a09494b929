// Protocols with an entry for every vector that a process could receive under any adversary. A file that has
// them all, and says rightly which of them an execution needs, stays as it is.

#include "api/completion.h"

#include <utility>

#include "verify/completion.h"

namespace ggms::api {

Completion complete(files::Protocol protocol, const std::string& original, base::Stop& stop,
                    base::Phases& time) {
  const base::Booked completing(time, "completing");
  verify::Completion filled = verify::complete(protocol.problem, protocol.machine, protocol.unneeded, stop);
  Completion answer{std::move(filled.check), to_string(stop.reason()), std::move(protocol), 0, ""};
  if (!filled.machine) return answer;

  files::Protocol& total = answer.protocol;
  const auto before = total.machine.entries(stop);
  const auto after = filled.machine->entries(stop);
  if (total.unneeded == filled.unneeded && before == after) {
    answer.text = original;
    return answer;
  }
  answer.added = after.size() - before.size();
  total.machine = std::move(*filled.machine);
  total.unneeded = std::move(filled.unneeded);
  total.verified = {answer.check.total_configurations(), answer.check.transitions};
  answer.text = files::write_protocol(total, stop);
  return answer;
}

}  // namespace ggms::api
