#pragma once

#include <optional>
#include <string>

#include "model/machine.h"
#include "model/problem.h"
#include "model/scenario.h"

namespace ggms::files {

/// A trace file: one execution in the Informal Trace Format, which Apalache and Quint read and write.
/// `broken` is the name of the property that it violates, if any. The same execution gives the same bytes.
std::string write_trace(const model::Problem& problem, const model::Machine& machine,
                        const model::Scenario& scenario, const std::optional<std::string>& broken);

/// The contents of a trace file.
struct TraceFile {
  model::Scenario scenario;
  std::optional<std::string> broken;  // the property that the run violates, according to the file
};

/// Whether a text is meant as a trace file: an object with "vars". It may still be wrong.
bool is_trace(const std::string& text);

/// Reads a trace file of the problem; errors name the file `file`. Every variable of every state has to have
/// the value that the machine gives it under the file's scenario; throws base::Error, which names the first
/// variable that has not.
TraceFile read_trace(const std::string& text, const std::string& file, const model::Problem& problem,
                     const model::Machine& machine);

}  // namespace ggms::files
