#pragma once

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdint>
#include <functional>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

#include "base/error.h"

namespace ggms::cli {

constexpr int kHelpMargin = 28;  // columns of help texts before descriptions

/// A help text broken into lines that fit beside the margin.
std::string fitted(const std::string& text);

/// "-n" of "-n,--processes": the name of the option in error messages.
std::string first_name(const std::string& names);

/// " (default: 10)".
std::string default_text(const std::string& value);
std::string default_text(std::uint64_t value);

/// Adds an option whose value is passed to `take`.
CLI::Option* add_value(CLI::App& app, const std::string& names, const std::string& placeholder,
                       const std::string& description, std::function<void(const std::string&)> take);

/// Adds an option whose value is the name of a file.
CLI::Option* add_text(CLI::App& app, const std::string& names, const std::string& placeholder,
                      const std::string& description, std::string& target);

/// Adds an option whose value is a list of different words joined by commas; `check` throws if a word is
/// wrong.
CLI::Option* add_words(CLI::App& app, const std::string& name, const std::string& placeholder,
                       const std::string& description, std::vector<std::string>& target,
                       const std::function<void(const std::string&)>& check);

/// A function that reads an option's value as a number from `low` to `high`; Target is a number or an
/// optional number.
template <class Number, class Target>
std::function<void(const std::string&)> number_reader(const std::string& name, Number low, Number high,
                                                      Target& target) {
  return [=, &target](const std::string& text) {
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
  };
}

/// Adds an option whose value is such a number.
template <class Number, class Target>
CLI::Option* add_number(CLI::App& app, const std::string& names, const std::string& placeholder,
                        const std::string& description, Number low, Number high, Target& target) {
  return add_value(app, names, placeholder, fitted(description),
                   number_reader(first_name(names), low, high, target));
}

}  // namespace ggms::cli
