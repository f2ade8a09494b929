// Tests the number of ways to choose the processes that a property speaks of.

#include "spec/choices.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "spec/compiled.h"

namespace ggms::spec {
namespace {

Spec spec_of(const std::string& property) {
  return read_spec(R"((set-logic ALL)(declare-sort Process 0)(declare-datatypes ((V 0)) (((a) (b))))
(declare-fun init (Process) V)(declare-fun decides (Process V) Bool)(declare-fun correct (Process) Bool)
(assert (! )" + property +
                       " :named x))",
                   "test.smt2");
}

int variables_of(const std::string& property) {
  const Spec spec = spec_of(property);
  return nested_variables(spec.formulas, spec.properties[0].formula);
}

/// "Not all of `variables` processes are distinct."
std::string pigeonhole(int variables) {
  std::string declared, names;
  for (int i = 1; i <= variables; ++i) {
    declared += "(v" + std::to_string(i) + " Process)";
    names += " v" + std::to_string(i);
  }
  return "(forall (" + declared + ") (not (distinct" + names + ")))";
}

std::string error_of(const Spec& spec, int processes) {
  try {
    const Compiled compiled(spec, processes);
  } catch (const base::Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(Choices, NestedVariablesCount) {
  EXPECT_EQ(variables_of("(forall ((p Process)) (correct p))"), 1);
  EXPECT_EQ(variables_of("(forall ((p Process)) (exists ((q Process)) (and (correct p) (not (= p q)))))"), 2);
  EXPECT_EQ(variables_of("(and (forall ((p Process)) (correct p)) (exists ((p Process)) (decides p a)))"), 1);
  EXPECT_EQ(variables_of("(exists ((v V)) (forall ((p Process)) (decides p v)))"), 1);
  EXPECT_EQ(variables_of(pigeonhole(14)), 14);
}

TEST(Choices, UnusedVariablesDoNotCount) {
  EXPECT_EQ(variables_of("(forall ((p Process) (q Process)) (exists ((r Process)) (correct q)))"), 1);
}

TEST(Choices, APropertyWithTooManyIsRefusedWithItsNumberAndTheBound) {
  EXPECT_EQ(error_of(spec_of(pigeonhole(23)), 2), "no error");
  EXPECT_EQ(error_of(spec_of(pigeonhole(24)), 2),
            "test:3:1: property 'x' has 2^24 ways to choose its processes; at most 2^23 can be gone through");
  EXPECT_EQ(error_of(spec_of(pigeonhole(14)), 4),
            "test:3:1: property 'x' has 4^14 ways to choose its processes; at most 2^23 can be gone through");
  EXPECT_EQ(
      error_of(spec_of(pigeonhole(64)), 100),
      "test:3:1: property 'x' has 100^64 ways to choose its processes; at most 2^23 can be gone through");
}

}  // namespace
}  // namespace ggms::spec
