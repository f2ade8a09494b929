// The first part of `ggms synth`: from options to a request that a search can begin with. Whatever is wrong
// with the command line, an input or the place of an output is found here, before a long run.

#include "cli/synth_request.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "cli/all_answers.h"
#include "cli/certificates.h"
#include "cli/files.h"
#include "cli/warnings.h"
#include "model/problem.h"
#include "rule/complete.h"
#include "spec/load.h"

namespace ggms::cli {

namespace {

constexpr int kRoundsPastStrikes = 2;  // one more round than suffices against crashes: failures + 1

/// Throws base::Error, before a long run, if what is found could be too large to be filled in.
void require_total(const SynthOptions& options, const model::Setting& largest) {
  try {
    rule::require_completable(largest);
  } catch (const base::Error& error) {
    const bool grows = !options.rounds || !options.states;
    throw base::Error(std::string("--total: ") + error.what() +
                      (grows ? "; that is the largest one that may be tried: give -r and -s, or lower "
                               "--max-rounds and --max-states"
                             : ""));
  }
}

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
  if (options.total) require_total(options, largest);
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
synth::Options engine_options_of(const SynthOptions& options, base::Stop& stop) {
  synth::Options engine;
  engine.seed = options.seed;
  engine.threads = options.threads;
  engine.learning = options.learning;
  engine.resume_file = options.resume;
  engine.policy_file = options.policy_in;
  if (!options.resume.empty()) engine.resume = read_file(options.resume, stop);
  if (!options.policy_in.empty()) engine.policy = read_file(options.policy_in, stop);
  engine.keep_policy = !options.policy_out.empty();
  engine.derive = !options.certificate.empty();
  return engine;
}

/// Throws base::Error, before a long run, where the files that are asked for can't be had in the end.
void require_files(const SynthOptions& options) {
  const std::vector<std::string> inputs{options.spec, options.resume, options.policy_in};
  for (const std::string& path :
       {options.all ? "" : options.output, options.log, options.policy_out, options.story}) {
    if (!path.empty()) require_writable(path, inputs);
  }
  if (options.all && !options.output.empty()) require_numbered(options.output, inputs);
  if (!options.checkpoint.empty()) require_writable(options.checkpoint, {options.spec, options.policy_in});
  const std::vector<std::pair<std::string, std::string>> outputs{{"--output", options.output},
                                                                 {"--log", options.log},
                                                                 {"--policy-out", options.policy_out},
                                                                 {"--checkpoint", options.checkpoint},
                                                                 {"--story", options.story}};
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

}  // namespace

SynthRequest read_request(const SynthOptions& options, base::Stop& stop) {
  SynthRequest request{options, spec::load_spec(options.spec, stop), range_of(options), {}, {}};
  const synth::Range& range = request.range;
  request.setting = first_setting(request.spec, options, range);
  require_files(options);
  if (!options.quiet) {
    warn_of_specification(request.spec, request.setting, range.rounds.value_or(1),
                          range.rounds.value_or(range.max_rounds), stop);
  }
  request.engine = engine_options_of(options, stop);
  return request;
}

api::Finding finding_of(const SynthOptions& options, double seconds, const std::string& path) {
  return {options.engine, options.seed, seconds, options.total, path};
}

}  // namespace ggms::cli
