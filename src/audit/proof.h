// Formulas in conjunctive normal form (DIMACS), and the check that a proof (DRAT) refutes one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "audit/poll.h"

namespace ggms::audit {

using Clause = std::vector<int>;  // literals: a variable's number, negative where it is to be false

struct Formula {
  int variables = 0;
  std::vector<Clause> clauses;
};

/// Reads DIMACS CNF with one clause a line. Throws base::Error with the file and the line, and Stopped if
/// told to.
Formula read_formula(const std::string& text, const std::string& file_name, const Poll& poll);

/// What came of checking a proof.
struct ProofCheck {
  enum class Verdict { kRefutes, kFails };
  Verdict verdict = Verdict::kFails;
  std::string failure;          // why it fails, with the line
  std::uint64_t lemmas = 0;     // clauses that were checked
  std::uint64_t deletions = 0;  // clauses that were deleted
};

/// Whether the proof, a list of clauses in DRAT's text form, ends in the empty clause and each of its clauses
/// follows by unit propagation from those before it (RUP), or can be added without making a satisfiable
/// formula unsatisfiable (RAT on its first literal). Goes forward, so that what is read is all that is used.
/// Throws base::Error where the text is no proof, and Stopped if told to.
ProofCheck check_proof(const Formula& formula, const std::string& proof, const std::string& file_name,
                       const Poll& poll);

}  // namespace ggms::audit
