// Reads JSON files that people write by hand. The library's own parsers are not enough: the plain one keeps
// the last of two equal keys, and the one with a callback takes quadratic time in the length of a list. So a
// small event handler builds the values, and refuses equal keys and deep nesting.

#include "files/json.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "base/stopped.h"
#include "files/quoted.h"

namespace ggms::files {

namespace {

constexpr std::size_t kMaxNesting = 32;       // lists and objects inside each other; the formats need 4
constexpr std::size_t kValuesPerLook = 4096;  // which are read in about a millisecond

/// ".key", or ["key"] if the key is not a plain word; [7] for a list's item.
std::string step(std::string_view key) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  const bool word = !key.empty() && key.size() <= kMaxQuote && std::all_of(key.begin(), key.end(), plain);
  return word ? fmt::format(".{}", key) : fmt::format("[{}]", in_quotes(key));
}
std::string step(std::size_t index) {
  return fmt::format("[{}]", index);
}

[[noreturn]] void fail_at(const std::string& file, std::string_view path, const std::string& message) {
  if (path.starts_with('.')) path.remove_prefix(1);
  throw base::Error(file, 0, 0, path.empty() ? message : fmt::format("{}: {}", path, message));
}

/// A list that is not kept (parse_json_around).
struct Visited {
  std::string_view list;
  const OnItem& visit;
  base::Stop& stop;
};

/// Builds a value from the parser's events.
class Builder final : public nlohmann::json_sax<Json> {
 public:
  /// `visited` may be null.
  Builder(const std::string& text, const std::string& file, const Visited* visited)
      : text_(text), file_(file), visited_(visited) {}

  Json take() { return std::move(root_); }

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, const string_t&) override { return add(value); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t&) override { return false; }  // JSON text has none

  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    const auto [member, is_new] = open_.back()->emplace(name, nullptr);
    if (!is_new) fail_at(file_, path(), fmt::format("the key {} is given twice", in_quotes(name)));
    slot_ = &*member;
    if (open_.size() == 1) is_in_visited_ = visited_ != nullptr && name == visited_->list;
    return true;
  }

  bool parse_error(std::size_t position, const std::string& token, const Json::exception& error) override {
    const std::size_t end = std::min(position, text_.size());  // past the last byte read
    const std::size_t begin = end == 0 ? 0 : end - 1;
    const auto line = 1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(begin), '\n');
    const std::size_t before = begin == 0 ? std::string::npos : text_.rfind('\n', begin - 1);
    const std::size_t column = 1 + begin - (before == std::string::npos ? 0 : before + 1);
    throw base::Error(file_, static_cast<int>(line), static_cast<int>(column),
                      "not valid JSON: " + shortened(error.what(), token));
  }

 private:
  Json* place(Json value) {
    if (visited_ != nullptr && ++values_ % kValuesPerLook == 0) base::require_going(visited_->stop, 0);
    if (open_.empty()) return &(root_ = std::move(value));
    if (open_.back()->is_array()) {
      open_.back()->push_back(std::move(value));
      return &open_.back()->back();
    }
    return &(*slot_ = std::move(value));
  }

  bool add(Json value) {
    place(std::move(value));
    return finish();
  }

  /// Called when a value is complete: hands it over if it is an item of the list that is not kept.
  bool finish() {
    if (!is_in_visited_ || open_.size() != 2 || !open_[1]->is_array()) return true;
    visited_->visit(open_[1]->back(), open_[1]->size() - 1);
    open_[1]->back() = nullptr;
    return true;
  }

  bool open(Json value) {
    // A list grows only when its last item is complete, so the pointers stay valid.
    open_.push_back(place(std::move(value)));
    if (open_.size() > kMaxNesting) {
      fail_at(file_, path(), fmt::format("lists and objects are nested more than {} deep", kMaxNesting));
    }
    return true;
  }

  bool close() {
    open_.pop_back();
    return finish();
  }

  /// The path to the innermost open list or object.
  std::string path() const {
    std::string path;
    for (std::size_t i = 1; i < open_.size(); ++i) {
      const Json& parent = *open_[i - 1];
      if (parent.is_array()) {
        path += step(parent.size() - 1);
        continue;
      }
      for (const auto& [name, value] : parent.items()) {
        if (&value == open_[i]) path += step(name);
      }
    }
    return path;
  }

  /// "syntax error while parsing value - invalid literal; last read: "nul"; expected ...".
  static std::string shortened(std::string message, const std::string& token) {
    const std::string last_read = "last read: '" + token + "'";
    if (const auto at = message.find(last_read); at != std::string::npos) {
      std::string tail = token.substr(token.size() > kMaxQuote ? token.size() - kMaxQuote : 0);
      // The text read so far need not be UTF-8.
      std::replace_if(
          tail.begin(), tail.end(), [](char c) { return static_cast<unsigned char>(c) > 0x7f; }, '?');
      message.replace(at, last_read.size(), "last read: " + in_quotes(tail));
    }
    for (const char* start : {"syntax error", "] "}) {
      if (const auto at = message.find(start); at != std::string::npos) {
        message.erase(0, at + (*start == ']' ? 2 : 0));
        break;
      }
    }
    return message;
  }

  const std::string& text_;
  const std::string& file_;
  const Visited* visited_;
  bool is_in_visited_ = false;  // under its key of the top object
  std::size_t values_ = 0;
  Json root_;
  std::vector<Json*> open_;  // the lists and objects that are not complete yet, outermost first
  Json* slot_ = nullptr;     // the place for the value of the last key
};

}  // namespace

