#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ggms::base {

/// " (did you mean crash?)", to follow an unknown word in an error; empty if no known word is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);

/// The message "unknown KIND 'word'; known are a, b, c", with a suggestion if a known word is near.
std::string unknown_word(const std::string& kind, const std::string& word,
                         const std::vector<std::string>& known);

}  // namespace ggms::base
