// Where audits get their texts from: files and folders, or memory.

#include "api/evidence.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/input_file.h"

namespace ggms::api {

namespace fs = std::filesystem;

namespace {

Evidence protocol_at(const std::string& path) {
  return {path, false,
          [path](const std::string& /*file*/, base::Stop& stop) { return base::read_file(path, stop); }};
}

Evidence certificate_at(const std::string& path) {
  Evidence evidence{path, true, {}};
  evidence.text = [folder = evidence.folder()](const std::string& file,
                                               base::Stop& stop) -> std::optional<std::string> {
    std::error_code error;
    if (!fs::exists(folder + file, error) && !error) return std::nullopt;
    return base::read_file(folder + file, stop);
  };
  return evidence;
}

bool has_head(const fs::path& folder) {
  std::error_code error;
  return fs::exists(folder / kHeadFile, error);
}

/// Throws base::Error if a file is a certificate's, and says nothing without the others.
void require_no_part(const std::string& path) {
  const fs::path folder = fs::path(path).parent_path();
  if (fs::path(path).filename() == kProtocolFile || !has_head(folder)) return;
  throw base::Error(path + ": is a part of a certificate; name its folder, " +
                    (folder.empty() ? "." : folder.string()));
}

/// The folders in a folder, each of which has to have a certificate. Throws base::Error.
std::vector<std::string> certificate_folders_in(const std::string& path) {
  std::error_code error;
  std::vector<std::string> folders;
  for (const fs::directory_entry& inside : fs::directory_iterator(path, error)) {
    if (inside.is_directory(error)) folders.push_back(inside.path().string());
  }
  if (std::none_of(folders.begin(), folders.end(), has_head))
    throw base::Error(path + ": has no " + kHeadFile + ", and no folder in it has one");
  std::sort(folders.begin(), folders.end());
  const auto other = std::find_if_not(folders.begin(), folders.end(), has_head);
  if (other == folders.end()) return folders;
  throw base::Error(
      *other + ": has no " + kHeadFile +
      (is_certificate_name(fs::path(*other).filename().string())
           ? ", so it is not a whole certificate; remove it"
           : ", so it is not a certificate, as the other folders in " + path + " are; name one of these"));
}

}  // namespace

std::string Evidence::folder() const {
  return name.empty() || name.ends_with('/') ? name : name + "/";
}

Evidence evidence_of_protocol(std::string text, std::string name) {
  return {std::move(name), false,
          [text = std::move(text)](const std::string& /*file*/, base::Stop& /*stop*/) { return text; }};
}

Evidence evidence_of(Certificate certificate) {
  std::string name = certificate.name;
  const auto kept = std::make_shared<const Certificate>(std::move(certificate));  // copies share it
  return {std::move(name), true,
          [kept](const std::string& file, base::Stop& /*stop*/) -> std::optional<std::string> {
            const auto found = std::find_if(kept->files.begin(), kept->files.end(),
                                            [&](const auto& one) { return one.first == file; });
            return found == kept->files.end() ? std::nullopt : std::optional(found->second);
          }};
}

std::vector<Evidence> evidence_at(const std::string& path) {
  std::error_code error;
  if (fs::is_regular_file(path, error)) require_no_part(path);
  if (!fs::is_directory(path, error)) return {protocol_at(path)};
  if (has_head(path)) return {certificate_at(path)};
  std::vector<Evidence> all;
  for (const std::string& folder : certificate_folders_in(path)) all.push_back(certificate_at(folder));
  return all;
}

}  // namespace ggms::api
