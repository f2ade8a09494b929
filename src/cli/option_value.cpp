// Adds options by the kind of value that they take. Reads numbers itself, because CLI11 reads "010" as eight
// and "-1" as a huge unsigned number.

#include "cli/option_value.h"

#include <algorithm>
#include <utility>

#include "report/style.h"

namespace ggms::cli {

namespace {

constexpr int kHelpColumns = 80;  // the width of help texts

}  // namespace

std::string fitted(const std::string& text) {
  return report::wrapped(text, kHelpColumns - kHelpMargin, 0);
}

std::string first_name(const std::string& names) {
  return names.substr(0, names.find(','));
}

std::string default_text(const std::string& value) {
  return " (default: " + value + ")";
}
std::string default_text(std::uint64_t value) {
  return default_text(std::to_string(value));
}

CLI::Option* add_value(CLI::App& app, const std::string& names, const std::string& placeholder,
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

CLI::Option* add_text(CLI::App& app, const std::string& names, const std::string& placeholder,
                      const std::string& description, std::string& target) {
  const std::string name = first_name(names);
  return add_value(app, names, placeholder, fitted(description), [&target, name](const std::string& text) {
    if (text.empty()) throw base::Error(name + " needs a name");
    if (text == "-")
      throw base::Error(name + " is '-', which stands for no stream here (/dev/stdin and /dev/stdout do)");
    target = text;
  });
}

CLI::Option* add_words(CLI::App& app, const std::string& name, const std::string& placeholder,
                       const std::string& description, std::vector<std::string>& target,
                       const std::function<void(const std::string&)>& check) {
  return add_value(app, name, placeholder, fitted(description), [=, &target](const std::string& text) {
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find(',', begin), text.size());
      words.push_back(text.substr(begin, end - begin));
      check(words.back());
      if (std::count(words.begin(), words.end(), words.back()) > 1)
        throw base::Error(name + " names '" + words.back() + "' twice");
      begin = end + 1;
    }
    target = words;
  });
}

}  // namespace ggms::cli
