#pragma once

#include <string>

#include "audit/refutation.h"
#include "synth/certificate.h"

namespace ggms::synth {

/// The text of one file of a certificate; empty if there is none.
std::string file_of(const CertificateFiles& files, const std::string& name);

/// All of them, as the auditor reads them.
audit::RefutationFiles texts_of(const CertificateFiles& files);

}  // namespace ggms::synth
