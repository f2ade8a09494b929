#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "spec/sexpr.h"

namespace ggms::spec {

/// The facts about a term, with all definitions expanded, that the reader needs before Z3 sees the term.
struct TermInfo {
  /// A term of sort Int is a literal or `failures`, and no other.
  enum class Number { kNone, kLiteral, kFailures };

  Number number = Number::kNone;
  std::size_t size = 1;  // how many symbols
  std::size_t uses = 0;  // how often it uses parameters of the definition around it
  int depth = 1;         // how deeply its terms are nested
  int processes = 0;     // how many quantified process variables are nested
};

/// What a name stands for in a term.
struct Symbol {
  std::size_t arity = 0;
  TermInfo info;                   // of a definition's body, or of the term that a `let` names
  std::vector<bool> takes_number;  // by argument: whether it is of sort Int
};

/// The limits of one specification with all definitions expanded. Z3 expands definitions while it reads, so
/// the reader checks the limits before.
inline constexpr std::size_t kMaxExpandedSize = 200'000;  // symbols
inline constexpr int kMaxExpandedDepth = 1000;            // terms inside terms
inline constexpr int kMaxInteger = 1'000'000;             // the largest literal
inline constexpr std::size_t kMaxValues = 1000;           // of one enumeration

/// The names and sorts that are in force, and the check that a term uses only these: every symbol known,
/// every function with its number of arguments, whole numbers only where the vocabulary has them. Z3 checks
/// whether the sorts fit together. Throws base::Error at the offending symbol.
class Scope {
 public:
  explicit Scope(const std::string& name);

  /// Declares a sort; throws if there is one of that name.
  void add_sort(const Sexpr& name);
  /// The sort's name; throws if `sort` is not a sort.
  const std::string& sort(const Sexpr& sort) const;

  /// Declares a constant, function, definition or property; throws if the name is taken. With
  /// `may_be_vocabulary` unset, names of the vocabulary are refused too.
  void add(const Sexpr& name, Symbol symbol, bool may_be_vocabulary);
  /// Declares a value of the enumeration `sort`.
  void add_constructor(const Sexpr& name, const std::string& sort);

  /// Checks a term and returns the facts about it.
  TermInfo check(const Sexpr& term);
  /// Checks a definition's body under its parameters, ((x Sort) ...).
  Symbol check_definition(const Sexpr& parameters, const Sexpr& body);

  [[noreturn]] void fail(const Sexpr& where, const std::string& message) const;

 private:
  struct Variable {
    const Sexpr* name = nullptr;
    const std::string* sort = nullptr;
  };

  struct Arguments {
    TermInfo above;            // of the term around these arguments, without its operator
    std::size_t max_size = 0;  // of one argument
    std::size_t max_uses = 0;
    std::vector<TermInfo::Number> numbers;
  };

  /// The name in quotes, for messages. |Quoted symbols| can have line breaks; a message has none.
  static std::string quoted(const std::string& name);
  TermInfo symbol(const Sexpr& term);
  TermInfo application(const Sexpr& term);
  TermInfo operation(const Sexpr& term);
  TermInfo call(const Sexpr& term);
  TermInfo let(const Sexpr& term);
  TermInfo quantified(const Sexpr& term);
  Arguments arguments(const Sexpr& term);
  TermInfo tester(const Sexpr& term);
  TermInfo qualified(const Sexpr& term);
  std::vector<Variable> sorted_variables(const Sexpr& list) const;
  void bind(const Sexpr& name, Symbol symbol);
  void unbind(const Sexpr& name);
  const Symbol* lookup(const std::string& name) const;
  TermInfo limited(const Sexpr& where, TermInfo info) const;

  std::string name_;  // the file's
  std::set<std::string> sorts_;
  std::map<std::string, std::vector<Symbol>> symbols_;  // the innermost meaning last
  std::map<std::string, std::string> constructors_;     // with their sorts
};

}  // namespace ggms::spec
