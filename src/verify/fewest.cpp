// The counterexample to show. From each configuration (processes told apart, whatever the view), how few
// losses can still break a property: the minimum over coupled choices and over the receivers' outcomes, each
// outcome at the price of the cheapest vector that gives it. Then, from the front, always the first in
// lexicographic order that still attains the minimum.

#include "verify/fewest.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <memory>

#include "base/check.h"
#include "verify/final_check.h"
#include "verify/frame.h"
#include "verify/plan.h"

namespace ggms::verify {

namespace {

constexpr int kNever = std::numeric_limits<int>::max() / 2;  // no violation can be reached
constexpr std::uint64_t kMaxMembers =
    20'000'000;                    // members of products to look at before giving up: some seconds
constexpr int kMaxProcesses = 12;  // beyond, products are too many

/// A vector that gives an outcome at the least price.
struct Offer {
  int next = 0;  // or kUndefined
  bool lost = false;
  std::vector<int> losses;  // senders, ascending
};

class Fewest {
 public:
  Fewest(const model::Problem& problem, const model::Machine& machine, base::Stop& stop)
      : problem_(problem),
        machine_(machine),
        stop_(stop),
        n_(problem.setting().processes),
        bits_(problem),
        final_check_(problem) {
    for (int boundary = 0; boundary <= problem.setting().rounds; ++boundary) {
      frames_.emplace_back(problem, boundary, false);
    }
    known_.resize(frames_.size());
  }

  std::optional<Violation> run() {
    std::vector<int> initial(static_cast<std::size_t>(n_), 0);
    std::vector<int> best_initial;
    int best = kNever;
    while (true) {
      const int value = least(0, start(initial));
      if (gave_up_) return std::nullopt;
      if (value < best) {
        best = value;
        best_initial = initial;
      }
      std::size_t i = initial.size();
      while (i > 0 && initial[i - 1] == problem_.setting().initial - 1) initial[--i] = 0;
      if (i == 0) break;
      ++initial[i - 1];
    }
    if (best == kNever) return std::nullopt;
    Violation violation{Violation::kUndefined, {best_initial, {}}};
    State at = start(best_initial);
    for (int boundary = 0; boundary < problem_.setting().rounds; ++boundary) {
      Pick pick{least(boundary, at), {}, {}, false};
      members_ = 0;
      search(boundary, at, &pick);
      if (gave_up_) return std::nullopt;
      violation.scenario.rounds.push_back(std::move(pick.faults));
      if (pick.ends) break;
      at = pick.next;
    }
    const auto broken = broken_property(problem_, model::simulate(problem_, machine_, violation.scenario));
    CHECK(broken.has_value());
    violation.property = *broken;
    return violation;
  }

 private:
  static constexpr int kUndefined = -1;

  /// A configuration with what the run has seen so far.
  struct State {
    std::uint64_t key = 0;
    std::uint64_t initial_facts = 0;
    bool lost = false;
    auto operator<=>(const State&) const = default;
  };

  State start(const std::vector<int>& initial) const {
    State state;
    state.initial_facts = problem_.compiled().initial_facts_of(initial);
    const bool locals = problem_.compiled().uses_initial();
    for (int p = 0; p < n_; ++p) {
      const int value = initial[static_cast<std::size_t>(p)];
      state.key += frames_[0].weight(p, frames_[0].label(value, locals ? value : 0));
    }
    return state;
  }

  /// The first choice of a round, in lexicographic order, from which `goal` losses still do.
  struct Pick {
    int goal = 0;
    model::RoundFaults faults;
    State next;
    bool ends = false;  // the run is over: a table entry is missing, or it was the last round
  };

  /// One way through a round, in the making: an offer for each mover.
  struct Member {
    int boundary = 0;
    const State& state;
    const std::vector<Group>& groups;
    const Plan::Round& round;
    std::vector<std::vector<Offer>> offers;
    std::vector<const Offer*> chosen;
    int price = 0;
  };

