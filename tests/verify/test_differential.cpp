// Compares the checkers on thousands of random machines, specifications and settings: the explicit checker,
// the brute-force one, a third enumeration of the tests, and the auditor. Right machines come from the exact
// engine and change step by step into other right ones; nearly right machines differ from these in one entry.
// A case on which two checkers disagree is shrunk before it is shown.

#include <gtest/gtest.h>

#include <algorithm>
#include <exception>
#include <optional>
#include <string>

#include "audit/certify.h"
#include "files/protocol.h"
#include "model/fixtures.h"
#include "support/brute.h"
#include "support/cases.h"
#include "support/slow_cases.h"
#include "synth/exact.h"
#include "verify/explicit.h"
#include "verify/frame.h"
#include "verify/scenarios.h"

namespace ggms::verify {
namespace {

using support::Case;

/// How two checkers disagree about a case; "" if they agree.
std::string disagreement_between(const Case& test_case, bool audit) {
  const model::Problem problem = support::problem_of(test_case);
  const model::Machine machine = support::machine_of(test_case);
  base::Stop stop;
  const Check fast = check_explicit(problem, machine, {}, stop);
  const Check slow = check_scenarios(problem, machine, 1, stop);
  const support::Brute brute = support::brute_force(problem, machine);
  if (fast.verdict != slow.verdict) return "explicit and scenarios differ in their verdicts";
  if (brute.violation.has_value() != (slow.verdict == Verdict::kViolated)) {
    return "scenarios and the simulator differ in their verdicts";
  }
  if (audit) {
    const audit::Certificate certificate =
        audit::certify_protocol(files::write_protocol({problem, machine, {}, {}}), "random");
    if (certificate.verdict == audit::Certificate::Verdict::kUnknown) return "the auditor gave up";
    if (certificate.good() != (slow.verdict == Verdict::kVerified)) {
      return "the auditor and scenarios differ in their verdicts: " + certificate.failure;
    }
  }
  if (slow.verdict == Verdict::kVerified) return "";

  const model::Scenario& expected = brute.violation->scenario;
  for (const Check* check : {&fast, &slow}) {
    if (check->violations.size() != 1) return "a violation is missing";
    const Violation& violation = check->violations[0];
    const std::string who = check == &fast ? "explicit" : "scenarios";
    model::validate(violation.scenario, problem.setting());
    const auto replayed = broken_property(problem, model::simulate(problem, machine, violation.scenario));
    if (!replayed || *replayed != violation.property)
      return "a scenario of " + who + " breaks something else";
    if (violation.property != brute.violation->property || !support::same(violation.scenario, expected)) {
      return who + " shows " + name_of(problem, violation) + " under " +
             support::to_string(violation.scenario) + ", but the fewest faults are " +
             support::to_string(expected);
    }
  }
  return "";
}

/// The same; an exception counts as a disagreement too.
std::string disagreement(const Case& test_case, bool audit) {
  try {
    return disagreement_between(test_case, audit);
  } catch (const std::exception& error) {
    return error.what();
  }
}

/// A machine for the problem that is right, if there is one.
std::optional<Case> right_case(Case test_case, std::uint64_t seed) {
  const model::Problem problem = support::problem_of(test_case);
  constexpr double kPatience = 1;  // seconds; a hard problem is passed over
  base::Stop stop(kPatience, 0, nullptr);
  const synth::Result result = synth::exact(problem, {seed, 1}, stop, {});
  if (result.answer != synth::Answer::kFound) return std::nullopt;
  test_case.entries = result.machine->entries();
  return test_case;
}

/// Changes single entries as long as the machine stays right.
Case wandered(Case test_case, base::Rng& rng) {
  const model::Problem problem = support::problem_of(test_case);
  constexpr int kSteps = 20;
  for (int i = 0; i < kSteps; ++i) {
    Case changed = test_case;
    if (support::mutate(changed, rng) && support::is_right(problem, support::machine_of(changed))) {
      test_case = changed;
    }
  }
  return test_case;
}

struct Shares {
  int cases = 0;
  int right = 0;
  int one_entry_from_right = 0;
  // The number of problems, and of those whose specifications need certain parts of the checkers.
  int problems = 0;
  int with_lost = 0;
  int with_names = 0;
  int with_initial = 0;
  int existential = 0;
  int multisets = 0;

