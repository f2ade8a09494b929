// Tests synth: answers, files, growth, limits, and the same bytes from the same seed.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
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

std::vector<std::string> consensus(const std::vector<std::string>& more) {
  std::vector<std::string> arguments = {"synth", spec_file("consensus")};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

/// Far too hard for any engine, in any time that a test may take.
std::vector<std::string> hopeless(const std::vector<std::string>& more) {
  std::vector<std::string> arguments = consensus({"-n", "16", "--faults", "crash=14", "-r", "14", "-s", "3",
                                                  "--view", "vector+id", "--engine", "exact"});
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

/// A protocol file without the time that it took to find it.
json without_seconds(const std::string& path) {
  json protocol = json::parse(read_text(path));
  protocol.at("found").erase("seconds");
  return protocol;
}

TEST(Synth, FoundProtocolsAreVerifiedAndCertifiedFromTheFile) {
  const Folder folder;
  const std::string path = folder.path("protocol.json");
  const Finished run = ggms(consensus({"-n", "3", "--faults", "crash=2", "-r", "3", "-s", "2", "-o", path}));
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out,
              AllOf(StartsWith("found"), HasSubstr("round 3"), HasSubstr("written: " + path + "\n")));
  EXPECT_EQ(run.err, "");
  EXPECT_THAT(folder.names(), ElementsAre("protocol.json"));
  EXPECT_EQ(ggms({"verify", path}).exit_code, 0);
  EXPECT_EQ(ggms({"verify", path, "--method", "scenarios"}).exit_code, 0);
  EXPECT_EQ(ggms({"certify", path}).exit_code, 0);
  EXPECT_EQ(ggms({"show", path}).exit_code, 0);

  const json protocol = json::parse(read_text(path));
  EXPECT_EQ(protocol.at("found").at("engine"), "ggms");
  EXPECT_EQ(protocol.at("found").at("seed"), 1);
  EXPECT_EQ(protocol.at("found").at("version"), GGMS_VERSION);
  const json counts = json::parse(ggms({"verify", path, "--json"}).out).at("stats");
  EXPECT_EQ(protocol.at("verified").at("configurations"), counts.at("configurations"));
  EXPECT_EQ(protocol.at("verified").at("transitions"), counts.at("transitions"));
}

TEST(Synth, TooFewRoundsAreInfeasible) {
  const Folder folder;
  const std::string path = folder.path("protocol.json");
  const std::vector<std::string> arguments =
      consensus({"-n", "4", "--faults", "crash=2", "-r", "2", "-s", "2", "-o", path});
  const Finished run = ggms(arguments);
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, StartsWith("infeasible"));
  EXPECT_THAT(folder.names(), IsEmpty()) << "no file is written if no protocol was found";
}

TEST(Synth, TwoOutputsAreTwoFiles) {
  const Folder folder;
  const Finished run = ggms(consensus({"-n", "2", "--faults", "crash=1", "-r", "2", "-s", "2", "-o",
                                       folder.path("x"), "--policy-out", folder.path("./x")}));
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("--output and --policy-out name the same file"));
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(Synth, WithoutASizeTheSmallestIsFoundAndWhatIsBelowIsTold) {
  const Finished run = ggms(consensus({"-n", "4", "--faults", "crash=2", "--json"}));
  EXPECT_EQ(run.exit_code, 0);
  const json object = json::parse(run.out);
  EXPECT_EQ(object.at("schema"), "ggms/synth/1");
  EXPECT_EQ(object.at("verdict"), "found");
  EXPECT_EQ(object.at("setting").at("rounds"), 3) << "two rounds are infeasible for n >= f + 2";
  for (const json& attempt : object.at("attempts")) {
    if (attempt.value("full_information", "infeasible") != "infeasible") continue;  // it rules nothing out
    EXPECT_EQ(attempt.at("verdict"), &attempt == &object.at("attempts").back() ? "found" : "infeasible");
  }
}

TEST(Synth, WhatNoNumberOfStatesHelpsIsInfeasible) {
  const Finished run = ggms(consensus({"-n", "4", "--faults", "crash=2", "--max-rounds", "2", "--json"}));
  EXPECT_EQ(run.exit_code, 1);
  const json object = json::parse(run.out);
  EXPECT_EQ(object.at("verdict"), "infeasible");
  EXPECT_EQ(object.at("attempts").back().at("any_states"), true);
  EXPECT_EQ(object.at("attempts").back().at("states"), nullptr);
  EXPECT_EQ(object.at("setting").at("states"), nullptr);
}

