// Checks the names in a term before Z3 reads it. Z3 would find an unknown symbol too. But Z3 accepts some
// terms (arithmetic, arrays, shadowed operators) that have no meaning in a specification, and only this pass
// knows where in the file they stand. It measures definitions as if expanded, because Z3 expands them: a few
// lines of definitions that call each other can expand to more than any memory holds.

#include <algorithm>
#include <set>
#include <utility>

#include "spec/formula.h"
#include "spec/operators.h"
#include "spec/scope.h"
#include "spec/vocabulary.h"

namespace ggms::spec {

namespace {

using Number = TermInfo::Number;

std::string count_of(std::size_t n) {
  return std::to_string(n) + (n == 1 ? " argument" : " arguments");
}

}  // namespace

TermInfo Scope::limited(const Sexpr& where, TermInfo info) const {
  if (info.size > kMaxExpandedSize) {
    fail(where, "with its definitions expanded, this has more than " + std::to_string(kMaxExpandedSize) +
                    " symbols");
  }
  if (info.depth > kMaxExpandedDepth) {
    fail(where, "with its definitions expanded, this has more than " + std::to_string(kMaxExpandedDepth) +
                    " terms inside each other");
  }
  if (info.processes > Formulas::kMaxProcessVariables) {
    fail(where, "more than " + std::to_string(Formulas::kMaxProcessVariables) +
                    " quantified process variables inside each other");
  }
  return info;
}

TermInfo Scope::check(const Sexpr& term) {
  switch (term.kind) {
    case Sexpr::Kind::kSymbol:
      return symbol(term);
    case Sexpr::Kind::kNumeral: {
      constexpr std::size_t kSafeDigits = 9;
      if (term.text.size() > kSafeDigits || std::stoi(term.text) > kMaxInteger) {
        fail(term, "an integer can be at most " + std::to_string(kMaxInteger));
      }
      TermInfo info;
      info.number = Number::kLiteral;
      return info;
    }
    case Sexpr::Kind::kList:
      return application(term);
    default:
      fail(term, quoted(term.text) + " has no meaning in a specification");
  }
}

TermInfo Scope::symbol(const Sexpr& term) {
  if (term.text == "true" || term.text == "false") return {};
  const Symbol* known = lookup(term.text);
  if (known == nullptr) {
    if (is_word(term.text)) fail(term, quoted(term.text) + " can't stand alone");
    if (term.text.size() > 1 && term.text[0] == '-' &&
        term.text.find_first_not_of("0123456789", 1) == std::string::npos) {
      fail(term, "a negative number is written (- " + term.text.substr(1) + ") in SMT-LIB");
    }
    const bool forgotten = is_vocabulary(term.text);
    fail(term, forgotten ? quoted(term.text) + " must be declared before it is used"
                         : "unknown symbol " + quoted(term.text));
  }
  if (known->arity > 0) fail(term, quoted(term.text) + " needs " + count_of(known->arity));
  return limited(term, known->info);
}

TermInfo Scope::application(const Sexpr& term) {
  if (term.items.empty()) fail(term, "'()' is not a term");
  const Sexpr& head = term.items[0];
  if (head.is_list()) return tester(term);
  if (!head.is_symbol()) fail(head, "the name of a function was expected here");
  if (head.text == "let") return let(term);
  if (head.text == "forall" || head.text == "exists") return quantified(term);
  if (head.text == "as") return qualified(term);
  if (head.text == "!") fail(head, "only a whole assertion can be annotated: (assert (! term :named name))");
  if (operators().count(head.text) != 0) return operation(term);
  return call(term);
}

Scope::Arguments Scope::arguments(const Sexpr& term) {
  Arguments result;
  TermInfo& above = result.above;
  for (std::size_t i = 1; i < term.items.size(); ++i) {
    const TermInfo info = check(term.items[i]);
    above.size += info.size;
    above.uses += info.uses;
    result.max_size = std::max(result.max_size, info.size);
    result.max_uses = std::max(result.max_uses, info.uses);
    above.depth = std::max(above.depth, info.depth + 1);
    above.processes = std::max(above.processes, info.processes);
    result.numbers.push_back(info.number);
  }
  return result;
}

TermInfo Scope::operation(const Sexpr& term) {
  const Sexpr& head = term.items[0];
  const Operator& op = operators().at(head.text);
  const std::size_t n = term.items.size() - 1;
  if (n < op.min || n > op.max) {
    const std::string least = op.max == kAnyNumber ? "at least " : "";
    fail(head, quoted(head.text) + " needs " + least + count_of(op.min) + ", not " + std::to_string(n));
  }
  if (n == 0) fail(term, "a constant is written without parentheses");
  const Arguments of = arguments(term);
  TermInfo info = of.above;
  if (op.nested) info.depth += static_cast<int>(n);
  if (head.text == "-") {
    if (of.numbers[0] != Number::kLiteral)
      fail(term.items[1], "'-' is only for negative literals such as (- 1)");
    info.number = Number::kLiteral;
  }
  if (head.text == "ite" && of.numbers[1] != Number::kNone) {
    fail(term.items[2], "'ite' can't choose between integers; compare with each of them instead");
  }
  return limited(head, info);
}

TermInfo Scope::call(const Sexpr& term) {
  const Sexpr& head = term.items[0];
  const Symbol* found = lookup(head.text);
  if (found == nullptr) {
    if (is_vocabulary(head.text)) fail(head, quoted(head.text) + " must be declared before it is used");
    fail(head, "unknown symbol " + quoted(head.text));
  }
  const Symbol known = *found;
  const std::size_t n = term.items.size() - 1;
  if (known.arity == 0) fail(head, quoted(head.text) + " is not a function");
  if (n != known.arity) {
    fail(head, quoted(head.text) + " needs " + count_of(known.arity) + ", not " + std::to_string(n));
  }
  auto [info, max_size, max_uses, numbers] = arguments(term);
  for (std::size_t i = 0; i < n; ++i) {
    if (known.takes_number[i] && numbers[i] != Number::kLiteral) {
      fail(term.items[i + 1], "an integer literal such as 2 is needed here");
    }
  }
  // Z3 copies each argument to every place of the body that uses it.
  info.size += known.info.size + known.info.uses * max_size;
  info.uses = known.info.uses * max_uses;
  info.depth += known.info.depth;
  info.processes += known.info.processes;
  info.number = known.info.number;
  return limited(head, info);
}

/// ((_ is constructor) term)
TermInfo Scope::tester(const Sexpr& term) {
  const std::vector<Sexpr>& head = term.items[0].items;
  if (head.size() != 3 || !head[0].is_symbol("_") || !head[1].is_symbol("is")) {
    fail(term.items[0], "the name of a function was expected here");
  }
  if (!head[2].is_symbol() || constructors_.count(head[2].text) == 0) {
    fail(head[2], "a value of an enumeration was expected here");
  }
  if (term.items.size() != 2) fail(term.items[0], "a test needs one argument");
  return limited(term, arguments(term).above);
}

/// (as constructor Sort)
TermInfo Scope::qualified(const Sexpr& term) {
  if (term.items.size() != 3) fail(term, "expected (as value Sort)");
  const Sexpr& value = term.items[1];
  if (!value.is_symbol() || constructors_.count(value.text) == 0 || symbols_.at(value.text).size() != 1) {
    fail(value, "a value of an enumeration was expected here");
  }
  const std::string& of = constructors_.at(value.text);
  if (sort(term.items[2]) != of) fail(term.items[2], quoted(value.text) + " is a value of " + quoted(of));
  return {};
}

TermInfo Scope::let(const Sexpr& term) {
  if (term.items.size() != 3 || !term.items[1].is_list() || term.items[1].items.empty()) {
    fail(term, "expected (let ((name term) ...) term)");
  }
  const std::vector<Sexpr>& bindings = term.items[1].items;
  std::vector<Symbol> symbols;
  std::set<std::string> names;
  std::size_t size = 1;
  for (const Sexpr& binding : bindings) {
    if (!binding.is_list() || binding.items.size() != 2 || !binding.items[0].is_symbol()) {
      fail(binding, "expected (name term)");
    }
    const Sexpr& name = binding.items[0];
    if (is_word(name.text))
      fail(name, quoted(name.text) + " is a word of SMT-LIB and can't be used as a name");
    if (!names.insert(name.text).second) fail(name, quoted(name.text) + " is bound twice");
    Symbol symbol;
    symbol.info = check(binding.items[1]);
    size += symbol.info.size;
    symbols.push_back(std::move(symbol));
  }
  for (std::size_t i = 0; i < bindings.size(); ++i) bind(bindings[i].items[0], symbols[i]);
  TermInfo info = check(term.items[2]);
  for (const Sexpr& binding : bindings) unbind(binding.items[0]);
  info.size += size;
  return limited(term, info);
}

std::vector<Scope::Variable> Scope::sorted_variables(const Sexpr& list) const {
  if (!list.is_list()) fail(list, "expected ((name Sort) ...)");
  std::vector<Variable> variables;
  std::set<std::string> names;
  for (const Sexpr& item : list.items) {
    if (!item.is_list() || item.items.size() != 2 || !item.items[0].is_symbol())
      fail(item, "expected (name Sort)");
    const Sexpr& name = item.items[0];
    if (is_word(name.text))
      fail(name, quoted(name.text) + " is a word of SMT-LIB and can't be used as a name");
    if (!names.insert(name.text).second) fail(name, quoted(name.text) + " is bound twice");
    variables.push_back({&name, &sort(item.items[1])});
  }
  return variables;
}

TermInfo Scope::quantified(const Sexpr& term) {
  if (term.items.size() != 3 || !term.items[1].is_list() || term.items[1].items.empty()) {
    fail(term, "expected (" + term.items[0].text + " ((name Sort) ...) term)");
  }
  const std::vector<Variable> variables = sorted_variables(term.items[1]);
  int processes = 0;
  for (std::size_t i = 0; i < variables.size(); ++i) {
    if (*variables[i].sort == "Int") {
      fail(term.items[1].items[i].items[1], "Int is infinite; quantify over Process, Bool or an enumeration");
    }
    if (*variables[i].sort == "Process") ++processes;
  }
  for (const Variable& variable : variables) bind(*variable.name, Symbol{});
  TermInfo info = check(term.items[2]);
  for (const Variable& variable : variables) unbind(*variable.name);
  info.number = Number::kNone;
  info.size += 1 + variables.size();
  info.depth += 1;
  info.processes += processes;
  return limited(term, info);
}

Symbol Scope::check_definition(const Sexpr& parameters, const Sexpr& body) {
  const std::vector<Variable> variables = sorted_variables(parameters);
  Symbol definition;
  definition.arity = variables.size();
  for (const Variable& variable : variables) {
    Symbol parameter;
    parameter.info.uses = 1;
    if (*variable.sort == "Int") parameter.info.number = Number::kLiteral;
    definition.takes_number.push_back(*variable.sort == "Int");
    bind(*variable.name, std::move(parameter));
  }
  definition.info = check(body);
  for (const Variable& variable : variables) unbind(*variable.name);
  return definition;
}

}  // namespace ggms::spec
