// `ggms export`: a protocol in the languages of other tools.

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "api/inputs.h"
#include "api/verification.h"
#include "base/error.h"
#include "base/phases.h"
#include "cli/commands.h"
#include "cli/export_formats.h"
#include "cli/files.h"
#include "cli/limits.h"
#include "cli/outputs.h"
#include "export/cpp.h"
#include "export/csv.h"
#include "export/dot.h"
#include "export/murphi.h"
#include "export/names.h"
#include "export/promela.h"
#include "export/quint.h"
#include "export/smt2.h"
#include "export/system.h"
#include "export/tla.h"
#include "report/answers_json.h"
#include "report/words.h"
#include "spec/load.h"

namespace ggms::cli {

namespace {

constexpr const char* kTla = "tla";

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
      {"quint", "the same for Quint", of_system(exports::quint)},
      {kTla, "the same in TLA+, for TLC; -o FILE.tla also writes FILE.cfg",
       of_system(exports::tla_with_config)},
      {"cpp", "the machine as a C++20 header", exports::cpp},
      {"dot", "the machine as a picture, for Graphviz", exports::dot},
      {"csv", "the machine, a line an entry", exports::csv},
  };
  return all;
}

/// What is exported, of which protocol, and since when.
struct Job {
  const ExportOptions& options;
  const model::Problem& problem;
  base::Stopwatch watch;
};

std::string job_json(const Job& job, const Outputs& outputs, const std::optional<std::string>& text) {
  report::Envelope envelope{GGMS_VERSION, 0, job.watch.seconds(), outputs.written(), {}};
  envelope.errors = outputs.errors();
  return report::export_json(job.problem, job.options.format, text, envelope);
}

/// Writes these files, and says so.
ExitCode write_files(const Job& job, const std::vector<std::pair<std::string, std::string>>& files) {
  settle_answer();
  Outputs outputs;
  for (const auto& [path, text] : files) outputs.write(path, text);
  return outputs.finish(job.options.json ? job_json(job, outputs, {}) : outputs.written_lines(),
                        ExitCode::kYes);
}

/// The module under the name of its file, as TLA+ wants it, and its configuration beside it.
ExitCode write_tla(const Job& job, const model::Machine& machine) {
  const ExportOptions& options = job.options;
  const std::filesystem::path module(options.output);
  const std::string name = module.stem().string();
  if (module.extension() != ".tla" || exports::identifier(name) != name) {
    throw base::Error(options.output +
                      ": a TLA+ module is called what its file is; name the file with letters, digits and "
                      "underscores, a letter first, and .tla at the end");
  }
  const std::string config = std::filesystem::path(module).replace_extension(".cfg").string();
  require_writable(config, {options.protocol, options.spec});
  exports::System system = exports::system_of(job.problem, machine);
  system.name = name;
  return write_files(job, {{options.output, exports::tla(system)}, {config, exports::tla_config(system)}});
}

}  // namespace

std::vector<std::pair<std::string, std::string>> export_formats() {
  std::vector<std::pair<std::string, std::string>> names;
  for (const Format& format : formats()) names.emplace_back(format.name, format.meaning);
  return names;
}

ExitCode export_protocol(const ExportOptions& options) {
  const base::Stopwatch watch;
  base::Stop stop = stop_of();
  const auto format = std::find_if(formats().begin(), formats().end(),
                                   [&](const Format& one) { return one.name == options.format; });
  const files::Protocol protocol = api::load_protocol(options.protocol, stop);
  std::optional<spec::Spec> spec;
  if (!options.spec.empty()) spec = spec::load_spec(options.spec, stop);
  const model::Problem problem = api::problem_in(protocol, {.spec = spec, .faults = options.faults});
  if (!options.output.empty()) require_writable(options.output, {options.protocol, options.spec});
  const Job job{options, problem, watch};
  if (options.format == kTla && !options.output.empty()) return write_tla(job, protocol.machine);
  const std::string text = format->text(problem, protocol.machine);
  if (!options.output.empty()) return write_files(job, {{options.output, text}});
  const std::string shown = options.json ? job_json(job, {}, text) : text;
  settle_answer();
  print(shown);
  return ExitCode::kYes;
}

}  // namespace ggms::cli
