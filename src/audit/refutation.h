#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "audit/subject.h"

namespace ggms::audit {

/// The texts of a certificate of infeasibility, and the folder's name for error messages.
struct RefutationFiles {
  std::string folder;  // with a slash at the end, or empty
  std::string head;    // certificate.json
  std::string formula, variables, reasons, proof;
};

/// The result of an audit of a certificate of infeasibility.
struct Refutation {
  enum class Verdict { kGood, kBad, kUnknown };

  Verdict verdict = Verdict::kUnknown;
  Subject subject;
  std::vector<std::string> properties;           // of the specification, by name
  std::uint64_t variables = 0, clauses = 0;      // of the formula
  std::map<std::string, std::uint64_t> reasons;  // clauses by kind of reason
  std::uint64_t lemmas = 0, deletions = 0;       // of the proof
  std::string failure;  // bad: the first thing that is wrong; unknown: why it gave up
};

/// Audits a certificate of infeasibility: whether each clause of the formula holds of every protocol that is
/// correct in the setting, by replaying its reason, and whether the proof refutes the formula; then there is
/// no such protocol. Calls `stop` every now and then, and gives up once it returns true. Throws base::Error
/// if a file is malformed.
Refutation certify_refutation(const RefutationFiles& files, const std::function<bool()>& stop = {});

/// What exactly was proved, as lines for people.
std::vector<std::string> refutation_lines(const Refutation& refutation);

}  // namespace ggms::audit
