// The options that describe a setting: the one to search, or the one that a certificate has to be about.

#include "cli/setting_options.h"

#include <fmt/format.h>

#include <regex>
#include <string>
#include <vector>

#include "api/views.h"
#include "base/error.h"
#include "base/suggestion.h"
#include "cli/option_value.h"

namespace ggms::cli {

namespace {

/// Reads the faults of a command line, where a blank may follow a comma; in files it may not.
model::FaultLimits faults_of(const std::string& words) {
  static const std::regex kBlanks("^ +| +$| *(,) *");
  return model::parse_faults(std::regex_replace(words, kBlanks, "$1"));
}

/// Adds an option for fault words. Target is FaultLimits or an optional FaultLimits.
template <class Target>
CLI::Option* add_fault_words(CLI::App& app, const std::string& otherwise, Target& target) {
  std::string description = fitted("what may go wrong, as words joined by commas" + default_text(otherwise));
  for (const auto& [word, meaning] : model::fault_words()) {
    description.append("\n").append(fitted(fmt::format("{}: {}", word, meaning)));
  }
  return add_value(app, "--faults", "F", description,
                   [&target](const std::string& words) { target = faults_of(words); });
}

/// Adds an option that takes "found" or "infeasible".
CLI::Option* add_claim(CLI::App& app, const std::string& otherwise, std::optional<audit::Claim>& target) {
  return add_value(app, "--claim", "C",
                   fitted("refuse it unless it claims this: found, that there is a protocol, or infeasible, "
                          "that there is none" +
                          otherwise),
                   [&target](const std::string& text) {
                     if (text != "found" && text != "infeasible")
                       throw base::Error("--claim is '" + text + "'" +
                                         base::did_you_mean(text, {"found", "infeasible"}) +
                                         ", but must be found or infeasible");
                     target = text == "found" ? audit::Claim::kFound : audit::Claim::kInfeasible;
                   });
}

}  // namespace

CLI::Option* add_processes(CLI::App& app, int& target) {
  return add_number(app, "-n,--processes", "N", "how many processes there are (required)", 1,
                    model::kMaxProcesses, target)
      ->required();
}

CLI::Option* add_faults(CLI::App& app, model::FaultLimits& target) {
  return add_fault_words(app, to_string(target), target);
}

CLI::Option* add_faults(CLI::App& app, std::optional<model::FaultLimits>& target) {
  return add_fault_words(app, "the protocol's own", target);
}

void add_size(CLI::App& app, SynthOptions& options) {
  CLI::Option* rounds =
      add_number(app, "-r,--rounds", "R",
                 "how many rounds a run has (default: the fewest that suffice, tried from 1 up)", 1,
                 model::kMaxRounds, options.rounds);
  CLI::Option* states =
      add_number(app, "-s,--states", "S",
                 "how many internal states a process has (default: the fewest that suffice, tried "
                 "from 1 up for each number of rounds)",
                 1, model::kMaxStates, options.states);
  add_number(app, "--max-rounds", "R",
             "where -r is not given, how many rounds are tried at most (default: 2, and 1 more for each "
             "process that may fail, each split, and each lost message of loss-total; loss adds none)",
             1, model::kMaxRounds, options.max_rounds)
      ->excludes(rounds);
  add_number(app, "--max-states", "K",
             "where -s is not given, how many internal states are tried at most" +
                 default_text(static_cast<std::uint64_t>(options.max_states)),
             1, model::kMaxStates, options.max_states)
      ->excludes(states);
}

CLI::Option* add_view(CLI::App& app, model::View& target) {
  std::string description = fitted("what a process sees in a round" + default_text(model::to_string(target)));
  for (const auto& [word, meaning] : api::view_words()) description += "\n" + fitted(word + ": " + meaning);
  return add_value(app, "--view", "V", description,
                   [&target](const std::string& text) { target = model::parse_view(text); });
}

CLI::Option* add_decide(CLI::App& app, model::Decide& target) {
  return add_value(
      app, "--decide", "D",
      fitted(
          "when processes decide: 'last', in the last round, or 'any': in any round, and then they keep the "
          "decision and go on broadcasting it (default: last)"),
      [&target](const std::string& text) { target = model::parse_decide(text); });
}

void add_expectations(CLI::App& app, CertifyOptions& options) {
  const std::string any = " (default: any will do)";
  api::Expectations& expected = options.expected;
  add_claim(app, any, expected.claim);
  add_text(app, "--spec", "SPEC", "refuse it unless it is about exactly this specification" + any,
           options.spec);
  add_number(app, "-n,--processes", "N", "refuse it unless it is about N processes" + any, 1,
             model::kMaxProcesses, expected.processes);
  add_value(app, "--faults", "F", fitted("refuse it unless it is about exactly these faults" + any),
            [&expected](const std::string& words) { expected.faults = faults_of(words); });
  add_number(app, "-r,--rounds", "R", "refuse it unless it is about R rounds" + any, 1, model::kMaxRounds,
             expected.rounds);
  const auto number = number_reader("-s", 1, model::kMaxStates, expected.states);
  add_value(
      app, "-s,--states", "S",
      fitted("refuse it unless it answers for S internal states: there is a protocol with at most S, or "
             "there is none with S or fewer; 'any': there is a protocol, or there is none with any "
             "number of states" +
             any),
      [&expected, number](const std::string& text) {
        expected.any_states = text == "any";
        expected.states.reset();
        if (!expected.any_states) number(text);
      });
  add_value(app, "--view", "V", fitted("refuse it unless it is about this view" + any),
            [&expected](const std::string& text) { expected.view = model::parse_view(text); });
  add_value(app, "--decide", "D",
            fitted("refuse it unless processes decide in the 'last' round, or in 'any'" + any),
            [&expected](const std::string& text) { expected.decide = model::parse_decide(text); });
}

}  // namespace ggms::cli
