// Writes comma-separated values as in RFC 4180, but with line feeds. Names are those of the protocol file. In
// the counts views there is a column for each name that is counted in some round; it is empty in other
// rounds. The format has no comments, so every line says which specification it belongs to and who wrote it.

#include "export/csv.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/sha256.h"
#include "model/vectors.h"

namespace ggms::exports {

namespace {

std::string csv_quoted(const std::string& text) {
  const bool is_plain =
      text.find_first_of(",\"\r\n") == std::string::npos && !text.starts_with(' ') && !text.ends_with(' ');
  if (is_plain) return text;
  std::string result = "\"";
  for (const char c : text) result += c == '"' ? "\"\"" : std::string(1, c);
  return result + "\"";
}

std::string line(const std::vector<std::string>& cells) {
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i) text += (i == 0 ? "" : ",") + csv_quoted(cells[i]);
  return text + "\n";
}

class CsvWriter {
 public:
  CsvWriter(const model::Problem& problem, const model::Machine& machine)
      : problem_(problem),
        machine_(machine),
        setting_(problem.setting()),
        spec_digest_(base::sha256(problem.specification().text)) {
    if (has_counts()) {
      for (int boundary = 0; boundary < setting_.rounds; ++boundary) {
        for (int state = 0; state < setting_.alphabet(boundary); ++state) {
          const std::string name = problem.state_name(boundary, state);
          if (std::find(counted_.begin(), counted_.end(), name) == counted_.end()) counted_.push_back(name);
        }
      }
      counted_.emplace_back(model::kLostName);
    }
  }

  std::string write() const {
    std::string text = line(header());
    for (const auto& [entry, next] : machine_.entries()) {
      const model::Received received = machine_.keys(entry.round).decode(entry.key);
      if (!model::why_impossible(received, setting_, entry.round, entry.slot))
        text += line(cells(entry, received, next));
    }
    return text;
  }

 private:
  bool has_counts() const {
    return setting_.view == model::View::kCounts || setting_.view == model::View::kCountsOwn;
  }

  std::vector<std::string> header() const {
    std::vector<std::string> cells = {"round"};
    if (setting_.view == model::View::kVectorId) cells.emplace_back("process");
    if (setting_.view == model::View::kCountsOwn) cells.emplace_back("own");
    for (const std::string& name : counted_) cells.push_back("count " + name);
    for (int sender = 1; !has_counts() && sender <= setting_.processes; ++sender)
      cells.push_back("from " + std::to_string(sender));
    for (const char* name : {"next", "spec_digest", "version"}) cells.emplace_back(name);
    return cells;
  }

  std::vector<std::string> cells(const model::Entry& entry, const model::Received& received,
                                 model::State next) const {
    const int before = entry.round - 1;
    std::vector<std::string> cells = {std::to_string(entry.round)};
    if (setting_.view == model::View::kVectorId) cells.push_back(std::to_string(entry.slot + 1));
    if (setting_.view == model::View::kCountsOwn) cells.push_back(problem_.state_name(before, received.own));
    for (const int state : received.by_sender)
      cells.push_back(state == model::Received::kLost ? model::kLostName
                                                      : problem_.state_name(before, state));
    for (const std::string& name : counted_) {
      std::string cell = name == model::kLostName ? std::to_string(received.counts.back()) : "";
      for (int state = 0; state < setting_.alphabet(before); ++state) {
        if (problem_.state_name(before, state) == name)
          cell = std::to_string(received.counts[static_cast<std::size_t>(state)]);
      }
      cells.push_back(cell);
    }
    cells.push_back(problem_.state_name(entry.round, next));
    cells.push_back(spec_digest_);
    cells.emplace_back(GGMS_VERSION);
    return cells;
  }

  const model::Problem& problem_;
  const model::Machine& machine_;
  const model::Setting& setting_;
  std::string spec_digest_;           // SHA-256 of the specification's text
  std::vector<std::string> counted_;  // in the counts views
};

}  // namespace

std::string csv(const model::Problem& problem, const model::Machine& machine) {
  return CsvWriter(problem, machine).write();
}

}  // namespace ggms::exports
