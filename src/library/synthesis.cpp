// Synthesis in the public header.

#include "api/synthesis.h"

#include <limits>

#include "api/certificates.h"
#include "api/learning_options.h"
#include "api/specification.h"
#include "library/access.h"
#include "report/answer_text.h"
#include "report/progress.h"
#include "report/runs/story.h"
#include "report/runs/story_svg.h"
#include "report/summary.h"
#include "synth/claim.h"

namespace ggms {

namespace {

constexpr const char* kFound = "protocol";  // what errors call one that was found

Verdict verdict_of(synth::Answer answer) {
  switch (answer) {
    case synth::Answer::kFound:
      return Verdict::kFound;
    case synth::Answer::kInfeasible:
      return Verdict::kInfeasible;
    case synth::Answer::kUnknown:
      break;
  }
  return Verdict::kUnknown;
}

api::Question question_of(const Setting& setting, const SynthesisOptions& options) {
  api::Question question;
  question.processes = setting.processes;
  question.faults = model::parse_faults(setting.faults);
  question.rounds = setting.rounds;
  question.states = setting.states;
  question.max_rounds = options.max_rounds;
  question.max_states = options.max_states;
  question.view = model::parse_view(setting.view);
  question.decide = model::parse_decide(setting.decide);
  question.total = options.total;
  return question;
}

synth::Options engine_options_of(const SynthesisOptions& options) {
  synth::Options engine;
  engine.seed = options.seed;
  engine.threads = options.threads;
  engine.strategy = synth::parse_strategy(options.strategy);
  engine.learning = reading("learning", [&] { return api::learning_options(options.learning); });
  engine.on_checkpoint = passing(options.on_checkpoint);
  engine.resume_file = "resume";
  engine.policy_file = "policy";
  engine.resume = options.resume;
  engine.policy = options.policy;
  engine.keep_policy = options.keep_policy;
  engine.derive = options.certificates;
  engine.count_failing = options.count_failing;
  return engine;
}

api::SynthesisRequest request_of(const Specification& specification, const Setting& setting,
                                 const SynthesisOptions& options) {
  api::SynthesisRequest request = api::request_for(Access::in(specification), question_of(setting, options));
  request.engine = options.engine;
  request.options = engine_options_of(options);
  request.explain = options.explain;
  if (options.all && options.count) throw base::FieldError("count", "does not go with all");
  if (options.all_limit && !options.all)
    throw base::FieldError("all", "a limit is for a list of all protocols");
  if (setting.states && options.max_states != SynthesisOptions().max_states)
    throw base::FieldError("max_states", "does not go with states");
  if (setting.rounds && options.max_rounds) throw base::FieldError("max_rounds", "does not go with rounds");
  if (options.all || options.count) {
    constexpr std::uint64_t kAll = std::numeric_limits<std::uint64_t>::max();
    request.all = api::Enumeration{options.all_limit.value_or(kAll), options.all};
  }
  return request;
}

Progress in_words(const std::string& aside, const synth::Progress& now) {
  const synth::Statistics& done = now.statistics;
  Progress progress;
  progress.aside = aside;
  progress.rounds = now.setting.rounds;
  progress.states = now.setting.states;
  progress.seconds = now.seconds;
  progress.candidates = done.candidates;
  progress.counterexamples = done.counterexamples;
  progress.clauses = done.clauses;
  progress.episodes = done.learning.episodes;
  progress.simulations = done.learning.simulations;
  progress.failed = done.learning.failed;
  progress.freezes = done.learning.freezes;
  progress.unfreezes = done.learning.unfreezes;
  progress.loss = done.learning.loss;
  progress.runs = now.runs.value_or(0);
  if (done.learning.failing) {
    progress.scenarios = done.learning.failing->scenarios;
    progress.failing_scenarios = done.learning.failing->failing;
  }
  progress.text = (aside.empty() ? "" : aside + ": ") + report::progress_text(now);
  progress.json = report::progress_json(now);
  return progress;
}

/// A protocol that passed the check.
Protocol made_of(const api::Checked& checked) {
  return Access::made(checked.protocol, checked.text, kFound);
}

void add_certificate(const api::Certificate& certificate, Synthesis& result) {
  result.certificates.push_back({certificate.name, certificate.files});
}

Synthesis::StrongerView in_words(const synth::StrongerView& stronger, const synth::Range& range) {
  Synthesis::StrongerView view;
  view.view = to_string(stronger.growth.setting.view);
  view.verdict = verdict_of(synth::answer_of(stronger.growth, range));
  view.seconds = stronger.seconds;
  if (view.verdict == Verdict::kUnknown) return view;
  view.rounds = stronger.growth.setting.rounds;
  view.any_states = synth::is_for_any_states(stronger.growth, range);
  if (!view.any_states) view.states = stronger.growth.setting.states;
  return view;
}

/// What an infeasible answer says besides.
void add_reasons(const spec::Spec& spec, const api::Synthesis& answer, Synthesis& result) {
  if (answer.conflict) {
    for (const int property : answer.conflict->properties)
      result.conflict.push_back(spec.properties[static_cast<std::size_t>(property)].name);
    result.is_minimal = answer.conflict->minimal;
  }
  if (answer.telling && !answer.telling->story) result.no_story = answer.telling->why_not;
  if (answer.stronger) result.stronger_view = in_words(*answer.stronger, answer.range);
  if (answer.telling && answer.telling->story) {
    result.story = report::story_text(*answer.telling, kText);
    result.story_svg = report::story_svg(*answer.telling->story);
  }
  if (answer.stronger_checked) result.stronger = made_of(*answer.stronger_checked);
}

void add_statistics(const api::Synthesis& answer, Synthesis& result) {
  for (const synth::Attempt& attempt : answer.growth.attempts) {
    result.attempts.push_back({attempt.setting.rounds, attempt.any_states ? 0 : attempt.setting.states,
                               attempt.any_states, verdict_of(attempt.answer), attempt.seconds});
  }
  const synth::Result& last = answer.growth.result;
  result.stats = in_words("", {answer.growth.setting, last.statistics, last.seconds, {}});
  result.seconds = answer.seconds;
  for (const base::Phases::Phase& phase : answer.time.list())
    result.time.emplace_back(phase.name, phase.seconds);
}

/// A search, as the rooms below tell of it.
api::SynthesisEvents events_of(const SynthesisOptions& options, const base::Stop& by_user,
                               Synthesis& result) {
  api::SynthesisEvents events;
  if (options.on_progress) {
    events.on_progress = [tell = passing(options.on_progress)](const std::string& aside,
                                                               const synth::Progress& now) {
      tell(in_words(aside, now));
    };
  }
  if (options.certificates)
    events.on_certificate = [&result](const api::Certificate& one) { add_certificate(one, result); };
  events.on_searched = [by_user] { return by_user; };
  events.on_protocol = [&result](std::uint64_t, const api::Checked& protocol) {
    result.protocols.push_back(made_of(protocol));
    return std::string();
  };
  return events;
}

}  // namespace

Synthesis synthesize(const Specification& specification, const Setting& setting,
                     const SynthesisOptions& options) {
  return guarded([&] {
    const base::Stopwatch watch;
    base::Stop stop = stop_of(options.limits);
    const base::Stop by_user = stop_of({0, 0, options.limits.stop});
    const spec::Spec& spec = Access::in(specification);
    const api::SynthesisRequest request = request_of(specification, setting, options);
    api::require_sensible(request);
    Synthesis result;
    result.warnings = api::warnings_of(request, stop);
    for (std::string& line : api::without_effect(request.engine, request.options.learning))
      result.warnings.push_back(std::move(line));
    api::Synthesis answer = api::synthesize(request, events_of(options, by_user, result), stop, watch);
    result.verdict = verdict_of(api::answer_of(answer));
    result.reason = answer.why_unknown;
    result.any_states = api::is_for_any_states(answer);
    if (answer.checked) {
      result.protocol = made_of(*answer.checked);
      if (options.certificates) {
        if (const auto certificate = api::found_certificate(*answer.checked, stop)) {
          add_certificate(*certificate, result);
        } else {
          result.warnings.emplace_back("there is no certificate of the protocol");
        }
      }
      for (std::string& line :
           report::vacuity_warnings(answer.checked->protocol.problem, answer.checked->check))
        result.warnings.push_back(std::move(line));
    }
    if (answer.all) {
      result.count = answer.all->count;
      result.is_complete = answer.all->complete;
    }
    if (answer.lacks_certificates)
      result.warnings.emplace_back(
          "a certificate of what was ruled out is missing; the others don't prove the whole answer");
    for (const std::string& bug : answer.internal_errors)
      result.warnings.push_back("internal error, please report it: " + bug);
    result.policy = answer.growth.result.policy;
    add_reasons(spec, answer, result);
    answer.seconds = watch.seconds();
    add_statistics(answer, result);
    report::Envelope envelope{GGMS_VERSION, options.seed, answer.seconds, {}, {}};
    envelope.time = answer.time;
    result.json = report::synth_json(spec, answer, envelope);
    result.summary = report::synth_text(spec, answer, kText);
    return result;
  });
}

}  // namespace ggms
