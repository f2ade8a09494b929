// The public header: synthesis and verification, limits, callbacks and threads.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <thread>

#include <ggms/ggms.h>
#include "cli/program.h"

namespace ggms {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

Specification spec_of(const std::string& name) {
  return Specification::load(GGMS_SOURCE_DIR "/specs/" + name + ".smt2");
}

Setting crashes(int processes, int crashes, std::optional<int> rounds, std::optional<int> states) {
  return {processes, "crash=" + std::to_string(crashes), rounds, states, "vector", "last"};
}

SynthesisOptions exact() {
  SynthesisOptions options;
  options.engine = "exact";
  return options;
}

/// Without what differs from run to run.
json comparable(const std::string& text) {
  json object = json::parse(text);
  for (const char* member : {"seconds", "phases", "paths", "attempts", "stats", "recheck"})
    object.erase(member);
  if (object.contains("stronger_view")) object["stronger_view"].erase("seconds");
  return object;
}

TEST(SynthesisAnswers, AreTheProgramsFoundOnes) {
  const cli::Folder folder;
  const cli::Finished program =
      cli::ggms({"synth", GGMS_SOURCE_DIR "/specs/consensus.smt2", "-n", "3", "--faults", "crash=2", "-r",
                 "3", "-s", "2", "--seed", "7", "--policy", "table", "--json", "-o", folder.path("p.json")});
  SynthesisOptions options;
  options.seed = 7;
  options.learning = {{"policy", "table"}};
  const Synthesis answer = synthesize(spec_of("consensus"), crashes(3, 2, 3, 2), options);
  EXPECT_EQ(answer.verdict, Verdict::kFound);
  EXPECT_EQ(comparable(answer.json), comparable(program.out));
  json written = json::parse(cli::read_text(folder.path("p.json")));
  json returned = json::parse(answer.protocol->text());
  written["found"].erase("seconds");
  returned["found"].erase("seconds");
  EXPECT_EQ(returned, written);
  EXPECT_THAT(answer.summary, HasSubstr(answer.protocol->table()));
  EXPECT_GT(answer.stats.simulations, 0U);
  EXPECT_THAT(answer.attempts, SizeIs(1));
}

TEST(SynthesisAnswers, AreTheProgramsInfeasibleOnes) {
  const cli::Finished program = cli::ggms({"synth", GGMS_SOURCE_DIR "/specs/consensus.smt2", "-n", "3",
                                           "--faults", "crash=1", "-r", "1", "--engine", "exact", "--json"});
  const Synthesis answer = synthesize(spec_of("consensus"), crashes(3, 1, 1, std::nullopt), exact());
  EXPECT_EQ(answer.verdict, Verdict::kInfeasible);
  EXPECT_TRUE(answer.any_states);
  EXPECT_EQ(answer.protocol, std::nullopt);
  EXPECT_EQ(comparable(answer.json), comparable(program.out));
  EXPECT_THAT(answer.conflict, Not(IsEmpty()));
  EXPECT_THAT(answer.story, HasSubstr("run 1"));
  EXPECT_THAT(answer.story_svg, HasSubstr("<svg"));
}

TEST(SynthesisAnswers, ListAllProtocols) {
  SynthesisOptions options = exact();
  options.all = true;
  const Synthesis answer = synthesize(spec_of("consensus"), crashes(2, 1, 2, 2), options);
  EXPECT_TRUE(answer.is_complete);
  EXPECT_EQ(answer.count, answer.protocols.size());
  EXPECT_GT(answer.count, 1U);
  std::set<std::string> tables;
  for (const Protocol& protocol : answer.protocols) {
    tables.insert(protocol.text());
    EXPECT_EQ(protocol.verify().verdict, Verdict::kVerified);
  }
  EXPECT_EQ(tables.size(), answer.protocols.size());
  options.engine = "ggms";
  EXPECT_THROW(synthesize(spec_of("consensus"), crashes(2, 1, 2, 2), options), Error);
}

/// What is refused of options, by the field that the error names; empty: an error without one.
std::string refused_field(const Setting& setting, const std::function<void(SynthesisOptions&)>& change,
                          const std::string& engine = "exact") {
  SynthesisOptions options;
  options.engine = engine;
  change(options);
  try {
    synthesize(spec_of("consensus"), setting, options);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), Error::Kind::kInput) << error.what();
    return error.place().field;
  }
  return "nothing was refused";
}

