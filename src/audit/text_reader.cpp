// Reads the words of a text's lines, and throws errors that name the line.

#include "audit/text_reader.h"

#include <charconv>

#include <fmt/format.h>

#include "audit/text.h"
#include "base/error.h"

namespace ggms::audit {

namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

}  // namespace

bool TextReader::next(std::vector<std::string_view>& words) {
  while (at_ < text_.size()) {
    poll_();
    words.clear();
    ++line_;
    while (at_ < text_.size() && text_[at_] != '\n') {
      if (is_blank(text_[at_])) {
        ++at_;
        continue;
      }
      const std::size_t begin = at_;
      while (at_ < text_.size() && text_[at_] != '\n' && !is_blank(text_[at_])) ++at_;
      words.push_back(text_.substr(begin, at_ - begin));
    }
    if (at_ < text_.size()) ++at_;
    if (!words.empty() && words.front() != remark_) return true;
  }
  return false;
}

void TextReader::fail(const std::string& message) const {
  throw base::Error(file_, line_, 0, message);
}

std::int64_t TextReader::number(std::string_view word, std::int64_t low, std::int64_t high) const {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end != word.data() + word.size())
    fail(fmt::format("{} is not a whole number", in_quotes(word)));
  if (value < low || value > high) fail(fmt::format("{} is not from {} to {}", value, low, high));
  return value;
}

}  // namespace ggms::audit
