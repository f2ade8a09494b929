#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "export/notation.h"
#include "export/system.h"

namespace ggms::exports {

/// Expressions in languages of specification, which have quantifiers and functions. While an object lives it
/// stands at one place: in an action, below so many quantifiers.
class SpecificationNotation : public Notation {
 public:
  /// `body`, in which kBound of `depth` is a process; and what that is called.
  std::pair<std::string, std::string> of_process(const Expr& body, int depth) const;
  /// What a choice has to be, where it is called `it`.
  std::string permitted(const Action& action, std::size_t choice) const;
  /// Expressions of an action from now on; null: of none.
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
  mutable int permitted_ = -1;                // the choice that is called `it`
  mutable std::map<int, std::string> bound_;  // by depth
  mutable int level_ = 0;                     // quantifiers around
};

/// The variables that an action does not assign to.
std::vector<std::string> unchanged(const System& system, const Action& action);

}  // namespace ggms::exports
