// Protocols as commands take them.

#include "cli/inputs.h"

#include "base/error.h"
#include "base/text.h"
#include "cli/files.h"

namespace ggms::cli {

void refuse_specification(const std::string& text, const std::string& path) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos || (text[first] != '(' && text[first] != ';')) return;
  throw base::Error(base::printable(path) +
                    ": looks like a specification, which ggms check and ggms synth read");
}

files::Protocol load_protocol(const std::string& path, base::Stop& stop) {
  const std::string text = read_file(path, stop);
  refuse_specification(text, path);
  return files::read_protocol(text, path, stop);
}

}  // namespace ggms::cli
