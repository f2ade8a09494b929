#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace ggms::base {

/// An error in the user's input: one line that says where it is and what to do. Ends the program with exit
/// code 2.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;

  /// `where` (a file or a specification), 1-based line and column, then what is wrong: "file:3:7: message". A
  /// line or column of 0 is unknown: "file: message".
  Error(std::string where, int line, int column, const std::string& message)
      : std::runtime_error(where + numbered(line) + numbered(column) + ": " + message),
        where_(std::move(where)),
        line_(line),
        column_(column) {}

  /// The place of the error, for programs; empty or 0 if there is none.
  const std::string& where() const { return where_; }
  int line() const { return line_; }
  int column() const { return column_; }

 private:
  static std::string numbered(int place) { return place == 0 ? "" : ":" + std::to_string(place); }

  std::string where_;
  int line_ = 0, column_ = 0;
};

/// An Error about one field of a request, such as "processes" or "max_rounds". The program has a flag for
/// each field, --max-rounds for max_rounds, and `cli` prints the flag instead; so the rooms below `cli` can
/// serve a library's callers too.
class FieldError : public Error {
 public:
  /// what() is "field: message". Write `field` as a literal, because a test looks for the flag of each.
  FieldError(std::string field, std::string message)
      : Error(field + ": " + message), field_(std::move(field)), message_(std::move(message)) {}

  const std::string& field() const { return field_; }
  const std::string& message() const { return message_; }

 private:
  std::string field_, message_;
};

/// An internal check failed: a bug in ggms, never the user's fault. Ends the program with exit code 4.
class InternalError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

}  // namespace ggms::base
