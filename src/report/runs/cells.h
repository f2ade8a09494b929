#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "report/runs/run_view.h"
#include "report/style.h"

namespace ggms::report {

/// Up to this number of processes, pictures show each sender; more senders don't fit on a line.
inline constexpr int kMaxBySender = 12;

/// How much space names get.
enum class Brevity { kFull, kShort, kDense };

/// The texts of a picture for each process in each round.
class Cells {
 public:
  /// `accused`: the processes with which a property breaks. View and style have to outlive the cells.
  Cells(const RunView& view, std::vector<int> accused, const Style& style);

  /// Whether the picture shows received vectors sender by sender (otherwise: how often each state arrived).
  bool by_sender() const { return by_sender_; }

  /// What the process received and its next state, or its crash; empty if it crashed in an earlier round.
  std::string cell(int round, int process, Brevity brevity) const;
  /// The numbers of the senders, as a heading of received vectors; empty if these are not by sender.
  std::string senders(int round, Brevity brevity) const;
  /// The received states whose names are shortened: (short, whole), each once.
  std::set<std::pair<std::string, std::string>> shortened(Brevity brevity) const;

 private:
  std::string name(int boundary, int index, Brevity brevity) const;
  int place_width(int round, Brevity brevity) const;
  std::string received_by_sender(int round, int receiver, Brevity brevity) const;
  std::string received_by_count(int round, int receiver, Brevity brevity) const;
  std::string crash_cell(int round, int process) const;
  std::string reached_state(int round, int process) const;

  const RunView& view_;
  std::vector<int> accused_;
  const Style& style_;
  bool by_sender_;
};

}  // namespace ggms::report
