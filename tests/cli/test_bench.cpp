// Tests bench: runs, tables, runs that a results file continues, interruptions.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <algorithm>

#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/program.h"

namespace ggms::cli {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

const std::string kSpecs = GGMS_SOURCE_DIR "/specs";

class Bench : public testing::Test {
 protected:
  /// Two small settings, two runs each, unless `more` says otherwise.
  static std::vector<std::string> table1(const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {"bench", "table1",     "--specs",
                                          kSpecs,  "--settings", "con-2-1,ac-2-1"};
    const bool chosen = std::find(more.begin(), more.end(), "--engines") != more.end();
    if (!chosen) arguments.insert(arguments.end(), {"--engines", "exact"});
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }

  void expect_refused(const std::vector<std::string>& more, const std::string& why) const {
    const Finished run = ggms(table1(more));
    EXPECT_EQ(run.exit_code, 2) << why;
    EXPECT_EQ(run.out, "") << why;
    ASSERT_THAT(run.err_lines(), SizeIs(1)) << why;
    EXPECT_THAT(run.err, HasSubstr(why));
  }

  std::vector<std::string> result_lines() const {
    std::istringstream text(read_text(results_));
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
  }

  Folder folder_;
  const std::string results_ = folder_.path("results.jsonl");
};

TEST_F(Bench, AllNineSettingsAreFoundAndStandBesideThePaper) {
  const Finished run =
      ggms({"bench", "table1", "--specs", kSpecs, "--runs", "1", "--engines", "exact", "--format", "json"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.err_lines(), SizeIs(9));
  const json object = json::parse(run.out);
  EXPECT_EQ(object.at("schema"), "ggms/bench/1");
  EXPECT_EQ(object.at("verdict"), "found");
  EXPECT_EQ(object.at("version"), GGMS_VERSION);
  ASSERT_THAT(object.at("rows"), SizeIs(9));
  for (const json& row : object.at("rows")) EXPECT_EQ(row.at("here").at("exact").at("found"), 1) << row;
  for (const json& made : object.at("runs")) {
    EXPECT_GT(made.at("seconds"), made.at("engine_seconds")) << "the process's start counts";
    EXPECT_GT(made.at("stats").at("configurations"), 0);
  }
}

TEST_F(Bench, TellsEveryRunInALineUnlessQuiet) {
  const Finished run = ggms(table1({"--runs", "2"}));
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.err_lines(), ElementsAre(StartsWith("1 of 4: con-2-1, exact, seed 1: found, "),
                                           StartsWith("2 of 4: ac-2-1, exact, seed 1: found, "),
                                           StartsWith("3 of 4: con-2-1, exact, seed 2: found, "),
                                           StartsWith("4 of 4: ac-2-1, exact, seed 2: found, ")));
  EXPECT_EQ(ggms(table1({"--runs", "2", "--quiet"})).err, "");
}

TEST_F(Bench, NothingIsWrittenUnlessAnOptionAsks) {
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(folder_.path(""));
  EXPECT_EQ(ggms(table1({"--runs", "1"})).exit_code, 0);
  std::filesystem::current_path(before);
  EXPECT_THAT(folder_.names(), IsEmpty());
}

TEST_F(Bench, VariantsAreColumnsOfTheirOwn) {
  const Finished run =
      ggms(table1({"--runs", "1", "--engines", "exact,exact:view=counts", "--format", "csv", "-q"}));
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, AllOf(HasSubstr("\ncon-2-1,here,exact,1,100,"),
                             HasSubstr("\nac-2-1,here,exact:view=counts,1,100,")));
}

TEST_F(Bench, OptionsOfSynthReachEveryRun) {
  const Finished run = ggms(table1({"--runs", "1", "--format", "json", "--", "--memory", "1"}));
  EXPECT_EQ(run.exit_code, 3) << "no run found anything";
  const json object = json::parse(run.out);
  EXPECT_EQ(object.at("verdict"), "unknown");
  for (const json& made : object.at("runs")) {
    EXPECT_EQ(made.at("verdict"), "unknown");
    EXPECT_EQ(made.at("reason"), "memory limit reached");
    EXPECT_THAT(made.at("options"), ElementsAre("--memory", "1"));
  }
}

TEST_F(Bench, GoesOnWhereItsResultsEnd) {
  const Finished first = ggms(table1({"--runs", "1", "--results", results_}));
  EXPECT_EQ(first.exit_code, 0);
  EXPECT_THAT(first.out, EndsWith("written: " + results_ + "\n"));
  const std::vector<std::string> before = result_lines();
  ASSERT_THAT(before, SizeIs(2));

  const Finished second = ggms(table1({"--runs", "2", "--results", results_}));
  EXPECT_EQ(second.exit_code, 0);
  EXPECT_THAT(second.err_lines(), ElementsAre(StartsWith("3 of 4: "), StartsWith("4 of 4: ")));
  const std::vector<std::string> after = result_lines();
  ASSERT_THAT(after, SizeIs(4));
  EXPECT_EQ(after[0], before[0]);
  EXPECT_EQ(after[1], before[1]);

  const Finished third = ggms(table1({"--runs", "2", "--results", results_}));
  EXPECT_EQ(third.exit_code, 0);
  EXPECT_EQ(third.err, "") << "nothing is left to do";
  EXPECT_EQ(third.out, second.out);
  EXPECT_EQ(result_lines(), after);
}

