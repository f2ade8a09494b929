// Renames internal states boundary by boundary: once those of one boundary have names, the entries of the
// next round are known, and so are the states that they lead to, which get their names next.
//
// A state that nothing leads to counts only if a Byzantine process can forge it; its name is as free as any
// other's.

#include "synth/renaming.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <numeric>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/check.h"
#include "base/hash.h"

namespace ggms::synth {

namespace {

constexpr int kNoName = -1;
using States = std::vector<int>;
using Names = std::vector<int>;        // by state
using SlotNames = std::vector<Names>;  // by slot: the process in vector+id, else 0

class Walk {
 public:
  /// How the states of one table at a boundary may be named: some names are given, and each of `open` gets
  /// one of `left`, in every way.
  struct Choice {
    Names given;
    States open;
    std::vector<int> left;
  };
  /// `rows`: the entries of one table, renamed and sorted, and where they lead, not yet renamed.
  using Offer = std::function<Choice(int round, const Moves& rows, const States& visible)>;
  enum class Next { kGoOn, kSkip, kStop };  // with this beginning, with other ones, not at all
  /// Gets the renamed machine up to `round`.
  using Visit = std::function<Next(int round, const Moves& moves)>;

  Walk(const model::Setting& setting, const Moves& moves, Offer offer, Visit visit)
      : setting_(setting), offer_(std::move(offer)), visit_(std::move(visit)) {
    for (int round = 1; round <= setting.rounds; ++round) keys_.emplace_back(setting, round);
    rounds_.resize(static_cast<std::size_t>(setting.rounds));
    seen_.resize(rounds_.size());
    for (std::size_t round = 0; round < rounds_.size(); ++round) {
      seen_[round].assign(slots(), std::vector<bool>(static_cast<std::size_t>(setting.states), false));
    }
    for (const auto& [entry, next] : moves) {
      const auto round = static_cast<std::size_t>(entry.round - 1);
      rounds_[round].push_back({entry, keys_[round].decode(entry.key), next});
      if (entry.round < setting.rounds) see(round, static_cast<std::size_t>(entry.slot), next);
      if (entry.round > 1) {
        each_state(rounds_[round].back().received,
                   [&](std::size_t slot, int state) { see(round - 1, slot, state); });
      }
    }
  }

  void run() { go(1, {}); }

 private:
  struct Row {
    model::Entry entry;
    model::Received received;
    model::State next;
  };

  std::size_t slots() const { return static_cast<std::size_t>(keys_.front().slots()); }
  bool is_internal(int state) const { return state >= 0 && state < setting_.states; }

  void see(std::size_t boundary, std::size_t slot, int state) {
    if (is_internal(state)) seen_[boundary][slot][static_cast<std::size_t>(state)] = true;
  }

  /// Calls visit with every state that was received, and whose slot's it is.
  template <class Visitor>
  void each_state(const model::Received& received, const Visitor& visit) const {
    for (std::size_t p = 0; p < received.by_sender.size(); ++p)
      visit(slots() == 1 ? 0 : p, received.by_sender[p]);
    for (std::size_t state = 0; state + 1 < received.counts.size(); ++state) {
      if (received.counts[state] > 0) visit(0, static_cast<int>(state));
    }
    if (received.own != model::Received::kLost) visit(0, received.own);
  }

  static int name(const SlotNames& names, std::size_t slot, int state) {
    if (names.empty() || state < 0 || state >= static_cast<int>(names[slot].size())) return state;
    return names[slot][static_cast<std::size_t>(state)];
  }

  std::uint64_t renamed_key(const Row& row, const SlotNames& names) const {
    model::Received received = row.received;
    for (std::size_t p = 0; p < received.by_sender.size(); ++p) {
      received.by_sender[p] = name(names, slots() == 1 ? 0 : p, received.by_sender[p]);
    }
    if (!received.counts.empty()) std::fill(received.counts.begin(), received.counts.end() - 1, 0);
    for (std::size_t state = 0; state + 1 < received.counts.size(); ++state) {
      if (row.received.counts[state] == 0) continue;
      const auto to = static_cast<std::size_t>(name(names, 0, static_cast<int>(state)));
      received.counts[to] = row.received.counts[state];
    }
    if (received.own != model::Received::kLost) received.own = name(names, 0, received.own);
    return keys_[static_cast<std::size_t>(row.entry.round - 1)].encode(received);
  }

  /// `before`: the names at the boundary that the round begins at; none at the start.
  void go(int round, const SlotNames& before) {
    Moves rows;
    for (const Row& row : rounds_[static_cast<std::size_t>(round - 1)]) {
      model::Entry entry = row.entry;
      entry.key = renamed_key(row, before);
      rows.emplace_back(entry, row.next);
    }
    std::sort(rows.begin(), rows.end());
    SlotNames names;
    if (round == setting_.rounds) return finish(round, rows, names);
    name_slots(round, rows, names);
  }

