// Writes TLA+. States are strings; functions have the processes 1 .. n as their domain. Text that could
// depend on precedences or on indentation is in parentheses or on one line.

#include "export/tla.h"

#include <fmt/format.h>

#include <sstream>
#include <vector>

#include "export/listing.h"
#include "export/specification_notation.h"
#include "export/steps.h"

namespace ggms::exports {

namespace {

class TlaNotation : public SpecificationNotation {
 public:
  explicit TlaNotation(const System& system)
      : SpecificationNotation(system, {"TRUE", "FALSE", "~", "/\\", "\\/", "=>", "=", "#", "<", "<="}) {}

 private:
  std::string element(const std::string& function, const std::string& process) const override {
    return function + "[" + process + "]";
  }
  std::string conditional(const Expr& expr) const override {
    return fmt::format("IF {} THEN {} ELSE {}", part(expr[0]), part(expr[1]), part(expr[2]));
  }
  std::string quantified(const Expr& expr) const override {
    const auto [body, name] = of_process(expr[0], expr.value());
    if (expr.op() == Op::kCount) return fmt::format("Cardinality({{{} \\in Process : {}}})", name, body);
    return fmt::format("{} {} \\in Process : ({})", expr.op() == Op::kForall ? "\\A" : "\\E", name, body);
  }
};

/// The assertion's name. TLA+ reserves names that begin like a fairness condition, so these get a prefix.
std::string name_of(const Assertion& assertion) {
  const bool is_reserved = assertion.name.starts_with("WF_") || assertion.name.starts_with("SF_");
  return (is_reserved ? "Is_" : "") + assertion.name;
}

std::string operator_of(const Action& action) {
  return "Step_" + action.name;
}

class TlaWriter {
 public:
  explicit TlaWriter(const System& system) : system_(system), notation_(system) {}

  std::string write() {
    std::string text = fmt::format("---- MODULE {} ----\n", system_.name);
    std::vector<std::string> lines = system_.comments;
    lines.insert(
        lines.end(),
        {"",
         fmt::format("Check it: save this as {0}.tla and its configuration as {0}.cfg, then", system_.name),
         fmt::format("  java -cp tla2tools.jar tlc2.TLC {}", system_.name)});
    text += commented("\\*", lines) + "EXTENDS Integers, FiniteSets\n\n" + declarations() + rules();
    for (const Action& action : system_.actions) text += this->action(action);
    return text + ending() + "====\n";
  }

 private:
  std::string declarations() const {
    std::string text = "VARIABLES\n";
    std::vector<std::string> names;
    for (std::size_t v = 0; v < system_.variables.size(); ++v) {
      const Variable& variable = system_.variables[v];
      names.push_back(variable.name);
      text += "  " + variable.name + (v + 1 < system_.variables.size() ? ", " : " ") +
              commented("\\*", {variable.comment});
    }
    text +=
        fmt::format("\nvars == <<{}>>\n\nProcess == 1..{}\n\n", fmt::join(names, ", "), system_.processes);
    for (const std::string& state : system_.states) text += fmt::format("{0} == \"{0}\"\n", state);
    text += "No_move == \"no move\"\n\nInit ==\n";
    for (const Variable& variable : system_.variables) {
      const std::string value = notation_.text(variable.initial);
      text += fmt::format("  /\\ {} = {}\n", variable.name,
                          variable.per_process ? "[p \\in Process |-> " + value + "]" : value);
    }
    return text;
  }

  std::string rules() const {
    std::string text;
    std::string choice;
    for (const RuleBlock& block : system_.blocks) {
      const std::string process = block.process > 0 ? std::to_string(block.process) : "";
      const std::string name = fmt::format("Moves_{}{}", block.round, process.empty() ? "" : "_" + process);
      text += fmt::format("\n\\* round {}{}\n{}(msg) ==\n", block.round,
                          process.empty() ? "" : ", process " + process, name);
      for (const Rule& rule : block.rules) {
        text += fmt::format("  IF {} THEN {} ELSE\n", notation_.part(rule.guard),
                            system_.states[static_cast<std::size_t>(rule.next)]);
      }
      text += "  No_move\n";
      choice += fmt::format("  IF (round = {}){} THEN {}(msg) ELSE\n", block.round,
                            process.empty() ? "" : " /\\ (turn = " + process + ")", name);
    }
    return text + "\n\\* the next state of the process whose turn it is\nMoves(msg) ==\n" + choice +
           "  No_move\n";
  }

