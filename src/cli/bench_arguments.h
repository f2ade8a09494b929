#pragma once

#include <string>
#include <vector>

#include "jobs/job.h"
#include "report/bench/feasibility_rows.h"

namespace ggms::cli {

// Turns jobs of `ggms bench` into command lines of `ggms synth`.

/// The options of a column: --engine E of "E", and --engine E --name value --flag of "E:name=value:flag".
/// Throws base::Error if the text is not a column.
std::vector<std::string> bench_column_options(const std::string& column);

/// The arguments of the process for a run of the paper's table; `specs` is the folder of the specifications.
std::vector<std::string> table1_arguments(const jobs::Plan& plan, const std::string& specs);
/// The arguments of the process for a setting of a theorem.
std::vector<std::string> feasibility_arguments(const report::FeasibilityCell& cell, const jobs::Plan& plan,
                                               const std::string& specs);

/// Throws base::Error if `ggms synth` would not take the job's options, or would write files.
void require_synth_options(const jobs::Job& job);

}  // namespace ggms::cli
