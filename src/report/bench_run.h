#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ggms::report {

/// Which run of a benchmark it is; runs with equal plans are one and the same.
struct BenchPlan {
  std::string setting;  // as the paper calls it: "con-3-2"
  std::string engine;   // the column: an engine, perhaps with options
  std::uint64_t seed = 1;
  double timeout = 0;                // seconds, 0 for none
  std::vector<std::string> options;  // of every run, in all columns
  std::string version;               // of the program

  bool operator==(const BenchPlan&) const = default;
  std::string name() const;  // "con-3-2, exact, seed 7"
};

/// What came of a run.
struct BenchRun {
  BenchPlan plan;
  std::string verdict;         // as `ggms synth --json` has it, or "failed": it gave no answer
  std::string reason;          // why there is no answer, where that is known
  std::string spec_digest;     // SHA-256 of the specification's text; "" where a run gave no answer
  double seconds = 0;          // wall-clock time of the whole process
  double engine_seconds = 0;   // as the engine measured itself
  std::string stats = "null";  // as JSON

  bool succeeded() const { return verdict == "found"; }
};

/// What `ggms synth --json` printed, put into `run`; false if it is something else.
bool read_synth_answer(const std::string& text, BenchRun& run);

/// The run as one line of a results file, with its end.
std::string bench_line(const BenchRun& run);

/// What a results file holds.
struct BenchResults {
  std::vector<BenchRun> runs;
  std::string whole_lines;  // the file without a last line that was cut off
};

/// Reads a results file. Throws base::Error, which names `path`, if it is something else.
BenchResults read_bench_results(const std::string& text, const std::string& path);

}  // namespace ggms::report
