// Terminal styling: finds out what a stream can show, has colours and symbols, and measures text in columns.
// Counts one column per code point, which is true of nearly all names in specifications.

#include "report/style.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace ggms::report {

namespace {

constexpr int kNarrowest = 40;     // columns; narrower output would not be readable
constexpr int kDefaultWidth = 80;  // columns, if the terminal's width is not known
constexpr char kEscape = '\x1b';

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// Whether the locale's character set is UTF-8; reads the same variables as setlocale(), in the same order.
bool has_utf8_locale() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    std::string value = environment(name);
    if (value.empty()) continue;
    std::transform(value.begin(), value.end(), value.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return value.find("UTF-8") != std::string::npos || value.find("UTF8") != std::string::npos;
  }
  return false;
}

int width_of(int descriptor, bool is_terminal) {
  winsize size{};
  int width = 0;
  if (is_terminal && ioctl(descriptor, TIOCGWINSZ, &size) == 0) width = size.ws_col;
  if (width == 0) width = std::atoi(environment("COLUMNS").c_str());
  return width <= 0 ? kDefaultWidth : std::max(width, kNarrowest);
}

std::string wrapped_in(const Style& style, const char* code, std::string_view text) {
  if (!style.color || text.empty()) return std::string(text);
  return std::string("\x1b[") + code + "m" + std::string(text) + "\x1b[0m";
}

constexpr Symbols kUnicodeSymbols = {"→", "×", "·", "✗", "–", "…", "≥", "≤", "─"};
constexpr Symbols kAsciiSymbols = {"->", "-", ".", "X", "-", "...", ">=", "<=", "-"};

bool starts_code_point(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

/// The offset of the first byte after the escape sequence that begins at `at`.
std::size_t behind_escape(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('m', at);
  return end == std::string_view::npos ? text.size() : end + 1;
}

}  // namespace

Style detect_style(std::FILE* stream) {
  const int descriptor = fileno(stream);
  const bool is_terminal = descriptor >= 0 && isatty(descriptor) == 1;
  Style style;
  style.color = is_terminal && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
  style.unicode = has_utf8_locale();
  style.width = width_of(descriptor, is_terminal);
  return style;
}

std::string bold(const Style& style, std::string_view text) {
  return wrapped_in(style, "1", text);
}
std::string dim(const Style& style, std::string_view text) {
  return wrapped_in(style, "2", text);
}
std::string red(const Style& style, std::string_view text) {
  return wrapped_in(style, "31", text);
}
std::string green(const Style& style, std::string_view text) {
  return wrapped_in(style, "32", text);
}
std::string yellow(const Style& style, std::string_view text) {
  return wrapped_in(style, "33", text);
}

const Symbols& symbols(const Style& style) {
  return style.unicode ? kUnicodeSymbols : kAsciiSymbols;
}

int columns(std::string_view text) {
  int count = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == kEscape) {
      i = behind_escape(text, i);
    } else {
      count += starts_code_point(text[i++]) ? 1 : 0;
    }
  }
  return count;
}

std::string padded(std::string_view text, int width) {
  const int missing = width - columns(text);
  return std::string(text) + std::string(static_cast<std::size_t>(std::max(missing, 0)), ' ');
}

std::string cut(const Style& style, std::string_view text, int width) {
  if (columns(text) <= width) return std::string(text);
  const std::string ellipsis = symbols(style).ellipsis;
  int left = std::max(width - columns(ellipsis), 0);
  std::size_t end = 0;
  while (end < text.size() && (!starts_code_point(text[end]) || left-- > 0)) ++end;
  return std::string(text.substr(0, end)) + ellipsis;
}

std::string wrapped(std::string_view text, int width, int indent, int start) {
  std::string result;
  int at = start;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    const int size = columns(word);
    if (begin > 0 && at + 1 + size > width) {
      result += "\n" + std::string(static_cast<std::size_t>(indent), ' ');
      at = indent;
    } else if (begin > 0) {
      result += ' ';
      ++at;
    }
    result += word;
    at += size;
    begin = end + 1;
  }
  return result;
}

}  // namespace ggms::report
