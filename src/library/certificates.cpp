// Certificates and audits in the public header.

#include "api/certificates.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string_view>

#include "api/certification.h"
#include "api/evidence.h"
#include "api/verification.h"
#include "base/input_file.h"
#include "base/output_file.h"
#include "base/suggestion.h"
#include "base/text.h"
#include "library/access.h"
#include "report/audit.h"

namespace ggms {

namespace {

namespace fs = std::filesystem;

/// The files of a folder, the head last, as api::Certificate has them.
std::vector<std::pair<std::string, std::string>> files_in(const fs::path& folder, base::Stop& stop) {
  std::error_code error;
  std::vector<std::string> names;
  for (fs::directory_iterator file(folder, error), end; !error && file != end; file.increment(error)) {
    const std::string name = file->path().filename().string();
    std::error_code unknown;
    if (file->is_regular_file(unknown) && name != api::kHeadFile) names.push_back(name);
  }
  if (error) throw base::Error(folder.string() + ": can't be read (" + error.message() + ")");
  std::sort(names.begin(), names.end());
  names.emplace_back(api::kHeadFile);
  std::vector<std::pair<std::string, std::string>> files;
  for (const std::string& name : names)
    files.emplace_back(name, base::read_file((folder / name).string(), stop));
  return files;
}

/// Throws base::Error unless the names of a certificate's files are names in a folder, each there once.
void require_names(const Certificate& certificate) {
  std::set<std::string> names;
  for (const auto& [file, text] : certificate.files) {
    const bool is_name = !file.empty() && file != "." && file != ".." &&
                         file.find_first_of(std::string_view("/\0", 2)) == std::string::npos;
    if (!is_name)
      throw base::Error("certificate " + base::printable(certificate.name) + ": '" + base::printable(file) +
                        "' is not the name of a file in its folder");
    if (!names.insert(file).second)
      throw base::Error("certificate " + base::printable(certificate.name) + ": has '" + file + "' twice");
  }
}

std::optional<audit::Claim> claim_of(const std::string& word) {
  if (word.empty()) return std::nullopt;
  if (word == "found") return audit::Claim::kFound;
  if (word == "infeasible") return audit::Claim::kInfeasible;
  throw base::FieldError("claim", base::unknown_word("claim", word, {"found", "infeasible"}));
}

api::Expectations expectations_of(const Expectations& given) {
  api::Expectations expected;
  if (given.specification) {
    expected.spec_text = given.specification->text();
    expected.spec_name = given.specification->name();
  }
  expected.claim = claim_of(given.claim);
  expected.processes = given.processes;
  expected.rounds = given.rounds;
  if (given.states && given.any_states) throw base::FieldError("states", "does not go with any_states");
  expected.states = given.states;
  expected.any_states = given.any_states;
  if (!given.faults.empty()) expected.faults = model::parse_faults(given.faults);
  if (!given.view.empty()) expected.view = model::parse_view(given.view);
  if (!given.decide.empty()) expected.decide = model::parse_decide(given.decide);
  return expected;
}

Verdict verdict_of(api::Audit::Verdict verdict) {
  switch (verdict) {
    case api::Audit::Verdict::kGood:
      return Verdict::kCertified;
    case api::Audit::Verdict::kBad:
      return Verdict::kRefuted;
    case api::Audit::Verdict::kUnknown:
      break;
  }
  return Verdict::kUnknown;
}

Audit audit_of(const std::vector<api::Evidence>& evidence, const Expectations& expected,
               const Limits& limits) {
  const base::Stopwatch watch;
  base::Stop stop = stop_of(limits);
  base::Phases time;
  const api::Certification answer = api::certify(evidence, expectations_of(expected), stop, time);
  report::Envelope envelope{GGMS_VERSION, 0, watch.seconds(), {}, {}};
  envelope.time = time;
  return {verdict_of(answer.verdict()), answer.why_unknown, report::audit_text(answer, kText),
          report::certify_json(answer, envelope)};
}

}  // namespace

std::vector<Certificate> Certificate::load(const std::string& folder, const Limits& limits) {
  return guarded([&] {
    base::Stop stop = stop_of(limits);
    std::vector<Certificate> certificates;
    for (const api::Evidence& evidence : api::evidence_at(folder)) {
      if (!evidence.is_certificate) throw base::Error(folder + ": this is not the folder of a certificate");
      const fs::path path = (fs::path(evidence.name) / "").parent_path();  // without a slash at its end
      certificates.push_back({path.filename().string(), files_in(path, stop)});
    }
    return certificates;
  });
}

void Certificate::save(const std::string& folder) const {
  guarded([&] {
    require_names(*this);
    base::require_whole_name(folder);
    std::error_code error;
    if (fs::exists(folder, error) && !fs::is_empty(folder, error))
      throw base::Error(folder + ": is not an empty folder; name a new one");
    fs::create_directories(folder, error);
    if (error) throw base::Error(folder + ": can't be made (" + error.message() + ")");
    for (const auto& [file, text] : files) base::write_file((fs::path(folder) / file).string(), text);
  });
}

Audit certify(const std::vector<Certificate>& certificates, const Expectations& expected,
              const Limits& limits) {
  return guarded([&] {
    std::vector<api::Evidence> evidence;
    for (const Certificate& certificate : certificates) {
      require_names(certificate);
      evidence.push_back(api::evidence_of({certificate.name, certificate.files}));
    }
    return audit_of(evidence, expected, limits);
  });
}

Audit Protocol::certify(const Expectations& expected, const Limits& limits) const {
  return guarded(
      [&] { return audit_of({api::evidence_of_protocol(impl_->text, impl_->name)}, expected, limits); });
}

std::optional<Certificate> Protocol::certificate(const Limits& limits) const {
  return guarded([&]() -> std::optional<Certificate> {
    base::Stop stop = stop_of(limits);
    base::Phases time;
    const api::Verification checked =
        api::verify(impl_->protocol.problem, impl_->protocol.machine, {}, stop, time);
    base::require_going(stop, 0);
    if (checked.check.verdict != verify::Verdict::kVerified)
      throw base::Error(impl_->name + ": is not verified, and only a verified protocol has a certificate");
    const std::optional<api::Certificate> certificate =
        api::found_certificate({impl_->text, impl_->protocol, {}}, stop);
    base::require_going(stop, 0);
    if (!certificate) return std::nullopt;
    return Certificate{certificate->name, certificate->files};
  });
}

}  // namespace ggms
