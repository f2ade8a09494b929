// `ggms synth`: from a specification to a protocol, in four steps: read the request, find the answer, write
// the files, report. What the engine found is turned into the text of a protocol file, read back from that
// text and checked once more; only then is it an answer. The answer is printed even where a file can't be
// written.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/found.h"
#include "base/phases.h"
#include "cli/all_answers.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/learning_files.h"
#include "cli/limits.h"
#include "cli/outputs.h"
#include "cli/signals.h"
#include "cli/synth_request.h"
#include "cli/warnings.h"
#include "report/progress.h"
#include "report/story.h"
#include "report/story_svg.h"
#include "report/summary.h"
#include "report/table.h"
#include "synth/stronger_view.h"
#include "synth/synthesis.h"

namespace ggms::cli {

namespace {

// Phases of a run beside the engine's.
constexpr const char* kCertificate = "certificate";
constexpr const char* kWriting = "writing";

/// One run: what is asked, what it is answered with, and the files that are written on the way.
struct Run {
  /// `time`: what was booked since it had begun.
  Run(const SynthRequest& asked, const base::Stopwatch& begun, base::Phases time, const base::Stop& ends)
      : request(asked),
        watch(begun),
        stop(ends),
        progress(stderr, asked.options.quiet),
        log(asked.options.log, [this](const std::string& line) { warn_now(line); }),
        checkpoint(asked.options.checkpoint, [this](const std::string& line) { warn_now(line); }),
        certificates(asked.options.certificate, asked.options.rounds && asked.options.states, outputs),
        all(asked.options, outputs) {
    synthesis.time = std::move(time);
  }

  /// A line on stderr while the search goes on.
  void warn_now(const std::string& line) {
    progress.finish();
    complain(line);
  }
  base::Phases& time() { return synthesis.time; }
  bool asks_all() const { return request.options.all || request.options.count; }

