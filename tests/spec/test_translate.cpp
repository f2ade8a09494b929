// Compares the translated formulas with Z3's own evaluation of the same text.

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "spec/oracle.h"
#include "spec/outcome.h"
#include "spec/random_spec.h"
#include "spec/spec.h"

namespace ggms::spec {
namespace {

Outcome random_outcome(int processes, std::mt19937_64& random) {
  const auto below = [&](int limit) {
    return static_cast<int>(random() % static_cast<std::uint64_t>(limit));
  };
  Outcome outcome;
  outcome.facts.lost = below(2) == 0;
  outcome.facts.crashed = below(2) == 0;
  outcome.facts.failures = below(4);
  for (int i = 0; i < processes; ++i) {
    Observation seen;
    seen.name = i;
    seen.initial = below(3);
    seen.decision = below(3) - 1;
    seen.decided_in = seen.decision == Observation::kNone ? Observation::kNone : 1 + below(3);
    seen.correct = below(2) == 0;
    seen.connected = below(2) == 0;
    outcome.processes.push_back(seen);
  }
  return outcome;
}

std::string named(const std::string& term, int i) {
  return "(assert (! " + term + " :named property-" + std::to_string(i) + "))\n";
}

struct Tally {
  int true_ones = 0;
  int false_ones = 0;
};

/// One random specification of ten properties, on ten outcomes.
void compare(std::uint64_t seed, Tally& tally) {
  constexpr int kProperties = 10;
  constexpr int kOutcomes = 10;
  constexpr int kDepth = 5;
  RandomSpec writer(seed);
  std::string rest = writer.definitions();
  for (int i = 0; i < kProperties; ++i) rest += named(writer.property(1 + writer.below(kDepth)), i);
  const std::string text = "(declare-sort Process 0)\n" + writer.enumerations() + writer.vocabulary() +
                           "(declare-const p1 Process)(declare-const p2 Process)\n" + rest;
  SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + text);
  const Spec spec = read_spec(text, "random.smt2");
  ASSERT_EQ(spec.properties.size(), static_cast<std::size_t>(kProperties));
  ASSERT_EQ(spec.named_processes, 2);

  const int processes = 2 + writer.below(2);
  Oracle oracle(processes, true, writer.enumerations(), writer.vocabulary(), rest);
  ASSERT_EQ(oracle.properties(), static_cast<std::size_t>(kProperties));
  std::mt19937_64 random(seed);
  for (int i = 0; i < kOutcomes; ++i) {
    const Outcome outcome = random_outcome(processes, random);
    const std::vector<bool> expected = oracle.evaluate(outcome);
    for (std::size_t k = 0; k < expected.size(); ++k) {
      ASSERT_EQ(evaluate(spec.formulas, spec.properties[k].formula, outcome), expected[k])
          << "property " << k << " on outcome " << i;
      ++(expected[k] ? tally.true_ones : tally.false_ones);
    }
  }
}

TEST(Translate, AgreesWithZ3OnRandomSpecifications) {
  Tally tally;
  for (std::uint64_t seed = 1; seed <= 150 && !testing::Test::HasFatalFailure(); ++seed) compare(seed, tally);
  // The comparison means little if nearly everything is true.
  EXPECT_GT(tally.true_ones, 3000);
  EXPECT_GT(tally.false_ones, 3000);
}

TEST(Translate, FindsThePremiseOfAnImplication) {
  int nontrivial = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    RandomSpec writer(seed);
    std::string text = "(declare-sort Process 0)\n" + writer.enumerations() + writer.vocabulary() +
                       "(declare-const p1 Process)(declare-const p2 Process)\n" + writer.definitions();
    const auto [implication, premise] = writer.implication(3);
    text += named(implication, 0) + named(premise, 1);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + text);
    const Spec spec = read_spec(text, "random.smt2");
    ASSERT_TRUE(spec.properties[0].has_premise);
    // Equal formulas have equal ids.
    ASSERT_EQ(spec.properties[0].premise, spec.properties[1].formula);
    if (spec.properties[0].premise > Formulas::kFalseId) ++nontrivial;
  }
  EXPECT_GT(nontrivial, 20);
}

