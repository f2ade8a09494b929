// The options that several commands share, and single options that form no group: their names, values,
// defaults and help.

#include "cli/option_list.h"

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "api/export.h"
#include "api/synthesis.h"
#include "base/error.h"
#include "base/suggestion.h"
#include "base/words.h"
#include "cli/help_topics.h"
#include "cli/option_value.h"
#include "cli/traces.h"

namespace ggms::cli {

namespace {

constexpr double kMaxSeconds = 1e9;  // 30 years

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

CLI::Option* add_engine(CLI::App& app, std::string& target) {
  return add_value(app, "--engine", "E",
                   fitted("how to search: " + base::listed(api::engine_names(), "or") + default_text(target)),
                   [&target](const std::string& text) {
                     api::require_engine(text);
                     target = text;
                   });
}

CLI::Option* add_strategy(CLI::App& app, synth::Strategy& target) {
  return add_value(app, "--strategy", "S",
                   fitted("how the exact engine searches: " + base::listed(synth::strategy_names(), "or") +
                          default_text(synth::to_string(target))),
                   [&target](const std::string& text) { target = synth::parse_strategy(text); });
}

CLI::Option* add_seed(CLI::App& app, const std::string& promise, std::uint64_t& target) {
  return add_number(app, "--seed", "S", "where random choices start; " + promise + default_text(target),
                    std::uint64_t{0}, std::numeric_limits<std::uint64_t>::max(), target);
}

CLI::Option* add_spec(CLI::App& app, const std::string& what, std::string& target) {
  return add_text(app, "--spec", "SPEC",
                  what + "; its values must be those of the protocol (default: the protocol's own)", target);
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
  constexpr std::uint64_t kMaxMiB = std::uint64_t{1} << 40U;  // more than any machine has
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

CLI::Option* add_json(CLI::App& app, bool& target) {
  return app.add_flag("--json", target, fitted("print one JSON object instead of text"));
}

CLI::Option* add_quiet(CLI::App& app, bool& target) {
  return app.add_flag("-q,--quiet", target,
                      fitted("print no progress and no warnings on stderr; errors are printed"));
}

}  // namespace ggms::cli
