// Child processes, and what their ends mean as runs of a benchmark.

#include "cli/child.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "base/error.h"
#include "cli/bench_runs.h"

namespace ggms::cli {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

ChildEnd shell(const std::string& script) {
  return run_child("/bin/sh", {"-c", script}, [] { return true; });
}

report::BenchPlan plan(const std::string& engine = "exact") {
  return {"con-4-3", engine, 7, 60, {"--memory", "1024"}, "1.2.3"};
}

BenchJob job(const std::string& engine) {
  return {plan(engine), table1_arguments(plan(engine), "specs")};
}

constexpr const char* kAnswer = R"({"verdict": "found", "attempts": [{"seconds": 0.25}], "stats": {}})";

TEST(Child, LeavesItsOutputAndItsExitCode) {
  const ChildEnd end = shell("echo result; echo trouble >&2; exit 5");
  EXPECT_EQ(end.exit_code, 5);
  EXPECT_EQ(end.out, "result\n");
  EXPECT_EQ(end.err, "trouble\n");
  EXPECT_FALSE(end.was_ended);
  EXPECT_GT(end.seconds, 0);
}

TEST(Child, MayWriteMoreThanAPipeHolds) {
  const ChildEnd end = shell("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2");
  EXPECT_EQ(end.exit_code, 0);
  EXPECT_THAT(end.out, SizeIs(1000000));
  EXPECT_THAT(end.err, SizeIs(1000000));
}

TEST(Child, ReadsNothing) {
  EXPECT_EQ(shell("cat; echo end").out, "end\n");
}

TEST(Child, ThatASignalEndsHasNoExitCode) {
  const ChildEnd end = shell("kill -SEGV $$");
  EXPECT_EQ(end.exit_code, -1);
  EXPECT_EQ(end.signal, SIGSEGV);
  EXPECT_FALSE(end.was_ended);
}

TEST(Child, IsKilledWhenItMustNotGoOn) {
  int asked = 0;
  const ChildEnd end = run_child("/bin/sleep", {"1000"}, [&] { return ++asked < 3; });
  EXPECT_TRUE(end.was_ended);
  EXPECT_EQ(end.signal, SIGKILL);
}

TEST(Child, ThatCanNotBeStartedSaysSo) {
  EXPECT_EQ(run_child("/no/such/program", {}, [] { return true; }).exit_code, 127);
}

TEST(BenchRuns, AreProcessesOfSynthInThePapersSetting) {
  EXPECT_THAT(table1_arguments(plan("exact:view=counts"), "some/specs"),
              ElementsAre("synth", "some/specs/consensus.smt2", "-n", "4", "--faults", "crash=3", "--seed",
                          "7", "--timeout", "60", "--explain", "0", "--json", "--quiet", "-r", "4", "-s", "2",
                          "--engine", "exact", "--view", "counts", "--memory", "1024"));
}

TEST(BenchRuns, ColumnsAreEnginesWithOptions) {
  EXPECT_THAT(bench_column_options("exact"), ElementsAre("--engine", "exact"));
  EXPECT_THAT(bench_column_options("exact:a=1=2:flag"),
              ElementsAre("--engine", "exact", "--a", "1=2", "--flag"));
  for (const char* column : {"", "steam", "exact ", "exact:a=|", "exact:a=\"b\"", ":a=1"})
    EXPECT_THROW(bench_column_options(column), base::Error) << column;
}

TEST(BenchRuns, OfTheoremsAskTheExactEngineForOneSetting) {
  report::FeasibilityCell cell{"consensus", 5, "loss=2", 3, 2, "counts", report::Theory::kFeasible};
  EXPECT_THAT(feasibility_arguments(cell, plan(), "some/specs"),
              ElementsAre("synth", "some/specs/consensus.smt2", "-n", "5", "--faults", "loss=2", "--seed",
                          "7", "--timeout", "60", "--explain", "0", "--json", "--quiet", "-r", "3", "--view",
                          "counts", "--decide", "last", "--engine", "exact", "-s", "2"));
  cell.states = report::FeasibilityCell::kAnyStates;
  const std::vector<std::string> open = feasibility_arguments(cell, plan(), "some/specs");
  EXPECT_THAT(open, Not(Contains("-s")));
  EXPECT_THAT(open, Contains("--max-states"));
}

TEST(BenchRuns, OptionsThatSynthWouldNotTakeAreRefusedBeforehand) {
  EXPECT_NO_THROW(require_synth_options(job("exact:view=counts")));
  EXPECT_THROW(require_synth_options(job("exact:colour=red")), base::Error);
  EXPECT_THROW(require_synth_options(job("exact:seed=3")), base::Error) << "given twice";
  EXPECT_THROW(require_synth_options(job("exact:help")), base::Error);
  EXPECT_THROW(require_synth_options(job("exact:output=protocol.json")), base::Error);
}

TEST(BenchRuns, CountAnAnswerThatAgreesWithTheExitCode) {
  const report::BenchRun run = judge(plan(), shell(std::string("echo '") + kAnswer + "'"));
  EXPECT_EQ(run.plan, plan());
  EXPECT_EQ(run.verdict, "found");
  EXPECT_DOUBLE_EQ(run.engine_seconds, 0.25);
  EXPECT_GT(run.seconds, 0);
  EXPECT_EQ(judge(plan(), shell(std::string("echo '") + kAnswer + "'; exit 1")).verdict, "failed");
}

TEST(BenchRuns, FailWhereTheProcessCrashesOrFindsABugInItself) {
  const report::BenchRun crashed = judge(plan(), shell("kill -SEGV $$"));
  EXPECT_EQ(crashed.verdict, "failed");
  EXPECT_THAT(crashed.reason, HasSubstr("signal 11"));
  const report::BenchRun bug = judge(plan(), shell("echo 'ggms: internal error' >&2; exit 4"));
  EXPECT_EQ(bug.verdict, "failed");
  EXPECT_EQ(bug.reason, "exit code 4 without an answer: internal error");
  EXPECT_EQ(judge(plan(), shell("echo nonsense")).verdict, "failed");
}

TEST(BenchRuns, AreUnknownWhereMemoryRanOutBeforeAnAnswer) {
  const report::BenchRun run = judge(plan(), shell("echo 'ggms: out of memory' >&2; exit 3"));
  EXPECT_EQ(run.verdict, "unknown");
  EXPECT_THAT(run.reason, HasSubstr("out of memory"));
}

TEST(BenchRuns, PassOnWhatIsWrongWithTheInput) {
  try {
    judge(plan(), shell("echo 'ggms: consensus.smt2:3:7: nonsense' >&2; exit 2"));
    FAIL() << "no error";
  } catch (const base::Error& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr(plan().name()), HasSubstr("consensus.smt2:3:7: nonsense")));
  }
}

}  // namespace
}  // namespace ggms::cli
