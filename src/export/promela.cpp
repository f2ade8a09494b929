// Writes Promela. An action is an atomic block: `if` statements make its choices one by one, and a d_step
// does the rest. So SPIN stores one state per action; an action's other variables are `hidden`, or back at
// their first values at its end. Of several rules that apply, a d_step takes the first, like a machine.

#include "export/promela.h"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "export/expr.h"
#include "export/steps.h"
#include "export/system_notation.h"

namespace ggms::exports {

namespace {

constexpr int kMaxByte = 255;
constexpr int kSpinDepth = 10'000;  // the default length of runs in SPIN, in steps

class PromelaNotation : public SystemNotation {
 public:
  PromelaNotation(const System& system, const Action* action)
      : SystemNotation(system, action, {"true", "false", "!", "&&", "||", "", "==", "!=", "<", "<="}) {}

 private:
  std::string conditional(const Expr& expr) const override {
    return "(" + part(expr[0]) + " -> " + part(expr[1]) + " : " + part(expr[2]) + ")";
  }
  /// A condition is a number already.
  std::string conditional_part(const Expr& expr) const override {
    return expr[1] == number(1) && expr[2] == number(0) ? part(expr[0]) : conditional(expr);
  }
};

/// The expression with Promela's operators only.
Expr plain(const Expr& expr) {
  return rebuilt(expr, [](const Expr& part) -> std::optional<Expr> {
    if (part.op() != Op::kImplies) return std::nullopt;
    return any_of({negation(part[0]), part[1]});
  });
}

std::string comment(const std::string& text) {
  std::string plain = text;
  for (std::size_t at = 0; (at = plain.find("*/", at)) != std::string::npos;) plain.replace(at, 2, "* /");
  return "/* " + plain + " */";
}

class Printer {
 public:
  explicit Printer(const System& system) : system_(system), n_(system.processes) {}

  std::string print() {
    header();
    declarations();
    out_ += "\nactive proctype protocol()\n{\n";
    choice_variables();
    out_ += "\n  do\n";
    for (const Action& one : system_.actions) action(one);
    ending();
    return out_ + "  od\n}\n";
  }

 private:
  /// The expression as text, inside an action (null: outside).
  std::string text(const Expr& expr, const Action* action = nullptr) const {
    return PromelaNotation(system_, action).text(plain(expr));
  }
  std::string lines(const Expr& expr, const Action* action, const std::string& indent) const {
    return PromelaNotation(system_, action).lines(plain(expr), indent);
  }

  void line(const std::string& indent, const std::string& text) { out_ += indent + text + "\n"; }

  std::string type_of(const Type& type) const {
    switch (type.kind) {
      case Type::Kind::kBool:
        return "bool";
      case Type::Kind::kState:
        return "mtype";
      case Type::Kind::kProcess:
        return n_ <= kMaxByte ? "byte" : "short";
      case Type::Kind::kRange:
        break;
    }
    return type.high <= kMaxByte ? "byte" : "int";
  }

  void header() {
    std::size_t choices = 0;
    for (const Action& one : system_.actions) choices = std::max(choices, one.choices.size());
    // A step for each choice and each reset, and some for the guard, the d_step and the assertions.
    const auto steps_of_action = 2 * static_cast<int>(choices) + 4;
    const int depth =
        system_.longest_run * steps_of_action + static_cast<int>(system_.assertions.size()) + 10;
    std::string command = "spin -run -safety -n";
    if (depth > kSpinDepth) command += " -m" + std::to_string(depth);
    for (const std::string& text : system_.comments) line("", comment(text));
    line("", "/*");
    line("", "To verify: " + command + " FILE");
    line("", "SPIN says \"errors: 0\", or which assertion is violated; then: spin -t FILE tells the run.");
    line("", "A run that could not go on to its end would be an \"invalid end state\".");
    line("", "*/");
  }

