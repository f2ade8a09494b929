#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "model/problem.h"

namespace ggms::verify {

/// One group of a configuration: processes that nothing tells apart.
struct Group {
  int process = 0;  // its index where groups are single processes; unused otherwise
  int live = 0;     // how many processes, not counting crashed ones
  int state = 0;    // their state
  int local = 0;    // what the properties can still see of their initial values: the value, or 0 if nothing
  auto operator<=>(const Group&) const = default;
};

/// How a configuration's processes at one round boundary become a key. Indexed: one digit a process, its
/// label. Counted (only where neither the view nor a property tells processes apart): one digit a label, how
/// many processes have it. A label is (state or crashed, local). Keys are sums with one weight per process.
class Frame {
 public:
  /// Whether configurations of the problem are multisets.
  static bool counted(const model::Problem& problem);

  /// Throws base::Error where 64 bits are too few. `counted` may be false where multisets would do.
  Frame(const model::Problem& problem, int boundary, bool counted);

  bool counted() const { return counted_; }
  int labels() const { return labels_; }
  /// The label of a process in `state` (-1: crashed).
  int label(int state, int local) const { return (state + 1) * locals_ + local; }

  /// What one process adds: that of index `process` where indexed.
  std::uint64_t weight(int process, int label) const {
    return counted_ ? place_[static_cast<std::size_t>(label)]
                    : place_[static_cast<std::size_t>(process)] * static_cast<std::uint64_t>(label);
  }
  std::uint64_t span() const { return span_; }

  /// Fills `groups`, in a fixed order; crashed or absent ones have live = 0.
  void decode(std::uint64_t key, std::vector<Group>& groups) const;
  /// The same without crashed processes, where groups are single processes.
  void decode_live(std::uint64_t key, std::vector<Group>& groups) const;

  /// The crashed processes of a configuration: (process, local, how many).
  void decode_crashed(std::uint64_t key, std::vector<Group>& crashed) const;

 private:
  /// Calls visit(index, digit) for each digit of a key.
  template <class Visit>
  void each_digit(std::uint64_t key, const Visit& visit) const {
    for (std::size_t i = 0; i < place_.size(); ++i) {
      const std::uint64_t digit = span_ <= kSmall ? (key * inverse_[i]) >> kShift : key / place_[i];
      key -= digit * place_[i];
      visit(static_cast<int>(i), static_cast<int>(digit));
    }
  }

  // key / place is (key * inverse) >> kShift for keys and places up to kSmall, and a division takes long.
  static constexpr std::uint64_t kSmall = std::uint64_t{1} << 20;
  static constexpr int kShift = 40;

  bool counted_;
  int processes_;
  int locals_;
  int labels_;
  std::vector<Group> of_label_;  // a live process
  std::vector<std::uint64_t> place_;
  std::vector<std::uint64_t> inverse_;  // 2^kShift / place, rounded up
  std::uint64_t span_ = 1;
};

}  // namespace ggms::verify
