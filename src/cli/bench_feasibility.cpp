// `ggms bench feasibility`: compares the exact engine's answers with known theorems.

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/phases.h"
#include "cli/bench_arguments.h"
#include "cli/bench_work.h"
#include "report/bench/feasibility.h"

namespace ggms::cli {

namespace {

std::vector<jobs::Job> jobs_of(const report::Feasibility& table, const std::string& specs) {
  std::vector<jobs::Job> all;
  for (const std::string& name : table.rows) {
    for (const report::FeasibilityCell& cell : report::feasibility_row(name).cells) {
      const jobs::Plan plan{cell.name(), "exact", 1, table.timeout, {}, GGMS_VERSION};
      all.push_back({plan, feasibility_arguments(cell, plan, specs)});
    }
  }
  return all;
}

std::string text_of(const report::Feasibility& table, BenchFormat format, const Outputs& outputs,
                    double seconds) {
  switch (format) {
    case BenchFormat::kText:
      return report::feasibility_text(table, report::detect_style(stdout));
    case BenchFormat::kMarkdown:
      return report::feasibility_markdown(table);
    case BenchFormat::kCsv:
      return report::feasibility_csv(table);
    case BenchFormat::kJson:
      break;
  }
  return report::feasibility_json(table, bench_envelope(outputs, seconds));
}

base::ExitCode exit_code_of(report::Agreement agreement) {
  switch (agreement) {
    case report::Agreement::kAgrees:
      return base::ExitCode::kYes;
    case report::Agreement::kContradicts:
      return base::ExitCode::kNo;
    case report::Agreement::kUndecided:
      break;
  }
  return base::ExitCode::kUnknown;
}

}  // namespace

base::ExitCode bench_feasibility(const BenchOptions& options) {
  const base::Stopwatch watch;
  report::Feasibility table;
  table.rows = options.only.empty() ? report::feasibility_names() : options.only;
  table.timeout = options.limits.timeout;
  std::set<std::string> specs;
  for (const std::string& name : table.rows) {
    for (const report::FeasibilityCell& cell : report::feasibility_row(name).cells) specs.insert(cell.spec);
  }
  BenchRuns runs = run_bench_jobs(jobs_of(table, specs_folder(options.specs, specs)), options);
  table.finished = std::move(runs.finished.results);
  table.interrupted = runs.finished.interrupted;
  return print_bench(text_of(table, options.format, runs.outputs, watch.seconds()), options, runs.outputs,
                     exit_code_of(agreement_of(table)));
}

}  // namespace ggms::cli
