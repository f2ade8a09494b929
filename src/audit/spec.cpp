// Scans the text of a specification before Z3's parser reads it. The parser runs commands: it would write
// files (set-option), print (echo) or stop reading (exit) if a protocol file told it to; it expands
// definitions, so a short text can grow without bound; and it forgets the names of assertions. So this file
// splits the text into S-expressions, lets only the few commands of specifications through, and keeps the
// names.
#include "audit/spec.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "audit/sexpr.h"
#include "audit/term_sizes.h"
#include "audit/text.h"
#include "base/error.h"

namespace ggms::audit {

namespace {

constexpr std::size_t kLargestText = std::size_t{1} << 20;  // bytes
constexpr std::string_view kTest = "is-";  // Z3 has a function with this prefix for every value

/// The words with a meaning of SMT-LIB inside terms.
bool is_word(const std::string& name) {
  static const std::set<std::string> kWords{
      "true", "false", "not", "and", "or", "=>", "xor",    "=",      "distinct", "ite", "<",     "<=",
      ">",    ">=",    "-",   "let", "!",  "_",  "forall", "exists", "as",       "is",  "match", "par"};
  return kWords.contains(name);
}

/// p1, p2, ..., p9999: more digits than any number of processes has could overflow.
bool is_process(const std::string& name) {
  constexpr std::size_t kLongest = 5;
  return name.size() > 1 && name.size() <= kLongest && name[0] == 'p' && name[1] != '0' &&
         std::all_of(name.begin() + 1, name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_vocabulary(const std::string& name) {
  static const std::set<std::string> kVocabulary{"init", "decides", "correct",    "connected",
                                                 "lost", "crashed", "decided-by", "failures"};
  return kVocabulary.contains(name) || is_process(name);
}

class Commands {
 public:
  Commands(std::string_view text, const std::string& where) : where_(where), sizes_(where) {
    if (text.size() > kLargestText) throw base::Error(where + ": is longer than a specification can be");
    for (const char c : text) result_.for_z3 += c == '\n' ? '\n' : ' ';
    for (const Node& form : scan(text, where)) {
      if (!command(form)) continue;
      std::copy(text.begin() + static_cast<std::ptrdiff_t>(form.begin),
                text.begin() + static_cast<std::ptrdiff_t>(form.end),
                result_.for_z3.begin() + static_cast<std::ptrdiff_t>(form.begin));
    }
    if (!has_process_) throw base::Error(where + ": declares no sort Process");
    if (result_.initial_sort.empty()) throw base::Error(where + ": declares no init");
    if (result_.decision_sort.empty()) throw base::Error(where + ": declares no decides");
    if (result_.properties.empty())
      throw base::Error(where + ": has no property, (assert (! ... :named ...))");
  }

  SpecText result() { return std::move(result_); }

 private:
  [[noreturn]] void fail(const Node& node, const std::string& message) const {
    throw base::Error(where_, node.line, node.column, message);
  }

  /// Whether Z3 has to see this command.
  bool command(const Node& form) {
    if (form.kind != Node::Kind::kList || form.items.empty() || !form.items[0].is_symbol()) {
      fail(form, "expected a command in parentheses");
    }
    const std::string& name = form.items[0].text;
    static const std::set<std::string> kIdle{"set-logic", "set-info", "set-option", "check-sat", "exit"};
    static const std::set<std::string> kKnown{
        "declare-datatypes", "declare-datatype", "declare-sort", "declare-fun",
        "declare-const",     "define-fun",       "define-const", "assert"};
    if (has_ended_) fail(form, "nothing may follow (exit)");
    has_ended_ = name == "exit";
    if (kIdle.contains(name)) return false;
    if (!kKnown.contains(name)) {
      fail(form, fmt::format("a specification has no use for the command {}", in_quotes(name)));
    }
    for (const Node& item : form.items) check_tokens(item);
    if (name == "declare-sort") {
      if (!form.is_list(3) || !form.items[1].is("Process") || form.items[2].text != "0" || has_process_) {
        fail(form, "the only sort to declare is (declare-sort Process 0), once; others are enumerations");
      }
      has_process_ = true;
      return false;  // Z3 gets Process as an enumeration of the processes
    }
    if (name == "declare-datatypes") check_enumerations(form);
    if (name == "declare-datatype") {
      if (form.items.size() != 3) fail(form, "expected (declare-datatype Name ((value) ...))");
      check_enumeration(form.items[1], form.items[2]);
    }
    if (name == "declare-fun" || name == "declare-const") check_declaration(form, name == "declare-const");
    if (name == "define-fun") check_definition(form);
    if (name == "define-const") check_constant(form);
    if (name == "assert") check_assertion(form);
    return true;
  }

  /// Accepts only words that can't be anything but parts of a term.
  void check_tokens(const Node& node) const {
    if (node.kind == Node::Kind::kKeyword && node.text != ":named") {
      fail(node, fmt::format("{} is not allowed, only :named", in_quotes(node.text)));
    }
    if (node.kind == Node::Kind::kOther && node.text.empty()) fail(node, "a string has no place here");
    if (node.is_symbol() && node.text.empty()) fail(node, "a symbol needs at least one character");
    if (has_control_characters(node.text)) fail(node, "a symbol must stay on one line");
    check_binders(node);
    for (const Node& item : node.items) check_tokens(item);
  }

  /// A variable must not hide another name either.
  void check_binders(const Node& node) const {
    if (node.items.size() != 3) return;
    const bool is_let = node.items[0].is("let");
    if (!is_let && !node.items[0].is("forall") && !node.items[0].is("exists")) return;
    if (node.items[1].items.empty()) fail(node, "no variable is bound here");
    check_variables(node.items[1]);
  }

  void check_variables(const Node& bindings) const {
    std::set<std::string> bound;
    for (const Node& binding : bindings.items) {
      if (!binding.is_list(2) || !binding.items[0].is_symbol())
        fail(binding, "expected a variable in a pair");
      const Node& name = binding.items[0];
      if (is_word(name.text)) fail(name, fmt::format("{} is a word of SMT-LIB", in_quotes(name.text)));
      if (!bound.insert(name.text).second) fail(name, fmt::format("{} is bound twice", in_quotes(name.text)));
    }
  }

  /// A name has one meaning, and must not be a word of SMT-LIB or of the vocabulary. Z3 would allow several
  /// functions of one name with different arguments.
  void declare(const Node& name, bool may_be_vocabulary) {
    if (!name.is_symbol()) fail(name, "expected a name");
    if (is_word(name.text) || (!may_be_vocabulary && is_vocabulary(name.text))) {
      fail(name, fmt::format("{} has a meaning already; choose another name", in_quotes(name.text)));
    }
    const bool is_test = name.text.starts_with(kTest) && values_.contains(name.text.substr(kTest.size()));
    if (is_test || !declared_.insert(name.text).second) {
      fail(name, fmt::format("{} is declared already", in_quotes(name.text)));
    }
  }

  void check_enumerations(const Node& form) {
    const auto& items = form.items;
    if (!form.is_list(3) || items[1].items.empty() || items[1].items.size() != items[2].items.size()) {
      fail(form, "expected (declare-datatypes ((Name 0) ...) (((value) ...) ...))");
    }
    for (std::size_t i = 0; i < items[1].items.size(); ++i) {
      const Node& sort = items[1].items[i];
      if (!sort.is_list(2) || sort.items[1].text != "0") fail(sort, "expected (Name 0)");
      check_enumeration(sort.items[0], items[2].items[i]);
    }
  }

  void check_enumeration(const Node& sort, const Node& values) {
    static const std::set<std::string> kSorts{"Bool", "Int", "Process"};
    if (!sort.is_symbol() || is_word(sort.text) || kSorts.contains(sort.text) ||
        !sorts_.insert(sort.text).second) {
      fail(sort, "expected the name of a new enumeration");
    }
    if (values.items.empty()) fail(values, "expected values, ((value) ...)");
    for (const Node& value : values.items) {
      if (!value.is_list(1)) fail(value, "expected a value without fields, (value)");
      const std::string& name = value.items[0].text;
      declare(value.items[0], false);
      if (declared_.contains(std::string(kTest) + name)) {
        fail(value, fmt::format("{}{} is declared, but tests for this value", kTest, name));
      }
      values_.insert(name);
    }
  }

  void check_declaration(const Node& form, bool is_constant) {
    const auto& items = form.items;
    const std::size_t size = is_constant ? 3 : 4;
    if (items.size() != size || !items[1].is_symbol() || !items.back().is_symbol() ||
        (!is_constant && items[2].kind != Node::Kind::kList)) {
      fail(form, "expected (declare-fun name (Sort ...) Sort) or (declare-const name Sort)");
    }
    const std::string& name = items[1].text;
    std::string sorts;
    if (!is_constant) {
      for (const Node& sort : items[2].items) sorts += (sort.is_symbol() ? sort.text : "?") + ",";
    }
    const std::string& range = items.back().text;
    static const std::map<std::string, std::string> kVocabulary{{"correct", "Process,:Bool"},
                                                                {"connected", "Process,:Bool"},
                                                                {"decided-by", "Process,Int,:Bool"},
                                                                {"lost", ":Bool"},
                                                                {"crashed", ":Bool"},
                                                                {"failures", ":Int"}};
    const auto known = kVocabulary.find(name);
    bool fits = known != kVocabulary.end() && known->second == sorts + ":" + range;
    if (name == "init" && sorts == "Process,") {
      result_.initial_sort = range;
      fits = true;
    } else if (name == "decides" && range == "Bool" && !is_constant && items[2].is_list(2) &&
               items[2].items[0].is("Process") && items[2].items[1].is_symbol()) {
      result_.decision_sort = items[2].items[1].text;
      fits = true;
    } else if (is_process(name) && sorts.empty() && range == "Process") {
      fits = true;
    }
    if (!fits)
      fail(items[1], fmt::format("{} of these sorts is not a part of the vocabulary", in_quotes(name)));
    declare(items[1], true);
  }

  void check_definition(const Node& form) {
    const auto& items = form.items;
    if (items.size() != 5 || !items[1].is_symbol() || items[2].kind != Node::Kind::kList) {
      fail(form, "expected (define-fun name ((x Sort) ...) Sort term)");
    }
    declare(items[1], false);
    check_variables(items[2]);
    std::vector<std::string> parameters;
    for (const Node& parameter : items[2].items) parameters.push_back(parameter.items[0].text);
    sizes_.define(items[1].text, std::move(parameters), items[4]);
  }

  void check_constant(const Node& form) {
    if (!form.is_list(4)) fail(form, "expected (define-const name Sort term)");
    declare(form.items[1], false);
    sizes_.define(form.items[1].text, {}, form.items[3]);
  }

  void check_assertion(const Node& form) {
    if (form.items.size() != 2) fail(form, "expected (assert (! term :named name))");
    const Node& term = form.items[1];
    if (!term.is_list(4) || !term.items[0].is("!") || term.items[2].kind != Node::Kind::kKeyword ||
        !term.items[3].is_symbol()) {
      fail(term, "a property needs a name: (assert (! term :named name))");
    }
    declare(term.items[3], true);
    total_ += sizes_.of(term.items[1]);
    if (total_ > TermSizes::kLargest)
      fail(term, "the properties are too large with all definitions expanded");
    result_.properties.push_back(term.items[3].text);
  }

  const std::string& where_;
  SpecText result_;
  bool has_process_ = false;
  bool has_ended_ = false;          // by (exit)
  std::set<std::string> sorts_;     // the enumerations
  std::set<std::string> values_;    // of the enumerations
  std::set<std::string> declared_;  // values, functions, constants, properties
  TermSizes sizes_;
  double total_ = 0;  // of the properties
};

}  // namespace

SpecText scan_spec(std::string_view text, const std::string& where) {
  return Commands(text, where).result();
}

}  // namespace ggms::audit
