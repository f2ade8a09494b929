// Writes one query of bounded model checking. Numbers and states are bit vectors, which solvers turn into
// propositional logic. The result of a step is a constant with an equation, because solvers would expand a
// definition (measured with z3 4.8.12 and cvc5 1.0.3: up to a hundred times slower; enumerations and integers
// instead of bit vectors: two to four times slower).

#include "export/smt2.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "base/check.h"
#include "export/listing.h"
#include "export/unrolling.h"

namespace ggms::exports {

namespace {

/// The width of bit vectors that hold 0 .. most.
int width_for(int most) {
  int width = 1;
  while ((1 << width) <= most) ++width;
  return width;
}

int largest_number(const Expr& expr) {
  int largest = expr.op() == Op::kNumber ? std::abs(expr.value()) : 0;
  for (const Expr& argument : expr.arguments()) largest = std::max(largest, largest_number(argument));
  return largest;
}

class Smt2Writer {
 public:
  explicit Smt2Writer(const System& system) : system_(system), unrolling_(unrolled(system)) {
    // No sum exceeds all counters together plus what one step adds: a message from each process to each.
    int most = system.processes * system.processes;
    for (const Variable& variable : system.variables) {
      if (variable.type.kind == Type::Kind::kRange) most += variable.type.high;
    }
    for (const UnrolledStep& step : unrolling_.steps) {
      for (const Term& term : step.terms) {
        names_.push_back(term.name);
        if (term.value) most = std::max(most, largest_number(*term.value));
      }
      for (const Expr& permitted : step.permitted) most = std::max(most, largest_number(permitted));
    }
    for (const Expr& assertion : unrolling_.assertions) most = std::max(most, largest_number(assertion));
    number_width_ = width_for(most);
    state_width_ = width_for(static_cast<int>(system.states.size()) - 1);
  }

  std::string write() const {
    std::vector<std::string> lines = system_.comments;
    lines.insert(
        lines.end(),
        {"", "Check it: z3 FILE, or cvc5 --bitblast=eager FILE (without the option much slower)",
         "  unsat: no execution breaks a property, and no move is missing.",
         "  sat:   some execution does. To see it, put (get-model) at the end; cvc5 wants --produce-models.",
         "Names: r2_p1_from_3 is what process 1 receives from process 3 in round 2."});
    std::string text =
        commented(";", lines) + "(set-info :smt-lib-version 2.6)\n(set-logic QF_BV)\n\n" + states();
    for (const UnrolledStep& step : unrolling_.steps) text += this->step(step);
    return text + goal() + "(check-sat)\n";
  }

 private:
  std::string states() const {
    std::string text = fmt::format("(define-sort State () (_ BitVec {}))\n", state_width_);
    for (std::size_t i = 0; i < system_.states.size(); ++i)
      text += fmt::format("(define-fun {} () State #b{:0{}b})\n", system_.states[i], i, state_width_);
    return text + fmt::format("(define-sort Number () (_ BitVec {}))\n", number_width_);
  }

  std::string step(const UnrolledStep& step) const {
    std::string text = "\n" + commented(";", {step.comment});
    for (const Term& term : step.terms) {
      text += fmt::format("(declare-const {} {})\n", term.name, sort(term.type));
      if (term.value) text += fmt::format("(assert (= {} {}))\n", term.name, this->text(*term.value));
    }
    for (const Expr& permitted : step.permitted) text += "(assert " + this->text(permitted) + ")\n";
    return text;
  }

  std::string goal() const {
    std::string text = "\n; The end of the run: some of these is broken.\n";
    std::string all;
    for (std::size_t i = 0; i < unrolling_.assertions.size(); ++i) {
      const Assertion& assertion = system_.assertions[i];
      text += commented(";", {assertion.comment}) +
              fmt::format("(declare-const {0} Bool)\n(assert (= {0} {1}))\n", assertion.name,
                          this->text(unrolling_.assertions[i]));
      all += " " + assertion.name;
    }
    return text + "(assert (not (and" + all + ")))\n";
  }

  static std::string sort(const Type& type) {
    switch (type.kind) {
      case Type::Kind::kBool:
        return "Bool";
      case Type::Kind::kState:
        return "State";
      default:
        return "Number";
    }
  }

  std::string call(const std::string& function, const Expr& expr) const {
    std::string call = "(" + function;
    for (const Expr& argument : expr.arguments()) call += " " + text(argument);
    return call + ")";
  }

  /// A number as a bit vector. Bit vectors wrap around, so a negative number subtracts when it is added.
  std::string number(int value) const {
    const unsigned mask = (1U << static_cast<unsigned>(number_width_)) - 1;
    return fmt::format("(_ bv{} {})", static_cast<unsigned>(value) & mask, number_width_);
  }

  std::string sum(const Expr& expr) const {
    std::string sum = text(expr[0]);
    for (std::size_t i = 1; i < expr.arguments().size(); ++i)
      sum = "(bvadd " + sum + " " + text(expr[i]) + ")";
    return sum;
  }

  std::string text(const Expr& expr) const {
    switch (expr.op()) {
      case Op::kTrue:
        return "true";
      case Op::kFalse:
        return "false";
      case Op::kNumber:
        return number(expr.value());
      case Op::kState:
        return system_.states[static_cast<std::size_t>(expr.value())];
      case Op::kVariable:
        return names_[static_cast<std::size_t>(expr.value())];
      case Op::kNot:
        return call("not", expr);
      case Op::kAnd:
        return call("and", expr);
      case Op::kOr:
        return call("or", expr);
      case Op::kImplies:
        return call("=>", expr);
      case Op::kEqual:
        return call("=", expr);
      case Op::kLess:
        return call("bvult", expr);
      case Op::kAtMost:
        return call("bvule", expr);
      case Op::kIf:
        return call("ite", expr);
      case Op::kPlus:
        return sum(expr);
      default:
        base::check_failed(__FILE__, __LINE__, "an unrolled expression was expected");
    }
  }

  const System& system_;
  Unrolling unrolling_;
  std::vector<std::string> names_;  // the names of terms
  int number_width_ = 0;
  int state_width_ = 0;
};

}  // namespace

std::string smt2(const System& system) {
  return Smt2Writer(system).write();
}

}  // namespace ggms::exports
