// Writes and reads the lines of a results file: one JSON object for each finished job, so that an
// interruption loses one job at most. A last line without a line's end was cut off by an interruption; the
// reader drops it.

#include "jobs/result.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/error.h"

namespace ggms::jobs {

namespace {

using Json = nlohmann::ordered_json;

/// The beginning of every line, by which the reader tells a cut line from a line of another kind of file.
constexpr std::string_view kLineStart = R"({"schema":"ggms/bench-run/1",)";

double engine_seconds_of(const Json& answer) {
  double seconds = 0;
  for (const Json& attempt : answer.at("attempts")) seconds += attempt.at("seconds").get<double>();
  return seconds;
}

Result read_line(const std::string& line) {
  const Json object = Json::parse(line);
  Result result;
  result.plan.setting = object.at("setting");
  result.plan.engine = object.at("engine");
  result.plan.seed = object.at("seed");
  result.plan.timeout = object.at("timeout");
  result.plan.options = object.at("options").get<std::vector<std::string>>();
  result.plan.version = object.at("version");
  result.verdict = object.at("verdict");
  result.reason = object.value("reason", "");
  result.spec_digest = object.value("spec_digest", "");  // older results files lack this
  result.seconds = object.at("seconds");
  result.engine_seconds = object.at("engine_seconds");
  result.stats = object.at("stats").dump();
  return result;
}

/// Whether `text` begins as a line does, as far as it goes.
bool begins_like_a_line(std::string_view text) {
  const std::size_t size = std::min(text.size(), kLineStart.size());
  return text.substr(0, size) == kLineStart.substr(0, size);
}

[[noreturn]] void refuse(const std::string& path, int line) {
  throw base::Error(path, line, 1, "is not a line of a results file of ggms bench; name another file");
}

}  // namespace

bool read_synth_answer(const std::string& text, Result& result) {
  try {
    const Json answer = Json::parse(text);
    Result read = result;
    read.verdict = answer.at("verdict");
    read.reason = answer.value("reason", "");
    read.spec_digest = answer.value("spec_digest", "");
    read.engine_seconds = engine_seconds_of(answer);
    read.stats = answer.at("stats").dump();
    result = read;
    return true;
  } catch (const Json::exception&) {
    return false;
  }
}

std::string result_line(const Result& result) {
  Json object = {{"schema", "ggms/bench-run/1"}, {"setting", result.plan.setting}};
  object["engine"] = result.plan.engine;
  object["seed"] = result.plan.seed;
  object["verdict"] = result.verdict;
  if (!result.reason.empty()) object["reason"] = result.reason;
  if (!result.spec_digest.empty()) object["spec_digest"] = result.spec_digest;
  object["seconds"] = result.seconds;
  object["engine_seconds"] = result.engine_seconds;
  object["timeout"] = result.plan.timeout;
  object["options"] = result.plan.options;
  object["version"] = result.plan.version;
  object["stats"] = Json::parse(result.stats);
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

ReadResults read_results(const std::string& text, const std::string& path) {
  ReadResults read;
  int number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    ++number;
    const std::size_t end = text.find('\n', begin);
    const std::string line = text.substr(begin, end - begin);
    if (!begins_like_a_line(line)) refuse(path, number);
    if (end == std::string::npos) break;
    try {
      read.results.push_back(read_line(line));
    } catch (const Json::exception&) {
      refuse(path, number);
    }
    begin = end + 1;
  }
  read.whole_lines = text.substr(0, text.rfind('\n') + 1);
  return read;
}

}  // namespace ggms::jobs
