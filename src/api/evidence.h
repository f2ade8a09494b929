#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "api/certificates.h"
#include "base/stop.h"

namespace ggms::api {

/// What can be audited: the file of a protocol alone, or a certificate. Its texts are fetched when they are
/// needed, so that large ones are in memory only while they are audited.
struct Evidence {
  std::string name;             // what answers call it: a path, or the certificate's own name
  bool is_certificate = false;  // else a protocol alone
  /// The text of one of its files, by the file's name; nullopt if there is none. Of a protocol alone there is
  /// one text, whatever the name. May throw base::Error and base::Stopped.
  std::function<std::optional<std::string>(const std::string& file, base::Stop& stop)> text;

  /// What goes before the names of its files in errors: a folder, with a slash at the end.
  std::string folder() const;
};

/// A protocol whose file has this text; `name` is what answers and errors call it.
Evidence evidence_of_protocol(std::string text, std::string name);

/// A certificate that lies in memory.
Evidence evidence_of(Certificate certificate);

/// What lies at a path: the file of a protocol, a certificate's folder, or all folders in a folder, in the
/// order of their names. Throws base::Error where a folder has no certificate, or one in it is not whole.
std::vector<Evidence> evidence_at(const std::string& path);

}  // namespace ggms::api
