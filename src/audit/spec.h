#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ggms::audit {

/// A specification's text, looked at before Z3 may see it.
struct SpecText {
  std::string
      for_z3;  // only declarations, definitions and assertions, each where it was; nothing Z3 would act on
  std::vector<std::string> properties;      // the names of the assertions, in order
  std::string initial_sort, decision_sort;  // the names of init's and decides's enumerations
};

/// Splits the text into commands and keeps those that the vocabulary of specifications allows. Throws
/// base::Error, with `where` and line and column, at anything else. Terms are not looked into, but for how
/// large they grow with all definitions expanded.
SpecText scan_spec(std::string_view text, const std::string& where);

}  // namespace ggms::audit
