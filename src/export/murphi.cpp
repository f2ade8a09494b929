// Writes Murphi for rumur. An action is a rule, and its choices are the parameters of a ruleset. rumur tries
// every combination of parameters in every state, so a choice of states gets no more values than it needs.

#include "export/murphi.h"

#include <algorithm>
#include <vector>

#include "export/expr.h"
#include "export/steps.h"
#include "export/system_notation.h"

namespace ggms::exports {

namespace {

class MurphiNotation : public SystemNotation {
 public:
  MurphiNotation(const System& system, const Action* action)
      : SystemNotation(system, action, {"true", "false", "!", "&", "|", "->", "=", "!=", "<", "<="}) {}

 private:
  std::string conditional(const Expr& expr) const override {
    return "(" + part(expr[0]) + " ? " + part(expr[1]) + " : " + part(expr[2]) + ")";
  }
  std::string conditional_part(const Expr& expr) const override { return conditional(expr); }
  std::pair<std::string, std::string> quantifier(bool forall, const std::string& variable) const override {
    const std::string word = forall ? "forall" : "exists";
    return {word + " " + variable + ": processes do", "end" + word};
  }
};

/// The action with a choice of a number in place of each free choice among a few states.
Action with_numbered_choices(Action action, int states) {
  for (std::size_t i = 0; i < action.choices.size(); ++i) {
    const Type type = action.choices[i].type;
    if (type.kind != Type::Kind::kState || type.high - type.low + 1 == states) continue;
    const int at = static_cast<int>(i);
    bool is_free = true;
    Expr chosen = state(type.high);
    for (int s = type.high; s >= type.low; --s) {
      is_free = is_free && with_choice(action.choices[i].permitted, at, state(s)).op() == Op::kTrue;
      if (s < type.high) chosen = if_then_else(equal(choice(at), number(s - type.low)), state(s), chosen);
    }
    if (!is_free) continue;
    action.choices[i].type = {Type::Kind::kRange, 0, type.high - type.low};
    action.choices[i].permitted = constant(true);
    for (std::size_t later = i + 1; later < action.choices.size(); ++later)
      action.choices[later].permitted = with_choice(action.choices[later].permitted, at, chosen);
    for (Assignment& assignment : action.assignments) {
      if (assignment.value) assignment.value = with_choice(*assignment.value, at, chosen);
    }
  }
  return action;
}

/// A text between quotation marks.
std::string murphi_quoted(std::string text) {
  std::replace(text.begin(), text.end(), '"', '\'');
  std::replace(text.begin(), text.end(), '\\', '/');
  return "\"" + text + "\"";
}

class MurphiPrinter {
 public:
  explicit MurphiPrinter(const System& system) : system_(system), n_(system.processes) {}

  std::string print() {
    for (const std::string& text : system_.comments) line("", "-- " + text);
    line("", "--");
    line("", "-- To verify: rumur --deadlock-detection stuck FILE -o checker.c");
    line("", "--            cc -O2 -mcx16 -pthread checker.c -o checker && ./checker");
    line("", "-- An invariant that does not hold is named, and the run that breaks it shown.");
    declarations();
    start();
    for (const Action& one : system_.actions)
      action(with_numbered_choices(one, static_cast<int>(system_.states.size())));
    ending();
    return out_;
  }

 private:
  /// The expression as text, inside an action (null: outside).
  std::string text(const Expr& expr, const Action* action = nullptr) const {
    return MurphiNotation(system_, action).text(expr);
  }
  std::string lines(const Expr& expr, const Action* action, const std::string& indent) const {
    return MurphiNotation(system_, action).lines(expr, indent);
  }

  void line(const std::string& indent, const std::string& text) { out_ += indent + text + "\n"; }

  static std::string type_of(const Type& type) {
    switch (type.kind) {
      case Type::Kind::kBool:
        return "boolean";
      case Type::Kind::kState:
        return "states";
      case Type::Kind::kProcess:
        return "processes";
      case Type::Kind::kRange:
        break;
    }
    return std::to_string(type.low) + ".." + std::to_string(type.high);
  }

  void declarations() {
    line("", "\ntype");
    line("  ", "processes: 1.." + std::to_string(n_) + ";");
    std::string names;
    for (const std::string& state : system_.states) names += (names.empty() ? "" : ", ") + state;
    line("  ", "states: enum { " + names + " };");
    line("", "\nvar");
    for (const Variable& variable : system_.variables) {
      const std::string array = variable.per_process ? "array [processes] of " : "";
      line("  ", variable.name + ": " + array + type_of(variable.type) + ";  -- " + variable.comment);
    }
  }

