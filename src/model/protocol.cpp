// Writes protocol files (schema ggms/protocol/1). The layout is part of the format: one line a transition,
// sorted, so that two protocols can be compared with diff, and equal protocols are equal files.

#include "model/protocol.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "model/protocol_format.h"

namespace ggms::model {

namespace {

using OrderedJson = nlohmann::ordered_json;

/// The states' names at a round boundary, as JSON strings.
std::vector<std::string> state_names(const Problem& problem, int boundary) {
  std::vector<std::string> names;
  for (int state = 0; state < problem.setting().alphabet(boundary); ++state) {
    names.push_back(OrderedJson(problem.state_name(boundary, state)).dump());
  }
  return names;
}

std::vector<std::string> internal_names(int states) {
  std::vector<std::string> names;
  for (int state = 0; state < states; ++state) names.push_back(internal_name(state));
  return names;
}

/// A list on one line: ["a", "b"].
std::string list_text(const std::vector<std::string>& names) {
  std::vector<std::string> texts;
  for (const std::string& name : names) texts.push_back(OrderedJson(name).dump());
  return fmt::format("[{}]", fmt::join(texts, ", "));
}

/// Members of a JSON object, one after the other.
class Members {
 public:
  void put(const char* key, const OrderedJson& value) {
    constexpr int kIndent = 2;  // spaces
    std::string lines;
    for (const char c : value.dump(kIndent)) {  // a line break is never inside a string
      lines += c;
      if (c == '\n') lines.append(kIndent, ' ');
    }
    put_raw(key, lines);
  }

  void put_raw(const char* key, const std::string& value) {
    fmt::format_to(std::back_inserter(text_), "{}  \"{}\": {}", text_.empty() ? "" : ",\n", key, value);
  }

  void put_problem(const Problem& problem) {
    const spec::Spec& spec = problem.specification();
    const Setting& setting = problem.setting();
    put("spec", OrderedJson{{"name", spec.name}, {"text", spec.text}});
    put("setting", OrderedJson{{"processes", setting.processes},
                               {"rounds", setting.rounds},
                               {"states", setting.states},
                               {"faults", to_string(setting.faults)},
                               {"view", to_string(setting.view)},
                               {"decide", to_string(setting.decide)}});
    put_raw("initial", list_text(spec.initial));
    put_raw("internal", list_text(internal_names(setting.states)));
    put_raw("decisions", list_text(spec.decisions));
  }

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

class Writer {
 public:
  explicit Writer(const Protocol& protocol) : protocol_(protocol), setting_(protocol.problem.setting()) {}

  std::string write() {
    Members members;
    members.put("schema", OrderedJson(kProtocolSchema));
    members.put_problem(protocol_.problem);
    members.put_raw("transitions", transitions());
    if (const auto& found = protocol_.found) {
      members.put("found", OrderedJson{{"engine", found->engine},
                                       {"seed", found->seed},
                                       {"version", found->version},
                                       {"seconds", found->seconds}});
    }
    if (const auto& verified = protocol_.verified) {
      members.put("verified", OrderedJson{{"configurations", verified->configurations},
                                          {"transitions", verified->transitions}});
    }
    return "{\n" + members.text() + "\n}\n";
  }

 private:
  std::string transitions() {
    for (int boundary = 0; boundary <= setting_.rounds; ++boundary) {
      names_.push_back(state_names(protocol_.problem, boundary));
    }
    std::string lines;
    for (const auto& [entry, next] : protocol_.machine.entries()) {
      const Received received = protocol_.machine.keys(entry.round).decode(entry.key);
      if (why_impossible(received, setting_, entry.round, entry.slot)) continue;  // no execution asks for it
      lines += lines.empty() ? "\n" : ",\n";
      transition(entry, received, next, lines);
    }
    return lines.empty() ? "[]" : "[" + lines + "\n  ]";
  }

