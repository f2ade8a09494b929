// Turns the words of the command line into a command and its options.

#include "cli/options.h"

#include <fmt/format.h>

#include "base/error.h"
#include "cli/command_line.h"
#include "cli/help.h"
#include "cli/learning_options.h"
#include "cli/specs.h"

namespace ggms::cli {

namespace {

/// Throws if an option is for another table; gives the settings of theorems their own default limit.
void settle_bench(const CLI::App& app, BenchOptions& options) {
  constexpr double kFeasibilityTimeout = 60;  // seconds
  const bool asks_theory = options.table == "feasibility";
  const std::vector<const char*> foreign =
      asks_theory ? std::vector<const char*>{"--runs", "--engines", "--settings", "SYNTH_OPTION"}
                  : std::vector<const char*>{"--only"};
  for (const char* option : foreign) {
    if (app.count(option) == 0) continue;
    throw base::Error(fmt::format("bench: {} is not for {}; see ggms bench --help", option, options.table));
  }
  if (asks_theory && app.count("--timeout") == 0) options.limits.timeout = kFeasibilityTimeout;
}

/// Throws if the user asks for all protocols and the engine looks for one only.
void settle_synth(const CLI::App& app, SynthOptions& options) {
  options.all = app.count("--all") > 0;
  if ((!options.all && !options.count) || options.engine == "exact") return;
  throw base::Error(fmt::format("synth: {} is for the exact engine; give --engine exact too",
                                options.all ? "--all" : "--count"));
}

}  // namespace

Request parse(int argc, const char* const* argv) {
  CommandLine line;
  CLI::App& app = line.app;
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return Words{app.help()};
  } catch (const CLI::CallForVersion&) {
    return Words{std::string(kVersion) + "\n"};
  } catch (const CLI::ParseError& error) {
    refuse(app, argc, argv, error);
  }
  if (app.got_subcommand("help")) return Words{help_text(app, line.topic)};
  for (std::string* spec :
       {&line.synth.spec, &line.verify.spec, &line.exports.spec, &line.certify.spec, &line.check.spec})
    *spec = spec_path(*spec);
  if (app.got_subcommand("synth")) {
    if (line.synth.as_published) drop_departures(*app.get_subcommand("synth"), line.synth.learning);
    settle_synth(*app.get_subcommand("synth"), line.synth);
    return line.synth;
  }
  if (app.got_subcommand("verify")) {
    if (line.verify.repeat > 0 && line.verify.method == api::Method::kScenarios)
      throw base::Error("verify: --repeat times the explicit method; leave --method scenarios out");
    return line.verify;
  }
  if (app.got_subcommand("show")) return line.show;
  if (app.got_subcommand("complete")) return line.complete;
  if (app.got_subcommand("export")) return line.exports;
  if (app.got_subcommand("certify")) return line.certify;
  if (app.got_subcommand("check")) return line.check;
  if (app.got_subcommand("bench")) {
    settle_bench(*app.get_subcommand("bench"), line.bench);
    return line.bench;
  }
  if (!line.random && line.simulate.scenario.empty()) {
    throw base::Error("simulate: give --scenario FILE or --random; see ggms simulate --help");
  }
  return line.simulate;
}

}  // namespace ggms::cli
