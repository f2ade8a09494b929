#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "model/problem.h"
#include "model/scenario.h"
#include "search/entries.h"
#include "verify/final_check.h"

namespace ggms::search {

constexpr int kMaxProcesses = 16;  // that the game is played for; one bit each below

/// A set of processes, one bit each.
using Processes = std::uint16_t;

/// Everything at a round boundary that the rest of the game depends on.
struct Position {
  static constexpr std::int8_t kAbsent = model::Execution::kAbsent;

  std::array<std::int8_t, kMaxProcesses> states{};   // kAbsent: crashed
  std::array<std::int8_t, kMaxProcesses> initial{};  // 0 unless a property looks at them
  std::uint64_t initial_facts = 0;
  std::int8_t boundary = 0;
  bool lost = false;  // false unless a property asks
  bool operator==(const Position&) const = default;
};

/// What the adversary does in one round, whatever the states are: a coupled choice and each receiver's
/// losses.
struct Turn {
  Processes crashing = 0;
  Processes moving = 0;
  bool loses = false;                              // some process that moves misses a message
  std::array<Processes, kMaxProcesses> missing{};  // per receiver that moves: whose messages it lacks
};

/// One decision of the protocol player: the processes with this vector move alike.
struct Move {
  EntryId entry = 0;
  Processes processes = 0;
};

/// The rules of the game that the paper's section 4.1 plays: in each round the adversary takes a turn, then
/// the protocol player decides one table entry after the other. Knows neither search nor policy.
class Game {
 public:
  /// Throws base::Error where the setting is too large to be played. `problem` and `entries` have to outlive
  /// it.
  Game(const model::Problem& problem, const Entries& entries);

  const model::Problem& problem() const { return problem_; }
  const Entries& entries() const { return entries_; }
  int rounds() const { return problem_.setting().rounds; }

  Position start(const std::vector<int>& initial) const;
  Processes live(const Position& position) const;

  /// All turns where these processes are live; the one in which nothing happens comes first. The reference
  /// holds for the game's life.
  const std::vector<Turn>& turns(Processes live) const;
  /// The index among them of what a scenario does in one round.
  std::size_t turn_of(Processes live, const model::RoundFaults& faults) const;
  /// The inverse.
  model::RoundFaults faults(const Turn& turn, Processes live) const;

  /// Appends the decisions that a turn asks for, one for each different vector, in the order of their first
  /// process.
  void moves(const Position& position, const Turn& turn, std::vector<Move>& out) const;
  /// The next boundary before any decision is made: nobody has a state.
  Position after(const Position& position, const Turn& turn) const;

  /// Whether no property is broken at the end of a run (boundary = rounds).
  bool is_won(const Position& end) const;

 private:
  void add_turns(Processes live, std::vector<Turn>& turns) const;

  const model::Problem& problem_;
  const Entries& entries_;
  std::vector<model::Keys> keys_;  // per round
  verify::OutcomeBits bits_;
  mutable verify::FinalCheck final_check_;                          // remembers what it was asked
  mutable std::unordered_map<Processes, std::vector<Turn>> turns_;  // references to it stay good
};

}  // namespace ggms::search
