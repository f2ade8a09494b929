// The audit of protocols and certificates: claims first, then, one by one, what they rest on.

#include "api/certification.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "api/inputs.h"
#include "audit/subject.h"
#include "base/error.h"
#include "base/text.h"
#include "base/words.h"

namespace ggms::api {

namespace {

/// What is to be audited, as far as it was read.
struct Claimed {
  const Evidence* evidence = nullptr;
  std::string head;     // the text of a certificate's certificate.json
  std::string problem;  // what errors call the file that has the specification and the setting
  std::string text;     // of that file
  audit::Subject subject;
};

/// The text of a file that a certificate needs. Throws base::Error if there is none.
std::string part(const Evidence& evidence, const std::string& file, base::Stop& stop) {
  std::optional<std::string> text = evidence.text(file, stop);
  if (text) return std::move(*text);
  const std::string folder = evidence.folder();
  throw base::Error(folder + file + ": is missing, so " + (folder.empty() ? "this" : folder) +
                    " is not a whole certificate");
}

Claimed claimed_by_protocol(const Evidence& evidence, base::Stop& stop) {
  Claimed claimed{&evidence, "", evidence.name, part(evidence, kProtocolFile, stop), {}};
  refuse_specification(claimed.text, claimed.problem);
  claimed.subject = audit::subject_of_protocol(claimed.text, claimed.problem);
  return claimed;
}

Claimed claimed_by_certificate(const Evidence& evidence, base::Stop& stop) {
  const std::string head = evidence.folder() + kHeadFile;
  Claimed claimed{&evidence, part(evidence, kHeadFile, stop), head, {}, {}};
  if (audit::read_claim(claimed.head, head) == audit::Claim::kFound) {
    claimed.problem = evidence.folder() + kProtocolFile;
    claimed.text = part(evidence, kProtocolFile, stop);
    claimed.subject = audit::subject_of_protocol(claimed.text, claimed.problem);
  } else {
    claimed.text = claimed.head;
    claimed.subject = audit::subject_of_refutation(claimed.text, claimed.problem);
  }
  audit::require_digest(claimed.head, head, claimed.subject);
  return claimed;
}

/// The same in the auditor's words: it shares no types with what it judges.
audit::Expectations in_words(const Expectations& expected) {
  audit::Expectations words;
  if (expected.spec_text) words.spec_text = base::without_byte_order_mark(*expected.spec_text);
  words.claim = expected.claim;
  words.processes = expected.processes;
  words.rounds = expected.rounds;
  words.states = expected.states;
  words.any_states = expected.any_states;
  if (expected.faults) words.faults = model::to_string(*expected.faults);
  if (expected.view) words.view = model::to_string(*expected.view);
  if (expected.decide) words.decide = model::to_string(*expected.decide);
  return words;
}

/// Throws base::Error if a claim is about another question than the one that was asked. Of several, those
/// that are not can be certified alone.
void require_expected(const std::vector<Claimed>& claims, const audit::Expectations& expected,
                      const std::string& spec_name) {
  std::vector<std::string> as_asked;
  const Claimed* other = nullptr;
  for (const Claimed& claimed : claims) {
    if (audit::differences(claimed.subject, expected).empty()) {
      as_asked.push_back(claimed.evidence->name);
    } else if (other == nullptr) {
      other = &claimed;
    }
  }
  if (other == nullptr) return;
  const bool other_spec = expected.spec_text && *expected.spec_text != other->subject.spec_text;
  const std::string advice =
      as_asked.empty() ? "" : "; for what was asked, certify " + base::listed(as_asked, "or") + " alone";
  throw base::Error(fmt::format("{}: is about another {}: {}{}", other->problem,
                                other_spec ? "specification than " + spec_name : "question than was asked",
                                base::listed(audit::differences(other->subject, expected)), advice));
}

Audit audit_of(const Claimed& claimed, base::Stop& stop) {
  const auto stopped = [&] { return stop.requested(); };
  const Evidence& evidence = *claimed.evidence;
  if (!evidence.is_certificate)
    return {evidence.name, audit::certify_protocol(claimed.text, claimed.problem, stopped)};
  const std::string folder = evidence.folder();
  if (claimed.subject.claim == audit::Claim::kFound) {
    return {evidence.name,
            audit::certify_listed(claimed.text, claimed.problem, part(evidence, kListingFile, stop),
                                  folder + kListingFile, stopped)};
  }
  const audit::RefutationFiles files{folder,
                                     claimed.head,
                                     part(evidence, "formula.cnf", stop),
                                     part(evidence, "variables.txt", stop),
                                     part(evidence, "reasons.txt", stop),
                                     part(evidence, "proof.drat", stop)};
  return {evidence.name, audit::certify_refutation(files, stopped)};
}

template <class Result>
Audit::Verdict verdict_of(const Result& result) {
  switch (result.verdict) {
    case Result::Verdict::kGood:
      return Audit::Verdict::kGood;
    case Result::Verdict::kBad:
      return Audit::Verdict::kBad;
    case Result::Verdict::kUnknown:
      break;
  }
  return Audit::Verdict::kUnknown;
}

}  // namespace

Audit::Verdict Audit::verdict() const {
  return std::visit([](const auto& audited) { return verdict_of(audited); }, result);
}

Audit::Verdict Certification::verdict() const {
  Audit::Verdict worst = Audit::Verdict::kGood;
  for (const Audit& audit : audits) worst = std::max(worst, audit.verdict());
  return worst;
}

Certification certify(const std::vector<Evidence>& evidence, const Expectations& expected, base::Stop& stop,
                      base::Phases& time) {
  if (evidence.empty()) throw base::Error("there is nothing to certify");
  std::vector<Claimed> claims;
  {
    const base::Booked reading(time, "reading");
    for (const Evidence& one : evidence)
      claims.push_back(one.is_certificate ? claimed_by_certificate(one, stop)
                                          : claimed_by_protocol(one, stop));
    require_expected(claims, in_words(expected), expected.spec_name);
  }
  const base::Booked auditing(time, "auditing");
  Certification answer;
  for (const Claimed& claimed : claims) answer.audits.push_back(audit_of(claimed, stop));
  if (answer.verdict() == Audit::Verdict::kUnknown) answer.why_unknown = to_string(stop.reason());
  return answer;
}

}  // namespace ggms::api
