#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace ggms::audit {

using Json = nlohmann::json;

/// Parses JSON; errors name the file `file`. Refuses objects with equal keys, and deep nesting. Throws
/// base::Error with line and column if the text is not JSON, otherwise with the path to the member.
Json parse_json(const std::string& text, const std::string& file);

/// A value in a file and the path to it. Only an error message builds the path (base::Error: "file:
/// transitions[12].received[2]: message"). A place refers to the place that it was reached from, which has to
/// live as long.
class Place {
 public:
  /// The top of a file.
  Place(const Json& value, const std::string& file) : value_(&value), file_(&file) {}

  [[noreturn]] void fail(const std::string& message) const;

  /// The member of an object. Throws if it is missing, or if this value is not an object.
  Place member(std::string_view key) const&;
  Place member(std::string_view key) && = delete;
  /// The same, or nullopt if it is missing.
  std::optional<Place> member_if_any(std::string_view key) const&;
  std::optional<Place> member_if_any(std::string_view key) && = delete;
  /// An item of a list; the index has to be in range.
  Place item(std::size_t index) const& { return {(*value_)[index], this, {}, index}; }
  Place item(std::size_t index) && = delete;

  const Json& value() const { return *value_; }
  const std::string& text() const;
  /// The same for a text without control characters such as line breaks.
  const std::string& line() const;
  std::int64_t integer(std::int64_t low, std::int64_t high) const;

 private:
  Place(const Json& value, const Place* parent, std::string_view key, std::size_t index)
      : value_(&value), file_(parent->file_), parent_(parent), key_(key), index_(index) {}
  std::string path() const;

  const Json* value_;
  const std::string* file_;
  const Place* parent_ = nullptr;
  std::string_view key_;   // in the parent, if that is an object
  std::size_t index_ = 0;  // in the parent, if that is a list
};

}  // namespace ggms::audit
