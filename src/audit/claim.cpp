// Reads and writes certificate.json, the file that says what a certificate's folder claims.
#include "audit/claim.h"

#include <fmt/format.h>

#include "audit/json.h"
#include "audit/text.h"

namespace ggms::audit {

namespace {

constexpr const char* kSchema = "ggms/certificate/1";
constexpr const char* kFound = "found";
constexpr const char* kInfeasible = "infeasible";

}  // namespace

Claim read_claim(const std::string& json_text, const std::string& file_name) {
  const Json root = parse_json(json_text, file_name);
  const Place top(root, file_name);
  const Place schema = top.member("schema");
  if (schema.text() != kSchema)
    schema.fail(fmt::format("{} is not \"{}\"", in_quotes(schema.text()), kSchema));
  const Place claim = top.member("claim");
  if (claim.text() == kFound) return Claim::kFound;
  if (claim.text() == kInfeasible) return Claim::kInfeasible;
  claim.fail(fmt::format("{} is neither \"{}\" nor \"{}\"", in_quotes(claim.text()), kFound, kInfeasible));
}

std::string write_found_claim(const std::string& spec_digest, const std::string& version) {
  const nlohmann::ordered_json claim = {
      {"schema", kSchema}, {"claim", kFound}, {"spec_digest", spec_digest}, {"version", version}};
  return claim.dump(2) + "\n";
}

}  // namespace ggms::audit
