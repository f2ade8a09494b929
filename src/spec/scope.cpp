// Keeps the names that are in force while a specification is read. It refuses names that Z3 would accept but
// that have no meaning in a specification, or a meaning of Z3's own.

#include "spec/scope.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "spec/operators.h"
#include "spec/vocabulary.h"

namespace ggms::spec {

namespace {

/// For every value of an enumeration Z3 declares a function whose name is this prefix and the value's name.
constexpr std::string_view kTesterPrefix = "is-";

}  // namespace

Scope::Scope(const std::string& name) : name_(name) {
  sorts_.insert({"Bool", "Int"});
}

void Scope::fail(const Sexpr& where, const std::string& message) const {
  throw base::Error(name_, where.begin.line, where.begin.column, message);
}

void Scope::add_sort(const Sexpr& name) {
  if (!name.is_symbol()) fail(name, "the name of a sort was expected here");
  if (is_word(name.text)) fail(name, quoted(name.text) + " is a word of SMT-LIB and can't be used as a name");
  if (!sorts_.insert(name.text).second) fail(name, "there is a sort " + quoted(name.text) + " already");
}

const std::string& Scope::sort(const Sexpr& sort) const {
  if (!sort.is_symbol()) fail(sort, "the name of a sort was expected here");
  if (sorts_.count(sort.text) == 0) {
    fail(sort, "unknown sort " + quoted(sort.text) +
                   "; there are Bool, Process and the enumerations declared above");
  }
  return sort.text;
}

void Scope::add(const Sexpr& name, Symbol symbol, bool may_be_vocabulary) {
  if (!name.is_symbol()) fail(name, "a name was expected here");
  if (is_word(name.text)) fail(name, quoted(name.text) + " is a word of SMT-LIB and can't be used as a name");
  if (name.text.find_first_of("\t\r\n") != std::string::npos)
    fail(name, "a name can't contain a tab or a line break");
  if (!may_be_vocabulary && is_vocabulary(name.text)) {
    fail(name, quoted(name.text) + " is a name of the vocabulary; choose another");
  }
  if (symbols_.count(name.text) != 0) fail(name, quoted(name.text) + " is declared already");
  const bool tester = name.text.starts_with(kTesterPrefix) &&
                      constructors_.count(name.text.substr(kTesterPrefix.size())) != 0;
  if (tester)
    fail(name, quoted(name.text) + " is Z3's name for the test of a value declared above; choose another");
  symbols_[name.text].push_back(std::move(symbol));
}

void Scope::add_constructor(const Sexpr& name, const std::string& sort) {
  if (symbols_.count(std::string(kTesterPrefix) + name.text) != 0) {
    fail(name, "Z3 would name the test for this value '" + std::string(kTesterPrefix) + name.text +
                   "', which is declared already");
  }
  add(name, Symbol{}, false);
  constructors_[name.text] = sort;
}

const Symbol* Scope::lookup(const std::string& name) const {
  const auto it = symbols_.find(name);
  return it == symbols_.end() ? nullptr : &it->second.back();
}

void Scope::bind(const Sexpr& name, Symbol symbol) {
  symbols_[name.text].push_back(std::move(symbol));
}

void Scope::unbind(const Sexpr& name) {
  const auto it = symbols_.find(name.text);
  it->second.pop_back();
  if (it->second.empty()) symbols_.erase(it);
}

std::string Scope::quoted(const std::string& name) {
  const auto end = std::find_if(name.begin(), name.end(), [](char c) { return c >= 0 && c < ' '; });
  return "'" + std::string(name.begin(), end) + (end == name.end() ? "'" : "...'");
}

}  // namespace ggms::spec
