// `ggms bench table1`: makes the paper's Table 1 again. All settings and engines run with their first seed
// before any runs with its second, so that the results make a table even after an interruption.

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/phases.h"
#include "cli/bench_arguments.h"
#include "cli/bench_work.h"
#include "report/bench/table1.h"
#include "report/bench/table1_paper.h"

namespace ggms::cli {

namespace {

/// All runs, in their order.
std::vector<jobs::Job> jobs_of(const BenchOptions& options, const report::Table1& table,
                               const std::string& specs) {
  std::vector<jobs::Job> all;
  for (int seed = 1; seed <= options.runs; ++seed) {
    for (const std::string& setting : table.settings) {
      for (const std::string& engine : table.engines) {
        const jobs::Plan plan{
            setting,     engine, static_cast<std::uint64_t>(seed), table.timeout, options.synth_options,
            GGMS_VERSION};
        all.push_back({plan, table1_arguments(plan, specs)});
      }
    }
  }
  return all;
}

std::string text_of(const report::Table1& table, BenchFormat format, const Outputs& outputs, double seconds) {
  switch (format) {
    case BenchFormat::kText:
      return report::table1_text(table, report::detect_style(stdout));
    case BenchFormat::kMarkdown:
      return report::table1_markdown(table);
    case BenchFormat::kCsv:
      return report::table1_csv(table);
    case BenchFormat::kJson:
      break;
  }
  return report::table1_json(table, bench_envelope(outputs, seconds));
}

}  // namespace

base::ExitCode bench_table1(const BenchOptions& options) {
  const base::Stopwatch watch;
  report::Table1 table;
  table.settings = options.settings.empty() ? report::table1_names() : options.settings;
  table.engines = options.engines;
  table.runs = options.runs;
  table.timeout = options.limits.timeout;
  std::set<std::string> specs;
  for (const std::string& setting : table.settings) specs.insert(report::table1_row(setting).spec);
  const std::vector<jobs::Job> all = jobs_of(options, table, specs_folder(options.specs, specs));
  for (std::size_t i = 0; i < table.engines.size(); ++i)
    require_synth_options(all[i]);  // the first setting and seed, with each engine

  BenchRuns runs = run_bench_jobs(all, options);
  table.finished = std::move(runs.finished.results);
  table.interrupted = runs.finished.interrupted;
  return print_bench(text_of(table, options.format, runs.outputs, watch.seconds()), options, runs.outputs,
                     table.all_found() ? base::ExitCode::kYes : base::ExitCode::kUnknown);
}

}  // namespace ggms::cli