TEST(SynthesisAnswers, AreNotGivenWhereOptionsDoNotGoTogether) {
  const Setting one = crashes(2, 1, 2, 2);
  using Options = SynthesisOptions;
  const auto all = [](Options& options) { options.all = true; };
  EXPECT_EQ(refused_field(one, all, "ggms"), "engine");
  EXPECT_EQ(refused_field(one, [](Options& o) { o.all = o.certificates = true; }), "certificates");
  EXPECT_EQ(refused_field(one, [](Options& o) { o.count = o.certificates = true; }), "certificates");
  EXPECT_EQ(refused_field(one, [](Options& o) { o.all = o.count = true; }), "count");
  EXPECT_EQ(refused_field(one, [](Options& o) { o.count = o.total = true; }), "total");
  EXPECT_EQ(refused_field(one, [](Options& o) { o.all_limit = 3; }), "all");
  EXPECT_EQ(refused_field(one,
                          [](Options& o) {
                            o.all = true;
                            o.all_limit = 0;
                          }),
            "all");
  EXPECT_EQ(refused_field(one, [](Options& o) { o.max_rounds = 3; }), "max_rounds");
  EXPECT_EQ(refused_field(one, [](Options& o) { o.max_states = 3; }), "max_states");
  EXPECT_EQ(refused_field(one, [](Options& o) { o.strategy = "symbolical"; }), "strategy");
  EXPECT_EQ(refused_field(one, [](Options& o) { o.explain = -1; }), "explain");
  EXPECT_EQ(refused_field(one, [](Options& o) { o.threads = -1; }), "threads");
  EXPECT_EQ(refused_field(one, [](Options& o) { o.count_failing = true; }), "engine");
  EXPECT_EQ(refused_field(one, [](Options& o) { o.keep_policy = true; }), "engine");
  EXPECT_EQ(
      refused_field(crashes(2, 1, 2, std::nullopt), [](Options& o) { o.count_failing = true; }, "ggms"), "");
  EXPECT_EQ(
      refused_field(crashes(2, 1, 2, std::nullopt), [](Options& o) { o.keep_policy = true; }, "ggms"), "");
}

TEST(SynthesisAnswers, ArePossibleByEachStrategy) {
  for (const std::string strategy : {"auto", "counterexamples", "symbolic"}) {
    SynthesisOptions options = exact();
    options.strategy = strategy;
    const Synthesis answer = synthesize(spec_of("consensus"), crashes(3, 1, 2, 2), options);
    EXPECT_EQ(answer.verdict, Verdict::kFound) << strategy;
    const std::string said = strategy == "auto" ? "counterexamples" : strategy;
    EXPECT_THAT(answer.json, testing::HasSubstr("\"strategy\": \"" + said + "\""));
  }
}

TEST(VerificationAnswers, AreNotGivenForANumberOfThreadsThatMakesNoSense) {
  const Synthesis found = synthesize(spec_of("consensus"), crashes(2, 1, 2, 2), exact());
  for (const int threads : {-1, 2000}) {
    Protocol::VerifyOptions options;
    options.method = "scenarios";
    options.threads = threads;
    try {
      (void)found.protocol->verify(options);
      ADD_FAILURE() << threads;
    } catch (const Error& error) {
      EXPECT_EQ(error.place().field, "threads");
    }
  }
}

TEST(CertificationAnswers, AreNotGivenForTwoNumbersOfStates) {
  const Synthesis found = synthesize(spec_of("consensus"), crashes(2, 1, 2, 2), exact());
  Expectations expected;
  expected.any_states = true;
  expected.states = 2;
  try {
    (void)found.protocol->certify(expected);
    ADD_FAILURE() << "both were taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.place().field, "states");
  }
}

