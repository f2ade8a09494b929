// Folders with certificates, of found protocols and of infeasible settings.

#include "cli/certificates.h"

#include <algorithm>
#include <filesystem>
#include <regex>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "cli/files.h"
#include "cli/written_file.h"

namespace ggms::cli {

namespace fs = std::filesystem;

namespace {

constexpr const char* kHead = "certificate.json";   // written last: a folder without it is no certificate
constexpr const char* kProtocol = "protocol.json";  // can be certified without the rest, too

/// Whether a folder has a name as api::Certificate gives it, so that it may be what is left of one.
bool is_called_so(const fs::path& folder) {
  static const std::regex kNames("rounds-[0-9]+(-states-[0-9]+)?");
  return std::regex_match(folder.filename().string(), kNames);
}

}  // namespace

void require_folder(const std::string& folder,
                    const std::vector<std::pair<std::string, std::string>>& outputs) {
  std::error_code error;
  if (fs::exists(folder, error)) {
    if (!fs::is_directory(folder, error))
      throw base::Error(folder + ": is no folder; name one for certificates");
    remove_unfinished_files(folder);
    if (!fs::is_empty(folder, error)) throw base::Error(folder + ": is not empty; name a new folder");
  }
  const fs::path made = fs::absolute(folder / fs::path(), error).parent_path();  // without a slash at its end
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

std::vector<std::string> certificate_folders(const std::string& path) {
  std::error_code error;
  if (fs::is_regular_file(path, error)) {
    const fs::path folder = fs::path(path).parent_path();
    if (fs::path(path).filename() == kProtocol || !fs::exists(folder / kHead, error)) return {};
    throw base::Error(path + ": is a part of a certificate; name its folder, " +
                      (folder.empty() ? "." : folder.string()));
  }
  if (!fs::is_directory(path, error)) return {};
  if (fs::exists(fs::path(path) / kHead, error)) return {path};
  std::vector<std::string> folders;
  for (const fs::directory_entry& inside : fs::directory_iterator(path, error)) {
    if (inside.is_directory(error)) folders.push_back(inside.path().string());
  }
  const auto has_head = [&](const std::string& folder) {
    return fs::exists(fs::path(folder) / kHead, error);
  };
  if (std::none_of(folders.begin(), folders.end(), has_head))
    throw base::Error(path + ": has no " + kHead + ", and no folder in it has one");
  std::sort(folders.begin(), folders.end());
  const auto other = std::find_if_not(folders.begin(), folders.end(), has_head);
  if (other == folders.end()) return folders;
  throw base::Error(*other + ": has no " + kHead +
                    (is_called_so(*other) ? ", so it is not a whole certificate; remove it"
                                          : ", so it is no certificate, as the other folders in " + path +
                                                " are; name one of these"));
}

}  // namespace ggms::cli
