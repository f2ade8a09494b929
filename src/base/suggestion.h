#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace ggms::base {

/// " (did you mean crash?)" behind an unknown word in an error; empty where no known word is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);

/// The error "WHAT 'word'; known are a, b, c", with what was meant if that is likely.
Error unknown_word(const std::string& what, const std::string& word, const std::vector<std::string>& known);

}  // namespace ggms::base
