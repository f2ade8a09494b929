// The learning options by name, with the paper's numbers as defaults (GGMS appendix F where it has them).

#include "search/named_options.h"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <type_traits>
#include <utility>

#include "base/words.h"

namespace ggms::search {

namespace {

constexpr int kMany = 1000000;  // more than any user would wait for

/// An option whose value is a word of a list.
template <class Value>
NamedOption words(const std::string& name, const std::string& meaning,
                  std::vector<std::pair<std::string, Value>> words, Value Options::* target) {
  std::vector<std::string> names;
  for (const auto& [word, choice] : words) names.push_back(word);
  const auto assign = [words, target](Options& options, const std::string& text) {
    const auto it =
        std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.first == text; });
    if (it == words.end()) return false;
    options.*target = it->second;
    return true;
  };
  const auto value = [words, target](const Options& options) {
    return std::find_if(words.begin(), words.end(),
                        [&](const auto& word) { return word.second == options.*target; })
        ->first;
  };
  return {name, "W", meaning, base::listed(names, "or"), assign, value};
}

/// An option whose value is a number from `low` to `high`; `target` gives its place.
template <class Target>
NamedOption number(const std::string& name, const std::string& meaning, double low, double high,
                   Target target) {
  using Number = std::remove_reference_t<decltype(target(std::declval<Options&>()))>;
  constexpr bool kIsWhole = std::is_integral_v<Number>;
  std::ostringstream range;
  range << (kIsWhole ? "a whole number" : "a number") << " from " << low << " to ";
  if (kIsWhole) {
    range << static_cast<int>(high);
  } else {
    range << high;
  }
  const auto assign = [=](Options& options, const std::string& text) {
    Number read{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), read);
    const auto is_in_range = static_cast<double>(read) >= low && static_cast<double>(read) <= high;
    if (error != std::errc() || end != text.data() + text.size() || !is_in_range) return false;
    target(options) = read;
    return true;
  };
  const auto value = [=](const Options& options) {
    Options copy = options;
    std::ostringstream text;
    text << target(copy);
    return text.str();
  };
  return {name, kIsWhole ? "K" : "X", meaning, range.str(), assign, value};
}

template <class Number>
NamedOption number(const std::string& name, const std::string& meaning, double low, double high,
                   Number Options::* target) {
  return number(name, meaning, low, high, [target](Options& options) -> Number& { return options.*target; });
}

std::vector<NamedOption> word_options() {
  std::vector<std::pair<std::string, policy::Kind>> kinds;
  for (const policy::Kind kind :
       {policy::Kind::kTransformer, policy::Kind::kMlp, policy::Kind::kTable, policy::Kind::kUniform}) {
    kinds.emplace_back(policy::to_string(kind), kind);
  }
  return {
      words("policy", "what learns which move is right", kinds, &Options::policy),
      words<Unfreeze>(
          "unfreeze",
          "what has to prove a frozen transition wrong before learning takes it back; exhaustive: a search "
          "of one scenario that found no way out; solver: that, or a SAT solver",
          {{"solver", Unfreeze::kSolver}, {"exhaustive", Unfreeze::kExhaustive}}, &Options::unfreeze),
      words<Validation>(
          "validation",
          "how a learnt machine is checked in all executions at the end of an episode; explicit: over the "
          "configurations that it reaches; scenarios: one scenario after the other",
          {{"explicit", Validation::kExplicit}, {"scenarios", Validation::kScenarios}}, &Options::validation),
  };
}

std::vector<NamedOption> number_options() {
  constexpr double kLarge = 1e6;
  return {
      number("episode-scenarios", "scenarios that are searched in an episode", 1, kMany, &Options::scenarios),
      number("simulations",
             "how many runs the search tries before each of its decisions: K times rounds times processes, "
             "at most",
             1, kMany, &Options::simulations),
      number("freeze-every", "a transition is frozen every so many episodes", 1, kMany,
             &Options::freeze_every),
      number("resample", "how often a counterexample is searched rather than any scenario", 0, 1,
             &Options::resample),
      number("p-min",
             "to be frozen, a transition needs two moves that the policy gives at least this probability", 0,
             1, &Options::p_min),
      number(
          "diff-max",
          "to be frozen, a transition needs two such moves whose probabilities differ by no more than this",
          0, 1, &Options::diff_max),
      number("c-puct", "how much the search explores", 0, kLarge, &Options::c_puct),
      number("learning-rate", "of the network", 1e-9, 1,
             [](Options& options) -> double& { return options.network.learning_rate; }),
      number("steps", "training steps of an episode", 1, kMany, &Options::steps),
      number("keep-samples", "what part of the training samples of an episode is kept for the next one", 0, 1,
             &Options::buffer_keep),
      number("keep-failed", "episodes for which counterexamples are kept", 1, kMany, &Options::keep_failed),
  };
}

}  // namespace

const std::vector<NamedOption>& named_options() {
  static const std::vector<NamedOption> kOptions = [] {
    std::vector<NamedOption> all = word_options();
    for (NamedOption& option : number_options()) all.push_back(std::move(option));
    return all;
  }();
  return kOptions;
}

}  // namespace ggms::search
