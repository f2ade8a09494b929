// Writes scenario files (schema ggms/scenario/1). A file has the picked processes, the crashes with the
// receivers of the last messages, the splits, the lost messages and the states in forged ones. A scenario
// lists all lost messages, whatever the reason; the file lists only those that nothing else in it explains.

#include "files/scenario.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "files/format.h"
#include "files/json.h"
#include "files/presence.h"
#include "model/fault_model.h"

namespace ggms::files {

namespace {

std::string list_of_lines(const char* key, const std::vector<std::string>& lines) {
  if (lines.empty()) return {};
  return fmt::format(",\n  \"{}\": [\n    {}\n  ]", key, fmt::join(lines, ",\n    "));
}

std::vector<int> one_based(std::vector<int> processes) {
  for (int& p : processes) ++p;
  return processes;
}

}  // namespace

std::string write_scenario(const model::Scenario& scenario, const model::Problem& problem) {
  const int n = problem.setting().processes;
  std::vector<std::string> initial;
  for (const int value : scenario.initial) initial.push_back(Json(problem.state_name(0, value)).dump());
  std::vector<std::string> picked, crashing, splits, losses, forged;
  for (int p = 0; p < n; ++p) {
    if (scenario.role(p) == model::kNotPicked) continue;
    picked.push_back(fmt::format("{{\"process\": {}, \"as\": \"{}\"}}", p + 1,
                                 model::kFaultModels[scenario.role(p) - 1U]->word));
  }
  const Presence presence(scenario);
  for (std::size_t r = 0; r < scenario.rounds.size(); ++r) {
    const model::RoundFaults& faults = scenario.rounds[r];
    const auto is_lost = [&](int receiver, int sender) {
      return std::binary_search(faults.losses.begin(), faults.losses.end(), std::pair(receiver, sender));
    };
    const auto crash = [&](int p, bool late) {
      std::vector<int> reached;
      for (int receiver = 0; receiver < n; ++receiver) {
        if (receiver != p && presence.moves(r, receiver) && !is_lost(receiver, p))
          reached.push_back(receiver);
      }
      crashing.push_back(fmt::format("{{\"process\": {}, \"round\": {}, \"reaches\": [{}]{}}}", p + 1, r + 1,
                                     fmt::join(one_based(reached), ", "), late ? ", \"late\": true" : ""));
    };
    for (const int p : faults.crashing) crash(p, false);
    for (const int p : faults.leaving) crash(p, true);
    if (!faults.block.empty()) {
      splits.push_back(
          fmt::format("{{\"round\": {}, \"block\": [{}]}}", r + 1, fmt::join(one_based(faults.block), ", ")));
    }
    for (const auto& [receiver, sender] : faults.losses) {
      if (crashes(faults, sender) || are_apart(faults, receiver, sender) ||
          !model::Adversary::has_state(scenario.role(sender)))
        continue;
      losses.push_back(
          fmt::format("{{\"round\": {}, \"from\": {}, \"to\": {}}}", r + 1, sender + 1, receiver + 1));
    }
    for (const model::Forgery& forgery : faults.forged) {
      forged.push_back(fmt::format("{{\"round\": {}, \"from\": {}, \"to\": {}, \"says\": {}}}", r + 1,
                                   forgery.sender + 1, forgery.receiver + 1,
                                   Json(problem.state_name(static_cast<int>(r), forgery.state)).dump()));
    }
  }
  std::string text = fmt::format("{{\n  \"schema\": \"{}\",\n  \"initial\": [{}]", kScenarioSchema,
                                 fmt::join(initial, ", "));
  text += list_of_lines("picked", picked);
  text += crashing.empty() ? ",\n  \"crashes\": []" : list_of_lines("crashes", crashing);
  text += list_of_lines("splits", splits);
  text += list_of_lines("losses", losses);
  text += list_of_lines("forged", forged);
  return text + "\n}\n";
}

}  // namespace ggms::files
