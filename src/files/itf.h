#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "files/json.h"

namespace ggms::files {

// Values as the Informal Trace Format writes them: whole numbers are {"#bigint": "3"}, pairs {"#tup": [a,
// b]}, sets {"#set": [...]}, functions {"#map": [[key, value], ...]}.

std::string to_itf(int value);
std::string to_itf(const std::string& value);

template <class A, class B>
std::string to_itf(const std::pair<A, B>& pair) {
  return fmt::format("{{\"#tup\": [{}, {}]}}", to_itf(pair.first), to_itf(pair.second));
}

template <class T>
std::string to_itf(const std::set<T>& set) {
  std::string items;
  for (const T& item : set) items += (items.empty() ? "" : ", ") + to_itf(item);
  return "{\"#set\": [" + items + "]}";
}

template <class K, class V>
std::string to_itf(const std::map<K, V>& map) {
  std::string items;
  for (const auto& [key, value] : map)
    items += fmt::format("{}[{}, {}]", items.empty() ? "" : ", ", to_itf(key), to_itf(value));
  return "{\"#map\": [" + items + "]}";
}

/// Reads such values back; its errors (base::Error) name the place. Numbers are from `low` to `high`.
class ItfReader {
 public:
  ItfReader(int low, int high) : low_(low), high_(high) {}

  void read(const JsonPlace& place, int& value) const;
  void read(const JsonPlace& place, std::string& value) const { value = place.text(); }

  template <class A, class B>
  void read(const JsonPlace& place, std::pair<A, B>& pair) const {
    const JsonPlace items = only_member(place, "#tup");
    if (items.size() != 2) items.fail("expected two items");
    read_pair(items, pair);
  }

  template <class T>
  void read(const JsonPlace& place, std::set<T>& set) const {
    const JsonPlace items = only_member(place, "#set");
    for (std::size_t i = 0; i < items.size(); ++i) {
      const JsonPlace item = items.item(i);
      T value{};
      read(item, value);
      if (!set.insert(std::move(value)).second) item.fail("it is listed twice");
    }
  }

  template <class K, class V>
  void read(const JsonPlace& place, std::map<K, V>& map) const {
    const JsonPlace items = only_member(place, "#map");
    for (std::size_t i = 0; i < items.size(); ++i) {
      const JsonPlace item = items.item(i);
      if (item.size() != 2) item.fail("expected a key and its value");
      std::pair<K, V> entry;
      read_pair(item, entry);
      if (!map.insert(std::move(entry)).second) item.fail("its key is listed twice");
    }
  }

 private:
  /// The value of an object's only member.
  static JsonPlace only_member(const JsonPlace& place, const char* key);

  template <class A, class B>
  void read_pair(const JsonPlace& items, std::pair<A, B>& pair) const {
    const JsonPlace first = items.item(0);
    const JsonPlace second = items.item(1);
    read(first, pair.first);
    read(second, pair.second);
  }

  int low_;
  int high_;
};

}  // namespace ggms::files
