// What the tables of `ggms bench` share: where specifications are, making runs one after the other, and what
// earlier ones there are. Every run is a process of this very program, so that its time is what a user waits
// and no run can spoil another's.

#include "cli/bench_work.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/input_file.h"
#include "base/stop.h"
#include "base/words.h"
#include "cli/bench_runs.h"
#include "cli/files.h"
#include "cli/limits.h"
#include "cli/signals.h"
#include "cli/specs.h"
#include "cli/written_file.h"
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

/// What a results file already has; a last line that was cut off is removed from it.
std::vector<report::BenchRun> runs_in(const std::string& path, base::Stop& stop) {
  if (path.empty() || !fs::exists(path)) return {};
  const std::string text = base::read_file(path, stop);
  report::BenchResults results = report::read_bench_results(text, path);
  if (results.whole_lines != text) write_file_atomically(path, results.whole_lines);
  return std::move(results.runs);
}

std::string progress_line(std::size_t number, std::size_t planned, const report::BenchRun& run) {
  return fmt::format("{} of {}: {}: {}, {}", number, planned, run.plan.name(), run.verdict,
                     report::duration(run.seconds));
}

/// Makes one run; nothing if somebody interrupted it.
std::optional<report::BenchRun> make_run(const BenchJob& job) {
  const std::atomic<bool>* interrupted = interrupt_flag();
  const ChildEnd end = run_child(kProgram, job.arguments, [&] { return !*interrupted; });
  if (end.was_ended || *interrupted) return std::nullopt;
  report::BenchRun run = judge(job.plan, end);
  if (run.reason == to_string(base::Stop::Reason::kInterrupted))
    return std::nullopt;  // the process alone was
  return run;
}

void keep_result(const std::string& path, const report::BenchRun& run, Outputs& outputs) {
  try {
    append_to_file(path, report::bench_line(run));
  } catch (const base::Error& error) {
    if (!outputs.errors().empty()) return;
    outputs.add_told_error(error.what());
    complain(std::string("warning: ") + error.what() + "; the runs go on");
  }
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

MadeRuns make_runs(const std::vector<BenchJob>& jobs, const BenchOptions& options) {
  if (!options.results.empty()) require_writable(options.results, {});
  base::Stop stop = stop_of();  // the limits are those of each run
  const std::vector<report::BenchRun> known = runs_in(options.results, stop);
  report::Progress progress(stderr, options.quiet);
  MadeRuns made;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    const auto there = std::find_if(known.begin(), known.end(),
                                    [&](const report::BenchRun& run) { return run.plan == jobs[i].plan; });
    if (there != known.end()) {
      made.runs.push_back(*there);
      continue;
    }
    const std::optional<report::BenchRun> run = make_run(jobs[i]);
    made.interrupted = !run;
    if (made.interrupted) break;
    progress.finish();
    if (!options.results.empty()) keep_result(options.results, *run, made.outputs);
    progress.keep(progress_line(i + 1, jobs.size(), *run));
    made.runs.push_back(*run);
  }
  if (!options.results.empty() && made.outputs.errors().empty()) made.outputs.add_written(options.results);
  for (const report::BenchRun& run : made.runs) {
    if (run.verdict == "failed") complain(run.plan.name() + ": failed, " + run.reason);
  }
  return made;
}

report::Envelope bench_envelope(const Outputs& outputs, double seconds) {
  report::Envelope envelope{GGMS_VERSION, 1, seconds, outputs.written(), {}};
  envelope.errors = outputs.errors();
  return envelope;
}

ExitCode print_bench(const std::string& table, const BenchOptions& options, Outputs& outputs,
                     ExitCode answer) {
  const bool in_text = options.format == BenchFormat::kText && !outputs.written().empty();
  settle_answer();
  const ExitCode code = outputs.finish(in_text ? table + "\n" + outputs.written_lines() : table, answer);
  const bool is_told = in_text || options.format == BenchFormat::kJson || options.quiet;
  if (is_told) return code;
  for (const std::string& path : outputs.written()) complain("written: " + path);
  return code;
}

}  // namespace ggms::cli
