// What a synthesis is asked, and what of that makes no sense.

#include <algorithm>

#include "api/inputs.h"
#include "api/learning_options.h"
#include "api/synthesis.h"
#include "base/error.h"
#include "model/problem.h"
#include "rule/complete.h"

namespace ggms::api {

namespace {

constexpr double kMostSeconds = 1e9;   // 30 years, which clocks can still hold
constexpr int kRoundsPastStrikes = 2;  // one more round than suffices against crashes: failures + 1

/// Throws base::Error, before a long run, if what is found could be too large to be filled in.
void require_total(const Question& question, const model::Setting& largest) {
  try {
    rule::require_completable(largest);
  } catch (const base::Error& error) {
    const bool grows = !question.rounds || !question.states;
    throw base::FieldError(
        "total", std::string(error.what()) +
                     (grows ? "; that is the largest one that may be tried: give rounds and states, or a "
                              "lower max_rounds and max_states"
                            : ""));
  }
}

/// Throws base::Error if the largest setting that may be tried makes no sense, and names what makes it so
/// large.
void require_largest(const Question& question, const model::Setting& largest) {
  try {
    validate(largest);
  } catch (const base::FieldError& error) {
    if (error.field() == "rounds" && !question.rounds) throw base::FieldError("max_rounds", error.message());
    if (error.field() == "states" && !question.states) throw base::FieldError("max_states", error.message());
    throw;
  }
}

synth::Range range_of(const Question& question) {
  synth::Range range;
  range.rounds = question.rounds;
  range.states = question.states;
  const int strikes = model::max_strikes(question.faults, question.processes);
  range.max_rounds = question.max_rounds.value_or(std::min(strikes + kRoundsPastStrikes, model::kMaxRounds));
  range.default_max_rounds = !question.max_rounds;
  range.max_states = question.max_states;
  return range;
}

/// Throws base::Error where what is asked for besides the answer does not go together.
void require_combination(const SynthesisRequest& request, bool is_exact) {
  if (!request.all) return;
  if (!is_exact) throw base::FieldError("engine", "protocols are listed and counted by exact alone");
  if (request.all->most == 0) throw base::FieldError("all", "a limit of none leaves nothing to find");
  if (request.options.derive)
    throw base::FieldError("certificate", "a search for all protocols has no certificate");
  if (!request.all->listed && request.total)
    throw base::FieldError("total", "protocols that are only counted are not filled in");
}

/// Throws base::Error where learning is asked for what it can't do here.
void require_learning(const SynthesisRequest& request, bool is_exact) {
  const synth::Options& options = request.options;
  const bool is_one_setting = request.range.rounds && request.range.states;
  const bool brings_learning = options.resume || options.policy || options.keep_policy;
  if ((brings_learning || options.count_failing || options.on_checkpoint) && is_exact)
    throw base::FieldError("engine",
                           "checkpoints, weights and counts of failures are for the learning engines");
  if ((brings_learning || options.count_failing || options.on_checkpoint) && !is_one_setting)
    throw base::Error(
        "checkpoints, weights and counts of failures are those of one setting: give rounds and "
        "states");
}

}  // namespace

void require_engine(const std::string& name) {
  static_cast<void>(synth::engine(name));
}

SynthesisRequest request_for(const spec::Spec& spec, const Question& question) {
  SynthesisRequest request{.spec = spec, .setting = {}, .range = range_of(question), .total = question.total};
  model::Setting& setting = request.setting;
  setting.processes = question.processes;
  setting.rounds = question.rounds.value_or(1);
  setting.states = question.states.value_or(1);
  setting.faults = question.faults;
  setting.view = question.view;
  setting.decide = question.decide;
  setting = model::Problem(spec, setting).setting();
  model::Setting largest = setting;
  largest.rounds = request.range.rounds.value_or(request.range.max_rounds);
  largest.states = request.range.states.value_or(request.range.max_states);
  require_largest(question, largest);
  if (question.total) require_total(question, largest);
  return request;
}

void require_sensible(const SynthesisRequest& request) {
  require_engine(request.engine);
  const bool is_exact = request.engine == kExactEngine;
  require_combination(request, is_exact);
  require_learning(request, is_exact);
  if (request.explain && !(*request.explain >= 0 && *request.explain <= kMostSeconds))
    throw base::FieldError("explain", "must be from 0 to 1e9 seconds");
  require_threads(request.options.threads);
}

}  // namespace ggms::api
