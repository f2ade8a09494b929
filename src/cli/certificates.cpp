// Writes the certificates of found protocols and of infeasible settings to folders.

#include "cli/certificates.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "base/output_file.h"
#include "cli/files.h"

namespace ggms::cli {

namespace fs = std::filesystem;

void require_folder(const std::string& folder,
                    const std::vector<std::pair<std::string, std::string>>& outputs) {
  std::error_code error;
  if (fs::exists(folder, error)) {
    if (!fs::is_directory(folder, error))
      throw base::Error(folder + ": is not a folder; name a folder for certificates");
    base::remove_unfinished_files(folder);
    if (!fs::is_empty(folder, error)) throw base::Error(folder + ": is not empty; name a new folder");
  }
  const fs::path made = fs::absolute(folder / fs::path(), error).parent_path();  // without a slash at the end
  if (!fs::exists(made, error)) require_writable(made.string(), {});
  const fs::path whole = fs::weakly_canonical(made, error);
  for (const auto& [option, path] : outputs) {
    if (path.empty()) continue;
    const fs::path other = fs::weakly_canonical(path, error);
    if (std::mismatch(whole.begin(), whole.end(), other.begin(), other.end()).first != whole.end()) continue;
    throw base::Error(option + " is " + path + ", but the folder of --certificate is for certificates alone");
  }
}

void Certificates::write(const api::Certificate& certificate) {
  const fs::path folder = whole_ ? fs::path(folder_) : fs::path(folder_) / certificate.name;
  tried_ = true;
  const bool made = outputs_.attempt([&] {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw base::Error(fmt::format("{}: can't be made ({})", folder.string(), error.message()));
  });
  if (!made) return;
  std::vector<std::pair<std::string, std::string>> paths;
  for (const auto& [file, text] : certificate.files) paths.emplace_back((folder / file).string(), text);
  if (outputs_.write_together(paths)) return;
  std::error_code not_empty;
  fs::remove(folder, not_empty);
}

}  // namespace ggms::cli
