#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ggms::jobs {

/// Identifies a job: jobs with equal plans are the same job.
struct Plan {
  std::string setting;  // the paper's name: "con-3-2"
  std::string engine;   // the column: an engine, or an engine with options
  std::uint64_t seed = 1;
  double timeout = 0;                // seconds; 0: no limit
  std::vector<std::string> options;  // of every run, in all columns
  std::string version;               // of the program

  bool operator==(const Plan&) const = default;
  std::string name() const;  // "con-3-2, exact, seed 7"
};

/// A planned run of ggms: its plan, and the arguments of its process, including limits.
struct Job {
  Plan plan;
  std::vector<std::string> arguments;
};

}  // namespace ggms::jobs
