// `ggms synth`: from a specification to a protocol. What the engine found is turned into the text of a
// protocol file, read back from that text and checked once more; only then is it written and announced.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "cli/all_answers.h"
#include "cli/announce.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/learning_files.h"
#include "cli/signals.h"
#include "cli/stopwatch.h"
#include "cli/warnings.h"
#include "report/progress.h"
#include "report/summary.h"
#include "report/table.h"
#include "synth/synthesis.h"
#include "verify/explicit.h"

namespace ggms::cli {

namespace {

constexpr int kRoundsPastStrikes = 2;  // one more round than suffices against crashes: failures + 1

/// The setting to start from, where what grows is 1. Throws base::Error if it, or the largest, makes no
/// sense.
model::Setting first_setting(const spec::Spec& spec, const SynthOptions& options, const synth::Range& range) {
  model::Setting setting;
  setting.processes = options.processes;
  setting.rounds = options.rounds.value_or(1);
  setting.states = options.states.value_or(1);
  setting.faults = options.faults;
  setting.view = options.view;
  setting.decide = options.decide;
  setting = model::Problem(spec, setting).setting();
  model::Setting largest = setting;
  largest.rounds = range.rounds.value_or(range.max_rounds);
  largest.states = range.states.value_or(range.max_states);
  validate(largest);
  return setting;
}

synth::Range range_of(const SynthOptions& options) {
  synth::Range range;
  range.rounds = options.rounds;
  range.states = options.states;
  const int strikes = model::max_strikes(options.faults, options.processes);
  range.max_rounds = options.max_rounds.value_or(std::min(strikes + kRoundsPastStrikes, model::kMaxRounds));
  range.max_states = options.max_states;
  return range;
}

/// What learning is given from files, and asked for.
synth::Options engine_options_of(const SynthOptions& options) {
  synth::Options engine;
  engine.seed = options.seed;
  engine.threads = options.threads;
  engine.learning = options.learning;
  engine.resume_file = options.resume;
  engine.policy_file = options.policy_in;
  if (!options.resume.empty()) engine.resume = read_file(options.resume);
  if (!options.policy_in.empty()) engine.policy = read_file(options.policy_in);
  engine.keep_policy = !options.policy_out.empty();
  engine.derive = !options.certificate.empty();
  return engine;
}

/// Throws base::Error, before a long run, where the files that are asked for can't be had in the end.
void require_files(const SynthOptions& options) {
  const std::vector<std::string> inputs{options.spec, options.resume, options.policy_in};
  for (const std::string& path : {options.all ? "" : options.output, options.log, options.policy_out}) {
    if (!path.empty()) require_writable(path, inputs);
  }
  if (options.all && !options.output.empty()) require_numbered(options.output, inputs);
  if (!options.checkpoint.empty()) require_writable(options.checkpoint, {options.spec, options.policy_in});
  const std::vector<std::pair<std::string, std::string>> outputs{{"--output", options.output},
                                                                 {"--log", options.log},
                                                                 {"--policy-out", options.policy_out},
                                                                 {"--checkpoint", options.checkpoint}};
  require_distinct(outputs);
  if (!options.certificate.empty()) require_folder(options.certificate, outputs);
  const bool learns = options.engine != "exact";
  const auto refuse = [](const std::string& option, const std::string& reason) {
    throw base::Error(option + " " + reason);
  };
  const std::pair<const char*, const std::string&> learning[] = {{"--checkpoint", options.checkpoint},
                                                                 {"--resume", options.resume},
                                                                 {"--policy-in", options.policy_in},
                                                                 {"--policy-out", options.policy_out}};
  for (const auto& [option, path] : learning) {
    if (path.empty()) continue;
    if (!learns) refuse(option, "is for the learning engines, not for exact");
    if (!options.rounds || !options.states) refuse(option, "needs one setting: give -r and -s too");
  }
}

/// Interrupted before what was found could be checked again: then it was not found.
void withdraw(report::Synthesis& synthesis, base::Stop& stop) {
  synthesis.growth.result.answer = synth::Answer::kUnknown;
  synthesis.growth.attempts.back().answer = synth::Answer::kUnknown;
  stop.requested_now();
}

/// How long to look for a conflict, within the run's limit.
double seconds_to_explain(const SynthOptions& options, double seconds) {
  constexpr double kLeast = 5;  // ours: an answer that comes at once is worth some patience
  const double wanted = options.explain.value_or(std::max(kLeast, seconds));
  return options.limits.timeout > 0 ? std::min(wanted, options.limits.timeout - seconds) : wanted;
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

}  // namespace

ExitCode synth(const SynthOptions& options) {
  const Stopwatch run;
  const spec::Spec spec = spec::load_spec(options.spec);
  const synth::Range range = range_of(options);
  const model::Setting setting = first_setting(spec, options, range);
  require_files(options);
  if (!options.quiet)
    warn_of_specification(spec, setting, range.rounds.value_or(1), range.rounds.value_or(range.max_rounds));

  base::Stop stop(options.limits.timeout, options.limits.memory, interrupt_flag());
  report::Progress progress(stderr, options.quiet);
  Log log(options.log);
  Checkpoint checkpoint(options.checkpoint);
  synth::Options engine_options = engine_options_of(options);
  if (!options.checkpoint.empty()) {
    engine_options.on_checkpoint = [&](const std::string& state) { checkpoint.update(state); };
  }
  Certificates certificates(options.certificate, options.rounds && options.states);
  report::Synthesis synthesis;
  synthesis.range = range;
  synthesis.engine = options.engine;
  AllProtocols all(options);
  const bool asks_all = options.all || options.count;
  const synth::Engine engine = asks_all ? all.engine() : synth::engine(options.engine);
  synthesis.growth = synth::grow(
      spec, setting, range, engine, engine_options, stop,
      [&](const synth::Progress& now) {
        progress.update(report::progress_text(now));
        if (log.is_open()) log.write(report::progress_json(now));
      },
      [&](const synth::Attempt& attempt, const synth::Result& result) {
        certificates.write(model::Problem(spec, attempt.setting), result, stop);
      });
  synthesis.seconds = run.seconds();
  const double to_explain = seconds_to_explain(options, synthesis.seconds);
  if (report::answer_of(synthesis) == synth::Answer::kInfeasible && to_explain > 0) {
    synth::Options only_answer = engine_options;
    only_answer.derive = false;
    synthesis.conflict = synth::explain(
        spec, synthesis.growth.attempts.back(), only_answer,
        {to_explain, options.limits.memory, interrupt_flag()},
        [&](const synth::Progress& now) { progress.update("why: " + report::progress_text(now)); });
  }
  progress.finish();

  std::optional<Checked> checked;
  if (asks_all) {
    if (!all.announce(spec, synthesis)) withdraw(synthesis, stop);
    synthesis.all = all.found();
  } else if (report::answer_of(synthesis) == synth::Answer::kFound) {
    const synth::Result& result = synthesis.growth.result;
    checked = check_again(model::Problem(spec, synthesis.growth.setting), result.machine.value(),
                          result.check, options, synthesis.seconds, options.output);
    if (checked->check.verdict == verify::Verdict::kUnknown) {
      checked.reset();
      withdraw(synthesis, stop);
    }
  }
  synthesis.why_unknown = to_string(stop.reason());

  report::Envelope envelope{GGMS_VERSION, options.seed, synthesis.seconds, {}, {}};
  if (log.is_open()) envelope.paths.push_back(options.log);
  if (!checked && checkpoint.finish()) envelope.paths.push_back(options.checkpoint);
  if (!options.policy_out.empty() && !synthesis.growth.result.policy.empty()) {
    write_file_atomically(options.policy_out, synthesis.growth.result.policy);
    envelope.paths.push_back(options.policy_out);
  }
  if (checked) {
    synthesis.growth.result.check = checked->check;
    if (!options.quiet) warn_of_vacuity(checked->protocol.problem, checked->check);
    if (!options.output.empty()) {
      write_file_atomically(options.output, checked->text);
      envelope.paths.push_back(options.output);
    }
  }
  if (checked && !options.certificate.empty()) {
    base::Stop listing(0, 0, interrupt_flag());  // limits were for the search
    certificates.write_found(synthesis.growth.setting, checked->text, listing);
  }
  envelope.paths.insert(envelope.paths.end(), certificates.paths().begin(), certificates.paths().end());
  if (!options.certificate.empty() && certificates.paths().empty() && !options.quiet)
    complain("note: there is no certificate of this answer; " + options.certificate + " was not written");
  const std::vector<std::string> not_listed = envelope.paths;
  for (const report::ListedProtocol& listed : all.found().listed) {
    if (!listed.path.empty()) envelope.paths.push_back(listed.path);
  }
  if (options.json) {
    print(report::synth_json(spec, synthesis, envelope));
  } else {
    const report::Style style = report::detect_style(stdout);
    std::string text = report::synth_summary(spec, synthesis, style);
    if (checked) {
      text += "\n" + report::machine_table(checked->protocol.problem, checked->protocol.machine, style);
    }
    if (!not_listed.empty()) text += "\n";
    for (const std::string& path : not_listed) text += "written: " + path + "\n";
    print(text);
  }
  return exit_code(report::answer_of(synthesis));
}

}  // namespace ggms::cli
