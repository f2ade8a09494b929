// `ggms bench`: calls the function of the table that the user asks for.

#include "base/error.h"
#include "cli/bench_work.h"
#include "cli/commands.h"

namespace ggms::cli {

base::ExitCode bench(const BenchOptions& options) {
  if (options.table == "table1") return bench_table1(options);
  if (options.table == "feasibility") return bench_feasibility(options);
  throw base::Error("bench: unknown table '" + options.table + "'; known are table1 and feasibility");
}

}  // namespace ggms::cli