  void declarations() {
    out_ += "\nmtype = {";
    for (std::size_t i = 0; i < system_.states.size(); ++i) out_ += (i == 0 ? " " : ", ") + system_.states[i];
    out_ += " };\n\n";
    line("", comment("Of arrays the elements 1 to " + std::to_string(n_) + " count, one a process."));
    for (const Variable& variable : system_.variables) {
      const std::string size = variable.per_process ? "[" + std::to_string(n_ + 1) + "]" : "";
      line("", type_of(variable.type) + " " + variable.name + size + " = " + text(variable.initial) + ";  " +
                   comment(variable.comment));
    }
    line("", "\n" + comment("What the receiver gets from each sender, and how often it gets each state."));
    line("", "hidden mtype msg[" + std::to_string(n_ + 1) + "];");
    line("", "hidden " + type_of({Type::Kind::kRange, 0, n_}) + " received[" +
                 std::to_string(system_.states.size() + 1) + "];");
    out_ += "\n";
    for (const Assertion& assertion : system_.assertions)
      line("", "hidden byte " + assertion.name + ";  " + comment(assertion.comment));
  }

  void choice_variables() {
    std::set<std::string> declared;
    for (const Action& one : system_.actions) {
      for (const Choice& choice : one.choices) {
        if (!declared.insert(choice.name).second) continue;
        line("  ", type_of(choice.type) + " " + choice.name + " = " + first_value(choice.type) + ";");
      }
    }
  }

  std::string first_value(const Type& type) const {
    return type.kind == Type::Kind::kBool ? "false" : system_.states.back();
  }

  void action(const Action& one) {
    out_ += "\n";
    line("  ", comment(one.name + ": " + one.comment));
    line("  ", ":: atomic {");
    const std::string indent = "       ";
    line(indent, "(" + lines(one.guard, &one, indent) + ") ->");
    for (std::size_t i = 0; i < one.choices.size(); ++i) choice(one, i, indent);
    line(indent, "d_step {");
    steps(one, indent + "  ");
    line(indent, "}");
    line("     ", "}");
  }

  std::vector<Expr> values_of(const Type& type) const {
    if (type.kind == Type::Kind::kBool) return {constant(true), constant(false)};
    std::vector<Expr> values;
    for (int s = type.low; s <= type.high; ++s) values.push_back(state(s));
    return values;
  }

  void choice(const Action& one, std::size_t i, const std::string& indent) {
    const Choice& choice = one.choices[i];
    line(indent, "if");
    for (const Expr& value : values_of(choice.type)) {
      const Expr permitted = with_choice(choice.permitted, static_cast<int>(i), value);
      if (permitted.op() == Op::kFalse) continue;
      const std::string chosen = choice.name + " = " + text(value);
      line(indent, permitted.op() == Op::kTrue
                       ? ":: " + chosen
                       : ":: (" + lines(permitted, &one, indent + "    ") + ") -> " + chosen);
    }
    line(indent, "fi;");
  }

  void steps(const Action& one, const std::string& indent) {
    if (one.messages) messages(one, indent);
    if (!one.messages && !one.choices.empty()) tell_choices(one, indent);
    for (const Assignment& assignment : in_order(one)) assign(one, assignment, indent);
    for (const Choice& choice : one.choices)
      line(indent, choice.name + " = " + first_value(choice.type) + ";");
  }

  /// The output of spin -t for a run; verification ignores it.
  void tell_choices(const Action& one, const std::string& indent) {
    std::string format;
    std::string values;
    for (const Choice& choice : one.choices) {
      format += ", " + choice.name + (choice.type.kind == Type::Kind::kBool ? " = %d" : " = %e");
      values += ", " + choice.name;
    }
    line(indent,
         "printf(\"round %d, " + one.name + format + "\\n\", " + name_of(system_.round) + values + ");");
  }
  void tell_move(const std::string& target, const std::string& indent) {
    std::string format;
    std::string values;
    for (int p = 1; p <= n_; ++p) {
      format += " %e";
      values += ", msg[" + std::to_string(p) + "]";
    }
    line(indent, "printf(\"round %d, p%d receives" + format + " -> %e\\n\", " + name_of(system_.round) +
                     ", " + name_of(system_.turn) + values + ", " + target + ");");
  }