TEST_F(Bench, TellsWhereTheResultsAreWithoutSpoilingTheTable) {
  for (const std::string format : {"csv", "markdown"}) {
    const Finished run = ggms(table1({"--runs", "1", "--results", results_, "--format", format}));
    EXPECT_THAT(run.err, EndsWith("ggms: written: " + results_ + "\n"));
    EXPECT_THAT(run.out, Not(HasSubstr("written")));
  }
  const Finished run = ggms(table1({"--runs", "1", "--results", results_, "--format", "json"}));
  EXPECT_THAT(json::parse(run.out).at("paths"), ElementsAre(results_));
  EXPECT_EQ(run.err, "");
}

TEST_F(Bench, ResultsUnderOtherConditionsAreOtherRuns) {
  EXPECT_EQ(ggms(table1({"--runs", "1", "--results", results_})).exit_code, 0);
  EXPECT_EQ(ggms(table1({"--runs", "1", "--results", results_, "--timeout", "60"})).exit_code, 0);
  EXPECT_THAT(result_lines(), SizeIs(4));
  EXPECT_EQ(ggms(table1({"--runs", "1", "--results", results_, "--", "--threads", "1"})).exit_code, 0);
  EXPECT_THAT(result_lines(), SizeIs(6));
}

TEST_F(Bench, ALineThatWasCutOffIsMadeAgain) {
  EXPECT_EQ(ggms(table1({"--runs", "1", "--results", results_})).exit_code, 0);
  const std::string whole = read_text(results_);
  write_text(results_, whole.substr(0, whole.size() - 10));
  const Finished again = ggms(table1({"--runs", "1", "--results", results_}));
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_THAT(again.err_lines(), ElementsAre(StartsWith("2 of 2: ac-2-1")));
  ASSERT_THAT(result_lines(), SizeIs(2));
  EXPECT_EQ(json::parse(result_lines()[1]).at("setting"), "ac-2-1");
}

TEST_F(Bench, AForeignFileIsRefusedAndStaysAsItIs) {
  for (const std::string foreign : {"{\"schema\": \"ggms/protocol/1\"}\n", "no newline", "a,b,c\n1,2,3\n"}) {
    write_text(results_, foreign);
    expect_refused({"--results", results_}, results_ + ":1:1: is not a line of a results file");
    EXPECT_EQ(read_text(results_), foreign);
  }
}

TEST_F(Bench, CtrlCEndsItWithTheTableSoFar) {
  Program program(table1({"--runs", "10000", "--results", results_, "-q", "--format", "json"}));
  program.interrupt({SIGINT});
  const Finished run = program.finish();
  EXPECT_EQ(run.exit_code, 3);
  const json object = json::parse(run.out);
  EXPECT_EQ(object.at("reason"), "interrupted");
  EXPECT_EQ(object.at("planned"), 20000);
  const std::size_t kept = std::filesystem::exists(results_) ? result_lines().size() : 0;
  EXPECT_EQ(object.at("runs").size(), kept);
  EXPECT_LT(kept, 20000U);
}

TEST_F(Bench, InvalidOptionsAreRefusedInOneLine) {
  expect_refused({"--engines", "steam"}, "unknown engine 'steam'");
  expect_refused({"--engines", "exact,exact"}, "twice");
  expect_refused({"--engines", "exact:colour=red"}, "runs of exact:colour=red: synth: ");
  expect_refused({"--engines", "exact:view=sideways"}, "known are vector");
  expect_refused({"--runs", "0"}, "--runs is '0'");
  expect_refused({"--format", "xml"}, "text, markdown, csv or json");
  expect_refused({"--results", folder_.path("missing/results.jsonl")}, "there is no directory");
  expect_refused({"--", "--frobnicate"}, "--frobnicate");
  expect_refused({"--", "-n", "3"}, "-n is given more than once");
  expect_refused({"--", "-o", "protocol.json"}, "-o is not for runs");
}

