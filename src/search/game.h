#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <unordered_map>
#include <vector>

#include "model/problem.h"
#include "model/scenario.h"
#include "search/entries.h"
#include "verify/run_judge.h"

namespace ggms::search {

constexpr int kMaxProcesses = 16;  // the most that a game can have; one bit each below

/// A set of processes, one bit each.
using Processes = std::uint16_t;
static_assert(std::numeric_limits<Processes>::digits >= kMaxProcesses);
inline Processes bit(int process) {
  return static_cast<Processes>(1U << process);
}

/// What the adversary's turns depend on: which processes take part (or forge), which were picked, and how
/// much of the fault limits is used up.
struct Stage {
  std::array<model::Role, kMaxProcesses> roles{};
  std::uint32_t ledger = 0;  // model::Adversary::index_of
  Processes present = 0;
  bool begins = false;  // before round 1, if other states can be forged then than later; else always false
  auto operator<=>(const Stage&) const = default;
};

/// All facts at a round boundary that the rest of the game depends on.
struct Position {
  static constexpr std::int8_t kAbsent = -1;
  static constexpr std::int8_t kNone = spec::Observation::kNone;

  std::array<std::int8_t, kMaxProcesses> states{};      // kAbsent: it has crashed, or forges
  std::array<std::int8_t, kMaxProcesses> initial{};     // 0 unless a property looks at them
  std::array<std::int8_t, kMaxProcesses> decisions{};   // kNone: undecided
  std::array<std::int8_t, kMaxProcesses> decided_in{};  // 0 unless a property looks at it
  static_assert(model::kMaxStates <= std::numeric_limits<std::int8_t>::max());  // Game refuses more rounds
  std::uint64_t initial_facts = 0;
  Stage stage;
  Processes connected = 0;  // all processes unless a property asks
  Processes leaving = 0;    // while a round's decisions are made: the processes that are gone after them
  std::int8_t boundary = 0;
  bool lost = false;  // false unless a property asks
  bool operator==(const Position&) const = default;
};

/// What the adversary does in one round, whatever the states are: a coupled choice and each receiver's mail.
struct Turn {
  Processes crashing = 0;
  Processes leaving = 0;
  Processes apart = 0;       // one block of a split
  Processes moving = 0;      // the processes that receive
  Processes heard = 0;       // the processes that more than half of all processes hear
  bool loses = false;        // some process that moves misses a message
  std::uint32_t ledger = 0;  // after it
  std::array<Processes, kMaxProcesses>
      missing{};  // per receiver that moves: the senders whose messages it lacks
  std::vector<model::Forgery> forged;
};

/// One decision of the protocol player: all processes with this vector make the same move.
struct Move {
  EntryId entry = 0;
  Processes processes = 0;
};

/// The rules of the game that the paper's section 4.1 plays: in each round the adversary takes a turn, then
/// the protocol player decides one table entry after the other. The game knows neither search nor policy.
class Game {
 public:
  /// Throws base::Error if the setting is too large to be played. `problem` and `entries` have to outlive the
  /// game.
  Game(const model::Problem& problem, const Entries& entries);

  const model::Problem& problem() const { return problem_; }
  const Entries& entries() const { return entries_; }
  int rounds() const { return problem_.setting().rounds; }

  /// The position before round 1. `picked` is empty if no process is picked.
  Position start(const std::vector<int>& initial, const std::vector<model::Role>& picked) const;
  Stage stage(const std::vector<model::Role>& picked) const;
  /// Whether no process can move any more.
  static bool is_over(const Position& position);

  /// All turns at this stage; the turn without faults comes first. The reference stays valid as long as the
  /// game.
  const std::vector<Turn>& turns(const Stage& stage) const;
  static Stage after(const Stage& stage, const Turn& turn);
  /// The index in turns() of what a scenario does in one round.
  std::size_t turn_of(const Stage& stage, const model::RoundFaults& faults) const;
  /// The inverse: a turn as a scenario's faults.
  model::RoundFaults faults(const Turn& turn, const Stage& stage) const;

  /// Appends the decisions that the protocol player makes after a turn: one per different vector, in the
  /// order of their first process.
  void moves(const Position& position, const Turn& turn, std::vector<Move>& out) const;
  /// The next boundary before any decision of the round is made: only processes that had decided before have
  /// a state.
  Position after(const Position& position, const Turn& turn) const;
  /// Makes one decision there.
  void take(Position& next, const Move& move, int state) const;
  /// Ends the round once all decisions are made.
  static void finish_round(Position& next);

  /// Whether a run that is over (boundary = rounds) breaks no property.
  bool is_won(const Position& end) const;

 private:
  struct HashStage {
    std::size_t operator()(const Stage& stage) const;
  };
  void add_turns(const Stage& stage, std::vector<Turn>& turns) const;
  void add_turns(const Stage& stage, const model::Choice& choice, const model::Ledger& ledger,
                 std::vector<Turn>& turns) const;
  int letters(const Stage& stage) const;
  bool are_found_again(const Stage& stage, const std::vector<Turn>& turns) const;
  static bool move_all(const Position& position, const Turn& turn, const std::vector<Move>& moves);

  const model::Problem& problem_;
  const Entries& entries_;
  std::vector<model::Keys> keys_;                                          // per round
  mutable verify::RunJudge judge_;                                         // remembers what it was asked
  mutable std::unordered_map<Stage, std::vector<Turn>, HashStage> turns_;  // references to it stay good
};

}  // namespace ggms::search
