// The freeze stack of GGMS Algorithms 3 and 4, as dynamic backtracking (Ginsberg 1993). The stack keeps a
// reason for each refuted value: the other frozen entries that the refutation used. Once one of these
// changes, the search may try the value again; so entries can be unfrozen in any order, and the search stays
// complete. A value whose reason names no entry stays refuted for good.

#include "search/freeze.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/check.h"
#include "base/error.h"

namespace ggms::search {

FreezeStack::Reasons& FreezeStack::reasons(EntryId entry) {
  Reasons& reasons = reasons_[entry];
  reasons.resize(static_cast<std::size_t>(entries_.outputs(entry)));
  return reasons;
}

void FreezeStack::fix(EntryId entry, int value) {
  CHECK(!is_frozen(entry) && reasons_.find(entry) == reasons_.end());
  value_[entry] = value;
}

/// Whether the stack holds each frozen entry that is not fixed exactly once, each with a value that no reason
/// rules out, and every reason names only such entries.
bool FreezeStack::is_consistent() const {
  std::size_t frozen = 0;
  for (EntryId entry = 0; entry < value_.size(); ++entry)
    frozen += is_frozen(entry) && !is_fixed(entry) ? 1 : 0;
  const std::set<EntryId> distinct(stack_.begin(), stack_.end());
  if (distinct.size() != stack_.size() || frozen != stack_.size()) return false;
  for (const EntryId entry : stack_) {
    if (!is_frozen(entry) || value_[entry] >= entries_.outputs(entry) || !is_open(entry, value_[entry]))
      return false;
  }
  for (const auto& [entry, values] : reasons_) {
    for (const std::optional<Culprits>& why : values) {
      if (why && (std::count(why->begin(), why->end(), entry) > 0 || !rests_on_frozen(*why))) return false;
    }
  }
  return true;
}

bool FreezeStack::rests_on_frozen(const Culprits& why) const {
  return std::all_of(why.begin(), why.end(),
                     [&](EntryId culprit) { return is_frozen(culprit) && !is_fixed(culprit); });
}

bool FreezeStack::is_open(EntryId entry, int value) const {
  const auto known = reasons_.find(entry);
  return known == reasons_.end() || !known->second[static_cast<std::size_t>(value)];
}

bool FreezeStack::is_forced(EntryId entry) const {
  for (int value = 0; value < entries_.outputs(entry); ++value) {
    if (value != value_[entry] && is_open(entry, value)) return false;
  }
  return true;
}

void FreezeStack::freeze(EntryId entry, int value) {
  CHECK(!is_frozen(entry) && is_open(entry, value));
  reasons(entry);
  value_[entry] = value;
  stack_.push_back(entry);
  ASSERT(is_consistent());
}

void FreezeStack::exclude(EntryId entry, int value, const Culprits& culprits) {
  CHECK(!is_frozen(entry));
  Culprits why = without_fixed(culprits);
  if (on_excluded) on_excluded(entry, value, why);
  reasons(entry)[static_cast<std::size_t>(value)] = std::move(why);
  ASSERT(is_consistent());
}

Culprits FreezeStack::without_fixed(const Culprits& culprits) const {
  Culprits rest;
  for (const EntryId entry : culprits) {
    CHECK(is_frozen(entry));
    if (!is_fixed(entry)) rest.push_back(entry);
  }
  return rest;
}

/// Makes all values possible again that were ruled out because of the value of the entry that changes.
void FreezeStack::forget(EntryId changed) {
  for (auto it = reasons_.begin(); it != reasons_.end(); ++it) {
    for (std::optional<Culprits>& why : it.value()) {
      if (why && std::find(why->begin(), why->end(), changed) != why->end()) why.reset();
    }
  }
}

bool FreezeStack::unfreeze(const Culprits& culprits, const std::function<float(EntryId, int)>& prefer) {
  Culprits rest = without_fixed(culprits);
  while (true) {
    // The culprit that was frozen last has to change; the other culprits are the reason why its value is
    // wrong.
    const auto last = std::find_if(stack_.rbegin(), stack_.rend(), [&](EntryId entry) {
      return std::find(rest.begin(), rest.end(), entry) != rest.end();
    });
    if (last == stack_.rend()) return false;
    const EntryId entry = *last;
    stack_.erase(std::next(last).base());
    rest.erase(std::remove(rest.begin(), rest.end(), entry), rest.end());
    const int refuted = std::exchange(value_[entry], kFree);
    forget(entry);
    exclude(entry, refuted, rest);

    int best = kFree;
    for (int value = 0; value < entries_.outputs(entry); ++value) {
      if (is_open(entry, value) && (best == kFree || prefer(entry, value) > prefer(entry, best)))
        best = value;
    }
    if (best != kFree) {
      freeze(entry, best);
      return true;
    }
    rest.clear();
    for (const std::optional<Culprits>& why : reasons(entry))
      rest.insert(rest.end(), why->begin(), why->end());
    std::sort(rest.begin(), rest.end());
    rest.erase(std::unique(rest.begin(), rest.end()), rest.end());
  }
}

FreezeStack::State FreezeStack::state() const {
  State state;
  for (EntryId entry = 0; entry < value_.size(); ++entry) {
    if (is_frozen(entry) && is_fixed(entry)) state.fixed.emplace_back(entry, value_[entry]);
    const auto known = reasons_.find(entry);
    if (known == reasons_.end()) continue;
    for (std::size_t value = 0; value < known->second.size(); ++value) {
      const std::optional<Culprits>& why = known->second[value];
      if (why) state.excluded.emplace_back(entry, static_cast<int>(value), *why);
    }
  }
  for (const EntryId entry : stack_) state.stack.emplace_back(entry, value_[entry]);
  return state;
}

void FreezeStack::restore(const State& state) {
  std::fill(value_.begin(), value_.end(), kFree);
  stack_.clear();
  reasons_.clear();
  const auto check = [&](bool makes_sense) {
    if (!makes_sense) throw base::Error("the frozen transitions contradict each other");
  };
  const auto is_value = [&](EntryId entry, int value) {
    return entry < value_.size() && value >= 0 && value < entries_.outputs(entry);
  };
  for (const auto& [entry, value] : state.fixed) {
    check(is_value(entry, value) && !is_frozen(entry));
    fix(entry, value);
  }
  for (const auto& [entry, value] : state.stack) {
    check(is_value(entry, value) && !is_frozen(entry));
    freeze(entry, value);
  }
  for (const auto& [entry, value, why] : state.excluded) {
    check(is_value(entry, value) && value_[entry] != value && is_open(entry, value));
    check(!is_frozen(entry) || !is_fixed(entry));
    for (const EntryId culprit : why) {
      check(culprit < value_.size() && culprit != entry && is_frozen(culprit) && !is_fixed(culprit));
    }
    reasons(entry)[static_cast<std::size_t>(value)] = why;
  }
  ASSERT(is_consistent());
}

}  // namespace ggms::search
