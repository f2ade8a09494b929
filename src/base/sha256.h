#pragma once

#include <string>
#include <string_view>

namespace ggms::base {

/// The SHA-256 digest of some bytes, as 64 hexadecimal digits in lower case: what sha256sum prints.
std::string sha256(std::string_view bytes);

}  // namespace ggms::base
