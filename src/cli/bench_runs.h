#pragma once

#include <string>
#include <vector>

#include "cli/bench_work.h"
#include "cli/child.h"
#include "report/bench_run.h"
#include "report/feasibility_rows.h"

namespace ggms::cli {

// What a run of `ggms bench` is as a process of `ggms synth`, and what its end means.

/// The options of a column: --engine E of "E", and --engine E --name value --flag of "E:name=value:flag".
/// Throws base::Error if it is no column.
std::vector<std::string> bench_column_options(const std::string& column);

/// The arguments of the process for a run of the paper's table, `specs` being the folder of the
/// specifications.
std::vector<std::string> table1_arguments(const report::BenchPlan& plan, const std::string& specs);
/// The same for a setting of a theorem.
std::vector<std::string> feasibility_arguments(const report::FeasibilityCell& cell,
                                               const report::BenchPlan& plan, const std::string& specs);

/// Throws base::Error if `ggms synth` would not take the job's options, or would write files.
void require_synth_options(const BenchJob& job);

/// What a process came to that ended by itself. Throws base::Error if it complained about its input.
report::BenchRun judge(const report::BenchPlan& plan, const ChildEnd& end);

}  // namespace ggms::cli