  std::string name_of(int variable) const {
    return system_.variables[static_cast<std::size_t>(variable)].name;
  }

  void messages(const Action& one, const std::string& indent) {
    for (int p = 1; p <= n_; ++p)
      line(indent,
           "msg[" + std::to_string(p) + "] = " + text(bind(*one.messages, 0, process(p)), &one) + ";");
    if (!has_move(one)) return;
    std::string zero;
    for (const std::string& state : system_.states) zero += "received[" + state + "] = 0; ";
    line(indent, zero.substr(0, zero.size() - 1));
    std::string add;
    for (int p = 1; p <= n_; ++p) add += "received[msg[" + std::to_string(p) + "]]++; ";
    line(indent, add.substr(0, add.size() - 1));
  }

  void assign(const Action& one, const Assignment& assignment, const std::string& indent) {
    const std::string name = name_of(assignment.variable);
    const std::string target = assignment.index ? name + "[" + text(*assignment.index, &one) + "]" : name;
    switch (assignment.kind) {
      case Assignment::Kind::kWhole:
      case Assignment::Kind::kElement:
        line(indent, target + " = " + text(*assignment.value, &one) + ";");
        break;
      case Assignment::Kind::kAll:
        for (int p = 1; p <= n_; ++p)
          line(indent, name + "[" + std::to_string(p) +
                           "] = " + text(bind(*assignment.value, 0, process(p)), &one) + ";");
        break;
      case Assignment::Kind::kMove:
        rules(one, target, indent);
        tell_move(target, indent);
        break;
    }
  }

  std::string move(const std::string& target, const Rule& rule) const {
    return target + " = " + system_.states[static_cast<std::size_t>(rule.next)];
  }

  void rules(const Action& one, const std::string& target, const std::string& indent) {
    const std::string undefined = name_of(system_.undefined) + " = true";
    line(indent, "if");
    for (const RuleBlock& block : system_.blocks) {
      line(indent, ":: (" + text(is_for_mover(system_, block)) + ") ->");
      if (!block.rules.empty() && block.rules.front().guard.op() == Op::kTrue) {
        line(indent, "   " + move(target, block.rules.front()));
        continue;
      }
      line(indent, "   if");
      bool is_total = false;
      for (const Rule& rule : block.rules) {
        is_total = rule.guard.op() == Op::kTrue;
        const std::string condition = is_total ? "else" : "(" + text(rule.guard, &one) + ")";
        line(indent, "   :: " + condition + " -> " + move(target, rule));
        if (is_total) break;
      }
      if (!is_total) line(indent, "   :: else -> " + undefined);
      line(indent, "   fi");
    }
    line(indent, "fi;");
  }

  void ending() {
    out_ += "\n";
    line("  ", comment("the run is over: all of this has to be true"));
    line("  ", ":: atomic {");
    const std::string indent = "       ";
    line(indent, "(" + text(system_.ended) + ") ->");
    line(indent, "d_step {");
    for (const Assertion& assertion : system_.assertions) {
      line(indent + "  ", assertion.name + " = (");
      line(indent + "    ", lines(assertion.formula, nullptr, indent + "    ") + ");");
    }
    line(indent, "}");
    for (const Assertion& assertion : system_.assertions) line(indent, "assert(" + assertion.name + ");");
    line(indent, "break");
    line("     ", "}");
  }

  const System& system_;
  int n_;
  std::string out_;
};

}  // namespace

std::string promela(const System& system) {
  return Printer(system).print();
}

}  // namespace ggms::exports
