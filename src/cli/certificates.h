#pragma once

#include <string>
#include <utility>
#include <vector>

#include "api/certificates.h"
#include "cli/outputs.h"

namespace ggms::cli {

/// Throws base::Error, before a long run, if certificates can't be written to this folder: it has to be
/// empty, or new in a place where it can be made, and none of these (option, path) outputs may lie in it.
void require_folder(const std::string& folder,
                    const std::vector<std::pair<std::string, std::string>>& outputs);

/// Writes the certificates of a search: one for each setting that it ruled out, and one for the protocol that
/// it found. A certificate that can't be written leaves no files behind and becomes an error of `outputs`.
class Certificates {
 public:
  /// `whole`: there is one setting, so its certificate goes to the folder itself; otherwise each certificate
  /// gets a folder inside.
  Certificates(std::string folder, bool whole, Outputs& outputs)
      : folder_(std::move(folder)), whole_(whole), outputs_(outputs) {}

  void write(const api::Certificate& certificate);

  /// Whether the search gave no certificate to write.
  bool are_missing() const { return !tried_; }

 private:
  std::string folder_;
  bool whole_;
  Outputs& outputs_;
  bool tried_ = false;
};

}  // namespace ggms::cli
