// Tests the proof checker with right proofs of small formulas, with every kind of wrong proof, and with a
// solver's proofs of random formulas.

#include "audit/proof.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/rng.h"
#include "base/stop.h"
#include "synth/proof.h"

namespace ggms::audit::certify {
namespace {

using Verdict = ProofCheck::Verdict;

ProofCheck check(const std::string& formula, const std::string& proof) {
  return check_proof(read_formula(formula, "f", {}), proof, "p", {});
}

// Both values of either variable are excluded.
constexpr const char* kSquare = "p cnf 2 4\n1 2 0\n1 -2 0\n-1 2 0\n-1 -2 0\n";

TEST(Proof, OneLemmaRefutesTheSquare) {
  const ProofCheck result = check(kSquare, "1 0\n0\n");
  EXPECT_EQ(result.verdict, Verdict::kRefutes);
  EXPECT_EQ(result.lemmas, 1U);  // the empty clause follows by unit propagation, so it is not needed
}

TEST(Proof, UnitPropagationAloneRefutes) {
  EXPECT_EQ(check("p cnf 2 3\n1 0\n-1 2 0\n-2 0\n", "").verdict, Verdict::kRefutes);
  EXPECT_EQ(check("p cnf 1 1\n0\n", "").verdict, Verdict::kRefutes);
}

TEST(Proof, ALemmaThatDoesNotFollowIsRefused) {
  // The first clause is redundant, because no clause contains -3; the second is not.
  const ProofCheck result = check("p cnf 3 2\n1 2 0\n-1 3 0\n", "3 1 0\n-2 0\n2 0\n0\n");
  EXPECT_EQ(result.verdict, Verdict::kFails);
  EXPECT_EQ(result.failure, "p:2: does not follow from the clauses before it");
}

TEST(Proof, WithoutTheEmptyClauseNothingIsProved) {
  EXPECT_EQ(check("p cnf 2 1\n1 2 0\n", "").failure, "p: ends before the empty clause");
  EXPECT_EQ(check("p cnf 2 1\n1 2 0\n", "0\n").verdict, Verdict::kFails);
}

TEST(Proof, ADeletedClauseCannotBeUsed) {
  EXPECT_EQ(check(kSquare, "d 1 -2 0\n1 0\n0\n").verdict, Verdict::kFails);
  EXPECT_EQ(check("p cnf 3 5\n1 2 0\n1 -2 0\n-1 2 0\n-1 -2 0\n1 3 0\n", "d 3 1 0\n1 0\n").verdict,
            Verdict::kRefutes);
}

TEST(Proof, OnlyExistingClausesCanBeDeleted) {
  EXPECT_EQ(check(kSquare, "d 1 0\n1 0\n").failure, "p:1: deletes a clause that is not there");
  EXPECT_EQ(check(kSquare, "d 1 2 0\nd 1 2 0\n1 0\n").verdict, Verdict::kFails);
}

TEST(Proof, TheReasonOfALastingAssignmentStaysThoughDeleted) {
  // 1 follows for good from the first clause; the proof goes on as if that clause was still there.
  EXPECT_EQ(check("p cnf 3 5\n1 0\n-1 2 3 0\n-1 2 -3 0\n-1 -2 3 0\n-1 -2 -3 0\n", "d 1 0\n2 0\n").verdict,
            Verdict::kRefutes);
}

TEST(Proof, AClauseOnANewVariableIsAddedThoughItDoesNotFollow) {
  // 3 is defined as "1 or 2" (its clauses are RAT on 3), and used.
  EXPECT_EQ(check(kSquare, "3 -1 0\n3 -2 0\n-3 1 2 0\n3 1 0\n1 0\n0\n").verdict, Verdict::kRefutes);
}

TEST(Proof, ARatClauseHasToBeRedundantOnItsFirstLiteral) {
  // -1 can be added to (1 2), (1 3): 2 and 3 are free. On 2 it is not redundant with (-2 1) there.
  EXPECT_EQ(check("p cnf 3 3\n1 2 0\n-2 3 0\n-3 -2 0\n", "2 0\n").verdict, Verdict::kFails);
}

TEST(Proof, MalformedTextsSayWhere) {
  const auto message = [](const auto& work) -> std::string {
    try {
      work();
    } catch (const base::Error& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_EQ(message([] { check("p cnf 2 2\n1 2 0\n", ""); }), "f:2: has 1 clauses, and says that it has 2");
  EXPECT_EQ(message([] { check("p cnf 2 1\n1 3 0\n", ""); }), "f:2: 3 is not from -2 to 2");
  EXPECT_EQ(message([] { check("p cnf 2 1\n1 2\n", ""); }), "f:2: a clause ends in 0");
  EXPECT_EQ(message([] { check("p cnf 268435456 0\n", ""); }), "f:1: 268435456 is not from 0 to 18")
      << "memory";
  EXPECT_EQ(message([] { check(kSquare, "268435456 0\n"); }), "p:1: 268435456 is not from -14 to 14");
  EXPECT_EQ(message([] { check("p dnf 2 1\n1 2 0\n", ""); }), "f:1: begins with \"p cnf VARIABLES CLAUSES\"");
  EXPECT_EQ(message([] { check(kSquare, "1 x 0\n"); }), "p:1: \"x\" is not a whole number");
  EXPECT_EQ(message([] { check(kSquare, "1 0 2 0\n"); }), "p:1: one clause a line");
}

TEST(Proof, CommentsAreSkipped) {
  EXPECT_EQ(check("c a square\np cnf 2 4\n1 2 0\n1 -2 0\nc more\n-1 2 0\n-1 -2 0\n", "c so\n1 0\n").verdict,
            Verdict::kRefutes);
}

/// Whether some assignment satisfies all clauses, by trying all.
bool has_model(const Formula& formula) {
  for (unsigned assignment = 0; assignment >> formula.variables == 0; ++assignment) {
    bool all = true;
    for (const Clause& clause : formula.clauses) {
      bool some = false;
      for (const int literal : clause)
        some = some || ((assignment >> (std::abs(literal) - 1) & 1U) != 0) == (literal > 0);
      all = all && some;
    }
    if (all) return true;
  }
  return false;
}

Formula random_formula(base::Rng& rng, int variables, std::size_t clauses) {
  Formula formula;
  formula.variables = variables;
  while (formula.clauses.size() < clauses) {
    Clause clause;
    for (std::size_t i = 0; i < 1 + rng.below(3); ++i) {
      const int variable = 1 + static_cast<int>(rng.below(static_cast<std::uint64_t>(variables)));
      clause.push_back(rng.below(2) == 0 ? variable : -variable);
    }
    formula.clauses.push_back(clause);
  }
  return formula;
}

TEST(Proof, SolversProofsAreAcceptedAndSatisfiableFormulasAreNotRefuted) {
  base::Rng rng(1, "proofs");
  base::Stop stop;
  int refuted = 0;
  int forged = 0;
  while (refuted < 300 || forged < 300) {
    const int variables = 3 + static_cast<int>(rng.below(8));
    const Formula formula =
        random_formula(rng, variables, static_cast<std::size_t>(variables) * 3 + rng.below(10));
    if (!has_model(formula)) {
      const auto proof = synth::proof(formula.variables, formula.clauses, stop);
      ASSERT_TRUE(proof);
      ASSERT_EQ(check_proof(formula, *proof, "p", {}).verdict, Verdict::kRefutes) << *proof;
      ++refuted;
      continue;
    }
    // Random lemmas, the empty clause at the end: some lemma has to be refused.
    std::string proof;
    for (const Clause& clause : random_formula(rng, variables, 1 + rng.below(8)).clauses) {
      if (rng.below(4) == 0) proof += "d ";
      for (const int literal : clause) proof += std::to_string(literal) + " ";
      proof += "0\n";
    }
    ASSERT_EQ(check_proof(formula, proof + "0\n", "p", {}).verdict, Verdict::kFails) << proof;
    ++forged;
  }
}

}  // namespace
}  // namespace ggms::audit::certify
