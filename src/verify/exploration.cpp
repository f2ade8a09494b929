// The explicit checker's search: breadth first over the configurations of each round boundary. For each
// configuration and coupled choice of the adversary, receivers are independent: each has a set of outcomes,
// and the next configurations are the product of these sets. Outcome sets are shared between choices (plan.h,
// expansion.h), no product is formed twice, and at the last boundary properties are checked on the sets, not
// on the product (ending.h).
//
// Configurations that differ only in facts that nothing can change any more (the class of initial values that
// the run began with, whether a message was lost) are explored once, with a set of these facts.

#include "verify/exploration.h"

#include <algorithm>

#include "base/check.h"
#include "base/stopped.h"
#include "model/ranges.h"

namespace ggms::verify {

namespace {

constexpr std::size_t kChoicesPerCall =
    64;  // this many coupled choices take about as long as a look at the clock
constexpr std::size_t kMembersPerLook = 64;  // of a product, for the same reason

/// The facts on which depends what a mover's outcomes add to the next configuration: process, role, local,
/// decided_in, how many such movers, whether they are connected, whether they leave.
using PackedMover =
    base::Packing<model::kProcessRange, model::kRoleRange, model::kInitialRange, model::kDecidedInRange,
                  model::kCountRange, model::kFlagRange, model::kFlagRange>;

}  // namespace

Exploration::Exploration(const model::Problem& problem)
    : problem_(problem),
      bits_(problem),
      frames_(Frame::of_boundaries(problem, Frame::counted(problem))),
      start_(problem, frames_.front()),
      keys_(frames_, 1, problem.adversary().ledgers()),
      expander_(problem, frames_),
      ending_(problem, expander_, start_) {}

/// Prepares what all machines share, when the first is explored. False if stopped; then it has to be called
/// again.
bool Exploration::prepare(base::Stop& stop) {
  if (!layers_.empty()) return true;
  if (!start_.list(stop)) return false;
  keys_ = LayerKeys(frames_, start_.blocks(), problem_.adversary().ledgers());
  layers_.reserve(frames_.size());
  for (const Frame& frame : frames_) {
    layers_.emplace_back(model::checked_product(model::checked_product(frame.span(), start_.blocks()),
                                                problem_.adversary().ledgers()));
  }
  if (!expander_.alike()) return true;
  sum_places();
  count_products();
  return true;
}

/// Per boundary and set of processes: what they add to a key together when each has label 1.
void Exploration::sum_places() {
  for (const Frame& frame : frames_) {
    std::vector<std::uint64_t>& sums = places_.emplace_back(std::size_t{1} << problem_.setting().processes);
    for (std::size_t set = 1; set < sums.size(); ++set) {
      sums[set] = sums[set & (set - 1)] + frame.weight(__builtin_ctzll(set), 1);
    }
  }
}

/// The number of ways to choose, by how many outcomes each mover has, and by how many movers there are.
void Exploration::count_products() {
  int most = 0;
  for (int boundary = 1; boundary <= problem_.setting().rounds; ++boundary) {
    most = std::max(most, bits_.width(problem_.setting().alphabet(boundary)));
  }
  for (int outcomes = 0; outcomes <= most; ++outcomes) {
    std::vector<std::uint64_t>& sizes = sizes_.emplace_back(1, 1);
    for (int movers = 1; movers <= problem_.setting().processes; ++movers) {
      sizes.push_back(sizes.back() * static_cast<std::uint64_t>(outcomes));
    }
  }
}

void Exploration::begin(const model::Machine& machine, const ExplicitOptions& options, base::Stop& stop) {
  transitions_ = 0;
  expander_.begin(machine, options.entries);
  ending_.begin(options.uses, stop);
  for (Layer& layer : layers_) layer.clear();
  begins_anyhow_ = options.initial.empty();
  const bool calm = options.first_faulty_round > problem_.setting().rounds;
  for (const std::vector<int>& initial : options.initial) start_.add(initial, calm, layers_[0], stop);
}

Check Exploration::run(const model::Machine& machine, const ExplicitOptions& options, base::Stop& stop) {
  Check check;
  hits_.clear();
  if (!prepare(stop)) return check;  // unknown
  begin(machine, options, stop);
  bool complete = true;
  for (int boundary = 0; boundary < problem_.setting().rounds && complete; ++boundary)
    complete = explore(boundary, options, stop);
  check.verdict = !hits_.empty() ? Verdict::kViolated : complete ? Verdict::kVerified : Verdict::kUnknown;
  check.transitions = transitions_;
  if (options.count) {
    for (int boundary = 0; boundary <= problem_.setting().rounds; ++boundary)
      check.configurations.push_back(layer(boundary).count());
  }
  if (options.uses) ending_.note_uses(check);
  check.entries = expander_.entries();
  std::sort(check.entries.begin(), check.entries.end());
  return check;
}

/// Takes every configuration of a boundary through the next round. False if it stopped early.
bool Exploration::explore(int boundary, const ExplicitOptions& options, base::Stop& stop) {
  const bool keep = boundary + 1 < problem_.setting().rounds || options.count;
  const Layer& layer = this->layer(boundary);
  spread_.clear();
  if (expander_.alike()) {
    shared_.start(start_.blocks() << problem_.setting().processes,
                  bits_.width(problem_.setting().alphabet(boundary + 1)));
  }
  Expansion at;
  for (std::uint32_t i = 0; i < layer.size(); ++i) {
    expander_.open(boundary, frame_key(boundary, layer.key(i)), ledger_of(boundary, layer.key(i)), at, stop);
    if (stop.requested(1 + at.plan->rounds().size() / kChoicesPerCall)) return false;
    expander_.look_up(at, stop);
    at.number = i;
    at.block = block_of(boundary, layer.key(i));
    at.facts = layer.facts(i);
    if (!take_all(at, options, keep, stop)) return false;
  }
  return true;
}

/// Takes a configuration through all coupled choices. False if there were enough hits. If movers share their
/// outcomes, the movers and the outcomes determine the rest, so each such pair is handled once.
bool Exploration::take_all(const Expansion& at, const ExplicitOptions& options, bool keep, base::Stop& stop) {
  stop_ = &stop;
  const bool calm = at.boundary + 1 < options.first_faulty_round;
  std::size_t choice = calm ? at.plan->calm() : 0;
  const std::size_t end = calm ? choice + 1 : at.plan->calm();
  std::uint64_t members = 0;
  const std::uint64_t facts = at.facts;
  const std::uint64_t block = expander_.alike() ? at.block << problem_.setting().processes : 0;
  const std::uint64_t* const moving = at.moving;
  const Plan::Round* const rounds = &at.plan->round(0);  // and calm()
  for (; choice < end; ++choice) {
    if (choice % kChoicesPerCall == kChoicesPerCall - 1) base::require_going(stop, 0);
    const std::uint64_t outcomes = expander_.shared_outcomes(at, rounds[choice]);
    const auto number = static_cast<std::uint32_t>(choice);
    bool holds = true;
    if (outcomes == 0) {
      std::uint64_t here = 0;
      holds = take_each(at, number, keep, here);
      members += here;
    } else {
      members += size_of(outcomes, rounds[choice].movers.size());
      const std::uint64_t todo = shared_.claim(block | moving[choice], outcomes, facts);
      if (todo == 0) continue;
      holds = take_new(at, number, outcomes, keep, todo);
    }
    if (!holds && hits_.size() >= options.max_violations) return false;
  }
  transitions_ += members * static_cast<std::uint64_t>(count_bits(at.facts));
  return true;
}

bool Exploration::take_each(const Expansion& at, std::uint32_t choice, bool keep, std::uint64_t& members) {
  const Plan::Round& round = at.plan->round(choice);
  const std::uint64_t standing = expander_.standing_key(at, round);
  std::uint64_t moved = standing;  // if every mover has a single outcome: the next configuration
  std::uint64_t all = 0;
  std::uint64_t several = 0;
  for (const Plan::Mover& mover : round.movers) {
    const std::uint64_t outcomes = expander_.outcomes_of(at, mover);
    all |= outcomes;
    several |= outcomes & (outcomes - 1);
    if ((outcomes & OutcomeBits::kUndefined) != 0) break;  // no state, so no weight
    moved +=
        expander_.move_weight(at, mover, __builtin_ctzll(outcomes)) * static_cast<std::uint64_t>(mover.count);
  }
  if ((all & OutcomeBits::kUndefined) != 0) {
    note_undefined(at, choice);
    return false;
  }
  if (several == 0) {
    ++members;
    if (keep) add(at, choice, moved, at.facts, (all & bits_.all_lost()) != 0);
  } else {
    boxes_.clear();
    for (const Plan::Mover& mover : round.movers) {
      boxes_.push_back({expander_.outcomes_of(at, mover), mover.count, &mover});
    }
    members += product_size(boxes_);
    const std::uint64_t todo = keep ? claim_boxes(at, choice, standing) : 0;
    if (todo != 0) spread(at, choice, standing, todo);
  }
  return !is_last(at) || note_end(at, choice, ending_.judge(at, round));
}

bool Exploration::take_new(const Expansion& at, std::uint32_t choice, std::uint64_t outcomes, bool keep,
                           std::uint64_t facts) {
  if (keep) spread_shared(at, choice, outcomes, facts);
  return !is_last(at) || note_end(at, choice, ending_.judge_shared(at, at.plan->round(choice), outcomes));
}

void Exploration::note_undefined(const Expansion& at, std::uint32_t choice) {
  const Plan::Round& round = at.plan->round(choice);
  const auto undefined =
      std::find_if(round.movers.begin(), round.movers.end(), [&](const Plan::Mover& mover) {
        return (expander_.outcomes_of(at, mover) & OutcomeBits::kUndefined) != 0;
      });
  hits_.push_back({at.boundary, at.number, choice, __builtin_ctzll(at.facts), undefined->group, {}, {}});
}

/// False if a property was broken.
bool Exploration::note_end(const Expansion& at, std::uint32_t choice, std::optional<Ending::Broken> broken) {
  if (!broken) return true;
  hits_.push_back({at.boundary, at.number, choice, broken->fact, -1, std::move(broken->end), broken->parts});
  return false;
}

/// Notes that the product of boxes_ is added with these facts; returns those with which it was not added
/// before.
std::uint64_t Exploration::claim_boxes(const Expansion& at, std::uint32_t choice, std::uint64_t key) {
  words_.assign({key, page_after(at, choice)});
  for (const Box& box : boxes_) {
    const Group& group = at.groups[static_cast<std::size_t>(box.mover->group)];
    const bool connected = group.connected && box.mover->is_heard;
    words_.push_back(PackedMover::pack(group.process, group.role, group.local, group.decided_in, box.count,
                                       connected, box.mover->leaves));
    words_.push_back(box.outcomes);
  }
  std::uint64_t& done = spread_[words_];
  const std::uint64_t todo = at.facts & ~done;
  done |= at.facts;
  return todo;
}

/// Adds every member of the product of boxes_ to the next layer.
void Exploration::spread(const Expansion& at, std::uint32_t choice, std::uint64_t key, std::uint64_t facts) {
  const auto weight = [&](const Plan::Mover& mover, int outcome) {
    return expander_.move_weight(at, mover, outcome);
  };
  [[maybe_unused]] const std::uint64_t before = spread_members_;
  product_.visit(boxes_, key, bits_, weight, [&](std::uint64_t next_key, bool lost) {
    if (++spread_members_ % kMembersPerLook == 0) base::require_going(*stop_, 0);
    add(at, choice, next_key, facts, lost);
    return false;
  });
  ASSERT(spread_members_ - before == product_size(boxes_));
}

/// The same if each mover has these outcomes.
void Exploration::spread_shared(const Expansion& at, std::uint32_t choice, std::uint64_t outcomes,
                                std::uint64_t facts) {
  if ((outcomes & (outcomes - 1)) == 0) {  // no product to form
    const int outcome = __builtin_ctzll(outcomes);
    const std::uint64_t places = places_[static_cast<std::size_t>(at.boundary) + 1][at.moving[choice]];
    add(at, choice, places * label(at, outcome), facts, bits_.is_lost(outcome));
    return;
  }
  for (std::uint64_t left = outcomes; left != 0; left &= left - 1)
    label_of_[static_cast<std::size_t>(__builtin_ctzll(left))] = label(at, __builtin_ctzll(left));
  [[maybe_unused]] const std::uint64_t before = spread_members_;
  spread_alike(at, choice, 0, outcomes, 0, facts, false);
  ASSERT(spread_members_ - before == size_of(outcomes, at.plan->round(choice).movers.size()));
}

/// Adds the members from this mover on; the movers before it have added `key`. In the order of Product: the
/// first mover's outcome changes last, and the last outcome comes first.
void Exploration::spread_alike(const Expansion& at, std::uint32_t choice, std::size_t mover,
                               std::uint64_t outcomes, std::uint64_t key, std::uint64_t facts, bool lost) {
  const std::span<const Plan::Mover> movers = at.plan->round(choice).movers;
  if (mover == movers.size()) {
    if (++spread_members_ % kMembersPerLook == 0) base::require_going(*stop_, 0);
    add(at, choice, key, facts, lost);
    return;
  }
  const std::uint64_t place =
      at.next->weight(at.groups[static_cast<std::size_t>(movers[mover].group)].process, 1);
  for (std::uint64_t left = outcomes; left != 0;) {
    const int outcome = 63 - __builtin_clzll(left);
    left ^= std::uint64_t{1} << outcome;
    spread_alike(at, choice, mover + 1, outcomes, key + place * label_of_[static_cast<std::size_t>(outcome)],
                 facts, lost || bits_.is_lost(outcome));
  }
}

}  // namespace ggms::verify
