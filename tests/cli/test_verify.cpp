// Tests verify, show and certify on hand-written protocols: right ones, wrong ones, and ones under other
// faults.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "cli/program.h"

namespace ggms::cli {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class Protocols : public testing::Test {
 protected:
  Protocols() {
    write_text(good_, flood_set(3, 2, 3));
    write_text(bad_, flood_set(4, 2, 2));  // two rounds are too few against two crashes
  }

  Folder folder_;
  const std::string good_ = folder_.path("good.json");
  const std::string bad_ = folder_.path("bad.json");
};

TEST_F(Protocols, ARightOneIsVerified) {
  const Finished run = ggms({"verify", good_});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out,
              AllOf(StartsWith("verified"), HasSubstr("95 configurations"), HasSubstr("validity-one")));
  EXPECT_EQ(run.err, "");
}

TEST_F(Protocols, AWrongOneIsDrawnWithThePropertyThatBreaks) {
  const Finished run = ggms({"verify", bad_});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, AllOf(StartsWith("violated: agreement"), HasSubstr("p1"), HasSubstr("round 2"),
                             HasSubstr("agreement is broken")));
  EXPECT_EQ(run.err, "");
}

TEST_F(Protocols, AnotherProgramAgrees) {
  if (std::system("command -v z3 >/dev/null") != 0) GTEST_SKIP() << "there is no z3";
  const std::string spaced = folder_.path("it's good.json");
  write_text(spaced, flood_set(3, 2, 3));
  const std::string answer = folder_.path("answer");
  for (const auto& [arguments, expected] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"verify", spaced}, "unsat"},
           {{"verify", bad_}, "sat"},
           {{"verify", spaced, "--faults", "loss=2"}, "sat"},
           {{"verify", spaced, "--spec", spec_file("correct-consensus")}, "unsat"}}) {
    std::vector<std::string> as_json = arguments;
    as_json.push_back("--json");
    std::string command = json::parse(ggms(as_json).out).at("recheck");
    EXPECT_THAT(ggms(arguments).out, HasSubstr("; this says " + expected + ":\n  " + command + "\n"));
    ASSERT_THAT(command, StartsWith("ggms "));
    command.replace(0, 4, GGMS_PROGRAM);
    ASSERT_EQ(std::system((command + " > " + answer).c_str()), 0) << command;
    EXPECT_EQ(read_text(answer), expected + "\n") << command;
  }
}

TEST_F(Protocols, JsonIsOneObjectWithTheVerdict) {
  const Finished good = ggms({"verify", good_, "--json"});
  EXPECT_EQ(good.exit_code, 0);
  const json verified = json::parse(good.out);
  EXPECT_EQ(verified.at("schema"), "ggms/verify/1");
  EXPECT_EQ(verified.at("verdict"), "verified");
  EXPECT_EQ(verified.at("version"), GGMS_VERSION);
  EXPECT_EQ(verified.at("setting").at("faults"), "crash=2");
  EXPECT_EQ(verified.at("stats").at("configurations"), 95);
  EXPECT_TRUE(verified.at("seconds").is_number());
  EXPECT_TRUE(verified.at("seed").is_number());
  EXPECT_THAT(verified.at("paths"), IsEmpty());

  const Finished bad = ggms({"verify", bad_, "--json"});
  EXPECT_EQ(bad.exit_code, 1);
  const json violated = json::parse(bad.out);
  EXPECT_EQ(violated.at("verdict"), "violated");
  EXPECT_EQ(violated.at("counterexample").at("property"), "agreement");
  EXPECT_EQ(violated.at("counterexample").at("failures"), 2);
}

TEST_F(Protocols, BruteForceAgreesWithAnyNumberOfThreads) {
  for (const std::string threads : {"1", "2", "5"}) {
    const Finished good = ggms({"verify", good_, "--method", "scenarios", "--threads", threads, "--json"});
    EXPECT_EQ(good.exit_code, 0);
    EXPECT_EQ(json::parse(good.out).at("stats").at("scenarios"), 3752);
    json counterexample = json::parse(ggms({"verify", bad_, "--json"}).out).at("counterexample");
    const Finished bad = ggms({"verify", bad_, "--method", "scenarios", "--threads", threads, "--json"});
    EXPECT_EQ(bad.exit_code, 1);
    EXPECT_EQ(json::parse(bad.out).at("counterexample"), counterexample) << threads << " threads";
  }
}

