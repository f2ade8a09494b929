// `ggms bench table1`: the paper's Table 1, made again. Every run is a process of this very program, so that
// its time is what a user waits and no run can spoil another's. All settings and engines get their first
// seed before any gets its second: what there is after an interruption is a table, too.

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/stop.h"
#include "cli/bench_runs.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/signals.h"
#include "cli/stopwatch.h"
#include "report/progress.h"
#include "report/table1.h"
#include "report/table1_paper.h"
#include "report/words.h"

namespace ggms::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* kProgram = "/proc/self/exe";  // even if the file has been replaced since
constexpr int kFoldersUp = 2;                       // from build/<preset>/ to the specifications

bool has_specs(const fs::path& folder, const std::vector<std::string>& settings) {
  return std::all_of(settings.begin(), settings.end(), [&](const std::string& setting) {
    std::error_code error;
    return fs::exists(folder / (std::string(report::table1_row(setting).spec) + ".smt2"), error);
  });
}

/// The folder that has the specifications of all these settings: the given one, or one that is found.
std::string specs_folder(const std::string& given, const std::vector<std::string>& settings) {
  std::vector<fs::path> places;
  if (given.empty()) {
    places.emplace_back("specs");
    std::error_code error;
    fs::path folder = fs::read_symlink(kProgram, error).parent_path();
    for (int up = 0; up <= kFoldersUp; ++up, folder = folder.parent_path())
      places.push_back(folder / "specs");
  } else {
    places.emplace_back(given);
  }
  std::vector<std::string> names;
  for (const fs::path& place : places) {
    if (has_specs(place, settings)) return place.string();
    names.push_back(place.string());
  }
  throw base::Error("bench: no consensus.smt2 and atomic-commit.smt2 in " + report::listed(names, "or") +
                    "; name their folder with --specs");
}

/// All runs, in the order in which they are made.
std::vector<report::BenchPlan> plans_of(const BenchOptions& options, const report::Table1& table) {
  std::vector<report::BenchPlan> plans;
  for (int seed = 1; seed <= options.runs; ++seed) {
    for (const std::string& setting : table.settings) {
      for (const std::string& engine : table.engines) {
        plans.push_back({setting, engine, static_cast<std::uint64_t>(seed), table.timeout,
                         options.synth_options, GGMS_VERSION});
      }
    }
  }
  return plans;
}

/// What a results file already has; a last line that was cut off is removed from it.
std::vector<report::BenchRun> runs_in(const std::string& path) {
  if (path.empty() || !fs::exists(path)) return {};
  const std::string text = read_file(path);
  report::BenchResults results = report::read_bench_results(text, path);
  if (results.whole_lines != text) write_file_atomically(path, results.whole_lines);
  return std::move(results.runs);
}

std::string progress_line(std::size_t number, std::size_t planned, const report::BenchRun& run) {
  return fmt::format("{} of {}: {}: {}, {}", number, planned, run.plan.name(), run.verdict,
                     report::duration(run.seconds));
}

/// Makes one run; nothing if somebody interrupted it.
std::optional<report::BenchRun> make_run(const report::BenchPlan& plan, const std::string& specs) {
  const std::atomic<bool>* interrupted = interrupt_flag();
  const ChildEnd end = run_child(kProgram, synth_arguments(plan, specs), [&] { return !*interrupted; });
  if (end.was_ended || *interrupted) return std::nullopt;
  report::BenchRun run = judge(plan, end);
  if (run.reason == to_string(base::Stop::Reason::kInterrupted))
    return std::nullopt;  // the process alone was
  return run;
}

/// Puts all runs into the table, those that `known` lacks by making them, until somebody interrupts.
void fill(report::Table1& table, const std::vector<report::BenchPlan>& plans,
          const std::vector<report::BenchRun>& known, const BenchOptions& options, const std::string& specs) {
  report::Progress progress(stderr, options.quiet);
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const auto there = std::find_if(known.begin(), known.end(),
                                    [&](const report::BenchRun& run) { return run.plan == plans[i]; });
    if (there != known.end()) {
      table.finished.push_back(*there);
      continue;
    }
    const std::optional<report::BenchRun> run = make_run(plans[i], specs);
    table.interrupted = !run;
    if (table.interrupted) return;
    if (!options.results.empty()) append_to_file(options.results, report::bench_line(*run));
    progress.keep(progress_line(i + 1, plans.size(), *run));
    table.finished.push_back(*run);
  }
}

std::string text_of(const report::Table1& table, const BenchOptions& options, double seconds) {
  switch (options.format) {
    case BenchFormat::kText:
      return report::table1_text(table, report::detect_style(stdout));
    case BenchFormat::kMarkdown:
      return report::table1_markdown(table);
    case BenchFormat::kCsv:
      return report::table1_csv(table);
    case BenchFormat::kJson:
      break;
  }
  report::Envelope envelope{GGMS_VERSION, 1, seconds, {}, {}};
  if (!options.results.empty()) envelope.paths.push_back(options.results);
  return report::table1_json(table, envelope);
}

/// Where the results are, said so that it spoils no format.
void tell_written(const BenchOptions& options) {
  const std::string text = "written: " + options.results;
  if (options.format == BenchFormat::kText) {
    print("\n" + text + "\n");
  } else if (options.format != BenchFormat::kJson && !options.quiet) {
    complain(text);
  }
}

}  // namespace

ExitCode bench(const BenchOptions& options) {
  const Stopwatch watch;
  if (options.table != "table1")
    throw base::Error("bench: unknown table '" + options.table + "'; known is table1");
  report::Table1 table;
  table.settings = options.settings.empty() ? report::table1_names() : options.settings;
  table.engines = options.engines;
  table.runs = options.runs;
  table.timeout = options.limits.timeout;
  const std::string specs = specs_folder(options.specs, table.settings);
  const std::vector<report::BenchPlan> plans = plans_of(options, table);
  for (std::size_t i = 0; i < table.engines.size(); ++i)
    require_synth_options(plans[i]);  // the first setting and seed, with each engine
  if (!options.results.empty()) require_writable(options.results, {});

  fill(table, plans, runs_in(options.results), options, specs);

  for (const report::BenchRun& run : table.finished) {
    if (run.verdict == "failed") complain(run.plan.name() + ": failed, " + run.reason);
  }
  print(text_of(table, options, watch.seconds()));
  if (!options.results.empty()) tell_written(options);
  return table.all_found() ? ExitCode::kYes : ExitCode::kUnknown;
}

}  // namespace ggms::cli