  std::string action(const Action& action) {
    notation_.enter(&action);
    std::string text = "\n" + commented("\\*", {action.comment}) + operator_of(action) + " ==\n  /\\ " +
                       notation_.part(action.guard) + "\n";
    std::string bullet = "  /\\ ";
    const std::string indent = "     ";
    for (std::size_t i = 0; i < action.choices.size(); ++i) {
      text += fmt::format("{}\\E {} \\in {{it \\in {} : {}}} :\n", bullet, action.choices[i].name,
                          values_of(action.choices[i].type), notation_.permitted(action, i));
      bullet = indent;
    }
    if (action.messages) {
      const auto [body, name] = notation_.of_process(*action.messages, 0);
      text += fmt::format("{}LET msg == [{} \\in Process |-> {}]\n", bullet, name, body);
      if (has_move(action)) text += indent + "    moved == Moves(msg)\n";
      text += indent + "IN\n";
      bullet = indent;
    }
    // Below a quantifier the conjunction has lines of its own, further right than the surrounding bullet.
    const std::string item = bullet == indent ? indent + "  /\\ " : "  /\\ ";
    for (const Assignment& assignment : action.assignments)
      text += item + this->assignment(assignment) + "\n";
    if (has_move(action)) text += item + variable_name(system_.undefined) + "' = (moved = No_move)\n";
    if (const auto names = unchanged(system_, action); !names.empty())
      text += fmt::format("{}UNCHANGED <<{}>>\n", item, fmt::join(names, ", "));
    notation_.enter(nullptr);
    return text;
  }

  std::string values_of(const Type& type) const {
    if (type.kind == Type::Kind::kBool) return "BOOLEAN";
    std::string names;
    for (int s = type.low; s <= type.high; ++s)
      names += (names.empty() ? "" : ", ") + system_.states[static_cast<std::size_t>(s)];
    return "{" + names + "}";
  }

  const std::string& variable_name(int variable) const {
    return system_.variables[static_cast<std::size_t>(variable)].name;
  }

  std::string assignment(const Assignment& assignment) const {
    const std::string& name = variable_name(assignment.variable);
    const auto except = [&](const std::string& value) {
      return fmt::format("{0}' = [{0} EXCEPT ![{1}] = {2}]", name, notation_.text(*assignment.index), value);
    };
    switch (assignment.kind) {
      case Assignment::Kind::kWhole:
        return fmt::format("{}' = {}", name, notation_.part(*assignment.value));
      case Assignment::Kind::kAll: {
        const auto [body, process] = notation_.of_process(*assignment.value, 0);
        return fmt::format("{}' = [{} \\in Process |-> {}]", name, process, body);
      }
      case Assignment::Kind::kElement:
        return except(notation_.part(*assignment.value));
      case Assignment::Kind::kMove:
        break;
    }
    return except("IF moved = No_move THEN " + system_.states.back() + " ELSE moved");
  }

  std::string ending() const {
    std::string text = "\nNext ==\n";
    for (const Action& action : system_.actions) text += "  \\/ " + operator_of(action) + "\n";
    text += "\nSpec == Init /\\ [][Next]_vars\n\n\\* the run is over, or a move was missing\nEnded == " +
            notation_.text(system_.ended) + "\n";
    for (const Assertion& assertion : system_.assertions) {
      text += "\n" + commented("\\*", {assertion.comment}) +
              fmt::format("{} == Ended => {}\n", name_of(assertion), notation_.part(assertion.formula));
    }
    return text + "\n";
  }

  const System& system_;
  TlaNotation notation_;
};

/// The configuration for TLC: what it has to check.
std::string configuration(const System& system) {
  std::string text = "SPECIFICATION Spec\n";
  for (const Assertion& assertion : system.assertions) text += "INVARIANT " + name_of(assertion) + "\n";
  return text + "CHECK_DEADLOCK FALSE\n";
}

}  // namespace

std::string tla(const System& system) {
  return TlaWriter(system).write();
}

std::string tla_config(const System& system) {
  return commented("\\*", system.comments) + configuration(system);
}

std::string tla_with_config(const System& system) {
  std::string text = tla(system) + "\n" + commented("\\*", {"The configuration, " + system.name + ".cfg:"});
  std::istringstream lines(configuration(system));
  for (std::string line; std::getline(lines, line);) text += commented("\\*", {line});
  return text;
}

}  // namespace ggms::exports
