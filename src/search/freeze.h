#pragma once

#include <functional>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include <tsl/robin_map.h>

#include "search/entries.h"

namespace ggms::search {

/// Decided table entries that are proved not to be right all together.
using Culprits = std::vector<EntryId>;

/// The frozen transitions of the global depth-first search (GGMS Algorithms 3 and 4): a stack of decided
/// entries, each with the values that were refuted for it. Algorithm 3 pops "one activated" entry, not always
/// the top one. The search stays complete because the stack keeps a reason for every refuted value, the other
/// frozen entries that it rests on, and allows the value again as soon as one of these changes (dynamic
/// backtracking: Ginsberg 1993).
class FreezeStack {
 public:
  explicit FreezeStack(const Entries& entries) : entries_(entries), value_(entries.size(), kFree) {}

  /// Decides an entry for good (Theorem 2's first path): it is never unfrozen and never a culprit.
  void fix(EntryId entry, int value);

  bool is_frozen(EntryId entry) const { return value_[entry] != kFree; }
  bool is_fixed(EntryId entry) const { return is_frozen(entry) && reasons_.find(entry) == reasons_.end(); }
  /// Whether all values but a frozen entry's own are ruled out.
  bool is_forced(EntryId entry) const;
  /// The value of a frozen entry.
  int value(EntryId entry) const { return value_[entry]; }

  /// Whether a value of an entry that is not frozen is still possible.
  bool is_open(EntryId entry, int value) const;

  /// The frozen entries that rule out a value; the value must not be open.
  const Culprits& why(EntryId entry, int value) const {
    return *reasons_.at(entry)[static_cast<std::size_t>(value)];
  }

  /// Pushes an entry that is not frozen, with a value that is open.
  void freeze(EntryId entry, int value);

  /// Rules out a value of an entry that is not frozen; `culprits` are the frozen entries that contradict it.
  void exclude(EntryId entry, int value, const Culprits& culprits);

  /// Takes culprits that can't all be right. Changes the one that was frozen last to the open value that
  /// `prefer` rates highest. If it has no open value, unfreezes it and goes on with the entries that ruled
  /// its values out. Returns false if no entry is left to change: then no machine exists.
  bool unfreeze(const Culprits& culprits, const std::function<float(EntryId, int)>& prefer);

  /// The frozen entries that are not fixed, in the order of freezing.
  const std::vector<EntryId>& stack() const { return stack_; }

  /// All data of the stack, to be written and read back.
  struct State {
    std::vector<std::pair<EntryId, int>> fixed;
    std::vector<std::pair<EntryId, int>> stack;
    std::vector<std::tuple<EntryId, int, Culprits>> excluded;
  };
  State state() const;
  /// Replaces everything by this state. Throws base::Error if it makes no sense.
  void restore(const State& state);

  /// Called with every value that is ruled out, and its reason; for tests that know the answers.
  std::function<void(EntryId, int, const Culprits&)> on_excluded;

 private:
  static constexpr int kFree = -1;
  /// Per value, why it is ruled out.
  using Reasons = std::vector<std::optional<Culprits>>;

  Reasons& reasons(EntryId entry);
  void forget(EntryId changed);
  bool is_consistent() const;
  bool rests_on_frozen(const Culprits& why) const;
  Culprits without_fixed(const Culprits& culprits) const;

  const Entries& entries_;
  std::vector<int> value_;  // per entry
  std::vector<EntryId> stack_;
  tsl::robin_map<EntryId, Reasons> reasons_;  // of entries that are or were frozen
};

}  // namespace ggms::search
