#include "verify/explicit_checks.h"

#include <gtest/gtest.h>

#include "spec/spec.h"
#include "verify/scenarios.h"

namespace ggms::verify {

namespace {

constexpr const char* kVocabulary = R"(
(set-logic ALL)
(declare-sort Process 0)
(declare-datatypes ((Bit 0)) (((zero) (one))))
(declare-fun init (Process) Bit)
(declare-fun decides (Process Bit) Bool)
(declare-fun correct (Process) Bool)
(declare-fun connected (Process) Bool)
(declare-const lost Bool)
(declare-const failures Int)
(declare-const p1 Process)
)";

}  // namespace

Check check_of(const model::Problem& problem, const model::Machine& machine, const ExplicitOptions& options) {
  base::Stop stop;
  return check_explicit(problem, machine, options, stop);
}

Verdict verdict_of(const model::Problem& problem, const model::Machine& machine) {
  const Verdict verdict = check_of(problem, machine).verdict;
  base::Stop stop;
  EXPECT_EQ(check_scenarios(problem, machine, 1, stop).verdict, verdict);
  return verdict;
}

model::Problem problem_with(const std::string& assertions, const model::Setting& setting) {
  return {spec::read_spec(kVocabulary + assertions, "test.smt2"), setting};
}

}  // namespace ggms::verify
