#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <vector>

#include "model/problem.h"
#include "spec/outcome.h"

namespace ggms::verify {

/// One group of a configuration: processes that neither the view nor a property tells apart.
struct Group {
  static constexpr int kCrashed = -1;
  static constexpr int kForges = -2;

  int process = 0;                          // its index where groups are single processes; unused otherwise
  int live = 0;                             // how many processes; those that crashed don't count
  int state = 0;                            // their state in the boundary's alphabet, or kCrashed or kForges
  int local = 0;                            // their initial value if the properties can still see it, else 0
  model::Role role = model::kNotPicked;     // while they are up
  bool connected = true;                    // so far; true where no property asks
  int decision = spec::Observation::kNone;  // what they have decided
  int decided_in = spec::Observation::kNone;  // in which round; 0 where no property asks
  auto operator<=>(const Group&) const = default;
};

/// Turns a configuration's processes at one round boundary into a key. Indexed: one digit for each process,
/// its label. Counted (only if neither the view nor a property tells processes apart): one digit for each
/// label, the number of processes that have it. A label is a pair (standing, local); the standing is all that
/// is known of a process besides `local`. A key is a sum with one weight per process.
class Frame {
 public:
  /// Whether configurations of the problem are multisets: neither the view nor a property tells processes
  /// apart, and 64 bits are enough for a count of each label.
  static bool counted(const model::Problem& problem);

  /// Throws base::Error if 64 bits are too few. `counted` may be false even if multisets are possible.
  Frame(const model::Problem& problem, int boundary, bool counted);

  /// The frames of boundaries 0 to rounds.
  static std::vector<Frame> of_boundaries(const model::Problem& problem, bool counted);

  bool counted() const { return counted_; }
  int labels() const { return labels_; }

  /// The label of a process that is up.
  int up(model::Role role, bool connected, int state, int decided_in, int local) const {
    const int slot = state < undecided_
                         ? state
                         : undecided_ + (state - undecided_) * times_ + (times_ > 1 ? decided_in - 1 : 0);
    const int kind = role_index_[role] * kinds_of_connection_ + (connected ? 0 : 1);
    return (first_up_ + kind * slots_ + slot) * locals_ + local;
  }
  /// The label of a process that has crashed, with what it had decided (kNone: nothing).
  int crashed(int decision, int decided_in, int local) const {
    if (decision == spec::Observation::kNone) return local;
    return (1 + decision * times_ + (times_ > 1 ? decided_in - 1 : 0)) * locals_ + local;
  }
  /// The label of a process that forges messages.
  int forges(model::Role role, int local) const { return (crashed_ + role_index_[role]) * locals_ + local; }

  /// Labels below this one belong to processes that crashed.
  int first_present() const { return crashed_ * locals_; }

  /// What a process with this label adds to the key; `process` is its index if indexed, else unused.
  std::uint64_t weight(int process, int label) const {
    return counted_ ? place_[static_cast<std::size_t>(label)]
                    : place_[static_cast<std::size_t>(process)] * static_cast<std::uint64_t>(label);
  }
  std::uint64_t span() const { return span_; }

  /// Fills `groups` with the groups that are up or forge, in a fixed order; if configurations are multisets,
  /// also with groups that have no member (live = 0).
  void decode(std::uint64_t key, std::vector<Group>& groups) const;
  /// The processes that have crashed; `live` says how many.
  void decode_crashed(std::uint64_t key, std::vector<Group>& crashed) const;
  /// Whether the key is the sum of what these processes add, and no process is left out.
  bool is_made_of(std::uint64_t key, const std::vector<Group>& groups) const;

 private:
  Frame() = default;
  void count_labels(const model::Problem& problem, int boundary);
  int label_of(const Group& group) const;
  bool tells_labels_apart() const;

  /// Calls visit(index, digit) for each digit of a key.
  template <class Visit>
  void each_digit(std::uint64_t key, const Visit& visit) const {
    for (std::size_t i = 0; i < place_.size(); ++i) {
      const std::uint64_t digit = span_ <= kSmall ? (key * inverse_[i]) >> kShift : key / place_[i];
      key -= digit * place_[i];
      visit(static_cast<int>(i), static_cast<int>(digit));
    }
  }

  // For keys and places up to kSmall, key / place is (key * inverse) >> kShift, which is faster than a
  // division.
  static constexpr std::uint64_t kSmall = std::uint64_t{1} << 20;
  static constexpr int kShift = 40;
  static_assert(kSmall * kSmall <= std::uint64_t{1} << kShift, "or a quotient may be one too many");

  bool counted_ = false;
  int processes_ = 0;
  int locals_ = 1;
  int undecided_ = 0;            // states from this one on are decisions
  int times_ = 1;                // rounds of decision that are told apart
  int crashed_ = 1;              // standings of crashed processes, which come first
  int first_up_ = 1;             // the standings of processes that forge lie in between
  int slots_ = 0;                // standings of a process that is up, for each role and connection
  int first_time_ = 0;           // of them
  int kinds_of_connection_ = 1;  // 2 where a property asks who is connected
  int labels_ = 0;
  std::array<int, model::kFaultWords + 1> role_index_{};  // among the roles that forge, or those that don't
  std::vector<Group> of_label_;
  std::vector<std::uint64_t> place_;
  std::vector<std::uint64_t> inverse_;  // 2^kShift / place, rounded up
  std::uint64_t span_ = 1;
};

}  // namespace ggms::verify
