// Tests what an infeasible answer says about processes that know who they are.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/program.h"

namespace ggms::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

class StrongerView : public testing::Test {
 protected:
  Finished exclusion(const std::vector<std::string>& more, const std::string& engine = "exact") const {
    std::vector<std::string> arguments = {"synth",      exclusion_, "-n",   "3", "--faults",
                                          "omission=1", "--engine", engine, "-q"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return ggms(arguments);
  }

  const std::string exclusion_ = spec_file("mutual-exclusion");
};

TEST_F(StrongerView, HasAProtocolThatNamelessProcessesCannotHave) {
  const Finished run = exclusion({});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out,
              HasSubstr("infeasible: no protocol for mutual-exclusion in the view vector takes 3 rounds\n"
                        "  or fewer, with any number of states\n"));
  EXPECT_THAT(run.out,
              HasSubstr("\n  with --view vector+id there is one: 1 round; verified in every execution\n"));
  EXPECT_THAT(exclusion({"--view", "vector+id"}).out,
              HasSubstr("found: a protocol for mutual-exclusion in 1 round"));
}

TEST_F(StrongerView, IsAskedInEveryViewByEveryEngineForEveryKindOfAnswer) {
  for (const char* view : {"vector", "counts", "counts+own"}) {
    const Finished run = exclusion({"-r", "1", "--view", view});
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_THAT(unwrapped(run.out), HasSubstr(std::string("in the view ") + view + " takes one round"));
    EXPECT_THAT(run.out, HasSubstr("with --view vector+id there is one: 1 round;")) << view;
  }
  EXPECT_THAT(exclusion({"-r", "1"}, "mcts+dfs").out,
              HasSubstr("with --view vector+id there is one: 1 round;"));
  EXPECT_THAT(exclusion({"-r", "2", "-s", "2", "--all"}).out,
              HasSubstr("with --view vector+id there is one: 2 rounds, 2 internal states;"));
  EXPECT_THAT(exclusion({"-r", "2", "-s", "1", "--decide", "any"}).out,
              HasSubstr("with --view vector+id there is one"));
}

TEST_F(StrongerView, IsNotAskedWithoutExplanationsOrWhereProcessesKnowWhoTheyAre) {
  EXPECT_THAT(exclusion({"-r", "1", "--explain", "0"}).out, Not(HasSubstr("vector+id")));
  EXPECT_FALSE(json::parse(exclusion({"-r", "1", "--explain", "0", "--json"}).out).contains("stronger_view"));
  const Finished consensus = ggms({"synth", spec_file("consensus"), "-n", "3", "--faults", "crash=1", "-r",
                                   "1", "--engine", "exact", "--view", "vector+id", "--json"});
  EXPECT_FALSE(json::parse(consensus.out).contains("stronger_view"));
}

TEST_F(StrongerView, SaysWhatItRulesOutAndNoMore) {
  const auto consensus = [](const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {
        "synth", spec_file("consensus"), "-n", "4", "--faults", "crash=2", "--engine", "exact"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return ggms(arguments).out;
  };
  EXPECT_THAT(consensus({"-r", "2", "-s", "2"}),
              HasSubstr("  with --view vector+id it is infeasible, too: no protocol in the view vector+id\n"
                        "    takes 2 rounds with at most 2 internal states\n"));
  EXPECT_THAT(consensus({"--max-rounds", "2"}),
              HasSubstr("  with --view vector+id it is infeasible, too: no protocol in the view vector+id\n"
                        "    takes 2 rounds or fewer, with any number of states\n"));
  const json object = json::parse(consensus({"-r", "2", "--json"}));
  const json& stronger = object.at("stronger_view");
  EXPECT_EQ(stronger.at("view"), "vector+id");
  EXPECT_EQ(stronger.at("verdict"), "infeasible");
  EXPECT_EQ(stronger.at("rounds"), 2);
  EXPECT_EQ(stronger.at("states"), nullptr);
  EXPECT_EQ(stronger.at("any_states"), true);
  EXPECT_EQ(json::parse(consensus({"-r", "2", "-s", "2", "--json"})).at("stronger_view").at("states"), 2);
}

TEST_F(StrongerView, WhereItIsTooLargeItIsNotRuledOut) {
  const std::vector<std::string> eleven = {"synth",    spec_file("consensus"),
                                           "-n",       "11",
                                           "--faults", "crash=1",
                                           "-r",       "1",
                                           "--view",   "counts",
                                           "--engine", "exact"};
  EXPECT_THAT(ggms(eleven).out, HasSubstr("\n  with --view vector+id: not decided\n"));
  std::vector<std::string> as_json = eleven;
  as_json.emplace_back("--json");
  const json stronger = json::parse(ggms(as_json).out).at("stronger_view");
  EXPECT_EQ(stronger.at("verdict"), "unknown");
  EXPECT_EQ(stronger.at("rounds"), nullptr);
  EXPECT_EQ(stronger.at("any_states"), false);
}

}  // namespace
}  // namespace ggms::cli
