#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ggms::audit {

/// An S-expression and its place.
struct Node {
  enum class Kind { kSymbol, kKeyword, kOther, kList };

  Kind kind = Kind::kList;
  std::string text;  // of any expression but a list; symbols without bars
  std::vector<Node> items;
  std::size_t begin = 0, end = 0;  // bytes
  int line = 1, column = 1;

  bool is_symbol() const { return kind == Kind::kSymbol; }
  bool is(std::string_view symbol) const { return is_symbol() && text == symbol; }
  bool is_list(std::size_t size) const { return kind == Kind::kList && items.size() == size; }
};

/// The expressions of a text, one after the other. Throws base::Error, with `where`, line and column, if the
/// text is not a list of S-expressions in plain text.
std::vector<Node> scan(std::string_view text, const std::string& where);

}  // namespace ggms::audit
