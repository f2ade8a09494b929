// Words the part of errors about unknown words that suggests a known word.

#include "base/suggestion.h"

#include "base/nearest.h"

namespace ggms::base {

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
  const auto meant = nearest(word, known);
  return meant ? " (did you mean " + *meant + "?)" : "";
}

std::string unknown_word(const std::string& kind, const std::string& word,
                         const std::vector<std::string>& known) {
  std::string list;
  for (const std::string& one : known) list += (list.empty() ? "" : ", ") + one;
  return "unknown " + kind + " '" + word + "'" + did_you_mean(word, known) + "; known are " + list;
}

}  // namespace ggms::base
