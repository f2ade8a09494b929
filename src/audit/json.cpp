// The auditor's own parser from JSON text to values. The library alone is not enough: of two equal keys it
// keeps the last, so a file could say two things; and its parser with a callback, which would see both keys,
// takes quadratic time in the length of a list. So a handler of the parser's events builds the value in one
// pass and in linear time, and refuses equal keys at their place.
#include "audit/json.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "audit/text.h"
#include "base/error.h"

namespace ggms::audit {

namespace {

constexpr std::size_t kDeepest = 32;  // lists and objects inside each other; protocol files need 4

[[noreturn]] void fail_at(const std::string& file, const std::string& path, const std::string& message) {
  throw base::Error(file, 0, 0, path.empty() ? message : fmt::format("{}: {}", path, message));
}

/// The path to a member of the object with this path.
std::string member_path(const std::string& path, std::string_view key) {
  const bool plain =
      !key.empty() && std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 0x7f; });
  const std::string name = plain && key.size() <= kLongestQuote ? std::string(key) : in_quotes(key);
  return path.empty() ? name : path + "." + name;
}

std::string item_path(const std::string& path, std::size_t index) {
  return fmt::format("{}[{}]", path, index);
}

class Builder final : public nlohmann::json_sax<Json> {
 public:
  Builder(const std::string& text, const std::string& file) : text_(text), file_(file) {}

  Json take() { return std::move(top_); }

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, const string_t&) override { return add(value); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t&) override { return false; }  // text has none

  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    Level& level = open_.back();
    const auto [member, is_new] = level.value->emplace(name, nullptr);
    if (!is_new) {
      fail_at(file_, path(open_.size() - 1), fmt::format("the key {} is given twice", in_quotes(name)));
    }
    level.key = &member.key();
    level.slot = &*member;
    return true;
  }

  bool parse_error(std::size_t read, const std::string&, const Json::exception& error) override {
    const std::size_t last =
        std::max<std::size_t>(1, std::min(read, text_.size())) - 1;  // byte that was read
    const auto before = std::string_view(text_).substr(0, last);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
    // The library's message begins with its own place and error number; these are dropped.
    std::string message = error.what();
    for (const std::string_view begin : {"syntax error", "number overflow"}) {
      if (const auto at = message.find(begin); at != std::string::npos) message.erase(0, at);
    }
    throw base::Error(file_, static_cast<int>(line), static_cast<int>(1 + last - start),
                      "not valid JSON: " + in_quotes(message));
  }

 private:
  /// A list or object that is not complete yet.
  struct Level {
    Json* value = nullptr;
    const std::string* key = nullptr;  // in an object: the key of the member that is being read
    Json* slot = nullptr;              // in an object: the place of that member's value
  };

  Json& place(Json value) {
    if (open_.empty()) return top_ = std::move(value);
    Level& level = open_.back();
    if (level.value->is_object()) return *level.slot = std::move(value);
    level.value->push_back(std::move(value));
    return level.value->back();
  }

  bool add(Json value) {
    place(std::move(value));
    return true;
  }

  bool open(Json value) {
    if (open_.size() == kDeepest) {
      fail_at(file_, path(open_.size()),
              fmt::format("lists and objects are nested more than {} deep", kDeepest));
    }
    // The reference stays valid, because the parent grows only after this value is complete.
    open_.push_back({&place(std::move(value))});
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  /// The path through the first `levels` levels, the outermost first.
  std::string path(std::size_t levels) const {
    std::string result;
    for (std::size_t i = 0; i < levels; ++i) {
      const Level& level = open_[i];
      if (level.value->is_object()) {
        result = member_path(result, *level.key);
      } else {
        // A value that is being read at a deeper level has been added to the list; a value that is being
        // refused has not.
        result = item_path(result, level.value->size() - (i + 1 < open_.size() ? 1 : 0));
      }
    }
    return result;
  }

  const std::string& text_;
  const std::string& file_;
  Json top_;
  std::vector<Level> open_;  // outermost first
};

}  // namespace

Json parse_json(const std::string& text, const std::string& file) {
  Builder builder(text, file);
  Json::sax_parse(text, &builder);
  return builder.take();
}

std::string Place::path() const {
  if (parent_ == nullptr) return "";
  return parent_->value_->is_array() ? item_path(parent_->path(), index_)
                                     : member_path(parent_->path(), key_);
}

void Place::fail(const std::string& message) const {
  fail_at(*file_, path(), message);
}

Place Place::member(std::string_view key) const& {
  if (const auto found = member_if_any(key)) return *found;
  fail(fmt::format("the key \"{}\" is missing", key));
}

std::optional<Place> Place::member_if_any(std::string_view key) const& {
  if (!value_->is_object()) fail("must be an object");
  const auto found = value_->find(key);
  if (found == value_->end()) return std::nullopt;
  return Place(*found, this, found.key(), 0);
}

const std::string& Place::text() const {
  if (!value_->is_string()) fail("must be a string");
  return value_->get_ref<const std::string&>();
}

const std::string& Place::line() const {
  if (has_control_characters(text())) fail("has control characters, such as line breaks");
  return text();
}

std::int64_t Place::integer(std::int64_t low, std::int64_t high) const {
  const bool fits = value_->is_number_unsigned()
                        ? std::cmp_less_equal(value_->get<std::uint64_t>(), high)
                        : value_->is_number_integer() && value_->get<std::int64_t>() <= high;
  if (!fits || value_->get<std::int64_t>() < low) {
    fail(fmt::format("must be a whole number from {} to {}", low, high));
  }
  return value_->get<std::int64_t>();
}

}  // namespace ggms::audit
