// From a question to an answer, in this order: the engine; then, of an infeasible answer, whether it rests on
// processes that don't know who they are, which properties conflict, and a story of that; of a found one, the
// check of its written form. Only what passed that check is found.

#include "api/synthesis.h"

#include <set>
#include <utility>

#include "base/error.h"
#include "model/problem.h"
#include "synth/all_answers.h"
#include "synth/claim.h"
#include "verify/explicit.h"

namespace ggms::api {

namespace {

/// Machines in the order of their tables, so that their numbers don't depend on the order in which they were
/// found.
using Protocols = std::set<synth::Moves>;

/// One run.
class Run {
 public:
  Run(const SynthesisRequest& request, const SynthesisEvents& events, base::Stop stop,
      const base::Stopwatch& begun, base::Phases time)
      : request_(request), events_(events), stop_(stop), begun_(begun) {
    answer_.time = std::move(time);
    answer_.range = request.range;
    answer_.engine = request.engine;
  }

  Synthesis run() {
    search();
    ask_stronger_view();
    explain();
    tell();
    check_found(events_.on_searched ? events_.on_searched() : base::Stop());
    answer_.why_unknown = to_string(stop_.reason());
    return std::move(answer_);
  }

 private:
  bool answers(synth::Answer answer) const { return answer_of(answer_) == answer; }
  Finding finding(double seconds) const {
    return {request_.engine, request_.options.seed, seconds, request_.total};
  }
  /// Calls what tells more about an answer that stands without it: a bug there must not take the answer
  /// along.
  template <class Part>
  void tell_more(const Part& part) {
    try {
      part();
    } catch (const base::InternalError& error) {
      answer_.internal_errors.emplace_back(error.what());
    }
  }

  /// Where engines tell their progress; the time that hearers take is booked in `beside`.
  synth::OnProgress progress(const std::string& aside, base::Phases* beside = nullptr) const {
    return [this, aside, beside](const synth::Progress& now) {
      if (!events_.on_progress) return;
      const base::Stopwatch watch;
      events_.on_progress(aside, now);
      if (beside != nullptr) beside->add("progress", watch.seconds());
    };
  }

  /// The engine, or the exact engine made to look for all protocols of the setting that it is given.
  synth::Engine engine() {
    if (!request_.all) return synth::engine(request_.engine);
    return [this](const model::Problem& problem, const synth::Options& options, base::Stop& stop,
                  const synth::OnProgress& on_progress) {
      protocols_.clear();
      synth::AllAnswers all = synth::all_answers(problem, options, request_.all->most, stop, on_progress,
                                                 [&](synth::Moves moves) {
                                                   if (request_.all->listed)
                                                     protocols_.insert(std::move(moves));
                                                 });
      answer_.all = {all.count, all.complete, {}};
      return std::move(all.result);
    };
  }

  void search() {
    base::Phases beside;  // the engine's time
    answer_.growth =
        synth::grow(request_.spec, request_.setting, request_.range, engine(), request_.options, stop_,
                    progress("", &beside), [&](const synth::Attempt& attempt, const synth::Result& result) {
                      if (events_.on_certificate) hand_out_certificate(attempt, result, beside);
                    });
    answer_.time.add(answer_.growth.time);
    answer_.time.add(beside);
    answer_.seconds = begun_.seconds();
  }

  /// The certificate of a setting that was proved infeasible.
  void hand_out_certificate(const synth::Attempt& attempt, const synth::Result& result,
                            base::Phases& beside) {
    if (attempt.answer != synth::Answer::kInfeasible) return;
    const base::Booked writing(beside, "certificate");
    std::optional<Certificate> certificate;
    if (result.derivation) {  // a problem takes long to make
      certificate = refutation_certificate(model::Problem(request_.spec, attempt.setting), result, stop_);
    }
    if (certificate) {
      events_.on_certificate(*certificate);
    } else {
      answer_.lacks_certificates = true;
    }
  }

  /// Asks whether an infeasible answer rests on processes that don't know who they are. A protocol is checked
  /// in the form in which it would be written, as any other that is told of.
  void ask_stronger_view() {
    if (!answers(synth::Answer::kInfeasible) || request_.explain == 0.0) return;
    const base::Booked asking(answer_.time, "stronger view");
    std::optional<synth::StrongerView> stronger;
    tell_more([&] {
      stronger = synth::ask_stronger_view(request_.spec, request_.setting, request_.range, request_.options,
                                          stop_, progress("processes that know who they are"));
    });
    if (stronger && stronger->growth.result.answer == synth::Answer::kFound) {
      const synth::Growth& growth = stronger->growth;
      answer_.stronger_checked =
          check_again(model::Problem(request_.spec, growth.setting), growth.result.machine.value(),
                      growth.result.check, finding(stronger->seconds), stop_);
      if (!answer_.stronger_checked) stronger->growth.result.answer = synth::Answer::kUnknown;
    }
    answer_.stronger = std::move(stronger);
  }

