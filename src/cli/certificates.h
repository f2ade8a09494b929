#pragma once

#include <string>
#include <utility>
#include <vector>

#include "api/certificates.h"
#include "cli/outputs.h"

namespace ggms::cli {

/// Throws base::Error, before a long run, if certificates can't be written to this folder: it has to be new,
/// or empty, and where a folder can be, and none of these (option, path) outputs may be in it.
void require_folder(const std::string& folder,
                    const std::vector<std::pair<std::string, std::string>>& outputs);

/// The certificates that a search writes: one a setting that it ruled out, and one of what it found. One that
/// can't be written is an error among `outputs`, and leaves nothing behind.
class Certificates {
 public:
  /// `whole`: there is one setting, so its certificate goes to the folder itself; else each has a folder
  /// inside.
  Certificates(std::string folder, bool whole, Outputs& outputs)
      : folder_(std::move(folder)), whole_(whole), outputs_(outputs) {}

  void write(const api::Certificate& certificate);

  /// Whether there was nothing to write.
  bool are_missing() const { return !tried_; }

 private:
  std::string folder_;
  bool whole_;
  Outputs& outputs_;
  bool tried_ = false;
};

}  // namespace ggms::cli
