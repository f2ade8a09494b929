// Tests that the premise of an "if ..., then ..." is found however it is written, with the right polarity.
// Random properties and random runs check what makes a premise right: if it doesn't hold, the property does.

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "spec/outcome.h"
#include "spec/random_spec.h"
#include "spec/spec.h"

namespace ggms::spec {
namespace {

constexpr const char* kVocabulary = R"(
(declare-sort Process 0)
(declare-datatypes ((Bit 0)) (((zero) (one))))
(declare-fun init (Process) Bit)
(declare-fun decides (Process Bit) Bool)
(declare-fun correct (Process) Bool)
(declare-const lost Bool)
(declare-const crashed Bool)
(declare-const failures Int)
(declare-const p1 Process)
(define-fun same ((p Process)) Bool (= (init p) zero))
(define-fun rule ((p Process)) Bool (=> (same p) (decides p one)))
(define-fun both-rules ((p Process)) Bool (and (rule p) (=> (correct p) (decides p one))))
)";

std::string named(const std::string& term, const std::string& name) {
  return "(assert (! " + term + " :named " + name + "))\n";
}

struct Case {
  std::string property;
  std::string premise;  // empty: none
};

/// Formulas are shared, so equal ones have equal ids.
void expect_premise(const Case& one) {
  SCOPED_TRACE(one.property);
  const bool has = !one.premise.empty();
  const Spec spec = read_spec(
      kVocabulary + named(one.property, "property") + named(has ? one.premise : "true", "premise"), "t.smt2");
  EXPECT_EQ(spec.properties[0].has_premise, has);
  EXPECT_EQ(spec.properties[0].premise, spec.properties[1].formula);
}

std::string for_all(const std::string& body) {
  return "(forall ((p Process)) " + body + ")";
}
std::string for_some(const std::string& body) {
  return "(exists ((p Process)) " + body + ")";
}

TEST(Premise, IsFoundHoweverAnImplicationIsWritten) {
  const std::string same = for_some("(same p)");
  const std::vector<Case> cases = {
      {for_all("(=> (same p) (decides p one))"), same},
      {for_all("(rule p)"), same},
      {for_all("(let ((x (same p))) (=> x (decides p one)))"), same},
      {for_all("(or (not (same p)) (decides p one))"), same},
      {for_all("(or (decides p one) (not (same p)) false)"), same},
      {for_all("(ite (same p) (decides p one) true)"), same},
      {for_all("(ite (not (same p)) true (decides p one))"), same},
      {for_all("(ite (same p) (not (decides p one)) true)"), same},
      {for_all("(and (=> (same p) (decides p one)) (=> (same p) (decides p zero)))"), same},
      {for_all("(not (and (same p) (decides p one)))"), same},
      {for_all("(not (and (decides p one) (same p)))"), same},
      {for_all("(=> (and (same p) (decides p one)) false)"), same},
      {for_all("(ite (and (same p) (decides p one)) false true)"), same},
      {for_all("(not (ite (same p) (decides p one) false))"), same},
      {for_all("(not (not (rule p)))"), same},
      {for_all("(or (not (same p)) (not (decides p one)))"), same},
      {"(not " + for_some("(and (same p) (decides p one))") + ")", same},
      {"(not " + for_some("(not (rule p))") + ")", same},
      {"(not (or " + for_some("(and (same p) (decides p one))") + " false))", same},
      {"(=> " + same + " " + for_all("(decides p one)") + ")", same},
      {"(or " + for_all("(decides p one)") + " (not " + same + "))", same},
      {"(=> (> failures 9) " + for_all("(decides p one)") + ")", "(> failures 9)"},
      {"(=> lost (= failures 0) " + for_all("(decides p one)") + ")", "(and lost (= failures 0))"},
  };
  for (const Case& one : cases) expect_premise(one);
}

TEST(Premise, OfSeveralPartsHoldsIfThatOfOnePartDoes) {
  const std::vector<Case> cases = {
      {for_all("(both-rules p)"), for_some("(or (same p) (correct p))")},
      {"(and " + for_all("(rule p)") + " (=> lost (decides p1 one)))",
       "(or " + for_some("(same p)") + " lost)"},
      {"(and true (=> lost (decides p1 one)))", "lost"},
      {"(ite lost (=> crashed (decides p1 one)) (=> (same p1) (decides p1 zero)))",
       "(or (and lost crashed) (and (not lost) (same p1)))"},
      {"(ite lost (=> crashed (decides p1 one)) (decides p1 zero))", "(or (and lost crashed) (not lost))"},
      {"(=> lost (and (=> crashed (decides p1 one)) (=> (same p1) (decides p1 zero))))",
       "(and lost (or crashed (same p1)))"},
      {"(=> lost " + for_all("(=> (same p) (decides p one))") + ")",
       "(and lost " + for_some("(same p)") + ")"},
      {"(not (=> " + for_all("(rule p)") + " (and lost (decides p1 one))))",
       "(or " + for_some("(same p)") + " lost)"},
      {"(forall ((b Bit) (p Process)) (=> (= (init p) b) lost (decides p b)))",
       "(exists ((b Bit) (p Process)) (and (= (init p) b) lost))"},
  };
  for (const Case& one : cases) expect_premise(one);
}

TEST(Premise, ExistsOnlyIfSomeRunIsNotATest) {
  for (const std::string& property : std::vector<std::string>{
           for_all("(correct p)"), for_some("(rule p)"), "(not " + for_all("(not (rule p))") + ")",
           for_all("(and (rule p) (correct p))"), "(ite lost (decides p1 one) (decides p1 zero))",
           for_all("(= (same p) (decides p one))"), for_all("(xor (same p) (decides p one))"),
           for_all("(or (decides p one) (decides p zero))"), "(not (and (same p1) lost))", "false", "true",
           "(forall ((p Process) (q Process)) (not (and (decides p one) (decides q zero))))",
           for_all("(=> (and (decides p zero) (decides p one)) false)")}) {
    expect_premise({property, ""});
  }
}

/// A run with random facts, of processes with values 0, 1, ...
Outcome random_outcome(std::mt19937_64& random, int processes, int initial, int decisions) {
  const auto below = [&](int limit) {
    return static_cast<int>(random() % static_cast<std::uint64_t>(limit));
  };
  Outcome outcome;
  for (int p = 0; p < processes; ++p) {
    Observation seen;
    seen.name = p;
    seen.initial = below(initial);
    seen.decision = below(decisions + 1) - 1;
    seen.decided_in = seen.decision == Observation::kNone ? Observation::kNone : 1 + below(2);
    seen.correct = below(3) > 0;
    seen.connected = below(3) > 0;
    outcome.processes.push_back(seen);
  }
  outcome.facts.lost = below(2) > 0;
  outcome.facts.crashed = below(2) > 0;
  outcome.facts.failures = below(3);
  return outcome;
}

struct Tally {
  int tested = 0;    // the premise held
  int untested = 0;  // it didn't
  int wrong = 0;     // ... and the property was false
};

/// Compares a property with its supposed premise.
void compare(const Spec& spec, NodeId property, NodeId premise, std::mt19937_64& random, Tally& tally) {
  for (int i = 0; i < 40; ++i) {
    const Outcome outcome = random_outcome(random, 2 + i % 2, static_cast<int>(spec.initial.size()),
                                           static_cast<int>(spec.decisions.size()));
    const bool tested = evaluate(spec.formulas, premise, outcome);
    ++(tested ? tally.tested : tally.untested);
    if (!tested && !evaluate(spec.formulas, property, outcome)) ++tally.wrong;
  }
}

/// Compares random properties; with `planted`, with the opposite premises.
Tally compare_random(bool planted) {
  Tally tally;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    RandomSpec writer(seed);
    std::string text = "(declare-sort Process 0)\n" + writer.enumerations() + writer.vocabulary() +
                       "(declare-const p1 Process)(declare-const p2 Process)\n" + writer.definitions();
    for (int i = 0; i < 4; ++i) text += named(writer.property(5), "r" + std::to_string(i));
    text += named(writer.implication(3).first, "i");
    Spec spec = read_spec(text, "random.smt2");
    std::mt19937_64 random(seed);
    for (const Property& property : spec.properties) {
      if (!property.has_premise) continue;
      Tally here;
      const NodeId premise = planted ? spec.formulas.negate(property.premise) : property.premise;
      compare(spec, property.formula, premise, random, here);
      EXPECT_TRUE(planted || here.wrong == 0) << property.name << " of seed " << seed << "\n" << text;
      tally.tested += here.tested;
      tally.untested += here.untested;
      tally.wrong += here.wrong;
    }
  }
  return tally;
}

TEST(Premise, HoldsWhereverARandomPropertyIsViolated) {
  const Tally tally = compare_random(false);
  EXPECT_EQ(tally.wrong, 0);
  // The comparison means little unless both are common.
  EXPECT_GT(tally.tested, 2000);
  EXPECT_GT(tally.untested, 500);
}

TEST(Premise, OfTheWrongPolarityWouldBeNoticed) {
  EXPECT_GT(compare_random(true).wrong, 100);
}

}  // namespace
}  // namespace ggms::spec
