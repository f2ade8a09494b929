// The first part of `ggms synth`: turns flags into a request for a search. It finds all that is wrong with
// the command line, an input or the place of an output before a long run begins.

#include "cli/synth_request.h"

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "api/inputs.h"
#include "api/learning_options.h"
#include "api/specification.h"
#include "base/error.h"
#include "base/input_file.h"
#include "cli/certificates.h"
#include "cli/files.h"
#include "cli/numbered.h"
#include "cli/warnings.h"

namespace ggms::cli {

namespace {

api::Question question_of(const SynthOptions& options) {
  return {.processes = options.processes,
          .faults = options.faults,
          .rounds = options.rounds,
          .states = options.states,
          .max_rounds = options.max_rounds,
          .max_states = options.max_states,
          .view = options.view,
          .decide = options.decide,
          .total = options.total};
}

/// The options of the engine: what the flags say, weights and a checkpoint read from files, and what the
/// engine has to keep for the files that the user wants.
synth::Options engine_options_of(const SynthOptions& options, base::Stop& stop) {
  synth::Options engine;
  engine.seed = options.seed;
  engine.threads = options.threads;
  engine.strategy = options.strategy;
  engine.learning = options.learning;
  engine.resume_file = options.resume;
  engine.policy_file = options.policy_in;
  if (!options.resume.empty()) engine.resume = base::read_file(options.resume, stop);
  if (!options.policy_in.empty()) engine.policy = base::read_file(options.policy_in, stop);
  engine.count_failing = options.count_failing;
  engine.keep_policy = !options.policy_out.empty();
  engine.derive = !options.certificate.empty();
  return engine;
}

/// Throws base::Error, before a long run, if a file that the user asks for can't be written in the end.
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
  const auto require_learning = [&](const std::string& option) {
    if (!learns) refuse(option, "is for the learning engines, not for exact");
    if (!options.rounds || !options.states) refuse(option, "needs one setting: give -r and -s too");
  };
  for (const auto& [option, path] : learning) {
    if (!path.empty()) require_learning(option);
  }
  if (!options.count_failing) return;
  require_learning("--count-failing");
  if (options.log.empty()) refuse("--count-failing", "is for the log of episodes: give --log FILE too");
}

}  // namespace

api::SynthesisRequest read_request(const SynthOptions& options, base::Stop& stop) {
  api::SynthesisRequest request = api::request_for(api::load_spec(options.spec, stop), question_of(options));
  require_files(options);
  if (!options.quiet) warn_of(api::warnings_of(request, stop));
  request.engine = options.engine;
  request.options = engine_options_of(options, stop);
  if (!options.quiet) warn_of(api::without_effect(request.engine, request.options.learning));
  request.explain = options.explain;
  if (options.all || options.count) {
    constexpr std::uint64_t kAll = std::numeric_limits<std::uint64_t>::max();
    request.all = api::Enumeration{options.all_limit.value_or(kAll), options.all};
  }
  return request;
}

}  // namespace ggms::cli
