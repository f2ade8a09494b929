// `ggms synth`: turns flags into a request, and the answer into files and a report. The room api does the
// work in between (api/synthesis.h). The program prints the answer even if a file can't be written.

#include <optional>
#include <string>
#include <utility>

#include "api/certificates.h"
#include "api/synthesis.h"
#include "base/phases.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/learning_files.h"
#include "cli/limits.h"
#include "cli/numbered.h"
#include "cli/outputs.h"
#include "cli/synth_request.h"
#include "cli/warnings.h"
#include "cli/written_file.h"
#include "report/answer_text.h"
#include "report/progress.h"
#include "report/runs/story_svg.h"
#include "report/summary.h"

namespace ggms::cli {

namespace {

/// One run: its request, its answer, and the files that it writes on the way.
struct Run {
  explicit Run(const SynthOptions& asked)
      : options(asked),
        progress(stderr, asked.quiet),
        log(asked.log, [this](const std::string& line) { warn_now(line); }),
        checkpoint(asked.checkpoint, [this](const std::string& line) { warn_now(line); }),
        certificates(asked.certificate, asked.rounds && asked.states, outputs) {}

  /// Prints a line on stderr while the search goes on.
  void warn_now(const std::string& line) {
    progress.finish();
    complain(line);
  }

  const SynthOptions& options;
  report::Progress progress;
  Outputs outputs;
  Log log;
  Checkpoint checkpoint;
  Certificates certificates;
  bool numbers_files = true;  // becomes false once one of many protocols can't be written
  api::Synthesis answer;
};

base::ExitCode exit_code(synth::Answer answer) {
  switch (answer) {
    case synth::Answer::kFound:
      return base::ExitCode::kYes;
    case synth::Answer::kInfeasible:
      return base::ExitCode::kNo;
    case synth::Answer::kUnknown:
      break;
  }
  return base::ExitCode::kUnknown;
}

/// Writes one of many protocols, unless an earlier one could not be written. Returns its path.
std::string write_numbered(Run& run, std::uint64_t number, const api::Checked& protocol) {
  if (run.options.output.empty() || !run.numbers_files) return "";
  const std::string path = numbered(run.options.output, number);
  run.numbers_files = run.outputs.attempt([&] { write_file_atomically(path, protocol.text); });
  return run.numbers_files ? path : "";
}

api::SynthesisEvents events_of(Run& run) {
  api::SynthesisEvents events;
  events.on_progress = [&run](const std::string& aside, const synth::Progress& now) {
    run.progress.update((aside.empty() ? "" : aside + ": ") + report::progress_text(now));
    if (aside.empty() && !now.runs) run.log.write(report::progress_json(now));
  };
  if (!run.options.certificate.empty()) {
    events.on_certificate = [&run](const api::Certificate& certificate) {
      run.certificates.write(certificate);
    };
  }
  events.on_story = [&run] { run.progress.update("why: looking for runs that explain it"); };
  events.on_searched = [&run] {
    run.progress.finish();
    const bool asks_all = run.options.all || run.options.count;
    return asks_all ? stop_of() : stop_of(run.options.limits);  // for the watch too
  };
  events.on_protocol = [&run](std::uint64_t number, const api::Checked& protocol) {
    return write_numbered(run, number, protocol);
  };
  return events;
}

/// Writes the files that the user asked for: first the protocol, last the certificates.
void write_outputs(Run& run, base::Stop& stop) {
  const SynthOptions& options = run.options;
  const std::optional<api::Checked>& found = run.answer.checked;
  {
    const base::Booked writing(run.answer.time, "writing");
    if (found) run.outputs.write(options.output, found->text);
    if (run.answer.telling && run.answer.telling->story)
      run.outputs.write(options.story, report::story_svg(*run.answer.telling->story));
    run.log.finish(run.outputs);
    run.checkpoint.finish(!found, run.outputs);
    const std::string& policy = run.answer.growth.result.policy;
    if (!policy.empty()) run.outputs.write(options.policy_out, policy);
  }
  if (!found || options.certificate.empty()) return;
  const base::Booked writing(run.answer.time, "certificate");
  if (const auto certificate = api::found_certificate(*found, stop)) run.certificates.write(*certificate);
}

/// Prints notes and warnings about the answer.
void warn(const Run& run) {
  const SynthOptions& options = run.options;
  if (options.quiet) return;
  if (const std::optional<api::Checked>& found = run.answer.checked)
    warn_of_vacuity(found->protocol.problem, found->check);
  if (!options.certificate.empty() && run.certificates.are_missing())
    complain("note: there is no certificate of this answer; " + options.certificate + " was not written");
  if (run.answer.lacks_certificates && !run.certificates.are_missing()) {
    complain("note: a certificate of what was ruled out is missing in " + options.certificate +
             ", so the others don't prove the whole answer");
  }
  if (!options.story.empty() && !(run.answer.telling && run.answer.telling->story))
    complain("note: there is no story of this answer; " + options.story + " was not written");
  if (run.checkpoint.is_missing())
    complain("note: the run ended before its first checkpoint; " + options.checkpoint + " was not written");
}

std::string answer_json(const Run& run, const spec::Spec& spec) {
  report::Envelope envelope{GGMS_VERSION, run.options.seed, run.answer.seconds, {}, {}};
  envelope.time = run.answer.time;
  envelope.paths = run.outputs.written();
  if (run.answer.all) {
    for (const api::ListedProtocol& listed : run.answer.all->listed) {
      if (!listed.path.empty()) envelope.paths.push_back(listed.path);
    }
  }
  envelope.errors = run.outputs.errors();
  return report::synth_json(spec, run.answer, envelope);
}

std::string answer_text(const Run& run, const spec::Spec& spec) {
  const report::Style style = report::detect_style(stdout);
  std::string text = report::synth_text(spec, run.answer, style);
  if (!run.outputs.written().empty()) text += "\n" + run.outputs.written_lines();
  return text;
}

}  // namespace

base::ExitCode synth(const SynthOptions& options) {
  const base::Stopwatch watch;
  base::Stop stop = stop_of(options.limits);
  base::Phases time;
  api::SynthesisRequest request = [&] {
    const base::Booked reading(time, "specification");
    return read_request(options, stop);
  }();
  Run run(options);
  if (!options.checkpoint.empty())
    request.options.on_checkpoint = [&](const std::string& state) { run.checkpoint.update(state); };
  run.answer = api::synthesize(request, events_of(run), stop, watch, time);
  settle_answer();
  for (const std::string& bug : run.answer.internal_errors) run.outputs.add_internal_error(bug);
  write_outputs(run, stop);
  warn(run);
  run.answer.seconds = watch.seconds();
  return run.outputs.finish(options.json ? answer_json(run, request.spec) : answer_text(run, request.spec),
                            exit_code(api::answer_of(run.answer)));
}

}  // namespace ggms::cli