  void name_slots(int round, const Moves& rows, SlotNames& names) {
    const std::size_t slot = names.size();
    if (slot == slots()) return finish(round, rows, names);
    States visible;
    for (int state = 0; state < setting_.states; ++state) {
      if (seen_[static_cast<std::size_t>(round - 1)][slot][static_cast<std::size_t>(state)])
        visible.push_back(state);
    }
    Moves mine;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(mine),
                 [&](const auto& move) { return move.first.slot == static_cast<int>(slot); });
    Choice choice = offer_(round, mine, visible);
    name_open(round, rows, names, choice, 0);
  }

  void name_open(int round, const Moves& rows, SlotNames& names, Choice& choice, std::size_t first) {
    if (first == choice.open.size()) {
      names.push_back(choice.given);
      name_slots(round, rows, names);
      names.pop_back();
      return;
    }
    const auto state = static_cast<std::size_t>(choice.open[first]);
    for (int& left : choice.left) {
      if (left == kNoName || stopped_) continue;
      choice.given[state] = std::exchange(left, kNoName);
      name_open(round, rows, names, choice, first + 1);
      left = std::exchange(choice.given[state], kNoName);
    }
  }

  void finish(int round, const Moves& rows, const SlotNames& names) {
    const std::size_t before = done_.size();
    for (const auto& [entry, next] : rows) {
      done_.emplace_back(entry,
                         static_cast<model::State>(name(names, static_cast<std::size_t>(entry.slot), next)));
    }
    const Next next = visit_(round, done_);
    stopped_ = next == Next::kStop;
    if (next == Next::kGoOn && round < setting_.rounds) go(round + 1, names);
    done_.resize(before);
  }

  const model::Setting& setting_;
  const Offer offer_;
  const Visit visit_;
  std::vector<model::Keys> keys_;                     // per round
  std::vector<std::vector<Row>> rounds_;              // per round
  std::vector<std::vector<std::vector<bool>>> seen_;  // per boundary from 1, slot, state: entries have it
  Moves done_;                                        // renamed
  bool stopped_ = false;
};

/// Those of `states` that have no name yet.
States unnamed(const States& states, const Names& names) {
  States open;
  std::copy_if(states.begin(), states.end(), std::back_inserter(open),
               [&](int state) { return names[static_cast<std::size_t>(state)] == kNoName; });
  return open;
}

}  // namespace

Moves canonical(const model::Setting& setting, const Moves& moves) {
  const auto in_order = [&](int, const Moves& rows, const States& visible) {
    Walk::Choice choice{Names(static_cast<std::size_t>(setting.states), kNoName), {}, {}};
    int names = 0;
    for (const auto& [entry, next] : rows) {
      if (next < setting.states && choice.given[next] == kNoName) choice.given[next] = names++;
    }
    choice.open = unnamed(visible, choice.given);
    choice.left.resize(choice.open.size());
    std::iota(choice.left.begin(), choice.left.end(), names);
    return choice;
  };
  Moves least;
  const auto keep_least = [&](int round, const Moves& renamed) {
    const auto end = least.begin() + static_cast<std::ptrdiff_t>(std::min(least.size(), renamed.size()));
    if (!least.empty() && std::lexicographical_compare(least.begin(), end, renamed.begin(), renamed.end()))
      return Walk::Next::kSkip;
    if (round == setting.rounds) least = renamed;
    return Walk::Next::kGoOn;
  };
  Walk(setting, moves, in_order, keep_least).run();
  ASSERT(least.size() == moves.size() &&
         model::are_sorted_and_distinct(least));  // no two states got one name
  return least;
}

std::vector<Moves> renamed(const model::Setting& setting, const Moves& moves, std::size_t most) {
  const auto as_frozen = [&](int round, const Moves& rows, const States& visible) {
    Walk::Choice choice{Names(static_cast<std::size_t>(setting.states), kNoName), {}, {}};
    const model::Keys keys(setting, round);
    std::uint64_t lossless = keys.own_weight(0);
    for (int p = 0; p < setting.processes; ++p) lossless += keys.weight(p, 0);
    const auto frozen =
        std::find_if(rows.begin(), rows.end(), [&](const auto& move) { return move.first.key == lossless; });
    const bool to_first = frozen != rows.end() && frozen->second < setting.states;
    if (to_first) choice.given[frozen->second] = 0;
    choice.open = unnamed(visible, choice.given);
    for (int name = to_first ? 1 : 0; name < setting.states; ++name) choice.left.push_back(name);
    return choice;
  };
  std::set<Moves> all;
  const auto collect = [&](int round, const Moves& renamed) {
    if (all.size() == most) return Walk::Next::kStop;
    if (round == setting.rounds) all.insert(renamed);
    return Walk::Next::kGoOn;
  };
  Walk(setting, moves, as_frozen, collect).run();
  ASSERT(std::all_of(all.begin(), all.end(), model::are_sorted_and_distinct));
  return {all.begin(), all.end()};
}

std::string digest(const Moves& moves) {
  std::string text;
  for (const auto& [entry, next] : moves) {
    text += fmt::format("{} {} {} {}\n", entry.round, entry.slot, entry.key, static_cast<int>(next));
  }
  return fmt::format("{:016x}", base::fnv1a(text));
}

}  // namespace ggms::synth