  /// The fewest losses from here to a violation.
  int least(int boundary, const State& state) {
    auto& known = known_[static_cast<std::size_t>(boundary)];
    if (const auto it = known.find(state); it != known.end()) return it->second;
    return known[state] = search(boundary, state, nullptr);
  }

  /// The least over all choices of the next round; with a pick, fills it and stops at the first that attains
  /// its goal.
  int search(int boundary, const State& state, Pick* pick) {
    std::vector<Group> groups;
    frames_[static_cast<std::size_t>(boundary)].decode(state.key, groups);
    std::vector<int> live;
    for (const Group& group : groups) live.push_back(group.live);
    std::unique_ptr<Plan>& plan = plans_[live];
    if (!plan) plan = std::make_unique<Plan>(problem_.setting().faults, live, n_);
    int best = kNever;
    for (const Plan::Round& round : plan->rounds()) {
      Member member{boundary, state, groups, round, {}, {}, 0};
      for (const Plan::Mover& mover : round.movers) {
        member.offers.push_back(offers_for(boundary, groups,
                                           plan->requests()[static_cast<std::size_t>(mover.request)],
                                           groups[static_cast<std::size_t>(mover.group)]));
      }
      combine(member, best, pick);
      if (gave_up_ || (pick != nullptr && best == pick->goal)) return best;
    }
    return best;
  }

  /// Chooses an offer for every mover, in lexicographic order of what is lost.
  void combine(Member& member, int& best, Pick* pick) {
    if (pick == nullptr ? member.price >= best : member.price > pick->goal) return;
    if (member.chosen.size() == member.offers.size()) {
      const int total = member.price + rest(member);
      best = std::min(best, total);
      if (pick != nullptr && total == pick->goal) fill(*pick, member);
      return;
    }
    for (const Offer& offer : member.offers[member.chosen.size()]) {
      member.chosen.push_back(&offer);
      member.price += static_cast<int>(offer.losses.size());
      combine(member, best, pick);
      member.price -= static_cast<int>(offer.losses.size());
      member.chosen.pop_back();
      if (gave_up_ || (pick != nullptr && best == pick->goal)) return;
    }
  }

  static bool undefined(const Member& member) {
    return std::any_of(member.chosen.begin(), member.chosen.end(),
                       [](const Offer* offer) { return offer->next == kUndefined; });
  }

  bool is_last(const Member& member) const { return member.boundary + 1 == problem_.setting().rounds; }

  /// What it takes after this round.
  int rest(const Member& member) {
    if (++members_ > kMaxMembers || stop_.requested()) {
      gave_up_ = true;
      return kNever;
    }
    if (undefined(member)) return 0;
    if (is_last(member)) return breaks(member) ? 0 : kNever;
    return least(member.boundary + 1, after(member));
  }

  State after(const Member& member) const {
    const Frame& frame = frames_[static_cast<std::size_t>(member.boundary) + 1];
    std::vector<int> next(member.groups.size(), -1);
    State then{0, member.state.initial_facts, member.state.lost};
    for (std::size_t i = 0; i < member.chosen.size(); ++i) {
      next[static_cast<std::size_t>(member.round.movers[i].group)] = member.chosen[i]->next;
      then.lost = then.lost || (member.chosen[i]->lost && bits_.tracks_lost());
    }
    for (std::size_t p = 0; p < next.size(); ++p) {
      then.key += frame.weight(static_cast<int>(p), frame.label(next[p], member.groups[p].local));
    }
    return then;
  }

