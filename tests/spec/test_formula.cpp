// Tests the pool of formulas: which formulas it folds, which it shares, and which it keeps apart.

#include "spec/formula.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"

namespace ggms::spec {
namespace {

constexpr ProcessTerm kX{false, 0};
constexpr ProcessTerm kY{false, 1};
constexpr ProcessTerm kP1{true, 0};
constexpr ProcessTerm kP2{true, 1};

class FormulasTest : public testing::Test {
 protected:
  Formulas f;
  NodeId lost = f.atom(Op::kLost);
  NodeId crashed = f.atom(Op::kCrashed);
  NodeId correct = f.atom(Op::kCorrect, 0, kX);
  NodeId t = Formulas::kTrueId;
  NodeId u = Formulas::kFalseId;
};

TEST_F(FormulasTest, BeginsWithTrueAndFalse) {
  EXPECT_EQ(f[t].op, Op::kTrue);
  EXPECT_EQ(f[u].op, Op::kFalse);
  EXPECT_EQ(f.constant(true), t);
  EXPECT_EQ(f.constant(false), u);
}

TEST_F(FormulasTest, SharesEqualNodes) {
  EXPECT_EQ(f.atom(Op::kLost), lost);
  EXPECT_EQ(f.conjunction({lost, crashed}), f.conjunction({crashed, lost, crashed}));
  EXPECT_NE(f.conjunction({lost, crashed}), f.disjunction({lost, crashed}));
  EXPECT_NE(f.atom(Op::kDecides, 0, kX), f.atom(Op::kDecides, 1, kX));
  EXPECT_NE(f.atom(Op::kDecides, 0, kX), f.atom(Op::kDecides, 0, kP1));
  EXPECT_NE(f.atom(Op::kDecides, 0, kX), f.atom(Op::kInit, 0, kX));
}

TEST_F(FormulasTest, IgnoresWhatAnAtomDoesNotSpeakOf) {
  EXPECT_EQ(f.atom(Op::kLost, 7, kX, kY), lost);
  EXPECT_EQ(f.atom(Op::kCorrect, 7, kX, kY), correct);
  EXPECT_EQ(f.atom(Op::kFailuresAtLeast, 2, kX), f.atom(Op::kFailuresAtLeast, 2));
}

TEST_F(FormulasTest, PartsAreEachListedOnce) {
  const NodeId both = f.conjunction({lost, crashed});
  const NodeId all = f.disjunction({f.negate(both), f.conjunction({both, correct})});
  std::vector<NodeId> parts = f.parts(all);
  std::sort(parts.begin(), parts.end());
  EXPECT_EQ(std::unique(parts.begin(), parts.end()), parts.end());
  for (const NodeId part : {all, both, lost, crashed, correct})
    EXPECT_EQ(std::count(parts.begin(), parts.end(), part), 1);
  EXPECT_EQ(std::count(parts.begin(), parts.end(), t), 0);
  EXPECT_EQ(f.parts(lost), std::vector<NodeId>{lost});
}

TEST_F(FormulasTest, FoldsConstants) {
  EXPECT_EQ(f.conjunction({}), t);
  EXPECT_EQ(f.disjunction({}), u);
  EXPECT_EQ(f.conjunction({lost, t}), lost);
  EXPECT_EQ(f.conjunction({lost, u}), u);
  EXPECT_EQ(f.disjunction({lost, u}), lost);
  EXPECT_EQ(f.disjunction({lost, t}), t);
  EXPECT_EQ(f.negate(t), u);
  EXPECT_EQ(f.negate(u), t);
  EXPECT_EQ(f.implies(lost, lost), t);
  EXPECT_EQ(f.iff(lost, lost), t);
  EXPECT_EQ(f.iff(lost, f.negate(lost)), u);
  EXPECT_EQ(f.if_then_else(t, lost, crashed), lost);
  EXPECT_EQ(f.if_then_else(u, lost, crashed), crashed);
}

TEST_F(FormulasTest, DropsDoubleNegations) {
  EXPECT_EQ(f.negate(f.negate(lost)), lost);
  EXPECT_EQ(f[f.negate(lost)].op, Op::kNot);
}

TEST_F(FormulasTest, SeesComplementaryParts) {
  EXPECT_EQ(f.conjunction({lost, crashed, f.negate(lost)}), u);
  EXPECT_EQ(f.disjunction({lost, crashed, f.negate(lost)}), t);
  const NodeId both = f.conjunction({lost, crashed});
  EXPECT_EQ(f.conjunction({f.negate(both), lost, crashed}), f.conjunction({lost, crashed, f.negate(both)}));
  const NodeId all = f.quantify(Op::kForall, 0, correct);
  EXPECT_EQ(f.conjunction({all, f.negate(all)}), u);
  EXPECT_EQ(f.disjunction({all, f.quantify(Op::kExists, 0, f.negate(correct))}), t);
}

TEST_F(FormulasTest, FlattensAndSorts) {
  const NodeId a = f.atom(Op::kFailuresAtLeast, 1);
  const NodeId nested = f.conjunction({f.conjunction({a, crashed}), f.conjunction({lost, crashed})});
  EXPECT_EQ(nested, f.conjunction({lost, crashed, a}));
  EXPECT_EQ(f[nested].children.size(), 3u);
  EXPECT_TRUE(std::is_sorted(f[nested].children.begin(), f[nested].children.end()));
  EXPECT_EQ(f[f.disjunction({f.conjunction({lost, a}), crashed})].children.size(), 2u);
}

TEST_F(FormulasTest, KnowsWhichProcessesAreTheSame) {
  EXPECT_EQ(f.atom(Op::kSame, 0, kX, kX), t);
  EXPECT_EQ(f.atom(Op::kSame, 0, kP1, kP1), t);
  EXPECT_EQ(f.atom(Op::kSame, 0, kP1, kP2), u);
  EXPECT_EQ(f.atom(Op::kSame, 0, kX, kP1), f.atom(Op::kSame, 0, kP1, kX));
  EXPECT_GT(f.atom(Op::kSame, 0, kX, kY), u);
}

TEST_F(FormulasTest, FoldsAtomsThatAreTheSameInEveryRun) {
  EXPECT_EQ(f.atom(Op::kFailuresAtLeast, 0), t);
  EXPECT_EQ(f.atom(Op::kFailuresAtLeast, -3), t);
  EXPECT_EQ(f.atom(Op::kDecidedBy, 0, kX), u);
  EXPECT_EQ(f.atom(Op::kDecidedBy, -1, kX), u);
}

TEST_F(FormulasTest, DropsQuantifiersThatBindNothing) {
  EXPECT_EQ(f.quantify(Op::kForall, 0, lost), lost);
  EXPECT_EQ(f.quantify(Op::kExists, 1, correct), correct);
  EXPECT_EQ(f.quantify(Op::kForall, 0, f.atom(Op::kCorrect, 0, kP1)), f.atom(Op::kCorrect, 0, kP1));
  EXPECT_EQ(f[f.quantify(Op::kForall, 0, correct)].op, Op::kForall);
}

TEST_F(FormulasTest, TurnsNegatedQuantifiersAround) {
  const NodeId all = f.quantify(Op::kForall, 0, correct);
  EXPECT_EQ(f.negate(all), f.quantify(Op::kExists, 0, f.negate(correct)));
  EXPECT_EQ(f.negate(f.negate(all)), all);
}

TEST_F(FormulasTest, MentionsOnlyFreeVariables) {
  const NodeId same = f.atom(Op::kSame, 0, kX, kY);
  EXPECT_TRUE(f.mentions(same, 0));
  EXPECT_TRUE(f.mentions(same, 1));
  EXPECT_FALSE(f.mentions(same, 2));
  const NodeId some = f.quantify(Op::kExists, 1, f.conjunction({same, lost}));
  EXPECT_TRUE(f.mentions(some, 0));
  EXPECT_FALSE(f.mentions(some, 1));
  EXPECT_FALSE(f.mentions(f.quantify(Op::kForall, 0, some), 0));
  EXPECT_FALSE(f.mentions(f.atom(Op::kCorrect, 0, kP1), 0));
  EXPECT_FALSE(f.mentions(lost, 0));
}

TEST_F(FormulasTest, RefusesDepthsPastTheLimit) {
  const ProcessTerm last{false, Formulas::kMaxProcessVariables - 1};
  const NodeId atom = f.atom(Op::kCorrect, 0, last);
  EXPECT_TRUE(f.mentions(atom, Formulas::kMaxProcessVariables - 1));
  const ProcessTerm past{false, Formulas::kMaxProcessVariables};
  EXPECT_THROW(f.atom(Op::kCorrect, 0, past), base::InternalError);
}

}  // namespace
}  // namespace ggms::spec
