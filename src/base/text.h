#pragma once

#include <string>
#include <string_view>

namespace ggms::base {

/// A user's bytes as text that can be printed and put into JSON: UTF-8 in which each byte of a control
/// character, and each byte that is not UTF-8, is written as \xff. All other bytes stay, including
/// backslashes, so printable text does not change.
std::string printable(std::string_view bytes);

/// Whether printable() would change nothing.
bool is_printable(std::string_view bytes);

/// A file's text without the byte order mark that some editors put before UTF-8.
std::string_view without_byte_order_mark(std::string_view text);

}  // namespace ggms::base
