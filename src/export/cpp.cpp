// Writes the transition function as a C++ header: an enumeration of the states and a constexpr function of
// the rules. If the machine has no entry, the function returns no state, like the machine.

#include "export/cpp.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/hash.h"
#include "export/layout.h"
#include "export/listing.h"
#include "export/names.h"
#include "export/notation.h"
#include "export/rules.h"

namespace ggms::exports {

namespace {

/// Guards in C++, where `received` is an array.
class Guards : public Notation {
 public:
  explicit Guards(const std::vector<std::string>& states)
      : Notation({"true", "false", "!", "&&", "||", "", "==", "!=", "<", "<="}), states_(states) {}

  std::string state(int index) const { return "State::" + states_[static_cast<std::size_t>(index)]; }

 private:
  std::string word(const Expr& expr) const override {
    switch (expr.op()) {
      case Op::kState:
        return state(expr.value());
      case Op::kMessage:
        return fmt::format("received[{}]", expr[0].value() - 1);
      case Op::kVariable:
        return "own";
      default:
        return std::to_string(expr.value());
    }
  }
  /// Never called, because rules have no conditionals.
  std::string conditional(const Expr& expr) const override { return word(expr); }
  /// How many messages are received as a state; rules have no other quantifier.
  std::string quantified(const Expr& expr) const override {
    return "count(received, " + text(expr[0][1]) + ")";
  }

  const std::vector<std::string>& states_;
};

class CppWriter {
 public:
  CppWriter(const model::Problem& problem, const model::Machine& machine)
      : problem_(problem),
        machine_(machine),
        setting_(problem.setting()),
        layout_(problem),
        states_(layout_.states.begin(), layout_.states.end() - 1),
        guards_(states_) {}

  std::string write() const {
    const std::string name = identifier(problem_.specification().name);
    std::vector<std::string> lines = title(problem_);
    lines.insert(
        lines.end(),
        {"", "This header needs only the standard library of C++20. An example that runs one execution:",
         "  g++ -std=c++20 -DGGMS_EXAMPLE -x c++ FILE -o example && ./example",
         "Where two protocols for one specification meet, define GGMS_NAMESPACE before you include one of "
         "them."});
    const std::string body = constants() + helpers() + function();
    // Another protocol for the same specification needs another guard.
    const std::string guard = fmt::format("GGMS_{}_{:016X}", name, base::fnv1a(body));
    return commented("//", lines) + fmt::format("#ifndef {0}\n#define {0}\n\n", guard) +
           "#include <array>\n#include <optional>\n\n" +
           fmt::format("#ifndef GGMS_NAMESPACE\n#define GGMS_NAMESPACE ggms_{}\n#endif\n\n", name) +
           "namespace GGMS_NAMESPACE {\n\n" + body + "}  // namespace GGMS_NAMESPACE\n\n" + example() +
           "\n#endif\n#undef GGMS_NAMESPACE\n";
  }

 private:
  std::string constants() const {
    std::string text =
        fmt::format("inline constexpr int processes = {};\ninline constexpr int rounds = {};\n\n",
                    setting_.processes, setting_.rounds);
    text +=
        "/// Initial values, internal states, decisions, and what a message that does not arrive counts "
        "as.\n";
    text += fmt::format("enum class State {{ {} }};\n\n", fmt::join(states_, ", "));
    text += "constexpr const char* name(State state) {\n  switch (state) {\n";
    for (const std::string& state : states_)
      text += fmt::format("    case State::{0}:\n      return \"{0}\";\n", state);
    return text + "  }\n  return \"\";\n}\n\n";
  }

  std::string helpers() const {
    std::string text = "constexpr bool is_decision(State state) {\n  return ";
    const char* separator = "";
    for (int value = 0; value < setting_.decisions; ++value) {
      text += separator + ("state == " + guards_.state(layout_.decision_value(value).value()));
      separator = " || ";
    }
    return text +
           ";\n}\n\n/// What a process receives in one round: from each process its state, or State::lost.\n"
           "using Received = std::array<State, processes>;\n\n"
           "/// How many messages are received as `state`.\n"
           "constexpr int count(const Received& received, State state) {\n  int sum = 0;\n"
           "  for (const State message : received) sum += message == state ? 1 : 0;\n  return sum;\n}\n\n";
  }

