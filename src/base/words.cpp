// Writes the small parts of texts: numbers, nouns, lists.

#include "base/words.h"

namespace ggms::base {

std::string number(std::uint64_t value) {
  std::string digits = std::to_string(value);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string counted(std::uint64_t value, std::string_view noun) {
  std::string text = number(value) + " " + std::string(noun);
  if (value == 1) return text;
  if (text.ends_with("ss")) return text + "es";
  if (text.ends_with("y")) return text.replace(text.size() - 1, 1, "ies");
  return text + "s";
}

std::string listed(const std::vector<std::string>& items, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? " " + std::string(last) + " " : std::string(", ");
    text += items[i];
  }
  return text;
}

}  // namespace ggms::base
