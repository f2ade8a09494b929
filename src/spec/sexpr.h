#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ggms::spec {

/// A place in a text: byte offset from 0, line and column from 1. Columns count characters, not bytes.
struct Place {
  std::size_t offset = 0;
  int line = 1;
  int column = 1;
};

/// One S-expression of an SMT-LIB text, with the place where it begins.
struct Sexpr {
  enum class Kind {
    kSymbol,
    kKeyword,
    kNumeral,
    kLiteral,
    kList
  };  // kLiteral: decimals, #x.., #b.., strings

  Kind kind = Kind::kList;
  std::string text;          // of any expression but a list; symbols without their bars
  std::vector<Sexpr> items;  // of a list
  Place begin;
  std::size_t last = 0;  // the offset of its last byte (a list's closing parenthesis)

  bool is_list() const { return kind == Kind::kList; }
  bool is_symbol() const { return kind == Kind::kSymbol; }
  bool is_symbol(std::string_view name) const { return is_symbol() && text == name; }
  bool is_keyword(std::string_view name) const { return kind == Kind::kKeyword && text == name; }
};

/// A text as S-expressions, and the same text with every comment blanked out (same length, same lines).
struct SexprText {
  std::vector<Sexpr> forms;
  std::string without_comments;
};

/// The limits of input texts, so that none can exhaust the stack or the memory. Real specifications stay far
/// below them.
inline constexpr std::size_t kMaxTextBytes = std::size_t{1} << 20;
inline constexpr int kMaxNesting = 500;  // parentheses inside parentheses

/// Splits a text into S-expressions, as SMT-LIB 2.6 (section 3.1) defines them. Throws base::Error at the
/// first byte that can't belong to one; errors name the text `name`.
SexprText read_sexprs(std::string_view text, const std::string& name);

}  // namespace ggms::spec
