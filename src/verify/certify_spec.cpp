// What stands between the text of a specification and Z3's parser. The parser runs commands: it would write
// files (set-option), print (echo) or stop reading (exit) if a protocol file told it to; it expands
// definitions, so a short text can grow without bound; and it forgets the names of assertions. So the text is
// split into S-expressions here, the few commands that a specification consists of are let through, and the
// names are kept.
#include "verify/certify_spec.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/error.h"
#include "verify/certify_text.h"

namespace ggms::verify::certify {

namespace {

constexpr std::size_t kLargestText = std::size_t{1} << 20;  // bytes
constexpr int kDeepest = 500;                               // parentheses inside parentheses
constexpr double kLargestTerms = 1e6;                       // symbols, with all definitions expanded

struct Node {
  enum class Kind { kSymbol, kKeyword, kOther, kList };

  Kind kind = Kind::kList;
  std::string text;  // of anything but a list; symbols without bars
  std::vector<Node> items;
  std::size_t begin = 0, end = 0;  // bytes
  int line = 1, column = 1;

  bool is_symbol() const { return kind == Kind::kSymbol; }
  bool is(std::string_view symbol) const { return is_symbol() && text == symbol; }
  bool is_list(std::size_t size) const { return kind == Kind::kList && items.size() == size; }
};

class Scanner {
 public:
  Scanner(std::string_view text, const std::string& where) : text_(text), where_(where) {}

  std::vector<Node> forms() {
    std::vector<Node> result;
    for (skip(); at_ < text_.size(); skip()) result.push_back(node(0));
    return result;
  }

