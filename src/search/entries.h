#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <tsl/robin_map.h>

#include "model/machine.h"
#include "model/problem.h"
#include "policy/policy.h"

namespace ggms::search {

/// A table entry's number.
using EntryId = std::uint32_t;

/// The table entries of a setting that some machine can need, numbered round by round. The search decides
/// these, and a policy is asked about these.
class Entries {
 public:
  /// Throws base::Error if there are too many entries to learn.
  explicit Entries(const model::Problem& problem);

  std::size_t size() const { return entries_.size(); }
  EntryId id(const model::Entry& entry) const;
  const model::Entry& entry(EntryId id) const { return entries_[id]; }
  int round(EntryId id) const { return entries_[id].round; }
  /// How many next states there are.
  int outputs(EntryId id) const { return outputs_[id]; }
  /// How many messages its vector lacks.
  int lost(EntryId id) const { return lost_[id]; }

  const policy::Shape& shape() const { return shape_; }
  /// The given entries as a policy sees them: the round, the process if the view shows it, the received
  /// messages.
  policy::Batch batch(const std::vector<EntryId>& ids) const;

 private:
  void add(const model::Entry& entry, int lost);
  bool are_numbered() const;
  void add_vectors(const model::Keys& keys, int round, int slot, int most_lost);
  void add_counts(const model::Keys& keys, int round, int most_lost);
  std::vector<std::int64_t> tokens(const model::Entry& entry) const;

  const model::Setting setting_;
  std::vector<model::Keys> keys_;  // per round
  std::vector<model::Entry> entries_;
  std::vector<int> outputs_;
  std::vector<int> lost_;
  tsl::robin_map<model::Entry, EntryId, model::HashEntry> ids_;
  policy::Shape shape_;
};

}  // namespace ggms::search
