// What the auditor's messages and names have in common: they stay on a line.
#include "verify/certify_text.h"

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

}  // namespace ggms::verify::certify
