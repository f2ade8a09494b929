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

/// The files of a certificate (docs/certificates.md), and what its folder is called where there are several.
struct Certificate {
  std::string name;
  std::vector<std::pair<std::string, std::string>> files;  // name and text; certificate.json last
};

/// Of an infeasible answer for one setting. nullopt if the result has no derivation, or `stop` said so.
std::optional<Certificate> refutation_certificate(const model::Problem& problem, const synth::Result& result,
                                                  base::Stop& stop);

/// Of a found protocol. nullopt if it has too many configurations to be listed, or `stop` said so.
std::optional<Certificate> found_certificate(const Checked& found, base::Stop& stop);

}  // namespace ggms::api
