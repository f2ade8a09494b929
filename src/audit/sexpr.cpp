// Splits the text of a specification into S-expressions, for the auditor.
#include "audit/sexpr.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "audit/text.h"
#include "base/error.h"

namespace ggms::audit {

namespace {

constexpr int kDeepestParentheses = 500;  // parentheses inside parentheses

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
    const std::size_t bytes = peek() == '\xC2' ? 2 : 1;  // control characters of two bytes begin with 0xC2
    if (!is_space(peek()) && has_control_characters(text_.substr(at_, bytes))) {
      fail("a control character has no place here");
    }
    const char c = text_[at_++];
    if (c == '\n') {
      ++line_;
      column_ = 1;
    } else {
      ++column_;
    }
    return c;
  }

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

  void skip() {
    while (at_ < text_.size() && (is_space(peek()) || peek() == ';')) {
      if (take() == ';') {
        while (at_ < text_.size() && peek() != '\n') take();
      }
    }
  }

  Node node(int depth) {
    if (depth > kDeepestParentheses) fail("parentheses are nested too deeply");
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
      // SMT-LIB allows no backslash between bars, but Z3 takes it for an escape, so the scanner and Z3 would
      // read different texts.
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
    const bool digits = std::all_of(result.text.begin(), result.text.end(), is_digit);
    if (first == ':') {
      result.kind = Node::Kind::kKeyword;
    } else if (digits && (first != '0' || result.text.size() == 1)) {
      result.kind = Node::Kind::kOther;
    } else if (first >= '0' && first <= '9') {
      fail(fmt::format("{} is neither a symbol nor a whole number", in_quotes(result.text)));
    } else if (first == '-' && result.text.size() > 1 && is_digit(result.text[1])) {
      fail(fmt::format("{} is not a number: -1 is written (- 1)", in_quotes(result.text)));
    } else {
      result.kind = Node::Kind::kSymbol;
    }
  }

  std::string_view text_;
  const std::string& where_;
  std::size_t at_ = 0;
  int line_ = 1, column_ = 1;
};

}  // namespace

std::vector<Node> scan(std::string_view text, const std::string& where) {
  return Scanner(text, where).forms();
}

}  // namespace ggms::audit