TEST(Synth, NothingWithinTheCapsIsUnknown) {
  // Full information has nothing to say of early decisions.
  const Finished run = ggms(consensus({"-n", "4", "--faults", "crash=2", "--max-rounds", "2", "--max-states",
                                       "2", "--decide", "any", "--engine", "exact"}));
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.out,
              AllOf(StartsWith("unknown"), HasSubstr("--max-rounds (now 2)"), HasSubstr("infeasible")));
}

TEST(Synth, JsonIsOneObjectWithThePathsWritten) {
  const Folder folder;
  const std::string path = folder.path("protocol.json");
  const Finished run = ggms(consensus(
      {"-n", "3", "--faults", "crash=1", "-r", "2", "-s", "2", "--seed", "7", "-o", path, "--json"}));
  EXPECT_EQ(run.exit_code, 0);
  const json object = json::parse(run.out);
  EXPECT_EQ(object.at("verdict"), "found");
  EXPECT_EQ(object.at("seed"), 7);
  EXPECT_THAT(object.at("paths"), ElementsAre(path));
  for (const char* key : {"setting", "version", "seconds", "stats"}) EXPECT_TRUE(object.contains(key)) << key;
}

TEST(Synth, SameSeedGivesTheSameFileForAnyNumberOfThreads) {
  const Folder folder;
  for (const std::string view : {"vector", "counts+own"}) {
    std::vector<json> protocols;
    for (const std::string threads : {"0", "1", "2", "7"}) {
      const std::string path = folder.path("protocol" + threads + ".json");
      const Finished run = ggms(consensus({"-n", "4", "--faults", "crash=2", "-r", "3", "-s", "2", "--view",
                                           view, "--seed", "5", "--threads", threads, "-o", path}));
      ASSERT_EQ(run.exit_code, 0) << view;
      protocols.push_back(without_seconds(path));
    }
    for (const json& protocol : protocols) EXPECT_EQ(protocol, protocols[0]) << view;
  }
}

