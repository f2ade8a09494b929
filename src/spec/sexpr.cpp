// Splits SMT-LIB text into S-expressions that remember where they stand. Z3 parses the same text afterwards,
// but keeps no positions; so this pass is stricter than Z3's own scanner, never laxer: both must see the same
// tokens.

#include "spec/sexpr.h"

#include <algorithm>
#include <cctype>

#include "base/error.h"
#include "base/text.h"

namespace ggms::spec {

namespace {

constexpr std::string_view kSymbolMarks = "~!@$%^&*_-+=<>.?/";  // SMT-LIB 2.6, section 3.1

constexpr const char* kForeign = "a character that SMT-LIB knows only inside |bars|, strings and comments";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_symbol_char(char c) {
  return is_letter(c) || is_digit(c) || kSymbolMarks.find(c) != std::string_view::npos;
}
bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}
bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// The number of bytes of the UTF-8 character at the front of `text`; 0 if the bytes are not a character
/// (also for overlong forms, surrogates and code points past U+10FFFF).
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[i])) return 0;
  }
  const unsigned second = byte(1);
  if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F)) return 0;
  if ((lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) return 0;
  return length;
}

class Reader {
 public:
  Reader(std::string_view text, const std::string& name) : text_(text), name_(name) {
    out_.without_comments = text_;
  }

  SexprText read() {
    check_bytes();
    while (skip_blanks()) out_.forms.push_back(expression());
    return std::move(out_);
  }

 private:
  [[noreturn]] void fail(const Place& place, const std::string& message) const {
    throw base::Error(name_, place.line, place.column, message);
  }

  /// The whole text must be UTF-8 without control characters, because ggms copies it into other files.
  void check_bytes() {
    while (!at_end()) {
      const std::size_t length = utf8_length(text_.substr(here_.offset));
      if (length == 0) fail(here_, "this byte is not UTF-8 text");
      if (!is_space(peek()) && !base::is_printable(text_.substr(here_.offset, length)))
        fail(here_, "a control character; a specification is plain text");
      advance(length);
    }
    here_ = Place{};
  }

  bool at_end() const { return here_.offset >= text_.size(); }
  char peek() const { return text_[here_.offset]; }

  void advance(std::size_t bytes = 1) {
    for (; bytes > 0; --bytes, ++here_.offset) {
      if (peek() == '\n') {
        ++here_.line;
        here_.column = 1;
      } else if (!is_continuation(peek())) {
        ++here_.column;
      }
    }
  }

  /// Skips white space and comments; false at the end of the text.
  bool skip_blanks() {
    while (!at_end()) {
      if (is_space(peek())) {
        advance();
      } else if (peek() == ';') {
        while (!at_end() && peek() != '\n') {
          out_.without_comments[here_.offset] = ' ';
          advance();
        }
      } else {
        return true;
      }
    }
    return false;
  }

  Sexpr expression() {
    if (peek() == '(') return list();
    Sexpr atom;
    atom.begin = here_;
    if (peek() == ')') fail(here_, "')' without a '('");
    if (peek() == '|') {
      quoted_symbol(atom);
    } else if (peek() == '"') {
      string(atom);
    } else if (is_digit(peek())) {
      number(atom);
    } else if (peek() == '#') {
      atom.kind = Sexpr::Kind::kLiteral;
      hash_literal(atom);
    } else if (peek() == ':') {
      atom.kind = Sexpr::Kind::kKeyword;
      advance();
      atom.text = ":" + word();
      if (atom.text.size() == 1) fail(atom.begin, "a keyword needs a name after ':'");
    } else if (is_symbol_char(peek())) {
      atom.kind = Sexpr::Kind::kSymbol;
      atom.text = word();
    } else {
      fail(here_, kForeign);
    }
    if (!at_end() && !is_space(peek()) && std::string_view("();").find(peek()) == std::string_view::npos) {
      const bool foreign =
          !is_symbol_char(peek()) && std::string_view("|\":#").find(peek()) == std::string_view::npos;
      fail(here_, foreign ? kForeign : "a space or a parenthesis is missing here");
    }
    atom.last = here_.offset - 1;
    return atom;
  }

