// Writes files. The watch of limits does not cut a whole new file short.

#include "cli/written_file.h"

#include <optional>

#include "base/output_file.h"
#include "cli/limits.h"

namespace ggms::cli {

void write_file_atomically(const std::string& path, const std::string& text) {
  std::optional<WholeFiles> whole;  // not held for a pipe, whose reader may keep us waiting
  if (!base::is_special_file(path)) whole.emplace();
  base::write_file(path, text, ends_stalled_output);
}

void append_to_file(const std::string& path, const std::string& text) {
  base::append_to_file(path, text, ends_stalled_output);
}

}  // namespace ggms::cli
