// The explicit checker: breadth first over the configurations of each round boundary. Per configuration and
// coupled choice of the adversary, receivers are independent: each has a set of outcomes, and the next
// configurations are the product of these sets. Outcome sets are shared between choices (plan.h), products
// that were formed before are not formed again, and at the last boundary properties are checked on the sets,
// not on the product (final_check.h).
//
// Configurations that differ only in what the adversary can't influence any more (which class of initial
// values the run began with, whether something was lost) go through this once, with a set of such facts.

#include "verify/exploration.h"

#include <algorithm>
#include <numeric>

#include "base/check.h"

namespace ggms::verify {

namespace {

constexpr int kFactBits = 64;                                // facts of one block: bits of a word
constexpr std::uint64_t kLostFacts = 0xAAAAAAAAAAAAAAAAULL;  // the odd facts, where `lost` is tracked
constexpr std::size_t kChoicesPerCall = 64;  // coupled choices that take about as long as a look at the clock
constexpr int kMaxSummed =
    12;  // processes: the sums over all sets of them stay small beside the check itself
constexpr int kSaturated =
    7;  // "many" alike processes: more than any statement tells apart (final_check.cpp)

/// Fact 2c is "class c, nothing lost", fact 2c + 1 "class c, something lost".
std::uint64_t something_lost(std::uint64_t facts) {
  return (facts | facts << 1) & kLostFacts;
}

std::uint64_t product_size(const std::vector<Box>& boxes) {
  std::uint64_t size = 1;
  for (const Box& box : boxes) {
    // Multisets of `count` outcomes out of k: binomial(count + k - 1, k - 1).
    const auto k = static_cast<std::uint64_t>(__builtin_popcountll(box.outcomes));
    std::uint64_t ways = 1;
    for (std::uint64_t i = 1; i < k; ++i) ways = ways * (static_cast<std::uint64_t>(box.count) + i) / i;
    size *= ways;
  }
  return size;
}

}  // namespace

Exploration::Exploration(const model::Problem& problem)
    : problem_(problem),
      counted_(Frame::counted(problem)),
      kinds_(problem.setting().view == model::View::kVector || problem.setting().view == model::View::kCounts
                 ? 1
                 : 0),
      crashed_weigh_(counted_ || problem.compiled().uses_initial()),
      alike_(kinds_ == 1 && !crashed_weigh_ && !problem.compiled().uses_names() &&
             problem.setting().processes <= kMaxSummed),
      bits_(problem),
      final_check_(problem) {
  if (problem.compiled().uses_connected()) {
    throw base::Error(
        "a property uses 'connected', which the explicit checker does not know in this version");
  }
  for (int boundary = 0; boundary <= problem.setting().rounds; ++boundary) {
    frames_.emplace_back(problem, boundary, counted_);
  }
  start();
  if (alike_) sum_places();
  for (const Frame& frame : frames_) layers_.emplace_back(model::checked_product(frame.span(), blocks_));
}

/// All initial values, as configurations of boundary 0 with their class. Multisets where configurations are
/// multisets.
void Exploration::start() {
  const int n = problem_.setting().processes;
  const int values = problem_.setting().initial;
  std::vector<int> initial(static_cast<std::size_t>(n), 0);
  std::vector<std::vector<int>> all;
  while (true) {
    const std::uint64_t facts = problem_.compiled().initial_facts_of(initial);
    if (class_of_.try_emplace(facts, classes_.size()).second) classes_.push_back(facts);
    all.push_back(initial);
    // The next vector, or the next ascending one where the order of processes means nothing.
    std::size_t i = initial.size();
    while (i > 0 && initial[i - 1] == values - 1) --i;
    if (i == 0) break;
    const int value = ++initial[i - 1];
    std::fill(initial.begin() + static_cast<std::ptrdiff_t>(i), initial.end(), counted_ ? value : 0);
  }
  const std::size_t per_class = bits_.tracks_lost() ? 2 : 1;
  blocks_ = (classes_.size() * per_class + kFactBits - 1) / kFactBits;
  for (const std::vector<int>& vector : all) initial_.push_back(beginning(vector));
}

std::pair<std::uint64_t, std::uint64_t> Exploration::beginning(const std::vector<int>& initial) const {
  const Frame& frame = frames_[0];
  std::uint64_t key = 0;
  for (std::size_t p = 0; p < initial.size(); ++p) {
    const int local = problem_.compiled().uses_initial() ? initial[p] : 0;
    key += frame.weight(static_cast<int>(p), frame.label(initial[p], local));
  }
  const std::uint64_t facts_class = class_of_.at(problem_.compiled().initial_facts_of(initial));
  const std::uint64_t id = facts_class * (bits_.tracks_lost() ? 2 : 1);
  return {key + id / kFactBits * frame.span(), std::uint64_t{1} << id % kFactBits};
}

Check Exploration::run(const model::Machine& machine, const ExplicitOptions& options, base::Stop& stop) {
  const int rounds = problem_.setting().rounds;
  machine_ = &machine;
  hits_.clear();
  transitions_ = 0;
  premises_.assign(problem_.compiled().vacuity().size(), false);
  premises_with_faults_ = premises_;
  for (Layer& layer : layers_) layer.clear();
  if (options.entries) {
    entries_.assign(static_cast<std::size_t>(rounds * problem_.setting().processes), {});
  }
  const auto begin = [&](const std::pair<std::uint64_t, std::uint64_t>& at) {
    layers_[0].add(at.first, at.second, 0, 0);
  };
  if (options.initial.empty()) std::for_each(initial_.begin(), initial_.end(), begin);
  for (const std::vector<int>& initial : options.initial) begin(beginning(initial));

  Check check;
  bool complete = true;
  for (int boundary = 0; boundary < rounds && complete; ++boundary)
    complete = explore(boundary, options, stop);
  check.verdict = !hits_.empty() ? Verdict::kViolated : complete ? Verdict::kVerified : Verdict::kUnknown;
  check.transitions = transitions_;
  for (const Layer& layer : layers_) {
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < layer.size(); ++i) {
      count += static_cast<std::uint64_t>(__builtin_popcountll(layer.facts(i)));
    }
    check.configurations.push_back(count);
  }
  if (!options.count) check.configurations.clear();
  if (options.uses) note_uses(check);
  for (std::size_t i = 0; i < entries_.size() && options.entries; ++i) {
    const int slot = static_cast<int>(i) % problem_.setting().processes;
    const int round = static_cast<int>(i) / problem_.setting().processes + 1;
    for (const auto& [key, used] : entries_[i]) check.entries.push_back({round, slot, key});
  }
  std::sort(check.entries.begin(), check.entries.end());
  return check;
}

