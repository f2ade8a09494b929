// Rules about the contents of string literals. A small scanner finds the literals: it knows comments,
// characters, digit separators, escapes and raw strings, and skips the lines of preprocessor includes.

#include "house/literals.h"

#include <algorithm>
#include <cctype>
#include <regex>
#include <string_view>

namespace ggms::house {
namespace {

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<Literal> scan() {
    while (at_ < text_.size()) step();
    return std::move(found_);
  }

 private:
  bool sees(std::string_view word) const { return text_.substr(at_).starts_with(word); }

  void step() {
    if (sees("//")) {
      skip_past("\n");
    } else if (sees("/*")) {
      skip_past("*/");
    } else if (is_at_line_start() && sees("#include")) {
      skip_past("\n");
    } else if (sees("R\"") && !follows_word()) {
      raw();
    } else if (sees("\"")) {
      quoted();
    } else if (sees("'") && !follows_word()) {  // in a number it separates digits
      closing('\'');
    } else {
      advance(1);
    }
  }

  bool is_at_line_start() const { return at_ == 0 || text_[at_ - 1] == '\n'; }
  bool follows_word() const {
    return at_ > 0 &&
           (std::isalnum(static_cast<unsigned char>(text_[at_ - 1])) != 0 || text_[at_ - 1] == '_');
  }

  void advance(std::size_t count) {
    const std::size_t end = std::min(at_ + count, text_.size());
    line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                         text_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    at_ = end;
  }
  void skip_past(std::string_view end) {
    advance(std::min(text_.find(end, at_), text_.size()) - at_ + end.size());
  }

  /// Skips a character or a string; returns its contents.
  std::string closing(char quote) {
    const std::size_t begin = at_ + 1;
    std::size_t end = begin;
    while (end < text_.size() && text_[end] != quote) end += text_[end] == '\\' ? 2 : 1;
    end = std::min(end, text_.size());
    advance(end + 1 - at_);
    return std::string(text_.substr(begin, end - begin));
  }

  void quoted() {
    const int line = line_;
    found_.push_back({line, closing('"')});
  }

  void raw() {
    const int line = line_;
    const std::size_t open = text_.find('(', at_);
    const std::string end = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
    const std::size_t close = std::min(text_.find(end, open), text_.size());
    found_.push_back({line, std::string(text_.substr(open + 1, close - open - 1))});
    advance(close + end.size() - at_);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::vector<Literal> found_;
};

std::string place(const std::string& path, int line) {
  return "src/" + path + ":" + std::to_string(line) + ": ";
}

}  // namespace

std::vector<Literal> literals_of(const std::string& text) {
  return Scanner(text).scan();
}

std::vector<std::string> flag_violations(const Sources& sources, const RoomOrder& order) {
  static const std::regex flag(R"((^|[^-\w])(--[a-z]|-[a-z]\b(?!-)))");
  std::set<std::string> bound;
  for (const std::vector<std::string>& line : order) {
    if (std::find(line.begin(), line.end(), "report") != line.end()) break;
    bound.insert(line.begin(), line.end());
  }
  bound.erase("export");  // its texts say how to call other programs
  std::vector<std::string> violations;
  for (const auto& [path, text] : sources) {
    if (!bound.contains(path.substr(0, path.find('/')))) continue;
    for (const Literal& literal : literals_of(text)) {
      if (std::regex_search(literal.text, flag))
        violations.push_back(place(path, literal.line) + "\"" + literal.text +
                             "\" names a flag; name the field");
    }
  }
  return violations;
}

std::vector<std::string> fault_word_violations(
    const Sources& sources, const std::set<std::string>& words,
    const std::map<std::string, std::set<std::string>>& other_meanings) {
  std::vector<std::string> violations;
  for (const auto& [path, text] : sources) {
    const bool may =
        path.starts_with("model/faults/") || path.starts_with("audit/") || path.starts_with("export/");
    if (may) continue;
    const auto known = other_meanings.find(path);
    std::set<std::string> unseen = known == other_meanings.end() ? std::set<std::string>() : known->second;
    const std::set<std::string> means_else = unseen;
    for (const Literal& literal : literals_of(text)) {
      unseen.erase(literal.text);
      if (words.contains(literal.text) && !means_else.contains(literal.text))
        violations.push_back(place(path, literal.line) + "\"" + literal.text +
                             "\" is a fault word; ask the fault model");
    }
    for (const std::string& word : unseen)
      violations.push_back("src/" + path + ": has no \"" + word + "\" any more; take it off the test's list");
  }
  return violations;
}

NamedFields named_fields(const Sources& sources) {
  static const std::regex made(R"(FieldError\s*[({]\s*(?:"(\w+)\")?)");
  NamedFields named;
  for (const auto& [path, text] : sources) {
    if (path == "base/error.h") continue;  // the class itself
    for (std::sregex_iterator it(text.begin(), text.end(), made), end; it != end; ++it) {
      if ((*it)[1].matched) {
        named.names.insert((*it)[1]);
        continue;
      }
      const auto line = 1 + std::count(text.begin(), text.begin() + it->position(), '\n');
      named.violations.push_back(place(path, static_cast<int>(line)) + "name the field as a literal");
    }
  }
  return named;
}

}  // namespace ggms::house
