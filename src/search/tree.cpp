// Monte Carlo tree search over the game (GGMS Algorithm 6, PUCT of Eq. 10). Unlike the paper's tree it backs
// up proofs as well as rewards: it never simulates a settled edge again, a lost node has the frozen entries
// that its proof rests on (tree_culprits.cpp), and a position that can be reached in several ways has one
// node.

#include "search/tree.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/check.h"
#include "base/packed.h"

namespace ggms::search {

std::size_t Tree::Hash::operator()(const Position& position) const {
  constexpr std::size_t kGolden = 0x9E3779B97F4A7C15ULL;  // 2^64 / golden ratio, odd
  std::uint64_t words[9];
  static_assert(kMaxProcesses == 16);
  std::memcpy(words, position.states.data(), 16);
  std::memcpy(words + 2, position.initial.data(), 16);
  std::memcpy(words + 4, position.decisions.data(), 16);
  std::memcpy(words + 6, position.stage.roles.data(), 16);
  const std::uint64_t rest = static_cast<std::uint64_t>(position.stage.ledger) << 16 | position.connected;
  words[8] = (position.initial_facts ^ rest << 24) * 2 + (position.lost ? 1 : 0);
  std::size_t hash = static_cast<std::size_t>(position.boundary);
  for (const std::uint64_t word : words) {
    hash = (hash ^ word) * kGolden;
    hash ^= hash >> 29;
  }
  return hash;
}

void Tree::reset(const std::vector<float>& priors, int outputs) {
  priors_ = priors;
  outputs_ = static_cast<std::size_t>(outputs);
  nodes_.clear();
  edges_.clear();
  moves_.clear();
  positions_.clear();
  known_.clear();
}

/// The adversary's node at a position, or the end of the run.
Tree::NodeId Tree::node_of(const Position& position) {
  const auto [it, is_new] = known_.try_emplace(position, static_cast<NodeId>(nodes_.size()));
  if (!is_new) return it->second;
  Node node;
  if (position.boundary == game_.rounds()) {
    node.kind = Kind::kEnd;
    node.proof = game_.is_won(position) ? Proof::kWin : Proof::kLoss;
  } else {
    node.kind = Kind::kAdversary;
    node.what = base::narrow<std::uint32_t>(positions_.size());
    node.first_edge = base::narrow<std::uint32_t>(edges_.size());
    node.edges = static_cast<std::uint32_t>(game_.turns(position.stage).size());
    node.open = node.edges;
    edges_.resize(edges_.size() + node.edges);
    positions_.push_back(position);
  }
  nodes_.push_back(node);
  return static_cast<NodeId>(nodes_.size() - 1);
}

/// The chain of a round: the entries with the clearest moves come first (frozen ones, then by the highest
/// prior), so that the search judges the open ones after these.
Tree::NodeId Tree::add_decisions(const Position& position, const Turn& turn) {
  const std::size_t first = moves_.size();
  game_.moves(position, turn, moves_);
  if (moves_.size() == first) return kNone;
  const auto make_chain = [&] {
    return add_decision(base::narrow<std::uint32_t>(first),
                        static_cast<std::uint32_t>(moves_.size() - first - 1));
  };
  if (!options_.clear_first) return make_chain();
  const auto clarity = [&](const Move& move) {
    if (frozen_.is_frozen(move.entry)) return 2.0F;
    const float* prior = &priors_[move.entry * outputs_];
    return *std::max_element(prior, prior + game_.entries().outputs(move.entry));
  };
  std::stable_sort(moves_.begin() + static_cast<std::ptrdiff_t>(first), moves_.end(),
                   [&](const Move& a, const Move& b) { return clarity(a) > clarity(b); });
  return make_chain();
}

Tree::NodeId Tree::add_decision(std::uint32_t move, std::uint32_t left) {
  Node node;
  node.kind = Kind::kDecision;
  node.entry = moves_[move].entry;
  node.what = move;
  node.left = left;
  node.first_edge = base::narrow<std::uint32_t>(edges_.size());
  node.edges = static_cast<std::uint32_t>(game_.entries().outputs(node.entry));
  edges_.resize(edges_.size() + node.edges);
  node.open = node.edges;
  for (std::uint32_t i = 0; i < node.edges; ++i) {
    if (is_allowed(node, i)) continue;
    edges_[node.first_edge + i].proof = Proof::kLoss;
    settle(node, Proof::kLoss);
  }
  nodes_.push_back(node);
  return static_cast<NodeId>(nodes_.size() - 1);
}

/// A frozen entry has one move; other entries have the moves that are not ruled out.
bool Tree::is_allowed(const Node& decision, std::uint32_t move) const {
  const int next = static_cast<int>(move);
  if (frozen_.is_frozen(decision.entry)) return frozen_.value(decision.entry) == next;
  return frozen_.is_open(decision.entry, next);
}

/// Follows a turn; `next` becomes the next boundary without states.
Tree::NodeId Tree::child_of_turn(NodeId adversary, std::uint32_t edge, Position& next) {
  const Position position = positions_[nodes_[adversary].what];
  const Turn& turn = game_.turns(position.stage)[edge];
  next = game_.after(position, turn);
  const std::uint32_t at = nodes_[adversary].first_edge + edge;
  if (edges_[at].child == kNone) {
    NodeId child = add_decisions(position, turn);
    if (child == kNone) {  // no process has a decision to make
      Game::finish_round(next);
      child = node_of(next);
    }
    edges_[at].child = child;
  }
  if (nodes_[edges_[at].child].kind != Kind::kDecision) Game::finish_round(next);
  return edges_[at].child;
}

Tree::NodeId Tree::child_of_move(NodeId decision, int move, Position& next) {
  const Node node = nodes_[decision];
  game_.take(next, moves_[node.what], move);
  if (node.left == 0) Game::finish_round(next);
  const std::uint32_t at = node.first_edge + static_cast<std::uint32_t>(move);
  if (edges_[at].child == kNone) {
    const NodeId child = node.left > 0 ? add_decision(node.what + 1, node.left - 1) : node_of(next);
    edges_[at].child = child;
  }
  return edges_[at].child;
}

Tree::Place Tree::enter(const Position& position, std::size_t turn) {
  Place place;
  place.node = child_of_turn(node_of(position), static_cast<std::uint32_t>(turn), place.next);
  return place;
}

Tree::Place Tree::decide(const Place& place, int next) {
  Place then = place;
  then.node = child_of_move(place.node, next, then.next);
  return then;
}

Proof Tree::proof(const Place& place, int next) const {
  return edges_[nodes_[place.node].first_edge + static_cast<std::uint32_t>(next)].proof;
}

std::uint64_t Tree::visits(const Place& place, int next) const {
  return edges_[nodes_[place.node].first_edge + static_cast<std::uint32_t>(next)].visits;
}

/// Chooses the turn with the least reward so far, at random among equals; leaves out turns that are proved
/// harmless.
std::uint32_t Tree::choose_turn(const Node& node) {
  std::uint32_t best = 0;
  std::uint64_t ties = 0;
  for (std::uint32_t i = 0; i < node.edges; ++i) {
    const Edge& edge = edges_[node.first_edge + i];
    if (edge.proof != Proof::kOpen) continue;
    if (ties > 0) {
      const float least = edges_[node.first_edge + best].total;
      if (edge.total > least) continue;
      if (edge.total == least) {
        if (rng_.below(++ties) == 0) best = i;
        continue;
      }
    }
    best = i;
    ties = 1;
  }
  CHECK(ties > 0);
  return best;
}

/// Chooses by GGMS Eq. 10 among the moves that are not settled yet.
std::uint32_t Tree::choose_move(const Node& node) {
  std::uint32_t best = 0;
  double highest = 0;
  std::uint64_t ties = 0;
  for (std::uint32_t i = 0; i < node.edges; ++i) {
    const Edge& edge = edges_[node.first_edge + i];
    if (edge.proof != Proof::kOpen) continue;
    const auto prior = static_cast<double>(priors_[node.entry * outputs_ + i]);
    const double score =
        puct(static_cast<double>(edge.total), edge.visits, prior, node.visits, options_.c_puct);
    if (ties > 0 && score < highest) continue;
    if (ties > 0 && score == highest) {
      if (rng_.below(++ties) == 0) best = i;
      continue;
    }
    best = i;
    highest = score;
    ties = 1;
  }
  CHECK(ties > 0);
  return best;
}

/// One more edge of the node is settled. For the protocol player one won move is enough, for the adversary
/// one lost turn.
void Tree::settle(Node& node, Proof edge) {
  const Proof enough = node.kind == Kind::kDecision ? Proof::kWin : Proof::kLoss;
  --node.open;
  if (node.proof != Proof::kOpen) return;
  if (edge == enough) {
    node.proof = enough;
  } else if (node.open == 0) {
    node.proof = edge;
  }
}

/// Runs one simulation. False if no edge is left to simulate at `place`.
bool Tree::simulate(const Place& place) {
  path_.clear();
  NodeId at = place.node;
  Position next = place.next;
  // The first node goes on while one of its moves is open, even if another one is won already.
  if (nodes_[at].open == 0) return false;
  do {
    const Node node = nodes_[at];
    const bool decides = node.kind == Kind::kDecision;
    const std::uint32_t edge = decides ? choose_move(node) : choose_turn(node);
    path_.emplace_back(at, edge);
    at = decides ? child_of_move(at, static_cast<int>(edge), next) : child_of_turn(at, edge, next);
  } while (nodes_[at].proof == Proof::kOpen);
  ++simulations_;

  const float reward = nodes_[at].proof == Proof::kWin ? 1.0F : -1.0F;
  for (auto step = path_.rbegin(); step != path_.rend(); ++step) {
    Node& node = nodes_[step->first];
    Edge& edge = edges_[node.first_edge + step->second];
    ++node.visits;
    ++edge.visits;
    edge.total += reward;
    edge.proof = nodes_[edge.child].proof;
    if (edge.proof != Proof::kOpen) settle(node, edge.proof);
    ASSERT(is_sound(node));
  }
  return true;
}

/// Whether a node agrees with its edges: how many are open, how often they were taken, and its proof.
bool Tree::is_sound(const Node& node) const {
  std::uint64_t visits = 0;
  std::array<std::uint32_t, 3> count{};  // of edges, by Proof
  for (std::uint32_t i = 0; i < node.edges; ++i) {
    visits += edges_[node.first_edge + i].visits;
    ++count[static_cast<std::size_t>(edges_[node.first_edge + i].proof)];
  }
  const bool decides = node.kind == Kind::kDecision;
  const Proof enough = decides ? Proof::kWin : Proof::kLoss;
  const Proof other = decides ? Proof::kLoss : Proof::kWin;
  const std::uint32_t open = count[static_cast<std::size_t>(Proof::kOpen)];
  const Proof proof = count[static_cast<std::size_t>(enough)] > 0 ? enough : open == 0 ? other : Proof::kOpen;
  return node.visits == visits && node.open == open && node.proof == proof;
}

void Tree::search(const Place& place, std::uint64_t simulations, base::Stop& stop) {
  for (std::uint64_t i = 0; i < simulations && !stop.requested() && simulate(place); ++i) {
  }
}

}  // namespace ggms::search
