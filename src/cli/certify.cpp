// `ggms certify`: the audit of a protocol file, or of certificates, by code that shares nothing with what
// made them.

#include <algorithm>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/stop.h"
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
  if (options.spec.empty() || read_file(options.spec) == spec_text) return;
  throw base::Error(of + ": is about another specification than " + options.spec);
}

void print_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  print(text);
}

template <typename Verdict>
ExitCode exit_code(Verdict verdict) {
  if (verdict == Verdict::kGood) return ExitCode::kYes;
  return verdict == Verdict::kBad ? ExitCode::kNo : ExitCode::kUnknown;
}

ExitCode certify_protocol(const CertifyOptions& options, base::Stop& stop) {
  const std::string text = read_file(options.file);
  const verify::Certificate certificate =
      verify::certify_protocol(text, options.file, [&] { return stop.requested(); });
  require_spec(options, options.file, certificate.spec_text);
  print_lines(verify::certificate_lines(certificate));
  return exit_code(certificate.verdict);
}

/// The certificate of a found protocol.
ExitCode certify_found(const CertifyOptions& options, const std::string& folder, base::Stop& stop) {
  const std::string protocol = folder + "protocol.json", listing = folder + "configurations.json";
  const verify::Certificate certificate = verify::certify_listed(
      read_file(protocol), protocol, read_file(listing), listing, [&] { return stop.requested(); });
  require_spec(options, protocol, certificate.spec_text);
  print_lines(verify::certificate_lines(certificate));
  return exit_code(certificate.verdict);
}

ExitCode certify_folder(const CertifyOptions& options, const std::string& name, base::Stop& stop) {
  const std::string folder = name + (name.ends_with('/') ? "" : "/");
  const std::string head = folder + "certificate.json";
  verify::RefutationFiles files;
  files.folder = folder;
  files.head = read_file(head);
  if (verify::read_claim(files.head, head) == verify::Claim::kFound)
    return certify_found(options, folder, stop);
  files.formula = read_file(files.folder + "formula.cnf");
  files.variables = read_file(files.folder + "variables.txt");
  files.reasons = read_file(files.folder + "reasons.txt");
  files.proof = read_file(files.folder + "proof.drat");
  const verify::Refutation refutation = verify::certify_refutation(files, [&] { return stop.requested(); });
  require_spec(options, folder, refutation.spec_text);
  print_lines(verify::refutation_lines(refutation));
  return exit_code(refutation.verdict);
}

}  // namespace

ExitCode certify(const CertifyOptions& options) {
  base::Stop stop(options.limits.timeout, options.limits.memory, interrupt_flag());
  const std::vector<std::string> folders = certificate_folders(options.file);
  std::vector<ExitCode> codes;
  if (folders.empty()) codes.push_back(certify_protocol(options, stop));
  for (const std::string& folder : folders) codes.push_back(certify_folder(options, folder, stop));
  if (stop.reason() != base::Stop::Reason::kNone) complain(to_string(stop.reason()));
  for (const ExitCode worst : {ExitCode::kNo, ExitCode::kUnknown}) {
    if (std::count(codes.begin(), codes.end(), worst) > 0) return worst;
  }
  return ExitCode::kYes;
}

}  // namespace ggms::cli
