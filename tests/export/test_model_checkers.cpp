// Runs SPIN and rumur on protocols that the exact engine found, and on mutants of them with single entries
// changed or removed. They have to agree with our checker, and a property that they name has to be broken.
// They read the same text that users get.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/program.h"
#include "export/murphi.h"
#include "export/names.h"
#include "export/promela.h"
#include "export/system.h"
#include "files/protocol.h"
#include "model/fixtures.h"
#include "support/cases.h"
#include "support/explore.h"
#include "support/found.h"
#include "support/model_checkers.h"
#include "support/shell.h"
#include "synth/exact.h"
#include "verify/explicit.h"

namespace ggms::exports {
namespace {

constexpr std::uint64_t kMaxStates = 300'000;

/// A machine, and our checker's verdict.
struct Subject {
  std::string name;
  model::Machine machine;
  bool is_right;
};

verify::Check check(const model::Problem& problem, const model::Machine& machine) {
  base::Stop stop;
  verify::ExplicitOptions options;
  options.entries = true;
  return verify::check_explicit(problem, machine, options, stop);
}

/// The machine with an entry changed, or without it.
model::Machine with(const model::Machine& machine, const model::Entry& changed,
                    std::optional<model::State> next) {
  model::Machine other(machine.setting());
  for (const auto& [entry, old] : machine.entries()) {
    if (entry != changed) other.set(entry, old);
  }
  if (next) other.set(changed, *next);
  return other;
}

/// A right machine, one without an entry that it needs, one with a changed entry that breaks a property, and
/// one with a changed entry that breaks none, if there is one.
std::vector<Subject> subjects(const model::Problem& problem, const model::Machine& right) {
  const std::vector<model::Entry> used = check(problem, right).entries;
  base::Rng rng(1, "mutants");
  const auto any = [&] { return used[rng.below(used.size())]; };
  std::vector<Subject> all = {{"found", right, true},
                              {"without an entry", with(right, any(), std::nullopt), false}};
  std::map<bool, bool> has;  // by whether it is right
  constexpr int kTries = 60;
  for (int i = 0; i < kTries && !(has[true] && has[false]); ++i) {
    const model::Entry entry = any();
    const auto states = static_cast<std::uint64_t>(right.setting().alphabet(entry.round));
    if (states == 1) continue;
    const auto next = static_cast<model::State>((right.next(entry) + 1 + rng.below(states - 1)) % states);
    const model::Machine mutant = with(right, entry, next);
    const bool is_right = check(problem, mutant).verdict == verify::Verdict::kVerified;
    if (std::exchange(has[is_right], true)) continue;
    all.push_back({is_right ? "changed, and still right" : "changed", mutant, is_right});
  }
  EXPECT_TRUE(has[false]) << "no mutant breaks a property";
  return all;
}

using Ask = support::Judgement (*)(const std::string&);

/// Has a tool judge the subjects, and compares.
void compare(const model::Problem& problem, const std::vector<Subject>& all,
             std::string (*print)(const System&), Ask ask, bool counts_like_we_do) {
  for (const Subject& subject : all) {
    SCOPED_TRACE(subject.name);
    const System system = system_of(problem, subject.machine);
    const auto explored = support::explore(system, kMaxStates);
    ASSERT_TRUE(explored);
    const support::Judgement judgement = ask(print(system));
    EXPECT_EQ(judgement.verified, subject.is_right) << judgement.violated;
    EXPECT_EQ(judgement.verified,
              std::find(explored->assertion_holds.begin(), explored->assertion_holds.end(), false) ==
                  explored->assertion_holds.end());
    if (judgement.verified) {
      EXPECT_TRUE(!counts_like_we_do || judgement.states == explored->states)
          << judgement.states << " states, not " << explored->states;
      continue;
    }
    const auto named =
        std::find_if(system.assertions.begin(), system.assertions.end(), [&](const Assertion& one) {
          return one.name == judgement.violated || one.comment == judgement.violated;
        });
    ASSERT_NE(named, system.assertions.end()) << judgement.violated;
    EXPECT_FALSE(explored->assertion_holds[static_cast<std::size_t>(named - system.assertions.begin())])
        << judgement.violated;
  }
}

void compare_with_spin(const model::Problem& problem, const std::vector<Subject>& all) {
  compare(problem, all, promela, support::ask_spin, false);
}
void compare_with_rumur(const model::Problem& problem, const std::vector<Subject>& all) {
  compare(problem, all, murphi, support::ask_rumur, true);
}

class ModelCheckersOn : public testing::TestWithParam<support::Kind> {};

TEST_P(ModelCheckersOn, SpinAgreesAboutProtocolsAndMutants) {
  if (!support::is_installed("spin")) GTEST_SKIP() << "spin is not installed";
  const support::Solved solved = support::solve(GetParam());
  compare_with_spin(solved.problem, subjects(solved.problem, solved.machine));
}

TEST_P(ModelCheckersOn, RumurAgreesAboutProtocolsAndMutants) {
  if (!support::is_installed("rumur")) GTEST_SKIP() << "rumur is not installed";
  const support::Solved solved = support::solve(GetParam());
  compare_with_rumur(solved.problem, subjects(solved.problem, solved.machine));
}

/// "consensus_3_crash_2_vector_last"; the name says slow if the test takes more than a few seconds.
std::string name_of(const testing::TestParamInfo<support::Kind>& kind) {
  constexpr int kQuick = 3;  // processes
  const std::string slow = kind.param.processes > kQuick ? "Slow_" : "";
  return slow +
         identifier(kind.param.spec + "_" + std::to_string(kind.param.processes) + "_" + kind.param.faults +
                    "_" + to_string(kind.param.view) + "_" + to_string(kind.param.decide));
}

INSTANTIATE_TEST_SUITE_P(Kinds, ModelCheckersOn, testing::ValuesIn(support::feasible_kinds()), name_of);

/// Random specifications and settings, with every fault word: text that fits one of them may not fit another.
TEST(ModelCheckers, AgreeOnRandomProblems) {
  if (!support::is_installed("spin") || !support::is_installed("rumur"))
    GTEST_SKIP() << "spin or rumur is not installed";
  base::Rng rng(4, "random problems");
  constexpr int kProblems = 12;
  int right = 0;
  for (int i = 0; i < kProblems; ++i) {
    support::Case test_case = support::random_problem(rng, 3);
    const model::Problem problem = support::problem_of(test_case);
    constexpr double kPatience = 2;  // seconds
    base::Stop stop(kPatience, 0, nullptr);
    const synth::Result result = synth::exact(problem, {1, 1}, stop, {});
    const bool is_found = result.answer == synth::Answer::kFound;
    const model::Machine machine = is_found ? *result.machine : model::random_machine(problem.setting(), rng);
    const bool is_right = check(problem, machine).verdict == verify::Verdict::kVerified;
    right += is_right ? 1 : 0;
    const std::vector<Subject> one = {{support::describe(test_case), machine, is_right}};
    compare_with_spin(problem, one);
    compare_with_rumur(problem, one);
  }
  EXPECT_GE(right, 2);
  EXPECT_LE(right, kProblems - 2);
}

TEST(PapersAtomicCommit, IsVerifiedByBothAndFloodSetIsNone) {
  if (!support::is_installed("spin") || !support::is_installed("rumur"))
    GTEST_SKIP() << "spin or rumur is not installed";
  const model::Problem problem = model::problem_of("atomic-commit", model::setting_of(4, 3, 2, "crash=2"));
  const std::vector<Subject> both = {{"the paper's", model::papers_atomic_commit(problem.setting()), true},
                                     {"FloodSet", model::floodset(problem.setting()), false}};
  compare_with_spin(problem, both);
  compare_with_rumur(problem, both);
}

TEST(FloodSetByHand, IsVerifiedByBothUnlessADecisionIsFlipped) {
  if (!support::is_installed("spin") || !support::is_installed("rumur"))
    GTEST_SKIP() << "spin or rumur is not installed";
  for (const int flipped : {0, 1}) {
    const files::Protocol protocol = files::read_protocol(cli::flood_set(4, 2, 3, flipped), "flood-set.json");
    const std::vector<Subject> one = {{"FloodSet", protocol.machine, flipped == 0}};
    compare_with_spin(protocol.problem, one);
    compare_with_rumur(protocol.problem, one);
  }
}

}  // namespace
}  // namespace ggms::exports
