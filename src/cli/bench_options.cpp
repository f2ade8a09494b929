// The options of `ggms bench`.

#include "cli/bench_options.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/suggestion.h"
#include "base/words.h"
#include "cli/bench_arguments.h"
#include "cli/option_value.h"
#include "report/bench/feasibility_rows.h"
#include "report/bench/table1_paper.h"

namespace ggms::cli {

namespace {

/// Adds an option that takes a list of names out of `known`; the default is all of them.
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

CLI::Option* add_synth_options(CLI::App& app, std::vector<std::string>& target) {
  return app.add_option("SYNTH_OPTION", target, fitted("behind --: options of ggms synth, for every run"))
      ->option_text(" ");
}

CLI::Option* add_runs(CLI::App& app, int& target) {
  constexpr int kMaxRuns = 10000;  // the plan of all runs has to fit in memory
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

}  // namespace ggms::cli
