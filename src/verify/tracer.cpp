// From a hit to a scenario. Layers remember for each configuration one way in which it was first reached; who
// took which outcome in that step, and which messages were lost for it, is found again by search: it is cheap
// for one path.

#include "verify/tracer.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "base/check.h"

namespace ggms::verify {

model::Scenario Tracer::trace(const Exploration::Hit& hit) {
  std::vector<Step> steps(static_cast<std::size_t>(hit.boundary) + 1);
  std::uint32_t configuration = hit.configuration;
  int fact = hit.fact;
  Step& last = steps.back();
  last.key =
      x_.frame_key(hit.boundary, x_.layers_[static_cast<std::size_t>(hit.boundary)].key(configuration));
  last.choice = hit.choice;
  Expansion at;
  x_.expander_.open(hit.boundary, last.key, at);
  x_.expander_.look_up(at);
  last.moves = last_moves(hit, at, at.plan->rounds()[hit.choice]);
  for (int boundary = hit.boundary; boundary > 0; --boundary) {
    steps[static_cast<std::size_t>(boundary) - 1] = step_back(boundary, configuration, fact);
  }

  model::Scenario scenario;
  x_.expander_.open(0, steps.front().key, at);
  scenario.initial.assign(static_cast<std::size_t>(x_.problem_.setting().processes), 0);
  members_.clear();
  int process = 0;
  for (const Group& group : at.groups) {
    members_.emplace_back();
    for (int i = 0; i < group.live; ++i, ++process) {
      members_.back().push_back(process);
      scenario.initial[static_cast<std::size_t>(process)] = group.state;
    }
  }
  for (std::size_t i = 0; i < steps.size(); ++i) play(static_cast<int>(i), steps[i], scenario);
  return scenario;
}

/// The step that first led to `configuration` with `fact`; both become those of the parent.
Tracer::Step Tracer::step_back(int boundary, std::uint32_t& configuration, int& fact) {
  const Layer::Arrival& arrival = x_.layers_[static_cast<std::size_t>(boundary)].arrival(configuration, fact);
  const Layer& from = x_.layers_[static_cast<std::size_t>(boundary) - 1];
  const std::uint64_t target = x_.layers_[static_cast<std::size_t>(boundary)].key(configuration);
  Step step;
  step.key = x_.frame_key(boundary - 1, from.key(arrival.parent));
  step.choice = arrival.choice;
  const bool tracks = x_.bits_.tracks_lost();
  const bool was_lost = tracks && fact % 2 != 0;
  for (const bool before : {was_lost, false}) {
    const int parent_fact = was_lost && !before ? fact - 1 : fact;
    if (((from.facts(arrival.parent) >> parent_fact) & 1U) == 0) continue;
    const std::optional<bool> lost = !tracks || before ? std::nullopt : std::optional(was_lost);
    if (!find_moves(boundary - 1, step.key, target, lost, step)) continue;
    configuration = arrival.parent;
    fact = parent_fact;
    return step;
  }
  base::check_failed(__FILE__, __LINE__, "a configuration has a parent that reaches it");
}

bool Tracer::find_moves(int boundary, std::uint64_t from, std::uint64_t to, std::optional<bool> lost,
                        Step& step) {
  Expansion at;
  x_.expander_.open(boundary, from, at);
  x_.expander_.look_up(at);
  const Plan::Round& round = at.plan->rounds()[step.choice];
  std::vector<Box> boxes;
  for (const Plan::Mover& mover : round.movers)
    boxes.push_back({x_.expander_.outcomes_of(at, mover), mover.count, mover.group});
  const auto weight = [&](int group, int outcome) {
    return x_.expander_.move_weight(at, at.groups[static_cast<std::size_t>(group)], outcome);
  };
  Product product;
  const std::uint64_t target = x_.frame_key(boundary + 1, to);
  return product.visit(boxes, x_.expander_.crashed_key(at, round), x_.bits_, weight,
                       [&](std::uint64_t key, bool some_lost) {
                         if (key != target || (lost && *lost != some_lost)) return false;
                         step.moves = product.chosen;
                         return true;
                       });
}

/// In the last step only the processes that break the property have to take given outcomes.
Tracer::Moves Tracer::last_moves(const Exploration::Hit& hit, const Expansion& at,
                                 const Plan::Round& round) const {
  Moves moves(round.movers.size());
  std::vector<int> left;
  for (const Plan::Mover& mover : round.movers) left.push_back(mover.count);
  const auto take = [&](std::size_t mover, int outcome) {
    moves[mover].emplace_back(outcome, 1);
    --left[mover];
  };
  for (std::size_t i = 0; i < round.movers.size(); ++i) {
    if (round.movers[i].group == hit.undefined_group) take(i, __builtin_ctzll(OutcomeBits::kUndefined));
  }
  for (const auto& [index, outcome] : hit.end.fixed) {
    const EndPart& part = hit.parts[static_cast<std::size_t>(index)];
    std::size_t i = 0;
    for (; i < round.movers.size(); ++i) {
      const Group& group = at.groups[static_cast<std::size_t>(round.movers[i].group)];
      const bool named = part.name == spec::Observation::kNone || part.name == group.process;
      if (left[i] > 0 && named && group.local == part.local &&
          x_.expander_.outcomes_of(at, round.movers[i]) == part.outcomes) {
        break;
      }
    }
    CHECK(i < round.movers.size());
    take(i, outcome);
  }
  for (std::size_t i = 0; i < round.movers.size(); ++i) {
    if (left[i] > 0) moves[i].emplace_back(kAny, left[i]);
  }
  return moves;
}

/// Plays one step with actual processes: extends the scenario and moves `members_` to the next boundary.
void Tracer::play(int boundary, const Step& step, model::Scenario& scenario) {
  Expansion at;
  x_.expander_.open(boundary, step.key, at);
  x_.expander_.look_up(at);
  const Plan::Round& round = at.plan->rounds()[step.choice];
  const bool counted = at.frame->counted();
  if (!counted) {
    members_.clear();
    for (const Group& group : at.groups) members_.push_back({group.process});
  }
  model::RoundFaults faults;
  std::vector<std::vector<int>> crashing(at.groups.size());
  for (const auto& [group, count] : round.crashing) {
    auto& from = members_[static_cast<std::size_t>(group)];
    auto& to = crashing[static_cast<std::size_t>(group)];
    to.assign(from.end() - count, from.end());
    from.resize(from.size() - static_cast<std::size_t>(count));
    faults.crashing.insert(faults.crashing.end(), to.begin(), to.end());
  }
  const bool last = boundary + 1 == x_.problem_.setting().rounds;
  std::vector<Group> next_groups;
  std::vector<std::vector<int>> next_members;  // only where groups are more than single processes
  const Frame& next = *at.next;
  if (counted) {
    next.decode(0, next_groups);
    next_members.resize(next_groups.size());
  }
  for (std::size_t i = 0; i < round.movers.size(); ++i) {
    const Plan::Mover& mover = round.movers[i];
    const Group& group = at.groups[static_cast<std::size_t>(mover.group)];
    std::size_t who = 0;
    for (const auto& [outcome, count] : step.moves[i]) {
      const std::vector<int> losses = losses_for(boundary, at, mover, outcome);
      for (int k = 0; k < count; ++k, ++who) {
        const int receiver = members_[static_cast<std::size_t>(mover.group)][who];
        for (std::size_t g = 0; g < losses.size(); ++g) {
          for (int l = 0; l < losses[g]; ++l) {
            faults.losses.emplace_back(receiver, crashing[g][static_cast<std::size_t>(l)]);
          }
        }
        if (!counted || last || outcome == kAny || outcome == __builtin_ctzll(OutcomeBits::kUndefined))
          continue;
        const int label = next.label(x_.bits_.next(outcome), group.local);
        const int locals = next.label(0, 0);
        next_members[static_cast<std::size_t>(label - locals)].push_back(receiver);
      }
    }
  }
  std::sort(faults.crashing.begin(), faults.crashing.end());
  std::sort(faults.losses.begin(), faults.losses.end());
  scenario.rounds.push_back(std::move(faults));
  members_ = std::move(next_members);
}

/// The fewest losses, per group of senders, that make a mover take an outcome.
std::vector<int> Tracer::losses_for(int boundary, const Expansion& at, const Plan::Mover& mover,
                                    int outcome) {
  const Plan::Request& request = at.plan->requests()[static_cast<std::size_t>(mover.request)];
  const model::Keys& keys = x_.expander_.machine().keys(boundary + 1);
  const Group& receiver = at.groups[static_cast<std::size_t>(mover.group)];
  const auto& table = x_.expander_.machine().table(boundary + 1, keys.slot(receiver.process));
  std::uint64_t full = keys.own_weight(receiver.state);
  int sure_lost = request.lost;
  for (std::size_t g = 0; g < at.groups.size(); ++g) {
    const int arriving = request.sure[g] + request.at_risk[g];
    full += at.sender_weight[g] * static_cast<std::uint64_t>(arriving);
    sure_lost -= request.at_risk[g];
  }
  std::vector<int> losses(at.groups.size(), 0);
  const auto fits = [&](std::uint64_t key, int lost) {
    const model::State next = table.get(key);
    const int got = next == model::Machine::kUndefined ? __builtin_ctzll(OutcomeBits::kUndefined)
                                                       : x_.bits_.index(next, lost > 0);
    return outcome == kAny || got == outcome;
  };
  const std::function<bool(std::size_t, int, std::uint64_t, int)> choose = [&](std::size_t g, int left,
                                                                               std::uint64_t key, int lost) {
    if (g == losses.size()) return left == 0 && fits(key, lost);
    for (losses[g] = 0; losses[g] <= std::min(left, request.at_risk[g]); ++losses[g]) {
      const auto l = static_cast<std::uint64_t>(losses[g]);
      if (choose(g + 1, left - losses[g], key - at.sender_weight[g] * l, lost + losses[g])) return true;
    }
    losses[g] = 0;
    return false;
  };
  const int most = std::accumulate(request.at_risk.begin(), request.at_risk.end(), 0);
  int total = 0;
  while (total <= most && !choose(0, total, full, sure_lost)) ++total;
  CHECK(total <= most);
  return losses;
}

}  // namespace ggms::verify
