// Tests the judgement of ended processes.

#include "jobs/judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "jobs/child.h"

namespace ggms::jobs {
namespace {

using testing::AllOf;
using testing::HasSubstr;

ProcessEnd shell(const std::string& script) {
  return run_child("/bin/sh", {"-c", script}, [] { return true; });
}

Plan plan() {
  return {"con-4-3", "exact", 7, 60, {"--memory", "1024"}, "1.2.3"};
}

constexpr const char* kAnswer = R"({"verdict": "found", "attempts": [{"seconds": 0.25}], "stats": {}})";

TEST(Judge, CountsAnAnswerThatAgreesWithTheExitCode) {
  const Result run = judge(plan(), shell(std::string("echo '") + kAnswer + "'")).result;
  EXPECT_EQ(run.plan, plan());
  EXPECT_EQ(run.verdict, "found");
  EXPECT_DOUBLE_EQ(run.engine_seconds, 0.25);
  EXPECT_GT(run.seconds, 0);
  EXPECT_EQ(judge(plan(), shell(std::string("echo '") + kAnswer + "'; exit 1")).result.verdict, "failed");
}

TEST(Judge, FindsAFailureWhereTheProcessCrashesOrFindsABugInItself) {
  const Result crashed = judge(plan(), shell("kill -SEGV $$")).result;
  EXPECT_EQ(crashed.verdict, "failed");
  EXPECT_THAT(crashed.reason, HasSubstr("signal 11"));
  const Result bug = judge(plan(), shell("echo 'ggms: internal error' >&2; exit 4")).result;
  EXPECT_EQ(bug.verdict, "failed");
  EXPECT_EQ(bug.reason, "exit code 4 without an answer: internal error");
  EXPECT_EQ(judge(plan(), shell("echo nonsense")).result.verdict, "failed");
}

TEST(Judge, SaysUnknownWhereMemoryRanOutBeforeAnAnswer) {
  const Result run = judge(plan(), shell("echo 'ggms: out of memory' >&2; exit 3")).result;
  EXPECT_EQ(run.verdict, "unknown");
  EXPECT_THAT(run.reason, HasSubstr("out of memory"));
}

TEST(Judge, PassesOnComplaintsAboutTheInput) {
  try {
    judge(plan(), shell("echo 'ggms: consensus.smt2:3:7: nonsense' >&2; exit 2"));
    FAIL() << "no error";
  } catch (const base::Error& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr(plan().name()), HasSubstr("consensus.smt2:3:7: nonsense")));
  }
}

TEST(Judge, KeepsAnAnswerBesideWhichAFileCouldNotBeWritten) {
  const Judged judged =
      judge(plan(), shell(std::string("echo '") + kAnswer + "'; echo 'ggms: p.json: no room' >&2; exit 2"));
  EXPECT_EQ(judged.result.verdict, "found");
  EXPECT_EQ(judged.complaint, plan().name() + ": p.json: no room");
}

}  // namespace
}  // namespace ggms::jobs
