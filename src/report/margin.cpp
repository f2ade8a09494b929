// Prints how many more faults a protocol tolerates than it was made for: for each fault word the largest
// number that it tolerates, and the number that breaks it.

#include "report/margin.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "report/words.h"

namespace ggms::report {

namespace {

constexpr const char* kUndefined = "undefined";
constexpr int kMarginGap = 2;  // columns between columns

std::string fault(const verify::MarginLine& line, int number) {
  return fmt::format("{}={}", model::fault_word(line.word), number);
}

/// "up to crash=3", "crash=2, its own", "none".
std::string holds_text(const verify::MarginLine& line) {
  if (line.holds > line.own) return "up to " + fault(line, line.holds);
  return line.own > 0 ? fault(line, line.own) + ", its own" : std::string("none");
}

/// The numbers that were not decided: "loss=3", "loss=3 to 7".
std::string open_text(const verify::MarginLine& line) {
  const int last = line.breaks.value_or(line.most + 1) - 1;
  std::string text = fault(line, line.holds + 1);
  if (last > line.holds + 1) text += " to " + std::to_string(last);
  return text + " not decided: " + line.why_unknown;
}

std::string breaks_text(const verify::MarginLine& line, const Style& style) {
  std::string text;
  if (line.breaks) {
    const bool lacks = line.property == kUndefined;
    text = fault(line, *line.breaks) + ": " +
           (lacks ? yellow(style, "an entry is missing") : "breaks " + red(style, line.property));
  } else if (line.why_unknown.empty()) {
    return green(style, "nothing") + fmt::format(": {} is the most", fault(line, line.most));
  }
  if (line.why_unknown.empty()) return text;
  return text + (text.empty() ? "" : "; ") + open_text(line);
}

}  // namespace

std::string margin_text(const model::Problem& problem, const std::vector<verify::MarginLine>& lines,
                        const Style& style) {
  const model::FaultLimits& own = problem.setting().faults;
  const std::string heads[] = {"fault", "tolerates", "what breaks it"};
  int words = columns(heads[0]);
  int holds = columns(heads[1]);
  for (const verify::MarginLine& line : lines) {
    words = std::max(words, columns(model::fault_word(line.word)));
    holds = std::max(holds, columns(holds_text(line)));
  }
  const auto row = [&](const std::string& a, const std::string& b, const std::string& c) {
    const std::string begin = "  " + padded(a, words + kMarginGap) + padded(b, holds + kMarginGap);
    return begin + wrapped(c, style.width, columns(begin), columns(begin)) + "\n";
  };
  std::string text = wrapped(bold(style, "margin") + ": what else it tolerates, one fault word at a time" +
                                 (model::any_faults(own) ? ", beside " + to_string(own) : ""),
                             style.width, 2) +
                     "\n" + row(dim(style, heads[0]), dim(style, heads[1]), dim(style, heads[2]));
  bool lacks_entries = false;
  for (const verify::MarginLine& line : lines) {
    text += row(model::fault_word(line.word), holds_text(line), breaks_text(line, style));
    lacks_entries = lacks_entries || line.property == kUndefined;
  }
  if (lacks_entries) {
    text += "\n" +
            wrapped("where an entry is missing, ggms complete fills in what the table lacks, by its rules",
                    style.width, 0) +
            "\n";
  }
  return text;
}

nlohmann::ordered_json margin_list(const std::vector<verify::MarginLine>& lines) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const verify::MarginLine& line : lines) {
    Json object = {{"fault", model::fault_word(line.word)},
                   {"own", line.own},
                   {"holds", line.holds},
                   {"most", line.most},
                   {"breaks", line.breaks ? Json(*line.breaks) : Json(nullptr)},
                   {"property", line.breaks ? Json(line.property) : Json(nullptr)}};
    if (!line.why_unknown.empty()) object["reason"] = line.why_unknown;
    list.push_back(std::move(object));
  }
  return list;
}

}  // namespace ggms::report
