#pragma once

#include <map>
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
/// `report`: these speak to those who call them from a library, too, so they name fields. What `export`
/// writes names flags of other programs.
std::vector<std::string> flag_violations(const Sources& sources, const RoomOrder& order);

/// One line for each string literal that is one of these fault words, outside `model/faults/` and the rooms
/// `audit` and `export`, which are told of a new fault on purpose: all other code asks the fault model.
/// `other_meanings`, by file: where the word means something else.
std::vector<std::string> fault_word_violations(
    const Sources& sources, const std::set<std::string>& words,
    const std::map<std::string, std::set<std::string>>& other_meanings);

/// The fields that sources name as base::FieldError("field", ...), which is how each has to be made; what is
/// made otherwise is in `violations`.
struct NamedFields {
  std::set<std::string> names;
  std::vector<std::string> violations;
};
NamedFields named_fields(const Sources& sources);

}  // namespace ggms::house