  Sexpr list() {
    if (++nesting_ > kMaxNesting) {
      fail(here_, "more than " + std::to_string(kMaxNesting) + " parentheses inside each other");
    }
    Sexpr result;
    result.begin = here_;
    advance();
    while (true) {
      if (!skip_blanks()) fail(result.begin, "the ')' for this '(' is missing");
      if (peek() == ')') break;
      result.items.push_back(expression());
    }
    result.last = here_.offset;
    advance();
    --nesting_;
    return result;
  }

  std::string word() {
    const std::size_t start = here_.offset;
    while (!at_end() && is_symbol_char(peek())) advance();
    return std::string(text_.substr(start, here_.offset - start));
  }

  void quoted_symbol(Sexpr& atom) {
    atom.kind = Sexpr::Kind::kSymbol;
    advance();
    const std::size_t start = here_.offset;
    while (!at_end() && peek() != '|') {
      if (peek() == '\\') fail(here_, "a backslash can't stand in a |symbol|");
      advance();
    }
    if (at_end()) fail(atom.begin, "the closing '|' of this symbol is missing");
    atom.text = std::string(text_.substr(start, here_.offset - start));
    if (atom.text.empty()) fail(atom.begin, "a symbol needs at least one character");
    advance();
  }

  void string(Sexpr& atom) {
    atom.kind = Sexpr::Kind::kLiteral;
    advance();
    while (true) {
      while (!at_end() && peek() != '"') advance();
      if (at_end()) fail(atom.begin, "the closing '\"' of this string is missing");
      advance();
      if (at_end() || peek() != '"') break;  // "" inside a string is one quotation mark
      advance();
    }
    atom.text = std::string(text_.substr(atom.begin.offset, here_.offset - atom.begin.offset));
  }

  void digits() {
    while (!at_end() && is_digit(peek())) advance();
  }

  void number(Sexpr& atom) {
    const std::size_t start = here_.offset;
    digits();
    atom.kind = Sexpr::Kind::kNumeral;
    if (here_.offset - start > 1 && text_[start] == '0') fail(atom.begin, "a number can't begin with 0");
    if (!at_end() && peek() == '.') {
      atom.kind = Sexpr::Kind::kLiteral;
      advance();
      if (at_end() || !is_digit(peek())) fail(here_, "digits are missing after '.'");
      digits();
    }
    atom.text = std::string(text_.substr(start, here_.offset - start));
  }

  void hash_literal(Sexpr& atom) {
    advance();
    const char base = at_end() ? ' ' : peek();
    if (base != 'x' && base != 'b') fail(atom.begin, "'#' begins only #x... and #b...");
    advance();
    atom.text = std::string("#") + base + word();
    const auto is_figure = [&](char c) {
      return base == 'b' ? (c == '0' || c == '1')
                         : is_ascii(c) && std::isxdigit(static_cast<unsigned char>(c)) != 0;
    };
    if (atom.text.size() == 2 || !std::all_of(atom.text.begin() + 2, atom.text.end(), is_figure)) {
      fail(atom.begin, "this is not a number in base " + std::string(base == 'b' ? "2" : "16"));
    }
  }

  std::string_view text_;
  const std::string& name_;
  SexprText out_;
  Place here_;
  int nesting_ = 0;
};

}  // namespace

SexprText read_sexprs(std::string_view text, const std::string& name) {
  if (text.size() > kMaxTextBytes) {
    throw base::Error(
        name, 1, 1, "longer than " + std::to_string(kMaxTextBytes) + " bytes: too long for a specification");
  }
  return Reader(text, name).read();
}

}  // namespace ggms::spec