  void note(const model::Problem& problem) {
    const spec::Compiled& compiled = problem.compiled();
    ++problems;
    with_lost += compiled.uses_lost() ? 1 : 0;
    with_names += compiled.uses_names() ? 1 : 0;
    with_initial += compiled.uses_initial() ? 1 : 0;
    multisets += Frame::counted(problem) ? 1 : 0;
    const auto is_universal = [](const spec::Requirement& property) { return property.is_universal; };
    const auto& properties = compiled.properties();
    existential += std::all_of(properties.begin(), properties.end(), is_universal) ? 0 : 1;
  }
};

class Differential {
 public:
  Differential(std::uint64_t seed, int audit_every) : rng_(seed, "differential"), audit_every_(audit_every) {}

  Shares run(int cases) {
    while (shares_.cases < cases && !testing::Test::HasFailure()) round();
    return shares_;
  }

 private:
  void round() {
    constexpr int kMaxProcesses = 4;
    const Case blank = support::random_problem(rng_, kMaxProcesses);
    shares_.note(support::problem_of(blank));
    Case random = blank;
    random.entries = model::random_machine(blank.setting, rng_).entries();
    judge(random);
    const std::uint64_t seed = rng_.next();
    const auto engine_fails = [&](const Case& candidate) {
      try {
        right_case(candidate, seed);
        return false;
      } catch (const std::exception&) {
        return true;
      }
    };
    if (engine_fails(blank)) {
      ADD_FAILURE() << "the engine fails:\n" << support::describe(support::shrunk(blank, engine_fails));
      return;
    }
    const auto found = right_case(blank, seed);
    if (!found) return;
    judge(*found);
    const Case other = wandered(*found, rng_);
    judge(other);
    const model::Problem problem = support::problem_of(blank);
    for (const Case* from : {&*found, &other}) {
      constexpr int kTries = 8;
      for (int i = 0; i < kTries; ++i) {
        Case changed = *from;
        if (!support::mutate(changed, rng_)) break;
        if (support::is_right(problem, support::machine_of(changed))) continue;
        ++shares_.one_entry_from_right;
        judge(changed);
        break;
      }
    }
  }

  void judge(const Case& test_case) {
    const bool audit = ++shares_.cases % audit_every_ == 0;
    shares_.right +=
        support::is_right(support::problem_of(test_case), support::machine_of(test_case)) ? 1 : 0;
    const auto fails = [&](const Case& candidate) { return !disagreement(candidate, audit).empty(); };
    if (!fails(test_case)) return;
    const Case least = support::shrunk(test_case, fails);
    ADD_FAILURE() << "case " << shares_.cases << ": " << disagreement(least, audit) << "\n"
                  << support::describe(least);
  }

  base::Rng rng_;
  int audit_every_;
  Shares shares_;
};

void expect_shares(const Shares& shares) {
  EXPECT_GE(shares.right * 5, shares.cases);
  EXPECT_GE(shares.one_entry_from_right * 5, shares.cases);
  for (const int some :
       {shares.with_lost, shares.with_names, shares.with_initial, shares.existential, shares.multisets}) {
    EXPECT_GE(some * 8, shares.problems);
    EXPECT_LE(some * 8, shares.problems * 7);
  }
}

TEST(Differential, AllCheckersAgreeOnRandomMachinesSpecificationsAndSettings) {
  const Shares shares = Differential(1, 20).run(2000);
  expect_shares(shares);
}

TEST(SlowDifferential, AllCheckersAgreeOnManyMoreOfThem) {
  const Shares shares = Differential(2, 4).run(support::slow_cases(3'000));
  expect_shares(shares);
}

}  // namespace
}  // namespace ggms::verify
