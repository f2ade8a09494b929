// Draws a state diagram. Each boundary between rounds is a column of states. An edge leads from a state to a
// next state if some entry of the machine makes this move; its label has the rules of such entries. If the
// view does not show a process its own state, that state is one of those in the received messages.

#include "export/dot.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "export/expr.h"
#include "export/guards.h"
#include "export/layout.h"
#include "export/listing.h"
#include "export/notation.h"
#include "export/rules.h"
#include "model/vectors.h"

namespace ggms::exports {

namespace {

constexpr std::size_t kMaxRules = 6;  // on a label; further rules are only counted

/// Text between double quotes.
std::string escaped(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '"' || c == '\\') escaped += '\\';
    escaped += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return escaped;
}

/// Guards in words: "p1 = zero", "#zero >= 2".
class DotGuards : public Notation {
 public:
  explicit DotGuards(std::vector<std::string> states)
      : Notation({"otherwise", "never", "not ", "and", "or", "", "=", "!=", "<", "<="}),
        states_(std::move(states)) {}

 private:
  std::string word(const Expr& expr) const override {
    switch (expr.op()) {
      case Op::kState:
        return states_[static_cast<std::size_t>(expr.value())];
      case Op::kMessage:
        return "p" + std::to_string(expr[0].value());
      case Op::kVariable:
        return "own";
      default:
        return std::to_string(expr.value());
    }
  }
  /// Never called, because rules have no conditionals.
  std::string conditional(const Expr& expr) const override { return word(expr); }
  std::string quantified(const Expr& expr) const override { return "#" + text(expr[0][1]); }

  std::vector<std::string> states_;
};

class DotWriter {
 public:
  DotWriter(const model::Problem& problem, const model::Machine& machine)
      : problem_(problem), machine_(machine), setting_(problem.setting()), layout_(problem) {}

  std::string write() {
    std::vector<std::string> lines = title(problem_);
    lines.insert(lines.end(), {"Draw it: dot -Tsvg FILE.dot -o FILE.svg", "",
                               "On edges: p1 is what arrives from process 1, #x how many messages are x."});
    std::string text = commented("//", lines);
    text += fmt::format("digraph protocol {{\n  rankdir=LR;\n  label=\"{}: {}\";\n",
                        escaped(problem_.specification().name), escaped(model::describe(setting_)));
    text +=
        "  node [shape=ellipse, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=10];\n";
    for (int boundary = 0; boundary <= setting_.rounds; ++boundary) text += column(boundary);
    find_edges();
    for (int round = 1; round <= setting_.rounds; ++round) text += edges(round);
    return text + "}\n";
  }

 private:
  static std::string node(int boundary, int state) { return fmt::format("b{}_{}", boundary, state); }

  std::string column(int boundary) const {
    std::string text = fmt::format("  subgraph cluster_{} {{\n    label=\"{}\";\n    color=gray;\n", boundary,
                                   boundary == 0 ? "start" : fmt::format("after round {}", boundary));
    for (int state = 0; state < setting_.alphabet(boundary); ++state) {
      const bool decided = setting_.decision(boundary, state) != model::Setting::kUndecided;
      text += fmt::format("    {} [label=\"{}\"{}];\n", node(boundary, state),
                          escaped(problem_.state_name(boundary, state)), decided ? ", shape=box" : "");
    }
    return text + "  }\n";
  }

  /// The possible states of a process that looks up this entry.
  std::set<int> own_states(const model::Entry& entry, const model::Received& received) const {
    std::set<int> states;
    if (setting_.view == model::View::kCountsOwn) {
      states.insert(received.own);
    } else if (setting_.view == model::View::kVectorId) {
      states.insert(received.by_sender[static_cast<std::size_t>(entry.slot)]);
    } else {
      for (const int state : received.by_sender) states.insert(state);
      for (std::size_t state = 0; state + 1 < received.counts.size(); ++state) {
        if (received.counts[state] > 0) states.insert(static_cast<int>(state));
      }
    }
    std::erase_if(states, [&](int state) {
      return state == model::Received::kLost ||
             setting_.decision(entry.round - 1, state) != model::Setting::kUndecided;
    });
    return states;
  }

