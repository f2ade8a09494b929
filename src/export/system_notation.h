#pragma once

#include <string>
#include <utility>

#include "export/notation.h"
#include "export/system.h"

namespace ggms::exports {

/// Writes a system's expressions in a language whose arrays are written variable[process]. Two arrays are
/// added: msg has the received state per sender, received has how often each state arrived.
class SystemNotation : public Notation {
 public:
  /// The expression, on several lines if it is a long conjunction or disjunction; lines after the first begin
  /// with `indent`.
  std::string lines(const Expr& expr, const std::string& indent) const;

 protected:
  /// `action`: the action that the expressions belong to; null: none.
  SystemNotation(const System& system, const Action* action, const Operators& operators)
      : Notation(operators), system_(system), action_(action), operators_(operators) {}

  /// The text before and after the body of a quantifier; empty if the language has no quantifiers, so that
  /// they are written out for all processes.
  virtual std::pair<std::string, std::string> quantifier(bool, const std::string&) const { return {}; }

 private:
  std::string word(const Expr& expr) const override;
  std::string quantified(const Expr& expr) const override;

  const System& system_;
  const Action* action_;
  Operators operators_;
};

}  // namespace ggms::exports
