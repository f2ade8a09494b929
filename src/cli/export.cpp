// `ggms export`: writes a protocol in the languages of other tools.

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "api/export.h"
#include "api/inputs.h"
#include "api/verification.h"
#include "base/error.h"
#include "base/phases.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/limits.h"
#include "cli/outputs.h"
#include "report/answers_json.h"

namespace ggms::cli {

namespace {

/// One export: its options, its protocol, and the time at which it began.
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

/// Writes these files, and prints their names.
base::ExitCode write_files(const Job& job, const std::vector<std::pair<std::string, std::string>>& files) {
  settle_answer();
  Outputs outputs;
  for (const auto& [path, text] : files) outputs.write(path, text);
  return outputs.finish(job.options.json ? job_json(job, outputs, {}) : outputs.written_lines(),
                        base::ExitCode::kYes);
}

/// Writes the module under the name of its file, as TLA+ demands, and its configuration beside it.
base::ExitCode write_tla(const Job& job, const model::Machine& machine) {
  const ExportOptions& options = job.options;
  const std::filesystem::path module(options.output);
  const std::string name = module.stem().string();
  if (module.extension() != ".tla" || !api::is_tla_name(name)) {
    throw base::Error(options.output +
                      ": a TLA+ module is called what its file is; name the file with letters, digits and "
                      "underscores, a letter first, and .tla at the end");
  }
  const std::string config = std::filesystem::path(module).replace_extension(".cfg").string();
  require_writable(config, {options.protocol, options.spec});
  const api::TlaFiles files = api::exported_to_tla(job.problem, machine, name);
  return write_files(job, {{options.output, files.module}, {config, files.config}});
}

}  // namespace

base::ExitCode export_protocol(const ExportOptions& options) {
  const base::Stopwatch watch;
  base::Stop stop = stop_of();
  const files::Protocol protocol = api::load_protocol(options.protocol, stop);
  std::optional<spec::Spec> spec;
  if (!options.spec.empty()) spec = api::load_spec(options.spec, stop);
  const model::Problem problem = api::problem_in(protocol, {.spec = spec, .faults = options.faults});
  if (!options.output.empty()) require_writable(options.output, {options.protocol, options.spec});
  const Job job{options, problem, watch};
  if (options.format == api::kTlaFormat && !options.output.empty()) return write_tla(job, protocol.machine);
  const std::string text = api::exported(problem, protocol.machine, options.format);
  if (!options.output.empty()) return write_files(job, {{options.output, text}});
  const std::string shown = options.json ? job_json(job, {}, text) : text;
  settle_answer();
  print(shown);
  return base::ExitCode::kYes;
}

}  // namespace ggms::cli
