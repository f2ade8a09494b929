// Names the files of many protocols (`ggms synth --all -o`).

#include "cli/numbered.h"

#include <filesystem>

#include "cli/files.h"

namespace ggms::cli {

std::string numbered(const std::string& path, std::uint64_t number) {
  const std::filesystem::path whole(path);
  const std::string name = whole.stem().string() + "-" + std::to_string(number) + whole.extension().string();
  return (whole.parent_path() / name).string();
}

void require_numbered(const std::string& path, const std::vector<std::string>& inputs) {
  require_writable(numbered(path, 1), inputs);
  const std::filesystem::path whole(path);
  for (const std::string& input : inputs) {
    const std::filesystem::path other(input);
    const std::string stem = other.stem().string();
    const std::string prefix = whole.stem().string() + "-";
    const bool is_numbered = stem.size() > prefix.size() && stem.starts_with(prefix) &&
                             stem.find_first_not_of("0123456789", prefix.size()) == std::string::npos;
    if (is_numbered && other.extension() == whole.extension())
      require_writable((whole.parent_path() / other.filename()).string(), inputs);
  }
}

}  // namespace ggms::cli