  void start() {
    line("", "\nstartstate \"start\"");
    line("", "begin");
    for (const Variable& variable : system_.variables) {
      const std::string first = text(variable.initial);
      line("  ", variable.per_process
                     ? "for p: processes do " + variable.name + "[p] := " + first + "; endfor;"
                     : variable.name + " := " + first + ";");
    }
    line("", "end;");
  }

  void action(const Action& one) {
    line("", "\n-- " + one.comment);
    for (const Choice& choice : one.choices)
      line("", "ruleset " + choice.name + ": " + type_of(choice.type) + " do");
    line("", "rule " + murphi_quoted(one.name));
    std::string indent = "  ";
    line(indent, lines(one.guard, &one, indent));
    for (const Choice& choice : one.choices) {
      if (choice.permitted.op() == Op::kTrue) continue;
      line(indent, "& (" + lines(choice.permitted, &one, indent + "   ") + ")");
    }
    line("", "==>");
    if (one.messages) {
      line("", "var");
      line(indent, "msg: array [processes] of states;");
      if (has_move(one)) line(indent, "received: array [states] of 0.." + std::to_string(n_) + ";");
    }
    line("", "begin");
    if (one.messages) messages(one, indent);
    for (const Assignment& assignment : in_order(one)) assign(one, assignment, indent);
    line("", "end;");
    for (std::size_t i = 0; i < one.choices.size(); ++i) line("", "endruleset;");
  }

  void messages(const Action& one, const std::string& indent) {
    for (int p = 1; p <= n_; ++p) {
      const Expr message = bind(*one.messages, 0, process(p));
      line(indent, "msg[" + std::to_string(p) + "] := " + text(message, &one) + ";");
    }
    if (!has_move(one)) return;
    line(indent, "for s: states do received[s] := 0; endfor;");
    line(indent, "for p: processes do received[msg[p]] := received[msg[p]] + 1; endfor;");
  }

  void assign(const Action& one, const Assignment& assignment, const std::string& indent) {
    const std::string name = system_.variables[static_cast<std::size_t>(assignment.variable)].name;
    const std::string target = assignment.index ? name + "[" + text(*assignment.index, &one) + "]" : name;
    switch (assignment.kind) {
      case Assignment::Kind::kWhole:
      case Assignment::Kind::kElement:
        line(indent, target + " := " + text(*assignment.value, &one) + ";");
        break;
      case Assignment::Kind::kAll:
        for (int p = 1; p <= n_; ++p)
          line(indent, name + "[" + std::to_string(p) +
                           "] := " + text(bind(*assignment.value, 0, process(p)), &one) + ";");
        break;
      case Assignment::Kind::kMove:
        rules(one, target, indent);
        break;
    }
  }

  void rules(const Action& one, const std::string& target, const std::string& indent) {
    const std::string undefined =
        system_.variables[static_cast<std::size_t>(system_.undefined)].name + " := true;";
    bool is_first = true;
    for (const RuleBlock& block : system_.blocks) {
      line(indent, (is_first ? "if " : "elsif ") + text(is_for_mover(system_, block)) + " then");
      is_first = false;
      bool has_rule = false;
      bool is_total = false;
      for (const Rule& rule : block.rules) {
        const std::string move = target + " := " + system_.states[static_cast<std::size_t>(rule.next)] + ";";
        is_total = rule.guard.op() == Op::kTrue;
        const std::string condition = text(rule.guard, &one);
        if (is_total) {
          line(indent, has_rule ? "  else " + move : "  " + move);
        } else {
          line(indent, (has_rule ? "  elsif " : "  if ") + condition + " then " + move);
          has_rule = true;
        }
        if (is_total) break;
      }
      if (!is_total) line(indent, has_rule ? "  else " + undefined : "  " + undefined);
      if (has_rule) line(indent, "  endif;");
    }
    line(indent, "endif;");
  }

  void ending() {
    line("", "\n-- a run that is over stays as it is; any other that can't go on is a deadlock");
    line("", "rule \"over\"");
    line("  ", text(system_.ended));
    line("", "==>");
    line("", "begin");
    line("", "end;");
    for (const Assertion& assertion : system_.assertions) {
      line("", "\ninvariant " + murphi_quoted(assertion.comment));
      line("  ", lines(assertion.formula, nullptr, "  ") + ";");
    }
  }

  const System& system_;
  int n_;
  std::string out_;
};

}  // namespace

std::string murphi(const System& system) {
  return MurphiPrinter(system).print();
}

}  // namespace ggms::exports