  void transition(const Entry& entry, const Received& received, State next, std::string& lines) const {
    const auto& sent = names_[static_cast<std::size_t>(entry.round - 1)];
    const auto& taken = names_[static_cast<std::size_t>(entry.round)];
    const auto out = std::back_inserter(lines);
    fmt::format_to(out, "    {{\"round\": {}", entry.round);
    if (setting_.view == View::kVectorId) fmt::format_to(out, ", \"process\": {}", entry.slot + 1);
    if (setting_.view == View::kCountsOwn) {
      fmt::format_to(out, ", \"own\": {}", sent[static_cast<std::size_t>(received.own)]);
    }
    if (received.counts.empty()) {
      lines += ", \"received\": [";
      for (std::size_t i = 0; i < received.by_sender.size(); ++i) {
        const int state = received.by_sender[i];
        if (i > 0) lines += ", ";
        lines += state == Received::kLost ? fmt::format("\"{}\"", kLostName)
                                          : sent[static_cast<std::size_t>(state)];
      }
      lines += "]";
    } else {
      lines += ", \"received\": {";
      const char* separator = "";
      for (std::size_t i = 0; i < received.counts.size(); ++i) {
        if (received.counts[i] == 0) continue;
        const std::string name = i < sent.size() ? sent[i] : fmt::format("\"{}\"", kLostName);
        fmt::format_to(out, "{}{}: {}", std::exchange(separator, ", "), name, received.counts[i]);
      }
      lines += "}";
    }
    fmt::format_to(out, ", \"next\": {}", taken[next]);
    const std::vector<Entry>& unneeded = protocol_.unneeded;
    if (std::binary_search(unneeded.begin(), unneeded.end(), entry)) lines += ", \"needed\": false";
    lines += "}";
  }

  const Protocol& protocol_;
  const Setting& setting_;
  std::vector<std::vector<std::string>> names_;  // per boundary
};

}  // namespace

std::optional<std::string> why_impossible(const Received& received, const Setting& setting, int round,
                                          int slot) {
  const auto is_lost = [](int state) { return state == Received::kLost; };
  // Its own state: who looks something up has not decided yet.
  const auto may_be_own = [&](int state) {
    return !is_lost(state) && setting.decision(round - 1, state) == Setting::kUndecided;
  };
  const char* own_lost = "a process always receives its own message, so not all can be lost";
  const char* all_decided = "a process that has decided looks nothing up, so not all can have decided";
  if (!received.by_sender.empty()) {
    const std::vector<int>& vector = received.by_sender;
    if (std::all_of(vector.begin(), vector.end(), is_lost)) return own_lost;
    if (std::none_of(vector.begin(), vector.end(), may_be_own)) return all_decided;
    if (setting.view != View::kVectorId) return std::nullopt;
    const int own = vector[static_cast<std::size_t>(slot)];
    if (is_lost(own)) {
      return fmt::format("process {} always receives its own message, so item {} can't be lost", slot + 1,
                         slot);
    }
    if (!may_be_own(own)) {
      return fmt::format("process {} looks nothing up once it has decided, so item {} can't be a decision",
                         slot + 1, slot);
    }
    return std::nullopt;
  }
  const int lost = received.counts.back();
  const int arrived = std::accumulate(received.counts.begin(), received.counts.end(), 0) - lost;
  if (lost < 0 || arrived + lost != setting.processes) {
    return fmt::format("the counts add up to {}, but there are {} processes", arrived + std::max(lost, 0),
                       setting.processes);
  }
  if (arrived == 0) return own_lost;
  bool some_undecided = false;
  for (std::size_t state = 0; state + 1 < received.counts.size(); ++state) {
    some_undecided = some_undecided || (received.counts[state] > 0 && may_be_own(static_cast<int>(state)));
  }
  if (!some_undecided) return all_decided;
  if (setting.view != View::kCountsOwn) return std::nullopt;
  if (!may_be_own(received.own))
    return "a process that has decided looks nothing up, so its own state is no decision";
  if (received.counts[static_cast<std::size_t>(received.own)] == 0) {
    return "a process always receives its own message, so its own state must be counted";
  }
  return std::nullopt;
}

namespace {

template <typename Write>
std::string as_json(const char* what, const Write& write) {
  try {
    return write();
  } catch (const nlohmann::json::exception& error) {
    throw base::Error(fmt::format("{} can't be written as JSON, which is UTF-8: {}", what, error.what()));
  }
}

}  // namespace

std::string problem_members(const Problem& problem) {
  return as_json("the specification", [&] {
    Members members;
    members.put_problem(problem);
    return members.text();
  });
}

std::string write_protocol(const Protocol& protocol) {
  return as_json("the protocol", [&] { return Writer(protocol).write(); });
}

}  // namespace ggms::model
