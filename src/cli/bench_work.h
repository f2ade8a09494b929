#pragma once

#include <set>
#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/outputs.h"
#include "report/bench_run.h"
#include "report/summary.h"

namespace ggms::cli {

// What the tables of `ggms bench` share.

/// A run that is to be made: the arguments of its process.
struct BenchJob {
  report::BenchPlan plan;
  std::vector<std::string> arguments;
};

struct MadeRuns {
  std::vector<report::BenchRun> runs;
  bool interrupted = false;
  Outputs outputs;  // the results file
};

/// The folder that has all these specifications: the given one, or one that is found. Throws base::Error.
std::string specs_folder(const std::string& given, const std::set<std::string>& specs);

/// Makes all runs in this order, those aside that the results file has, until somebody interrupts. Tells of
/// each, and of those that failed. Throws base::Error if the results file can't be used to begin with; where
/// a run can't be added to it later, that is one warning.
MadeRuns make_runs(const std::vector<BenchJob>& jobs, const BenchOptions& options);

report::Envelope bench_envelope(const Outputs& outputs, double seconds);

/// Prints the table, and where the results are so that it spoils no format. The exit code, `answer` being
/// that of the table.
ExitCode print_bench(const std::string& table, const BenchOptions& options, Outputs& outputs,
                     ExitCode answer);

/// The tables.
ExitCode bench_table1(const BenchOptions& options);
ExitCode bench_feasibility(const BenchOptions& options);

}  // namespace ggms::cli
