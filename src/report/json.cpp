// Makes the objects that --json prints; they tell programs what the texts tell people. Members keep the order
// of the texts.

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "files/protocol.h"
#include "files/scenario.h"
#include "model/vectors.h"
#include "report/envelope_json.h"
#include "report/margin.h"
#include "report/received_json.h"
#include "report/runs/blame.h"
#include "report/runs/story_json.h"
#include "report/summary.h"
#include "synth/claim.h"

namespace ggms::report {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kVerifySchema = "ggms/verify/1";
constexpr const char* kSynthSchema = "ggms/synth/1";

Json check_object(const verify::Check& check) {
  Json object = Json::object();
  if (!check.configurations.empty()) {
    object["configurations"] = check.total_configurations();
    object["configurations_by_boundary"] = check.configurations;
    object["transitions"] = check.transitions;
  }
  if (check.scenarios > 0) object["scenarios"] = check.scenarios;
  return object;
}

const char* premise_word(const verify::PropertyUse& use) {
  if (!use.has_premise) return "none";
  if (!use.premise_held) return "never";
  return use.premise_held_with_faults ? "with-faults" : "without-faults";
}

/// Per property: whether it holds, and whether its premise held; null if that is not known.
Json property_list(const model::Problem& problem, const verify::Check& check) {
  Json list = Json::array();
  const auto& properties = problem.specification().properties;
  for (std::size_t i = 0; i < properties.size(); ++i) {
    Json holds = nullptr;
    if (check.verdict == verify::Verdict::kVerified) holds = true;
    for (const verify::Violation& violation : check.violations) {
      if (violation.property == static_cast<int>(i)) holds = false;
    }
    // A check that stopped early has not seen every execution.
    const bool looked = check.verdict == verify::Verdict::kVerified && i < check.uses.size();
    list.push_back({{"name", properties[i].name},
                    {"holds", holds},
                    {"premise", looked ? Json(premise_word(check.uses[i])) : Json(nullptr)}});
  }
  return list;
}

Json missing_object(const model::Problem& problem, const model::Missing& missing) {
  Json object = {{"round", missing.entry.round},
                 {"process", missing.process + 1},
                 {"received", received_value(problem, missing.entry)}};
  if (problem.setting().view == model::View::kCountsOwn) {
    const model::Received received =
        model::Keys(problem.setting(), missing.entry.round).decode(missing.entry.key);
    object["own"] = problem.state_name(missing.entry.round - 1, received.own);
  }
  return object;
}

/// The processes with which the property breaks; the decision is null if a process has made none.
Json culprit_list(const model::Problem& problem, const model::Execution& execution, int property) {
  Json list = Json::array();
  const spec::Spec& spec = problem.specification();
  for (const int p : culprits(problem, execution, property)) {
    const spec::Observation& seen = execution.outcome.processes[static_cast<std::size_t>(p)];
    Json decision = nullptr;
    if (seen.decision != spec::Observation::kNone)
      decision = spec.decisions[static_cast<std::size_t>(seen.decision)];
    list.push_back({{"process", p + 1},
                    {"initial", spec.initial[static_cast<std::size_t>(seen.initial)]},
                    {"decision", std::move(decision)},
                    {"correct", seen.correct}});
  }
  return list;
}

Json counterexample_object(const model::Problem& problem, const model::Machine& machine,
                           const verify::Violation& violation) {
  const model::FaultCount faults = model::count_faults(violation.scenario);
  std::size_t forged = 0;
  for (const model::RoundFaults& round : violation.scenario.rounds) forged += round.forged.size();
  const model::Execution execution = model::simulate(problem, machine, violation.scenario);
  Json object = {{"property", verify::name_of(problem, violation)},
                 {"failures", faults.failures},
                 {"lost_messages", faults.losses - static_cast<int>(forged)},
                 {"forged_messages", forged},
                 {"scenario", Json::parse(files::write_scenario(violation.scenario, problem))}};
  if (execution.missing) {
    object["missing"] = missing_object(problem, *execution.missing);
  } else {
    object["processes"] = culprit_list(problem, execution, violation.property);
  }
  return object;
}

const char* word(verify::Verdict verdict, Asked asked) {
  switch (verdict) {
    case verify::Verdict::kVerified:
      return asked == Asked::kSpecification ? "verified" : "holds";
    case verify::Verdict::kViolated:
      return "violated";
    case verify::Verdict::kUnknown:
      break;
  }
  return "unknown";
}

const char* word(synth::Answer answer) {
  switch (answer) {
    case synth::Answer::kFound:
      return "found";
    case synth::Answer::kInfeasible:
      return "infeasible";
    case synth::Answer::kUnknown:
      break;
  }
  return "unknown";
}

const char* word(synth::AnyStates answer) {
  switch (answer) {
    case synth::AnyStates::kFeasible:
      return "not-ruled-out";
    case synth::AnyStates::kInfeasible:
      return "infeasible";
    case synth::AnyStates::kUnknown:
      break;
  }
  return "unknown";
}

Json attempt_list(const std::vector<synth::Attempt>& attempts) {
  Json list = Json::array();
  for (const synth::Attempt& attempt : attempts) {
    list.push_back({{"rounds", attempt.setting.rounds},
                    {"states", attempt.any_states ? Json(nullptr) : Json(attempt.setting.states)},
                    {"any_states", attempt.any_states},
                    {"verdict", word(attempt.answer)},
                    {"seconds", attempt.seconds}});
    if (attempt.full_information) list.back()["full_information"] = word(*attempt.full_information);
  }
  return list;
}

/// Rounds and states are those of the protocol if there is one, otherwise those that were ruled out.
Json stronger_view_object(const synth::StrongerView& stronger, const synth::Range& range) {
  const model::Setting& setting = stronger.growth.setting;
  const synth::Answer answer = synth::answer_of(stronger.growth, range);
  const bool any_states = synth::is_for_any_states(stronger.growth, range);
  const bool known = answer != synth::Answer::kUnknown;
  return {{"view", model::to_string(setting.view)},
          {"verdict", word(answer)},
          {"rounds", known ? Json(setting.rounds) : Json(nullptr)},
          {"states", known && !any_states ? Json(setting.states) : Json(nullptr)},
          {"any_states", any_states},
          {"seconds", stronger.seconds}};
}

Json protocol_list(const std::vector<api::ListedProtocol>& protocols) {
  Json list = Json::array();
  for (const api::ListedProtocol& protocol : protocols) {
    Json object = {{"digest", protocol.digest}, {"entries", protocol.entries}};
    if (!protocol.path.empty()) object["path"] = base::printable(protocol.path);
    list.push_back(std::move(object));
  }
  return list;
}

Json statistics_object(const synth::Result& result) {
  Json object = check_object(result.check);
  const synth::Statistics& statistics = result.statistics;
  object["candidates"] = statistics.candidates;
  object["counterexamples"] = statistics.counterexamples;
  object["entry_variables"] = statistics.entries;
  object["configuration_variables"] = statistics.configurations;
  object["clauses"] = statistics.clauses;
  object["solving_seconds"] = statistics.time.seconds(synth::phase::kSolving);
  object["checking_seconds"] = statistics.time.seconds(synth::phase::kChecking);
  const synth::Learning& learning = statistics.learning;
  if (learning.episodes == 0) return object;
  object["episodes"] = learning.episodes;
  object["simulations"] = learning.simulations;
  object["freezes"] = learning.freezes;
  object["unfreezes"] = learning.unfreezes;
  object["loss"] = learning.loss;
  object["search_seconds"] = statistics.time.seconds(synth::phase::kSearching);
  object["training_seconds"] = statistics.time.seconds(synth::phase::kTraining);
  object["moves"] = {{"probable", learning.moves.probable},
                     {"proved", learning.moves.proved},
                     {"frozen", learning.moves.frozen},
                     {"first_path", learning.moves.first_path}};
  return object;
}

std::string text_of(const Json& object) {
  return object.dump(2) + "\n";
}

}  // namespace