/// Takes every configuration of a boundary through the next round. False if it stopped early.
bool Exploration::explore(int boundary, const ExplicitOptions& options, base::Stop& stop) {
  const bool last = boundary + 1 == problem_.setting().rounds;
  const Layer& layer = layers_[static_cast<std::size_t>(boundary)];
  Expansion at;
  seen_.clear();
  judged_.clear();
  for (std::uint32_t i = 0; i < layer.size(); ++i) {
    open(boundary, layer.key(i), at);
    if (stop.requested(1 + at.plan->rounds().size() / kChoicesPerCall)) return false;
    look_up(boundary, at, options.entries);
    at.facts = layer.facts(i);
    members_ = 0;
    const std::size_t choices = boundary + 1 < options.first_faulty_round ? 1 : at.plan->rounds().size();
    for (std::uint32_t choice = 0; choice < choices; ++choice) {
      const bool keep = !last || options.count;
      const bool fine = shares_outcomes(at.plan->rounds()[choice])
                            ? expand_shared(boundary, i, at, choice, keep)
                            : expand(boundary, i, at, choice, keep);
      if (!fine || (last && !finish(i, at, choice, options))) {
        if (hits_.size() >= options.max_violations) return false;
      }
    }
    transitions_ += members_ * static_cast<std::uint64_t>(__builtin_popcountll(at.facts));
  }
  return true;
}