TEST_F(Bench, SettingsSpecificationsAndTablesHaveToExist) {
  const auto refused = [](const std::vector<std::string>& arguments, const std::string& why) {
    const Finished run = ggms(arguments);
    EXPECT_EQ(run.exit_code, 2) << why;
    ASSERT_THAT(run.err_lines(), SizeIs(1)) << why;
    EXPECT_THAT(run.err, HasSubstr(why));
  };
  refused({"bench"}, "TABLE is required");
  refused({"bench", "table2"}, "unknown table 'table2'");
  refused({"bench", "table1", "--settings", "con-9-9"}, "(did you mean con-2-1?); known are ac-2-1");
  refused({"bench", "table1", "--specs", folder_.path("")}, "name their folder with --specs");
  write_text(folder_.path("consensus.smt2"), "(set-logic ALL)\n(nonsense)\n");
  refused({"bench", "table1", "--specs", folder_.path(""), "--settings", "con-2-1"},
          "consensus.smt2:2:2: 'nonsense'");
}

TEST_F(Bench, SpecificationsAreFoundNearTheProgramFromAnywhere) {
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(folder_.path(""));
  const Finished run = ggms({"bench", "table1", "--settings", "con-2-1", "--runs", "1", "-q"});
  std::filesystem::current_path(before);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out,
              AllOf(HasSubstr("con-2-1  100%"), HasSubstr("GGMS, minutes"), Not(HasSubstr("\x1b["))));
}

TEST_F(Bench, FeasibilitySaysWhatTheoryDoes) {
  const Finished run =
      ggms({"bench", "feasibility", "--specs", kSpecs, "--only", "two-generals,atomic-commit"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.err_lines(), SizeIs(10));
  EXPECT_THAT(
      run.err_lines()[0],
      StartsWith("1 of 10: atomic-commit n=2 loss=1 r=1 s=any vector+id, exact, seed 1: infeasible, "));
  EXPECT_THAT(run.out, AllOf(HasSubstr("Gray 1978"), HasSubstr("10 of 10 settings agree with what is known"),
                             Not(HasSubstr(" !")), Not(HasSubstr("?")), Not(HasSubstr("Santoro"))));
}

TEST_F(Bench, FeasibilityAsJsonHasEveryCellOfEveryTheorem) {
  const Finished run = ggms({"bench", "feasibility", "--specs", kSpecs, "--only", "crash", "--format", "json",
                             "--results", results_, "-q"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  const json object = json::parse(run.out);
  EXPECT_EQ(object.at("schema"), "ggms/bench/1");
  EXPECT_EQ(object.at("table"), "feasibility");
  EXPECT_EQ(object.at("verdict"), "agrees");
  EXPECT_EQ(object.at("timeout"), 60) << "a minute, where no option says otherwise";
  EXPECT_THAT(object.at("paths"), ElementsAre(results_));
  ASSERT_THAT(object.at("rows"), SizeIs(1));
  const json& row = object.at("rows").at(0);
  EXPECT_EQ(row.at("name"), "crash");
  EXPECT_THAT(row.at("source").get<std::string>(), HasSubstr("Lynch"));
  ASSERT_EQ(row.at("cells").size(), object.at("planned"));
  for (const json& cell : row.at("cells")) {
    EXPECT_EQ(cell.at("agreement"), "agrees") << cell;
    EXPECT_EQ(cell.at("verdict") == "found", cell.at("expected") == "feasible") << cell;
    EXPECT_GT(cell.at("seconds"), 0);
  }
  EXPECT_TRUE(row.at("cells").at(0).at("setting").at("states").is_null()) << "any number";
  EXPECT_TRUE(row.at("cells").at(1).at("few_states"));
  EXPECT_EQ(result_lines().size(), object.at("planned"));
  EXPECT_EQ(ggms({"bench", "feasibility", "--specs", kSpecs, "--only", "crash", "--results", results_}).err,
            "")
      << "nothing is left to do";
}

TEST_F(Bench, FeasibilityThatIsNotDecidedInTimeIsUnknown) {
  const Finished run = ggms({"bench", "feasibility", "--specs", kSpecs, "--only", "two-generals", "--timeout",
                             "0.000001", "--format", "json", "-q"});
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_EQ(json::parse(run.out).at("verdict"), "unknown");
}

TEST_F(Bench, OptionsOfOneTableAreNotForTheOther) {
  const auto refused = [](const std::vector<std::string>& arguments, const std::string& why) {
    const Finished run = ggms(arguments);
    EXPECT_EQ(run.exit_code, 2) << why;
    ASSERT_THAT(run.err_lines(), SizeIs(1)) << why;
    EXPECT_THAT(run.err, HasSubstr(why));
  };
  refused({"bench", "table1", "--only", "crash"}, "--only is not for table1");
  refused({"bench", "feasibility", "--runs", "2"}, "--runs is not for feasibility");
  refused({"bench", "feasibility", "--engines", "exact"}, "--engines is not for feasibility");
  refused({"bench", "feasibility", "--settings", "con-2-1"}, "--settings is not for feasibility");
  refused({"bench", "feasibility", "--", "--memory", "1"}, "is not for feasibility");
  refused({"bench", "feasibility", "--only", "magic"}, "unknown theorem 'magic'; known are crash");
}

}  // namespace
}  // namespace ggms::cli
