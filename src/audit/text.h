#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ggms::audit {

inline constexpr std::size_t kLongestQuote = 80;  // bytes of foreign text in one message

/// The text for an error message: in quotes, on one line, not too long.
std::string in_quotes(std::string_view text);

/// "1,234".
std::string with_commas(std::uint64_t number);
/// "1 round", "1,234 rounds".
std::string plural(std::uint64_t number, const std::string& what, const std::string& ending = "s");

/// Whether the text has control characters such as line breaks.
bool has_control_characters(std::string_view text);

}  // namespace ggms::audit
