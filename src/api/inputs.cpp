// What callers hand in, as text or as files.

#include "api/inputs.h"

#include "base/error.h"
#include "base/input_file.h"
#include "base/text.h"

namespace ggms::api {

void refuse_specification(const std::string& text, const std::string& name) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos || (text[first] != '(' && text[first] != ';')) return;
  throw base::Error(base::printable(name) +
                    ": looks like a specification, which ggms check and ggms synth read");
}

files::Protocol read_protocol(const std::string& text, const std::string& name, base::Stop& stop) {
  refuse_specification(text, name);
  return files::read_protocol(text, name, stop);
}

files::Protocol load_protocol(const std::string& path, base::Stop& stop) {
  return read_protocol(base::read_file(path, stop), path, stop);
}

void require_threads(int threads) {
  constexpr int kMost = 1024;  // more than any machine that we know has use for
  if (threads < 0 || threads > kMost) throw base::FieldError("threads", "must be from 0 to 1024");
}

}  // namespace ggms::api
