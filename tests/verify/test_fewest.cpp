// Tests which counterexample is shown: one with the fewest faults, of several the first. Also tests
// specifications with more facts about initial values than a block of configurations holds.

#include "verify/fewest.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "model/fixtures.h"
#include "support/brute.h"
#include "support/cases.h"
#include "verify/explicit.h"
#include "verify/scenarios.h"

namespace ggms::verify {
namespace {

using model::Machine;
using model::Problem;
using model::Setting;

/// Expects the explicit checker and brute force to agree, with the same counterexample. Returns the verdict.
Verdict compare(const Problem& problem, const Machine& machine) {
  base::Stop stop;
  const Check fast = check_explicit(problem, machine, {}, stop);
  const Check slow = check_scenarios(problem, machine, 1, stop);
  EXPECT_EQ(fast.verdict, slow.verdict);
  if (fast.verdict != Verdict::kViolated || slow.verdict != Verdict::kViolated) return slow.verdict;
  EXPECT_EQ(name_of(problem, fast.violations.at(0)), name_of(problem, slow.violations.at(0)));
  EXPECT_TRUE(support::same(fast.violations[0].scenario, slow.violations[0].scenario))
      << support::to_string(fast.violations[0].scenario) << "\ninstead of\n"
      << support::to_string(slow.violations[0].scenario);
  return slow.verdict;
}

/// The machine's reachable entries, one of them changed or gone.
Machine mutant(const Problem& problem, const Machine& machine, base::Rng& rng) {
  ExplicitOptions options;
  options.entries = true;
  base::Stop stop;
  support::Case test_case;
  test_case.setting = problem.setting();
  for (const model::Entry& entry : check_explicit(problem, machine, options, stop).entries) {
    test_case.entries.emplace_back(entry, machine.next(entry));
  }
  support::mutate(test_case, rng);
  return support::machine_of(test_case);
}

/// Both checkers, stopped after more and more steps.
TEST(Fewest, IsSaidOnlyWhereTheSearchForFewerFaultsCameToItsEnd) {
  const Setting setting = model::setting_of(3, 1, 2, "crash=2");
  const Problem problem = model::problem_of("consensus", setting);
  // A process that misses a message flips its decision, so runs with faults break a property from the first
  // initial values on.
  const Machine machine = model::machine_by(setting, [](int, int, const model::Received& received) {
    const auto hears = [&](int state) {
      return std::count(received.by_sender.begin(), received.by_sender.end(), state) > 0;
    };
    return static_cast<model::State>(hears(0) == hears(model::kLost) ? 1 : 0);
  });
  const auto check = [&](bool by_scenarios, base::Stop& stop) {
    return by_scenarios ? check_scenarios(problem, machine, 1, stop)
                        : check_explicit(problem, machine, {}, stop);
  };
  for (const bool by_scenarios : {false, true}) {
    base::Stop never;
    const Check whole = check(by_scenarios, never);
    ASSERT_EQ(whole.verdict, Verdict::kViolated);
    ASSERT_TRUE(whole.fewest);
    const model::FaultCount least = model::count_faults(whole.violations.at(0).scenario);
    int cut_off = 0;
    bool is_whole = false;
    for (std::uint64_t steps = 0; !is_whole; steps += 1 + steps / 8) {
      base::Stop stop;
      stop.limit_steps(steps);
      const Check part = check(by_scenarios, stop);
      if (part.verdict != Verdict::kViolated) {
        EXPECT_EQ(part.verdict, Verdict::kUnknown);
        continue;
      }
      const model::FaultCount faults = model::count_faults(part.violations.at(0).scenario);
      EXPECT_LE(least, faults);
      if (part.fewest) {
        EXPECT_EQ(faults, least) << "by scenarios: " << by_scenarios << ", after steps: " << steps;
      }
      cut_off += part.fewest ? 0 : 1;
      is_whole = part.fewest && stop.reason() == base::Stop::Reason::kNone;
    }
    EXPECT_GT(cut_off, 0) << "by scenarios: " << by_scenarios;
  }
}

TEST(Fewest, IsCertainWithoutAnyFault) {
  const Setting setting = model::setting_of(3, 1, 2, "crash=2");
  const Problem problem = model::problem_of("consensus", setting);
  Machine all_zero = model::floodset(setting);
  for (const auto& [entry, next] : model::floodset(setting).entries()) all_zero.set(entry, 0);
  for (std::uint64_t steps = 0; steps < 1000; ++steps) {
    base::Stop stop;
    stop.limit_steps(steps);
    const Check check = check_scenarios(problem, all_zero, 1, stop);
    if (check.verdict != Verdict::kViolated) continue;
    EXPECT_EQ(check.fewest, model::count_faults(check.violations.at(0).scenario) == model::FaultCount{});
    if (check.fewest) return;
  }
  FAIL() << "one without faults is there";
}

TEST(Fewest, IsWhatBruteForceFindsForFourProcesses) {
  base::Rng rng(1, "fewest");
  for (const model::View view : model::kAllViews) {
    for (const auto& [rounds, crashes] : {std::pair(2, 1), {2, 2}, {3, 1}}) {
      const Setting setting = model::setting_of(4, rounds, 2, "crash=" + std::to_string(crashes), view);
      for (const std::string spec : {"consensus", "atomic-commit"}) {
        const Problem problem = model::problem_of(spec, setting);
        compare(problem, model::floodset(setting));
        for (int i = 0; i < 4; ++i) compare(problem, mutant(problem, model::floodset(setting), rng));
        ASSERT_FALSE(HasFailure()) << spec << ", " << model::describe(setting);
      }
    }
  }
}

TEST(Fewest, FailuresCountBeforeLossesAndLossesBeforeTheOrder) {
  // Deciding one is wrong. It happens from 0 0 0 with two crashes, and from 1 0 1 with one: that is shown,
  // though its initial values come later.
  const std::string text =
      "(set-logic ALL)(declare-sort Process 0)(declare-datatypes ((Bit 0)) (((zero) (one))))"
      "(declare-fun init (Process) Bit)(declare-fun decides (Process Bit) Bool)"
      "(assert (! (forall ((p Process)) (not (decides p one))) :named never-one))";
  const Setting setting = model::setting_of(3, 1, 1, "crash=2");
  const Problem problem(spec::read_spec(text, "never-one.smt2"), setting);
  const Machine machine = model::machine_by(setting, [](int, int, const model::Received& received) {
    const std::vector<int>& v = received.by_sender;
    const bool alone = v == std::vector<int>{model::kLost, model::kLost, 0};
    const bool misses_two = v == std::vector<int>{1, model::kLost, 1};
    return static_cast<model::State>(alone || misses_two ? 1 : 0);
  });
  base::Stop stop;
  const Check check = check_explicit(problem, machine, {}, stop);
  ASSERT_EQ(check.violations.size(), 1U);
  // 1 and 3 alike may miss 2, one loss each; "arrives" comes before "lost" for process 1.
  EXPECT_EQ(support::to_string(check.violations[0].scenario), "initial 1 0 1; crashing 2, 2 to 3 lost");
  EXPECT_EQ(compare(problem, machine), Verdict::kViolated);
}

TEST(Fewest, PastAFewProcessesAnyPossibleViolationWithTheFewestFailuresIsShown) {
  for (const model::View view : {model::View::kVector, model::View::kCounts}) {
    const Setting setting = model::setting_of(13, 1, 1, "crash=2", view);
    const Problem problem = model::problem_of("consensus", setting);
    base::Stop stop;
    Machine machine(setting);
    // FloodSet, without spelling out what thirteen processes may receive.
    machine.suppose(1, 1);
    const auto zero_heard = [&](const model::Received& received) {
      machine.set({1, 0, machine.keys(1).encode(received)}, 0);
    };
    if (view == model::View::kCounts) {
      for (int zeros = 1; zeros <= 13; ++zeros) {
        for (int ones = 0; ones + zeros <= 13; ++ones) {
          model::Received received;
          received.counts = {zeros, ones, 13 - zeros - ones};
          zero_heard(received);
        }
      }
    } else {
      // Only process 1 may start with zero and matter: every process that hears it decides zero.
      for (int lost = 0; lost <= 13; ++lost) {
        std::vector<int> v(13, 1);
        v[0] = 0;
        if (lost > 0 && lost < 13) v[static_cast<std::size_t>(lost)] = model::kLost;
        zero_heard(model::vector_of(v));
      }
    }
    EXPECT_FALSE(fewest_faults(problem, machine, stop));
    const Check check = check_explicit(problem, machine, {}, stop);
    ASSERT_EQ(check.verdict, Verdict::kViolated);
    const model::Scenario& shown = check.violations.at(0).scenario;
    EXPECT_NO_THROW(model::validate(shown, setting));
    EXPECT_EQ(broken_property(problem, model::simulate(problem, machine, shown)),
              check.violations[0].property);
    EXPECT_LE(model::count_faults(shown).failures, 1);
  }
}

// ---- many facts

constexpr int kValues = 7;

std::string many_values(const std::string& assertions) {
  std::string values;
  for (int v = 0; v < kValues; ++v) values += "(v" + std::to_string(v) + ")";
  return "(set-logic ALL)(declare-sort Process 0)(declare-datatypes ((V 0)) ((" + values + ")))" +
         "(declare-fun init (Process) V)(declare-fun decides (Process V) Bool)"
         "(declare-fun correct (Process) Bool)(declare-const lost Bool)"
         "(declare-const p1 Process)(declare-const p2 Process)(declare-const p3 Process)" +
         assertions;
}

Setting many_values_setting(model::View view) {
  Setting setting = model::setting_of(3, 2, kValues, "crash=1", view);
  setting.initial = setting.decisions = kValues;
  return setting;
}

void compare_mutants(const std::string& text, model::View view, std::uint64_t seed) {
  const Problem problem(spec::read_spec(text, "many.smt2"), many_values_setting(view));
  SCOPED_TRACE(model::describe(problem.setting()));
  const Machine flood = model::floodset(problem.setting());
  EXPECT_EQ(compare(problem, flood), Verdict::kVerified);
  base::Rng rng(seed, "many facts");
  int wrong = 0;
  for (int i = 0; i < 40; ++i)
    wrong += compare(problem, mutant(problem, flood, rng)) == Verdict::kViolated ? 1 : 0;
  EXPECT_GE(wrong, 20);
}

TEST(ManyFacts, NamedProcessesInitialValues) {
  // 21 facts "process i starts with v", which tell all 343 vectors apart.
  std::string assertions;
  for (int v = 0; v < kValues; ++v) {
    const std::string value = "v" + std::to_string(v);
    assertions += "(assert (! (forall ((p Process)) (=> (decides p " + value + ") (or (= (init p1) " + value +
                  ") (= (init p2) " + value + ") (= (init p3) " + value + ")))) :named validity-" +
                  std::to_string(v) + "))";
  }
  for (const model::View view : {model::View::kVector, model::View::kCounts}) {
    compare_mutants(many_values(assertions), view, 1);
  }
}

TEST(ManyFacts, TogetherWithWhetherSomethingWasLost) {
  // Seven facts "some process starts with v": 63 kinds of initial values, each with and without a loss.
  std::string assertions;
  for (int v = 0; v < kValues; ++v) {
    const std::string value = "v" + std::to_string(v);
    const std::string somebody = "(exists ((z Process)) (= (init z) " + value + "))";
    assertions += "(assert (! (forall ((p Process)) (=> (decides p " + value + ") " + somebody +
                  ")) :named validity-" + std::to_string(v) + "))";
    if (v == 0) {
      assertions += "(assert (! (=> (and (not lost) " + somebody +
                    ") (forall ((p Process)) (=> (correct p) (decides p v0)))) :named least))";
    }
  }
  for (const model::View view : {model::View::kVectorId, model::View::kCountsOwn, model::View::kCounts}) {
    compare_mutants(many_values(assertions), view, 2);
  }
}

}  // namespace
}  // namespace ggms::verify
