// Checkpoints of learning: a line that says what the file is, a checksum, and the state as CBOR.

#include "synth/checkpoint.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/hash.h"

namespace ggms::synth {

namespace {

using Json = nlohmann::json;

constexpr const char* kMagic = "ggms/checkpoint/2\n";
constexpr std::size_t kDigits = 16;  // of the checksum, hexadecimal

/// Finds damage, not malice; what is read is checked besides.
std::string checksum(std::string_view bytes) {
  return fmt::format("{:016x}", base::fnv1a(bytes));
}

Json pack(const model::Scenario& scenario) {
  Json rounds = Json::array();
  for (const model::RoundFaults& round : scenario.rounds) {
    Json forged = Json::array();
    for (const model::Forgery& one : round.forged) forged.push_back({one.receiver, one.sender, one.state});
    rounds.push_back({round.crashing, round.losses, round.leaving, round.block, forged});
  }
  return {scenario.initial, rounds, scenario.picked};
}

model::Scenario unpack(const Json& json) {
  model::Scenario scenario;
  json.at(0).get_to(scenario.initial);
  json.at(2).get_to(scenario.picked);
  for (const Json& round : json.at(1)) {
    model::RoundFaults& faults = scenario.rounds.emplace_back();
    round.at(0).get_to(faults.crashing);
    round.at(1).get_to(faults.losses);
    round.at(2).get_to(faults.leaving);
    round.at(3).get_to(faults.block);
    for (const Json& one : round.at(4)) faults.forged.push_back({one.at(0), one.at(1), one.at(2)});
  }
  return scenario;
}

}  // namespace

std::string identity(const model::Problem& problem, const search::Options& learning, std::uint64_t seed) {
  const model::Setting& setting = problem.setting();
  std::string text = fmt::format("{}\n{} {} {} {} {} {} seed {}\n", problem.specification().text,
                                 setting.processes, setting.rounds, setting.states, to_string(setting.faults),
                                 to_string(setting.view), to_string(setting.decide), seed);
  text += fmt::format("{} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {}", learning.dfs, learning.guided,
                      learning.scenarios, learning.simulations, learning.freeze_every, learning.resample,
                      learning.p_min, learning.diff_max, learning.c_puct, static_cast<int>(learning.unfreeze),
                      policy::to_string(learning.policy), learning.network.learning_rate,
                      learning.network.hidden, learning.steps, learning.buffer_keep, learning.keep_failed,
                      static_cast<int>(learning.validation));
  for (const search::Departure& departure : search::departures())
    text += learning.*departure.on ? " 1" : " 0";
  return text;
}

std::string write_state(const LearningState& state, const std::string& identity) {
  const Learning& learning = state.statistics.learning;
  Json json;
  json["identity"] = identity;
  json["phase"] = state.phase;
  json["failing"] = state.failing;
  json["candidates"] = state.statistics.candidates;
  json["counterexamples"] = state.statistics.counterexamples;
  json["episodes"] = learning.episodes;
  json["freezes"] = learning.freezes;
  json["unfreezes"] = learning.unfreezes;
  json["loss"] = learning.loss;
  json["lessons"] = Json::array();
  for (const Lesson& lesson : state.lessons) {
    Json scenarios = Json::array();
    for (const model::Scenario& scenario : lesson.scenarios) scenarios.push_back(pack(scenario));
    json["lessons"].push_back({Json::binary(lesson.machine), scenarios});
  }
  if (state.possible) json["possible"] = *state.possible;
  json["learner"] = Json::binary({state.learner.begin(), state.learner.end()});
  std::string body;
  Json::to_cbor(json, body);
  return kMagic + checksum(body) + "\n" + body;
}

LearningState read_state(const std::string& bytes, const std::string& identity) try {
  const std::string_view magic = kMagic;
  if (bytes.compare(0, magic.size(), magic) != 0)
    throw base::Error("no checkpoint: the file is damaged, or of another version");
  if (bytes.size() < magic.size() + kDigits + 1) throw base::Error("the checkpoint is truncated");
  const std::string body = bytes.substr(magic.size() + kDigits + 1);
  if (bytes.compare(magic.size(), kDigits + 1, checksum(body) + "\n") != 0) {
    throw base::Error("the checkpoint is truncated or damaged");
  }
  const Json json = Json::from_cbor(body);
  if (json.at("identity").get<std::string>() != identity) {
    throw base::Error("the checkpoint is of another specification, setting, seed or options");
  }
  LearningState state;
  json.at("phase").get_to(state.phase);
  json.at("failing").get_to(state.failing);
  json.at("candidates").get_to(state.statistics.candidates);
  json.at("counterexamples").get_to(state.statistics.counterexamples);
  Learning& learning = state.statistics.learning;
  json.at("episodes").get_to(learning.episodes);
  json.at("freezes").get_to(learning.freezes);
  json.at("unfreezes").get_to(learning.unfreezes);
  json.at("loss").get_to(learning.loss);
  for (const Json& packed : json.at("lessons")) {
    Lesson lesson{packed.at(0).get_binary(), {}};
    for (const Json& scenario : packed.at(1)) lesson.scenarios.push_back(unpack(scenario));
    state.lessons.push_back(std::move(lesson));
  }
  if (json.contains("possible")) state.possible = json.at("possible").get<Frozen>();
  const auto& learner = json.at("learner").get_binary();
  state.learner.assign(learner.begin(), learner.end());
  return state;
} catch (const Json::exception& error) {
  throw base::Error(std::string("the checkpoint is damaged: ") + error.what());
}

}  // namespace ggms::synth