constexpr ProcessTerm kX{false, 0};
constexpr ProcessTerm kY{false, 1};
constexpr ProcessTerm kP1{true, 0};
constexpr ProcessTerm kP2{true, 1};

Spec read_term(const std::string& term) {
  return read_spec(
      "(declare-sort Process 0)(declare-datatypes ((Vote 0)) (((abort) (commit))))"
      "(declare-fun init (Process) Vote)(declare-fun decides (Process Vote) Bool)"
      "(declare-fun correct (Process) Bool)(declare-fun decided-by (Process Int) Bool)"
      "(declare-const lost Bool)(declare-const failures Int)(declare-const p1 Process)(declare-const p2 "
      "Process)"
      "(define-fun commits ((p Process)) Bool (decides p commit))"
      "(assert (! " +
          term + " :named it))",
      "test.smt2");
}

/// The formula of a term is the one that `build` makes in the same pool: equal formulas have equal ids.
template <typename Build>
void expect_formula(const std::string& term, Build build) {
  Spec spec = read_term(term);
  Formulas& f = spec.formulas;
  EXPECT_EQ(spec.properties[0].formula, build(f)) << term;
}

TEST(Translate, WritesOutEnumerationsAndKeepsProcesses) {
  expect_formula(
      "(forall ((p Process) (v Vote) (q Process)) (=> (decides p v) (= (init q) v)))", [](Formulas& f) {
        const auto one = [&](int v) {
          return f.implies(f.atom(Op::kDecides, v, kX), f.atom(Op::kInit, v, kY));
        };
        return f.quantify(Op::kForall, 0, f.quantify(Op::kForall, 1, f.conjunction({one(0), one(1)})));
      });
  expect_formula("(forall ((p Process)) (exists ((v Vote)) (decides p v)))", [](Formulas& f) {
    return f.quantify(Op::kForall, 0,
                      f.disjunction({f.atom(Op::kDecides, 0, kX), f.atom(Op::kDecides, 1, kX)}));
  });
  expect_formula("(exists ((v Vote) (w Vote)) (and (distinct v w) (= v abort) (decides p1 w)))",
                 [](Formulas& f) { return f.atom(Op::kDecides, 1, kP1); });
}

TEST(Translate, CountsProcessVariablesFromTheOutermost) {
  // The inner p hides the outer one; q is the second variable, so the inner p is the third.
  expect_formula(
      "(forall ((p Process) (q Process)) (or (correct q) (exists ((p Process)) (= (init p) (init q)))))",
      [](Formulas& f) {
        const ProcessTerm z{false, 2};
        const NodeId equal =
            f.disjunction({f.conjunction({f.atom(Op::kInit, 0, z), f.atom(Op::kInit, 0, kY)}),
                           f.conjunction({f.atom(Op::kInit, 1, z), f.atom(Op::kInit, 1, kY)})});
        const NodeId body = f.disjunction({f.atom(Op::kCorrect, 0, kY), f.quantify(Op::kExists, 2, equal)});
        // The first variable is not used, so its quantifier is gone.
        return f.quantify(Op::kForall, 1, body);
      });
}

TEST(Translate, ChoosesProcessesAndValues) {
  expect_formula("(correct (ite lost p1 p2))", [](Formulas& f) {
    const NodeId lost = f.atom(Op::kLost);
    return f.if_then_else(lost, f.atom(Op::kCorrect, 0, kP1), f.atom(Op::kCorrect, 0, kP2));
  });
  expect_formula("(decides p1 (ite lost abort commit))", [](Formulas& f) {
    const NodeId lost = f.atom(Op::kLost);
    return f.if_then_else(lost, f.atom(Op::kDecides, 0, kP1), f.atom(Op::kDecides, 1, kP1));
  });
  expect_formula("(= p1 (ite lost p1 p2))", [](Formulas& f) { return f.atom(Op::kLost); });
  expect_formula("((_ is commit) (init p2))", [](Formulas& f) { return f.atom(Op::kInit, 1, kP2); });
  expect_formula("(distinct abort commit (init p1))", [](Formulas& f) {
    return f.conjunction({f.negate(f.atom(Op::kInit, 0, kP1)), f.negate(f.atom(Op::kInit, 1, kP1))});
  });
}

