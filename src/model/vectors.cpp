// Counts and lists the vectors that a process that moves can receive. Such a process has received its own
// message and has not decided; so a vector has an undecided sender, in vector+id the process itself. The
// counts are closed formulas, because there can be too many vectors to list: all vectors, minus those that
// consist of lost messages and decisions only.

#include "model/vectors.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

#include <fmt/format.h>

#include "base/check.h"

namespace ggms::model {

namespace {

/// How many of a boundary's states are not decisions; these come first.
int undecided_states(const Setting& setting, int boundary) {
  int count = 0;
  while (count < setting.alphabet(boundary) && setting.decision(boundary, count) == Setting::kUndecided)
    ++count;
  return count;
}

std::uint64_t power(std::uint64_t base, int exponent) {
  std::uint64_t result = 1;
  for (int i = 0; i < exponent; ++i) result = checked_product(result, base);
  return result;
}

/// The number of ways to put `items` equal things into `boxes` boxes (one or more).
std::uint64_t multisets(int items, int boxes) {
  std::uint64_t result = 1;
  for (int box = 1; box < boxes; ++box) {  // result * (items + box) / box, without leaving 64 bits
    const auto divisor = static_cast<std::uint64_t>(box);
    const std::uint64_t common = std::gcd(result, divisor);
    result = checked_product(result / common, static_cast<std::uint64_t>(items + box) / (divisor / common));
  }
  return result;
}

/// Lists the vectors of one round and slot.
class Vectors {
 public:
  Vectors(const Setting& setting, int round, int slot, const std::function<bool(const Received&)>& visit)
      : setting_(setting),
        letters_(setting.alphabet(round - 1)),
        undecided_(undecided_states(setting, round - 1)),
        slot_(slot),
        visit_(visit) {}

  bool run() {
    switch (setting_.view) {
      case View::kVector:
      case View::kVectorId:
        received_.by_sender.assign(static_cast<std::size_t>(setting_.processes), Received::kLost);
        return from_sender(0, false);
      case View::kCounts:
        received_.counts.assign(static_cast<std::size_t>(letters_) + 1, 0);
        return of_state(0, setting_.processes);
      case View::kCountsOwn:
        received_.counts.assign(static_cast<std::size_t>(letters_) + 1, 0);
        for (received_.own = 0; received_.own < undecided_; ++received_.own) {
          if (!of_state(0, setting_.processes)) return false;
        }
        return true;
    }
    return true;
  }

 private:
  bool from_sender(int sender, bool has_undecided) {
    if (sender == setting_.processes) return !has_undecided || visit_(received_);
    const bool is_own = setting_.view == View::kVectorId && sender == slot_;
    const int first = is_own ? 0 : Received::kLost;
    const int end = is_own ? undecided_ : letters_;
    for (int state = first; state < end; ++state) {
      received_.by_sender[static_cast<std::size_t>(sender)] = state;
      const bool is_undecided = state != Received::kLost && state < undecided_;
      if (!from_sender(sender + 1, has_undecided || is_undecided)) return false;
    }
    return true;
  }

  bool of_state(int state, int left) {
    int& count = received_.counts[static_cast<std::size_t>(state)];
    if (state == letters_) {  // the rest of the messages were lost
      count = left;
      return !may_move() || visit_(received_);
    }
    for (count = 0; count <= left; ++count) {
      if (!of_state(state + 1, left - count)) return false;
    }
    return true;
  }

  bool may_move() const {
    const auto& counts = received_.counts;
    if (setting_.view == View::kCountsOwn) return counts[static_cast<std::size_t>(received_.own)] > 0;
    return std::accumulate(counts.begin(), counts.begin() + undecided_, 0) > 0;
  }

