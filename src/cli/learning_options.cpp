// Adds the options of the learning engines as flags.

#include "cli/learning_options.h"

#include <string>

#include "base/error.h"
#include "cli/option_value.h"
#include "search/named_options.h"

namespace ggms::cli {

namespace {

constexpr const char* kGroup = "Learning (engines ggms, mcts+dfs, mcts)";

/// Adds one option of the learning engines' list.
void add_named(CLI::App& app, const search::NamedOption& option, search::Options& learning) {
  const std::string name = "--" + option.name;
  const bool is_word = option.placeholder == "W";
  add_value(
      app, name, option.placeholder,
      fitted(option.meaning + (is_word ? ": " + option.values : "") + default_text(option.value(learning))),
      [&option, &learning, name](const std::string& text) {
        if (!option.assign(learning, text))
          throw base::Error(name + " is '" + text + "', but must be " + option.values);
      })
      ->group(kGroup);
}

void add_departures(CLI::App& app, search::Options& learning) {
  for (const search::Departure& departure : search::departures()) {
    const std::string name = departure.name;
    app.add_flag("--" + name + ",!--no-" + name, learning.*departure.on,
                 fitted(std::string(departure.meaning) + " (default: on; off with --as-published)"))
        ->group(kGroup);
  }
}

}  // namespace

void add_learning(CLI::App& app, SynthOptions& options) {
  search::Options& learning = options.learning;
  const auto is_word = [](const search::NamedOption& option) { return option.placeholder == "W"; };
  for (const search::NamedOption& option : search::named_options()) {
    if (is_word(option)) add_named(app, option, learning);
  }
  app.add_flag("--as-published", options.as_published,
               fitted("the paper's algorithm: switches off what departs from it (the --[no-] options below), "
                      "keeps the "
                      "last episode's counterexamples only, and unfreezes exhaustively"))
      ->group(kGroup);
  for (const search::NamedOption& option : search::named_options()) {
    if (!is_word(option)) add_named(app, option, learning);
  }
  add_departures(app, learning);
  const auto add_path = [&](const std::string& name, const std::string& description, std::string& target) {
    add_text(app, name, "FILE", description, target)->group(kGroup);
  };
  add_path("--log", "write a line of JSON about every episode to this file (default: nothing is written)",
           options.log);
  app.add_flag(
         "--count-failing", options.count_failing,
         fitted("at the end of every episode also count all scenarios of the phase in which the machine "
                "fails, for --log; slow"))
      ->group(kGroup);
  add_path("--checkpoint",
           "write the state of learning to this file every 30 seconds, and when it ends unanswered "
           "(default: nothing is written)",
           options.checkpoint);
  add_path("--resume", "go on from a checkpoint of the same problem and options (default: begin anew)",
           options.resume);
  add_path("--policy-in", "begin with these weights (default: none)", options.policy_in);
  add_path("--policy-out",
           "write the learnt weights to this file once a protocol is found (default: nothing is written)",
           options.policy_out);
}

void drop_departures(const CLI::App& app, search::Options& learning) {
  const auto is_given = [&](const std::string& name) { return app.get_option(name)->count() > 0; };
  const search::Options published = search::as_published(learning);
  for (const search::Departure& departure : search::departures()) {
    if (!is_given(std::string("--") + departure.name)) learning.*departure.on = published.*departure.on;
  }
  if (!is_given("--keep-failed")) learning.keep_failed = published.keep_failed;
  if (!is_given("--unfreeze")) learning.unfreeze = published.unfreeze;
}

}  // namespace ggms::cli