TEST(Translate, KnowsThatNamedProcessesDiffer) {
  expect_formula("(= p1 p2)", [](Formulas& f) { return f.constant(false); });
  expect_formula("(distinct p1 p2)", [](Formulas& f) { return f.constant(true); });
  expect_formula("(exists ((q Process)) (= q p2 p1))", [](Formulas& f) {
    return f.quantify(Op::kExists, 0, f.conjunction({f.atom(Op::kSame, 0, kX, kP2), f.constant(false)}));
  });
}

TEST(Translate, ComparesFailuresWithIntegers) {
  const auto at_least = [](int k) { return [k](Formulas& f) { return f.atom(Op::kFailuresAtLeast, k); }; };
  const auto below = [](int k) {
    return [k](Formulas& f) { return f.negate(f.atom(Op::kFailuresAtLeast, k)); };
  };
  const auto exactly = [](int k) {
    return [k](Formulas& f) {
      return f.conjunction({f.atom(Op::kFailuresAtLeast, k), f.negate(f.atom(Op::kFailuresAtLeast, k + 1))});
    };
  };
  expect_formula("(>= failures 2)", at_least(2));
  expect_formula("(> failures 2)", at_least(3));
  expect_formula("(< failures 2)", below(2));
  expect_formula("(<= failures 2)", below(3));
  expect_formula("(<= 2 failures)", at_least(2));
  expect_formula("(< 2 failures)", at_least(3));
  expect_formula("(> 2 failures)", below(2));
  expect_formula("(>= 2 failures)", below(3));
  expect_formula("(= failures 2)", exactly(2));
  expect_formula("(= 2 failures)", exactly(2));
  expect_formula("(not (distinct 2 failures))", exactly(2));
  expect_formula("(< 1 failures 3)", exactly(2));
  expect_formula("(>= failures (- 1))", [](Formulas& f) { return f.constant(true); });
  expect_formula("(= failures (- 1))", [](Formulas& f) { return f.constant(false); });
  expect_formula("(and (< (- 3) 2) (= failures failures))", [](Formulas& f) { return f.constant(true); });
}

TEST(Translate, ReadsRoundsAsLiterals) {
  expect_formula("(decided-by p1 3)", [](Formulas& f) { return f.atom(Op::kDecidedBy, 3, kP1); });
  expect_formula("(let ((k 3)) (decided-by p1 k))",
                 [](Formulas& f) { return f.atom(Op::kDecidedBy, 3, kP1); });
  expect_formula("(decided-by p1 0)", [](Formulas& f) { return f.constant(false); });
  expect_formula("(decided-by p1 (- 2))", [](Formulas& f) { return f.constant(false); });
}

TEST(Translate, TakesThePremiseOnlyOfAnImplication) {
  const auto premise = [](const std::string& term) {
    const Spec spec = read_term(term);
    return std::pair(spec.properties[0].has_premise, spec.properties[0].premise);
  };
  EXPECT_EQ(premise("(forall ((p Process)) (correct p))"), std::pair(false, Formulas::kTrueId));
  EXPECT_EQ(premise("(exists ((p Process)) (=> lost (correct p)))"), std::pair(false, Formulas::kTrueId));
  EXPECT_EQ(premise("(=> true (correct p1))"), std::pair(true, Formulas::kTrueId));
  EXPECT_EQ(premise("(forall ((v Vote)) (forall ((p Process)) (=> (and (= v abort) (= v commit)) lost)))"),
            std::pair(true, Formulas::kFalseId));

  // A definition's body counts as if it stood in its place, and all but the last of several arguments are
  // premises.
  Spec spec = read_term("(forall ((p Process)) (=> (commits p) lost (correct p) (= (init p) commit)))");
  Formulas& f = spec.formulas;
  const NodeId expected = f.quantify(
      Op::kExists, 0,
      f.conjunction({f.atom(Op::kDecides, 1, kX), f.atom(Op::kLost), f.atom(Op::kCorrect, 0, kX)}));
  EXPECT_EQ(spec.properties[0].premise, expected);
}

}  // namespace
}  // namespace ggms::spec
