// `ggms export`: a protocol in the languages of other tools.

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "cli/commands.h"
#include "cli/export_formats.h"
#include "cli/files.h"
#include "cli/inputs.h"
#include "export/cpp.h"
#include "export/csv.h"
#include "export/dot.h"
#include "export/murphi.h"
#include "export/promela.h"
#include "export/smt2.h"
#include "export/system.h"
#include "report/words.h"

namespace ggms::cli {

namespace {

struct Format {
  const char* name;
  const char* meaning;
  std::function<std::string(const model::Problem&, const model::Machine&)> text;
};

/// A format that prints the protocol's system.
template <class Print>
auto of_system(Print print) {
  return [print](const model::Problem& problem, const model::Machine& machine) {
    return print(exports::system_of(problem, machine));
  };
}

const std::vector<Format>& formats() {
  static const std::vector<Format> all = {
      {"promela", "the protocol, its faults and its properties, for SPIN", of_system(exports::promela)},
      {"murphi", "the same for rumur and other Murphi checkers", of_system(exports::murphi)},
      {"smt2", "the same as one query for SMT solvers: z3, cvc5", of_system(exports::smt2)},
      {"cpp", "the machine as a C++20 header", exports::cpp},
      {"dot", "the machine as a picture, for Graphviz", exports::dot},
      {"csv", "the machine, a line an entry", exports::csv},
  };
  return all;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> export_formats() {
  std::vector<std::pair<std::string, std::string>> names;
  for (const Format& format : formats()) names.emplace_back(format.name, format.meaning);
  return names;
}

ExitCode export_protocol(const ExportOptions& options) {
  const auto format = std::find_if(formats().begin(), formats().end(),
                                   [&](const Format& one) { return one.name == options.format; });
  const model::Protocol protocol = load_protocol(options.protocol);
  std::optional<spec::Spec> spec;
  if (!options.spec.empty()) spec = spec::load_spec(options.spec);
  const model::Problem problem = changed_problem(protocol, spec, options.faults);
  if (!options.output.empty()) require_writable(options.output, {options.protocol, options.spec});
  const std::string text = format->text(problem, protocol.machine);
  if (options.output.empty()) {
    print(text);
  } else {
    write_file_atomically(options.output, text);
    print("written: " + options.output + "\n");
  }
  return ExitCode::kYes;
}

}  // namespace ggms::cli
