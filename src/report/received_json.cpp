// Writes a table entry's received vector as JSON.

#include "report/received_json.h"

#include <nlohmann/json.hpp>

#include "model/vectors.h"

namespace ggms::report {

nlohmann::ordered_json received_value(const model::Problem& problem, const model::Entry& entry) {
  const model::Setting& setting = problem.setting();
  const model::Received received = model::Keys(setting, entry.round).decode(entry.key);
  nlohmann::ordered_json value;
  for (const int state : received.by_sender) {
    value.push_back(state == model::Received::kLost ? model::kLostName
                                                    : problem.state_name(entry.round - 1, state));
  }
  const int letters = setting.alphabet(entry.round - 1);
  for (std::size_t state = 0; state < received.counts.size(); ++state) {
    if (received.counts[state] == 0) continue;
    const bool is_lost = static_cast<int>(state) == letters;
    value[is_lost ? model::kLostName : problem.state_name(entry.round - 1, static_cast<int>(state))] =
        received.counts[state];
  }
  return value;
}

}  // namespace ggms::report