TEST(SynthesisAnswers, TellWhichAttemptsAreAboutAnyNumberOfStates) {
  const Synthesis answer =
      synthesize(spec_of("consensus"), crashes(3, 1, std::nullopt, std::nullopt), exact());
  ASSERT_EQ(answer.verdict, Verdict::kFound);
  EXPECT_TRUE(answer.attempts.front().any_states) << "of one round";
  EXPECT_EQ(answer.attempts.front().verdict, Verdict::kInfeasible);
  EXPECT_EQ(answer.attempts.back().states, 2);
  EXPECT_FALSE(answer.attempts.back().any_states);
}

TEST(SynthesisAnswers, CarryCertificates) {
  for (const int rounds : {1, 2}) {
    SynthesisOptions options = exact();
    options.certificates = true;
    const Synthesis answer = synthesize(spec_of("consensus"), crashes(3, 1, rounds, 2), options);
    ASSERT_THAT(answer.certificates, SizeIs(1)) << rounds;
    EXPECT_EQ(certify(answer.certificates).verdict, Verdict::kCertified);

    const cli::Folder folder;
    answer.certificates[0].save(folder.path("c"));
    const std::vector<Certificate> loaded = Certificate::load(folder.path("c"));
    EXPECT_EQ(certify(loaded).verdict, Verdict::kCertified);
    EXPECT_EQ(cli::ggms({"certify", folder.path("c")}).exit_code, 0);
    EXPECT_THROW(answer.certificates[0].save(folder.path("c")), Error) << "the folder is not empty";

    Expectations other;
    other.processes = 4;
    EXPECT_THROW(certify(loaded, other), Error);
    other.processes = 3;
    other.claim = rounds == 1 ? "infeasible" : "found";
    other.specification = spec_of("consensus");
    EXPECT_EQ(certify(loaded, other).verdict, Verdict::kCertified);
  }
}

TEST(SynthesisAnswers, AreUnknownAfterLimits) {
  SynthesisOptions options = exact();
  options.limits.seconds = 1e-6;
  const Synthesis answer = synthesize(spec_of("consensus"), crashes(5, 3, 4, 2), options);
  EXPECT_EQ(answer.verdict, Verdict::kUnknown);
  EXPECT_EQ(answer.reason, "time limit reached");
  EXPECT_EQ(answer.protocol, std::nullopt);
}

TEST(StopTokens, EndASearchFromACallback) {
  SynthesisOptions options;
  options.limits.stop.emplace();
  options.learning = {{"policy", "uniform"}, {"simulations", "1"}};
  options.on_progress = [&](const Progress& now) {
    EXPECT_EQ(now.rounds, 2);
    EXPECT_FALSE(now.text.empty());
    EXPECT_TRUE(json::accept(now.json));
    options.limits.stop->request_stop();
  };
  // No protocol has two rounds, and an engine that does not prove that searches on.
  options.engine = "mcts";
  const Synthesis answer = synthesize(spec_of("consensus"), crashes(4, 2, 2, 2), options);
  EXPECT_EQ(answer.verdict, Verdict::kUnknown);
  EXPECT_EQ(answer.reason, "interrupted");
}

TEST(Callbacks, EndTheSearchWithWhatTheyThrow) {
  SynthesisOptions options;
  options.engine = "mcts";
  options.learning = {{"policy", "uniform"}, {"simulations", "1"}};
  options.on_progress = [](const Progress&) { throw std::out_of_range("mine"); };
  EXPECT_THROW(synthesize(spec_of("consensus"), crashes(4, 2, 2, 2), options), std::out_of_range);
}

TEST(LearningOptions, HaveTheNamesOfTheProgram) {
  SynthesisOptions options;
  options.learning = {{"polcy", "table"}};
  try {
    synthesize(spec_of("consensus"), crashes(3, 2, 3, 2), options);
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("did you mean policy?"));
  }
  for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
           {"steps", "0"}, {"p-min", "2"}, {"policy", "tables"}, {"share-tree", "yes"}, {"unfreeze", ""}}) {
    options.learning = {{name, value}};
    EXPECT_THROW(synthesize(spec_of("consensus"), crashes(3, 2, 3, 2), options), Error) << name;
  }
}

