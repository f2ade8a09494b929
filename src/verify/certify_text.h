#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ggms::verify::certify {

inline constexpr std::size_t kLongestQuote = 80;  // bytes of foreign text in one message

/// The text made fit for an error message: in quotes, on one line, not too long.
std::string in_quotes(std::string_view text);

/// Whether the text has line breaks or the like.
bool has_control_characters(std::string_view text);

}  // namespace ggms::verify::certify
