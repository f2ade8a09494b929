#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace ggms::spec {

/// Writes random specifications: well-sorted SMT-LIB terms that use everything the vocabulary and the
/// language allow (shadowing, `let`, `ite` on every sort, definitions with parameters, several variables in
/// one quantifier).
class RandomSpec {
 public:
  explicit RandomSpec(std::uint64_t seed) : random_(seed) {}

  /// Declarations of init's enumeration Start, decides's Choice, and a third, Extra.
  std::string enumerations() const;
  /// Declarations of the vocabulary, all but the sort Process, the enumerations and the processes p1 and p2.
  std::string vocabulary() const;
  /// A few definitions; the terms written afterwards use them.
  std::string definitions();
  /// A closed term of sort Bool, of about that depth.
  std::string property(int depth);
  /// Two closed terms: (forall ... (=> P Q)) and (exists ... P), with the same variables and the same P.
  std::pair<std::string, std::string> implication(int depth);

  int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint64_t>(limit)); }

 private:
  struct Variable {
    std::string name;
    std::string sort;
  };
  struct Definition {
    std::string name;
    std::vector<std::string> sorts;
    std::string result;
  };

  std::string term(const std::string& sort, int depth);
  std::string boolean(int depth);
  std::string atom(int depth);
  std::string comparison();
  std::string quantifier(int depth);
  std::string let(const std::string& sort, int depth);
  std::string application(const Definition& definition, int depth);
  std::string terms(const std::string& sort, int depth, int least, int most);
  std::string literal();
  std::string value(const std::string& sort);
  std::string variable(const std::string& sort);
  std::string sorted_variables(int count);

  std::mt19937_64 random_;
  std::vector<Variable> variables_;  // in force, innermost last
  std::vector<Definition> definitions_;
};

}  // namespace ggms::spec
