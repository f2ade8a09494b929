// The code that the tables of `ggms bench` share: it finds specifications, runs jobs and reports on them, and
// prints. Every job is a process of this very program, so that its time is what a user waits and no job can
// disturb another one's time.

#include "cli/bench_work.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>

#include "base/error.h"
#include "base/stop.h"
#include "base/words.h"
#include "cli/files.h"
#include "cli/limits.h"
#include "cli/signals.h"
#include "cli/specs.h"
#include "cli/written_file.h"
#include "jobs/child.h"
#include "report/progress.h"
#include "report/words.h"

namespace ggms::cli {

namespace {

namespace fs = std::filesystem;

std::string file_of(const std::string& spec) {
  return spec + ".smt2";
}

bool has_specs(const fs::path& folder, const std::set<std::string>& specs) {
  return std::all_of(specs.begin(), specs.end(), [&](const std::string& spec) {
    std::error_code error;
    return fs::exists(folder / file_of(spec), error);
  });
}

std::string progress_line(std::size_t number, std::size_t planned, const jobs::Result& run) {
  return fmt::format("{} of {}: {}: {}, {}", number, planned, run.plan.name(), run.verdict,
                     report::duration(run.seconds));
}

}  // namespace

std::string specs_folder(const std::string& given, const std::set<std::string>& specs) {
  const std::vector<fs::path> places = given.empty() ? spec_folders() : std::vector<fs::path>{given};
  std::vector<std::string> names;
  for (const fs::path& place : places) {
    if (has_specs(place, specs)) return place.string();
    names.push_back(place.string());
  }
  std::vector<std::string> files;
  for (const std::string& spec : specs) files.push_back(file_of(spec));
  throw base::Error("bench: no folder with " + base::listed(files) + " at " + base::listed(names, "or") +
                    "; name their folder with --specs");
}

BenchRuns run_bench_jobs(const std::vector<jobs::Job>& all, const BenchOptions& options) {
  if (!options.results.empty()) require_writable(options.results, {});
  base::Stop stop = stop_of();  // no limits here: they apply to each run
  const jobs::ResultsFile file(options.results, {write_file_atomically, append_to_file}, stop);
  report::Progress progress(stderr, options.quiet);
  const jobs::Listener listener = {[&](std::size_t number, const jobs::Result& run) {
                                     progress.keep(progress_line(number, all.size(), run));
                                   },
                                   [&](const std::string& line) {
                                     progress.finish();
                                     complain(line);
                                   }};
  const std::atomic<bool>* interrupted = interrupt_flag();
  BenchRuns runs;
  runs.finished =
      run_jobs(all, file, jobs::child_executor(kProgram), [&] { return !*interrupted; }, listener);
  if (!runs.finished.file_error.empty()) {
    runs.outputs.add_told_error(runs.finished.file_error);
  } else if (!options.results.empty()) {
    runs.outputs.add_written(options.results);
  }
  for (const jobs::Result& run : runs.finished.results) {
    if (run.verdict == "failed") complain(run.plan.name() + ": failed, " + run.reason);
  }
  return runs;
}

report::Envelope bench_envelope(const Outputs& outputs, double seconds) {
  report::Envelope envelope{GGMS_VERSION, 1, seconds, outputs.written(), {}};
  envelope.errors = outputs.errors();
  return envelope;
}

base::ExitCode print_bench(const std::string& table, const BenchOptions& options, Outputs& outputs,
                           base::ExitCode answer) {
  const bool in_text = options.format == BenchFormat::kText && !outputs.written().empty();
  settle_answer();
  const base::ExitCode code =
      outputs.finish(in_text ? table + "\n" + outputs.written_lines() : table, answer);
  const bool is_told = in_text || options.format == BenchFormat::kJson || options.quiet;
  if (is_told) return code;
  for (const std::string& path : outputs.written()) complain("written: " + path);
  return code;
}

}  // namespace ggms::cli