  std::string function() const {
    const bool by_process = setting_.view == model::View::kVectorId;
    const bool has_own = setting_.view == model::View::kCountsOwn;
    std::vector<std::string> lines = {
        "What a process moves to in a round (1 .. rounds); nothing where the protocol has no such move."};
    if (by_process) lines.emplace_back("`process` is its number, from 1.");
    if (has_own) lines.emplace_back("`own` is the state that it is in.");
    if (has_own || setting_.view == model::View::kCounts)
      lines.emplace_back("The order of the messages makes no difference.");
    if (setting_.decide == model::Decide::kAny)
      lines.emplace_back("A process that has decided keeps its state and asks for no move.");
    const char* extra = by_process ? "[[maybe_unused]] int process, "
                        : has_own  ? "[[maybe_unused]] State own, "
                                   : "";
    std::string text = commented("///", lines);
    text += fmt::format(
        "constexpr std::optional<State> transition(int round, {}[[maybe_unused]] const Received& received) "
        "{{\n",
        extra);
    const RuleWords words{[&](int boundary, int state) { return layout_.state_index(boundary, state); },
                          layout_.lost().value(), variable(layout_.own)};
    for (const RuleBlock& block : rules_of(machine_, words)) {
      text += fmt::format("  if (round == {}{}) {{\n", block.round,
                          by_process ? fmt::format(" && process == {}", block.process) : "");
      bool closed = false;
      for (const Rule& rule : block.rules) {
        closed = rule.guard.op() == Op::kTrue;
        text += closed ? "    return " + guards_.state(rule.next) + ";\n"
                       : fmt::format("    if ({}) return {};\n", guards_.text(rule.guard),
                                     guards_.state(rule.next));
      }
      text += closed ? "  }\n" : "    return std::nullopt;\n  }\n";
    }
    return text + "  return std::nullopt;\n}\n\n";
  }

  /// An execution without faults; process 1 starts with the first initial value, process 2 with the next.
  std::string example() const {
    std::vector<std::string> initial;
    for (int p = 0; p < setting_.processes; ++p)
      initial.push_back(guards_.state(layout_.initial_value(p % setting_.initial).value()));
    const char* extra = setting_.view == model::View::kVectorId    ? ", p + 1"
                        : setting_.view == model::View::kCountsOwn ? ", received[static_cast<std::size_t>(p)]"
                                                                   : "";
    return fmt::format(
        R"(#ifdef GGMS_EXAMPLE
#include <cstddef>
#include <cstdio>

/// One execution in which nothing is lost.
int main() {{
  using namespace GGMS_NAMESPACE;
  Received states = {{{}}};
  for (int round = 0; round <= rounds; ++round) {{
    std::printf("after round %d:", round);
    for (const State state : states) std::printf(" %s", name(state));
    std::printf("\n");
    if (round == rounds) break;
    const Received received = states;
    for (int p = 0; p < processes; ++p) {{
      if (is_decision(received[static_cast<std::size_t>(p)])) continue;
      const std::optional<State> next = transition(round + 1{}, received);
      if (!next) {{
        std::printf("process %d has no move in round %d\n", p + 1, round + 1);
        return 1;
      }}
      states[static_cast<std::size_t>(p)] = *next;
    }}
  }}
}}
#endif
)",
        fmt::join(initial, ", "), extra);
  }

  const model::Problem& problem_;
  const model::Machine& machine_;
  const model::Setting& setting_;
  Layout layout_;
  std::vector<std::string> states_;  // without `none`
  Guards guards_;
};

}  // namespace

std::string cpp(const model::Problem& problem, const model::Machine& machine) {
  return CppWriter(problem, machine).write();
}

}  // namespace ggms::exports
