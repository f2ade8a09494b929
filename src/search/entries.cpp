// Lists the table entries that some machine can need, under the setting's faults, and spells them as tokens
// for a policy: the round, the received messages, and what else the view shows.

#include "search/entries.h"

#include <algorithm>
#include <limits>

#include "base/check.h"
#include "base/error.h"

namespace ggms::search {

namespace {

constexpr std::size_t kMaxEntries = 200'000;  // every episode asks the policy about all of them
static_assert(kMaxEntries <= std::numeric_limits<EntryId>::max());

}  // namespace

Entries::Entries(const model::Problem& problem) : setting_(problem.setting()) {
  const model::Setting& setting = problem.setting();
  const int most_lost =
      std::min(model::max_missing(setting.faults, setting.processes), setting.processes - 1);
  for (int round = 1; round <= setting.rounds; ++round) {
    keys_.emplace_back(setting, round);
    const model::Keys& keys = keys_.back();
    const bool vectors = setting.view == model::View::kVector || setting.view == model::View::kVectorId;
    for (int slot = 0; vectors && slot < keys.slots(); ++slot) add_vectors(keys, round, slot, most_lost);
    if (!vectors) add_counts(keys, round, most_lost);
  }
  ASSERT(are_numbered());
  const int processes = setting.processes;
  const bool by_count = setting.view == model::View::kCounts || setting.view == model::View::kCountsOwn;
  shape_.length =
      1 + processes + (setting.view == model::View::kVectorId || setting.view == model::View::kCountsOwn);
  const int between = setting.rounds > 1 ? setting.alphabet(1) : 0;  // states that are sent after round 1
  shape_.vocabulary = setting.rounds + 1 + setting.initial + between;
  if (setting.view == model::View::kVectorId) shape_.vocabulary += processes;
  if (by_count && setting.view == model::View::kCountsOwn) shape_.vocabulary += setting.initial + between;
  shape_.outputs = *std::max_element(outputs_.begin(), outputs_.end());
}

void Entries::add(const model::Entry& entry, int lost) {
  if (entries_.size() == kMaxEntries) {
    throw base::FieldError("engine", "this setting's table has more than " + std::to_string(kMaxEntries) +
                                         " entries, too many to learn; try exact");
  }
  if (!ids_.try_emplace(entry, static_cast<EntryId>(entries_.size())).second) return;
  entries_.push_back(entry);
  outputs_.push_back(setting_.alphabet(entry.round));
  lost_.push_back(lost);
}

/// Adds every vector that lacks at most `most_lost` messages; in vector+id a process never loses its own.
void Entries::add_vectors(const model::Keys& keys, int round, int slot, int most_lost) {
  const int n = setting_.processes;
  const int states = setting_.alphabet(round - 1);
  std::vector<int> received(static_cast<std::size_t>(n), model::Received::kLost);
  int lost = n;
  while (true) {
    const bool own = keys.slots() == 1 || received[static_cast<std::size_t>(slot)] != model::Received::kLost;
    if (lost <= most_lost && own) {
      std::uint64_t key = 0;
      for (int p = 0; p < n; ++p) {
        const int state = received[static_cast<std::size_t>(p)];
        if (state != model::Received::kLost) key += keys.weight(p, state);
      }
      add({round, slot, key}, lost);
    }
    std::size_t i = 0;
    while (i < received.size() && received[i] == states - 1) {
      received[i++] = model::Received::kLost;
      ++lost;
    }
    if (i == received.size()) return;
    if (received[i]++ == model::Received::kLost) --lost;
  }
}

/// Adds every multiset that lacks at most `most_lost` messages; in counts+own once with each of its states as
/// the receiver's own.
void Entries::add_counts(const model::Keys& keys, int round, int most_lost) {
  const int n = setting_.processes;
  const auto states = static_cast<std::size_t>(setting_.alphabet(round - 1));
  std::vector<int> counts(states, 0);
  int total = 0;
  while (true) {
    if (n - total <= most_lost) {
      std::uint64_t key = 0;
      for (std::size_t s = 0; s < states; ++s) {
        key += keys.weight(0, static_cast<int>(s)) * static_cast<std::uint64_t>(counts[s]);
      }
      for (std::size_t own = 0; own < states; ++own) {
        if (setting_.view == model::View::kCountsOwn && counts[own] == 0) continue;
        add({round, 0, key + keys.own_weight(static_cast<int>(own))}, n - total);
      }
    }
    std::size_t i = 0;
    while (i < states && total == n) {
      total -= counts[i];
      counts[i++] = 0;
    }
    if (i == states) return;
    ++counts[i];
    ++total;
  }
}

/// Whether looking up each entry gives its number, and the entries are in the order of rounds.
bool Entries::are_numbered() const {
  for (EntryId i = 0; i < entries_.size(); ++i) {
    if (id(entries_[i]) != i || (i > 0 && entries_[i].round < entries_[i - 1].round)) return false;
  }
  return ids_.size() == entries_.size();
}

EntryId Entries::id(const model::Entry& entry) const {
  const auto it = ids_.find(entry);
  CHECK(it != ids_.end());
  return it->second;
}

/// One token per sender; a multiset is spelt out in the order of its states.
std::vector<std::int64_t> Entries::tokens(const model::Entry& entry) const {
  const std::int64_t lost = setting_.rounds;
  const std::int64_t state_0 = lost + 1 + (entry.round == 1 ? 0 : setting_.initial);
  const std::int64_t past_states =
      lost + 1 + setting_.initial + (setting_.rounds > 1 ? setting_.alphabet(1) : 0);
  std::vector<std::int64_t> row{entry.round - 1};
  const model::Received received = keys_[static_cast<std::size_t>(entry.round - 1)].decode(entry.key);
  for (const int state : received.by_sender) {
    row.push_back(state == model::Received::kLost ? lost : state_0 + state);
  }
  for (std::size_t s = 0; s < received.counts.size(); ++s) {
    const bool is_lost = s + 1 == received.counts.size();
    row.insert(row.end(), static_cast<std::size_t>(received.counts[s]),
               is_lost ? lost : state_0 + static_cast<std::int64_t>(s));
  }
  if (setting_.view == model::View::kVectorId) row.push_back(past_states + entry.slot);
  if (setting_.view == model::View::kCountsOwn) {
    row.push_back(past_states + (entry.round == 1 ? 0 : setting_.initial) + received.own);
  }
  return row;
}

policy::Batch Entries::batch(const std::vector<EntryId>& ids) const {
  policy::Batch batch;
  for (const EntryId id : ids) {
    const std::vector<std::int64_t> row = tokens(entry(id));
    CHECK(row.size() == static_cast<std::size_t>(shape_.length));
    batch.tokens.insert(batch.tokens.end(), row.begin(), row.end());
    batch.outputs.push_back(outputs(id));
  }
  return batch;
}

}  // namespace ggms::search
