#pragma once

#include <map>
#include <set>
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

/// The headers of a room that other rooms may include ("verify/check.h"); a room that is not listed has all
/// headers in its front.
using Fronts = std::map<std::string, std::set<std::string>>;

/// Reads "spec:spec,load verify:check".
Fronts parse_fronts(std::string_view text);

/// Every .h and .cpp file below `folder`.
Sources read_sources(const std::string& folder);

/// One line for each include that breaks the order of rooms, the independence of the certificate checker, a
/// room's front or the ban on circles, and for each front header that does not exist; empty if all rules
/// hold.
std::vector<std::string> include_violations(const Sources& sources, const RoomOrder& order,
                                            const Fronts& fronts = {});

/// Headers that a room may include although it must not call their rooms, each with the reason.
using Exceptions = std::map<std::string, std::string>;

/// One line for each include of `room` that is neither of the room itself, nor of `called`, the rooms that it
/// may call, nor an exception; and for each exception that no file includes any more.
std::vector<std::string> reach_violations(const Sources& sources, const RoomOrder& order,
                                          const std::string& room, const std::set<std::string>& called,
                                          const Exceptions& exceptions);

}  // namespace ggms::house
