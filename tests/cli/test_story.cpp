// Tests the story that synth tells about an infeasible answer.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>

#include "cli/program.h"

namespace ggms::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

/// Consensus of two under lost messages, which is infeasible in any number of rounds.
std::vector<std::string> two_generals(const std::vector<std::string>& more) {
  std::vector<std::string> arguments = {
      "synth", spec_file("consensus"), "-n", "2", "--faults", "loss=1", "--engine", "exact"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

TEST(Story, IsToldWithAnInfeasibleAnswer) {
  const Finished run = ggms(two_generals({"-r", "2", "--explain", "600"}));
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("story: 8 runs of 2 rounds in which"));
  EXPECT_THAT(run.out, HasSubstr("\n    validity-one: p1 decides one\n  run 2: "));
  EXPECT_THAT(run.out, HasSubstr("in round 2, as it does in run 1; so it decides one\n    agreement: p2"));
  EXPECT_THAT(run.out, HasSubstr("\n    validity-zero is broken\n"));
  EXPECT_LT(run.out.find("received in round 1: a = ("), run.out.find("run 1: ")) << "before it is used";
}

/// The letters that a story of two rounds explains, and those that it names elsewhere.
struct Letters {
  std::set<std::string> explained;
  std::set<std::string> named;
};

Letters letters_in(const std::string& answer) {
  const std::string story = unwrapped(answer.substr(answer.find("story: ")));
  Letters letters;
  static const std::regex kLetter(R"(\b([a-z])\b( =)?)");
  for (std::sregex_iterator i(story.begin(), story.end(), kLetter), end; i != end; ++i)
    ((*i)[2].matched ? letters.explained : letters.named).insert((*i)[1]);
  return letters;
}

TEST(Story, ExplainsTheLettersThatItNamesAndNoOthers) {
  std::vector<std::string> liars = two_generals({"-r", "2"});
  liars[5] = "byzantine=1";
  for (const std::vector<std::string>& words :
       {two_generals({"-r", "2"}), two_generals({"-r", "2", "--view", "counts"}),
        two_generals({"-r", "2", "--view", "counts+own"}), two_generals({"-r", "2", "--view", "vector+id"}),
        liars}) {
    const Finished run = ggms(words);
    const Letters letters = letters_in(run.out);
    EXPECT_FALSE(letters.named.empty()) << run.out;
    EXPECT_EQ(letters.explained, letters.named) << run.out;
  }
}

TEST(Story, OfOneRunSaysNoMoreThanItShows) {
  const Finished run = ggms({"synth", spec_file("mutual-exclusion"), "-n", "3", "--faults", "omission=1",
                             "-r", "2", "--engine", "exact"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("\nstory: 1 run of 2 rounds in which every decision breaks a property\n"));
  EXPECT_THAT(run.out, HasSubstr(" can't both hold\n"));
  EXPECT_THAT(run.out, Not(HasSubstr("received in round"))) << "no line uses these names";
}

TEST(Story, OfARunInWhichNoProcessDecidesIsToldAndDrawn) {
  const Folder folder;
  const std::string spec = folder.path("decided.smt2"), path = folder.path("story.svg");
  write_text(spec, R"((set-logic ALL) (declare-sort Process 0) (declare-datatypes ((Bit 0)) (((zero) (one))))
(declare-fun init (Process) Bit) (declare-fun decides (Process Bit) Bool)
(assert (! (exists ((p Process) (v Bit)) (decides p v)) :named decided)))");
  const std::vector<std::string> words = {"synth", spec, "-n", "3",        "--faults", "crash=3", "-r",
                                          "1",     "-s", "1",  "--engine", "exact",    "-q"};
  std::vector<std::string> drawn = words, as_json = words;
  drawn.insert(drawn.end(), {"--story", path});
  as_json.emplace_back("--json");
  const Finished run = ggms(drawn);
  EXPECT_EQ(run.exit_code, 1) << run.err;
  EXPECT_THAT(run.out, HasSubstr("infeasible"));
  EXPECT_THAT(run.out, HasSubstr("\nstory: 1 run of 1 round in which no process decides\n"));
  EXPECT_THAT(run.out, HasSubstr("\n    decided is broken\n"));
  EXPECT_THAT(read_text(path), HasSubstr("decided is broken"));
  const json story = json::parse(ggms(as_json).out).at("story");
  EXPECT_EQ(story.at("runs").size(), 1U);
  EXPECT_EQ(story.at("runs").front().at("last_round"), json::array());
  EXPECT_EQ(story.at("ends").front().at("properties"), json({"decided"}));
}

TEST(Story, IsWholeInJson) {
  const json object = json::parse(ggms(two_generals({"-r", "2", "--explain", "600", "--json"})).out);
  const json& story = object.at("story");
  EXPECT_EQ(story.at("runs").size(), 8U);
  EXPECT_EQ(story.at("links").size(), 7U);
  EXPECT_EQ(story.at("steps").size(), 8U);
  EXPECT_EQ(story.at("ends").size(), 2U);
  EXPECT_EQ(story.at("ends").front().at("properties"), json({"validity-one"}));
  EXPECT_EQ(story.at("steps").back().at("process"), nullptr);
  EXPECT_EQ(story.at("irreducible"), true);
  // Each link is between equal vectors of the last round.
  const auto received = [&](const json& at) {
    for (const json& one : story.at("runs").at(at.at("run").get<std::size_t>() - 1).at("last_round")) {
      if (one.at("process") == at.at("process")) return one.at("received");
    }
    return json();
  };
  for (const json& link : story.at("links")) {
    EXPECT_NE(received(link), json());
    EXPECT_EQ(received(link), received(link.at("like")));
  }
}

/// All three receive the same, so they decide alike; else p3 alone could enter.
TEST(Story, SaysWhoReceivesTheSameAndSoDecidesAlike) {
  const std::vector<std::string> words = {"synth",     spec_file("mutual-exclusion"),
                                          "-n",        "3",
                                          "--faults",  "omission=1",
                                          "-r",        "1",
                                          "--engine",  "exact",
                                          "--explain", "600"};
  const Folder folder;
  std::vector<std::string> more = words;
  more.insert(more.end(), {"--story", folder.path("story.svg")});
  const std::string sentence = " receive the same, so they decide alike";
  EXPECT_THAT(unwrapped(ggms(more).out), HasSubstr(sentence + "   only-who-wants and progress can't"));
  EXPECT_THAT(read_text(folder.path("story.svg")), HasSubstr(" receive the same, so they"));
  more = words;
  more.emplace_back("--json");
  const json steps = json::parse(ggms(more).out).at("story").at("steps");
  EXPECT_EQ(steps.back().at("alike"), json({{1, 2, 3}}));
}

TEST(Story, SaysWhyThereIsNone) {
  EXPECT_THAT(
      unwrapped(ggms(two_generals({"-r", "2", "-s", "2", "--explain", "600"})).out),
      HasSubstr("no story: it needs an answer for any number of internal states, and this one is about "
                "at most 2; leave the number of states open"));
  EXPECT_THAT(ggms(two_generals({"-r", "2", "-s", "2", "--explain", "600", "--decide", "any"})).out,
              HasSubstr("no story: one is told of decisions in the last round, and with decide any"));
  const json object = json::parse(ggms({"synth", spec_file("consensus"), "-n", "5", "--faults", "crash=1",
                                        "-r", "1", "--engine", "exact", "--explain", "600", "--json"})
                                      .out);
  EXPECT_THAT(object.at("no_story"), HasSubstr("at most 4 processes"));
  EXPECT_FALSE(object.contains("story"));
}

TEST(Story, IsNotToldUnlessWanted) {
  EXPECT_THAT(ggms(two_generals({"-r", "2", "--explain", "0"})).out, Not(HasSubstr("story")));
}

TEST(Story, IsDrawnWithALinkFromRunToRun) {
  const Folder folder;
  const std::string path = folder.path("story.svg");
  const Finished run = ggms(two_generals({"-r", "2", "--explain", "600", "--story", path}));
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("written: " + path));
  const std::string picture = read_text(path);
  const auto count = [&](const std::string& what) {
    int times = 0;
    for (std::size_t at = picture.find(what); at != std::string::npos; at = picture.find(what, at + 1))
      ++times;
    return times;
  };
  EXPECT_EQ(count("class=\"link-name\""), 7);
  EXPECT_EQ(count("<g transform="), 8);
  EXPECT_EQ(count("class=\"accused\""), 1);
  EXPECT_EQ(count("<g"), count("</g>"));
}

/// Every two of three histories have to differ, which two decisions can't.
TEST(Story, OfCasesIsDrawnAndToldCaseByCase) {
  const Folder folder;
  const std::string spec = folder.path("triangle.smt2"), path = folder.path("story.svg");
  write_text(spec, R"((set-logic ALL) (declare-sort Process 0) (declare-datatypes ((V 0)) (((a) (b))))
(declare-fun init (Process) V) (declare-fun decides (Process V) Bool) (declare-fun lost () Bool)
(assert (! (=> lost (forall ((p Process) (q Process))
  (=> (not (= p q)) (not (exists ((v V)) (and (decides p v) (decides q v))))))) :named differ)))");
  const Finished run = ggms({"synth", spec, "-n", "2", "--faults", "loss=2", "-r", "1", "--engine", "exact",
                             "-q", "--explain", "600", "--story", path});
  EXPECT_THAT(run.out, HasSubstr("story: 3 runs of 1 round"));
  EXPECT_THAT(run.out, HasSubstr("\n  suppose: in run 1, p"));
  EXPECT_THAT(read_text(path), HasSubstr(">suppose: in run 1, p"));
}

TEST(Story, ThatCantBeWrittenDoesNotTakeTheAnswerWithIt) {
  const Folder folder;
  const Finished other = ggms(two_generals({"-r", "1", "--story", folder.path("story.png")}));
  EXPECT_EQ(other.exit_code, 2);
  EXPECT_THAT(other.err, HasSubstr("ends in .svg"));
  const Finished none =
      ggms(two_generals({"-r", "1", "--explain", "0", "--story", folder.path("story.svg")}));
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_THAT(none.err, HasSubstr("there is no story of this answer"));
  EXPECT_TRUE(folder.names().empty());
}

}  // namespace
}  // namespace ggms::cli
