// Goes through the commands of a specification: checks which are allowed, collects what they declare, and
// checks that the names of the vocabulary are declared with the vocabulary's sorts. Z3 forgets the names and
// places of assertions; this pass keeps them.

#include "spec/script.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/error.h"
#include "spec/scope.h"
#include "spec/vocabulary.h"

namespace ggms::spec {

namespace {

std::string quoted(const std::string& name) {
  return "'" + name + "'";
}

class ScriptReader {
 public:
  ScriptReader(std::string_view text, const std::string& name) : name_(name), scope_(name) {
    script_.source = read_sexprs(text, name);
    script_.solver_text = script_.source.without_comments;
  }

  Script read() {
    const std::vector<Sexpr>& forms = script_.source.forms;
    for (std::size_t i = 0; i < forms.size(); ++i) {
      if (exited_) scope_.fail(forms[i], "nothing may follow (exit)");
      command(forms[i]);
    }
    if (script_.initial.empty()) missing("(declare-fun init (Process) <enumeration>)");
    if (script_.decisions.empty()) missing("(declare-fun decides (Process <enumeration>) Bool)");
    if (script_.assertions.empty()) missing("(assert (! <property> :named <name>))");
    return std::move(script_);
  }

 private:
  [[noreturn]] void missing(const std::string& what) const {
    throw base::Error(name_, 1, 1, "the specification has no " + what);
  }

  void command(const Sexpr& form) {
    if (!form.is_list() || form.items.empty() || !form.items[0].is_symbol()) {
      scope_.fail(form, "a command such as (declare-fun ...) or (assert ...) was expected here");
    }
    const std::string& head = form.items[0].text;
    if (head == "declare-sort") return declare_sort(form);
    if (head == "declare-datatypes") return declare_datatypes(form);
    if (head == "declare-datatype") return declare_datatype(form);
    if (head == "declare-fun") return declare_fun(form);
    if (head == "declare-const") return declare_const(form);
    if (head == "define-fun") return define_fun(form);
    if (head == "define-const") return define_const(form);
    if (head == "assert") return add_assertion(form);
    if (head == "exit") exited_ = true;
    static const std::set<std::string> ignored = {"set-logic", "set-info", "set-option", "check-sat", "exit"};
    if (ignored.count(head) != 0) return blank(form);
    scope_.fail(form.items[0], quoted(head) + " is not a command that a specification may use");
  }

  /// Hides a command from the solver: options would change how Z3 reads, and logics would forbid terms that
  /// it needs.
  void blank(const Sexpr& form) {
    for (std::size_t i = form.begin.offset; i <= form.last; ++i) {
      if (script_.solver_text[i] != '\n') script_.solver_text[i] = ' ';
    }
  }

  void expect(bool condition, const Sexpr& where, const std::string& shape) const {
    if (!condition) scope_.fail(where, "expected " + shape);
  }

  void declare_sort(const Sexpr& form) {
    const auto& items = form.items;
    const char* const shape = "(declare-sort Process 0)";
    expect(items.size() == 3, form, shape);
    expect(items[1].is_symbol("Process"), items[1], shape);
    expect(items[2].kind == Sexpr::Kind::kNumeral && items[2].text == "0", items[2], shape);
    scope_.add_sort(items[1]);
  }

  void declare_datatypes(const Sexpr& form) {
    const char* const shape = "(declare-datatypes ((Name 0) ...) (((value) ...) ...))";
    const auto& items = form.items;
    expect(items.size() == 3 && items[1].is_list() && items[2].is_list() && !items[1].items.empty(), form,
           shape);
    expect(items[1].items.size() == items[2].items.size(), items[2], shape);
    for (const Sexpr& sort : items[1].items) {
      expect(sort.is_list() && sort.items.size() == 2, sort, "(Name 0)");
      const Sexpr& arity = sort.items[1];
      expect(arity.kind == Sexpr::Kind::kNumeral && arity.text == "0", arity,
             "0: an enumeration has no parameters");
    }
    for (std::size_t i = 0; i < items[1].items.size(); ++i) {
      enumeration(items[1].items[i].items[0], items[2].items[i]);
    }
  }

  void declare_datatype(const Sexpr& form) {
    expect(form.items.size() == 3, form, "(declare-datatype Name ((value) ...))");
    enumeration(form.items[1], form.items[2]);
  }

  void enumeration(const Sexpr& name, const Sexpr& constructors) {
    expect(name.is_symbol(), name, "the name of an enumeration");
    if (name.text == "Process") scope_.fail(name, "Process is declared by (declare-sort Process 0)");
    expect(constructors.is_list() && !constructors.items.empty(), constructors, "((value) ...)");
    if (constructors.items.size() > kMaxValues) {
      scope_.fail(constructors.items[kMaxValues],
                  "an enumeration can have at most " + std::to_string(kMaxValues) + " values");
    }
    scope_.add_sort(name);
    std::vector<std::string>& values = enumerations_[name.text];
    for (const Sexpr& constructor : constructors.items) {
      expect(constructor.is_list() && !constructor.items.empty(), constructor, "(value)");
      const Sexpr& value = constructor.items[0];
      if (constructor.items.size() > 1) {
        scope_.fail(constructor.items[1], "a value of an enumeration has no fields: write it as (value)");
      }
      scope_.add_constructor(value, name.text);
      values.push_back(value.text);
    }
  }

