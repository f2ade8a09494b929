// Tests synth --all and --count: lists, written files, refusals and exit codes.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "cli/program.h"

namespace ggms::cli {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

/// Consensus of two, one of which may crash, in two rounds: it has 4 protocols.
std::vector<std::string> pair(const std::vector<std::string>& more) {
  std::vector<std::string> arguments = {
      "synth", spec_file("consensus"), "-n", "2", "--faults", "crash=1", "-r", "2", "-s", "2"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

std::set<std::string> digests(const json& object) {
  std::set<std::string> all;
  for (const json& protocol : object.at("protocols")) all.insert(protocol.at("digest"));
  return all;
}

TEST(AllAnswers, AreWrittenUnderNumberedNamesAndEachOneHolds) {
  const Folder folder;
  const Finished run = ggms(pair({"--engine", "exact", "--all", "-o", folder.path("p.q.json")}));
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.err, "");
  EXPECT_THAT(run.out, AllOf(StartsWith("found: 4 protocols"), HasSubstr("no\n  others")));
  EXPECT_THAT(folder.names(), ElementsAre("p.q-1.json", "p.q-2.json", "p.q-3.json", "p.q-4.json"));
  std::set<json> tables;
  for (const std::string& name : folder.names()) {
    const std::string path = folder.path(name);
    EXPECT_THAT(run.out, HasSubstr("written: " + path + "\n"));
    EXPECT_EQ(ggms({"verify", path, "--method", "scenarios"}).exit_code, 0);
    const json protocol = json::parse(read_text(path));
    tables.insert(protocol.at("transitions"));
    const json counts = json::parse(ggms({"verify", path, "--json"}).out).at("stats");
    EXPECT_EQ(protocol.at("verified").at("configurations"), counts.at("configurations"));
    EXPECT_EQ(protocol.at("verified").at("transitions"), counts.at("transitions"));
  }
  EXPECT_EQ(tables.size(), 4U);
}

TEST(AllAnswers, NothingIsWrittenUnlessAnOptionAsks) {
  const Folder folder;
  const json object = json::parse(ggms(pair({"--engine", "exact", "--all", "--json"})).out);
  EXPECT_EQ(object.at("verdict"), "found");
  EXPECT_EQ(object.at("count"), 4);
  EXPECT_EQ(object.at("complete"), true);
  EXPECT_EQ(object.at("protocols").size(), 4U);
  EXPECT_THAT(object.at("paths"), IsEmpty());
}

TEST(AllAnswers, AreTheSameInTheSameOrderForEverySeed) {
  const auto listed = [](const std::string& seed) {
    return json::parse(ggms(pair({"--engine", "exact", "--all", "--json", "--seed", seed})).out)
        .at("protocols");
  };
  EXPECT_EQ(listed("1"), listed("2"));
  EXPECT_EQ(listed("1"), listed("77"));
}

TEST(AllAnswers, EndAtTheLimit) {
  const Folder folder;
  const Finished run =
      ggms(pair({"--engine", "exact", "--all", "3", "--json", "-o", folder.path("protocol")}));
  EXPECT_EQ(run.exit_code, 0);
  const json object = json::parse(run.out);
  EXPECT_EQ(object.at("count"), 3);
  EXPECT_EQ(object.at("complete"), false);
  EXPECT_THAT(object.at("paths"),
              ElementsAre(folder.path("protocol-1"), folder.path("protocol-2"), folder.path("protocol-3")));
  EXPECT_THAT(folder.names(), ElementsAre("protocol-1", "protocol-2", "protocol-3"));
  const json all = json::parse(ggms(pair({"--engine", "exact", "--all", "--json"})).out);
  for (const std::string& digest : digests(object)) EXPECT_EQ(digests(all).count(digest), 1U);
  EXPECT_THAT(ggms(pair({"--engine", "exact", "--all", "3"})).out, HasSubstr("there may be\n  others"));
}

TEST(AllAnswers, CanBeCountedOnly) {
  const Finished run = ggms(pair({"--engine", "exact", "--count", "--json"}));
  EXPECT_EQ(run.exit_code, 0);
  const json object = json::parse(run.out);
  EXPECT_EQ(object.at("count"), 4);
  EXPECT_EQ(object.at("complete"), true);
  EXPECT_THAT(object.at("protocols"), IsEmpty());
  EXPECT_THAT(ggms(pair({"--engine", "exact", "--count"})).out, StartsWith("found: 4 protocols"));
}

TEST(AllAnswers, WithoutASizeAreThoseOfTheSmallestSetting) {
  const Finished run = ggms({"synth", spec_file("consensus"), "-n", "4", "--faults", "crash=2", "--view",
                             "counts", "--engine", "exact", "--count", "--json"});
  EXPECT_EQ(run.exit_code, 0);
  const json object = json::parse(run.out);
  EXPECT_EQ(object.at("setting").at("rounds"), 3);
  EXPECT_GT(object.at("attempts").size(), 1U);
  EXPECT_GT(object.at("count"), 0);
}

TEST(AllAnswers, OfAnInfeasibleSettingAreNone) {
  const Folder folder;
  const Finished run = ggms({"synth", spec_file("consensus"), "-n", "4", "--faults", "crash=2", "-r", "2",
                             "-s", "2", "--engine", "exact", "--all", "--json", "-o", folder.path("p.json")});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(json::parse(run.out).at("count"), 0);
  EXPECT_EQ(json::parse(run.out).at("complete"), true);
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(AllAnswers, AreNoneWithAnyNumberOfStatesAndNotKnownWithinCaps) {
  const std::vector<std::string> two_rounds = {
      "synth", spec_file("consensus"), "-n", "4",       "--faults", "crash=2", "--engine",
      "exact", "--max-rounds",         "2",  "--count", "--json"};
  const json infeasible = json::parse(ggms(two_rounds).out);
  EXPECT_EQ(infeasible.at("verdict"), "infeasible");
  EXPECT_EQ(infeasible.at("complete"), true);
  std::vector<std::string> early = two_rounds;
  early.insert(early.end(), {"--decide", "any", "--max-states", "1"});
  const json unknown = json::parse(ggms(early).out);
  EXPECT_EQ(unknown.at("verdict"), "unknown");
  EXPECT_EQ(unknown.at("count"), 0);
  EXPECT_EQ(unknown.at("complete"), false) << "larger settings may have some";
}

/// A count that has far more answers than fit into any of these limits, with a limit of so many seconds.
Finished cut_off_count(const char* seconds) {
  return ggms({"synth", spec_file("consensus"), "-n", "4", "--faults", "crash=3", "-r", "4", "-s", "2",
               "--engine", "exact", "--count", "--timeout", seconds});
}

TEST(AllAnswers, WhereTimeRunsOutThereAreAtLeastSoMany) {
  Finished run;
  for (const char* seconds : {"0.5", "2", "8", "32"}) {  // a busy machine may need more for the first answer
    run = cut_off_count(seconds);
    EXPECT_EQ(run.exit_code, 3);
    EXPECT_THAT(run.out, StartsWith("unknown: time limit reached"));
    if (run.out.find("at least") != std::string::npos) break;
  }
  EXPECT_THAT(run.out, AllOf(StartsWith("unknown: time limit reached; at least "), HasSubstr("protocols")));
}

TEST(AllAnswers, AreRefusedWhereTheyCannotBeHad) {
  const Folder folder;
  const auto refused = [](const std::vector<std::string>& more, const std::string& why) {
    const Finished run = ggms(pair(more));
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_EQ(run.out, "");
    EXPECT_THAT(run.err, HasSubstr(why));
  };
  refused({"--all"}, "--all is for the exact engine; give --engine exact too");
  refused({"--count", "--engine", "mcts"}, "--count is for the exact engine");
  refused({"--engine", "exact", "--all", "0"}, "--all is '0', but must be a whole number from 1");
  refused({"--engine", "exact", "--all", "--count"}, "excludes");
  refused({"--engine", "exact", "--count", "-o", folder.path("p.json")}, "excludes");
  refused({"--engine", "exact", "--all", "-o", folder.path("nowhere/p.json")}, "nowhere/p-1.json");
  EXPECT_THAT(folder.names(), IsEmpty());

  const std::string spec = folder.path("mine-2.smt2");
  write_text(spec, read_text(spec_file("consensus")));
  const Finished run = ggms({"synth", spec, "-n", "2", "-r", "1", "-s", "1", "--engine", "exact", "--all",
                             "-o", folder.path("mine.smt2")});
  EXPECT_EQ(run.exit_code, 2) << "one of the files would be the specification";
  EXPECT_THAT(folder.names(), ElementsAre("mine-2.smt2"));
}

}  // namespace
}  // namespace ggms::cli
