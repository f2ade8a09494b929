#pragma once

#include <functional>
#include <string>
#include <vector>

#include "search/options.h"

namespace ggms::search {

/// A learning option with a value, by name: the program's flags and the library's options are made of these.
struct NamedOption {
  std::string name;         // "episode-scenarios"
  std::string placeholder;  // of its value in help texts
  std::string meaning;
  std::string values;                                        // "a whole number from 1 to 1000000"
  std::function<bool(Options&, const std::string&)> assign;  // false if the text is none of the values
  std::function<std::string(const Options&)> value;          // as `assign` takes it
};

/// All of them but the departures from the paper, which are on or off, words before numbers.
const std::vector<NamedOption>& named_options();

}  // namespace ggms::search