TEST(Verifications, AreTheProgramsOnes) {
  const Synthesis found = synthesize(spec_of("consensus"), crashes(3, 1, 2, 2), exact());
  const Protocol& protocol = *found.protocol;
  const cli::Folder folder;
  protocol.save(folder.path("p.json"));
  EXPECT_EQ(comparable(protocol.verify().json),
            comparable(cli::ggms({"verify", folder.path("p.json"), "--json"}).out));

  Protocol::VerifyOptions options;
  options.faults = "crash=2";
  const Verification broken = protocol.verify(options);
  EXPECT_EQ(broken.verdict, Verdict::kViolated);
  ASSERT_TRUE(broken.counterexample.has_value());
  EXPECT_TRUE(broken.counterexample->violated().has_value());
  const Execution replayed = protocol.simulate(broken.counterexample->scenario(), "crash=2");
  EXPECT_EQ(replayed.violated(), broken.counterexample->violated());
  EXPECT_EQ(comparable(broken.json),
            comparable(cli::ggms({"verify", folder.path("p.json"), "--faults", "crash=2", "--json"}).out));

  options.faults.reset();
  options.properties = {"agreement"};
  options.method = "scenarios";
  EXPECT_EQ(protocol.verify(options).verdict, Verdict::kHolds);
  options.properties = {"no-such"};
  EXPECT_THROW(protocol.verify(options), Error);
  options.properties = {};
  options.method = "magic";
  EXPECT_THROW(protocol.verify(options), Error);
}

TEST(Verifications, TellTheMargin) {
  const Synthesis found = synthesize(spec_of("consensus"), crashes(3, 1, 2, 2), exact());
  Protocol::VerifyOptions options;
  options.margin = true;
  std::vector<std::string> asked;
  options.on_margin = [&](const std::string& faults) { asked.push_back(faults); };
  const Verification verification = found.protocol->verify(options);
  EXPECT_THAT(asked, Contains("crash=2"));
  ASSERT_FALSE(verification.margin.empty());
  EXPECT_EQ(verification.margin[0].word, "crash");
  EXPECT_EQ(verification.margin[0].own, 1);
  EXPECT_EQ(verification.margin[0].breaks, 2);
  EXPECT_THAT(verification.summary, HasSubstr("crash"));
}

TEST(Completions, HaveAllEntries) {
  const Synthesis found = synthesize(spec_of("consensus"), crashes(3, 1, 2, 2), exact());
  const Protocol total = found.protocol->complete();
  EXPECT_GT(total.transitions().size(), found.protocol->transitions().size());
  EXPECT_EQ(total.verify().verdict, Verdict::kVerified);
  EXPECT_EQ(total.complete().text(), total.text());
  EXPECT_EQ(total.certify().verdict, Verdict::kCertified);
  std::size_t needed = 0;
  for (const Transition& transition : total.transitions()) needed += transition.needed ? 1 : 0;
  EXPECT_EQ(needed, found.protocol->transitions().size());

  // With an entry for everything, more faults break a property instead of the table.
  const Protocol partial = synthesize(spec_of("consensus"), crashes(3, 2, 3, 2), exact()).protocol.value();
  Protocol::VerifyOptions options;
  options.faults = "crash=2,loss=1";
  EXPECT_EQ(partial.verify(options).counterexample.value().violated(), "undefined");
  EXPECT_EQ(partial.complete().verify(options).counterexample.value().violated(), "agreement");
}

TEST(Calls, RunInSeveralThreadsAtOnce) {
  const Specification spec = spec_of("consensus");
  std::vector<std::string> alone, together(4);
  const auto ask = [&](std::size_t i) {
    SynthesisOptions options;
    options.engine = i % 2 == 0 ? "exact" : "ggms";
    options.seed = i;
    options.threads = 1;
    return comparable(synthesize(spec, crashes(3, 2, 3, 2), options).json).dump();
  };
  for (std::size_t i = 0; i < together.size(); ++i) alone.push_back(ask(i));
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < together.size(); ++i) threads.emplace_back([&, i] { together[i] = ask(i); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(together, alone);
}

}  // namespace
}  // namespace ggms
