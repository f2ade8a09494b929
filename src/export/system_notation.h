#pragma once

#include <string>
#include <utility>

#include "export/notation.h"
#include "export/system.h"

namespace ggms::exports {

/// Writes a system's expressions in a language whose arrays are written variable[process], and that has two
/// of its own: msg, what each sender's message is received as, and received, how often each state is.
class SystemNotation : public Notation {
 public:
  /// The expression in as many lines as it takes, where it is a conjunction or a disjunction; those after the
  /// first begin with `indent`.
  std::string lines(const Expr& expr, const std::string& indent) const;

 protected:
  /// `action`: in which the expressions are; null: in none.
  SystemNotation(const System& system, const Action* action, const Operators& operators)
      : Notation(operators), system_(system), action_(action), operators_(operators) {}

  /// What stands before and behind the body of a quantifier; empty where the language has none, and it is
  /// written out for all processes.
  virtual std::pair<std::string, std::string> quantifier(bool, const std::string&) const { return {}; }

 private:
  std::string word(const Expr& expr) const override;
  std::string quantified(const Expr& expr) const override;

  const System& system_;
  const Action* action_;
  Operators operators_;
};

}  // namespace ggms::exports
