#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ggms::base {

/// "1,234,567".
std::string number(std::uint64_t value);
/// "1 round", "2 rounds", "3 processes": the noun gets its plural.
std::string counted(std::uint64_t value, std::string_view noun);
/// "a", "a and b", "a, b and c"; `last` is the word before the last item.
std::string listed(const std::vector<std::string>& items, std::string_view last = "and");

}  // namespace ggms::base
