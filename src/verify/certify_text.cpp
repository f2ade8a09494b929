// What the auditor's messages and names have in common: they stay on a line.
#include "verify/certify_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace ggms::verify::certify {

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char c : text.substr(0, kLongestQuote)) {
    result += static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e ? '?' : c;
  }
  return result + (text.size() > kLongestQuote ? "...\"" : "\"");
}

bool has_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

std::string with_commas(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

std::string plural(std::uint64_t number, const std::string& what, const std::string& ending) {
  return fmt::format("{} {}{}", with_commas(number), what, number == 1 ? "" : ending);
}

}  // namespace ggms::verify::certify
