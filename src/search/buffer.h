#pragma once

#include <vector>

#include "search/entries.h"

namespace ggms::search {

/// The training buffer (GGMS section C.1), aggregated: per table entry the mean of the distributions that the
/// search gave for it, older episodes counting less. There are at most thousands of different entries, so a
/// mean per entry says what a list of samples would, in one small batch.
class Buffer {
 public:
  /// `keep`: how much of an episode's weight is left in the next one, 0..1.
  Buffer(const Entries& entries, int outputs, double keep);

  /// One distribution over the next states of an entry, as many numbers as there are outputs.
  void add(EntryId entry, const std::vector<double>& distribution);
  /// Before the next episode.
  void age();
  /// All is stale: what is frozen has changed.
  void clear();

  bool has(EntryId entry) const { return weight_[entry] > 0; }
  /// The mean probability of a next state.
  double mean(EntryId entry, int next) const {
    return sum_[entry * outputs_ + static_cast<std::size_t>(next)] / weight_[entry];
  }
  /// All of it, to be written and read back.
  std::vector<double> state() const;
  /// Throws base::Error where it makes no sense.
  void restore(const std::vector<double>& state);

  /// The entries that it has something of, in order.
  std::vector<EntryId> entries() const;

 private:
  std::size_t outputs_;
  double keep_;
  std::vector<double> sum_;     // [entry][output]
  std::vector<double> weight_;  // per entry
};

}  // namespace ggms::search