TEST_F(Protocols, ACounterexampleCanBeWrittenAndSimulated) {
  const std::string trace = folder_.path("trace.json");
  const Finished run = ggms({"verify", bad_, "--trace", trace});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("written: " + trace + "\n"));
  const Finished replay = ggms({"simulate", bad_, "--scenario", trace});
  EXPECT_EQ(replay.exit_code, 1) << "the execution violates a property";
  EXPECT_THAT(replay.out, HasSubstr("agreement is broken"));
  const json object = json::parse(ggms({"verify", bad_, "--trace", trace, "--json"}).out);
  EXPECT_THAT(object.at("paths"), ElementsAre(trace));
}

TEST_F(Protocols, WithoutACounterexampleNoTraceIsWritten) {
  const std::string trace = folder_.path("trace.json");
  const Finished run = ggms({"verify", good_, "--trace", trace});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.err, HasSubstr("not written"));
  EXPECT_THAT(folder_.names(), ElementsAre("bad.json", "good.json"));
}

TEST_F(Protocols, OtherFaultsThanTheyWereMadeFor) {
  EXPECT_EQ(ggms({"verify", bad_, "--faults", "crash=1"}).exit_code, 0)
      << "two rounds are enough against one crash";
  EXPECT_EQ(ggms({"verify", bad_, "--faults", "none"}).exit_code, 0);
  const Finished more = ggms({"verify", good_, "--faults", "crash=3"});
  EXPECT_EQ(more.exit_code, 0);
  EXPECT_EQ(more.err, "") << "it has all entries";
  EXPECT_EQ(ggms({"verify", good_, "--faults", "crash=3", "--quiet"}).err, "");
  EXPECT_EQ(ggms({"verify", good_, "--faults", "crash=4"}).exit_code, 2);
}

