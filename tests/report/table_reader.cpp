#include "report/table_reader.h"

#include <algorithm>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace ggms::report {

namespace {

std::string stripped(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

std::vector<std::string> split(const std::string& text, const std::string& separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t end = 0; end != std::string::npos; begin = end + separator.size()) {
    end = text.find(separator, begin);
    parts.push_back(stripped(text.substr(begin, end == std::string::npos ? end : end - begin)));
  }
  return parts;
}

/// "p1, p3-p5 and p7" as 0-based processes.
std::vector<int> processes_in(const std::string& text) {
  static const std::regex kRange("p([0-9]+)(?:-p([0-9]+))?");
  std::vector<int> processes;
  for (std::sregex_iterator it(text.begin(), text.end(), kRange), end; it != end; ++it) {
    const int first = std::stoi((*it)[1]);
    const int last = (*it)[2].matched ? std::stoi((*it)[2]) : first;
    for (int p = first; p <= last; ++p) processes.push_back(p - 1);
  }
  return processes;
}

}  // namespace

TableReader::TableReader(const model::Problem& problem, const std::string& text) : problem_(problem) {
  static const std::regex kHeading("rounds? ([0-9]+)(?:-([0-9]+))?  [0-9,]+ entr(?:y|ies)(?: .*)?");
  std::istringstream stream(text);
  std::vector<Block> blocks;
  int first = 0;
  int last = -1;
  const auto finish = [&] {
    for (int round = first; round <= last; ++round) rounds_[round] = blocks;
    blocks.clear();
  };
  for (std::string line; std::getline(stream, line);) {
    std::smatch match;
    if (std::regex_match(line, match, kHeading)) {
      finish();
      first = std::stoi(match[1]);
      last = match[2].matched ? std::stoi(match[2]) : first;
      blocks.emplace_back();
    } else if (line.size() > 1 && line[0] == ' ' && line[1] == 'p') {
      if (blocks.back().lines.empty()) blocks.pop_back();
      blocks.push_back({processes_in(line), {}, {}});
    } else if (line.rfind("  ", 0) == 0) {
      read_line(line, blocks.back());
    }
  }
  finish();
  says_first_counts_ = std::regex_search(text, std::regex("lines\\s+disagree,\\s+the\\s+first\\s+counts"));
}

void TableReader::read_line(const std::string& line, Block& block) {
  static const std::regex kHeader(" +p1(?: +p[0-9]+)+ *| +p1 *");
  static const std::regex kLine("  (\\S*) +(if|or|otherwise|always)(?:; .*|  +(.*))?");
  std::smatch match;
  if (block.lines.empty() && std::regex_match(line, kHeader)) {
    for (std::size_t at = line.find('p'); at != std::string::npos; at = line.find('p', at + 1)) {
      block.column_starts.push_back(at);
    }
  } else if (std::regex_match(line, match, kLine) &&
             (block.word_column < 0 || match.position(2) == block.word_column)) {
    block.word_column = match.position(2);
    Line read{match[1], match[2] == "or" ? std::string("if") : match[2].str(), match[3],
              !block.column_starts.empty()};
    if (read.next.empty()) read.next = block.lines.back().next;
    if (read.is_row) read.what = line;
    block.lines.push_back(read);
  } else if (stripped(line) != "no entries") {  // the rest of a sentence
    if (block.lines.empty()) throw std::runtime_error("no line of a table: " + line);
    block.lines.back().what += " " + stripped(line);
  }
}

std::string TableReader::next(int round, int slot, const model::Received& received) const {
  return next(round, slot, received, false);
}

std::string TableReader::first(int round, int slot, const model::Received& received) const {
  return next(round, slot, received, says_first_counts_);
}

std::string TableReader::next(int round, int slot, const model::Received& received, bool first_counts) const {
  for (const Block& block : rounds_.at(round)) {
    const bool speaks_of_slot =
        block.slots.empty() || std::find(block.slots.begin(), block.slots.end(), slot) != block.slots.end();
    if (!speaks_of_slot) continue;
    std::string found;
    std::string otherwise = "nothing";
    for (const Line& line : block.lines) {
      if (line.word != "if") {
        otherwise = line.next;
      } else if (holds(line, block, round, received)) {
        if (!found.empty() && found != line.next && !first_counts) return "contradiction";
        if (found.empty()) found = line.next;
      }
    }
    return found.empty() ? otherwise : found;
  }
  return "nothing";
}

