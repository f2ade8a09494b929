#pragma once

#include <stdexcept>
#include <string>

namespace ggms::base {

/// Something the user gave us is wrong: one line that says where and what to do. Ends the program with exit
/// code 2.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;

  /// `where` (a file or a flag), 1-based line and column, then what is wrong: "file:3:7: message".
  Error(const std::string& where, int line, int column, const std::string& message)
      : std::runtime_error(where + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " +
                           message) {}
};

/// An internal check failed: a bug in ggms, never the user's fault. Ends the program with exit code 4.
class InternalError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

}  // namespace ggms::base
