// Folders with certificates of infeasibility.

#include "cli/certificates.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "cli/files.h"
#include "synth/certificate.h"

namespace ggms::cli {

namespace fs = std::filesystem;

namespace {

constexpr const char* kHead = "certificate.json";  // written last: a folder without it is no certificate

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw base::Error(fmt::format("{}: can't be made ({})", folder.string(), error.message()));
}

}  // namespace

void require_folder(const std::string& folder) {
  std::error_code error;
  if (fs::exists(folder, error)) {
    if (!fs::is_directory(folder, error))
      throw base::Error(folder + ": is no folder; name one for certificates");
    if (!fs::is_empty(folder, error)) throw base::Error(folder + ": is not empty; name a new folder");
  }
  require_writable((fs::path(folder) / kHead).parent_path().string() + ".new", {});
}

void Certificates::write(const model::Problem& problem, const synth::Result& result, base::Stop& stop) {
  if (!result.derivation) return;
  const auto files = synth::certificate(problem, *result.derivation, stop);
  if (!files) return;
  fs::path folder = folder_;
  if (!whole_) {
    const model::Setting& setting = problem.setting();
    folder /= result.derivation->any_states
                  ? fmt::format("rounds-{}", setting.rounds)
                  : fmt::format("rounds-{}-states-{}", setting.rounds, setting.states);
  }
  make_folder(folder);
  for (const auto& [name, text] : *files) {
    paths_.push_back((folder / name).string());
    write_file_atomically(paths_.back(), text);
  }
}

std::vector<std::string> certificate_folders(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {};
  if (fs::exists(fs::path(path) / kHead, error)) return {path};
  std::vector<std::string> folders;
  for (const fs::directory_entry& inside : fs::directory_iterator(path, error)) {
    if (fs::exists(inside.path() / kHead, error)) folders.push_back(inside.path().string());
  }
  if (folders.empty()) throw base::Error(path + ": has no " + kHead + ", and no folder in it has");
  std::sort(folders.begin(), folders.end());
  return folders;
}

}  // namespace ggms::cli
