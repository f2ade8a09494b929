#pragma once

#include <set>
#include <string>
#include <vector>

#include "house/include_rules.h"

namespace ggms::house {

/// A string literal of a source file, as it is written between its quotes (raw ones, too).
struct Literal {
  int line = 0;  // where it begins
  std::string text;
};

/// The string literals of C++ text, in order. Comments, characters and what is included are none.
std::vector<Literal> literals_of(const std::string& text);

/// One line for each string literal that names a flag of the program ("--faults", "-n") in a room below
/// `report`: these speak to those who call them from a library, too, so they name fields.
std::vector<std::string> flag_violations(const Sources& sources, const RoomOrder& order);

/// The fields that sources name as base::FieldError("field", ...), which is how each has to be made; what is
/// made otherwise is in `violations`.
struct NamedFields {
  std::set<std::string> names;
  std::vector<std::string> violations;
};
NamedFields named_fields(const Sources& sources);

}  // namespace ggms::house