std::string verify_json(const model::Problem& problem, const model::Machine& machine,
                        const verify::Check& check, const std::string& why_unknown,
                        const Envelope& envelope) {
  Json object = answer_head(kVerifySchema, word(check.verdict, envelope.asked), why_unknown,
                            problem.specification(), problem.setting(), envelope);
  object["stats"] = check_object(check);
  if (envelope.check_cpu_seconds) object["stats"]["check_cpu_seconds"] = *envelope.check_cpu_seconds;
  if (!envelope.recheck.empty()) object["recheck"] = envelope.recheck;
  object["properties"] = property_list(problem, check);
  if (!check.violations.empty()) {
    object["counterexample"] = counterexample_object(problem, machine, check.violations.front());
    object["counterexample"]["fewest"] = check.fewest;
  }
  if (envelope.margin) object["margin"] = margin_list(*envelope.margin);
  add_outputs(object, envelope);
  return text_of(object);
}

std::string synth_json(const spec::Spec& spec, const api::Synthesis& synthesis, const Envelope& envelope) {
  const synth::Growth& growth = synthesis.growth;
  Json object = answer_head(kSynthSchema, word(answer_of(synthesis)), synthesis.why_unknown, spec,
                            growth.setting, envelope);
  if (is_for_any_states(synthesis)) object["setting"]["states"] = nullptr;
  object["engine"] = synthesis.engine;
  const synth::Strategy strategy = growth.result.strategy;
  if (strategy != synth::Strategy::kAuto) object["strategy"] = synth::to_string(strategy);
  object["attempts"] = attempt_list(growth.attempts);
  if (!synthesis.range.rounds) {
    object["max_rounds"] = synthesis.range.max_rounds;
    object["default_max_rounds"] = synthesis.range.default_max_rounds;
  }
  object["stats"] = statistics_object(growth.result);
  if (synthesis.conflict) {
    object["conflict"] = Json::array();
    for (const int property : synthesis.conflict->properties) {
      object["conflict"].push_back(spec.properties[static_cast<std::size_t>(property)].name);
    }
    object["minimal"] = synthesis.conflict->minimal;
  }
  if (synthesis.telling) add_story(object, *synthesis.telling);
  if (synthesis.stronger)
    object["stronger_view"] = stronger_view_object(*synthesis.stronger, synthesis.range);
  if (synthesis.all) {
    object["count"] = synthesis.all->count;
    object["complete"] = synthesis.all->complete;
    object["protocols"] = protocol_list(synthesis.all->listed);
  } else if (growth.result.answer == synth::Answer::kFound) {
    object["properties"] = property_list(model::Problem(spec, growth.setting), growth.result.check);
  }
  add_outputs(object, envelope);
  return text_of(object);
}

}  // namespace ggms::report
