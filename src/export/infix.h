#pragma once

#include <string>
#include <utility>

#include "export/system.h"

namespace ggms::exports {

/// Prints expressions with operators between their arguments; a language says what its operators look like,
/// and how it writes what has no common form. Quantifiers are written out for each process where it has none.
class Infix {
 public:
  struct Signs {
    std::string conjunction, disjunction, negation, equal, differs, less, at_most;
    std::string implies;  // empty: it has none
  };

  Infix(const System& system, Signs signs) : system_(system), signs_(std::move(signs)) {}
  virtual ~Infix() = default;

  /// The expression as it is in an action (null: in none), in a line.
  std::string text(const Expr& expr, const Action* action = nullptr) const;
  /// The same in as many lines as it takes, where it is a conjunction or disjunction; those after the first
  /// begin with `indent`.
  std::string lines(const Expr& expr, const Action* action, const std::string& indent) const;

 protected:
  const System& system() const { return system_; }
  /// What `sender`'s message is received as.
  virtual std::string message(const std::string& sender) const = 0;
  /// How many messages are received as a state.
  virtual std::string received(const std::string& state) const = 0;
  virtual std::string conditional(const std::string& condition, const std::string& a,
                                  const std::string& b) const = 0;
  /// What stands before and behind the body of a quantifier; empty where the language has none.
  virtual std::pair<std::string, std::string> quantifier(bool forall, const std::string& variable) const;
  /// A condition as 1 or 0.
  virtual std::string as_number(const std::string& condition) const = 0;

 private:
  enum class Level { kOr, kAnd, kComparison, kSum, kAtom };
  struct Piece {
    std::string text;
    Level level = Level::kAtom;
  };

  Piece piece(const Expr& expr, const Action* action) const;
  Piece comparison(const Expr& expr, const std::string& sign, const Action* action) const;
  Piece chain(const Expr& expr, const std::string& sign, Level level, const Action* action) const;
  /// The text with parentheses around it unless it binds more strongly than `level`.
  std::string within(const Expr& expr, Level level, const Action* action) const;

  const System& system_;
  Signs signs_;
};

}  // namespace ggms::exports
