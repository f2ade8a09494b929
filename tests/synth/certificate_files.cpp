#include "synth/certificate_files.h"

#include <algorithm>

namespace ggms::synth {

std::string file_of(const CertificateFiles& files, const std::string& name) {
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.first == name; });
  return found == files.end() ? "" : found->second;
}

audit::RefutationFiles texts_of(const CertificateFiles& files) {
  return {"",
          file_of(files, "certificate.json"),
          file_of(files, "formula.cnf"),
          file_of(files, "variables.txt"),
          file_of(files, "reasons.txt"),
          file_of(files, "proof.drat")};
}

}  // namespace ggms::synth