  void find_edges() {
    const RuleWords words{[&](int boundary, int state) { return layout_.state_index(boundary, state); },
                          layout_.lost().value(), variable(layout_.own)};
    for (RuleBlock& block : rules_of(machine_, words))
      blocks_.emplace(std::pair(block.round, std::max(block.process - 1, 0)), std::move(block));
    for (const auto& [entry, next] : machine_.entries()) {
      const model::Received received = machine_.keys(entry.round).decode(entry.key);
      if (model::why_impossible(received, setting_, entry.round, entry.slot)) continue;
      const std::vector<Rule>& rules = blocks_.at({entry.round, entry.slot}).rules;
      const std::size_t rule = rule_for(rules, entry.round, received);
      for (const int own : own_states(entry, received))
        edges_[{entry.round, own, next}].insert({entry.slot, rule});
    }
  }

  /// The rule that covers an entry.
  std::size_t rule_for(const std::vector<Rule>& rules, int round, const model::Received& received) const {
    const auto index = [&](int state) {
      return state == model::Received::kLost ? layout_.lost().value() : layout_.state_index(round - 1, state);
    };
    std::vector<int> messages;
    for (const int state : received.by_sender) messages.push_back(index(state));
    for (std::size_t state = 0; state < received.counts.size(); ++state) {
      const bool is_lost = state + 1 == received.counts.size();
      messages.insert(messages.end(), static_cast<std::size_t>(received.counts[state]),
                      index(is_lost ? model::Received::kLost : static_cast<int>(state)));
    }
    const auto covers = [&](const Rule& rule) { return applies(rule, messages, index(received.own)); };
    return static_cast<std::size_t>(std::find_if(rules.begin(), rules.end(), covers) - rules.begin());
  }

  std::string edges(int round) const {
    std::string text;
    for (const auto& [edge, by] : edges_) {
      const auto& [of_round, own, next] = edge;
      if (of_round != round) continue;
      text += fmt::format("  {} -> {} [label=\"{}\"];\n", node(round - 1, own), node(round, next),
                          label(round, by));
    }
    for (int decision = 0;
         round > 1 && setting_.decide == model::Decide::kAny && decision < setting_.decisions; ++decision) {
      text +=
          fmt::format("  {} -> {} [style=dashed];\n", node(round - 1, setting_.decided(round - 1, decision)),
                      node(round, setting_.decided(round, decision)));
    }
    return text;
  }

  std::string label(int round, const std::set<std::pair<int, std::size_t>>& rules) const {
    std::string text;
    std::size_t count = 0;
    for (const auto& [slot, index] : rules) {
      if (++count > kMaxRules) continue;
      const RuleBlock& block = blocks_.at({round, slot});
      const std::string who = block.process > 0 ? fmt::format("process {}: ", block.process) : "";
      text += escaped(who + guards_of_round(round).text(block.rules[index].guard)) + "\\l";
    }
    if (count > kMaxRules) text += fmt::format("and {} more\\l", count - kMaxRules);
    return text;
  }

  /// DotGuards with the protocol's names for states in the round's messages.
  DotGuards guards_of_round(int round) const {
    std::vector<std::string> names = layout_.states;
    for (int state = 0; state < setting_.alphabet(round - 1); ++state)
      names[static_cast<std::size_t>(layout_.state_index(round - 1, state))] =
          problem_.state_name(round - 1, state);
    return DotGuards(std::move(names));
  }

  const model::Problem& problem_;
  const model::Machine& machine_;
  const model::Setting& setting_;
  Layout layout_;
  std::map<std::pair<int, int>, RuleBlock> blocks_;  // by round and slot
  std::map<std::tuple<int, int, int>, std::set<std::pair<int, std::size_t>>>
      edges_;  // (round, own, next): slot, rule
};

}  // namespace

std::string dot(const model::Problem& problem, const model::Machine& machine) {
  return DotWriter(problem, machine).write();
}

}  // namespace ggms::exports
