#pragma once

#include <functional>
#include <string>
#include <vector>

#include "search/options.h"

namespace ggms::search {

/// A learning option with a value, by name: the program's flags and the library's options are built from
/// these.
struct NamedOption {
  std::string name;         // "episode-scenarios"
  std::string placeholder;  // of its value in help texts
  std::string meaning;
  std::string values;                                        // "a whole number from 1 to 1000000"
  std::function<bool(Options&, const std::string&)> assign;  // false if the text is not one of the values
  std::function<std::string(const Options&)> value;          // as `assign` takes it
};

/// All learning options except the departures from the paper (which are on or off); options with words come
/// before options with numbers.
const std::vector<NamedOption>& named_options();

}  // namespace ggms::search
