// Makes the JSON objects of the commands that answer without a search: show, complete, simulate, export.

#include "report/answers_json.h"
#include "files/scenario.h"

#include <nlohmann/json.hpp>

#include "report/envelope_json.h"

namespace ggms::report {

namespace {

using Json = nlohmann::ordered_json;

/// The name of a value; null if there is no value.
Json name_of(const std::vector<std::string>& values, int value) {
  return value == spec::Observation::kNone ? Json(nullptr) : Json(values[static_cast<std::size_t>(value)]);
}

Json process_list(const model::Problem& problem, const model::Execution& execution) {
  Json list = Json::array();
  const spec::Spec& spec = problem.specification();
  for (std::size_t p = 0; p < execution.outcome.processes.size(); ++p) {
    const spec::Observation& seen = execution.outcome.processes[p];
    list.push_back(
        {{"process", p + 1},
         {"initial", name_of(spec.initial, seen.initial)},
         {"decision", name_of(spec.decisions, seen.decision)},
         {"decided_in", seen.decision == spec::Observation::kNone ? Json(nullptr) : Json(seen.decided_in)},
         {"correct", seen.correct}});
  }
  return list;
}

/// [boundary][process], null for a process that has none.
Json state_list(const model::Problem& problem, const model::Execution& execution) {
  Json boundaries = Json::array();
  for (std::size_t boundary = 0; boundary < execution.states.size(); ++boundary) {
    Json row = Json::array();
    for (const int state : execution.states[boundary]) {
      row.push_back(state == model::Execution::kAbsent
                        ? Json(nullptr)
                        : Json(problem.state_name(static_cast<int>(boundary), state)));
    }
    boundaries.push_back(std::move(row));
  }
  return boundaries;
}

std::string finished(Json& object, const Envelope& envelope) {
  add_outputs(object, envelope);
  return object.dump(2) + "\n";
}

}  // namespace

std::string show_json(const files::Protocol& protocol, const Envelope& envelope) {
  const Json file = Json::parse(files::write_protocol(protocol));
  Json object = answer_head("ggms/show/1", "", "", protocol.problem.specification(),
                            protocol.problem.setting(), envelope);
  if (file.contains("found")) object["found"] = file.at("found");
  object["entries"] = protocol.machine.entries().size();
  object["transitions"] = file.at("transitions");
  return finished(object, envelope);
}

std::string complete_json(const files::Protocol& protocol, std::size_t added,
                          const std::optional<std::string>& text, const Envelope& envelope) {
  Json object = answer_head("ggms/complete/1", "completed", "", protocol.problem.specification(),
                            protocol.problem.setting(), envelope);
  object["entries"] = protocol.machine.entries().size();
  object["added"] = added;
  object["unneeded"] = protocol.unneeded.size();
  if (text) object["protocol"] = Json::parse(*text);
  return finished(object, envelope);
}

std::string not_completed_json(const model::Problem& problem, const verify::Check& check,
                               const std::string& why_unknown, const Envelope& envelope) {
  const bool violated = check.verdict == verify::Verdict::kViolated;
  Json object = answer_head("ggms/complete/1", violated ? "violated" : "unknown", why_unknown,
                            problem.specification(), problem.setting(), envelope);
  if (violated) {
    const verify::Violation& violation = check.violations.at(0);
    object["property"] = verify::name_of(problem, violation);
    object["scenario"] = Json::parse(files::write_scenario(violation.scenario, problem));
  }
  return finished(object, envelope);
}

std::string simulate_json(const model::Problem& problem, const model::Scenario& scenario,
                          const model::Execution& execution, std::optional<int> broken,
                          const Envelope& envelope) {
  Json object = answer_head("ggms/simulate/1", broken ? "violated" : "satisfied", "", problem.specification(),
                            problem.setting(), envelope);
  if (broken) object["property"] = verify::name_of(problem, {*broken, scenario});
  object["scenario"] = Json::parse(files::write_scenario(scenario, problem));
  object["states"] = state_list(problem, execution);
  object["processes"] = process_list(problem, execution);
  return finished(object, envelope);
}

std::string export_json(const model::Problem& problem, const std::string& format,
                        const std::optional<std::string>& text, const Envelope& envelope) {
  Json object = answer_head("ggms/export/1", "", "", problem.specification(), problem.setting(), envelope);
  object["format"] = format;
  if (text) object["text"] = *text;
  return finished(object, envelope);
}

}  // namespace ggms::report
