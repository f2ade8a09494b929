#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/found.h"
#include "base/stop.h"
#include "model/problem.h"
#include "synth/synthesis.h"

namespace ggms::api {

// The files that a certificate may have, by name.
inline constexpr const char* kHeadFile = "certificate.json";        // of every one
inline constexpr const char* kProtocolFile = "protocol.json";       // of a found protocol
inline constexpr const char* kListingFile = "configurations.json";  // the same

/// The files of a certificate (docs/certificates.md), and what its folder is called where there are several.
struct Certificate {
  std::string name;
  std::vector<std::pair<std::string, std::string>> files;  // name and text; certificate.json last
};

/// Whether a certificate may be called so (Certificate::name).
bool is_certificate_name(const std::string& name);

/// Of an infeasible answer for one setting. nullopt if the result has no derivation, or `stop` said so.
std::optional<Certificate> refutation_certificate(const model::Problem& problem, const synth::Result& result,
                                                  base::Stop& stop);

/// Of a found protocol. nullopt if it has too many configurations to be listed, or `stop` said so.
std::optional<Certificate> found_certificate(const Checked& found, base::Stop& stop);

}  // namespace ggms::api
