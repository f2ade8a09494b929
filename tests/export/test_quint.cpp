// Tests that Quint reads exported modules, accepts protocols and refutes broken ones. It is not a Debian
// package: $GGMS_QUINT names it if it is not on the PATH.

#include "export/quint.h"

#include <cstdlib>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.h"
#include "support/found.h"
#include "support/shell.h"

namespace ggms::exports {
namespace {

class QuintSlow : public testing::Test {
 protected:
  void SetUp() override {
    if (const char* named = std::getenv("GGMS_QUINT")) program_ = named;
    if (!support::is_installed(program_)) GTEST_SKIP() << "quint is not installed";
  }

  support::Ran run(const System& system, const std::string& command) const {
    const cli::Folder folder;
    cli::write_text(folder.path("module.qnt"), quint(system));
    return support::run(fmt::format("{} {} {}", program_, command, folder.path("module.qnt")));
  }

  /// Random runs that look for a broken property.
  support::Ran simulate(const System& system) const {
    return run(system, fmt::format("run --backend typescript --seed=1 --max-samples=200 --max-steps={} "
                                   "--main=protocol --invariant=safe",
                                   system.longest_run));
  }

  std::string program_ = "quint";
};

TEST_F(QuintSlow, ReadsAndRunsAllKindsOfProtocols) {
  for (const support::Kind& kind : support::feasible_kinds()) {
    const support::Solved solved = support::solve(kind);
    const System system = system_of(solved.problem, solved.machine);
    const support::Ran types = run(system, "typecheck");
    EXPECT_EQ(types.exit_code, 0) << describe(kind) << types.out;
    const support::Ran runs = simulate(system);
    EXPECT_EQ(runs.exit_code, 0) << describe(kind) << runs.out;
    EXPECT_THAT(runs.out, testing::HasSubstr("No violation found")) << describe(kind);
  }
}

TEST_F(QuintSlow, FindsThatAMoveIsMissing) {
  const support::Solved solved = support::solve(support::feasible_kinds().front());
  const support::Ran runs = simulate(system_of(solved.problem, model::Machine(solved.problem.setting())));
  EXPECT_NE(runs.exit_code, 0);
  EXPECT_THAT(runs.out, testing::HasSubstr("violation"));
}

TEST_F(QuintSlow, FindsThatEveryDecisionIsTheWrongOne) {
  const support::Solved solved = support::solve(support::feasible_kinds().front());
  model::Machine machine = solved.machine;
  for (const auto& [entry, next] : solved.machine.entries()) {
    if (entry.round == solved.problem.setting().rounds) machine.set(entry, next == 0 ? 1 : 0);
  }
  const support::Ran runs = simulate(system_of(solved.problem, machine));
  EXPECT_NE(runs.exit_code, 0);
  EXPECT_THAT(runs.out, testing::HasSubstr("violation"));
}

}  // namespace
}  // namespace ggms::exports
