// Formulas in conjunctive normal form (DIMACS), and the check that a proof (DRAT) refutes one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "audit/poll.h"

namespace ggms::audit {

using Clause = std::vector<int>;  // literals: a variable's number, negative for "false"

struct Formula {
  int variables = 0;
  std::vector<Clause> clauses;
};

/// Reads DIMACS CNF with one clause per line. Throws base::Error with the file and the line, and Stopped if
/// told to stop.
Formula read_formula(const std::string& text, const std::string& file_name, const Poll& poll);

/// The result of checking a proof.
struct ProofCheck {
  enum class Verdict { kRefutes, kFails };
  Verdict verdict = Verdict::kFails;
  std::string failure;          // why it fails, with the line
  std::uint64_t lemmas = 0;     // clauses of the proof that were checked
  std::uint64_t deletions = 0;  // clauses that were deleted
};

/// Whether the proof, a list of clauses in DRAT's text form, ends in the empty clause and each of its clauses
/// follows by unit propagation from those before it (RUP), or can be added without making a satisfiable
/// formula unsatisfiable (RAT on its first literal). Goes forward, so that it needs only what it has read.
/// Throws base::Error if the text is not a proof, and Stopped if told to stop.
ProofCheck check_proof(const Formula& formula, const std::string& proof, const std::string& file_name,
                       const Poll& poll);

}  // namespace ggms::audit
