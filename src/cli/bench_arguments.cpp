// Turns the jobs of a benchmark into command lines of `ggms synth`.

#include "cli/bench_arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <variant>

#include "api/synthesis.h"
#include "base/error.h"
#include "base/text.h"
#include "cli/command_line.h"
#include "cli/options.h"
#include "report/bench/table1_paper.h"

namespace ggms::cli {

namespace {

/// Whether a column's name can stand unchanged in tables, CSV and Markdown.
bool is_plain(std::string_view column) {
  return column.find_first_of(" \t\r\n\"'`|<>\\") == std::string_view::npos;
}

/// The arguments that all jobs have in common.
std::vector<std::string> synth_arguments(const jobs::Plan& plan, const std::string& specs,
                                         const std::string& spec, int processes, const std::string& faults) {
  return {"synth",     fmt::format("{}/{}.smt2", specs, spec),
          "-n",        std::to_string(processes),
          "--faults",  faults,
          "--seed",    std::to_string(plan.seed),
          "--timeout", fmt::to_string(plan.timeout),
          "--explain", "0",
          "--json",    "--quiet"};
}

}  // namespace

std::vector<std::string> bench_column_options(const std::string& column) {
  if (!is_plain(column)) {
    throw base::Error("--engines: '" + column + "' has blanks, quotes or bars, which no table can show");
  }
  std::vector<std::string> options;
  for (std::size_t begin = 0; begin <= column.size();) {
    const std::size_t end = std::min(column.find(':', begin), column.size());
    const std::string part = column.substr(begin, end - begin);
    if (begin == 0) {
      api::require_engine(part);
      options = {"--engine", part};
    } else {
      const std::size_t equals = part.find('=');
      options.push_back("--" + part.substr(0, equals));
      if (equals != std::string::npos) options.push_back(part.substr(equals + 1));
    }
    begin = end + 1;
  }
  return options;
}

std::vector<std::string> table1_arguments(const jobs::Plan& plan, const std::string& specs) {
  const report::Table1Row& row = report::table1_row(plan.setting);
  std::vector<std::string> arguments =
      synth_arguments(plan, specs, row.spec, row.processes, fmt::format("crash={}", row.crashes));
  const std::vector<std::string> size = {"-r", std::to_string(row.crashes + 1), "-s",
                                         std::to_string(report::kTable1States)};
  for (const std::vector<std::string>& more : {size, bench_column_options(plan.engine), plan.options})
    arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

std::vector<std::string> feasibility_arguments(const report::FeasibilityCell& cell, const jobs::Plan& plan,
                                               const std::string& specs) {
  std::vector<std::string> arguments = synth_arguments(plan, specs, cell.spec, cell.processes, cell.faults);
  const std::vector<std::string> setting = {
      "-r",       std::to_string(cell.rounds), "--view", cell.view, "--decide", cell.decide, "--engine",
      plan.engine};
  // Any number of states: full information rules them out at once, so few machines are worth trying.
  const std::vector<std::string> states = cell.states == report::FeasibilityCell::kAnyStates
                                              ? std::vector<std::string>{"--max-states", "1"}
                                              : std::vector<std::string>{"-s", std::to_string(cell.states)};
  for (const std::vector<std::string>& more : {setting, states})
    arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

void require_synth_options(const jobs::Job& job) {
  std::vector<const char*> words = {"ggms"};
  for (const std::string& argument : job.arguments) words.push_back(argument.c_str());
  try {
    const Request request = parse(static_cast<int>(words.size()), words.data());
    const auto* options = std::get_if<SynthOptions>(&request);
    if (options == nullptr) throw base::Error("help options run nothing");
    for (const std::string& option : job.plan.options) {
      if (!base::is_printable(option))
        throw base::Error("'" + option +
                          "' is not UTF-8 or has control characters, which no results file can keep");
    }
    if (!options->output.empty())
      throw base::Error("-o is not for runs: each would overwrite what the one before wrote");
  } catch (const base::Error& error) {
    throw base::Error("bench: runs of " + job.plan.engine + ": " + message_of(error));
  }
}

}  // namespace ggms::cli