void Exploration::open(int boundary, std::uint64_t key, Expansion& at) {
  const Frame& frame = frames_[static_cast<std::size_t>(boundary)];
  const model::Keys& keys = machine_->keys(boundary + 1);
  const std::uint64_t processes_key = frame_key(boundary, key);
  frame.decode(processes_key, at.groups);
  // The adversary's choices depend on how many processes are up, not on which: crashed ones make no groups.
  if (!counted_) std::erase_if(at.groups, [](const Group& group) { return group.live == 0; });
  at.sender_weight.clear();
  for (const Group& group : at.groups) at.sender_weight.push_back(keys.weight(group.process, group.state));
  at.plan = &plan_for(at.groups);
  if (alike_) at.moving = moving_processes(at);
  at.block = block_of(boundary, key);
  at.crashed_weight = 0;
  if (crashed_weigh_) {
    const Frame& next = frames_[static_cast<std::size_t>(boundary) + 1];
    std::vector<Group> crashed;
    frame.decode_crashed(processes_key, crashed);
    for (const Group& group : crashed) {
      at.crashed_weight +=
          next.weight(group.process, next.label(-1, group.local)) * static_cast<std::uint64_t>(group.live);
    }
  }
}

const Plan& Exploration::plan_for(const std::vector<Group>& groups) {
  std::uint64_t key = 0;
  const auto base = static_cast<std::uint64_t>(counted_ ? problem_.setting().processes + 1 : 2);
  for (const Group& group : groups) key = key * base + static_cast<std::uint64_t>(group.live);
  std::unique_ptr<Plan>& plan = plans_[groups.size()][key];
  if (!plan) {
    std::vector<int> live;
    for (const Group& group : groups) live.push_back(group.live);
    plan = std::make_unique<Plan>(problem_.setting().faults, live, problem_.setting().processes);
  }
  return *plan;
}

/// Per coupled choice of the plan, which processes move (bits).
const std::uint64_t* Exploration::moving_processes(const Expansion& at) {
  std::uint64_t up = 0;
  for (const Group& group : at.groups) up |= std::uint64_t{1} << group.process;
  std::vector<std::uint64_t>& moving = moving_[up];
  if (moving.empty()) {
    for (const Plan::Round& round : at.plan->rounds()) {
      moving.push_back(0);
      for (const Plan::Mover& mover : round.movers) {
        moving.back() |= std::uint64_t{1} << at.groups[static_cast<std::size_t>(mover.group)].process;
      }
    }
  }
  return moving.data();
}

/// Fills the outcome sets of every request, for every kind of receiver.
void Exploration::look_up(int boundary, Expansion& at, bool note_entries) {
  const int round = boundary + 1;
  const auto& requests = at.plan->requests();
  const model::Keys& keys = machine_->keys(round);
  const std::size_t kinds = kinds_ == 1 ? 1 : at.groups.size();
  at.keys.resize(requests.size());
  at.outcomes.assign(requests.size() * kinds, 0);
  if (at.groups.empty()) return;  // nobody is up
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const Plan::Request& request = requests[i];
    if (request.predecessors.empty()) {
      at.keys[i] = 0;
      for (std::size_t g = 0; g < at.groups.size(); ++g) {
        at.keys[i] += at.sender_weight[g] * static_cast<std::uint64_t>(request.sure[g]);
      }
    } else {
      const auto& [safer, group] = request.predecessors.front();
      at.keys[i] =
          at.keys[static_cast<std::size_t>(safer)] - at.sender_weight[static_cast<std::size_t>(group)];
    }
  }
  for (std::size_t kind = 0; kind < kinds; ++kind) {
    const Group& receiver = at.groups[kind];
    const int slot = keys.slot(receiver.process);
    const model::Machine::Table& table = machine_->table(round, slot);
    const std::uint64_t own = kinds_ == 1 ? 0 : keys.own_weight(receiver.state);
    std::uint64_t* const sets = at.outcomes.data() + kind * requests.size();
    for (std::size_t i = 0; i < requests.size(); ++i) {
      const Plan::Request& request = requests[i];
      const bool used = kinds_ == 1 ? request.receivers != 0 : (request.receivers >> kind & 1U) != 0;
      if (!used) continue;
      const model::State next = table.get(at.keys[i] + own);
      std::uint64_t set = next == model::Machine::kUndefined
                              ? OutcomeBits::kUndefined
                              : std::uint64_t{1} << bits_.index(next, request.lost > 0);
      for (const auto& [safer, group] : request.predecessors) set |= sets[safer];
      sets[i] = set;
      if (note_entries) {
        entries_[static_cast<std::size_t>((round - 1) * problem_.setting().processes + slot)]
                [at.keys[i] + own] = true;
      }
    }
  }
}