Json parse_json(const std::string& text, const std::string& file) {
  Builder builder(text, file, nullptr);
  Json::sax_parse(text, &builder);
  return builder.take();
}

Json parse_json_around(const std::string& text, const std::string& file, std::string_view list,
                       const OnItem& visit, base::Stop& stop) {
  const Visited visited{list, visit, stop};
  Builder builder(text, file, &visited);
  Json::sax_parse(text, &builder);
  return builder.take();
}

std::string JsonPlace::path() const {
  if (parent_ == nullptr) return "";
  return parent_->path() + (parent_->value_->is_array() ? step(index_) : step(key_));
}

void JsonPlace::fail(const std::string& message) const {
  fail_at(*file_, path(), message);
}

void JsonPlace::fail_type(const std::string& expected) const {
  const std::string found = value_->is_null()      ? "null"
                            : value_->is_boolean() ? "a truth value"
                            : value_->is_number()  ? value_->dump()
                            : value_->is_string()  ? in_quotes(value_->get_ref<const std::string&>())
                            : value_->is_array()   ? "a list"
                                                   : "an object";
  fail(fmt::format("expected {}, found {}", expected, found));
}

JsonPlace JsonPlace::member(std::string_view key) const& {
  if (const auto place = optional_member(key)) return *place;
  fail(fmt::format("\"{}\" is missing", key));
}

std::optional<JsonPlace> JsonPlace::optional_member(std::string_view key) const& {
  const auto found = object().find(key);
  if (found == value_->end()) return std::nullopt;
  return JsonPlace(*found, *this, found.key(), 0);
}

JsonPlace JsonPlace::item(std::size_t index) const& {
  return {list()[index], *this, {}, index};
}

const Json& JsonPlace::object() const {
  if (!value_->is_object()) fail_type("an object");
  return *value_;
}

const Json& JsonPlace::list() const {
  if (!value_->is_array()) fail_type("a list");
  return *value_;
}

const std::string& JsonPlace::text() const {
  if (!value_->is_string()) fail_type("a string");
  return value_->get_ref<const std::string&>();
}

double JsonPlace::number() const {
  if (!value_->is_number()) fail_type("a number");
  return value_->get<double>();
}

std::int64_t JsonPlace::integer(std::int64_t low, std::int64_t high) const {
  const bool fits = value_->is_number_unsigned()
                        ? std::cmp_less_equal(value_->get<std::uint64_t>(), high)
                        : value_->is_number_integer() && value_->get<std::int64_t>() <= high;
  if (!fits || value_->get<std::int64_t>() < low) {
    fail_type(fmt::format("a whole number from {} to {}", low, high));
  }
  return value_->get<std::int64_t>();
}

bool JsonPlace::truth() const {
  if (!value_->is_boolean()) fail_type("true or false");
  return value_->get<bool>();
}

std::uint64_t JsonPlace::natural() const {
  if (!value_->is_number_unsigned()) fail_type("a whole number from 0 to 2^64-1");
  return value_->get<std::uint64_t>();
}

void require_schema(const JsonPlace& top, const std::string& schema) {
  const JsonPlace place = top.member("schema");
  if (place.text() != schema) {
    place.fail(fmt::format("expected \"{}\", found {}", schema, in_quotes(place.text())));
  }
}

}  // namespace ggms::files
