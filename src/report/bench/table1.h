#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jobs/result.h"
#include "report/style.h"
#include "report/summary.h"

namespace ggms::report {

/// The paper's Table 1, made again: the plan, and the runs that are finished.
struct Table1 {
  std::vector<std::string> settings;  // the rows
  std::vector<std::string> engines;   // our columns
  int runs = 0;                       // of each setting and engine, with seeds from 1 to this number
  double timeout = 0;                 // seconds per run; 0: no limit
  std::vector<jobs::Result> finished;
  bool interrupted = false;

  std::size_t planned() const;  // how many runs there are in all
  bool all_found() const;       // every planned run is finished and found a protocol
};

/// The results of the runs of one setting and engine; times in seconds, over the runs that succeeded.
struct BenchCell {
  int finished = 0;
  int succeeded = 0;
  double average = 0;
  double min = 0;
  double max = 0;
};
BenchCell cell_of(const Table1& table, const std::string& setting, const std::string& engine);

/// The table as text: our times in a unit that suits them, the paper's in minutes. Columns that don't fit in
/// the style's width go below.
std::string table1_text(const Table1& table, const Style& style);
std::string table1_markdown(const Table1& table);
/// One line for each setting and engine, ours and the paper's; plain numbers, seconds throughout.
std::string table1_csv(const Table1& table);
/// The object of `ggms bench --format json` (schema ggms/bench/1), with a line's end.
std::string table1_json(const Table1& table, const Envelope& envelope);

}  // namespace ggms::report
