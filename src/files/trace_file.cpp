// Trace files: the states of trace.h in the Informal Trace Format (ADR-015 of Apalache). The reader takes the
// adversary's actions from the states, replays them, and compares everything else. So it finds a file that
// contradicts itself or the machine, and names the place.

#include "files/trace_file.h"

#include <algorithm>

#include "base/error.h"
#include "files/itf.h"
#include "files/quoted.h"
#include "files/trace.h"

namespace ggms::files {

namespace {

constexpr const char* kTraceSchema = "ggms/trace/1";
constexpr const char* kFormatUrl = "https://apalache-mc.org/docs/adr/015adr-trace.html";
constexpr const char* kMeta = "#meta";
constexpr const char* kVars = "vars";

std::vector<std::string> variable_names() {
  std::vector<std::string> names;
  for_each_variable([&](const char* name, const char*, auto) { names.emplace_back(name); });
  return names;
}

/// The parts of a variable that can differ, by their place in it: "[2][1]" -> "\"a\"".
using Parts = std::map<std::string, std::string>;

std::string key_text(int key) {
  return std::to_string(key);
}
std::string key_text(const Message& message) {
  return fmt::format("{}, {}", message.first, message.second);
}

void add_parts(const std::string& where, int value, Parts& parts) {
  parts[where] = std::to_string(value);
}
void add_parts(const std::string& where, const std::string& value, Parts& parts) {
  parts[where] = in_quotes(value);
}
template <class T>
void add_parts(const std::string& where, const std::set<T>& set, Parts& parts) {
  for (const T& item : set) parts[fmt::format("{}[{}]", where, key_text(item))] = "a member";
}
template <class K, class V>
void add_parts(const std::string& where, const std::map<K, V>& map, Parts& parts) {
  for (const auto& [key, value] : map) add_parts(fmt::format("{}[{}]", where, key_text(key)), value, parts);
}

/// Throws if a variable differs from what it has to be; names the first part that differs.
void require_same(const std::string& where, const Parts& found, const Parts& needed) {
  const auto [f, e] = std::mismatch(found.begin(), found.end(), needed.begin(), needed.end());
  if (f == found.end() && e == needed.end()) return;
  constexpr const char* kRun = "when this protocol runs with the trace's faults";
  if (e == needed.end() || (f != found.end() && f->first < e->first))
    throw base::Error(fmt::format("{}{} is {}, but is not there {}", where, f->first, f->second, kRun));
  if (f == found.end() || e->first < f->first)
    throw base::Error(fmt::format("{}{} is missing, but is {} {}", where, e->first, e->second, kRun));
  throw base::Error(fmt::format("{}{} is {}, but is {} {}", where, f->first, f->second, e->second, kRun));
}

void require_same(const std::vector<TraceState>& found, const std::vector<TraceState>& needed) {
  for (std::size_t i = 0; i < std::min(found.size(), needed.size()); ++i) {
    for_each_variable([&](const char* name, const char*, auto member) {
      Parts of_found;
      Parts of_needed;
      add_parts("", found[i].*member, of_found);
      add_parts("", needed[i].*member, of_needed);
      require_same(fmt::format("states[{}].{}", i, name), of_found, of_needed);
    });
  }
  if (found.size() != needed.size())
    throw base::Error(
        fmt::format("states: these are {}, but a run of this protocol with the trace's faults has {}",
                    found.size(), needed.size()));
}

TraceState read_state(const JsonPlace& place, const model::Setting& setting) {
  const std::vector<std::string> names = variable_names();
  for (const auto& [key, value] : place.object().items()) {
    if (key != kMeta && std::find(names.begin(), names.end(), key) == names.end())
      place.fail(fmt::format("unknown variable {}: expected {}", in_quotes(key), listed(names)));
  }
  TraceState state;
  const ItfReader of_processes(1, setting.processes);
  for_each_variable([&](const char* name, const char*, auto member) {
    const JsonPlace value = place.member(name);
    if constexpr (std::is_same_v<decltype(member), int TraceState::*>) {
      ItfReader(0, setting.rounds).read(value, state.*member);
    } else {
      of_processes.read(value, state.*member);
    }
  });
  return state;
}

void require_variables(const JsonPlace& place) {
  const std::vector<std::string> names = variable_names();
  std::set<std::string> given;
  for (std::size_t i = 0; i < place.size(); ++i) {
    const JsonPlace item = place.item(i);
    if (std::find(names.begin(), names.end(), item.text()) == names.end())
      item.fail(fmt::format("unknown variable {}: expected {}", in_quotes(item.text()), listed(names)));
    if (!given.insert(item.text()).second) item.fail("it is listed twice");
  }
  for (const std::string& name : names) {
    if (!given.contains(name)) place.fail(fmt::format("the variable \"{}\" is missing", name));
  }
}

std::vector<TraceState> read_states(const JsonPlace& top, const model::Setting& setting) {
  for (const auto& [key, value] : top.object().items()) {
    if (key != kMeta && key != kVars && key != "states")
      top.fail(
          fmt::format("unknown member {}: expected \"{}\", \"vars\", \"states\"", in_quotes(key), kMeta));
  }
  const JsonPlace variables = top.member(kVars);
  require_variables(variables);
  const JsonPlace list = top.member("states");
  const auto most = static_cast<std::size_t>(setting.rounds) + 1;
  if (list.size() == 0 || list.size() > most)
    list.fail(fmt::format("expected 1 to {} states, found {}", most, list.size()));
  std::vector<TraceState> states;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const JsonPlace item = list.item(i);
    states.push_back(read_state(item, setting));
  }
  return states;
}

std::optional<std::string> broken_of(const JsonPlace& top) {
  const auto meta = top.optional_member(kMeta);
  const auto broken = meta ? meta->optional_member("violated") : std::nullopt;
  return broken ? std::optional(broken->text()) : std::nullopt;
}

/// A file may describe a split by either of its blocks; uses the block of the scenario.
void use_canonical_blocks(std::vector<TraceState>& states, const model::Scenario& scenario) {
  for (std::size_t i = 1; i < states.size(); ++i) {
    states[i].split.clear();
    for (const int p : scenario.rounds[i - 1].block) states[i].split.insert(p + 1);
  }
}

}  // namespace

