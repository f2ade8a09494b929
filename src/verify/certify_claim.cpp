// The file that says what else is in a certificate's folder.
#include "verify/certify_claim.h"

#include <fmt/format.h>

#include "verify/certify_json.h"
#include "verify/certify_text.h"

namespace ggms::verify {

namespace {

constexpr const char* kSchema = "ggms/certificate/1";
constexpr const char* kFound = "found";
constexpr const char* kInfeasible = "infeasible";

}  // namespace

Claim read_claim(const std::string& json_text, const std::string& file_name) {
  const certify::Json root = certify::parse_json(json_text, file_name);
  const certify::Place top(root, file_name);
  const certify::Place schema = top.member("schema");
  if (schema.text() != kSchema)
    schema.fail(fmt::format("{} is not \"{}\"", certify::in_quotes(schema.text()), kSchema));
  const certify::Place claim = top.member("claim");
  if (claim.text() == kFound) return Claim::kFound;
  if (claim.text() == kInfeasible) return Claim::kInfeasible;
  claim.fail(
      fmt::format("{} is neither \"{}\" nor \"{}\"", certify::in_quotes(claim.text()), kFound, kInfeasible));
}

std::string write_found_claim(const std::string& spec_digest, const std::string& version) {
  const nlohmann::ordered_json claim = {
      {"schema", kSchema}, {"claim", kFound}, {"spec_digest", spec_digest}, {"version", version}};
  return claim.dump(2) + "\n";
}

}  // namespace ggms::verify
