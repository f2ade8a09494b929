#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <tsl/robin_map.h>

#include "model/machine.h"
#include "verify/final_check.h"
#include "verify/frame.h"
#include "verify/plan.h"
#include "verify/sequences.h"

namespace ggms::verify {

/// A configuration taken apart for one round, and the outcome sets of its receivers.
struct Expansion {
  /// A kind of receivers: they look up the same entries, or keep the same decision.
  struct Kind {
    static constexpr int kMoves = -1;
    int slot = 0;
    std::uint64_t own = 0;     // what their own state adds to a vector's key
    int keeps = kMoves;        // the next state of receivers that have decided
    std::uint64_t groups = 0;  // bits
  };

  int boundary = 0;          // before the round
  std::uint32_t number = 0;  // in the boundary's layer
  std::uint64_t block = 0;   // which block of 64 facts
  std::uint64_t facts = 0;   // the facts of the block (bits) with which the configuration is reached
  std::uint64_t key = 0;     // of the frame
  std::size_t ledger = 0;    // model::Adversary::index_of
  const Frame* frame = nullptr;
  const Frame* next = nullptr;  // of the boundary after the round
  std::vector<Group> groups;
  std::vector<std::uint64_t> sender_weight;  // per sender: what a message adds to a received vector's key
  const Plan* plan = nullptr;
  const std::uint64_t* moving = nullptr;  // where movers are alike: per choice, which processes move (bits)
  std::uint64_t standing_weight = 0;      // what processes that don't take part any more add to the next key
  std::vector<std::uint64_t> keys;        // per request: the vector in which everything open is lost
  std::vector<Kind> kinds;
  std::vector<std::size_t> kind_of;     // per group
  std::vector<std::uint64_t> outcomes;  // per kind of receiver and request
};

/// Takes configurations of one machine apart. Keeps the adversary's plans from one machine to the next.
class Expander {
 public:
  /// `frames`, one per boundary, have to outlive it.
  Expander(const model::Problem& problem, const std::vector<Frame>& frames);

  /// Sets the machine. `note_entries`: whether the caller will call entries().
  void begin(const model::Machine& machine, bool note_entries);

  const model::Machine& machine() const { return *machine_; }

  /// Takes a key of the boundary's frame apart: fills all of `at` except the outcome sets, `number`, `block`
  /// and `facts`. Throws base::Stopped if `stop` is requested while a plan is made.
  void open(int boundary, std::uint64_t key, std::size_t ledger, Expansion& at, base::Stop& stop);
  /// Fills the outcome sets of every request, for every kind of receiver. Throws base::Stopped once `stop` is
  /// requested.
  void look_up(Expansion& at, base::Stop& stop);
  /// Fills the keys of all requests only.
  void fill_keys(Expansion& at) const;

  /// The kind of a mover: index into Expansion::kinds.
  std::size_t kind_of(const Expansion& at, const Plan::Mover& mover) const {
    return one_kind_ ? 0 : at.kind_of[static_cast<std::size_t>(mover.group)];
  }
  std::uint64_t outcomes_of(const Expansion& at, const Plan::Mover& mover) const {
    return at
        .outcomes[kind_of(at, mover) * at.plan->requests().size() + static_cast<std::size_t>(mover.request)];
  }
  /// The outcomes of every mover, if all movers share them and all are defined; otherwise 0.
  std::uint64_t shared_outcomes(const Expansion& at, const Plan::Round& round) const {
    if (!alike_ || round.shared_request < 0) return 0;
    const std::uint64_t outcomes = at.outcomes[static_cast<std::size_t>(round.shared_request)];
    return (outcomes & OutcomeBits::kUndefined) != 0 ? 0 : outcomes;
  }
  /// What the processes that forge, or have crashed by the end of the round, add to the next configuration's
  /// key.
  std::uint64_t standing_key(const Expansion& at, const Plan::Round& round) const;
  /// The label of one process that takes an outcome.
  int next_label(const Expansion& at, const Plan::Mover& mover, int outcome) const {
    const Group& group = at.groups[static_cast<std::size_t>(mover.group)];
    const int state = bits_.next(outcome);
    const int decided_in = group.decided_in > 0 ? group.decided_in : at.boundary + 1;
    if (mover.leaves) {
      return at.next->crashed(problem_.setting().decision(at.boundary + 1, state), decided_in, group.local);
    }
    const bool connected = group.connected && mover.is_heard && !bits_.is_from_few(outcome);
    return at.next->up(group.role, connected, state, decided_in, group.local);
  }
  /// What one process that takes an outcome adds to the next configuration's key.
  std::uint64_t move_weight(const Expansion& at, const Plan::Mover& mover, int outcome) const {
    return at.next->weight(at.groups[static_cast<std::size_t>(mover.group)].process,
                           next_label(at, mover, outcome));
  }

  /// Whether movers with the same request have the same outcomes, and the rest of the run depends only on
  /// which processes move and with which outcomes.
  bool alike() const { return alike_; }

  /// Every table entry that was looked up for some receiver, in no order.
  std::vector<model::Entry> entries() const;

 private:
  const Plan& plan_for(const Expansion& at, base::Stop& stop);
  const Plan& make_plan(std::unique_ptr<Plan>& plan, const Expansion& at, base::Stop& stop) const;
  const std::uint64_t* moving_processes(const Expansion& at);
  void weigh_senders(Expansion& at) const;
  void weigh_standing(Expansion& at);
  void sort_receivers(Expansion& at) const;
  bool is_taken_apart(const Expansion& at) const;
  bool is_looked_up(const Expansion& at) const;
  void look_up(Expansion& at, std::size_t kind);
  bool receives(const Expansion& at, const Plan::Request& request, std::size_t kind) const {
    return request.has_vector && (request.receivers & at.kinds[kind].groups) != 0;
  }

  const model::Problem& problem_;
  const std::vector<Frame>& frames_;
  const OutcomeBits bits_;
  const bool counted_;
  const bool by_group_;        // whether each receiver looks up entries of its own
  const bool one_kind_;        // whether all receivers look up the same entry
  const bool plain_;           // the adversary can't tell groups apart, and has no ledger
  const bool standing_weigh_;  // whether processes that take no part any more add to a configuration's key
  const bool alike_;
  const model::Machine* machine_ = nullptr;
  bool notes_entries_ = false;
  /// If plain_: the plans by the number of groups, then by how many processes of each are up.
  std::vector<tsl::robin_map<std::uint64_t, std::unique_ptr<Plan>>> plans_;
  Sequences plan_numbers_;  // otherwise: by all that a plan depends on, its number in the list below + 1
  std::vector<std::unique_ptr<Plan>> numbered_plans_;
  std::vector<std::uint64_t> words_;
  std::vector<std::vector<std::uint64_t>> moving_;            // by which processes are live
  std::vector<tsl::robin_map<std::uint64_t, bool>> entries_;  // per round and slot
  std::vector<Group> crashed_;                                // of the configuration being opened
};

}  // namespace ggms::verify
