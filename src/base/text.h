#pragma once

#include <string>
#include <string_view>

namespace ggms::base {

/// A user's bytes as text that can be printed and be put into JSON: UTF-8 in which each byte of a control
/// character, and each byte that is no UTF-8, is written as \xff. Everything else stays, backslashes too, so
/// that what is printable already is not changed.
std::string printable(std::string_view bytes);

/// Whether printable() has nothing to change.
bool is_printable(std::string_view bytes);

/// A file's text without the byte order mark that some editors put before UTF-8.
std::string_view without_byte_order_mark(std::string_view text);

}  // namespace ggms::base