std::uint64_t Exploration::outcomes_of(const Expansion& at, const Plan::Mover& mover) const {
  const std::size_t kind = kinds_ == 1 ? 0 : static_cast<std::size_t>(mover.group);
  return at.outcomes[kind * at.plan->requests().size() + static_cast<std::size_t>(mover.request)];
}

std::uint64_t Exploration::base_key(const Expansion& at, const Plan::Round& round, const Frame& next) const {
  std::uint64_t key = at.crashed_weight;
  if (!crashed_weigh_) return key;
  for (const auto& [g, count] : round.crashing) {
    const Group& group = at.groups[static_cast<std::size_t>(g)];
    key += next.weight(group.process, next.label(-1, group.local)) * static_cast<std::uint64_t>(count);
  }
  return key;
}

std::uint64_t Exploration::move_weight(const Frame& next, const Group& group, int outcome) const {
  return next.weight(group.process, next.label(bits_.next(outcome), group.local));
}

/// Per boundary and set of processes: what they add to a key together when each has label 1.
void Exploration::sum_places() {
  const int n = problem_.setting().processes;
  for (const Frame& frame : frames_) {
    std::vector<std::uint64_t> sums(std::size_t{1} << n, 0);
    for (std::size_t set = 1; set < sums.size(); ++set) {
      sums[set] = sums[set & (set - 1)] + frame.weight(__builtin_ctzll(set), 1);
    }
    places_.push_back(std::move(sums));
  }
}

/// The same as expand where all movers share one outcome set: memoised look-ups, so nothing is done per
/// process.
bool Exploration::expand_shared(int boundary, std::uint32_t configuration, const Expansion& at,
                                std::uint32_t choice, bool keep) {
  const Plan::Round& round = at.plan->rounds()[choice];
  const std::uint64_t outcomes = at.outcomes[static_cast<std::size_t>(round.shared_request)];
  if ((outcomes & OutcomeBits::kUndefined) != 0) return expand(boundary, configuration, at, choice, keep);
  std::uint64_t size = 1;
  if ((outcomes & (outcomes - 1)) != 0) {
    const auto each = static_cast<std::uint64_t>(__builtin_popcountll(outcomes));
    for (std::size_t i = 0; i < round.movers.size(); ++i) size *= each;
  }
  members_ += size;
  if (!keep) return true;
  if (size > 1) {
    words_.assign({at.block, at.moving[choice], outcomes});
    const std::uint64_t todo = claim(seen_, at.facts);
    if (todo != 0) {
      fill_boxes(at, round);
      spread(boundary, 0, at, todo, configuration, choice);
    }
    return true;
  }
  const Frame& next = frames_[static_cast<std::size_t>(boundary) + 1];
  const int outcome = __builtin_ctzll(outcomes);
  const std::uint64_t key = places_[static_cast<std::size_t>(boundary) + 1][at.moving[choice]] *
                            static_cast<std::uint64_t>(next.label(bits_.next(outcome), 0));
  const std::uint64_t then = bits_.is_lost(outcome) ? something_lost(at.facts) : at.facts;
  layers_[static_cast<std::size_t>(boundary) + 1].add(key + at.block * next.span(), then, configuration,
                                                      choice);
  return true;
}

