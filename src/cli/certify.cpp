// `ggms certify`: the audit of a protocol file, or of certificates, by code that shares nothing with what
// made them. First all claims are read and compared with what is expected of them; only then is the first of
// them audited, from the text that was read.

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "api/inputs.h"
#include "audit/certify.h"
#include "audit/claim.h"
#include "audit/refutation.h"
#include "audit/subject.h"
#include "base/error.h"
#include "base/input_file.h"
#include "base/phases.h"
#include "base/stop.h"
#include "base/text.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/limits.h"
#include "report/audit.h"
#include "report/words.h"

namespace ggms::cli {

namespace {

constexpr const char* kProtocol = "protocol.json";

/// What is to be audited, as far as it was read.
struct Claimed {
  std::string path;     // of a protocol file, or a folder
  std::string folder;   // with a slash at the end; empty for a protocol file
  std::string head;     // the text of a folder's certificate.json
  std::string problem;  // what errors call the file that has the specification and the setting
  std::string text;     // of that file
  audit::Subject subject;
};

/// A file of a certificate. Throws base::Error if it can't be read.
std::string read_part(const std::string& folder, const char* name, base::Stop& stop) {
  if (!std::filesystem::exists(folder + name))
    throw base::Error(folder + name + ": is missing, so " + folder + " is not a whole certificate");
  return base::read_file(folder + name, stop);
}

Claimed claimed_by_protocol(const std::string& path, base::Stop& stop) {
  Claimed claimed{path, "", "", path, base::read_file(path, stop), {}};
  api::refuse_specification(claimed.text, path);
  claimed.subject = audit::subject_of_protocol(claimed.text, claimed.problem);
  return claimed;
}

Claimed claimed_by_folder(const std::string& path, base::Stop& stop) {
  Claimed claimed;
  claimed.path = path;
  claimed.folder = path + (path.ends_with('/') ? "" : "/");
  const std::string head = claimed.folder + "certificate.json";
  claimed.head = base::read_file(head, stop);
  if (audit::read_claim(claimed.head, head) == audit::Claim::kFound) {
    claimed.problem = claimed.folder + kProtocol;
    claimed.text = read_part(claimed.folder, kProtocol, stop);
    claimed.subject = audit::subject_of_protocol(claimed.text, claimed.problem);
  } else {
    claimed.problem = head;
    claimed.text = claimed.head;
    claimed.subject = audit::subject_of_refutation(claimed.text, claimed.problem);
  }
  audit::require_digest(claimed.head, head, claimed.subject);
  return claimed;
}

audit::Expectations expectations_of(const CertifyOptions& options, base::Stop& stop) {
  audit::Expectations expected;
  if (!options.spec.empty())
    expected.spec_text = base::without_byte_order_mark(base::read_file(options.spec, stop));
  expected.processes = options.processes;
  expected.rounds = options.rounds;
  expected.claim = options.claim;
  expected.states = options.states;
  expected.any_states = options.any_states;
  if (options.faults) expected.faults = model::to_string(*options.faults);
  if (options.view) expected.view = model::to_string(*options.view);
  if (options.decide) expected.decide = model::to_string(*options.decide);
  return expected;
}

/// Throws base::Error if a claim is about another question than the one that was asked. Of several, those
/// that are not can be certified alone.
void require_expected(const std::vector<Claimed>& claims, const audit::Expectations& expected,
                      const std::string& spec_path) {
  std::vector<std::string> as_asked;
  const Claimed* other = nullptr;
  for (const Claimed& claimed : claims) {
    if (audit::differences(claimed.subject, expected).empty()) {
      as_asked.push_back(claimed.path);
    } else if (other == nullptr) {
      other = &claimed;
    }
  }
  if (other == nullptr) return;
  const bool other_spec = expected.spec_text && *expected.spec_text != other->subject.spec_text;
  const std::string advice =
      as_asked.empty() ? "" : "; for what was asked, certify " + report::listed(as_asked, "or") + " alone";
  throw base::Error(fmt::format("{}: is about another {}: {}{}", other->problem,
                                other_spec ? "specification than " + spec_path : "question than was asked",
                                report::listed(audit::differences(other->subject, expected)), advice));
}

report::Audit audit(const Claimed& claimed, base::Stop& stop) {
  const auto stopped = [&] { return stop.requested(); };
  if (claimed.folder.empty())
    return {claimed.path, audit::certify_protocol(claimed.text, claimed.problem, stopped)};
  if (claimed.subject.claim == audit::Claim::kFound) {
    constexpr const char* kListing = "configurations.json";
    return {claimed.path,
            audit::certify_listed(claimed.text, claimed.problem, read_part(claimed.folder, kListing, stop),
                                  claimed.folder + kListing, stopped)};
  }
  const audit::RefutationFiles files{claimed.folder,
                                     claimed.head,
                                     read_part(claimed.folder, "formula.cnf", stop),
                                     read_part(claimed.folder, "variables.txt", stop),
                                     read_part(claimed.folder, "reasons.txt", stop),
                                     read_part(claimed.folder, "proof.drat", stop)};
  return {claimed.path, audit::certify_refutation(files, stopped)};
}

ExitCode exit_code(report::Audit::Verdict verdict) {
  switch (verdict) {
    case report::Audit::Verdict::kGood:
      return ExitCode::kYes;
    case report::Audit::Verdict::kBad:
      return ExitCode::kNo;
    case report::Audit::Verdict::kUnknown:
      break;
  }
  return ExitCode::kUnknown;
}

}  // namespace

ExitCode certify(const CertifyOptions& options) {
  const base::Stopwatch watch;
  base::Phases time;
  std::optional<base::Booked> phase(std::in_place, time, "reading");
  base::Stop stop = stop_of(options.limits);
  const audit::Expectations expected = expectations_of(options, stop);
  const std::vector<std::string> folders = certificate_folders(options.file);
  std::vector<Claimed> claims;
  if (folders.empty()) claims.push_back(claimed_by_protocol(options.file, stop));
  for (const std::string& folder : folders) claims.push_back(claimed_by_folder(folder, stop));
  require_expected(claims, expected, options.spec);

  phase.emplace(time, "auditing");
  std::vector<report::Audit> audits;
  for (const Claimed& claimed : claims) audits.push_back(audit(claimed, stop));
  phase.reset();
  const bool is_open = report::verdict_of(audits) == report::Audit::Verdict::kUnknown;
  const std::string reason = is_open ? to_string(stop.reason()) : "";
  report::Envelope envelope{GGMS_VERSION, 0, watch.seconds(), {}, {}};  // before a thread is woken
  settle_answer();
  envelope.time = time;
  print(options.json ? report::certify_json(audits, reason, envelope)
                     : report::audit_text(audits, reason, report::detect_style(stdout)));
  return exit_code(report::verdict_of(audits));
}

}  // namespace ggms::cli
