// The comments that all exported files share.

#include "export/listing.h"

#include "base/sha256.h"
#include "export/names.h"

namespace ggms::exports {

std::string commented(const std::string& mark, const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text += line.empty() ? mark : mark + " ";
    text += one_line(line);
    // In C++, a backslash at the end of a line, also with spaces behind it, continues the comment on the next
    // line.
    const std::size_t last = text.find_last_not_of(' ');
    if (text[last] == '\\') text += '.';
    text += '\n';
  }
  return text;
}

std::vector<std::string> title(const model::Problem& problem) {
  return {one_line("specification: " + problem.specification().name),
          "SHA-256 of its text: " + base::sha256(problem.specification().text),
          "setting: " + model::describe(problem.setting()), std::string("exported by ggms ") + GGMS_VERSION};
}

}  // namespace ggms::exports
