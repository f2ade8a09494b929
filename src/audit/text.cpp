// Makes texts for the auditor's messages, which must stay on one line.
#include "audit/text.h"

#include <fmt/format.h>

namespace ggms::audit {

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char c : text.substr(0, kLongestQuote)) {
    result += static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e ? '?' : c;
  }
  return result + (text.size() > kLongestQuote ? "...\"" : "\"");
}

bool has_control_characters(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7f) return true;
    // U+0080 to U+009F, which terminals obey too: this byte, then a byte from 0x80 to 0x9F.
    const bool is_last = i + 1 == text.size();
    if (byte == 0xC2 && !is_last && (static_cast<unsigned char>(text[i + 1]) & 0xE0U) == 0x80) return true;
  }
  return false;
}

std::string with_commas(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

std::string plural(std::uint64_t number, const std::string& what, const std::string& ending) {
  return fmt::format("{} {}{}", with_commas(number), what, number == 1 ? "" : ending);
}

}  // namespace ggms::audit
