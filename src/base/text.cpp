// Makes users' bytes printable. Names come from files, and a file's name can have any bytes: a line break
// would make two lines of one, a terminal would obey an escape sequence, and JSON can't hold bytes that are
// not UTF-8. UTF-8 as in RFC 3629: no overlong forms, no surrogates, nothing past U+10FFFF.

#include "base/text.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>

namespace ggms::base {

namespace {

/// One row of the table of well-formed sequences (RFC 3629, section 4): the ranges of the first two bytes;
/// all others are from 0x80 to 0xBF.
struct Form {
  unsigned char first_low, first_high, second_low, second_high;
  std::size_t length;  // bytes
};
constexpr std::array kForms = {
    Form{0xC2, 0xDF, 0x80, 0xBF, 2}, Form{0xE0, 0xE0, 0xA0, 0xBF, 3}, Form{0xE1, 0xEC, 0x80, 0xBF, 3},
    Form{0xED, 0xED, 0x80, 0x9F, 3}, Form{0xEE, 0xEF, 0x80, 0xBF, 3}, Form{0xF0, 0xF0, 0x90, 0xBF, 4},
    Form{0xF1, 0xF3, 0x80, 0xBF, 4}, Form{0xF4, 0xF4, 0x80, 0x8F, 4},
};

bool is_in(char byte, unsigned char low, unsigned char high) {
  const auto value = static_cast<unsigned char>(byte);
  return value >= low && value <= high;
}

/// The number of bytes of the character at the front; 0 if it is not a printable character.
std::size_t printable_length(std::string_view bytes) {
  if (is_in(bytes[0], ' ', '~')) return 1;
  for (const Form& form : kForms) {
    if (!is_in(bytes[0], form.first_low, form.first_high) || bytes.size() < form.length) continue;
    if (!is_in(bytes[1], form.second_low, form.second_high)) continue;
    for (std::size_t i = 2; i < form.length; ++i) {
      if (!is_in(bytes[i], 0x80, 0xBF)) return 0;
    }
    const bool is_control = is_in(bytes[0], 0xC2, 0xC2) && is_in(bytes[1], 0x80, 0x9F);  // U+0080 to U+009F
    return is_control ? 0 : form.length;
  }
  return 0;
}

}  // namespace

std::string printable(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const std::size_t length = printable_length(bytes);
    if (length == 0) {
      text += fmt::format("\\x{:02x}", static_cast<unsigned char>(bytes[0]));
      bytes.remove_prefix(1);
    } else {
      text += bytes.substr(0, length);
      bytes.remove_prefix(length);
    }
  }
  return text;
}

bool is_printable(std::string_view bytes) {
  return printable(bytes) == bytes;
}

std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  return text;
}

}  // namespace ggms::base
