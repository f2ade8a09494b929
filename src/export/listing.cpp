// What the files that are written have in common.

#include "export/listing.h"

namespace ggms::exports {

std::string commented(const std::string& mark, const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text += line.empty() ? mark : mark + " ";
    // Neither ends the comment nor, in C++, carries it on to the next line.
    for (const char c : line) text += static_cast<unsigned char>(c) < ' ' || c == '\\' ? ' ' : c;
    text += '\n';
  }
  return text;
}

std::vector<std::string> title(const model::Problem& problem) {
  return {
      "A protocol for the specification '" + problem.specification().name + "', found or checked by ggms.",
      "Setting: " + model::describe(problem.setting()) + "."};
}

}  // namespace ggms::exports
