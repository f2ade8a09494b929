#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include <tsl/robin_map.h>

#include "model/machine.h"
#include "verify/explicit.h"
#include "verify/final_check.h"
#include "verify/frame.h"
#include "verify/layer.h"
#include "verify/plan.h"
#include "verify/sequences.h"

namespace ggms::verify {

/// How `count` alike processes move: the outcome set of each, and what one that takes outcome b adds to the
/// next configuration's key.
struct Box {
  std::uint64_t outcomes = 0;
  int count = 0;
  int group = 0;
};

/// Calls visit(key, lost) for every member of a product of outcome sets, each process of a box choosing on
/// its own and equal choices of alike processes visited once; stops when visit returns true. `chosen[i]`
/// holds (outcome index, how many) of box i while a member is visited.
class Product {
 public:
  /// `weight(group, outcome index)` is what one process adds to the key.
  template <class Weight, class Visit>
  bool visit(const std::vector<Box>& boxes, std::uint64_t key, const OutcomeBits& bits, const Weight& weight,
             const Visit& visit) {
    chosen.assign(boxes.size(), {});
    return recurse(boxes, 0, key, false, bits, weight, visit);
  }

  std::vector<std::vector<std::pair<int, int>>> chosen;

 private:
  template <class Weight, class Visit>
  bool recurse(const std::vector<Box>& boxes, std::size_t i, std::uint64_t key, bool lost,
               const OutcomeBits& bits, const Weight& weight, const Visit& visit) {
    if (i == boxes.size()) return visit(key, lost);
    return share(boxes, i, boxes[i].outcomes, boxes[i].count, key, lost, bits, weight, visit);
  }

  template <class Weight, class Visit>
  bool share(const std::vector<Box>& boxes, std::size_t i, std::uint64_t outcomes, int left,
             std::uint64_t key, bool lost, const OutcomeBits& bits, const Weight& weight,
             const Visit& visit) {
    if (left == 0) return recurse(boxes, i + 1, key, lost, bits, weight, visit);
    const int outcome = __builtin_ctzll(outcomes);
    const std::uint64_t rest = outcomes & (outcomes - 1);
    const std::uint64_t step = weight(boxes[i].group, outcome);
    for (int take = rest == 0 ? left : 0; take <= left; ++take) {
      const bool now_lost = lost || (take > 0 && bits.is_lost(outcome));
      if (take > 0) chosen[i].emplace_back(outcome, take);
      const std::uint64_t next_key = key + step * static_cast<std::uint64_t>(take);
      if (share(boxes, i, rest, left - take, next_key, now_lost, bits, weight, visit)) return true;
      if (take > 0) chosen[i].pop_back();
    }
    return false;
  }
};

/// The layers of one machine's configurations, and where it goes wrong.
class Exploration {
 public:
  /// A configuration and a coupled choice that break something.
  struct Hit {
    int boundary = 0;  // the round after it goes wrong
    std::uint32_t configuration = 0;
    std::uint32_t choice = 0;
    int fact = 0;                // bit of the configuration's facts
    int undefined_group = -1;    // a mover whose table entry is missing, or
    EndViolation end;            // ... the broken property, in terms of
    std::vector<EndPart> parts;  // ... these
  };

  explicit Exploration(const model::Problem& problem);

  Check run(const model::Machine& machine, const ExplicitOptions& options, base::Stop& stop);
  const std::vector<Hit>& hits() const { return hits_; }

 private:
  friend class Tracer;

  /// A configuration taken apart for one round, and the outcome sets of its receivers.
  struct Expansion {
    std::vector<Group> groups;
    std::vector<std::uint64_t>
        sender_weight;  // per group: what one message of it adds to a received vector's key
    const Plan* plan = nullptr;
    const std::uint64_t* moving = nullptr;  // where alike_: moving_processes
    std::uint64_t facts = 0;                // bits of the facts with which it is reached
    std::uint64_t block = 0;                // which 64 facts these are
    std::uint64_t crashed_weight = 0;       // what the processes crashed so far add to the next key
    std::vector<std::uint64_t> keys;        // per request: the vector in which everything at risk is lost
    std::vector<std::uint64_t> outcomes;    // per kind of receiver and request
  };