  /// Looks for the conflict behind an infeasible answer.
  void explain() {
    constexpr double kLeast = 5;  // seconds; ours: an answer that comes at once is worth some patience
    if (!answers(synth::Answer::kInfeasible)) return;
    const double wanted = request_.explain.value_or(std::max(kLeast, answer_.seconds));
    if (std::min(wanted, stop_.seconds_left()) <= 0) return;
    const base::Booked explaining(answer_.time, "conflict");
    synth::Options only_answer = request_.options;
    only_answer.derive = false;
    tell_more([&] {
      answer_.conflict = synth::explain(request_.spec, answer_.growth.attempts.back(), only_answer, stop_,
                                        wanted, progress("why"));
    });
  }

  /// Tells the story of the same answer. How far it looks does not depend on time, so that it stays the same.
  void tell() {
    if (!answer_.conflict || stop_.seconds_left() < 0) return;
    const base::Booked telling(answer_.time, "story");
    base::Stop stop = stop_;
    tell_more([&] {
      if (events_.on_story) events_.on_story();
      answer_.telling =
          synth::tell_story(request_.spec, answer_.growth.attempts.back(), *answer_.conflict, stop);
    });
  }

  /// Interrupted before what was found could be checked again: then it was not found.
  void withdraw() {
    answer_.growth.result.answer = synth::Answer::kUnknown;
    answer_.growth.attempts.back().answer = synth::Answer::kUnknown;
    stop_.requested_now();
  }

  /// The gate before "found": what was found is checked in the form in which it is written. Of many protocols
  /// each is handed out as soon as it passed.
  void check_found(base::Stop stop_of_many) {
    const base::Booked checking(answer_.time, "checking again");
    if (request_.all) {
      if (!check_all(*answer_.all, stop_of_many)) withdraw();
      return;
    }
    if (!answers(synth::Answer::kFound)) return;
    synth::Result& result = answer_.growth.result;
    std::optional<Checked> checked =
        check_again(model::Problem(request_.spec, answer_.growth.setting), result.machine.value(),
                    result.check, finding(answer_.seconds), stop_);
    if (!checked) return withdraw();
    result.check = checked->check;
    answer_.checked = std::move(checked);
  }

  /// False if interrupted: then the rest is not listed.
  bool check_all(AllFound& all, base::Stop& stop) {
    all.complete = answers(synth::Answer::kInfeasible) || (all.complete && answers(synth::Answer::kFound));
    const model::Problem problem(request_.spec, answer_.growth.setting);
    verify::Explicit checker(problem);
    const spec::Spec* known = nullptr;  // the specification, once it was read back
    std::optional<Checked> first;
    for (const synth::Moves& moves : protocols_) {
      model::Machine machine(problem.setting());
      for (const auto& [entry, next] : moves) machine.set(entry, next);
      const verify::Check check = checker.check(machine, {}, stop);
      if (check.verdict == verify::Verdict::kUnknown) return false;
      std::optional<Checked> checked =
          check_again(problem, machine, check, finding(answer_.seconds), stop, known);
      if (!checked) return false;
      const std::string path =
          events_.on_protocol ? events_.on_protocol(all.listed.size() + 1, *checked) : "";
      all.listed.push_back({synth::digest(moves), checked->protocol.machine.entries().size(), path});
      if (!first) first = std::move(*checked);
      known = &first->protocol.problem.specification();
    }
    return true;
  }

  const SynthesisRequest& request_;
  const SynthesisEvents& events_;
  base::Stop stop_;
  const base::Stopwatch begun_;
  Synthesis answer_;
  Protocols protocols_;  // where all are asked for
};

}  // namespace

synth::Answer answer_of(const Synthesis& synthesis) {
  return synth::answer_of(synthesis.growth, synthesis.range);
}

bool is_for_any_states(const Synthesis& synthesis) {
  return synth::is_for_any_states(synthesis.growth, synthesis.range);
}

Synthesis synthesize(const SynthesisRequest& request, const SynthesisEvents& events, base::Stop stop,
                     const base::Stopwatch& begun, base::Phases time) {
  require_sensible(request);
  return Run(request, events, stop, begun, std::move(time)).run();
}

}  // namespace ggms::api
