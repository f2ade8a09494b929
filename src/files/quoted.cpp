// Quotes texts of files in error messages. A file may contain any text, so this cuts long texts between two
// characters, and turns control characters, which a terminal would obey, into question marks.

#include "files/quoted.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace ggms::files {

namespace {

constexpr std::size_t kMaxListed = 30;  // names in an error message

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;  // of a UTF-8 character
}

}  // namespace

std::string in_quotes(std::string_view text) {
  std::size_t end = std::min(text.size(), kMaxQuote);
  while (end > 0 && end < text.size() && is_continuation(text[end])) --end;
  std::string result = "\"";
  for (const char c : text.substr(0, end)) result += is_control(c) ? '?' : c;
  return result + (end < text.size() ? "...\"" : "\"");
}

std::string listed(const std::vector<std::string>& names) {
  std::vector<std::string> texts;
  for (const std::string& name : names) {
    if (texts.size() == kMaxListed) {
      texts.push_back("...");
      break;
    }
    texts.push_back(in_quotes(name));
  }
  return fmt::format("{}", fmt::join(texts, ", "));
}

bool has_control_characters(std::string_view text) {
  return !base::is_printable(text);  // texts of JSON are UTF-8
}

}  // namespace ggms::files
