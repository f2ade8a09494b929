// The independent auditor of "infeasible". Like the auditor of protocols, it shares no code with the program
// that it audits. A certificate has two halves, and each is checked: that all clauses hold of every correct
// protocol (reasons.cpp, histories.cpp), and that they contradict each other (proof.cpp).
#include "audit/refutation.h"

#include <fmt/format.h>

#include "audit/proof.h"
#include "audit/reasons.h"
#include "audit/refutation_head.h"
#include "audit/text.h"
#include "base/error.h"

namespace ggms::audit {

namespace {

/// Checks the reason of every clause.
void check_reasons(const RefutationFiles& files, const Formula& formula, Reasons& reasons, const Poll& poll,
                   Refutation& result) {
  const std::string file_name = files.folder + "reasons.txt";
  TextReader reader(files.reasons, file_name, "#", poll);
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < formula.clauses.size(); ++i) {
    if (!reader.next(words)) {
      result.failure = fmt::format("{}: ends before the reason of clause {}", file_name, i + 1);
      break;
    }
    try {
      reasons.check(reader, words, formula.clauses[i]);
    } catch (const base::Error& error) {
      const std::string what = error.what();
      result.failure = what.starts_with(file_name)
                           ? what
                           : fmt::format("{}:{}: clause {}: {}", file_name, reader.line(), i + 1, what);
      break;
    }
    ++result.reasons[std::string(words[0])];
  }
  if (result.failure.empty() && reader.next(words))
    result.failure = file_name + ": has more reasons than clauses";
  if (!result.failure.empty()) result.verdict = Refutation::Verdict::kBad;
}

/// The whole audit. Throws Stopped.
void audit(const RefutationFiles& files, const RefutationHead& head, const std::string& head_name,
           const Poll& poll, Refutation& result) {
  GroundProperties properties(head.protocol, head_name, poll);
  result.properties = properties.names();
  const Formula formula = read_formula(files.formula, files.folder + "formula.cnf", poll);
  result.variables = static_cast<std::uint64_t>(formula.variables);
  result.clauses = formula.clauses.size();

  const Basis basis{head.protocol, properties, head.carried, formula.variables, poll};
  const std::string variables_name = files.folder + "variables.txt";
  const auto reasons = head.any_states ? reasons_of_histories(basis, files.variables, variables_name)
                                       : reasons_of_a_table(basis, files.variables, variables_name);
  check_reasons(files, formula, *reasons, poll, result);
  if (result.verdict == Refutation::Verdict::kBad) return;

  const ProofCheck proof = check_proof(formula, files.proof, files.folder + "proof.drat", poll);
  result.lemmas = proof.lemmas;
  result.deletions = proof.deletions;
  result.failure = proof.failure;
  result.verdict =
      proof.verdict == ProofCheck::Verdict::kRefutes ? Refutation::Verdict::kGood : Refutation::Verdict::kBad;
}

}  // namespace

Refutation certify_refutation(const RefutationFiles& files, const std::function<bool()>& stop) {
  const std::string head_name = files.folder + "certificate.json";
  const RefutationHead head = read_refutation_head(files.head, head_name);
  Refutation result;
  result.subject = subject_of(head.protocol, Claim::kInfeasible, head.any_states);
  try {
    audit(files, head, head_name, Poll(stop), result);
  } catch (const Stopped&) {
    result.failure = "the audit ended before it was complete";
  }
  return result;
}

std::vector<std::string> refutation_lines(const Refutation& refutation) {
  using Verdict = Refutation::Verdict;
  std::vector<std::string> lines;
  const char* verdict = refutation.verdict == Verdict::kGood ? "certified: there is no protocol for"
                        : refutation.verdict == Verdict::kBad
                            ? "refuted: this does not prove that there is no protocol for"
                            : "not finished: the audit that there is no protocol for";
  lines.push_back(
      fmt::format("{} {} with {}", verdict, refutation.subject.spec_name, setting_text(refutation.subject)));
  const bool good = refutation.verdict == Verdict::kGood;
  if (!good) lines.push_back(refutation.failure);
  for (const std::string& line : specification_lines(refutation.subject)) lines.push_back(line);
  lines.push_back(fmt::format("{}: {}", refutation.properties.size() == 1 ? "property" : "properties",
                              fmt::join(refutation.properties, ", ")));
  if (!good) return lines;
  std::string kinds;
  for (const auto& [kind, count] : refutation.reasons)
    kinds += fmt::format("{}{} {}", kinds.empty() ? "" : ", ", with_commas(count), kind);
  lines.push_back(fmt::format("{} over {} hold of every protocol: {}", plural(refutation.clauses, "clause"),
                              plural(refutation.variables, "variable"), kinds));
  const std::string how = refutation.lemmas == 0
                              ? "unit propagation alone shows it"
                              : fmt::format("a proof of {} and {}", plural(refutation.lemmas, "clause"),
                                            plural(refutation.deletions, "deletion"));
  lines.push_back("they contradict each other: " + how);
  return lines;
}

}  // namespace ggms::audit
