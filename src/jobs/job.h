#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ggms::jobs {

/// Which job it is; jobs with equal plans are one and the same.
struct Plan {
  std::string setting;  // as the paper calls it: "con-3-2"
  std::string engine;   // the column: an engine, perhaps with options
  std::uint64_t seed = 1;
  double timeout = 0;                // seconds, 0 for none
  std::vector<std::string> options;  // of every run, in all columns
  std::string version;               // of the program

  bool operator==(const Plan&) const = default;
  std::string name() const;  // "con-3-2, exact, seed 7"
};

/// A run of ggms that is to be made: the arguments of its process, limits among them.
struct Job {
  Plan plan;
  std::vector<std::string> arguments;
};

}  // namespace ggms::jobs
