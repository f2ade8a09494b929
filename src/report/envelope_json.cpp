// The parts that all answers under --json share: their first members, and the lists of written files and of
// errors.

#include "report/envelope_json.h"

#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "base/text.h"

namespace ggms::report {

namespace {

nlohmann::ordered_json printable_list(const std::vector<std::string>& texts) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const std::string& text : texts) list.push_back(base::printable(text));
  return list;
}

}  // namespace

nlohmann::ordered_json setting_object(const model::Setting& setting) {
  return {{"processes", setting.processes},
          {"rounds", setting.rounds},
          {"states", setting.states},
          {"faults", model::to_string(setting.faults)},
          {"view", model::to_string(setting.view)},
          {"decide", model::to_string(setting.decide)}};
}

nlohmann::ordered_json answer_head(const char* schema, const std::string& verdict,
                                   const std::string& why_unknown, const spec::Spec& spec,
                                   const model::Setting& setting, const Envelope& envelope) {
  nlohmann::ordered_json object = {{"schema", schema}};
  if (!verdict.empty()) object["verdict"] = verdict;
  if (!why_unknown.empty()) object["reason"] = why_unknown;
  object["spec"] = spec.name;
  object["spec_digest"] = base::sha256(spec.text);
  object["setting"] = setting_object(setting);
  object["seed"] = envelope.seed;
  object["version"] = envelope.version;
  object["seconds"] = envelope.seconds;
  add_phases(object, envelope.time);
  return object;
}

void add_phases(nlohmann::ordered_json& object, const base::Phases& time) {
  if (time.list().empty()) return;
  nlohmann::ordered_json& list = object["phases"] = nlohmann::ordered_json::array();
  for (const base::Phases::Phase& phase : time.list())
    list.push_back({{"name", phase.name}, {"seconds", phase.seconds}});
}

void add_outputs(nlohmann::ordered_json& object, const Envelope& envelope) {
  object["paths"] = printable_list(envelope.paths);
  if (!envelope.errors.empty()) object["errors"] = printable_list(envelope.errors);
}

}  // namespace ggms::report
