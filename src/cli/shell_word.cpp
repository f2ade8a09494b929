// Quotes words of commands that people copy.

#include "cli/shell_word.h"

#include "base/text.h"

namespace ggms::cli {

namespace {

/// The text in single quotes, where only the quote itself is special.
std::string in_quotes(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

/// The text in $'...'. base::printable writes a byte that can't be printed with a backslash; to keep that
/// apart from the text's own backslashes, the function splits the text at these.
std::string in_escapes(const std::string& text) {
  std::string quoted = "$'";
  std::string part;
  const auto end_part = [&] {
    quoted += base::printable(part);
    part.clear();
  };
  for (const char c : text) {
    if (c != '\'' && c != '\\') {
      part += c;
      continue;
    }
    end_part();
    quoted += {'\\', c};
  }
  end_part();
  return quoted + "'";
}

}  // namespace

std::string shell_word(const std::string& text) {
  const bool is_plain = !text.empty() && text.find_first_not_of(
                                             "abcdefghijklmnopqrstuvwxyz"
                                             "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                             "0123456789_./=,+-") == std::string::npos;
  if (is_plain) return text;
  return base::is_printable(text) ? in_quotes(text) : in_escapes(text);
}

std::string file_word(const std::string& path) {
  return shell_word(path.starts_with('-') ? "./" + path : path);
}

}  // namespace ggms::cli
