// Reads text files line by line, as words that blanks separate: formulas, maps, reasons and proofs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "audit/poll.h"

namespace ggms::audit {

/// Goes through the lines of a text, without empty ones and remarks.
class TextReader {
 public:
  /// Skips lines that begin with the word `remark`. The text has to live as long as the reader.
  TextReader(std::string_view text, std::string file_name, std::string_view remark, Poll poll)
      : text_(text), file_(std::move(file_name)), remark_(remark), poll_(std::move(poll)) {}

  /// The words of the next line; false at the end of the text. Throws Stopped if told to stop.
  bool next(std::vector<std::string_view>& words);

  /// Throws base::Error with the file and the line last read.
  [[noreturn]] void fail(const std::string& message) const;
  /// The word as a whole number within bounds; fails if it is not one.
  std::int64_t number(std::string_view word, std::int64_t low, std::int64_t high) const;
  int line() const { return line_; }

 private:
  std::string_view text_;
  std::string file_;
  std::string_view remark_;
  Poll poll_;
  std::size_t at_ = 0;
  int line_ = 0;
};

}  // namespace ggms::audit
