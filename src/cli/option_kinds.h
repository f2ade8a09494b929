#pragma once

#include <CLI/CLI.hpp>
#include <charconv>
#include <functional>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>

#include "base/error.h"
#include "cli/option_list.h"
#include "report/words.h"

namespace ggms::cli {

// The kinds of options that the lists are made of. Numbers are read here rather than by CLI11, to which "010" is eight
// and "-1" a huge unsigned number.

inline constexpr int kHelpColumns = 80;  // how wide help texts are
inline std::string fitted(const std::string& text) {
  return report::wrapped(text, kHelpColumns - kHelpMargin, 0);
}

/// "-n" of "-n,--processes": how errors call the option.
inline std::string first_name(const std::string& names) {
  return names.substr(0, names.find(','));
}

inline std::string default_text(const std::string& value) {
  return " (default: " + value + ")";
}
inline std::string default_text(std::uint64_t value) {
  return default_text(std::to_string(value));
}

/// An option with a value, which `take` gets.
inline CLI::Option* add_value(CLI::App& app, const std::string& names, const std::string& placeholder,
                       const std::string& description, std::function<void(const std::string&)> take) {
  CLI::Option* option = app.add_option(
      names,
      [take = std::move(take)](const CLI::results_t& values) {
        take(values.back());
        return true;
      },
      description);
  return option->type_name(placeholder)->option_text(placeholder);
}

inline CLI::Option* add_text(CLI::App& app, const std::string& names, const std::string& placeholder,
                      const std::string& description, std::string& target) {
  const std::string name = first_name(names);
  return add_value(app, names, placeholder, fitted(description), [&target, name](const std::string& text) {
    if (text.empty()) throw base::Error(name + " needs the name of a file");
    target = text;
  });
}

/// An option whose value is a number from `low` to `high`; Target is a number or an optional one.
template <class Number, class Target>
CLI::Option* add_number(CLI::App& app, const std::string& names, const std::string& placeholder,
                        const std::string& description, Number low, Number high, Target& target) {
  const std::string name = first_name(names);
  return add_value(app, names, placeholder, fitted(description), [=, &target](const std::string& text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size() && value >= low && value <= high) {
      target = value;
      return;
    }
    std::ostringstream range;
    range << (std::is_integral_v<Number> ? "a whole number" : "a number") << " from " << low << " to "
          << high;
    throw base::Error(name + " is '" + text + "', but must be " + range.str());
  });
}

}  // namespace ggms::cli
