// The rules that keep the rooms a stack: a file includes files of its own room and front headers of rooms on
// lower lines; the auditor (src/audit) and the rooms whose work it checks don't include each other; and no
// files include each other in a circle. A room that may call certain rooms only includes headers of other
// rooms by exception. A depth-first search finds circles: an include of a file that is still on the search
// path closes one.

#include "house/include_rules.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>

namespace ggms::house {
namespace {

struct Include {
  int line = 0;
  std::string target;
  bool quoted = true;  // "x" rather than <x>
};

std::vector<Include> includes_of(const std::string& text) {
  static const std::regex pattern(R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re");
  std::vector<Include> found;
  std::istringstream lines(text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    std::smatch match;
    if (std::regex_search(line, match, pattern)) found.push_back({number, match[2], match[1] == "\""});
  }
  return found;
}

std::string room_of(const std::string& path) {
  const auto slash = path.find('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

std::optional<std::size_t> level_of(const std::string& room, const RoomOrder& order) {
  for (std::size_t level = 0; level < order.size(); ++level) {
    if (std::find(order[level].begin(), order[level].end(), room) != order[level].end()) return level;
  }
  return std::nullopt;
}

/// The rooms that give the auditor its input and report its verdict. If any other room used the auditor, it
/// would no longer be a second opinion.
bool may_ask_the_auditor(const std::string& room) {
  return room == "audit" || room == "api" || room == "report";
}

/// The error of this include, or nullopt.
std::optional<std::string> complaint(const std::string& path, const Include& include, const Sources& sources,
                                     const RoomOrder& order, const Fronts& fronts) {
  const std::string room = room_of(path);
  const std::string other = room_of(include.target);
  const auto other_level = level_of(other, order);
  if (!include.quoted && !other_level) return std::nullopt;  // a library's header
  if (!other_level) return "names no room: write \"room/file.h\"";
  if (!sources.contains(include.target)) return "names a file that does not exist";
  if (other != room && *other_level >= *level_of(room, order)) {
    return "goes upward: " + room + " may include only rooms below it";
  }
  if (other == "audit" && !may_ask_the_auditor(room)) {
    return "ties " + room + " to the auditor, which judges what " + room + " makes";
  }
  if (const auto front = fronts.find(other);
      other != room && front != fronts.end() && !front->second.contains(include.target)) {
    return "reaches past the front of " + other + ", which GGMS_FRONT_" + other + " in CMakeLists.txt lists";
  }
  return std::nullopt;
}

/// Each circle of includes once, as "a.h -> b.h -> a.h".
std::vector<std::string> cycles(const Sources& sources) {
  std::vector<std::string> found;
  std::set<std::string> done;
  std::vector<std::string> path;
  std::function<void(const std::string&)> visit = [&](const std::string& file) {
    const auto start = std::find(path.begin(), path.end(), file);
    if (start != path.end()) {
      std::string circle = "includes in a circle: ";
      for (auto it = start; it != path.end(); ++it) circle += *it + " -> ";
      found.push_back(circle + file);
      return;
    }
    const auto source = sources.find(file);
    if (source == sources.end() || done.contains(file)) return;
    path.push_back(file);
    for (const Include& include : includes_of(source->second)) visit(include.target);
    path.pop_back();
    done.insert(file);
  };
  for (const auto& [file, text] : sources) visit(file);
  return found;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream{std::string(text)};
  std::string part;
  while (std::getline(stream, part, separator)) parts.push_back(part);
  return parts;
}

}  // namespace

RoomOrder parse_room_order(std::string_view text) {
  RoomOrder order;
  for (const std::string& line : split(text, ' ')) order.push_back(split(line, ','));
  return order;
}

Fronts parse_fronts(std::string_view text) {
  Fronts fronts;
  for (const std::string& part : split(text, ' ')) {
    const std::size_t colon = part.find(':');
    if (colon == std::string::npos) continue;  // the blank that the text begins with
    const std::string room = part.substr(0, colon);
    for (const std::string& name : split(part.substr(colon + 1), ','))
      fronts[room].insert(room + "/" + name + ".h");
  }
  return fronts;
}

Sources read_sources(const std::string& folder) {
  namespace fs = std::filesystem;
  Sources sources;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    const std::string extension = entry.path().extension().string();
    if (!entry.is_regular_file() || (extension != ".h" && extension != ".cpp")) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    if (!file) throw std::runtime_error("can't read " + entry.path().string());
    sources[fs::relative(entry.path(), folder).generic_string()] =
        std::string(std::istreambuf_iterator<char>(file), {});
  }
  return sources;
}

std::vector<std::string> include_violations(const Sources& sources, const RoomOrder& order,
                                            const Fronts& fronts) {
  std::vector<std::string> violations;
  for (const auto& [room, front] : fronts) {
    for (const std::string& header : front) {
      if (!sources.contains(header))
        violations.push_back("GGMS_FRONT_" + room + ": there is no src/" + header);
    }
  }
  for (const auto& [path, text] : sources) {
    if (!level_of(room_of(path), order)) {
      violations.push_back("src/" + path + ": lies in no room");
      continue;
    }
    for (const Include& include : includes_of(text)) {
      if (const auto what = complaint(path, include, sources, order, fronts)) {
        violations.push_back("src/" + path + ":" + std::to_string(include.line) + ": include of " +
                             include.target + " " + *what);
      }
    }
  }
  const std::vector<std::string> circles = cycles(sources);
  violations.insert(violations.end(), circles.begin(), circles.end());
  return violations;
}

std::vector<std::string> reach_violations(const Sources& sources, const RoomOrder& order,
                                          const std::string& room, const std::set<std::string>& called,
                                          const Exceptions& exceptions) {
  std::vector<std::string> violations;
  Exceptions unused = exceptions;
  for (const auto& [path, text] : sources) {
    if (room_of(path) != room) continue;
    for (const Include& include : includes_of(text)) {
      const std::string other = room_of(include.target);
      if (other == room || called.contains(other) || !level_of(other, order)) continue;
      unused.erase(include.target);
      if (!exceptions.contains(include.target))
        violations.push_back("src/" + path + ":" + std::to_string(include.line) + ": include of " +
                             include.target + " reaches past the rooms that " + room + " is to call");
    }
  }
  for (const auto& [header, reason] : unused)
    violations.push_back("no file of src/" + room + " includes " + header +
                         " any more; take it off the list");
  return violations;
}

}  // namespace ggms::house