std::string write_trace(const model::Problem& problem, const model::Machine& machine,
                        const model::Scenario& scenario, const std::optional<std::string>& broken) {
  std::vector<std::string> types;
  for_each_variable([&](const char* name, const char* type, auto) {
    types.push_back(fmt::format("\"{}\": \"{}\"", name, type));
  });
  std::vector<std::string> states;
  for (const TraceState& state : trace_of(problem, machine, scenario)) {
    std::string lines = fmt::format("      \"{}\": {{\"index\": {}}}", kMeta, states.size());
    for_each_variable([&](const char* name, const char*, auto member) {
      lines += fmt::format(",\n      \"{}\": {}", name, to_itf(state.*member));
    });
    states.push_back("    {\n" + lines + "\n    }");
  }
  std::vector<std::string> names;
  for (const std::string& name : variable_names()) names.push_back(Json(name).dump());
  const std::string verdict = broken ? fmt::format("\n    \"violated\": {},", Json(*broken).dump()) : "";
  return fmt::format(R"({{
  "#meta": {{
    "format": "ITF",
    "format-description": "{}",
    "schema": "{}",
    "description": {},{}
    "varTypes": {{{}}}
  }},
  "vars": [{}],
  "states": [
{}
  ]
}}
)",
                     kFormatUrl, kTraceSchema,
                     Json(problem.specification().name + ": " + describe(problem.setting())).dump(), verdict,
                     fmt::join(types, ", "), fmt::join(names, ", "), fmt::join(states, ",\n"));
}

bool is_trace(const std::string& text) {
  constexpr bool kThrows = false;
  const Json json = Json::parse(text, nullptr, kThrows);
  return json.is_object() && json.contains(kVars);
}

TraceFile read_trace(const std::string& text, const std::string& file, const model::Problem& problem,
                     const model::Machine& machine) {
  const Json root = parse_json(text, file);
  const JsonPlace top(root, file);
  TraceFile trace;
  trace.broken = broken_of(top);
  std::vector<TraceState> states = read_states(top, problem.setting());
  try {
    trace.scenario = scenario_of_trace(states, problem);
    validate(trace.scenario, problem.setting());
    use_canonical_blocks(states, trace.scenario);
    require_same(states, trace_of(problem, machine, trace.scenario));
  } catch (const base::Error& error) {
    throw base::Error(file, 0, 0, error.what());
  }
  return trace;
}

}  // namespace ggms::files
