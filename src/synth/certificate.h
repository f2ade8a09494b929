#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/stop.h"
#include "model/problem.h"
#include "synth/derivation.h"

namespace ggms::synth {

/// The files of a certificate of infeasibility (docs/files.md): names and texts, certificate.json last.
using CertificateFiles = std::vector<std::pair<std::string, std::string>>;

/// The files that say what the clauses are and why they hold, without a proof.
CertificateFiles derivation_files(const model::Problem& problem, const Derivation& derivation);

/// Writes a derivation down, or enough of it, with a proof that its clauses contradict each other: by a fresh
/// solver, asked once and without assumptions, so that the proof is one for other checkers too. nullopt if
/// stopped. Throws base::InternalError if the clauses have a model.
std::optional<CertificateFiles> certificate(const model::Problem& problem, const Derivation& derivation,
                                            base::Stop& stop);

}  // namespace ggms::synth
