// Reads a specification: the S-expression pass (script.cpp) finds what is declared and where each form
// stands, Z3's parser reads the terms and checks their sorts, and translate.cpp turns them into formulas.

#include <z3++.h>

#include <algorithm>
#include <cstdio>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/error.h"
#include "base/input_file.h"
#include "base/text.h"
#include "base/z3_context.h"
#include "spec/load.h"
#include "spec/script.h"
#include "spec/spec.h"
#include "spec/translate.h"

namespace ggms::spec {

namespace {

/// Z3's report of the first error: "line 3 column 10: message". Its lines count from 1, its columns (in
/// bytes) from 0.
struct Z3Error {
  int line = 0;
  int column = 0;
  std::string message;
};

/// The first message of Z3's list, on one line.
std::string one_line(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank) result += c;
    if (blank && !result.empty() && result.back() != ' ') result += ' ';
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

Z3Error parse_z3_error(const std::string& text) {
  constexpr const char* kFormat = "(error \"line %d column %d: %n";
  Z3Error error;
  int used = 0;
  if (std::sscanf(text.c_str(), kFormat, &error.line, &error.column, &used) != 2 || used == 0) {
    error.line = 0;
    error.message = one_line(text);
    return error;
  }
  const std::size_t end = text.find("\")", static_cast<std::size_t>(used));
  error.message = one_line(
      std::string_view(text).substr(static_cast<std::size_t>(used), end - static_cast<std::size_t>(used)));
  return error;
}

std::size_t offset_of(std::string_view text, const Z3Error& error) {
  std::size_t offset = 0;
  for (int line = 1; line < error.line; ++line) {
    const std::size_t end = text.find('\n', offset);
    if (end == std::string_view::npos) break;
    offset = end + 1;
  }
  return std::min(offset + static_cast<std::size_t>(std::max(error.column, 0)), text.size());
}

/// The innermost expression around an offset, if any.
const Sexpr* innermost(const std::vector<Sexpr>& forms, std::size_t offset) {
  for (const Sexpr& form : forms) {
    if (offset < form.begin.offset || offset > form.last) continue;
    const Sexpr* inside = innermost(form.items, offset);
    return inside != nullptr ? inside : &form;
  }
  return nullptr;
}

/// Z3 reports an error in a term at the closing parenthesis; this function finds the part of the term that
/// the message is about.
const Sexpr& culprit(const Sexpr& term, const std::string& message) {
  const auto says = [&](std::string_view part) { return message.find(part) != std::string::npos; };
  if (!term.is_list() || term.items.empty()) return term;
  // Z3 splits (< a b c) into pairs, and its argument number counts within the wrong pair.
  constexpr std::size_t kPair = 3;
  static const std::set<std::string> chains = {"<", "<=", ">", ">="};
  const bool is_chain = term.items.size() > kPair && chains.count(term.items[0].text) > 0;
  unsigned argument = 0;
  if (!is_chain && std::sscanf(message.c_str(), "Sort mismatch at argument #%u", &argument) == 1 &&
      argument < term.items.size()) {
    return term.items[argument];
  }
  if (says("term is not Boolean") && term.items.size() == 2 && term.items[1].items.size() > 1) {
    return term.items[1].items[1];
  }
  if (says("quantifier body") || says("definition, sort mismatch")) return term.items.back();
  return term;
}

/// Rewords messages of Z3 that would mislead: Scope has found every name declared, so only the sorts can be
/// wrong.
std::string reworded(const std::string& message) {
  const std::string_view unknown = "unknown constant ";
  if (message.starts_with(unknown)) return "arguments of the wrong sorts: " + message.substr(unknown.size());
  if (message.find("term is not Boolean") != std::string::npos) return "a property must be of sort Bool";
  if (message.find("is_datatype") != std::string::npos)
    return "(_ is value) tests a term of an enumeration's sort";
  return message;
}

[[noreturn]] void rethrow(const z3::exception& exception, const Script& script, const std::string& name) {
  const Z3Error error = parse_z3_error(exception.msg());
  if (error.line == 0) throw base::Error(name, 1, 1, "Z3 can't read this specification: " + error.message);
  const Sexpr* term = innermost(script.source.forms, offset_of(script.solver_text, error));
  if (term == nullptr) throw base::Error(name, error.line, error.column + 1, error.message);
  const Place& place = culprit(*term, error.message).begin;
  throw base::Error(name, place.line, place.column, reworded(error.message));
}

/// The file's name without folder and ".smt2", as it appears in output and in protocol files.
std::string short_name(const std::string& name) {
  const std::string_view ending = ".smt2";
  const std::size_t slash = name.find_last_of('/');
  std::string result = slash == std::string::npos ? name : name.substr(slash + 1);
  if (result.size() > ending.size() && result.ends_with(ending)) result.resize(result.size() - ending.size());
  return base::printable(result);
}

}  // namespace

Spec read_spec(std::string_view text, const std::string& name) {
  text = base::without_byte_order_mark(text);
  const Script script = read_script(text, name);
  Spec spec;
  spec.name = short_name(name);
  spec.text = text;
  spec.initial = script.initial;
  spec.decisions = script.decisions;
  spec.named_processes = script.named_processes;
  std::vector<Translation> translations;
  try {
    Z3_toggle_warning_messages(false);
    base::Z3Context owned;
    z3::context& context = owned.get();
    const z3::expr_vector assertions = context.parse_string(script.solver_text.c_str());
    CHECK(assertions.size() == script.assertions.size());
    translations = translate(assertions, spec.formulas);
  } catch (const z3::exception& exception) {
    base::check_memory(exception);
    rethrow(exception, script, name);
  } catch (const TranslationError& error) {
    const Place& place = script.assertions[error.property()].form->begin;
    throw base::Error(name, place.line, place.column, error.what());
  }
  for (std::size_t i = 0; i < translations.size(); ++i) {
    const Script::Assertion& assertion = script.assertions[i];
    Property property;
    property.name = assertion.name;
    property.formula = translations[i].formula;
    property.premise = translations[i].premise;
    property.has_premise = translations[i].has_premise;
    property.line = assertion.form->begin.line;
    property.column = assertion.form->begin.column;
    spec.properties.push_back(std::move(property));
  }
  return spec;
}

Spec load_spec(const std::string& path, base::Stop& stop) {
  // One byte past the limit is enough for read_spec to refuse a file of any size.
  const std::string text = base::read_input(path, kMaxTextBytes, stop);
  if (const std::size_t first = text.find_first_not_of(" \t\r\n");
      first != std::string::npos && text[first] == '{') {
    throw base::Error(
        base::printable(path) +
        ": looks like JSON and not like a specification; protocol files are read by ggms verify "
        "and ggms show");
  }
  return read_spec(text, path);
}

Spec load_spec(const std::string& path) {
  base::Stop never;
  return load_spec(path, never);
}

}  // namespace ggms::spec