 private:
  [[noreturn]] void fail(const std::string& message) const {
    throw base::Error(where_, line_, column_, message);
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  char take() {
    const char c = text_[at_++];
    if (c == '\n') {
      ++line_;
      column_ = 1;
    } else {
      ++column_;
    }
    return c;
  }

  static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

  void skip() {
    while (at_ < text_.size() && (is_space(peek()) || peek() == ';')) {
      if (take() == ';') {
        while (at_ < text_.size() && peek() != '\n') take();
      }
    }
  }

  Node node(int depth) {
    if (depth > kDeepest) fail("parentheses are nested too deeply");
    Node result;
    result.line = line_;
    result.column = column_;
    result.begin = at_;
    if (peek() == '(') {
      list(result, depth);
    } else if (peek() == '|') {
      quoted_symbol(result);
    } else if (peek() == '"') {
      string(result);
    } else {
      word(result);
    }
    result.end = at_;
    return result;
  }

  void list(Node& result, int depth) {
    take();
    for (skip(); peek() != ')'; skip()) {
      if (at_ >= text_.size()) {
        throw base::Error(where_, result.line, result.column, "this parenthesis is never closed");
      }
      result.items.push_back(node(depth + 1));
    }
    take();
  }

  void quoted_symbol(Node& result) {
    result.kind = Node::Kind::kSymbol;
    take();
    while (peek() != '|') {
      // SMT-LIB has no backslash between bars, but Z3 takes it for an escape: the two would see different
      // texts.
      if (at_ >= text_.size() || peek() == '\\' || peek() == '\0')
        fail("this symbol between bars is not closed");
      result.text += take();
    }
    take();
  }

  void string(Node& result) {
    result.kind = Node::Kind::kOther;
    do {
      take();
      while (peek() != '"') {
        if (at_ >= text_.size()) fail("this string is not closed");
        take();
      }
      take();
    } while (peek() == '"');
  }

  void word(Node& result) {
    if (peek() == ':') result.text += take();
    while (at_ < text_.size() &&
           (std::isalnum(static_cast<unsigned char>(peek())) != 0 ||
            std::string_view("~!@$%^&*_-+=<>.?/").find(peek()) != std::string_view::npos)) {
      result.text += take();
    }
    if (result.text.empty()) fail(fmt::format("{} has no place here", in_quotes(text_.substr(at_, 1))));
    const char first = result.text.front();
    const bool digits =
        std::all_of(result.text.begin(), result.text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (first == ':') {
      result.kind = Node::Kind::kKeyword;
    } else if (digits) {
      result.kind = Node::Kind::kOther;
    } else if (first >= '0' && first <= '9') {
      fail(fmt::format("{} is neither a symbol nor a whole number", in_quotes(result.text)));
    } else {
      result.kind = Node::Kind::kSymbol;
    }
  }

  std::string_view text_;
  const std::string& where_;
  std::size_t at_ = 0;
  int line_ = 1, column_ = 1;
};

/// How large a term is with all definitions expanded: `own` symbols and, for each parameter, how often it
/// occurs.
struct Size {
  double own = 1;
  std::map<std::string, double> parameters;
};

class Commands {
 public:
  Commands(std::string_view text, const std::string& where) : where_(where) {
    if (text.size() > kLargestText) throw base::Error(where + ": is longer than a specification can be");
    for (const char c : text) result_.for_z3 += c == '\n' ? '\n' : ' ';
    for (const Node& form : Scanner(text, where).forms()) {
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

  /// Whether Z3 is to see this command.
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
    check_tokens(form);
    if (name == "declare-sort") {
      if (!form.is_list(3) || !form.items[1].is("Process") || form.items[2].text != "0" || has_process_) {
        fail(form, "the only sort to declare is (declare-sort Process 0), once; others are enumerations");
      }
      has_process_ = true;
      return false;  // Process is handed to Z3 as an enumeration of the processes
    }
    if (name == "declare-fun" || name == "declare-const") check_declaration(form, name == "declare-const");
    if (name == "define-fun") check_definition(form);
    if (name == "define-const") check_constant(form);
    if (name == "assert") check_assertion(form);
    return true;
  }

  /// Only what cannot mean anything but to be part of a term.
  void check_tokens(const Node& node) const {
    if (node.kind == Node::Kind::kKeyword && node.text != ":named") {
      fail(node, fmt::format("{} is not allowed, only :named", in_quotes(node.text)));
    }
    if (node.kind == Node::Kind::kOther && node.text.empty()) fail(node, "a string has no place here");
    if (node.is_symbol() && node.text.empty()) fail(node, "a symbol needs at least one character");
    if (has_control_characters(node.text)) fail(node, "a symbol must stay on one line");
    for (const Node& item : node.items) check_tokens(item);
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
    const bool is_process =
        name.size() > 1 && name[0] == 'p' && name[1] != '0' &&
        std::all_of(name.begin() + 1, name.end(), [](char c) { return c >= '0' && c <= '9'; });
    bool fits = known != kVocabulary.end() && known->second == sorts + ":" + range;
    if (name == "init" && sorts == "Process,") {
      result_.initial_sort = range;
      fits = true;
    } else if (name == "decides" && range == "Bool" && !is_constant && items[2].is_list(2) &&
               items[2].items[0].is("Process") && items[2].items[1].is_symbol()) {
      result_.decision_sort = items[2].items[1].text;
      fits = true;
    } else if (is_process && sorts.empty() && range == "Process") {
      fits = true;
    }
    if (!fits) fail(items[1], fmt::format("{} of these sorts is no part of the vocabulary", in_quotes(name)));
  }

  void check_definition(const Node& form) {
    const auto& items = form.items;
    if (items.size() != 5 || !items[1].is_symbol() || items[2].kind != Node::Kind::kList) {
      fail(form, "expected (define-fun name ((x Sort) ...) Sort term)");
    }
    Definition result;
    std::map<std::string, Size> scope;
    for (const Node& parameter : items[2].items) {
      if (!parameter.is_list(2) || !parameter.items[0].is_symbol()) fail(parameter, "expected (x Sort)");
      result.parameters.push_back(parameter.items[0].text);
      scope[parameter.items[0].text] = Size{0, {{parameter.items[0].text, 1}}};
    }
    result.size = size_of(items[4], scope);
    definitions_[items[1].text] = std::move(result);
  }

  void check_constant(const Node& form) {
    if (!form.is_list(4) || !form.items[1].is_symbol()) fail(form, "expected (define-const name Sort term)");
    definitions_[form.items[1].text] = Definition{{}, size_of(form.items[3], {})};
  }

  void check_assertion(const Node& form) {
    if (form.items.size() != 2) fail(form, "expected (assert (! term :named name))");
    const Node& term = form.items[1];
    if (!term.is_list(4) || !term.items[0].is("!") || term.items[2].kind != Node::Kind::kKeyword ||
        !term.items[3].is_symbol()) {
      fail(term, "a property needs a name: (assert (! term :named name))");
    }
    const std::string& name = term.items[3].text;
    if (!names_.insert(name).second)
      fail(term.items[3], fmt::format("there are two properties {}", in_quotes(name)));
    std::map<std::string, Size> scope;
    total_ += size_of(term.items[1], scope).own;
    if (total_ > kLargestTerms) fail(term, "the properties are too large with all definitions expanded");
    result_.properties.push_back(name);
  }

  /// Symbols count one, lists what is in them, `let` variables and defined functions what they stand for.
  Size size_of(const Node& node, const std::map<std::string, Size>& scope) const {
    Size result;
    if (node.is_symbol()) {
      const auto local = scope.find(node.text);
      if (local != scope.end()) return local->second;
      if (const auto found = definitions_.find(node.text); found != definitions_.end())
        result = found->second.size;
    } else if (node.items.size() == 3 && node.items[0].is("let")) {
      std::map<std::string, Size> inner = scope;
      for (const Node& binding : node.items[1].items) {
        if (!binding.is_list(2)) fail(binding, "expected (x term)");
        inner[binding.items[0].text] = size_of(binding.items[1], scope);
      }
      return size_of(node.items[2], inner);
    } else if (const auto* called = function(node); called != nullptr) {
      result.own = called->size.own;
      for (std::size_t i = 0; i < called->parameters.size() && i + 1 < node.items.size(); ++i) {
        const auto times = called->size.parameters.find(called->parameters[i]);
        if (times != called->size.parameters.end())
          add(result, size_of(node.items[i + 1], scope), times->second);
      }
    } else {
      for (const Node& item : node.items) add(result, size_of(item, scope), 1);
    }
    if (result.own > kLargestTerms) fail(node, "this is too large with all definitions expanded");
    return result;
  }

  static void add(Size& sum, const Size& part, double times) {
    sum.own += times * part.own;
    for (const auto& [parameter, count] : part.parameters) sum.parameters[parameter] += times * count;
  }

  struct Definition {
    std::vector<std::string> parameters;
    Size size;
  };

  const Definition* function(const Node& node) const {
    if (node.items.empty() || !node.items[0].is_symbol()) return nullptr;
    const auto found = definitions_.find(node.items[0].text);
    return found == definitions_.end() ? nullptr : &found->second;
  }

  const std::string& where_;
  SpecText result_;
  bool has_process_ = false;
  bool has_ended_ = false;  // by (exit)
  std::set<std::string> names_;
  std::map<std::string, Definition> definitions_;
  double total_ = 0;
};

}  // namespace

SpecText scan_spec(std::string_view text, const std::string& where) {
  return Commands(text, where).result();
}

}  // namespace ggms::verify::certify
