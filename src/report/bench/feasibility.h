#pragma once

#include <string>
#include <vector>

#include "jobs/result.h"
#include "report/bench/feasibility_rows.h"
#include "report/style.h"
#include "report/summary.h"

namespace ggms::report {

/// The exact engine's answers in settings of known theorems.
struct Feasibility {
  std::vector<std::string> rows;  // by name
  double timeout = 0;             // seconds per cell; 0: no limit
  std::vector<jobs::Result> finished;
  bool interrupted = false;

  std::size_t planned() const;  // how many cells there are in all
};

/// How the engine's answer in a cell compares with the theorem.
enum class Agreement { kAgrees, kContradicts, kUndecided };

/// The run of a cell; null if there is none yet.
const jobs::Result* run_of(const Feasibility& table, const FeasibilityCell& cell);
Agreement agreement_of(const FeasibilityCell& cell, const jobs::Result* run);
/// The comparison of all cells: contradicts if one does, agrees if all do.
Agreement agreement_of(const Feasibility& table);

/// The table as text: per theorem its cells, with the theory's answer beside the engine's.
std::string feasibility_text(const Feasibility& table, const Style& style);
std::string feasibility_markdown(const Feasibility& table);
/// One line for each cell; seconds.
std::string feasibility_csv(const Feasibility& table);
/// The object of `ggms bench --format json` (schema ggms/bench/1), with a line's end.
std::string feasibility_json(const Feasibility& table, const Envelope& envelope);

}  // namespace ggms::report
