#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/stop.h"

namespace ggms::files {

using Json = nlohmann::json;

/// Parses JSON; errors name the file `file`. Stricter than the library: no key twice in an object, no deep
/// nesting. Throws base::Error with file, line and column if the text is not JSON.
Json parse_json(const std::string& text, const std::string& file);

/// Called with an item of a list, and its index.
using OnItem = std::function<void(const Json&, std::size_t)>;

/// The same for a file whose top object has a very long list as its member `list`: passes each complete item
/// to `visit`, and keeps null in its place, so that the values in memory stay small. Throws base::Stopped
/// too.
Json parse_json_around(const std::string& text, const std::string& file, std::string_view list,
                       const OnItem& visit, base::Stop& stop);

/// A value inside a JSON file, and the path to it. Its errors (base::Error) name the file and the path.
/// Points to the place that it was reached from, which has to live as long.
class JsonPlace {
 public:
  /// The top of a file.
  JsonPlace(const Json& root, const std::string& file) : value_(&root), file_(&file) {}

  /// Throws base::Error: "file: transitions[12].received[2]: message".
  [[noreturn]] void fail(const std::string& message) const;

  /// The member of an object; throws if it is missing.
  JsonPlace member(std::string_view key) const&;
  JsonPlace member(std::string_view key) && = delete;
  /// The same, or nullopt if the object has no such member.
  std::optional<JsonPlace> optional_member(std::string_view key) const&;
  std::optional<JsonPlace> optional_member(std::string_view key) && = delete;
  bool has(std::string_view key) const { return object().contains(key); }

  /// The items of a list; throw if the value is not a list.
  std::size_t size() const { return list().size(); }
  JsonPlace item(std::size_t index) const&;
  JsonPlace item(std::size_t index) && = delete;
  /// The place of an item of which the list has kept null (parse_json_around).
  JsonPlace item(const Json& value, std::size_t index) const& { return {value, *this, {}, index}; }
  JsonPlace item(const Json& value, std::size_t index) && = delete;

  /// The value as the required type; throw if it has another type.
  const Json& object() const;
  const Json& list() const;
  const std::string& text() const;
  double number() const;
  std::int64_t integer(std::int64_t low, std::int64_t high) const;
  std::uint64_t natural() const;
  bool truth() const;

 private:
  JsonPlace(const Json& value, const JsonPlace& parent, std::string_view key, std::size_t index)
      : value_(&value), parent_(&parent), file_(parent.file_), key_(key), index_(index) {}
  std::string path() const;
  [[noreturn]] void fail_type(const std::string& expected) const;

  const Json* value_;
  const JsonPlace* parent_ = nullptr;
  const std::string* file_;
  std::string_view key_;   // in the parent, if that is an object
  std::size_t index_ = 0;  // in the parent, if that is a list
};

/// Throws unless the "schema" of the file's top object is this one.
void require_schema(const JsonPlace& top, const std::string& schema);

}  // namespace ggms::files
