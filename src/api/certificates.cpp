// Certificates as files: the engine's derivation with its proof, or the found protocol with the list of its
// configurations, which the auditor makes.

#include "api/certificates.h"

#include <regex>

#include <fmt/format.h>

#include "audit/certify.h"
#include "audit/claim.h"
#include "audit/subject.h"
#include "synth/certificate.h"

namespace ggms::api {

namespace {

std::string name_of(const model::Setting& setting, bool any_states) {
  if (any_states || setting.rounds == 1) return fmt::format("rounds-{}", setting.rounds);
  return fmt::format("rounds-{}-states-{}", setting.rounds, setting.states);
}

}  // namespace

bool is_certificate_name(const std::string& name) {
  static const std::regex kNames("rounds-[0-9]+(-states-[0-9]+)?");
  return std::regex_match(name, kNames);
}

std::optional<Certificate> refutation_certificate(const model::Problem& problem, const synth::Result& result,
                                                  base::Stop& stop) {
  if (!result.derivation) return std::nullopt;
  auto files = synth::certificate(problem, *result.derivation, stop);
  if (!files) return std::nullopt;
  return Certificate{name_of(problem.setting(), result.derivation->any_states), std::move(*files)};
}

std::optional<Certificate> found_certificate(const Checked& found, base::Stop& stop) {
  constexpr const char* kWhat = "the found protocol";  // in errors
  const auto configurations = audit::list_configurations(found.text, kWhat, [&] { return stop.requested(); });
  if (!configurations) return std::nullopt;
  const std::string digest = audit::subject_of_protocol(found.text, kWhat).spec_digest();
  return Certificate{name_of(found.protocol.problem.setting(), false),
                     {{kProtocolFile, found.text},
                      {kListingFile, *configurations},
                      {kHeadFile, audit::write_found_claim(digest, GGMS_VERSION)}}};
}

}  // namespace ggms::api
