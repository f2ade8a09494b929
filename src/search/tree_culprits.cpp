// Finds the frozen entries that make a place of the tree lost; GGMS Algorithm 3 has to change one of them. At
// an adversary's node one lost turn is enough; at a decision every move has to be lost.

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "search/tree.h"

namespace ggms::search {

namespace {

Culprits sorted(Culprits found) {
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace

/// The frozen entries below a lost node that make it lost.
void Tree::collect(NodeId id, std::vector<bool>& seen, std::vector<EntryId>& found) const {
  if (seen[id]) return;
  seen[id] = true;
  const Node& node = nodes_[id];
  CHECK(node.proof == Proof::kLoss);
  if (node.kind == Kind::kAdversary) {
    for (std::uint32_t i = 0; i < node.edges; ++i) {
      const Edge& edge = edges_[node.first_edge + i];
      if (edge.proof == Proof::kLoss) return collect(edge.child, seen, found);
    }
  }
  if (node.kind != Kind::kDecision) return;
  if (frozen_.is_frozen(node.entry)) found.push_back(node.entry);
  for (std::uint32_t i = 0; i < node.edges; ++i) collect_move(node, i, seen, found);
}

/// The same for one lost move; for a move that was never allowed, the freeze stack has the reason.
void Tree::collect_move(const Node& node, std::uint32_t move, std::vector<bool>& seen,
                        std::vector<EntryId>& found) const {
  if (is_allowed(node, move)) return collect(edges_[node.first_edge + move].child, seen, found);
  if (frozen_.is_frozen(node.entry)) return;
  const Culprits& why = frozen_.why(node.entry, static_cast<int>(move));
  found.insert(found.end(), why.begin(), why.end());
}

Culprits Tree::culprits(const Place& place) const {
  std::vector<bool> seen(nodes_.size(), false);
  Culprits found;
  collect(place.node, seen, found);
  return sorted(std::move(found));
}

Culprits Tree::culprits(const Place& place, int next) const {
  std::vector<bool> seen(nodes_.size(), false);
  Culprits found;
  collect_move(nodes_[place.node], static_cast<std::uint32_t>(next), seen, found);
  return sorted(std::move(found));
}

}  // namespace ggms::search
