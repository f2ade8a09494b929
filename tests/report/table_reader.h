#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "model/keys.h"
#include "model/problem.h"

/// Reads machine tables as a person would, so that tests can check the contents of a printed table.
namespace ggms::report {

class TableReader {
 public:
  /// `text` is a table in ASCII, without colours.
  TableReader(const model::Problem& problem, const std::string& text);

  /// The next state of a received vector in a round, according to the table; `slot` is the process in
  /// vector+id. Every line must be true on its own: "contradiction" if two lines that match disagree,
  /// "nothing" if no line speaks of it.
  std::string next(int round, int slot, const model::Received& received) const;
  /// The same, but the first matching line counts; the table may say so about vectors that are not listed.
  std::string first(int round, int slot, const model::Received& received) const;

 private:
  struct Line {
    std::string next;
    std::string word;  // if, otherwise, always
    std::string what;
    bool is_row = false;  // in columns, one a sender
  };
  struct Block {
    std::vector<int> slots;  // empty: all
    std::vector<Line> lines;
    std::vector<std::size_t> column_starts;
    std::ptrdiff_t word_column = -1;
  };

  std::string next(int round, int slot, const model::Received& received, bool first_counts) const;
  void read_line(const std::string& line, Block& block);
  bool holds(const Line& line, const Block& block, int round, const model::Received& received) const;
  bool row_holds(const Line& line, const Block& block, int round, const model::Received& received) const;
  bool senders_hold(const std::string& what, int round, const model::Received& received) const;
  bool counts_hold(const std::string& what, int round, const model::Received& received) const;
  bool is_in(const std::string& set, const std::string& separator, const std::string& name) const;
  std::string name(int round, int state) const;

  const model::Problem& problem_;
  std::map<int, std::vector<Block>> rounds_;
  bool says_first_counts_ = false;
};

}  // namespace ggms::report
