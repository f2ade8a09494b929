#pragma once

#include <string>

#include "audit/refutation.h"
#include "synth/certificate.h"

namespace ggms::synth {

/// The text of one file of a certificate; empty if there is none.
std::string file_of(const CertificateFiles& files, const std::string& name);

/// All files of a certificate, in the form that the auditor reads.
audit::RefutationFiles texts_of(const CertificateFiles& files);

}  // namespace ggms::synth
