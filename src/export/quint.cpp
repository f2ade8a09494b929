// Writes Quint. An action draws its choices one after the other from the permitted values, and makes all its
// assignments at once. States are strings, so that traces name them.

#include "export/quint.h"

#include <fmt/format.h>

#include <vector>

#include "export/listing.h"
#include "export/specification_notation.h"
#include "export/steps.h"

namespace ggms::exports {

namespace {

class QuintNotation : public SpecificationNotation {
 public:
  explicit QuintNotation(const System& system)
      : SpecificationNotation(
            system, {"true", "false", "not", "and", "or", "implies", "==", "!=", "<", "<=", true}) {}

 private:
  std::string element(const std::string& function, const std::string& process) const override {
    return function + ".get(" + process + ")";
  }
  std::string conditional(const Expr& expr) const override {
    return fmt::format("if ({}) {} else {}", text(expr[0]), part(expr[1]), part(expr[2]));
  }
  std::string quantified(const Expr& expr) const override {
    const auto [body, name] = of_process(expr[0], expr.value());
    if (expr.op() == Op::kCount) return fmt::format("PROCESSES.filter({} => {}).size()", name, body);
    return fmt::format("PROCESSES.{}({} => {})", expr.op() == Op::kForall ? "forall" : "exists", name, body);
  }
};

class QuintWriter {
 public:
  explicit QuintWriter(const System& system) : system_(system), notation_(system) {}

  std::string write() {
    std::vector<std::string> lines = system_.comments;
    const std::string how =
        fmt::format("FILE --main=protocol --invariant=safe --max-steps={}", system_.longest_run);
    lines.insert(lines.end(), {"", "Check types:                 quint typecheck FILE",
                               "Make random runs:            quint run " + how,
                               "Check all runs (Apalache):   quint verify " + how});
    std::string text = commented("//", lines) + "module protocol {\n" + declarations() + rules();
    for (const Action& action : system_.actions) text += this->action(action);
    return text + ending() + "}\n";
  }

 private:
  std::string declarations() const {
    std::string text =
        fmt::format("  pure val PROCESSES = 1.to({})\n\n  type State = str\n", system_.processes);
    for (const std::string& state : system_.states)
      text += fmt::format("  pure val {0}: State = \"{0}\"\n", state);
    text += "  pure val no_move: State = \"no_move\"\n\n";
    for (const Variable& variable : system_.variables) {
      text += commented("  //", {variable.comment});
      text += fmt::format("  var {}: {}{}\n", variable.name, variable.per_process ? "int -> " : "",
                          type_of(variable.type));
    }
    text += "\n  action init = all {\n";
    for (const Variable& variable : system_.variables) {
      const std::string value = notation_.text(variable.initial);
      text += fmt::format("    {}' = {},\n", variable.name,
                          variable.per_process ? "PROCESSES.mapBy(_ => " + value + ")" : value);
    }
    return text + "  }\n";
  }

  static std::string type_of(const Type& type) {
    switch (type.kind) {
      case Type::Kind::kBool:
        return "bool";
      case Type::Kind::kState:
        return "State";
      default:
        return "int";
    }
  }

  std::string rules() const {
    std::string text;
    std::string choice;
    for (const RuleBlock& block : system_.blocks) {
      const std::string process = block.process > 0 ? std::to_string(block.process) : "";
      const std::string name = fmt::format("moves_{}{}", block.round, process.empty() ? "" : "_" + process);
      text += fmt::format("\n  // round {}{}\n  def {}(msg: int -> State): State =\n", block.round,
                          process.empty() ? "" : ", process " + process, name);
      for (const Rule& rule : block.rules) {
        text += fmt::format("    if ({}) {}\n    else\n", notation_.text(rule.guard),
                            system_.states[static_cast<std::size_t>(rule.next)]);
      }
      text += "    no_move\n";
      choice += fmt::format("    if (round == {}{}) {}(msg)\n    else\n", block.round,
                            process.empty() ? "" : " and turn == " + process, name);
    }
    return text +
           "\n  // the next state of the process whose turn it is\n"
           "  def moves(msg: int -> State): State =\n" +
           choice + "    no_move\n";
  }

