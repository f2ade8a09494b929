#pragma once

#include <string>

namespace ggms::audit {

/// What the certificate in a folder claims.
enum class Claim {
  kFound,       // protocol.json is right in every execution; configurations.json lists what is reachable
  kInfeasible,  // there is no protocol
};

/// Reads the text of a folder's certificate.json (schema ggms/certificate/1). Throws base::Error with the
/// file and the place.
Claim read_claim(const std::string& json_text, const std::string& file_name);
/// The text of a certificate.json for a found protocol, with this version of the program.
std::string write_found_claim(const std::string& spec_digest, const std::string& version);

}  // namespace ggms::audit