  void start();
  /// A run's beginning: the configuration's key and the fact of its class of initial values.
  std::pair<std::uint64_t, std::uint64_t> beginning(const std::vector<int>& initial) const;
  bool explore(int boundary, const ExplicitOptions& options, base::Stop& stop);
  void open(int boundary, std::uint64_t key, Expansion& at);
  const Plan& plan_for(const std::vector<Group>& groups);
  void look_up(int boundary, Expansion& at, bool note_entries);
  std::uint64_t outcomes_of(const Expansion& at, const Plan::Mover& mover) const;
  /// What an undecided crash of the round and the moves add to the next key.
  std::uint64_t base_key(const Expansion& at, const Plan::Round& round, const Frame& next) const;
  std::uint64_t move_weight(const Frame& next, const Group& group, int outcome) const;

  void sum_places();
  const std::uint64_t* moving_processes(const Expansion& at);
  bool shares_outcomes(const Plan::Round& round) const { return alike_ && round.shared_request >= 0; }
  bool expand_shared(int boundary, std::uint32_t configuration, const Expansion& at, std::uint32_t choice,
                     bool keep);
  bool expand(int boundary, std::uint32_t configuration, const Expansion& at, std::uint32_t choice,
              bool keep);
  void fill_boxes(const Expansion& at, const Plan::Round& round);
  std::uint64_t claim(Sequences& claimed, std::uint64_t facts);
  bool finish(std::uint32_t configuration, const Expansion& at, std::uint32_t choice,
              const ExplicitOptions& options);
  std::vector<EndPart> end_parts(std::uint64_t key, const Expansion& at, const Plan::Round& round);
  void spread(int boundary, std::uint64_t key, const Expansion& at, std::uint64_t facts,
              std::uint32_t configuration, std::uint32_t choice);
  spec::RunFacts facts_of(std::uint64_t block, int fact, int failures) const;
  void note_uses(Check& check) const;

  std::uint64_t frame_key(int boundary, std::uint64_t key) const {
    return blocks_ == 1 ? key : key % frames_[static_cast<std::size_t>(boundary)].span();
  }
  std::uint64_t block_of(int boundary, std::uint64_t key) const {
    return blocks_ == 1 ? 0 : key / frames_[static_cast<std::size_t>(boundary)].span();
  }

  const model::Problem& problem_;
  const bool counted_;
  const int kinds_;  // how many kinds of receivers there are: one where all look up the same entry, else one
                     // a group
  const bool crashed_weigh_;  // whether crashed processes add to a configuration's key
  const bool alike_;  // whether movers with the same request have the same outcomes, and nothing else matters
  OutcomeBits bits_;
  std::vector<Frame> frames_;           // per boundary
  std::vector<std::uint64_t> classes_;  // RunFacts::initial_facts of each class of initial values
  tsl::robin_map<std::uint64_t, std::uint64_t> class_of_;
  std::uint64_t blocks_ = 1;            // of 64 facts
  std::vector<std::pair<std::uint64_t, std::uint64_t>> initial_;  // (key, facts) of boundary 0
  std::vector<std::vector<std::uint64_t>>
      places_;                 // where alike_: per boundary and set of processes, sum of weights
  std::vector<Layer> layers_;  // per boundary
  FinalCheck final_check_;
  /// By the number of groups, then by how many of each are live.
  std::map<std::size_t, tsl::robin_map<std::uint64_t, std::unique_ptr<Plan>>> plans_;

  tsl::robin_map<std::uint64_t, std::vector<std::uint64_t>>
      moving_;  // moving_processes, by processes that are up

  const model::Machine* machine_ = nullptr;
  Sequences seen_;    // products of outcome sets that were spread already
  Sequences judged_;  // ends that were checked already
  std::vector<Hit> hits_;
  std::uint64_t transitions_ = 0;
  std::uint64_t members_ = 0;  // of all products of one configuration
  std::vector<Box> boxes_;
  std::vector<std::uint64_t> words_;
  std::vector<bool> premises_;  // of vacuity(): held, and
  std::vector<bool> premises_with_faults_;
  std::vector<tsl::robin_map<std::uint64_t, bool>> entries_;  // per round and slot
  Product product_;
};

}  // namespace ggms::verify
