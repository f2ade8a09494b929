#pragma once

#include <set>
#include <string>

namespace ggms::exports {

/// The text as an identifier that every export language accepts: letters, digits, underscores, a letter
/// first.
std::string identifier(const std::string& text);

/// The text on one line, with a space for each control character.
std::string one_line(std::string text);

/// Gives out identifiers, each only once.
class Names {
 public:
  /// identifier(text), with a number after it if it was given out before.
  std::string fresh(const std::string& text);

 private:
  std::set<std::string> given_;
};

}  // namespace ggms::exports
