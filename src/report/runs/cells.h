#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "report/runs/run_view.h"
#include "report/style.h"

namespace ggms::report {

/// Processes up to this number are told apart in pictures; more don't fit a line one by one.
inline constexpr int kMaxBySender = 12;

/// How much room names get.
enum class Brevity { kFull, kShort, kDense };

/// What a picture says of each process in each round.
class Cells {
 public:
  /// `accused`: the processes with whom a property breaks. View and style have to outlive the cells.
  Cells(const RunView& view, std::vector<int> accused, const Style& style);

  /// Whether received vectors are shown sender by sender (else: how often each state arrived).
  bool by_sender() const { return by_sender_; }

  /// What the process received and where it moved; its crash; nothing if it was down before.
  std::string cell(int round, int process, Brevity brevity) const;
  /// The numbers of the senders, to stand above received vectors; empty if these are not by sender.
  std::string senders(int round, Brevity brevity) const;
  /// The states that processes receive whose names are shortened: (short, whole), each once.
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
