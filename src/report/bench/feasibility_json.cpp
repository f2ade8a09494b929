// The object of `ggms bench feasibility --format json`: per theorem its settings, with the answers of the
// theory and of the engine.

#include <nlohmann/json.hpp>

#include "report/bench/feasibility.h"
#include "report/envelope_json.h"

namespace ggms::report {

namespace {

using Json = nlohmann::ordered_json;

const char* word_of(Theory theory) {
  return theory == Theory::kFeasible ? "feasible" : "infeasible";
}

const char* word_of(Agreement agreement) {
  switch (agreement) {
    case Agreement::kAgrees:
      return "agrees";
    case Agreement::kContradicts:
      return "contradicts";
    case Agreement::kUndecided:
      break;
  }
  return "unknown";
}

Json setting_object(const FeasibilityCell& cell) {
  Json object = {{"processes", cell.processes}, {"rounds", cell.rounds}};
  object["states"] = nullptr;
  if (cell.states != FeasibilityCell::kAnyStates) object["states"] = cell.states;
  object["faults"] = cell.faults;
  object["view"] = cell.view;
  object["decide"] = cell.decide;
  return object;
}

Json cell_object(const FeasibilityCell& cell, const jobs::Result* run) {
  Json object = {{"spec", cell.spec}, {"setting", setting_object(cell)}};
  object["theory"] = word_of(cell.theory);
  object["expected"] = word_of(cell.expected());
  object["few_states"] = cell.few_states;
  object["note"] = cell.note;
  object["verdict"] = nullptr;
  object["agreement"] = word_of(agreement_of(cell, run));
  if (run == nullptr) return object;
  object["verdict"] = run->verdict;
  if (!run->reason.empty()) object["reason"] = run->reason;
  if (!run->spec_digest.empty()) object["spec_digest"] = run->spec_digest;
  object["seconds"] = run->seconds;
  return object;
}

}  // namespace

std::string feasibility_json(const Feasibility& table, const Envelope& envelope) {
  Json object = {{"schema", "ggms/bench/1"}, {"verdict", word_of(agreement_of(table))}};
  if (table.interrupted) object["reason"] = "interrupted";
  object["table"] = "feasibility";
  object["seed"] = envelope.seed;
  object["version"] = envelope.version;
  object["seconds"] = envelope.seconds;
  object["timeout"] = table.timeout;
  object["planned"] = table.planned();
  object["rows"] = Json::array();
  for (const std::string& name : table.rows) {
    const FeasibilityRow& row = feasibility_row(name);
    Json cells = Json::array();
    for (const FeasibilityCell& cell : row.cells) cells.push_back(cell_object(cell, run_of(table, cell)));
    object["rows"].push_back(
        {{"name", row.name}, {"theorem", row.theorem}, {"source", row.source}, {"cells", std::move(cells)}});
  }
  object["runs"] = Json::array();
  for (const jobs::Result& run : table.finished)
    object["runs"].push_back(Json::parse(jobs::result_line(run)));
  add_outputs(object, envelope);
  return object.dump(2) + "\n";
}

}  // namespace ggms::report
