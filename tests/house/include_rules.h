#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ggms::house {

/// Source files by their path below src/ ("verify/explicit.cpp"), with their text.
using Sources = std::map<std::string, std::string>;

/// Which rooms may include which: lines of rooms, lowest first. The rooms of one line don't know each other.
using RoomOrder = std::vector<std::vector<std::string>>;

/// Reads "base spec export,report": lines separated by a blank, rooms of one line by a comma.
RoomOrder parse_room_order(std::string_view text);

/// Every .h and .cpp file below `folder`.
Sources read_sources(const std::string& folder);

/// One line for each include that breaks the order of rooms, the independence of the certificate checker or
/// the ban on cycles; empty if the house is in order.
std::vector<std::string> include_violations(const Sources& sources, const RoomOrder& order);

}  // namespace ggms::house
