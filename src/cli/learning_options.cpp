// The options of the learning engines, with the paper's numbers as defaults (GGMS appendix F where it has
// them).

#include "cli/learning_options.h"

#include <algorithm>
#include <iterator>

#include "base/words.h"
#include "cli/option_value.h"

namespace ggms::cli {

namespace {

constexpr const char* kGroup = "Learning (engines ggms, mcts+dfs, mcts)";
constexpr int kMany = 1000000;  // more than a user would wait for

std::string number_text(double value) {
  std::ostringstream text;
  text << value;
  return " (default: " + text.str() + ")";
}

template <class Number>
void add_count(CLI::App& app, const std::string& name, const std::string& description, Number low,
               Number high, Number& target) {
  add_number(app, name, std::is_integral_v<Number> ? "K" : "X",
             description + number_text(static_cast<double>(target)), low, high, target)
      ->group(kGroup);
}

/// An option whose value is a word of a list.
template <class Value>
void add_choice(CLI::App& app, const std::string& name, const std::string& description,
                std::vector<std::pair<std::string, Value>> words, Value& target) {
  const auto now =
      std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.second == target; });
  const std::string otherwise = now->first;
  std::vector<std::string> known;
  for (const auto& [word, value] : words) known.push_back(word);
  const std::string list = base::listed(known, "or");
  add_value(app, name, "W", fitted(description + ": " + list + default_text(otherwise)),
            [=, words = std::move(words), &target](const std::string& text) {
              const auto it = std::find_if(words.begin(), words.end(),
                                           [&](const auto& word) { return word.first == text; });
              if (it == words.end()) throw base::Error(name + " is '" + text + "', but must be " + list);
              target = it->second;
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
  std::vector<std::pair<std::string, policy::Kind>> kinds;
  for (const policy::Kind kind :
       {policy::Kind::kTransformer, policy::Kind::kMlp, policy::Kind::kTable, policy::Kind::kUniform}) {
    kinds.emplace_back(policy::to_string(kind), kind);
  }
  add_choice(app, "--policy", "what learns which move is right", kinds, learning.policy);
  add_choice<search::Unfreeze>(
      app, "--unfreeze",
      "what has to prove a frozen transition wrong before learning takes it back; exhaustive: a search of "
      "one scenario that found no way out; solver: that, or a SAT solver",
      {{"solver", search::Unfreeze::kSolver}, {"exhaustive", search::Unfreeze::kExhaustive}},
      learning.unfreeze);
  add_choice<search::Validation>(
      app, "--validation",
      "how a learnt machine is checked in all executions at the end of an episode; explicit and scenarios "
      "are as for ggms verify --method",
      {{"explicit", search::Validation::kExplicit}, {"scenarios", search::Validation::kScenarios}},
      learning.validation);
  app.add_flag("--as-published", options.as_published,
               fitted("the paper's algorithm: switches off what departs from it (the --[no-] options below), "
                      "keeps the "
                      "last episode's counterexamples only, and unfreezes exhaustively"))
      ->group(kGroup);
  add_count(app, "--episode-scenarios", "scenarios that are searched in an episode", 1, kMany,
            learning.scenarios);
  add_count(
      app, "--simulations",
      "how many runs the search tries before each of its decisions: K times rounds times processes, at most",
      1, kMany, learning.simulations);
  add_count(app, "--freeze-every", "a transition is frozen every so many episodes", 1, kMany,
            learning.freeze_every);
  add_count(app, "--resample", "how often a counterexample is searched rather than any scenario", 0.0, 1.0,
            learning.resample);
  add_count(app, "--p-min",
            "to be frozen, a transition needs two moves that the policy gives at least this probability", 0.0,
            1.0, learning.p_min);
  add_count(app, "--diff-max",
            "to be frozen, a transition needs two such moves whose probabilities differ by no more than this",
            0.0, 1.0, learning.diff_max);
  constexpr double kLarge = 1e6;
  add_count(app, "--c-puct", "how much the search explores", 0.0, kLarge, learning.c_puct);
  add_count(app, "--learning-rate", "of the network", 1e-9, 1.0, learning.network.learning_rate);
  add_count(app, "--steps", "training steps of an episode", 1, kMany, learning.steps);
  add_count(app, "--keep-samples", "what part of the training samples of an episode is kept for the next one",
            0.0, 1.0, learning.buffer_keep);
  add_count(app, "--keep-failed", "episodes for which counterexamples are kept", 1, kMany,
            learning.keep_failed);
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
