#pragma once

#include <vector>

#include "search/entries.h"

namespace ggms::search {

/// The training buffer (GGMS section C.1), aggregated: for each table entry it keeps the mean of the
/// distributions that the search gave for it, in which older episodes count less. There are at most thousands
/// of different entries, so a mean per entry tells as much as a list of samples, in one small batch.
class Buffer {
 public:
  /// `keep`: the share of an episode's weight that is left in the next one, 0..1.
  Buffer(const Entries& entries, int outputs, double keep);

  /// Adds one distribution over the next states of an entry: one number per output.
  void add(EntryId entry, const std::vector<double>& distribution);
  /// Shrinks all weights; to be called before each new episode.
  void age();
  /// Forgets all samples: they are stale once the frozen entries have changed.
  void clear();

  bool has(EntryId entry) const { return weight_[entry] > 0; }
  /// The mean probability of a next state.
  double mean(EntryId entry, int next) const {
    return sum_[entry * outputs_ + static_cast<std::size_t>(next)] / weight_[entry];
  }
  /// The whole buffer as numbers, to be written and read back.
  std::vector<double> state() const;
  /// Takes such numbers over. Throws base::Error if they make no sense.
  void restore(const std::vector<double>& state);

  /// The entries that the buffer has samples of, in ascending order.
  std::vector<EntryId> entries() const;

 private:
  std::size_t outputs_;
  double keep_;
  std::vector<double> sum_;     // [entry][output]
  std::vector<double> weight_;  // per entry
};

}  // namespace ggms::search
