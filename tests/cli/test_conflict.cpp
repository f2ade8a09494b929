// Tests synth's explanation of an infeasible answer: the properties that conflict.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/program.h"

namespace ggms::cli {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

/// Consensus of four, two of which may crash: infeasible in two rounds.
std::vector<std::string> too_few_rounds(const std::vector<std::string>& more) {
  std::vector<std::string> arguments = {
      "synth", spec_file("consensus"), "-n", "4", "--faults", "crash=2", "--engine", "exact"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

TEST(Conflict, IsToldWithAnInfeasibleAnswer) {
  const Finished text = ggms(too_few_rounds({"-r", "2", "-s", "2", "--explain", "600"}));
  EXPECT_EQ(text.exit_code, 1);
  EXPECT_THAT(text.out,
              HasSubstr("conflict: agreement, validity-one and validity-zero can't be met together, but\n"
                        "    any 2 of them can\n"));
  const json object =
      json::parse(ggms(too_few_rounds({"-r", "2", "-s", "2", "--explain", "600", "--json"})).out);
  EXPECT_EQ(object.at("verdict"), "infeasible");
  EXPECT_THAT(object.at("conflict"), ElementsAre("agreement", "validity-one", "validity-zero"));
  EXPECT_EQ(object.at("minimal"), true);
}

TEST(Conflict, IsThatOfTheMostRoundsThatWereTried) {
  const Finished run = ggms(too_few_rounds({"--max-rounds", "2", "--explain", "600"}));
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("conflict in 2 rounds: agreement"));
}

TEST(Conflict, IsNotLookedForUnlessWanted) {
  const Finished run = ggms(too_few_rounds({"-r", "2", "-s", "2", "--explain", "0", "--json"}));
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_FALSE(json::parse(run.out).contains("conflict"));
}

TEST(Conflict, OfOnePropertyIsThatProperty) {
  const Folder folder;
  const std::string path = folder.path("mine.smt2");
  write_text(path, R"((set-logic ALL) (declare-sort Process 0) (declare-datatypes ((V 0)) (((a) (b))))
(declare-fun init (Process) V) (declare-fun decides (Process V) Bool)
(assert (! (forall ((p Process)) (decides p a)) :named everybody))
(assert (! (forall ((p Process)) (not (decides p b))) :named nobody)))");
  const std::vector<std::string> arguments = {"synth",   path,        "-n", "2",        "--faults",
                                              "crash=1", "-r",        "1",  "--engine", "exact",
                                              "-q",      "--explain", "600"};
  EXPECT_THAT(ggms(arguments).out, HasSubstr("conflict: everybody can't be met\n"));
}

}  // namespace
}  // namespace ggms::cli
