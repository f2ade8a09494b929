#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/exit_code.h"
#include "cli/options.h"
#include "cli/outputs.h"
#include "jobs/run.h"
#include "report/summary.h"

namespace ggms::cli {

// The code that the tables of `ggms bench` share.

struct BenchRuns {
  jobs::Finished finished;
  Outputs outputs;  // the results file
};

/// The folder that has all these specifications: `given`, or if that is empty the first of the usual folders.
/// Throws base::Error if no folder has them.
std::string specs_folder(const std::string& given, const std::set<std::string>& specs);

/// Runs all jobs that the results file does not have yet as processes of this very program, until the user
/// interrupts. Reports each finished job on stderr, and the failed ones again at the end. Throws base::Error
/// if the results file can't be used from the start; warns once if a result can't be added to it later.
BenchRuns run_bench_jobs(const std::vector<jobs::Job>& all, const BenchOptions& options);

report::Envelope bench_envelope(const Outputs& outputs, double seconds);

/// Prints the table, and names the written files in a place that spoils no format. Returns the exit code;
/// `answer` is that of the table.
base::ExitCode print_bench(const std::string& table, const BenchOptions& options, Outputs& outputs,
                           base::ExitCode answer);

/// The tables, one function each. Each prints its table and returns the exit code.
base::ExitCode bench_table1(const BenchOptions& options);
base::ExitCode bench_feasibility(const BenchOptions& options);

}  // namespace ggms::cli
