#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "house/include_rules.h"

namespace ggms::house {

/// A string literal of a source file: the text between its quotes (of raw strings too).
struct Literal {
  int line = 0;  // where it begins
  std::string text;
};

/// The string literals of C++ text, in order, without comments, characters and names of included files.
std::vector<Literal> literals_of(const std::string& text);

/// One line for each string literal that names a flag of the program ("--faults", "-n") in a room below
/// `report`: these rooms serve a library's callers too, so they name fields. Texts of `export` may name flags
/// of other programs.
std::vector<std::string> flag_violations(const Sources& sources, const RoomOrder& order);

/// One line for each string literal that is one of these fault words, outside `model/faults/` and the rooms
/// `audit` and `export`, which have to learn a new fault word on purpose; all other code asks the fault
/// model. `other_meanings`, by file: literals in which the word means something else.
std::vector<std::string> fault_word_violations(
    const Sources& sources, const std::set<std::string>& words,
    const std::map<std::string, std::set<std::string>>& other_meanings);

/// The fields that sources name as base::FieldError("field", ...), the required form; uses of another form
/// are in `violations`.
struct NamedFields {
  std::set<std::string> names;
  std::vector<std::string> violations;
};
NamedFields named_fields(const Sources& sources);

}  // namespace ggms::house
