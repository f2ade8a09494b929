// Feeds bytes to the reader of protocol files. The reader may throw base::Error with one line. If it accepts
// a protocol, writing it, reading that and writing again must give the same text. Anything else is a bug.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

#include "base/check.h"
#include "files/protocol.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ggms;
  const std::string text(reinterpret_cast<const char*>(data), size);
  std::optional<files::Protocol> protocol;
  try {
    protocol = files::read_protocol(text, "fuzz.json");
  } catch (const base::Error& error) {
    const std::string message = error.what();
    CHECK(message.starts_with("fuzz.json:"));
    CHECK(message.find('\n') == std::string::npos);
    return 0;
  }
  const std::string written = files::write_protocol(*protocol);
  const files::Protocol again = files::read_protocol(written, "written.json");
  CHECK(again.machine.entries() == protocol->machine.entries());
  CHECK(again.problem.setting() == protocol->problem.setting());
  CHECK(files::write_protocol(again) == written);
  return 0;
}
