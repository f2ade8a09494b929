// Tests verdicts in words and as JSON.

#include "report/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "files/protocol.h"
#include "files/scenario.h"
#include "model/fixtures.h"

namespace ggms::report {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr Style kPlain{false, false, 80};

model::Problem consensus(int processes = 3, int rounds = 2) {
  return model::problem_of("consensus", model::setting_of(processes, rounds, 2, "crash=1"));
}

/// What the tests of JSON wrap every result in.
Envelope envelope_of(std::uint64_t seed, std::vector<std::string> paths = {}) {
  Envelope envelope;
  envelope.version = "1.2.3";
  envelope.seed = seed;
  envelope.seconds = 0.5;
  envelope.paths = std::move(paths);
  return envelope;
}

verify::Check verified_check() {
  verify::Check check;
  check.verdict = verify::Verdict::kVerified;
  check.configurations = {8, 1200, 30};
  check.transitions = 12345;
  check.uses = {{false, false, false}, {true, false, false}, {true, true, false}, {true, true, true}};
  return check;
}

base::Phases time_of_a_check() {
  base::Phases time;
  time.add("reading", 0.012);
  time.add("checking", 0.00025);
  time.add("margin", 0.00001);  // too short to tell of
  return time;
}

verify::Check violated_check() {
  verify::Check check;
  check.verdict = verify::Verdict::kViolated;
  check.fewest = true;
  check.configurations = {16, 79, 32};
  check.violations = {{0, model::scenario_of({0, 1, 1, 1}, {{{0}, {{2, 0}, {3, 0}}}, {{1}, {{3, 1}}}})}};
  return check;
}

api::Synthesis synthesis_of(std::vector<synth::Attempt> attempts, synth::Range range) {
  api::Synthesis synthesis;
  synthesis.engine = "exact";
  synthesis.seconds = 1.5;
  synthesis.range = range;
  synthesis.growth.setting = attempts.back().setting;
  synthesis.growth.result.answer = attempts.back().answer;
  synthesis.growth.attempts = std::move(attempts);
  return synthesis;
}

synth::Attempt attempt(int rounds, int states, synth::Answer answer) {
  return {consensus().with(model::setting_of(3, rounds, states, "crash=1")).setting(), answer, 0.25,
          rounds == 1 && answer == synth::Answer::kInfeasible};
}

TEST(VerifySummary, OfAVerifiedProtocolTellsEveryPropertyAndWhetherItWasTested) {
  EXPECT_EQ(verify_summary(consensus(), verified_check(), 0.0125, time_of_a_check(), "", kPlain),
            "verified: consensus holds in every execution\n"
            "  3 processes, 2 rounds, 2 internal states, faults crash=1, vector view,\n"
            "    decisions in the last round\n"
            "  1,238 configurations (8 + 1,200 + 30 at the round boundaries), 12,345\n"
            "    transitions\n"
            "  time: 12.5 ms (reading 12 ms, checking 0.25 ms)\n"
            "  agreement      holds\n"
            "  validity-one   holds, but its premise is never met\n"
            "  validity-zero  holds, but its premise is met only in runs without faults\n"
            "  termination    holds (premise met, with faults too)\n");
}

TEST(VerifySummary, SpeaksOfFaultsOnlyWhereThereAreSome) {
  const model::Problem problem = consensus().with(model::setting_of(3, 2, 2, "none"));
  const std::string text = verify_summary(problem, verified_check(), 1, {}, "", kPlain);
  EXPECT_THAT(text, HasSubstr("validity-zero  holds (premise met)\n"));
  EXPECT_THAT(vacuity_warnings(problem, verified_check()), ElementsAre(HasSubstr("validity-one")));
}

TEST(VerifySummary, WarnsOfPropertiesThatWereNotPutToTheTest) {
  EXPECT_THAT(vacuity_warnings(consensus(), verified_check()),
              ElementsAre("property 'validity-one' was never put to the test: its premise is met in no run",
                          "property 'validity-zero' was put to the test only in runs without faults: its "
                          "premise is met in no "
                          "others"));
  verify::Check unknown = verified_check();
  unknown.verdict = verify::Verdict::kUnknown;
  EXPECT_THAT(vacuity_warnings(consensus(), unknown), IsEmpty());
}

TEST(VerifySummary, OfAViolationCountsItsFaults) {
  EXPECT_THAT(verify_summary(consensus(4), violated_check(), 1, {}, "", kPlain),
              StartsWith("violated: agreement, with 2 failures and 3 lost messages\n"));
  verify::Check check = violated_check();
  check.violations = {{verify::Violation::kUndefined, model::scenario_of({0, 1, 1, 1}, {})}};
  EXPECT_THAT(verify_summary(consensus(4), check, 1, {}, "", kPlain),
              StartsWith("violated: undefined (the machine lacks an entry), without any fault\n"));
}

TEST(VerifySummary, OfAViolationSaysWhetherThereMayBeOneWithFewerFaults) {
  verify::Check check = violated_check();
  const std::string may = "there may be an execution with fewer faults";
  EXPECT_THAT(verify_summary(consensus(4), check, 1, {}, "", kPlain), Not(HasSubstr(may)));
  check.fewest = false;
  EXPECT_THAT(verify_summary(consensus(4), check, 1, {}, "time limit reached", kPlain),
              HasSubstr("\n  time limit reached: " + may + "\n"));
  EXPECT_THAT(verify_summary(consensus(4), check, 1, {}, "", kPlain),
              HasSubstr("\n  to look further would take long: " + may));
}

TEST(VerifySummary, OfAViolationSaysWhatElseCanBeAsked) {
  const std::string others =
      "\n  whether other properties hold was not looked at: --property NAME looks at one";
  EXPECT_THAT(verify_summary(consensus(4), violated_check(), 1, {}, "", kPlain), HasSubstr(others));
  const model::Problem all = consensus(4);
  const model::Problem one(spec::with_properties(all.specification(), {0}), all.setting());
  EXPECT_THAT(verify_summary(one, violated_check(), 1, {}, "", kPlain, Asked::kProperties),
              Not(HasSubstr("other properties")));
  verify::Check undefined = violated_check();
  undefined.violations = {{verify::Violation::kUndefined, model::scenario_of({0, 1, 1, 1}, {})}};
  EXPECT_THAT(verify_summary(all, undefined, 1, {}, "", kPlain),
              testing::AllOf(HasSubstr("\n  ggms complete fills in the entries that the machine lacks"),
                             Not(HasSubstr("other properties"))));
}

TEST(VerifySummary, SaysWhyNothingIsKnown) {
  const verify::Check check;
  const std::string text = verify_summary(consensus(), check, 2, {}, "time limit reached", kPlain);
  EXPECT_THAT(text, StartsWith("unknown: time limit reached\n"));
  EXPECT_THAT(text, Not(HasSubstr("holds")));
}

TEST(SynthSummary, OfAGrownProtocolSaysWhatWasProvedBelowIt) {
  using synth::Answer;
  const api::Synthesis synthesis =
      synthesis_of({attempt(1, 1, Answer::kInfeasible), attempt(2, 1, Answer::kInfeasible),
                    attempt(2, 2, Answer::kInfeasible), attempt(2, 3, Answer::kUnknown),
                    attempt(3, 1, Answer::kInfeasible), attempt(3, 2, Answer::kFound)},
                   {std::nullopt, std::nullopt, 3, 3});
  const std::string text = synth_summary(consensus().specification(), synthesis, kPlain);
  EXPECT_THAT(text, StartsWith("found: a protocol for consensus in 3 rounds, 2 internal states\n"));
  EXPECT_THAT(text, HasSubstr("\n  1 round: infeasible, with any number of states (250 ms)\n"));
  EXPECT_THAT(text,
              HasSubstr("\n  2 rounds: infeasible with at most 2 internal states, given up with 3 internal\n"
                        "    states (750 ms)\n"));
  EXPECT_THAT(text,
              HasSubstr("\n  3 rounds: infeasible with at most 1 internal state, found with 2 internal\n"
                        "    states (500 ms)\n"));
  EXPECT_EQ(answer_of(synthesis), Answer::kFound);
}

TEST(SynthSummary, SaysWhatFullInformationLeftOpen) {
  using synth::Answer;
  using synth::AnyStates;
  synth::Attempt asked = attempt(2, 2, Answer::kUnknown);
  asked.any_states = true;
  asked.full_information = AnyStates::kUnknown;
  const synth::Range range{2, std::nullopt, 2, 2};
  const api::Synthesis open = synthesis_of({asked, attempt(2, 2, Answer::kInfeasible), asked}, range);
  EXPECT_EQ(answer_of(open), Answer::kUnknown);
  EXPECT_THAT(synth_summary(consensus().specification(), open, kPlain),
              HasSubstr("\n  2 rounds: infeasible with at most 2 internal states, full information gave up\n"
                        "    (750 ms, of which full information 500 ms)\n"));
  const json attempts =
      json::parse(synth_json(consensus().specification(), open, envelope_of(1)))["attempts"];
  EXPECT_EQ(attempts[0]["full_information"], "unknown");
  EXPECT_EQ(attempts[0]["verdict"], "unknown");
  EXPECT_EQ(attempts[0]["states"], nullptr);
  EXPECT_FALSE(attempts[1].contains("full_information"));
  synth::Attempt ruled_out = asked;
  ruled_out.full_information = AnyStates::kInfeasible;
  ruled_out.answer = Answer::kInfeasible;
  EXPECT_THAT(
      synth_summary(
          consensus().specification(),
          synthesis_of({attempt(1, 1, Answer::kInfeasible), ruled_out}, {std::nullopt, std::nullopt, 2, 2}),
          kPlain),
      HasSubstr("\n  2 rounds: infeasible, with any number of states (250 ms of full information)\n"));
  const api::Synthesis found = synthesis_of({asked, attempt(2, 2, Answer::kFound)}, range);
  EXPECT_THAT(
      synth_summary(consensus().specification(), found, kPlain),
      HasSubstr(
          "\n  2 rounds: found with 2 internal states (500 ms, of which full information 250\n    ms)\n"));
}

TEST(SynthSummary, SaysWhatTheTimeWasSpentOn) {
  api::Synthesis synthesis = synthesis_of({attempt(2, 2, synth::Answer::kInfeasible)}, {2, 2, 2, 2});
  synthesis.growth.result.statistics.candidates = 12;
  EXPECT_THAT(synth_summary(consensus().specification(), synthesis, kPlain),
              HasSubstr("\n  engine exact: 12 candidates\n  time: 1.5 s\n"));
  for (const char* name : {"specification", "solving", "checking", "full information", "stronger view"})
    synthesis.time.add(name, 0.25);
  EXPECT_THAT(synth_summary(consensus().specification(), synthesis, kPlain),
              HasSubstr("\n  time: 1.5 s (specification 250 ms, solving 250 ms, checking 250 ms, full\n"
                        "    information 250 ms, stronger view 250 ms)\n"));
}

TEST(SynthSummary, CallsInfeasibleOnlyWhatWasAskedFor) {
  using synth::Answer;
  const api::Synthesis given = synthesis_of({attempt(2, 2, Answer::kInfeasible)}, {2, 2, 2, 2});
  EXPECT_EQ(answer_of(given), Answer::kInfeasible);
  EXPECT_THAT(synth_summary(consensus().specification(), given, kPlain),
              StartsWith("infeasible: no protocol for consensus in the view vector takes 2 rounds with at\n"
                         "  most 2 internal states\n"));

  const api::Synthesis one_round =
      synthesis_of({attempt(1, 1, Answer::kInfeasible)}, {1, std::nullopt, 1, 4});
  EXPECT_EQ(answer_of(one_round), Answer::kInfeasible);
  EXPECT_THAT(synth_summary(consensus().specification(), one_round, kPlain),
              StartsWith("infeasible: no protocol for consensus in the view vector takes one round\n"));

  const api::Synthesis grown = synthesis_of(
      {attempt(2, 1, Answer::kInfeasible), attempt(2, 2, Answer::kInfeasible)}, {2, std::nullopt, 2, 2});
  EXPECT_EQ(answer_of(grown), Answer::kUnknown);
  EXPECT_THAT(
      synth_summary(consensus().specification(), grown, kPlain),
      StartsWith("unknown: no protocol within the limits; raise --max-states (now 2) to look\n  further\n"));

  const api::Synthesis both =
      synthesis_of({attempt(1, 1, Answer::kUnknown)}, {std::nullopt, std::nullopt, 3, 4});
  EXPECT_THAT(synth_summary(consensus().specification(), both, kPlain),
              StartsWith("unknown: no protocol within the limits; raise --max-rounds (now 3) or\n"
                         "  --max-states (now 4) to look further\n"));

  synth::Attempt with_any = attempt(2, 1, Answer::kInfeasible);
  with_any.any_states = true;
  const api::Synthesis ruled_out = synthesis_of({with_any}, {2, std::nullopt, 2, 4});
  EXPECT_EQ(answer_of(ruled_out), Answer::kInfeasible);
  EXPECT_THAT(synth_summary(consensus().specification(), ruled_out, kPlain),
              StartsWith("infeasible: no protocol for consensus in the view vector takes 2 rounds, with\n"
                         "  any number of states\n"));

  api::Synthesis all_rounds = synthesis_of({attempt(1, 1, Answer::kInfeasible), with_any}, {});
  all_rounds.range.max_rounds = 2;
  const std::string more = "\n  more than 2 rounds were not tried: --max-rounds";
  EXPECT_THAT(synth_summary(consensus().specification(), all_rounds, kPlain), HasSubstr(more + "\n"));
  all_rounds.range.default_max_rounds = true;
  EXPECT_THAT(synth_summary(consensus().specification(), all_rounds, kPlain),
              HasSubstr(more + ", 2 by default here\n"));
  const json told = json::parse(synth_json(consensus().specification(), all_rounds, envelope_of(1)));
  EXPECT_EQ(told.at("max_rounds"), 2);
  EXPECT_EQ(told.at("default_max_rounds"), true);
  EXPECT_THAT(synth_summary(consensus().specification(), ruled_out, kPlain), Not(HasSubstr("not tried")))
      << "the number of rounds was given";

  synth::Attempt by_count = with_any;
  by_count.setting.view = model::View::kCountsOwn;
  EXPECT_THAT(
      synth_summary(consensus().specification(), synthesis_of({by_count}, {2, std::nullopt, 2, 4}), kPlain),
      StartsWith("infeasible: no protocol for consensus in the view counts+own takes 2 rounds,"));

  api::Synthesis stopped = synthesis_of({attempt(2, 2, Answer::kUnknown)}, {2, 2, 2, 2});
  stopped.why_unknown = "interrupted";
  EXPECT_EQ(answer_of(stopped), Answer::kUnknown);
  EXPECT_THAT(synth_summary(consensus().specification(), stopped, kPlain),
              StartsWith("unknown: interrupted\n"));
}

TEST(VerifyJson, HasTheVerdictTheCountsAndTheEnvelope) {
  const model::Problem problem = consensus();
  const json object = json::parse(verify_json(problem, model::floodset(problem.setting()), verified_check(),
                                              "", envelope_of(42, {"a.json"})));
  EXPECT_EQ(object["schema"], "ggms/verify/1");
  EXPECT_EQ(object["verdict"], "verified");
  EXPECT_EQ(object["version"], "1.2.3");
  EXPECT_EQ(object["seed"], 42);
  EXPECT_EQ(object["seconds"], 0.5);
  EXPECT_EQ(object["paths"], json({"a.json"}));
  EXPECT_EQ(object["setting"], json({{"processes", 3},
                                     {"rounds", 2},
                                     {"states", 2},
                                     {"faults", "crash=1"},
                                     {"view", "vector"},
                                     {"decide", "last"}}));
  EXPECT_EQ(object["stats"]["configurations"], 1238);
  EXPECT_EQ(object["stats"]["configurations_by_boundary"], json({8, 1200, 30}));
  EXPECT_EQ(object["stats"]["transitions"], 12345);
  EXPECT_EQ(object["properties"][1], json({{"name", "validity-one"}, {"holds", true}, {"premise", "never"}}));
  EXPECT_EQ(object["properties"][3]["premise"], "with-faults");
  EXPECT_FALSE(object.contains("counterexample"));
  EXPECT_FALSE(object.contains("reason"));
}

TEST(VerifyJson, HasTheCounterexampleInTheWordsOfTheSpecification) {
  const model::Problem problem = consensus(4).with(model::setting_of(4, 2, 2, "crash=2"));
  const verify::Check check = violated_check();
  const json object =
      json::parse(verify_json(problem, model::floodset(problem.setting()), check, "", envelope_of(0)));
  EXPECT_EQ(object["verdict"], "violated");
  EXPECT_EQ(object["properties"][0], json({{"name", "agreement"}, {"holds", false}, {"premise", nullptr}}));
  EXPECT_EQ(object["properties"][1]["holds"], nullptr);
  const json& counterexample = object["counterexample"];
  EXPECT_EQ(counterexample["property"], "agreement");
  EXPECT_EQ(counterexample["failures"], 2);
  EXPECT_EQ(counterexample["lost_messages"], 3);
  EXPECT_EQ(counterexample["processes"][0],
            json({{"process", 3}, {"initial", "one"}, {"decision", "zero"}, {"correct", true}}));
  // The scenario is one that `ggms simulate --scenario` takes.
  const model::Scenario scenario =
      files::read_scenario(counterexample["scenario"].dump(), "scenario", problem);
  EXPECT_EQ(files::write_scenario(scenario, problem),
            files::write_scenario(check.violations[0].scenario, problem));
}

TEST(VerifyJson, HasTheTimeOfOneCheckIfThatWasMeasured) {
  const model::Problem problem = consensus();
  const model::Machine machine = model::floodset(problem.setting());
  Envelope envelope = envelope_of(0);
  const auto stats = [&] {
    return json::parse(verify_json(problem, machine, verified_check(), "", envelope))["stats"];
  };
  EXPECT_FALSE(stats().contains("check_cpu_seconds"));
  envelope.check_cpu_seconds = 0.125;
  EXPECT_EQ(stats()["check_cpu_seconds"], 0.125);
}

TEST(VerifyJson, ListsThePhasesInTheirOrder) {
  const model::Problem problem = consensus();
  const model::Machine machine = model::floodset(problem.setting());
  Envelope envelope = envelope_of(0);
  const auto object = [&] {
    return json::parse(verify_json(problem, machine, verified_check(), "", envelope));
  };
  EXPECT_FALSE(object().contains("phases")) << "nothing was booked";
  envelope.time = time_of_a_check();
  EXPECT_EQ(object()["phases"], json({{{"name", "reading"}, {"seconds", 0.012}},
                                      {{"name", "checking"}, {"seconds", 0.00025}},
                                      {{"name", "margin"}, {"seconds", 0.00001}}}));
}

TEST(VerifyJson, NamesTheEntryThatIsMissing) {
  for (const model::View view : model::kAllViews) {
    const model::Problem problem = consensus(4).with(model::setting_of(4, 2, 2, "crash=2", view));
    verify::Check check = violated_check();
    check.violations[0].property = verify::Violation::kUndefined;
    const json object =
        json::parse(verify_json(problem, model::Machine(problem.setting()), check, "", envelope_of(0)));
    const json& missing = object["counterexample"]["missing"];
    EXPECT_EQ(missing["round"], 1);
    EXPECT_EQ(missing["process"], 2);
    const bool by_sender = view == model::View::kVector || view == model::View::kVectorId;
    EXPECT_EQ(missing["received"],
              by_sender ? json({"zero", "one", "one", "one"}) : json({{"zero", 1}, {"one", 3}}));
    EXPECT_EQ(missing.value("own", ""), view == model::View::kCountsOwn ? "one" : "");
  }
}

TEST(SynthJson, TellsEveryAttempt) {
  using synth::Answer;
  api::Synthesis synthesis =
      synthesis_of({attempt(2, 2, Answer::kInfeasible), attempt(3, 1, Answer::kUnknown)},
                   {std::nullopt, std::nullopt, 3, 3});
  synthesis.why_unknown = "time limit reached";
  synthesis.growth.result.statistics.candidates = 17;
  const json object = json::parse(synth_json(consensus().specification(), synthesis, envelope_of(7)));
  EXPECT_EQ(object["schema"], "ggms/synth/1");
  EXPECT_EQ(object["verdict"], "unknown");
  EXPECT_EQ(object["reason"], "time limit reached");
  EXPECT_EQ(object["engine"], "exact");
  EXPECT_EQ(object["seed"], 7);
  EXPECT_EQ(object["attempts"], json({{{"rounds", 2},
                                       {"states", 2},
                                       {"any_states", false},
                                       {"verdict", "infeasible"},
                                       {"seconds", 0.25}},
                                      {{"rounds", 3},
                                       {"states", 1},
                                       {"any_states", false},
                                       {"verdict", "unknown"},
                                       {"seconds", 0.25}}}));
  EXPECT_EQ(object["stats"]["candidates"], 17);
  EXPECT_EQ(object["paths"], json::array());
}

}  // namespace
}  // namespace ggms::report