TEST_F(Protocols, AMissingEntryIsAViolationNamedUndefined) {
  json protocol = json::parse(flood_set(3, 1, 2));
  json& transitions = protocol.at("transitions");
  for (auto it = transitions.begin(); it != transitions.end();) {
    const auto& received = it->at("received");
    it = std::count(received.begin(), received.end(), "lost") >= 2 ? transitions.erase(it) : it + 1;
  }
  write_text(folder_.path("thin.json"), protocol.dump());
  EXPECT_EQ(ggms({"verify", folder_.path("thin.json")}).exit_code, 0)
      << "with one crash no process misses two messages";
  const Finished run = ggms({"verify", folder_.path("thin.json"), "--faults", "crash=2"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, StartsWith("violated: undefined"));
  EXPECT_THAT(run.err, AllOf(HasSubstr("made for faults crash=1, not crash=2"), HasSubstr("'undefined'")));
}

TEST_F(Protocols, AnotherSpecificationOverTheSameValues) {
  const Finished same = ggms({"verify", good_, "--spec", spec_file("correct-consensus")});
  EXPECT_EQ(same.exit_code, 0);
  EXPECT_THAT(same.out, HasSubstr("correct-consensus"));
  const Finished other = ggms({"verify", good_, "--spec", spec_file("atomic-commit")});
  EXPECT_EQ(other.exit_code, 2);
  EXPECT_EQ(other.out, "");
  EXPECT_THAT(other.err, AllOf(HasSubstr("abort, commit"), HasSubstr("zero, one")));
}

TEST_F(Protocols, ASpecificationThatDemandsNothingOrTooMuchGivesAWarning) {
  std::string text = read_text(spec_file("consensus"));
  write_text(folder_.path("idle.smt2"),
             text + "(assert (! (forall ((p Process)) (=> (decides p one) (decides p one))) :named idle))\n");
  const Finished idle = ggms({"verify", good_, "--spec", folder_.path("idle.smt2")});
  EXPECT_EQ(idle.exit_code, 0);
  EXPECT_THAT(idle.err, HasSubstr("no decisions violate property 'idle' with 3 processes"));
  write_text(
      folder_.path("both.smt2"),
      text + "(assert (! (exists ((p Process)) (and (decides p one) (decides p zero))) :named both))\n");
  const Finished both = ggms({"verify", good_, "--spec", folder_.path("both.smt2")});
  EXPECT_EQ(both.exit_code, 1);
  EXPECT_THAT(both.err, HasSubstr("no decisions satisfy it with 3 processes"));
}

TEST_F(Protocols, RepeatTellsTheProcessorTimeOfOneCheck) {
  const json object =
      json::parse(ggms({"verify", good_, "--method", "explicit", "--repeat", "20", "--json"}).out);
  EXPECT_EQ(object.at("verdict"), "verified");
  EXPECT_GT(object.at("stats").at("check_cpu_seconds").get<double>(), 0.0);
  EXPECT_FALSE(json::parse(ggms({"verify", good_, "--json"}).out).at("stats").contains("check_cpu_seconds"));
}

TEST_F(Protocols, LimitsMakeTheVerdictUnknown) {
  const std::string big = folder_.path("big.json");
  write_text(big, flood_set(7, 5, 6));  // too many scenarios to run them all
  const Finished time = ggms({"verify", big, "--method", "scenarios", "--timeout", "0.2", "--json"});
  EXPECT_EQ(time.exit_code, 3);
  EXPECT_EQ(json::parse(time.out).at("verdict"), "unknown");
  EXPECT_EQ(json::parse(time.out).at("reason"), "time limit reached");
  const Finished memory = ggms({"verify", big, "--method", "scenarios", "--memory", "1"});
  EXPECT_EQ(memory.exit_code, 3);
  EXPECT_THAT(memory.out, HasSubstr("memory limit reached"));
}

TEST_F(Protocols, CtrlCMakesTheVerdictUnknownAndWritesNothing) {
  const std::string big = folder_.path("big.json");
  write_text(big, flood_set(7, 5, 6));
  for (const int signal : {SIGINT, SIGTERM}) {
    Program program(
        {"verify", big, "--method", "scenarios", "--trace", folder_.path("trace.json"), "--json", "-q"});
    program.interrupt({signal});
    const Finished run = program.finish();
    EXPECT_EQ(run.exit_code, 3);
    EXPECT_EQ(json::parse(run.out).at("reason"), "interrupted");
    EXPECT_EQ(run.err, "");
  }
  EXPECT_THAT(folder_.names(), ElementsAre("bad.json", "big.json", "good.json"));
}

TEST_F(Protocols, ShowPrintsATable) {
  const Finished run = ggms({"show", good_});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, AllOf(HasSubstr("consensus: 3 processes, 3 rounds"), HasSubstr("round 1"),
                             HasSubstr("round 3"), HasSubstr("78 entries")));
  EXPECT_EQ(run.err, "");
}

TEST_F(Protocols, CertifySaysWhatItProvedOrRefuted) {
  const Finished good = ggms({"certify", good_});
  EXPECT_EQ(good.exit_code, 0);
  EXPECT_THAT(good.out, AllOf(StartsWith("certified: consensus"), HasSubstr("crash=2")));
  const Finished bad = ggms({"certify", bad_});
  EXPECT_EQ(bad.exit_code, 1);
  EXPECT_THAT(bad.out, StartsWith("refuted: consensus"));
}

TEST_F(Protocols, CertifyGivesUpWhenAskedTo) {
  const std::string big = folder_.path("big.json");
  write_text(big, flood_set(8, 6, 7));
  const Finished late = ggms({"certify", big, "--timeout", "0.01"});
  EXPECT_EQ(late.exit_code, 3);
  EXPECT_THAT(late.out + late.err, HasSubstr("time limit reached"));
  Program program({"certify", big});
  program.interrupt({SIGINT});
  const Finished run = program.finish();
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.out + run.err, HasSubstr("interrupted"));
}

}  // namespace
}  // namespace ggms::cli
