// The lines of a results file: one JSON object for each finished run, so that a benchmark that ends early
// loses one run at most. A line without an end was being written when that happened; it is not read.

#include "report/bench_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/error.h"

namespace ggms::report {

namespace {

using Json = nlohmann::ordered_json;

/// How every line begins, so that a cut one can be told from a line of something else.
constexpr std::string_view kLineStart = R"({"schema":"ggms/bench-run/1",)";

double engine_seconds_of(const Json& answer) {
  double seconds = 0;
  for (const Json& attempt : answer.at("attempts")) seconds += attempt.at("seconds").get<double>();
  return seconds;
}

BenchRun read_line(const std::string& line) {
  const Json object = Json::parse(line);
  BenchRun run;
  run.plan.setting = object.at("setting");
  run.plan.engine = object.at("engine");
  run.plan.seed = object.at("seed");
  run.plan.timeout = object.at("timeout");
  run.plan.options = object.at("options").get<std::vector<std::string>>();
  run.plan.version = object.at("version");
  run.verdict = object.at("verdict");
  run.reason = object.value("reason", "");
  run.spec_digest = object.value("spec_digest", "");  // older results files have none
  run.seconds = object.at("seconds");
  run.engine_seconds = object.at("engine_seconds");
  run.stats = object.at("stats").dump();
  return run;
}

/// Whether `text` begins as a line does, as far as it goes.
bool begins_like_a_line(std::string_view text) {
  const std::size_t size = std::min(text.size(), kLineStart.size());
  return text.substr(0, size) == kLineStart.substr(0, size);
}

[[noreturn]] void refuse(const std::string& path, int line) {
  throw base::Error(path, line, 1, "is no line of a results file of ggms bench; name another file");
}

}  // namespace

std::string BenchPlan::name() const {
  return fmt::format("{}, {}, seed {}", setting, engine, seed);
}

bool read_synth_answer(const std::string& text, BenchRun& run) {
  try {
    const Json answer = Json::parse(text);
    BenchRun read = run;
    read.verdict = answer.at("verdict");
    read.reason = answer.value("reason", "");
    read.spec_digest = answer.value("spec_digest", "");
    read.engine_seconds = engine_seconds_of(answer);
    read.stats = answer.at("stats").dump();
    run = read;
    return true;
  } catch (const Json::exception&) {
    return false;
  }
}

std::string bench_line(const BenchRun& run) {
  Json object = {{"schema", "ggms/bench-run/1"}, {"setting", run.plan.setting}};
  object["engine"] = run.plan.engine;
  object["seed"] = run.plan.seed;
  object["verdict"] = run.verdict;
  if (!run.reason.empty()) object["reason"] = run.reason;
  if (!run.spec_digest.empty()) object["spec_digest"] = run.spec_digest;
  object["seconds"] = run.seconds;
  object["engine_seconds"] = run.engine_seconds;
  object["timeout"] = run.plan.timeout;
  object["options"] = run.plan.options;
  object["version"] = run.plan.version;
  object["stats"] = Json::parse(run.stats);
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

BenchResults read_bench_results(const std::string& text, const std::string& path) {
  BenchResults results;
  int number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    ++number;
    const std::size_t end = text.find('\n', begin);
    const std::string line = text.substr(begin, end - begin);
    if (!begins_like_a_line(line)) refuse(path, number);
    if (end == std::string::npos) break;
    try {
      results.runs.push_back(read_line(line));
    } catch (const Json::exception&) {
      refuse(path, number);
    }
    begin = end + 1;
  }
  results.whole_lines = text.substr(0, text.rfind('\n') + 1);
  return results;
}

}  // namespace ggms::report
