#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ggms::cli {

/// The path of one of many protocols: "folder/protocol-3.json" for "folder/protocol.json".
std::string numbered(const std::string& path, std::uint64_t number);

/// Throws base::Error, before a long run, if such files can't be written or one might overwrite an input.
void require_numbered(const std::string& path, const std::vector<std::string>& inputs);

}  // namespace ggms::cli