  void declare_fun(const Sexpr& form) {
    expect(form.items.size() == 4 && form.items[1].is_symbol() && form.items[2].is_list(), form,
           "(declare-fun name (Sort ...) Sort)");
    declare(form.items[1], form.items[2].items, form.items[3]);
  }

  void declare_const(const Sexpr& form) {
    expect(form.items.size() == 3 && form.items[1].is_symbol(), form, "(declare-const name Sort)");
    declare(form.items[1], {}, form.items[2]);
  }

  void declare(const Sexpr& name, const std::vector<Sexpr>& sorts, const Sexpr& result) {
    if (!is_vocabulary(name.text)) {
      scope_.fail(name,
                  "unknown name " + quoted(name.text) + ": a specification declares " + vocabulary_names());
    }
    for (const Sexpr& sort : sorts) scope_.sort(sort);
    scope_.sort(result);
    Symbol symbol;
    symbol.arity = sorts.size();
    symbol.takes_number.assign(sorts.size(), false);
    const auto process = process_index(name.text);
    if (process) {
      signature(name, sorts, result, {}, "Process");
      if (*process > kMaxNamedProcesses) {
        scope_.fail(name, "processes can be named up to p" + std::to_string(kMaxNamedProcesses));
      }
      script_.named_processes = std::max(script_.named_processes, *process);
    } else {
      const VocabularyWord& word = *vocabulary_word(name.text);
      signature(name, sorts, result, word.sorts, word.result);
      for (std::size_t i = 0; i < sorts.size(); ++i) symbol.takes_number[i] = word.sorts[i] == "Int";
      if (word.result == "Int") symbol.info.number = TermInfo::Number::kFailures;
      if (word.name == "init") script_.initial = enumerations_.at(result.text);
      if (word.name == "decides") script_.decisions = enumerations_.at(sorts[1].text);
    }
    scope_.add(name, std::move(symbol), true);
  }

  /// Compares a declaration with that of the vocabulary, in which "" stands for any enumeration.
  void signature(const Sexpr& name, const std::vector<Sexpr>& sorts, const Sexpr& result,
                 const std::vector<std::string>& expected_sorts, const std::string& expected_result) const {
    if (sorts.size() != expected_sorts.size()) {
      scope_.fail(name, quoted(name.text) + " takes " + std::to_string(expected_sorts.size()) +
                            " argument(s), not " + std::to_string(sorts.size()));
    }
    for (std::size_t i = 0; i < sorts.size(); ++i) same_sort(name, sorts[i], expected_sorts[i]);
    same_sort(name, result, expected_result);
  }

  void same_sort(const Sexpr& name, const Sexpr& sort, const std::string& expected) const {
    const bool fits = expected.empty() ? enumerations_.count(sort.text) != 0 : sort.text == expected;
    if (fits) return;
    scope_.fail(sort, quoted(name.text) + " has " + (expected.empty() ? "an enumeration" : quoted(expected)) +
                          " here, not " + quoted(sort.text));
  }

  void define_fun(const Sexpr& form) {
    expect(form.items.size() == 5 && form.items[2].is_list(), form,
           "(define-fun name ((x Sort) ...) Sort term)");
    define(form, form.items[2], form.items[3], form.items[4]);
  }

  void define_const(const Sexpr& form) {
    expect(form.items.size() == 4, form, "(define-const name Sort term)");
    Sexpr no_parameters;
    define(form, no_parameters, form.items[2], form.items[3]);
  }

  void define(const Sexpr& form, const Sexpr& parameters, const Sexpr& sort, const Sexpr& body) {
    const Sexpr& name = form.items[1];
    scope_.sort(sort);
    Symbol definition = scope_.check_definition(parameters, body);
    if (definition.info.number == TermInfo::Number::kFailures) {
      scope_.fail(body, "'failures' can only be compared with integers");
    }
    count(form, definition.info.size);
    scope_.add(name, std::move(definition), false);
  }

  void count(const Sexpr& form, std::size_t size) {
    total_size_ += size;
    if (total_size_ > kMaxExpandedSize) {
      scope_.fail(form, "with its definitions expanded, the specification up to here has more than " +
                            std::to_string(kMaxExpandedSize) + " symbols");
    }
  }

  void add_assertion(const Sexpr& form) {
    expect(form.items.size() == 2, form, "(assert (! term :named name))");
    const Sexpr& annotated = form.items[1];
    if (!annotated.is_list() || annotated.items.empty() || !annotated.items[0].is_symbol("!")) {
      scope_.fail(annotated, "every assertion needs a name: (assert (! term :named name))");
    }
    const auto& items = annotated.items;
    expect(items.size() >= 3, annotated, "(! term :named name)");
    if (!items[2].is_keyword(":named")) scope_.fail(items[2], "expected ':named' and the property's name");
    expect(items.size() >= 4, annotated, "(! term :named name)");
    if (items.size() > 4) scope_.fail(items[4], "a property has no annotation but ':named'");
    Symbol property;
    property.info = scope_.check(items[1]);
    if (property.info.number != TermInfo::Number::kNone)
      scope_.fail(items[1], "a property must be of sort Bool");
    count(form, property.info.size);
    scope_.add(items[3], std::move(property), true);
    script_.assertions.push_back({items[3].text, &form});
  }

  const std::string& name_;
  Scope scope_;
  Script script_;
  std::map<std::string, std::vector<std::string>> enumerations_;
  std::size_t total_size_ = 0;
  bool exited_ = false;
};

}  // namespace

Script read_script(std::string_view text, const std::string& name) {
  return ScriptReader(text, name).read();
}

}  // namespace ggms::spec
