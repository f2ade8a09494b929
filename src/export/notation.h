#pragma once

#include <string>

#include "export/system.h"

namespace ggms::exports {

/// Writes expressions with operators between their arguments, as most languages do. A subclass has the words
/// of its language. A part of more than one word is put in parentheses next to an operator, so that the
/// language's precedences don't matter.
class Notation {
 public:
  virtual ~Notation() = default;

  std::string text(const Expr& expr) const;
  /// The text of an expression, in parentheses unless it is one word or a call.
  std::string part(const Expr& expr) const;

 protected:
  struct Operators {
    const char* yes;
    const char* no;
    const char* negation;  // before its argument
    const char* conjunction;
    const char* disjunction;
    const char* implication;
    const char* equality;
    const char* inequality;
    const char* less;
    const char* at_most;
    bool negation_is_call = false;
  };
  explicit Notation(const Operators& operators) : operators_(operators) {}

  /// A literal, a variable, a choice, a message or a bound process: one word, or a call.
  virtual std::string word(const Expr& expr) const = 0;
  virtual std::string conditional(const Expr& expr) const = 0;
  /// A conditional next to an operator.
  virtual std::string conditional_part(const Expr& expr) const { return "(" + conditional(expr) + ")"; }
  /// The text of kForall, kExists and kCount.
  virtual std::string quantified(const Expr& expr) const = 0;

  std::string joined(const Expr& expr, const std::string& between) const;

 private:
  Operators operators_;
};

}  // namespace ggms::exports
