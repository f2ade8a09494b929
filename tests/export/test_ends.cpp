// Compares the ends of runs: of random conjunctions about every process of a run, a system has to reach
// exactly those that some scenario reaches. Machines are total, so that every run reaches its end, and half
// of the conjunctions differ in one literal from some run.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "export/system.h"
#include "support/brute.h"
#include "support/cases.h"
#include "support/explore.h"

namespace ggms::exports {
namespace {

using support::Case;

constexpr std::uint64_t kMaxStates = 200'000;
constexpr int kConjunctions = 20;  // about each machine

class Ends {
 public:
  explicit Ends(std::uint64_t seed) : rng_(seed, "ends") {}

  int below(int bound) { return static_cast<int>(rng_.below(static_cast<std::uint64_t>(bound))); }

  Case random_case() {
    Case test_case = support::random_problem(rng_, 3);
    model::Setting& setting = test_case.setting;
    if (rng_.coin()) setting.decide = model::Decide::kAny;
    test_case.draft.declarations =
        "(set-logic ALL)\n(declare-sort Process 0)\n" + enumeration("Start", setting.initial) +
        enumeration("Choice", setting.decisions) +
        "(declare-fun init (Process) Start)\n(declare-fun decides (Process Choice) Bool)\n"
        "(declare-fun correct (Process) Bool)\n(declare-fun connected (Process) Bool)\n"
        "(declare-fun decided-by (Process Int) Bool)\n(declare-const lost Bool)\n"
        "(declare-const crashed Bool)\n(declare-const failures Int)\n";
    for (int p = 1; p <= setting.processes; ++p)
      test_case.draft.declarations += "(declare-const p" + std::to_string(p) + " Process)\n";
    model::Machine machine(setting);
    for (int round = 1; round <= setting.rounds; ++round) {
      for (int slot = 0; slot < machine.keys(round).slots(); ++slot) {
        for (std::uint64_t key = 0; key < machine.keys(round).span(); ++key)
          machine.set({round, slot, key}, static_cast<model::State>(below(setting.alphabet(round))));
      }
    }
    test_case.entries = machine.entries();
    test_case.draft.properties = {"true"};
    std::vector<spec::Outcome> outcomes;
    const model::Problem problem = support::problem_of(test_case);
    support::for_each_scenario(setting, [&](const model::Scenario& scenario) {
      outcomes.push_back(model::simulate(problem, machine, scenario).outcome);
    });
    test_case.draft.properties.clear();
    // A system has no variables, and fewer choices, for facts that no property asks for; that has to be
    // tested too.
    silent_ = {};
    if (rng_.coin()) silent_ = {"(connected", "lost"};
    for (const char* word : {"(init", "(correct", "(connected", "(decided-by", "lost"}) {
      if (below(3) == 0) silent_.emplace_back(word);
    }
    for (int i = 0; i < kConjunctions; ++i) {
      const spec::Outcome& some = outcomes[rng_.below(outcomes.size())];
      test_case.draft.properties.push_back("(not (and true" + literals(some, setting) + "))");
    }
    return test_case;
  }

 private:
  static std::string enumeration(const std::string& sort, int values) {
    std::string text = "(declare-datatypes ((" + sort + " 0)) ((";
    for (int i = 0; i < values; ++i) text += "(" + sort + std::to_string(i) + ")";
    return text + ")))\n";
  }

  /// Most facts that are true of a run, and sometimes one that is not.
  std::string literals(const spec::Outcome& outcome, const model::Setting& setting) {
    std::vector<std::pair<std::string, bool>> all;
    for (std::size_t i = 0; i < outcome.processes.size(); ++i) {
      const spec::Observation& seen = outcome.processes[i];
      const std::string p = "p" + std::to_string(i + 1);
      all.emplace_back("(= (init " + p + ") Start" + std::to_string(below(setting.initial)) + ")", true);
      all.back().second = all.back().first.find("Start" + std::to_string(seen.initial)) != std::string::npos;
      for (int d = 0; d < setting.decisions; ++d)
        all.emplace_back("(decides " + p + " Choice" + std::to_string(d) + ")", seen.decision == d);
      all.emplace_back("(correct " + p + ")", seen.correct);
      all.emplace_back("(connected " + p + ")", seen.connected);
      const int round = 1 + below(setting.rounds);
      all.emplace_back("(decided-by " + p + " " + std::to_string(round) + ")",
                       seen.decision != spec::Observation::kNone && seen.decided_in <= round);
    }
    all.emplace_back("lost", outcome.facts.lost);
    all.emplace_back("crashed", outcome.facts.crashed);
    const int failures = below(setting.processes + 1);
    all.emplace_back("(>= failures " + std::to_string(failures) + ")", outcome.facts.failures >= failures);
    std::erase_if(all, [&](const auto& literal) {
      return std::any_of(silent_.begin(), silent_.end(),
                         [&](const std::string& word) { return literal.first.rfind(word, 0) == 0; });
    });
    const auto flipped = rng_.coin() ? rng_.below(all.size()) : all.size();
    const int share = 4 + below(7);  // of ten
    std::string text;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i != flipped && below(10) >= share) continue;
      text += all[i].second != (i == flipped) ? " " + all[i].first : " (not " + all[i].first + ")";
    }
    return text;
  }

  base::Rng rng_;
  std::vector<std::string> silent_;  // how literals begin that are not used
};

/// For each property, whether some scenario breaks it.
std::vector<bool> broken_in(const model::Problem& problem, const model::Machine& machine) {
  const spec::Spec& spec = problem.specification();
  std::vector<bool> broken(spec.properties.size(), false);
  support::for_each_scenario(problem.setting(), [&](const model::Scenario& scenario) {
    const model::Execution run = model::simulate(problem, machine, scenario);
    for (std::size_t i = 0; i < broken.size(); ++i) {
      if (!broken[i]) broken[i] = !spec::evaluate(spec.formulas, spec.properties[i].formula, run.outcome);
    }
  });
  return broken;
}

void compare(std::uint64_t seed, int machines) {
  Ends ends(seed);
  int explored = 0;
  int reached = 0;
  for (int i = 0; i < machines; ++i) {
    const Case test_case = ends.random_case();
    const model::Problem problem = support::problem_of(test_case);
    const model::Machine machine = support::machine_of(test_case);
    const System system = system_of(problem, machine);
    const auto found = support::explore(system, kMaxStates);
    if (!found) continue;
    const std::vector<bool> broken = broken_in(problem, machine);
    for (std::size_t property = 0; property < broken.size(); ++property) {
      ++explored;
      reached += broken[property] ? 1 : 0;
      ASSERT_EQ(!found->assertion_holds[property + 1], broken[property])
          << "case " << i << ": " << test_case.draft.properties[property] << "\n"
          << support::describe(test_case);
    }
  }
  EXPECT_GE(explored, machines * kConjunctions * 9 / 10);
  EXPECT_GE(reached * 3, explored);
  EXPECT_LE(reached * 10, explored * 9);
}

TEST(Ends, AreThoseOfTheScenarios) {
  compare(3, 120);
}

TEST(Ends, AreThoseOfTheScenariosInManyMoreCasesSlow) {
  compare(4, 500);
}

}  // namespace
}  // namespace ggms::exports
