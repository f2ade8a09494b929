#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ggms::audit {

/// A specification's text, as scanned before Z3 reads it.
struct SpecText {
  std::string for_z3;  // only declarations, definitions and assertions, each at its place; no command that Z3
                       // would act on
  std::vector<std::string> properties;      // the names of the assertions, in order
  std::string initial_sort, decision_sort;  // the names of init's and decides's enumerations
};

/// Splits the text into commands and keeps those that the vocabulary of specifications allows. Throws
/// base::Error, with `where`, line and column, at any other command. Of terms it checks only the size with
/// all definitions expanded.
SpecText scan_spec(std::string_view text, const std::string& where);

}  // namespace ggms::audit
