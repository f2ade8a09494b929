#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include <tsl/robin_map.h>

#include "base/rng.h"
#include "base/stop.h"
#include "search/freeze.h"
#include "search/game.h"
#include "search/options.h"

namespace ggms::search {

/// What perfect play from a node leads to, if that is settled. A win holds against every turn of the
/// adversary, but the protocol player may answer the same vector differently in different places, so a win
/// does not give a machine. A loss proves that no machine with the frozen entries survives.
enum class Proof : std::uint8_t { kOpen, kWin, kLoss };

/// The score of a move in PUCT selection (GGMS Eq. 10): its mean reward, plus a bonus for trying it that
/// depends on its prior and the visits so far. `all_visits` are those of all moves of the node.
inline double puct(double total, double visits, double prior, double all_visits, double c_puct) {
  const double mean = visits == 0 ? 0 : total / visits;
  return mean + c_puct * prior * std::sqrt(all_visits) / (1 + visits);
}

/// The search tree of GGMS Algorithm 6, over a game. A position that can be reached in several ways is one
/// node. A round is an adversary node (its turns) followed by a chain of decision nodes, one for each
/// different vector.
class Tree {
 public:
  using NodeId = std::uint32_t;

  /// A place in the game from which to simulate: within a chain of decisions, after the earlier ones were
  /// made.
  struct Place {
    NodeId node = 0;
    Position next;  // the next boundary, with the states that are decided
  };

  Tree(const Game& game, const FreezeStack& frozen, const Options& options, base::Rng& rng)
      : game_(game), frozen_(frozen), options_(options), rng_(rng) {}

  /// Forgets everything; `priors[entry * outputs + next]` steer from now on.
  void reset(const std::vector<float>& priors, int outputs);

  /// The place of the first decision after a turn from a position. If no process moves after the turn, the
  /// place is no decision: is_decision() is false.
  Place enter(const Position& position, std::size_t turn);
  bool is_decision(const Place& place) const { return nodes_[place.node].kind == Kind::kDecision; }
  /// The table entry that the decision at this place is about.
  EntryId entry(const Place& place) const { return nodes_[place.node].entry; }
  /// Makes a decision. After the last decision of a round, the new place is the next adversary node or the
  /// end of the run.
  Place decide(const Place& place, int next);

  /// Simulates from a decision until every move of it is settled, or `simulations` are done. GGMS Alg. 6's
  /// simulate. Ends early if `stop` is requested.
  void search(const Place& place, std::uint64_t simulations, base::Stop& stop);

  Proof proof(const Place& place) const { return nodes_[place.node].proof; }
  /// What is proved about a move at a decision.
  Proof proof(const Place& place, int next) const;
  std::uint64_t visits(const Place& place, int next) const;

  /// The frozen entries that the proof of a lost node rests on (sorted).
  Culprits culprits(const Place& place) const;
  /// The frozen entries that the proof of one lost move of a decision rests on.
  Culprits culprits(const Place& place, int next) const;

  std::uint64_t simulations() const { return simulations_; }

 private:
  enum class Kind : std::uint8_t { kAdversary, kDecision, kEnd };
  static constexpr NodeId kNone = 0xFFFFFFFF;

  struct Node {
    std::uint32_t first_edge = 0;
    std::uint32_t edges = 0;
    std::uint32_t open = 0;    // edges that are not settled
    std::uint32_t visits = 0;  // of all edges
    EntryId entry = 0;         // of a decision
    std::uint32_t what = 0;    // decision: its place in moves_; adversary: its place in positions_
    std::uint32_t left = 0;    // decision: how many follow in the round
    Kind kind = Kind::kEnd;
    Proof proof = Proof::kOpen;
  };
  struct Edge {
    float total = 0;  // rewards, from the protocol's point of view
    std::uint32_t visits = 0;
    NodeId child = kNone;
    Proof proof = Proof::kOpen;
  };
  struct Hash {
    std::size_t operator()(const Position& position) const;
  };

  NodeId node_of(const Position& position);
  NodeId add_decisions(const Position& position, const Turn& turn);
  NodeId add_decision(std::uint32_t move, std::uint32_t left);
  NodeId child_of_turn(NodeId adversary, std::uint32_t edge, Position& next);
  NodeId child_of_move(NodeId decision, int move, Position& next);
  std::uint32_t choose_turn(const Node& node);
  std::uint32_t choose_move(const Node& node);
  bool simulate(const Place& place);
  static void settle(Node& node, Proof edge);
  bool is_sound(const Node& node) const;
  bool is_allowed(const Node& decision, std::uint32_t move) const;
  void collect(NodeId node, std::vector<bool>& seen, std::vector<EntryId>& found) const;
  void collect_move(const Node& node, std::uint32_t move, std::vector<bool>& seen,
                    std::vector<EntryId>& found) const;

  const Game& game_;
  const FreezeStack& frozen_;
  const Options& options_;
  base::Rng& rng_;
  std::vector<float> priors_;
  std::size_t outputs_ = 0;
  std::vector<Node> nodes_;
  std::vector<Edge> edges_;
  std::vector<Move> moves_;
  std::vector<Position> positions_;
  tsl::robin_map<Position, NodeId, Hash> known_;
  std::vector<std::pair<NodeId, std::uint32_t>> path_;  // (node, edge) of the current simulation
  std::uint64_t simulations_ = 0;
};

}  // namespace ggms::search
