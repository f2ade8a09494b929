// Protocols as commands take them.

#include "cli/inputs.h"

#include "cli/files.h"

namespace ggms::cli {

files::Protocol load_protocol(const std::string& path, base::Stop& stop) {
  return files::read_protocol(read_file(path, stop), path, stop);
}

}  // namespace ggms::cli
