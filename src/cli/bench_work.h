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

// What the tables of `ggms bench` share.

struct BenchRuns {
  jobs::Finished finished;
  Outputs outputs;  // the results file
};

/// The folder that has all these specifications: the given one, or one that is found. Throws base::Error.
std::string specs_folder(const std::string& given, const std::set<std::string>& specs);

/// Runs all jobs as processes of this very program, those aside that the results file has, until somebody
/// interrupts. Tells of each, and of those that failed. Throws base::Error if the results file can't be used
/// to begin with; where a result can't be added to it later, that is one warning.
BenchRuns run_bench_jobs(const std::vector<jobs::Job>& all, const BenchOptions& options);

report::Envelope bench_envelope(const Outputs& outputs, double seconds);

/// Prints the table, and where the results are so that it spoils no format. The exit code, `answer` being
/// that of the table.
base::ExitCode print_bench(const std::string& table, const BenchOptions& options, Outputs& outputs,
                           base::ExitCode answer);

/// The tables.
base::ExitCode bench_table1(const BenchOptions& options);
base::ExitCode bench_feasibility(const BenchOptions& options);

}  // namespace ggms::cli
