// Makes identifiers from the names of a specification, which may be any quoted symbols of SMT-LIB.

#include "export/names.h"

#include <algorithm>

namespace ggms::exports {

namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::string identifier(const std::string& text) {
  std::string name;
  for (const char c : text) name += is_letter(c) || is_digit(c) ? c : '_';
  return !name.empty() && is_letter(name.front()) ? name : "x" + name;
}

std::string one_line(std::string text) {
  std::replace_if(text.begin(), text.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
  return text;
}

std::string Names::fresh(const std::string& text) {
  const std::string base = identifier(text);
  std::string name = base;
  for (int i = 2; !given_.insert(name).second; ++i) name = base + "_" + std::to_string(i);
  return name;
}

}  // namespace ggms::exports