  const SynthRequest& request;
  const base::Stopwatch watch;
  base::Stop stop;
  report::Progress progress;
  Outputs outputs;
  Log log;
  Checkpoint checkpoint;
  Certificates certificates;
  AllProtocols all;
  report::Synthesis synthesis;          // the answer
  std::optional<api::Checked> checked;  // its protocol, where one was asked for
};

/// How long to look for a conflict, within the run's limit.
double seconds_to_explain(const Run& run) {
  constexpr double kLeast = 5;  // ours: an answer that comes at once is worth some patience
  const SynthOptions& options = run.request.options;
  const double wanted = options.explain.value_or(std::max(kLeast, run.synthesis.seconds));
  return options.limits.timeout > 0 ? std::min(wanted, options.limits.timeout - run.watch.seconds()) : wanted;
}

ExitCode exit_code(synth::Answer answer) {
  switch (answer) {
    case synth::Answer::kFound:
      return ExitCode::kYes;
    case synth::Answer::kInfeasible:
      return ExitCode::kNo;
    case synth::Answer::kUnknown:
      break;
  }
  return ExitCode::kUnknown;
}

/// Runs the engine.
void search(Run& run) {
  const SynthRequest& request = run.request;
  synth::Options engine_options = request.engine;
  if (!request.options.checkpoint.empty())
    engine_options.on_checkpoint = [&](const std::string& state) { run.checkpoint.update(state); };
  base::Phases beside;  // the engine's time
  run.synthesis.range = request.range;
  run.synthesis.engine = request.options.engine;
  run.synthesis.growth = synth::grow(
      request.spec, request.setting, request.range,
      run.asks_all() ? run.all.engine() : synth::engine(request.options.engine), engine_options, run.stop,
      [&](const synth::Progress& now) {
        const base::Booked telling(beside, "progress");
        run.progress.update(report::progress_text(now));
        if (!now.runs) run.log.write(report::progress_json(now));
      },
      [&](const synth::Attempt& attempt, const synth::Result& result) {
        if (request.options.certificate.empty()) return;  // a problem takes long to make
        const base::Booked writing(beside, kCertificate);
        run.certificates.write(model::Problem(request.spec, attempt.setting), result, run.stop);
      });
  run.time().add(run.synthesis.growth.time);
  run.time().add(beside);
  run.synthesis.seconds = run.watch.seconds();
}

/// Asks whether an infeasible answer rests on processes that don't know who they are. A protocol is checked
/// in the form in which it would be written, as any other that is told of.
void ask_stronger_view(Run& run) {
  const SynthRequest& request = run.request;
  if (report::answer_of(run.synthesis) != synth::Answer::kInfeasible || request.options.explain == 0.0)
    return;
  const base::Booked asking(run.time(), "stronger view");
  auto stronger = synth::ask_stronger_view(
      request.spec, request.setting, request.range, request.engine, run.stop,
      [&](const synth::Progress& now) {
        run.progress.update("processes that know who they are: " + report::progress_text(now));
      });
  if (stronger && stronger->growth.result.answer == synth::Answer::kFound) {
    const synth::Growth& growth = stronger->growth;
    const std::optional<api::Checked> checked =
        api::check_again(model::Problem(request.spec, growth.setting), growth.result.machine.value(),
                         growth.result.check, finding_of(request.options, stronger->seconds, ""), run.stop);
    if (!checked) stronger->growth.result.answer = synth::Answer::kUnknown;
  }
  run.synthesis.stronger = std::move(stronger);
}

/// Looks for the conflict behind an infeasible answer.
void explain(Run& run) {
  const SynthOptions& options = run.request.options;
  if (report::answer_of(run.synthesis) != synth::Answer::kInfeasible) return;
  const double seconds = seconds_to_explain(run);
  if (seconds <= 0) return;
  const base::Booked explaining(run.time(), "conflict");
  synth::Options only_answer = run.request.engine;
  only_answer.derive = false;
  run.synthesis.conflict = synth::explain(
      run.request.spec, run.synthesis.growth.attempts.back(), only_answer,
      {seconds, options.limits.memory, interrupt_flag()},
      [&](const synth::Progress& now) { run.progress.update("why: " + report::progress_text(now)); });
}

/// Tells the story of the same answer. How far it looks does not depend on time, so that it stays the same.
void tell(Run& run) {
  if (!run.synthesis.conflict) return;
  const Limits& limits = run.request.options.limits;
  const double left = limits.timeout > 0 ? limits.timeout - run.watch.seconds() : 0;
  if (left < 0) return;
  const base::Booked telling(run.time(), "story");
  base::Stop stop(left, limits.memory, interrupt_flag());
  run.progress.update("why: looking for runs that tell it");
  run.synthesis.telling = synth::tell_story(run.request.spec, run.synthesis.growth.attempts.back(),
                                            *run.synthesis.conflict, stop);
}

/// Interrupted before what was found could be checked again: then it was not found.
void withdraw(Run& run) {
  run.synthesis.growth.result.answer = synth::Answer::kUnknown;
  run.synthesis.growth.attempts.back().answer = synth::Answer::kUnknown;
  run.stop.requested_now();
}

/// The gate before "found": what was found is checked in the form in which it is written. Of many protocols
/// each is written as soon as it passed.
void check_found(Run& run) {
  const SynthRequest& request = run.request;
  const base::Booked checking(run.time(), "checking again");
  if (run.asks_all()) {
    if (!run.all.announce(request.spec, run.synthesis)) withdraw(run);
    run.synthesis.all = run.all.found();
    return;
  }
  if (report::answer_of(run.synthesis) != synth::Answer::kFound) return;
  synth::Result& result = run.synthesis.growth.result;
  std::optional<api::Checked> checked = api::check_again(
      model::Problem(request.spec, run.synthesis.growth.setting), result.machine.value(), result.check,
      finding_of(request.options, run.synthesis.seconds, request.options.output), run.stop);
  if (!checked) return withdraw(run);
  result.check = checked->check;
  run.checked = std::move(checked);
}

void find_answer(Run& run) {
  search(run);
  ask_stronger_view(run);
  explain(run);
  tell(run);
  run.progress.finish();
  check_found(run);
  run.synthesis.why_unknown = to_string(run.stop.reason());
}

/// Writes whatever is asked for beside the answer, the protocol before all else.
void write_outputs(Run& run) {
  const base::Booked writing(run.time(), kWriting);
  const SynthOptions& options = run.request.options;
  if (run.checked) run.outputs.write(options.output, run.checked->text);
  if (run.synthesis.telling && run.synthesis.telling->story)
    run.outputs.write(options.story, report::story_svg(*run.synthesis.telling->story));
  run.log.finish(run.outputs);
  run.checkpoint.finish(!run.checked, run.outputs);
  const std::string& policy = run.synthesis.growth.result.policy;
  if (!policy.empty()) run.outputs.write(options.policy_out, policy);
}

void certify_found(Run& run) {
  if (!run.checked || run.request.options.certificate.empty()) return;
  const base::Booked writing(run.time(), kCertificate);
  run.certificates.write_found(run.synthesis.growth.setting, run.checked->text, run.stop);
}

/// Notes and warnings about the answer.
void warn(const Run& run) {
  const SynthOptions& options = run.request.options;
  if (options.quiet) return;
  if (run.checked) warn_of_vacuity(run.checked->protocol.problem, run.checked->check);
  if (!options.certificate.empty() && run.certificates.are_missing())
    complain("note: there is no certificate of this answer; " + options.certificate + " was not written");
  if (!options.story.empty() && !(run.synthesis.telling && run.synthesis.telling->story))
    complain("note: there is no story of this answer; " + options.story + " was not written");
  if (run.checkpoint.is_missing())
    complain("note: the run ended before its first checkpoint; " + options.checkpoint + " was not written");
}

std::string answer_json(const Run& run) {
  report::Envelope envelope{GGMS_VERSION, run.request.options.seed, run.synthesis.seconds, {}, {}};
  envelope.time = run.synthesis.time;
  envelope.paths = run.outputs.written();
  for (const report::ListedProtocol& listed : run.all.found().listed) {
    if (!listed.path.empty()) envelope.paths.push_back(listed.path);
  }
  envelope.errors = run.outputs.errors();
  return report::synth_json(run.request.spec, run.synthesis, envelope);
}

std::string answer_text(const Run& run) {
  const report::Style style = report::detect_style(stdout);
  std::string text = report::synth_summary(run.request.spec, run.synthesis, style);
  if (run.checked) {
    const files::Protocol& protocol = run.checked->protocol;
    text += "\n" + report::machine_table(protocol.problem, protocol.machine, style, protocol.unneeded);
  }
  if (run.synthesis.telling) text += "\n" + report::story_text(*run.synthesis.telling, style);
  if (!run.outputs.written().empty()) text += "\n" + run.outputs.written_lines();
  return text;
}

}  // namespace

ExitCode synth(const SynthOptions& options) {
  const base::Stopwatch watch;
  base::Stop stop = stop_of(options.limits);
  base::Phases time;
  const SynthRequest request = [&] {
    const base::Booked reading(time, "specification");
    return read_request(options, stop);
  }();
  Run run(request, watch, std::move(time), stop);
  find_answer(run);
  settle_answer();
  write_outputs(run);
  certify_found(run);
  warn(run);
  run.synthesis.seconds = run.watch.seconds();
  return run.outputs.finish(options.json ? answer_json(run) : answer_text(run),
                            exit_code(report::answer_of(run.synthesis)));
}

}  // namespace ggms::cli