/// One coupled choice: adds the next configurations (if `keep`). False on a hit: a table entry is missing.
bool Exploration::expand(int boundary, std::uint32_t configuration, const Expansion& at, std::uint32_t choice,
                         bool keep) {
  const Plan::Round& round = at.plan->rounds()[choice];
  const Frame& next = frames_[static_cast<std::size_t>(boundary) + 1];
  std::uint64_t key = base_key(at, round, next);
  std::uint64_t moved = key;  // where every mover has a single outcome: the next configuration
  std::uint64_t all = 0;
  std::uint64_t several = 0;
  for (const Plan::Mover& mover : round.movers) {
    const std::uint64_t outcomes = outcomes_of(at, mover);
    all |= outcomes;
    several |= outcomes & (outcomes - 1);
    if ((outcomes & OutcomeBits::kUndefined) != 0) break;  // no state, so no weight
    moved += move_weight(next, at.groups[static_cast<std::size_t>(mover.group)], __builtin_ctzll(outcomes)) *
             static_cast<std::uint64_t>(mover.count);
  }
  if ((all & OutcomeBits::kUndefined) != 0) {
    const auto undefined = std::find_if(
        round.movers.begin(), round.movers.end(),
        [&](const Plan::Mover& mover) { return (outcomes_of(at, mover) & OutcomeBits::kUndefined) != 0; });
    hits_.push_back({boundary, configuration, choice, __builtin_ctzll(at.facts), undefined->group, {}, {}});
    return false;
  }
  if (several == 0) {
    ++members_;
    if (!keep) return true;
    const std::uint64_t then = (all & bits_.all_lost()) != 0 ? something_lost(at.facts) : at.facts;
    layers_[static_cast<std::size_t>(boundary) + 1].add(moved + at.block * next.span(), then, configuration,
                                                        choice);
    return true;
  }
  fill_boxes(at, round);
  members_ += product_size(boxes_);
  if (!keep) return true;
  words_.assign({key, at.block});
  for (const Box& box : boxes_) {
    const Group& group = at.groups[static_cast<std::size_t>(box.group)];
    words_.push_back(static_cast<std::uint64_t>(group.process) << 40 |
                     static_cast<std::uint64_t>(group.local) << 32 | static_cast<std::uint64_t>(box.count));
    words_.push_back(box.outcomes);
  }
  const std::uint64_t todo = claim(seen_, at.facts);
  if (todo != 0) spread(boundary, key, at, todo, configuration, choice);
  return true;
}

void Exploration::fill_boxes(const Expansion& at, const Plan::Round& round) {
  boxes_.clear();
  for (const Plan::Mover& mover : round.movers) {
    boxes_.push_back({outcomes_of(at, mover), mover.count, mover.group});
  }
}

/// The facts with which words_ was not claimed before; from now on it is.
std::uint64_t Exploration::claim(Sequences& claimed, std::uint64_t facts) {
  std::uint64_t& done = claimed[words_];
  const std::uint64_t todo = facts & ~done;
  done |= facts;
  return todo;
}

/// Adds every member of the product of boxes_ to the next layer.
void Exploration::spread(int boundary, std::uint64_t key, const Expansion& at, std::uint64_t facts,
                         std::uint32_t configuration, std::uint32_t choice) {
  const Frame& next = frames_[static_cast<std::size_t>(boundary) + 1];
  Layer& to = layers_[static_cast<std::size_t>(boundary) + 1];
  const auto weight = [&](int group, int outcome) {
    return move_weight(next, at.groups[static_cast<std::size_t>(group)], outcome);
  };
  product_.visit(boxes_, key + at.block * next.span(), bits_, weight, [&](std::uint64_t next_key, bool lost) {
    to.add(next_key, lost ? something_lost(facts) : facts, configuration, choice);
    return false;
  });
}

spec::RunFacts Exploration::facts_of(std::uint64_t block, int fact, int failures) const {
  const std::uint64_t id = block * kFactBits + static_cast<std::uint64_t>(fact);
  spec::RunFacts facts;
  facts.lost = bits_.tracks_lost() && id % 2 != 0;
  facts.initial_facts = classes_[bits_.tracks_lost() ? id / 2 : id];
  facts.failures = failures;
  facts.crashed = failures > 0;
  return facts;
}