TEST(Synth, LimitsMakeTheAnswerUnknown) {
  const Folder folder;
  const std::string path = folder.path("protocol.json");
  const Finished time = ggms(hopeless({"--timeout", "0.3", "-o", path, "--json"}));
  EXPECT_EQ(time.exit_code, 3);
  EXPECT_EQ(json::parse(time.out).at("reason"), "time limit reached");
  const Finished memory = ggms(hopeless({"--memory", "1", "-o", path}));
  EXPECT_EQ(memory.exit_code, 3);
  EXPECT_THAT(memory.out, HasSubstr("memory limit reached"));
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(Synth, CtrlCMakesTheAnswerUnknownAndWritesNothing) {
  const Folder folder;
  Program program(hopeless({"-o", folder.path("protocol.json"), "--json", "-q"}));
  program.interrupt({SIGINT});
  const Finished run = program.finish();
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_EQ(json::parse(run.out).at("verdict"), "unknown");
  EXPECT_EQ(json::parse(run.out).at("reason"), "interrupted");
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(Synth, ASecondCtrlCKills) {
  const Folder folder;
  Program program(hopeless({"-o", folder.path("protocol.json"), "-q"}));
  program.interrupt({SIGINT, SIGTERM});
  EXPECT_EQ(program.finish().exit_code, -1);
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(Synth, AnUnsatisfiableSpecificationGivesAWarningAndIsInfeasible) {
  const Folder folder;
  write_text(folder.path("both.smt2"),
             read_text(spec_file("consensus")) +
                 "(assert (! (exists ((p Process)) (and (decides p one) (decides p zero))) :named both))\n");
  const std::vector<std::string> arguments = {"synth", folder.path("both.smt2"), "-n", "2", "-r", "2", "-s",
                                              "1"};
  const Finished run = ggms(arguments);
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, AllOf(HasSubstr("warning"), HasSubstr("no decisions satisfy it with 2 processes")));
  std::vector<std::string> quiet = arguments;
  quiet.push_back("--quiet");
  EXPECT_EQ(ggms(quiet).err, "");
}

/// A run that never ends by itself: a uniform policy learns nothing.
std::vector<std::string> endless(const std::vector<std::string>& more) {
  std::vector<std::string> arguments =
      consensus({"-n", "3", "--faults", "crash=2", "-r", "3", "-s", "2", "--engine", "mcts", "--policy",
                 "uniform", "--timeout", "3", "--json", "-q"});
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

TEST(Synth, LearningIsLoggedCheckpointedAndResumed) {
  const Folder folder;
  const std::string log = folder.path("log.jsonl");
  const std::string state = folder.path("state");
  const Finished first = ggms(endless({"--log", log, "--checkpoint", state}));
  ASSERT_EQ(first.exit_code, 3) << first.err;
  EXPECT_THAT(json::parse(first.out).at("paths"), testing::UnorderedElementsAre(log, state));
  const std::uint64_t episodes = json::parse(first.out).at("stats").at("episodes");
  std::istringstream lines(read_text(log));
  std::uint64_t expected = 0;
  for (std::string line; std::getline(lines, line);) EXPECT_EQ(json::parse(line).at("episode"), ++expected);
  EXPECT_EQ(expected, episodes);

  const Finished second = ggms(endless({"--resume", state}));
  ASSERT_EQ(second.exit_code, 3) << second.err;
  EXPECT_GT(json::parse(second.out).at("stats").at("episodes"), episodes);

  const auto refused = [&](const std::vector<std::string>& more, const std::string& why) {
    const Finished run = ggms(endless(more));
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_THAT(run.err, HasSubstr(why));
  };
  refused({"--resume", state, "--seed", "2"}, "another specification, setting, seed or options");
  refused({"--resume", log}, "no checkpoint");
  refused({"--resume", folder.path("nothing")}, "nothing");
  refused({"--policy-in", log}, "--policy-in");
  EXPECT_EQ(ggms(consensus({"-n", "3", "--faults", "crash=1", "--checkpoint", state})).exit_code, 2)
      << "a checkpoint is of one setting";
}

TEST(Synth, AllScenariosThatFailAreCountedForTheLogIfThatIsAskedFor) {
  const Folder folder;
  const std::string log = folder.path("log.jsonl");
  const auto learn = [&](const std::vector<std::string>& more) {
    std::vector<std::string> arguments =
        consensus({"--faults", "crash=2", "-r", "3", "-s", "2", "--policy", "table", "-q"});
    arguments.insert(arguments.end(), more.begin(), more.end());
    return ggms(arguments);
  };
  const auto logged = [&] {
    std::vector<json> lines;
    std::istringstream text(read_text(log));
    for (std::string line; std::getline(text, line);) lines.push_back(json::parse(line));
    return lines;
  };
  ASSERT_EQ(learn({"-n", "3", "--log", log}).exit_code, 0);
  for (const json& line : logged()) EXPECT_FALSE(line.contains("failing_scenarios"));

  const Finished run = learn({"-n", "3", "--log", log, "--count-failing", "--json"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(
      json::parse(run.out).at("phases"),
      testing::Contains(testing::ResultOf([](const json& phase) { return phase.at("name"); }, "counting")));
  const std::vector<json> lines = logged();
  ASSERT_FALSE(lines.empty());
  for (const json& line : lines) {
    EXPECT_GE(line.at("failing_scenarios"), line.at("counterexamples"));
    EXPECT_LE(line.at("failing_scenarios"), line.at("scenarios"));
  }
  EXPECT_EQ(lines.back().at("failing_scenarios"), 0);

  const auto refused = [&](const std::vector<std::string>& arguments, const std::string& why) {
    const Finished wrong = ggms(arguments);
    EXPECT_EQ(wrong.exit_code, 2);
    EXPECT_THAT(wrong.err, HasSubstr(why));
  };
  refused(consensus({"-n", "3", "-r", "2", "-s", "2", "--count-failing"}),
          "--count-failing is for the log of episodes: give --log FILE too");
  refused(consensus({"-n", "3", "--log", log, "--count-failing"}), "--count-failing needs one setting");
  refused(consensus({"-n", "3", "-r", "2", "-s", "2", "--log", log, "--count-failing", "--engine", "exact"}),
          "--count-failing is for the learning engines");
  EXPECT_THAT(learn({"-n", "7", "--log", log, "--count-failing"}).err,
              HasSubstr("--count-failing: this setting has "));
}

TEST(Synth, LearntWeightsAreWrittenAndReadBack) {
  const Folder folder;
  const std::string weights = folder.path("weights");
  const auto learn = [&](const std::vector<std::string>& more) {
    std::vector<std::string> arguments = consensus(
        {"-n", "3", "--faults", "crash=2", "-r", "3", "-s", "2", "--policy", "table", "--json", "-q"});
    arguments.insert(arguments.end(), more.begin(), more.end());
    return ggms(arguments);
  };
  const Finished first = learn({"--policy-out", weights});
  ASSERT_EQ(first.exit_code, 0) << first.err;
  const Finished second = learn({"--policy-in", weights});
  ASSERT_EQ(second.exit_code, 0) << second.err;
  EXPECT_LT(json::parse(second.out).at("stats").at("episodes"),
            json::parse(first.out).at("stats").at("episodes"))
      << "the resumed run does not learn it again";
}

}  // namespace
}  // namespace ggms::cli
