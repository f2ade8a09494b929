#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace ggms::report {

/// How text may look where it is going to be read.
struct Style {
  bool color = false;    // ANSI colours and weights
  bool unicode = false;  // symbols beyond ASCII
  int width = 80;        // columns
};

/// What suits `stream`: colours only on a terminal and unless NO_COLOR is set, symbols only in a UTF-8
/// locale, the terminal's width (or COLUMNS, or 80).
Style detect_style(std::FILE* stream);

std::string bold(const Style& style, std::string_view text);
std::string dim(const Style& style, std::string_view text);
std::string red(const Style& style, std::string_view text);
std::string green(const Style& style, std::string_view text);
std::string yellow(const Style& style, std::string_view text);

/// The symbols that texts are drawn with.
struct Symbols {
  const char* arrow;     // leads to
  const char* lost;      // a message that did not arrive
  const char* any;       // anything that occurs
  const char* crash;     // a process that crashed
  const char* dash;      // of a range: p3-p7
  const char* ellipsis;  // more of the same
  const char* at_least;
  const char* at_most;
  const char* rule;  // a horizontal line is made of these
};
const Symbols& symbols(const Style& style);

/// How many columns `text` takes: UTF-8 code points, escape sequences not counted.
int columns(std::string_view text);
/// `text` with blanks added on the right up to `width` columns.
std::string padded(std::string_view text, int width);
/// `text` cut to `width` columns, with an ellipsis where something is missing. For text without escape
/// sequences.
std::string cut(const Style& style, std::string_view text, int width);
/// `text` broken at blanks into lines of at most `width` columns, each (the first aside) indented by
/// `indent`; the first will stand behind `start` columns of other text. Words are never cut.
std::string wrapped(std::string_view text, int width, int indent, int start = 0);

}  // namespace ggms::report
