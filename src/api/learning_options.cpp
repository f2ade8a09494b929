// The options of learning by name.

#include "api/learning_options.h"

#include <algorithm>

#include "base/error.h"
#include "base/suggestion.h"
#include "search/named_options.h"

namespace ggms::api {

namespace {

constexpr const char* kAsPublished = "as-published";

bool read_switch(const std::string& name, const std::string& text) {
  if (text == "true") return true;
  if (text == "false") return false;
  throw base::Error("learning option " + name + " is '" + text + "', but must be true or false");
}

void assign(const std::string& name, const std::string& text, search::Options& options) {
  for (const search::Departure& departure : search::departures()) {
    if (name != departure.name) continue;
    options.*departure.on = read_switch(name, text);
    return;
  }
  std::vector<std::string> known{kAsPublished};
  for (const search::NamedOption& option : search::named_options()) {
    known.push_back(option.name);
    if (name != option.name) continue;
    if (option.assign(options, text)) return;
    throw base::Error("learning option " + name + " is '" + text + "', but must be " + option.values);
  }
  for (const search::Departure& departure : search::departures()) known.emplace_back(departure.name);
  throw base::Error(base::unknown_word("learning option", name, known));
}

}  // namespace

search::Options learning_options(const std::vector<std::pair<std::string, std::string>>& named) {
  search::Options options;
  for (const auto& [name, text] : named) {
    if (name == kAsPublished && read_switch(name, text)) options = search::as_published(options);
  }
  for (const auto& [name, text] : named) {
    if (name != kAsPublished) assign(name, text, options);
  }
  return options;
}

std::vector<std::string> without_effect(const std::string& engine, const search::Options& given) {
  if (engine != kExactEngine) return {};
  std::vector<std::string> warnings;
  const search::Options usual;
  const auto add = [&](const std::string& name) {
    warnings.push_back("engine exact does not learn: '" + name + "' changes nothing");
  };
  for (const search::NamedOption& option : search::named_options()) {
    if (option.value(given) != option.value(usual)) add(option.name);
  }
  for (const search::Departure& departure : search::departures()) {
    if (given.*departure.on != usual.*departure.on) add(departure.name);
  }
  return warnings;
}

}  // namespace ggms::api
