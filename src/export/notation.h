#pragma once

#include <string>

#include "export/system.h"

namespace ggms::exports {

/// Writes expressions the way most languages do, with operators between their arguments. A language says what
/// its own words are; a part that is no single word is put in parentheses wherever an operator is next to it,
/// so that no language's precedences matter.
class Notation {
 public:
  virtual ~Notation() = default;

  std::string text(const Expr& expr) const;
  /// The same, in parentheses unless it is one word or a call.
  std::string part(const Expr& expr) const;

 protected:
  struct Operators {
    const char* yes;
    const char* no;
    const char* negation;  // in front of its argument
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

  /// A literal, a variable, a choice, a message or what a quantifier binds: one word, or a call.
  virtual std::string word(const Expr& expr) const = 0;
  virtual std::string conditional(const Expr& expr) const = 0;
  /// The same next to an operator.
  virtual std::string conditional_part(const Expr& expr) const { return "(" + conditional(expr) + ")"; }
  /// Of kForall, kExists and kCount.
  virtual std::string quantified(const Expr& expr) const = 0;

  std::string joined(const Expr& expr, const std::string& between) const;

 private:
  Operators operators_;
};

}  // namespace ggms::exports
