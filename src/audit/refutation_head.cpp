// Reads the first file of a certificate that claims that there is no protocol: the problem, and the facts
// that its configurations carry.
#include "audit/refutation_head.h"

#include <algorithm>

#include <fmt/format.h>

#include "audit/claim.h"
#include "audit/json.h"
#include "base/error.h"

namespace ggms::audit {

RefutationHead read_refutation_head(const std::string& text, const std::string& file_name) {
  if (read_claim(text, file_name) != Claim::kInfeasible)
    throw base::Error(file_name + ": claims that a protocol was found");
  const Json json = parse_json(text, file_name);
  const Place top(json, file_name);
  RefutationHead head;
  read_problem(top, head.protocol);
  if (std::max(head.protocol.decisions.size(), head.protocol.broadcast.size()) > kMostValues)
    throw base::Error(fmt::format("{}: more than {} decisions or states", file_name, kMostValues));
  const Place states = top.member("states");
  head.any_states = states.text() == "any number";
  if (!head.any_states && states.text() != "as in the setting")
    states.fail("must be \"any number\" or \"as in the setting\"");
  const Place carried = top.member("carried");
  if (!carried.value().is_array()) carried.fail("must be a list");
  for (std::size_t i = 0; i < carried.value().size(); ++i) {
    const Place item = carried.item(i);
    if (item.text() == "lost") {
      head.carried.lost = true;
    } else if (item.text() == "connected") {
      head.carried.connected = true;
    } else if (item.text() == "decided-by") {
      head.carried.decided_by = true;
    } else {
      item.fail("is none of lost, connected, decided-by");
    }
  }
  return head;
}

}  // namespace ggms::audit
