// Finds specifications that the user gives by name: `ggms synth consensus`.

#include "cli/specs.h"

#include <algorithm>

#include "base/error.h"
#include "base/suggestion.h"
#include "base/text.h"
#include "base/words.h"

namespace ggms::cli {

namespace {

namespace fs = std::filesystem;

constexpr int kFoldersUp = 2;  // from build/<preset>/ to the specifications
constexpr const char* kEnding = ".smt2";

/// The names of the specifications in a folder, sorted.
std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator file(folder, error), end; !error && file != end; file.increment(error)) {
    if (file->path().extension() == kEnding) names.push_back(file->path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool is_name(const std::string& given) {
  std::error_code error;
  const bool is_file = fs::exists(given, error) && !fs::is_directory(given, error);
  return !is_file && !given.empty() && given.find_first_of("/.") == std::string::npos;
}

}  // namespace

std::vector<fs::path> spec_folders() {
  std::vector<fs::path> folders{"specs"};
  std::error_code error;
  fs::path folder = fs::read_symlink(kProgram, error).parent_path();
  const fs::path installed = folder / "../share/ggms/specs";
  for (int up = 0; up <= kFoldersUp; ++up, folder = folder.parent_path()) folders.push_back(folder / "specs");
  folders.push_back(installed.lexically_normal());
  return folders;
}

std::string spec_path(const std::string& given) {
  if (!is_name(given)) return given;
  const std::string word = base::printable(given);
  for (const fs::path& folder : spec_folders()) {
    const std::vector<std::string> names = names_in(folder);
    if (names.empty()) continue;
    if (std::find(names.begin(), names.end(), given) != names.end())
      return (folder / (given + kEnding)).string();
    std::vector<std::string> shown;
    for (const std::string& name : names) shown.push_back(base::printable(name));
    throw base::Error(word + ": there is no such file, and no specification of that name" +
                      base::did_you_mean(word, shown) + "; known are " + base::listed(shown));
  }
  throw base::Error(word + ": there is no such file, and no folder with specifications near the program");
}

}  // namespace ggms::cli
