#pragma once

#include <string>

#include "audit/clauses.h"
#include "audit/file.h"

namespace ggms::audit {

/// A certificate.json that claims that there is no protocol.
struct RefutationHead {
  Protocol protocol;  // its setting and specification; it has no transitions
  bool any_states = false;
  Carried carried;
};

/// Reads its text. Throws base::Error with the file and the place.
RefutationHead read_refutation_head(const std::string& text, const std::string& file_name);

}  // namespace ggms::audit
