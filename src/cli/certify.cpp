// `ggms certify`: the audit of a protocol file, or of certificates, by code that shares nothing with what
// made them.

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/stop.h"
#include "base/text.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/signals.h"
#include "verify/certify.h"
#include "verify/certify_claim.h"
#include "verify/certify_refutation.h"

namespace ggms::cli {

namespace {

/// Throws base::Error if what is certified is about another specification than the one that was asked about.
void require_spec(const CertifyOptions& options, const std::string& of, const std::string& spec_text) {
  if (options.spec.empty() || base::without_byte_order_mark(read_file(options.spec)) == spec_text) return;
  throw base::Error(of + ": is about another specification than " + options.spec);
}

/// What one audit came to: its lines begin with "certified" if and only if the code is kYes.
struct Audit {
  ExitCode code = ExitCode::kYes;
  std::vector<std::string> lines;
};

/// A file of a certificate. Throws base::Error if it can't be read.
std::string read_part(const std::string& folder, const char* name) {
  if (!std::filesystem::exists(folder + name))
    throw base::Error(folder + name + ": is missing, so " + folder + " is not a whole certificate");
  return read_file(folder + name);
}

template <typename Verdict>
ExitCode exit_code(Verdict verdict) {
  if (verdict == Verdict::kGood) return ExitCode::kYes;
  return verdict == Verdict::kBad ? ExitCode::kNo : ExitCode::kUnknown;
}

Audit certify_protocol(const CertifyOptions& options, base::Stop& stop) {
  const std::string text = read_file(options.file);
  const verify::Certificate certificate =
      verify::certify_protocol(text, options.file, [&] { return stop.requested(); });
  require_spec(options, options.file, certificate.spec_text);
  return {exit_code(certificate.verdict), verify::certificate_lines(certificate)};
}

/// The certificate of a found protocol.
Audit certify_found(const CertifyOptions& options, const std::string& folder, base::Stop& stop) {
  constexpr const char* kProtocol = "protocol.json";
  constexpr const char* kListing = "configurations.json";
  const verify::Certificate certificate =
      verify::certify_listed(read_part(folder, kProtocol), folder + kProtocol, read_part(folder, kListing),
                             folder + kListing, [&] { return stop.requested(); });
  require_spec(options, folder + kProtocol, certificate.spec_text);
  return {exit_code(certificate.verdict), verify::certificate_lines(certificate)};
}

Audit certify_folder(const CertifyOptions& options, const std::string& name, base::Stop& stop) {
  const std::string folder = name + (name.ends_with('/') ? "" : "/");
  const std::string head = folder + "certificate.json";
  verify::RefutationFiles files;
  files.folder = folder;
  files.head = read_file(head);
  if (verify::read_claim(files.head, head) == verify::Claim::kFound)
    return certify_found(options, folder, stop);
  files.formula = read_part(folder, "formula.cnf");
  files.variables = read_part(folder, "variables.txt");
  files.reasons = read_part(folder, "reasons.txt");
  files.proof = read_part(folder, "proof.drat");
  const verify::Refutation refutation = verify::certify_refutation(files, [&] { return stop.requested(); });
  require_spec(options, folder, refutation.spec_text);
  return {exit_code(refutation.verdict), verify::refutation_lines(refutation)};
}

}  // namespace

ExitCode certify(const CertifyOptions& options) {
  base::Stop stop(options.limits.timeout, options.limits.memory, interrupt_flag());
  const std::vector<std::string> folders = certificate_folders(options.file);
  std::vector<Audit> audits;
  if (folders.empty()) audits.push_back(certify_protocol(options, stop));
  for (const std::string& folder : folders) audits.push_back(certify_folder(options, folder, stop));
  ExitCode code = ExitCode::kYes;
  for (const ExitCode worse : {ExitCode::kUnknown, ExitCode::kNo}) {
    if (std::any_of(audits.begin(), audits.end(), [&](const Audit& audit) { return audit.code == worse; }))
      code = worse;
  }
  std::string text;
  for (std::size_t i = 0; i < audits.size(); ++i) {
    if (audits[i].code == ExitCode::kYes && code != ExitCode::kYes)
      audits[i].lines = {"no fault in " + folders[i]};
    for (const std::string& line : audits[i].lines) text += base::printable(line) + "\n";
  }
  print(text);
  if (stop.reason() != base::Stop::Reason::kNone) complain(to_string(stop.reason()));
  return code;
}

}  // namespace ggms::cli
