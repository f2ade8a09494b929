#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "export/notation.h"
#include "export/system.h"

namespace ggms::exports {

/// Expressions in specification languages, which have quantifiers and functions. An object keeps its current
/// place: the action, and the number of surrounding quantifiers.
class SpecificationNotation : public Notation {
 public:
  /// `body` as text, and the name that it uses for the process that kBound of `depth` stands for.
  std::pair<std::string, std::string> of_process(const Expr& body, int depth) const;
  /// The condition on a choice, with the choice called `it`.
  std::string permitted(const Action& action, std::size_t choice) const;
  /// From now on, expressions belong to this action; null: to none.
  void enter(const Action* action) { action_ = action; }

 protected:
  SpecificationNotation(const System& system, const Operators& operators)
      : Notation(operators), system_(system) {}

  /// The element of a function.
  virtual std::string element(const std::string& function, const std::string& process) const = 0;

 private:
  std::string word(const Expr& expr) const override;

  const System& system_;
  const Action* action_ = nullptr;
  mutable int permitted_ = -1;                // the choice that is now called `it`
  mutable std::map<int, std::string> bound_;  // by depth
  mutable int level_ = 0;                     // how many quantifiers surround the place
};

/// The variables that an action does not assign to.
std::vector<std::string> unchanged(const System& system, const Action& action);

}  // namespace ggms::exports
