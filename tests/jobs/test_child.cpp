// Tests child processes.

#include "jobs/child.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

namespace ggms::jobs {
namespace {

using testing::SizeIs;

ProcessEnd shell(const std::string& script) {
  return run_child("/bin/sh", {"-c", script}, [] { return true; });
}

TEST(Child, LeavesItsOutputAndItsExitCode) {
  const ProcessEnd end = shell("echo result; echo trouble >&2; exit 5");
  EXPECT_EQ(end.exit_code, 5);
  EXPECT_EQ(end.out, "result\n");
  EXPECT_EQ(end.err, "trouble\n");
  EXPECT_FALSE(end.was_ended);
  EXPECT_GT(end.seconds, 0);
}

TEST(Child, MayWriteMoreThanAPipeHolds) {
  const ProcessEnd end = shell("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2");
  EXPECT_EQ(end.exit_code, 0);
  EXPECT_THAT(end.out, SizeIs(1000000));
  EXPECT_THAT(end.err, SizeIs(1000000));
}

TEST(Child, ReadsNothing) {
  EXPECT_EQ(shell("cat; echo end").out, "end\n");
}

TEST(Child, ThatASignalEndsHasNoExitCode) {
  const ProcessEnd end = shell("kill -SEGV $$");
  EXPECT_EQ(end.exit_code, -1);
  EXPECT_EQ(end.signal, SIGSEGV);
  EXPECT_FALSE(end.was_ended);
}

TEST(Child, IsKilledWhenItMustNotGoOn) {
  int asked = 0;
  const ProcessEnd end = run_child("/bin/sleep", {"1000"}, [&] { return ++asked < 3; });
  EXPECT_TRUE(end.was_ended);
  EXPECT_EQ(end.signal, SIGKILL);
}

TEST(Child, ThatCanNotBeStartedSaysSo) {
  EXPECT_EQ(run_child("/no/such/program", {}, [] { return true; }).exit_code, 127);
}

}  // namespace
}  // namespace ggms::jobs