std::string TableReader::name(int round, int state) const {
  return state == model::Received::kLost ? "lost" : problem_.state_name(round - 1, state);
}

bool TableReader::holds(const Line& line, const Block& block, int round,
                        const model::Received& received) const {
  if (line.is_row) return row_holds(line, block, round, received);
  if (line.what.find('#') != std::string::npos || line.what.rfind("own is", 0) == 0) {
    return counts_hold(line.what, round, received);
  }
  return senders_hold(line.what, round, received);
}

bool TableReader::is_in(const std::string& set, const std::string& separator, const std::string& name) const {
  if (set == "anything") return name != "lost";
  const bool negated = set.rfind("not ", 0) == 0;
  const std::vector<std::string> names = split(negated ? set.substr(4) : set, separator);
  const auto is_name = [&](const std::string& word) {
    return word == name || (name == "lost" && (word == "-" || word == "nothing"));
  };
  return std::any_of(names.begin(), names.end(), is_name) != negated;
}

bool TableReader::row_holds(const Line& line, const Block& block, int round,
                            const model::Received& received) const {
  for (std::size_t i = 0; i < block.column_starts.size(); ++i) {
    const std::size_t begin = block.column_starts[i];
    const std::size_t end =
        i + 1 < block.column_starts.size() ? block.column_starts[i + 1] : line.what.size();
    const std::string cell = stripped(line.what.substr(begin, end - begin));
    if (cell != "." && !is_in(cell, "/", name(round, received.by_sender[i]))) return false;
  }
  return true;
}

/// "zero from p1 and p3, nothing from p2" or, as alternatives, "zero from any of p1-p3".
bool TableReader::senders_hold(const std::string& what, int round, const model::Received& received) const {
  std::vector<std::string> parts;
  for (const std::string& part : split(what, ", ")) {
    if (part.find(" from ") != std::string::npos) {
      parts.push_back(part);
    } else {
      parts.back() += ", " + part;
    }
  }
  for (const std::string& part : parts) {
    const std::size_t at = part.find(" from ");
    const std::string who = part.substr(at + 6);
    std::vector<int> senders = processes_in(who);
    if (who == "any process" || who == "every process") {
      for (int p = 0; p < problem_.setting().processes; ++p) senders.push_back(p);
    }
    if (senders.empty()) throw std::runtime_error("no senders in: " + what);
    const auto sent_it = [&](int p) {
      return is_in(part.substr(0, at), " or ", name(round, received.by_sender[static_cast<std::size_t>(p)]));
    };
    const bool any = who.find("any ") == 0 || who.find(" or ") != std::string::npos;
    if (any ? std::none_of(senders.begin(), senders.end(), sent_it)
            : !std::all_of(senders.begin(), senders.end(), sent_it)) {
      return false;
    }
  }
  return true;
}

/// "#zero >= 2 and 1 <= #lost <= 3 and own is zero or one".
bool TableReader::counts_hold(const std::string& what, int round, const model::Received& received) const {
  static const std::regex kCount("(?:([0-9]+) <= )?#(\\S+)(?: (=|>=|<=) ([0-9]+))?");
  const int letters = problem_.setting().alphabet(round - 1);
  std::map<std::string, int> counts;
  for (int state = 0; state <= letters; ++state) {
    counts[state == letters ? "lost" : name(round, state)] =
        received.by_sender.empty()
            ? received.counts[static_cast<std::size_t>(state)]
            : static_cast<int>(std::count(received.by_sender.begin(), received.by_sender.end(),
                                          state == letters ? model::Received::kLost : state));
  }
  for (const std::string& part : split(what, " and ")) {
    std::smatch match;
    if (part.rfind("own is ", 0) == 0) {
      if (!is_in(part.substr(7), " or ", name(round, received.own))) return false;
      continue;
    }
    if (!std::regex_match(part, match, kCount)) throw std::runtime_error("no condition: " + part);
    const int count = counts.at(match[2]);
    if (match[1].matched && count < std::stoi(match[1])) return false;
    const int bound = std::stoi(match[4]);
    if (match[3] == "=" ? count != bound : match[3] == ">=" ? count < bound : count > bound) return false;
  }
  return true;
}

}  // namespace ggms::report
