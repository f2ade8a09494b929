#pragma once

#include <string>
#include <vector>

#include "model/machine.h"
#include "model/problem.h"

namespace ggms::api {

/// A language that protocols are exported to.
struct ExportFormat {
  std::string name;
  std::string meaning;  // what it holds, and which tools take it
};
std::vector<ExportFormat> export_formats();

/// The one that has its properties in a second file, which `exported` puts behind the first as a comment.
inline constexpr const char* kTlaFormat = "tla";

/// A protocol in the language of this name. Throws base::Error if there is none.
std::string exported(const model::Problem& problem, const model::Machine& machine, const std::string& format);

/// A protocol in TLA+, as two files: a module, which has to be called what its file is, and what TLC has to
/// know to check it.
struct TlaFiles {
  std::string module;
  std::string config;
};
TlaFiles exported_to_tla(const model::Problem& problem, const model::Machine& machine,
                         const std::string& name);

/// Whether a module of TLA+ can be called so.
bool is_tla_name(const std::string& name);

}  // namespace ggms::api
