#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/style.h"

namespace ggms::report {

/// "1,234,567".
std::string number(std::uint64_t value);
/// "1 round", "2 rounds", "3 processes": the noun gets its plural.
std::string counted(std::uint64_t value, std::string_view noun);
/// "0.4 ms", "12.3 s", "4 min 5 s".
std::string duration(double seconds);
/// "a", "a and b", "a, b and c"; `last` is the word before the last one.
std::string listed(const std::vector<std::string>& items, std::string_view last = "and");
/// "p1", "p1, p3" or, where three or more are neighbours, "p1, p3-p7", of sorted 0-based processes.
std::vector<std::string> process_names(const std::vector<int>& processes, const Style& style);

}  // namespace ggms::report