  const Setting& setting_;
  int letters_;
  int undecided_;
  int slot_;
  const std::function<bool(const Received&)>& visit_;
  Received received_;
};

}  // namespace

std::optional<std::string> why_impossible(const Received& received, const Setting& setting, int round,
                                          int slot) {
  const auto is_lost = [](int state) { return state == Received::kLost; };
  // Whether this may be the receiver's own state: a process that looks up an entry has not decided yet.
  const auto may_be_own = [&](int state) {
    return !is_lost(state) && setting.decision(round - 1, state) == Setting::kUndecided;
  };
  const char* own_lost = "a process always receives its own message, so not all can be lost";
  const char* all_decided = "a process that has decided looks up no entry, so not all can have decided";
  if (!received.by_sender.empty()) {
    const std::vector<int>& vector = received.by_sender;
    if (std::all_of(vector.begin(), vector.end(), is_lost)) return own_lost;
    if (std::none_of(vector.begin(), vector.end(), may_be_own)) return all_decided;
    if (setting.view != View::kVectorId) return std::nullopt;
    const int own = vector[static_cast<std::size_t>(slot)];
    if (is_lost(own)) {
      return fmt::format("process {} always receives its own message, so item {} can't be lost", slot + 1,
                         slot);
    }
    if (!may_be_own(own)) {
      return fmt::format("process {} looks up no entry once it has decided, so item {} can't be a decision",
                         slot + 1, slot);
    }
    return std::nullopt;
  }
  const int lost = received.counts.back();
  const int arrived = std::accumulate(received.counts.begin(), received.counts.end(), 0) - lost;
  if (lost < 0 || arrived + lost != setting.processes) {
    return fmt::format("the counts add up to {}, but there are {} processes", arrived + std::max(lost, 0),
                       setting.processes);
  }
  if (arrived == 0) return own_lost;
  bool some_undecided = false;
  for (std::size_t state = 0; state + 1 < received.counts.size(); ++state) {
    some_undecided = some_undecided || (received.counts[state] > 0 && may_be_own(static_cast<int>(state)));
  }
  if (!some_undecided) return all_decided;
  if (setting.view != View::kCountsOwn) return std::nullopt;
  if (!may_be_own(received.own))
    return "a process that has decided looks up no entry, so its own state can't be a decision";
  if (received.counts[static_cast<std::size_t>(received.own)] == 0) {
    return "a process always receives its own message, so its own state must be counted";
  }
  return std::nullopt;
}

std::uint64_t possible_vectors(const Setting& setting, int round) {
  const int letters = setting.alphabet(round - 1);
  const int undecided = undecided_states(setting, round - 1);
  const int decided = letters - undecided;
  const int processes = setting.processes;
  const auto all = static_cast<std::uint64_t>(letters) + 1;  // the states, and a lost message
  switch (setting.view) {
    case View::kVector:
      return power(all, processes) - power(static_cast<std::uint64_t>(decided) + 1, processes);
    case View::kVectorId:
      return checked_product(static_cast<std::uint64_t>(undecided), power(all, processes - 1));
    case View::kCounts:
      return multisets(processes, letters + 1) - multisets(processes, decided + 1);
    case View::kCountsOwn:
      return checked_product(static_cast<std::uint64_t>(undecided), multisets(processes - 1, letters + 1));
  }
  CHECK(false);
}

std::optional<std::uint64_t> possible_entries(const Setting& setting) {
  const auto slots = static_cast<std::uint64_t>(setting.view == View::kVectorId ? setting.processes : 1);
  std::uint64_t sum = 0;
  for (int round = 1; round <= setting.rounds; ++round) {
    const std::uint64_t vectors = possible_vectors(setting, round);
    if (vectors > (std::numeric_limits<std::uint64_t>::max() - sum) / slots) return std::nullopt;
    sum += vectors * slots;
  }
  return sum;
}

bool for_each_possible_vector(const Setting& setting, int round, int slot,
                              const std::function<bool(const Received&)>& visit) {
  return Vectors(setting, round, slot, visit).run();
}

}  // namespace ggms::model