/// How the processes of a configuration end under a coupled choice of the last round.
std::vector<EndPart> Exploration::end_parts(std::uint64_t key, const Expansion& at,
                                            const Plan::Round& round) {
  std::vector<EndPart> parts;
  const bool names = problem_.compiled().uses_names();
  const auto add = [&](const Group& group, int count, bool correct, std::uint64_t outcomes) {
    for (EndPart& part : parts) {
      if (names || part.local != group.local || part.correct != correct || part.outcomes != outcomes)
        continue;
      part.count += count;
      return;
    }
    parts.push_back(
        {names ? group.process : spec::Observation::kNone, group.local, count, correct, outcomes});
  };
  for (const Plan::Mover& mover : round.movers) {
    add(at.groups[static_cast<std::size_t>(mover.group)], mover.count, true, outcomes_of(at, mover));
  }
  for (const auto& [g, count] : round.crashing) add(at.groups[static_cast<std::size_t>(g)], count, false, 0);
  static thread_local std::vector<Group> crashed;
  frames_[frames_.size() - 2].decode_crashed(frame_key(problem_.setting().rounds - 1, key), crashed);
  for (const Group& group : crashed) add(group, group.live, false, 0);
  return parts;
}

/// Checks the properties on the product of the last round. False on a hit.
bool Exploration::finish(std::uint32_t configuration, const Expansion& at, std::uint32_t choice,
                         const ExplicitOptions& options) {
  const Layer& layer = layers_[layers_.size() - 2];
  const Plan::Round& round = at.plan->rounds()[choice];
  const std::uint64_t key = layer.key(configuration);
  if (shares_outcomes(round)) {
    // How many have failed and the one outcome set say all.
    words_.assign(
        {at.block, at.outcomes[static_cast<std::size_t>(round.shared_request)], round.movers.size()});
    if (claim(judged_, at.facts) == 0) return true;
  }
  std::vector<EndPart> parts = end_parts(key, at, round);
  const int failures = std::accumulate(parts.begin(), parts.end(), 0, [](int sum, const EndPart& part) {
    return part.correct ? sum : sum + part.count;
  });

  words_.assign({at.block, static_cast<std::uint64_t>(failures)});
  if (!problem_.compiled().uses_names()) {
    std::sort(parts.begin(), parts.end(), [](const EndPart& a, const EndPart& b) {
      return std::tuple(a.correct, a.local, a.outcomes) < std::tuple(b.correct, b.local, b.outcomes);
    });
  }
  for (const EndPart& part : parts) {
    const int count = final_check_.forms_products() ? part.count : std::min(part.count, kSaturated);
    words_.push_back(static_cast<std::uint64_t>(part.name + 1) << 40 |
                     static_cast<std::uint64_t>(part.local) << 24 | static_cast<std::uint64_t>(count) << 1 |
                     (part.correct ? 1U : 0U));
    words_.push_back(part.outcomes);
  }
  for (std::uint64_t todo = claim(judged_, at.facts); todo != 0; todo &= todo - 1) {
    const int fact = __builtin_ctzll(todo);
    const spec::RunFacts facts = facts_of(at.block, fact, failures);
    if (auto end = final_check_.violated(parts, facts)) {
      hits_.push_back(
          {problem_.setting().rounds - 1, configuration, choice, fact, -1, std::move(*end), parts});
      return false;
    }
    if (options.uses) {
      const std::vector<bool> held = final_check_.premises(parts, facts);
      for (std::size_t i = 0; i < held.size(); ++i) {
        if (!held[i]) continue;
        premises_[i] = true;
        if (failures > 0) premises_with_faults_[i] = true;
      }
    }
  }
  return true;
}

void Exploration::note_uses(Check& check) const {
  check.uses.resize(problem_.compiled().properties().size());
  const auto& owner = problem_.compiled().vacuity_property();
  for (std::size_t i = 0; i < owner.size(); ++i) {
    PropertyUse& use = check.uses[static_cast<std::size_t>(owner[i])];
    use.has_premise = true;
    use.premise_held = premises_[i];
    use.premise_held_with_faults = premises_with_faults_[i];
  }
}

}  // namespace ggms::verify