  bool breaks(const Member& member) {
    std::vector<EndPart> parts;
    const bool names = problem_.compiled().uses_names();
    for (const Group& group : member.groups) {
      parts.push_back({names ? group.process : spec::Observation::kNone, group.local, 1, false, 0});
    }
    for (std::size_t i = 0; i < member.chosen.size(); ++i) {
      EndPart& part = parts[static_cast<std::size_t>(member.round.movers[i].group)];
      part.correct = true;
      part.outcomes = std::uint64_t{1} << bits_.index(member.chosen[i]->next, member.chosen[i]->lost);
    }
    const int failures = n_ - static_cast<int>(member.chosen.size());
    return final_check_
        .violated(parts, {member.state.lost, failures > 0, failures, member.state.initial_facts})
        .has_value();
  }

  void fill(Pick& pick, const Member& member) const {
    for (const auto& [group, count] : member.round.crashing) pick.faults.crashing.push_back(group);
    for (std::size_t i = 0; i < member.chosen.size(); ++i) {
      for (const int sender : member.chosen[i]->losses) {
        pick.faults.losses.emplace_back(member.round.movers[i].group, sender);
      }
    }
    pick.ends = is_last(member) || undefined(member);
    if (!pick.ends) pick.next = after(member);
  }

  /// Per outcome the cheapest vector, the first in lexicographic order; sorted by what they lose, nothing
  /// first.
  std::vector<Offer> offers_for(int boundary, const std::vector<Group>& groups, const Plan::Request& request,
                                const Group& receiver) const {
    const model::Keys& keys = machine_.keys(boundary + 1);
    const auto& table = machine_.table(boundary + 1, keys.slot(receiver.process));
    std::uint64_t full = keys.own_weight(receiver.state);
    std::vector<int> risks;
    int silent = n_;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const int arriving = request.sure[g] + request.at_risk[g];
      full += keys.weight(groups[g].process, groups[g].state) * static_cast<std::uint64_t>(arriving);
      silent -= arriving;
      if (request.at_risk[g] > 0) risks.push_back(static_cast<int>(g));
    }
    std::vector<Offer> offers;
    Offer offer;
    const std::function<void(std::size_t, std::uint64_t)> lose = [&](std::size_t i, std::uint64_t key) {
      if (i < risks.size()) {
        lose(i + 1, key);
        const Group& sender = groups[static_cast<std::size_t>(risks[i])];
        offer.losses.push_back(risks[i]);
        lose(i + 1, key - keys.weight(sender.process, sender.state));
        offer.losses.pop_back();
        return;
      }
      const model::State next = table.get(key);
      offer.next = next == model::Machine::kUndefined ? kUndefined : next;
      offer.lost = silent + static_cast<int>(offer.losses.size()) > 0;
      const auto same = std::find_if(offers.begin(), offers.end(), [&](const Offer& known) {
        return known.next == offer.next && known.lost == offer.lost;
      });
      if (same == offers.end()) {
        offers.push_back(offer);
      } else if (offer.losses.size() < same->losses.size()) {
        *same = offer;
      }
    };
    lose(0, full);
    std::sort(offers.begin(), offers.end(),
              [](const Offer& a, const Offer& b) { return before(a.losses, b.losses); });
    return offers;
  }

  /// "Arrives" before "lost", sender 1 first: the list with the later first difference comes first.
  static bool before(const std::vector<int>& a, const std::vector<int>& b) {
    const auto [i, j] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (i == a.end()) return j != b.end();
    return j != b.end() && *i > *j;
  }

  const model::Problem& problem_;
  const model::Machine& machine_;
  base::Stop& stop_;
  int n_;
  OutcomeBits bits_;
  FinalCheck final_check_;
  std::vector<Frame> frames_;
  std::map<std::vector<int>, std::unique_ptr<Plan>> plans_;
  std::vector<std::map<State, int>> known_;  // per boundary
  std::uint64_t members_ = 0;
  bool gave_up_ = false;
};

}  // namespace

std::optional<Violation> fewest_faults(const model::Problem& problem, const model::Machine& machine,
                                       base::Stop& stop) {
  if (problem.setting().processes > kMaxProcesses) return std::nullopt;
  return Fewest(problem, machine, stop).run();
}

}  // namespace ggms::verify