  std::string action(const Action& action) {
    notation_.enter(&action);
    std::string text = "\n" + commented("  //", {action.comment}) + "  action " + action.name +
                       " = all {\n    " + notation_.text(action.guard) + ",\n    {\n";
    for (std::size_t i = 0; i < action.choices.size(); ++i) {
      text += fmt::format("      nondet {} = {}.filter(it => {}).oneOf()\n", action.choices[i].name,
                          values_of(action.choices[i].type), notation_.permitted(action, i));
    }
    if (action.messages) {
      const auto [body, name] = notation_.of_process(*action.messages, 0);
      text += fmt::format("      val msg = PROCESSES.mapBy({} => {})\n", name, body);
    }
    if (has_move(action)) text += "      val moved = moves(msg)\n";
    text += "      all {\n";
    for (const Assignment& assignment : action.assignments) text += this->assignment(assignment);
    if (has_move(action))
      text += fmt::format("        {}' = (moved == no_move),\n", name_of(system_.undefined));
    for (const std::string& name : unchanged(system_, action))
      text += fmt::format("        {0}' = {0},\n", name);
    notation_.enter(nullptr);
    return text + "      }\n    }\n  }\n";
  }

  std::string values_of(const Type& type) const {
    if (type.kind == Type::Kind::kBool) return "Set(false, true)";
    std::string names;
    for (int s = type.low; s <= type.high; ++s)
      names += (names.empty() ? "" : ", ") + system_.states[static_cast<std::size_t>(s)];
    return "Set(" + names + ")";
  }

  const std::string& name_of(int variable) const {
    return system_.variables[static_cast<std::size_t>(variable)].name;
  }

  std::string assignment(const Assignment& assignment) const {
    const std::string& name = name_of(assignment.variable);
    std::string value;
    switch (assignment.kind) {
      case Assignment::Kind::kWhole:
        value = notation_.part(*assignment.value);  // `or` and `and` are weaker than the assignment
        break;
      case Assignment::Kind::kAll: {
        const auto [body, process] = notation_.of_process(*assignment.value, 0);
        value = fmt::format("PROCESSES.mapBy({} => {})", process, body);
        break;
      }
      case Assignment::Kind::kElement:
        value = fmt::format("{}.set({}, {})", name, notation_.text(*assignment.index),
                            notation_.text(*assignment.value));
        break;
      case Assignment::Kind::kMove:
        value = fmt::format("{}.set({}, if (moved == no_move) {} else moved)", name,
                            notation_.text(*assignment.index), system_.states.back());
        break;
    }
    return fmt::format("        {}' = {},\n", name, value);
  }

  std::string ending() const {
    std::string text =
        "\n  // the run is over, or a move was missing\n  val ended = " + notation_.text(system_.ended) +
        "\n\n  action stay = all {\n    ended,\n";
    for (const Variable& variable : system_.variables)
      text += fmt::format("    {0}' = {0},\n", variable.name);
    text += "  }\n\n  action step = any {\n";
    for (const Action& action : system_.actions) text += "    " + action.name + ",\n";
    text += "    stay,\n  }\n";
    std::string all;
    for (const Assertion& assertion : system_.assertions) {
      text += "\n" + commented("  //", {assertion.comment}) +
              fmt::format("  val {} = ended implies {}\n", assertion.name, notation_.part(assertion.formula));
      all += "    " + assertion.name + ",\n";
    }
    return text + "\n  val safe = and {\n" + all + "  }\n";
  }

  const System& system_;
  QuintNotation notation_;
};

}  // namespace

std::string quint(const System& system) {
  return QuintWriter(system).write();
}

}  // namespace ggms::exports
