// Feeds arbitrary bytes to the reader of specifications. The reader may refuse them with base::Error only:
// any other exception, a crash or a sanitizer's report is a bug. Seeds: corpus/fuzz_spec and specs/.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "spec/spec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    ggms::spec::read_spec(std::string_view(reinterpret_cast<const char*>(data), size), "fuzz.smt2");
  } catch (const ggms::base::Error&) {
    // The bytes are not a specification, and the reader said so.
  }
  return 0;
}
