// Reads numbers and strings of the Informal Trace Format. Earlier versions of the format had plain JSON
// numbers; this one has only numbers in strings.

#include "files/itf.h"

#include <charconv>

#include "files/quoted.h"

namespace ggms::files {

std::string to_itf(int value) {
  return fmt::format("{{\"#bigint\": \"{}\"}}", value);
}

std::string to_itf(const std::string& value) {
  return Json(value).dump();
}

void ItfReader::read(const JsonPlace& place, int& value) const {
  const JsonPlace digits = only_member(place, "#bigint");
  const std::string& text = digits.text();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < low_ || value > high_) {
    digits.fail(fmt::format("expected a whole number from {} to {} as a string, found {}", low_, high_,
                            in_quotes(text)));
  }
}

JsonPlace ItfReader::only_member(const JsonPlace& place, const char* key) {
  const JsonPlace member = place.member(key);
  if (place.object().size() != 1) place.fail(fmt::format("expected an object with \"{}\" only", key));
  return member;
}

}  // namespace ggms::files
