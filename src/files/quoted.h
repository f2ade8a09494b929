#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ggms::files {

/// Bytes of foreign text in an error message.
inline constexpr std::size_t kMaxQuote = 60;

/// Foreign text for an error message: in double quotes, on one line, not too long.
std::string in_quotes(std::string_view text);
/// Names as an error message lists them: "a", "b", "c".
std::string listed(const std::vector<std::string>& names);
/// Whether the text has control characters such as line breaks, which no name in a file may have.
bool has_control_characters(std::string_view text);

}  // namespace ggms::files
