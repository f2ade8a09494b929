// The object of `ggms bench --format json`: per setting the results of each engine, and every run.

#include <nlohmann/json.hpp>

#include "report/bench/table1.h"
#include "report/bench/table1_paper.h"
#include "report/envelope_json.h"

namespace ggms::report {

namespace {

using Json = nlohmann::ordered_json;

Json ours_object(const BenchCell& cell) {
  Json object = {{"runs", cell.finished}, {"found", cell.succeeded}};
  if (cell.succeeded == 0) return object;
  object["average_seconds"] = cell.average;
  object["min_seconds"] = cell.min;
  object["max_seconds"] = cell.max;
  return object;
}

Json paper_object(const PaperCell& cell) {
  Json object = {{"success_percent", cell.success}};
  if (cell.success == 0) return object;
  object["average_minutes"] = cell.average;
  object["min_minutes"] = cell.min;
  object["max_minutes"] = cell.max;
  return object;
}

Json row_object(const Table1& table, const std::string& setting) {
  Json ours = Json::object();
  for (const std::string& engine : table.engines) ours[engine] = ours_object(cell_of(table, setting, engine));
  Json paper = Json::object();
  for (std::size_t k = 0; k < kPaperEngines.size(); ++k)
    paper[kPaperEngines[k].name] = paper_object(table1_row(setting).paper[k]);
  return {{"setting", setting}, {"here", std::move(ours)}, {"paper", std::move(paper)}};
}

}  // namespace

std::string table1_json(const Table1& table, const Envelope& envelope) {
  Json object = {{"schema", "ggms/bench/1"}, {"verdict", table.all_found() ? "found" : "unknown"}};
  if (table.interrupted) object["reason"] = "interrupted";
  object["table"] = "table1";
  object["seed"] = envelope.seed;
  object["version"] = envelope.version;
  object["seconds"] = envelope.seconds;
  object["timeout"] = table.timeout;
  object["planned"] = table.planned();
  object["rows"] = Json::array();
  for (const std::string& setting : table.settings) object["rows"].push_back(row_object(table, setting));
  object["runs"] = Json::array();
  for (const jobs::Result& run : table.finished)
    object["runs"].push_back(Json::parse(jobs::result_line(run)));
  add_outputs(object, envelope);
  return object.dump(2) + "\n";
}

}  // namespace ggms::report
