// Tests that SMT solvers answer exported queries as the checkers judge the protocols.

#include "export/smt2.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.h"
#include "model/fixtures.h"
#include "support/brute.h"
#include "support/cases.h"
#include "support/found.h"
#include "support/shell.h"
#include "synth/exact.h"

namespace ggms::exports {
namespace {

constexpr const char* kSolvers[] = {"z3", "cvc5"};

/// What a solver says: "sat", "unsat", or its complaint.
std::string answer(const std::string& solver, const std::string& text) {
  const cli::Folder folder;
  cli::write_text(folder.path("query.smt2"), text);
  const std::string options = solver == "cvc5" ? " --bitblast=eager" : "";  // as the query's first lines say
  std::string out = support::run(solver + options + " " + folder.path("query.smt2")).out;
  while (out.ends_with('\n')) out.pop_back();
  return out;
}

std::string query(const model::Problem& problem, const model::Machine& machine) {
  return smt2(system_of(problem, machine));
}

/// The query without the broken properties: all runs.
std::string all_runs(std::string text) {
  const std::size_t goal = text.find("(assert (not (and defined_holds");
  EXPECT_NE(goal, std::string::npos);
  return text.erase(goal, text.find('\n', goal) - goal);
}

class Smt2 : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!support::is_installed(GetParam())) GTEST_SKIP() << GetParam() << " is not installed";
  }
};
INSTANTIATE_TEST_SUITE_P(Solvers, Smt2, testing::ValuesIn(kSolvers),
                         [](const auto& solver) { return std::string(solver.param); });

TEST_P(Smt2, IsUnsatisfiableForProtocolsAndSatisfiableForBrokenOnesSlow) {
  for (const support::Kind& kind : support::feasible_kinds()) {
    const support::Solved solved = support::solve(kind);
    const std::string text = query(solved.problem, solved.machine);
    EXPECT_EQ(answer(GetParam(), text), "unsat") << describe(kind);
    EXPECT_EQ(answer(GetParam(), all_runs(text)), "sat") << "there is no run: " << describe(kind);
    const auto mutants = support::broken(solved, 2);
    EXPECT_EQ(mutants.size(), 2U) << describe(kind);
    for (const model::Machine& mutant : mutants)
      EXPECT_EQ(answer(GetParam(), query(solved.problem, mutant)), "sat") << describe(kind);
  }
}

TEST_P(Smt2, KnowsFloodSet) {
  const auto with = [](int rounds) {
    const model::Problem problem = model::problem_of("consensus", model::setting_of(4, rounds, 2, "crash=2"));
    return query(problem, model::floodset(problem.setting()));
  };
  EXPECT_EQ(answer(GetParam(), with(3)), "unsat");
  EXPECT_EQ(answer(GetParam(), with(2)), "sat");
}

TEST_P(Smt2, KnowsThePapersAtomicCommit) {
  const model::Problem problem = model::problem_of("atomic-commit", model::setting_of(3, 3, 2, "crash=2"));
  EXPECT_EQ(answer(GetParam(), query(problem, model::papers_atomic_commit(problem.setting()))), "unsat");
  EXPECT_EQ(answer(GetParam(), query(problem, model::floodset(problem.setting()))), "sat")
      << "a vote to abort that no process hears must be heeded";
}

TEST_P(Smt2, FindsMissingMoves) {
  const model::Problem problem = model::problem_of("consensus", model::setting_of(3, 2, 2, "crash=1"));
  for (const int round : {1, 2}) {
    model::Machine machine(problem.setting());
    for (const auto& [entry, next] : model::floodset(problem.setting()).entries()) {
      const model::Received received = machine.keys(entry.round).decode(entry.key);
      if (entry.round != round || received != model::vector_of({0, 0, model::kLost}))
        machine.set(entry, next);
    }
    EXPECT_EQ(answer(GetParam(), query(problem, machine)), "sat") << round;
  }
  EXPECT_EQ(answer(GetParam(), query(problem, model::Machine(problem.setting()))), "sat");
}

TEST_P(Smt2, CountsPastWhatIsThere) {
  // A budget that is never used up.
  const model::Problem problem = model::problem_of("consensus", model::setting_of(2, 1, 1, "loss=1000"));
  const model::Machine machine = model::floodset(problem.setting());
  EXPECT_EQ(answer(GetParam(), query(problem, machine)), "sat");
}

TEST_P(Smt2, AgreesWithBruteForceOnRandomProblems) {
  base::Rng rng(9, "smt2");
  int right = 0;
  int wrong = 0;
  for (int i = 0; i < 50 && !HasFailure(); ++i) {
    support::Case test_case = support::random_problem(rng, 3);
    const model::Problem problem = support::problem_of(test_case);
    base::Stop stop;
    std::optional<model::Machine> machine;
    if (i % 2 == 0) machine = synth::exact(problem, {rng.next(), 1}, stop, {}).machine;
    if (!machine) machine = model::random_machine(test_case.setting, rng);
    const bool is_right = support::is_right(problem, *machine);
    ++(is_right ? right : wrong);
    EXPECT_EQ(answer(GetParam(), query(problem, *machine)), is_right ? "unsat" : "sat")
        << support::describe(test_case);
  }
  EXPECT_GE(right, 5);
  EXPECT_GE(wrong, 10);
}

}  // namespace
}  // namespace ggms::exports
