// Writes protocol files (schema ggms/protocol/1). The layout is part of the format: one line per transition,
// sorted, so that diff can compare two protocols, and equal protocols are equal files.

#include "files/protocol.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/stopped.h"
#include "files/format.h"
#include "model/vectors.h"

namespace ggms::files {

namespace {

using OrderedJson = nlohmann::ordered_json;

/// The states' names at a round boundary, as JSON strings.
std::vector<std::string> state_names(const model::Problem& problem, int boundary) {
  std::vector<std::string> names;
  for (int state = 0; state < problem.setting().alphabet(boundary); ++state) {
    names.push_back(OrderedJson(problem.state_name(boundary, state)).dump());
  }
  return names;
}

std::vector<std::string> internal_names(int states) {
  std::vector<std::string> names;
  for (int state = 0; state < states; ++state) names.push_back(model::internal_name(state));
  return names;
}

/// A list on one line: ["a", "b"].
std::string list_text(const std::vector<std::string>& names) {
  std::vector<std::string> texts;
  for (const std::string& name : names) texts.push_back(OrderedJson(name).dump());
  return fmt::format("[{}]", fmt::join(texts, ", "));
}

/// Writes members of a JSON object, one after the other.
class Members {
 public:
  /// `begin`: the text before the first member.
  explicit Members(std::string begin = "") : text_(std::move(begin)) {}

  void put(const char* key, const OrderedJson& value) {
    constexpr int kIndent = 2;  // spaces
    std::string lines;
    for (const char c : value.dump(kIndent)) {  // JSON strings contain no line breaks
      lines += c;
      if (c == '\n') lines.append(kIndent, ' ');
    }
    put_raw(key, lines);
  }

  void put_raw(const char* key, const std::string& value) { open(key) += value; }

  /// Begins a member; the caller adds its value to the returned text.
  std::string& open(const char* key) {
    fmt::format_to(std::back_inserter(text_), "{}  \"{}\": ", std::exchange(separator_, ",\n"), key);
    return text_;
  }

  void put_problem(const model::Problem& problem) {
    const spec::Spec& spec = problem.specification();
    const model::Setting& setting = problem.setting();
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

  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  const char* separator_ = "";
};

class Writer {
 public:
  Writer(const Protocol& protocol, base::Stop& stop)
      : protocol_(protocol), setting_(protocol.problem.setting()), stop_(stop) {}

  std::string write() {
    Members members("{\n");
    members.put("schema", OrderedJson(kProtocolSchema));
    members.put_problem(protocol_.problem);
    transitions(members.open("transitions"));
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
    std::string text = members.take();
    text += "\n}\n";
    return text;
  }

 private:
  /// Adds the list of transitions.
  void transitions(std::string& text) {
    for (int boundary = 0; boundary <= setting_.rounds; ++boundary) {
      names_.push_back(state_names(protocol_.problem, boundary));
    }
    text += "[";
    const char* separator = "\n";
    const char* end = "]";
    for (const auto& [entry, next] : protocol_.machine.entries(stop_)) {
      base::require_going(stop_, 0);
      const model::Received received = protocol_.machine.keys(entry.round).decode(entry.key);
      if (why_impossible(received, setting_, entry.round, entry.slot)) continue;  // no execution needs it
      text += std::exchange(separator, ",\n");
      transition(entry, received, next, text);
      end = "\n  ]";
    }
    text += end;
  }

  void transition(const model::Entry& entry, const model::Received& received, model::State next,
                  std::string& lines) const {
    const auto& sent = names_[static_cast<std::size_t>(entry.round - 1)];
    const auto& taken = names_[static_cast<std::size_t>(entry.round)];
    const auto out = std::back_inserter(lines);
    fmt::format_to(out, "    {{\"round\": {}", entry.round);
    if (setting_.view == model::View::kVectorId) fmt::format_to(out, ", \"process\": {}", entry.slot + 1);
    if (setting_.view == model::View::kCountsOwn) {
      fmt::format_to(out, ", \"own\": {}", sent[static_cast<std::size_t>(received.own)]);
    }
    if (received.counts.empty()) {
      lines += ", \"received\": [";
      for (std::size_t i = 0; i < received.by_sender.size(); ++i) {
        const int state = received.by_sender[i];
        if (i > 0) lines += ", ";
        lines += state == model::Received::kLost ? fmt::format("\"{}\"", model::kLostName)
                                                 : sent[static_cast<std::size_t>(state)];
      }
      lines += "]";
    } else {
      lines += ", \"received\": {";
      const char* separator = "";
      for (std::size_t i = 0; i < received.counts.size(); ++i) {
        if (received.counts[i] == 0) continue;
        const std::string name = i < sent.size() ? sent[i] : fmt::format("\"{}\"", model::kLostName);
        fmt::format_to(out, "{}{}: {}", std::exchange(separator, ", "), name, received.counts[i]);
      }
      lines += "}";
    }
    fmt::format_to(out, ", \"next\": {}", taken[next]);
    const std::vector<model::Entry>& unneeded = protocol_.unneeded;
    if (std::binary_search(unneeded.begin(), unneeded.end(), entry)) lines += ", \"needed\": false";
    lines += "}";
  }

  const Protocol& protocol_;
  const model::Setting& setting_;
  base::Stop& stop_;
  std::vector<std::vector<std::string>> names_;  // per boundary
};

template <typename Write>
std::string as_json(const char* what, const Write& write) {
  try {
    return write();
  } catch (const nlohmann::json::exception& error) {
    throw base::Error(fmt::format("{} can't be written as JSON, which is UTF-8: {}", what, error.what()));
  }
}

}  // namespace

std::string problem_members(const model::Problem& problem) {
  return as_json("the specification", [&] {
    Members members;
    members.put_problem(problem);
    return members.take();
  });
}

std::string write_protocol(const Protocol& protocol, base::Stop& stop) {
  return as_json("the protocol", [&] { return Writer(protocol, stop).write(); });
}

std::string write_protocol(const Protocol& protocol) {
  base::Stop never;
  return write_protocol(protocol, never);
}

}  // namespace ggms::files
