// Scenario files (schema ggms/scenario/1). A file says who crashes when and whom its last messages reach; a
// scenario notes the messages that are lost. A message to a process that is down, or that goes down in the
// same round, is neither: it makes no difference.

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/error.h"
#include "model/json_file.h"
#include "model/protocol.h"
#include "model/protocol_format.h"

namespace ggms::model {

namespace {

constexpr int kNever = 0;  // in place of the round of a crash

/// Per process, the round in which it crashes.
std::vector<int> crash_rounds(const Scenario& scenario, int processes) {
  std::vector<int> rounds(static_cast<std::size_t>(processes), kNever);
  for (std::size_t round = 0; round < scenario.rounds.size(); ++round) {
    for (const int p : scenario.rounds[round].crashing) {
      rounds[static_cast<std::size_t>(p)] = static_cast<int>(round) + 1;
    }
  }
  return rounds;
}

/// Whether a process moves in the round: it crashes later, if at all.
bool moves(int crash_round, int round) {
  return crash_round == kNever || crash_round > round;
}

/// Calls visit(receiver) for everybody who would notice whether the message that `sender` sends in `round`
/// arrives.
template <class Visit>
void for_each_witness(const std::vector<int>& crash_rounds, int sender, int round, const Visit& visit) {
  for (std::size_t receiver = 0; receiver < crash_rounds.size(); ++receiver) {
    if (static_cast<int>(receiver) != sender && moves(crash_rounds[receiver], round))
      visit(static_cast<int>(receiver));
  }
}

/// One entry of "crashes".
struct Crash {
  int process = 0;  // 0-based
  int round = 0;
  std::set<int> reaches;  // 0-based
};

/// A fault that is silently ignored would be another scenario: unknown members are errors.
template <std::size_t kSize>
void require_only(const JsonPlace& place, const std::array<std::string_view, kSize>& keys) {
  for (const auto& [key, value] : place.object().items()) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
      place.fail(fmt::format("unknown member {}: expected {}", in_quotes(key), fmt::join(keys, ", ")));
    }
  }
}

int read_process(const JsonPlace& place, const Setting& setting) {
  return static_cast<int>(place.integer(1, setting.processes)) - 1;
}

std::vector<int> read_initial(const JsonPlace& place, const Problem& problem) {
  const std::vector<std::string>& values = problem.specification().initial;
  if (place.size() != static_cast<std::size_t>(problem.setting().processes)) {
    place.fail(fmt::format("it has {} values, but there are {} processes", place.size(),
                           problem.setting().processes));
  }
  std::vector<int> initial;
  for (std::size_t i = 0; i < place.size(); ++i) {
    const JsonPlace item = place.item(i);
    const auto found = std::find(values.begin(), values.end(), item.text());
    if (found == values.end()) {
      item.fail(
          fmt::format("{} is not an initial value: expected {}", in_quotes(item.text()), listed(values)));
    }
    initial.push_back(static_cast<int>(found - values.begin()));
  }
  return initial;
}

Crash read_crash(const JsonPlace& place, const Setting& setting) {
  require_only<3>(place, {"process", "round", "reaches"});
  Crash crash;
  crash.process = read_process(place.member("process"), setting);
  crash.round = static_cast<int>(place.member("round").integer(1, setting.rounds));
  if (const auto reaches = place.optional_member("reaches")) {
    for (std::size_t i = 0; i < reaches->size(); ++i) {
      const JsonPlace item = reaches->item(i);
      const int receiver = read_process(item, setting);
      if (receiver == crash.process)
        item.fail("this is the process that crashes: list the others that it reaches");
      if (!crash.reaches.insert(receiver).second)
        item.fail(fmt::format("process {} is listed twice", receiver + 1));
    }
  }
  return crash;
}

std::vector<Crash> read_crashes(const JsonPlace& place, const Setting& setting) {
  std::vector<Crash> crashes;
  std::set<int> crashed;
  for (std::size_t i = 0; i < place.size(); ++i) {
    const JsonPlace item = place.item(i);
    crashes.push_back(read_crash(item, setting));
    if (!crashed.insert(crashes.back().process).second) {
      item.fail(fmt::format("process {} crashes twice", crashes.back().process + 1));
    }
  }
  return crashes;
}

}  // namespace

std::string write_scenario(const Scenario& scenario, const Problem& problem) {
  const std::vector<int> rounds = crash_rounds(scenario, problem.setting().processes);
  std::vector<std::string> initial;
  for (const int value : scenario.initial) initial.push_back(Json(problem.state_name(0, value)).dump());
  std::vector<std::string> crashes;
  for (std::size_t i = 0; i < scenario.rounds.size(); ++i) {
    const RoundFaults& faults = scenario.rounds[i];
    const int round = static_cast<int>(i) + 1;
    for (const int p : faults.crashing) {
      std::vector<int> reached;  // 1-based
      for_each_witness(rounds, p, round, [&](int receiver) {
        const std::pair<int, int> link{receiver, p};
        if (!std::binary_search(faults.losses.begin(), faults.losses.end(), link))
          reached.push_back(receiver + 1);
      });
      crashes.push_back(fmt::format("    {{\"process\": {}, \"round\": {}, \"reaches\": [{}]}}", p + 1, round,
                                    fmt::join(reached, ", ")));
    }
  }
  const std::string lines = crashes.empty() ? "[]" : fmt::format("[\n{}\n  ]", fmt::join(crashes, ",\n"));
  return fmt::format("{{\n  \"schema\": \"{}\",\n  \"initial\": [{}],\n  \"crashes\": {}\n}}\n",
                     kScenarioSchema, fmt::join(initial, ", "), lines);
}

Scenario read_scenario(const std::string& text, const std::string& file, const Problem& problem) {
  const Setting& setting = problem.setting();
  const Json root = parse_json(text, file);
  const JsonPlace top(root, file);
  require_schema(top, kScenarioSchema);
  require_only<3>(top, {"schema", "initial", "crashes"});
  Scenario scenario;
  scenario.initial = read_initial(top.member("initial"), problem);
  scenario.rounds.resize(static_cast<std::size_t>(setting.rounds));
  std::vector<Crash> crashes;
  if (const auto place = top.optional_member("crashes")) crashes = read_crashes(*place, setting);
  for (const Crash& crash : crashes) {
    scenario.rounds[static_cast<std::size_t>(crash.round - 1)].crashing.push_back(crash.process);
  }
  const std::vector<int> rounds = crash_rounds(scenario, setting.processes);
  for (const Crash& crash : crashes) {
    auto& losses = scenario.rounds[static_cast<std::size_t>(crash.round - 1)].losses;
    for_each_witness(rounds, crash.process, crash.round, [&](int receiver) {
      if (!crash.reaches.contains(receiver)) losses.emplace_back(receiver, crash.process);
    });
  }
  for (RoundFaults& faults : scenario.rounds) {
    std::sort(faults.crashing.begin(), faults.crashing.end());
    std::sort(faults.losses.begin(), faults.losses.end());
  }
  try {
    validate(scenario, setting);
  } catch (const base::Error& error) {
    throw base::Error(file + ": " + error.what());
  }
  return scenario;
}

}  // namespace ggms::model
