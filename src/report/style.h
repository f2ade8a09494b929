#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace ggms::report {

/// What the output of text can show.
struct Style {
  bool color = false;    // ANSI colours and weights
  bool unicode = false;  // symbols beyond ASCII
  int width = 80;        // columns
};

/// The style for `stream`: colours on a terminal unless NO_COLOR is set, symbols in a UTF-8 locale, the
/// terminal's width (or COLUMNS, or 80).
Style detect_style(std::FILE* stream);

std::string bold(const Style& style, std::string_view text);
std::string dim(const Style& style, std::string_view text);
std::string red(const Style& style, std::string_view text);
std::string green(const Style& style, std::string_view text);
std::string yellow(const Style& style, std::string_view text);

/// The symbols in texts.
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

/// How many columns `text` takes: its UTF-8 code points, without escape sequences.
int columns(std::string_view text);
/// `text` with blanks added on the right up to `width` columns.
std::string padded(std::string_view text, int width);
/// `text` cut to `width` columns, with an ellipsis if something is missing. For text without escape
/// sequences.
std::string cut(const Style& style, std::string_view text, int width);
/// `text` broken at blanks into lines of at most `width` columns, each but the first indented by `indent`;
/// the first line follows `start` columns of other text. Never cuts a word.
std::string wrapped(std::string_view text, int width, int indent, int start = 0);

}  // namespace ggms::report
