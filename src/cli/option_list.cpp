// The one list of options: what each is called, what it takes, its default and its help, for all commands.

#include "cli/option_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <regex>
#include <string>
#include <vector>

#include "api/export.h"
#include "api/synthesis.h"
#include "base/error.h"
#include "base/suggestion.h"
#include "base/words.h"
#include "cli/bench_arguments.h"
#include "cli/help_topics.h"
#include "cli/option_value.h"
#include "cli/traces.h"
#include "report/feasibility_rows.h"
#include "report/table1_paper.h"

namespace ggms::cli {

namespace {

constexpr double kMaxSeconds = 1e9;  // 30 years

/// The faults of a command line, where people write a blank after a comma. A file has none.
model::FaultLimits faults_of(const std::string& words) {
  static const std::regex kBlanks("^ +| +$| *(,) *");
  return model::parse_faults(std::regex_replace(words, kBlanks, "$1"));
}

/// Target is FaultLimits or an optional one.
template <class Target>
CLI::Option* add_fault_words(CLI::App& app, const std::string& otherwise, Target& target) {
  std::string description = fitted("what may go wrong, as words joined by commas" + default_text(otherwise));
  for (const auto& [word, meaning] : model::fault_words()) {
    description.append("\n").append(fitted(fmt::format("{}: {}", word, meaning)));
  }
  return add_value(app, "--faults", "F", description,
                   [&target](const std::string& words) { target = faults_of(words); });
}

/// A list of names out of `known`; all of them, if it is not given.
CLI::Option* add_known_words(CLI::App& app, const std::string& option, const std::string& what,
                             const std::string& kind, const std::vector<std::string>& known,
                             std::vector<std::string>& target) {
  return add_words(app, option, "LIST",
                   what + ", joined by commas: " + base::listed(known, "or") + " (default: all)", target,
                   [=](const std::string& name) {
                     if (std::find(known.begin(), known.end(), name) != known.end()) return;
                     throw base::Error(option + ": " + base::unknown_word(kind, name, known));
                   });
}

}  // namespace

CLI::Option* add_input(CLI::App& app, const std::string& name, const std::string& description,
                       std::string& target) {
  return app.add_option(name, target, fitted(description))->required()->option_text(" ");
}

CLI::Option* add_topic(CLI::App& app, std::string& target) {
  std::vector<std::string> topics;
  for (const HelpTopic& topic : help_topics()) topics.emplace_back(topic.name);
  return app.add_option("TOPIC", target, fitted("a command, or one of " + base::listed(topics)))
      ->option_text(" ");
}

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

std::vector<std::pair<std::string, std::string>> view_words() {
  using model::View;
  return {{model::to_string(View::kVector), "what was received from whom"},
          {model::to_string(View::kVectorId), "the same, and its own index"},
          {model::to_string(View::kCounts), "how many times each state was received"},
          {model::to_string(View::kCountsOwn), "the same, and its own state"}};
}

CLI::Option* add_view(CLI::App& app, model::View& target) {
  std::string description = fitted("what a process sees in a round" + default_text(model::to_string(target)));
  for (const auto& [word, meaning] : view_words()) description += "\n" + fitted(word + ": " + meaning);
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

CLI::Option* add_engine(CLI::App& app, std::string& target) {
  return add_value(app, "--engine", "E",
                   fitted("how to search: " + base::listed(api::engine_names(), "or") + default_text(target)),
                   [&target](const std::string& text) {
                     api::require_engine(text);
                     target = text;
                   });
}

CLI::Option* add_seed(CLI::App& app, const std::string& promise, std::uint64_t& target) {
  return add_number(app, "--seed", "S", "where random choices start; " + promise + default_text(target),
                    std::uint64_t{0}, std::numeric_limits<std::uint64_t>::max(), target);
}

CLI::Option* add_spec(CLI::App& app, const std::string& what, std::string& target) {
  return add_text(app, "--spec", "SPEC",
                  what + "; its values must be those of the protocol (default: the protocol's own)", target);
}

namespace {

/// Takes "found" or "infeasible".
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

CLI::Option* add_properties(CLI::App& app, std::vector<std::string>& target) {
  return app
      .add_option(
          "--property",
          [&target](const CLI::results_t& names) {
            target = names;
            return true;
          },
          fitted(
              "look for violations of this property alone, and say 'holds' if there are none; can be given "
              "several times (default: all properties)"))
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->type_name("NAME")
      ->option_text("NAME");
}

CLI::Option* add_margin(CLI::App& app, bool& target) {
  return app
      .add_flag("--margin", target,
                fitted("also say, for each fault word, how much more of it the protocol tolerates"))
      ->option_text(" ");
}

CLI::Option* add_method(CLI::App& app, api::Method& target) {
  return add_value(app, "--method", "M",
                   fitted("how to check (default: explicit)") + "\n" +
                       fitted("explicit: round by round; runs that agree so far are looked at together") +
                       "\n" + fitted("scenarios: every scenario one by one; slow and simple"),
                   [&target](const std::string& text) {
                     if (text != "explicit" && text != "scenarios") {
                       throw base::Error("--method is '" + text + "'" +
                                         base::did_you_mean(text, {"explicit", "scenarios"}) +
                                         ", but must be explicit or scenarios");
                     }
                     target = text == "explicit" ? api::Method::kExplicit : api::Method::kScenarios;
                   });
}

CLI::Option* add_repeat(CLI::App& app, int& target) {
  return add_number(
      app, "--repeat", "K",
      "also time K checks, verdict and counts only, and tell how much processor time one takes (default: "
      "no timing)",
      1, std::numeric_limits<int>::max(), target);
}

CLI::Option* add_scenario(CLI::App& app, std::string& target) {
  return add_text(app, "--scenario", "FILE",
                  "the initial values and faults: a scenario file, or a trace that ends in .itf.json",
                  target);
}

CLI::Option* add_random(CLI::App& app, bool& target) {
  return app.add_flag("--random", target, fitted("random initial values and faults instead"))
      ->option_text(" ");
}

CLI::Option* add_timeout(CLI::App& app, Limits& limits, const std::string& what,
                         const std::string& otherwise) {
  return add_number(app, "--timeout", "SEC",
                    what + " after so many seconds, 0 for never" + default_text(otherwise), 0.0, kMaxSeconds,
                    limits.timeout);
}

CLI::Option* add_memory(CLI::App& app, Limits& limits) {
  constexpr std::uint64_t kMaxMiB = std::uint64_t{1} << 40U;  // past every machine
  return add_number(app, "--memory", "MIB",
                    "give up once the program takes so many MiB, 0 for no limit (default: 0)",
                    std::uint64_t{0}, kMaxMiB, limits.memory);
}

CLI::Option* add_threads(CLI::App& app, const std::string& who_needs_one, int& target) {
  constexpr int kMaxThreads = 1024;
  return add_number(app, "--threads", "T",
                    "how many threads may work, 0 for one per processor; " + who_needs_one +
                        " needs one, and no answer depends on it" +
                        default_text(static_cast<std::uint64_t>(target)),
                    0, kMaxThreads, target);
}

CLI::Option* add_output(CLI::App& app, const std::string& names, const std::string& description,
                        std::string& target) {
  return add_text(app, names, "FILE", description + " (default: nothing is written)", target);
}

CLI::Option* add_certificate(CLI::App& app, std::string& target) {
  return add_text(
      app, "--certificate", "DIR",
      "write to this new folder what proves the answer, for ggms certify: a found protocol with all that it "
      "reaches, or why there is none; one certificate a setting that was tried (default: nothing is written)",
      target);
}

CLI::Option* add_total(CLI::App& app, bool& target) {
  return app
      .add_flag("--total", target,
                fitted("fill in the entries that no execution needs, by the rules that are printed, as ggms "
                       "complete does"))
      ->option_text(" ");
}

CLI::Option* add_trace(CLI::App& app, const std::string& what, std::string& target) {
  return add_output(app, "--trace", "write " + what + " to this file, which ends in " + trace_endings(),
                    target);
}

CLI::Option* add_all(CLI::App& app, SynthOptions& options) {
  const auto limit =
      number_reader("--all", std::uint64_t{1}, std::numeric_limits<std::uint64_t>::max(), options.all_limit);
  return add_value(
             app, "--all", "[LIMIT]",
             fitted("find all protocols of the setting, or LIMIT of them, and list them; with -o FILE.json "
                    "each is written, to FILE-1.json, FILE-2.json, ...; for the exact engine (default: "
                    "find one)"),
             [limit](const std::string& text) {
               if (!text.empty()) limit(text);
             })
      ->expected(0, 1);
}

CLI::Option* add_count(CLI::App& app, bool& target) {
  return app
      .add_flag("--count", target,
                fitted("only tell how many protocols the setting has; for the exact engine"))
      ->option_text(" ");
}

CLI::Option* add_explain(CLI::App& app, std::optional<double>& target) {
  return add_number(
      app, "--explain", "SEC",
      "if infeasible, look so many seconds for the fewest properties that conflict (default: as long as the "
      "answer took, but at least 5); with 0 not at all, and don't ask about --view vector+id, either",
      0.0, kMaxSeconds, target);
}

CLI::Option* add_story(CLI::App& app, std::string& target) {
  return add_text(app, "--story", "FILE",
                  "if infeasible, and runs tell why, draw them to this file, which ends in .svg (default: "
                  "nothing is written)",
                  target)
      ->check([](const std::string& path) {
        return path.ends_with(".svg") ? std::string()
                                      : path + ": a story is a picture; name a file that ends in .svg";
      });
}

CLI::Option* add_synth_options(CLI::App& app, std::vector<std::string>& target) {
  return app.add_option("SYNTH_OPTION", target, fitted("behind --: options of ggms synth, for every run"))
      ->option_text(" ");
}

CLI::Option* add_runs(CLI::App& app, int& target) {
  constexpr int kMaxRuns = 10000;  // a plan of them all has to fit in memory
  return add_number(
      app, "--runs", "K",
      "how many runs of each setting and engine" + default_text(static_cast<std::uint64_t>(target)), 1,
      kMaxRuns, target);
}

CLI::Option* add_engines(CLI::App& app, std::vector<std::string>& target) {
  return add_words(app, "--engines", "LIST",
                   "the columns, joined by commas: engines as ggms synth has them, or variants, such as "
                   "exact:view=counts for --engine exact --view counts" +
                       default_text(target.front()),
                   target, [](const std::string& column) { bench_column_options(column); });
}

CLI::Option* add_settings(CLI::App& app, std::vector<std::string>& target) {
  return add_known_words(app, "--settings", "the rows", "setting", report::table1_names(), target);
}

CLI::Option* add_only(CLI::App& app, std::vector<std::string>& target) {
  return add_known_words(app, "--only", "the theorems", "theorem", report::feasibility_names(), target);
}

CLI::Option* add_specs(CLI::App& app, std::string& target) {
  return add_text(app, "--specs", "DIR",
                  "the folder of the specifications (default: specs, here or near the program)", target);
}

CLI::Option* add_export_format(CLI::App& app, std::string& target) {
  std::string description = fitted("in which language (required)");
  std::vector<std::string> known;
  for (const auto& [name, meaning] : api::export_formats()) {
    const std::string files = name == api::kTlaFormat ? "; -o FILE.tla also writes FILE.cfg" : "";
    description.append("\n").append(fitted(name + ": " + meaning + files));
    known.push_back(name);
  }
  return add_value(app, "--to", "FORMAT", description,
                   [known, &target](const std::string& text) {
                     if (std::find(known.begin(), known.end(), text) == known.end())
                       throw base::Error("--to is '" + text + "'" + base::did_you_mean(text, known) +
                                         ", but must be " + base::listed(known, "or"));
                     target = text;
                   })
      ->required();
}

CLI::Option* add_format(CLI::App& app, BenchFormat& target) {
  return add_value(app, "--format", "F",
                   fitted("how to print the table: text, markdown, csv or json (default: text)"),
                   [&target](const std::string& text) {
                     const std::vector<std::string> known = {"text", "markdown", "csv", "json"};  // in order
                     const auto found = std::find(known.begin(), known.end(), text);
                     if (found == known.end()) {
                       throw base::Error("--format is '" + text + "'" + base::did_you_mean(text, known) +
                                         ", but must be " + base::listed(known, "or"));
                     }
                     target = static_cast<BenchFormat>(found - known.begin());
                   });
}

CLI::Option* add_json(CLI::App& app, bool& target) {
  return app.add_flag("--json", target, fitted("print one JSON object instead of text"));
}

CLI::Option* add_quiet(CLI::App& app, bool& target) {
  return app.add_flag("-q,--quiet", target,
                      fitted("print no progress and no warnings on stderr; errors are printed"));
}

}  // namespace ggms::cli
