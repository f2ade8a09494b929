// Finds the counterexample to show. For each situation (with processes told apart, in every view) it computes
// the fewest lost or forged messages that can still break a property: the minimum over coupled choices and
// over the receivers' outcomes, each outcome at the price of the cheapest mail that gives it (offers.h). Then
// it goes through the run from the front, and always takes the first step in lexicographic order that still
// attains the minimum.

#include "verify/fewest.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <memory>

#include "base/check.h"
#include "base/stopped.h"
#include "model/step.h"
#include "spec/evaluation.h"
#include "verify/offers.h"

namespace ggms::verify {

namespace {

constexpr int kNever = std::numeric_limits<int>::max() / 2;  // no violation can be reached
constexpr std::uint64_t kMaxMembers =
    20'000'000;                    // members of products to try before giving up: a few seconds
constexpr int kMaxProcesses = 12;  // with more, there are too many products

class Fewest {
 public:
  Fewest(const model::Problem& problem, const model::Machine& machine, base::Stop& stop)
      : problem_(problem), machine_(machine), stop_(stop), n_(problem.setting().processes) {}

  std::optional<Violation> run() {
    int best = kNever;
    model::Scenario best_start;
    for_each_start([&](const model::Scenario& start) {
      if (gave_up_) return;
      begin(start);
      const int value = least(0, {model::as_seen(problem_, model::start(problem_, start)), {}});
      if (value > best || value == kNever) return;
      if (value == best && model::lexicographic(best_start, start) <= 0) return;
      best = value;
      best_start = start;
    });
    if (gave_up_ || best == kNever) return std::nullopt;
    return follow(best_start);
  }

 private:
  /// A situation with what the adversary has used up.
  struct State {
    model::Situation situation;
    model::Ledger ledger;
    auto operator<=>(const State&) const = default;
  };

  /// The first way through a round, in lexicographic order, after which `goal` more messages are still
  /// enough.
  struct Pick {
    int goal = 0;
    std::optional<model::RoundFaults> faults;
    State next;
    bool ends = false;  // the run is over: a table entry is missing, or it was the last round
  };

  /// One way through a round, while it is chosen: an offer for each receiver.
  struct Member {
    int boundary = 0;
    const State& state;
    model::RoundFaults faults;  // without messages
    model::Ledger ledger;
    std::vector<int> receivers;
    std::vector<std::vector<Offer>> offers;
    std::vector<const Offer*> chosen;
    int price = 0;
  };

  /// All initial values with all picks of faulty processes.
  void for_each_start(const std::function<void(const model::Scenario&)>& visit) const {
    problem_.adversary().for_each_pick([&](const std::vector<model::Role>& picked) {
      model::Scenario start;
      if (problem_.adversary().roles().size() > 1) start.picked = picked;
      start.initial.assign(static_cast<std::size_t>(n_), 0);
      while (true) {
        visit(start);
        std::size_t i = start.initial.size();
        while (i > 0 && start.initial[i - 1] == problem_.setting().initial - 1) start.initial[--i] = 0;
        if (i == 0) return;
        ++start.initial[i - 1];
      }
    });
  }

  /// Begins a run. Known minima hold for runs whose beginnings the properties and the adversary can't tell
  /// apart; each kind of beginning has its own.
  void begin(const model::Scenario& start) {
    start_ = &start;
    std::pair<std::uint64_t, std::vector<int>> kind{problem_.initial_facts(start.initial, start.picked), {}};
    for (int p = 0; p < n_; ++p) {
      kind.second.push_back(start.role(p));
      kind.second.push_back(problem_.compiled().uses_initial() ? start.initial[static_cast<std::size_t>(p)]
                                                               : 0);
    }
    known_ = &known_of_[kind];
    known_->resize(static_cast<std::size_t>(problem_.setting().rounds));
  }

  std::optional<Violation> follow(const model::Scenario& start) {
    Violation violation{Violation::kUndefined, start};
    begin(start);
    State at{model::as_seen(problem_, model::start(problem_, start)), {}};
    for (int boundary = 0; boundary < problem_.setting().rounds; ++boundary) {
      Pick pick{least(boundary, at), {}, {}, false};
      members_ = 0;
      search(boundary, at, &pick);
      if (gave_up_) return std::nullopt;
      CHECK(pick.faults.has_value());
      violation.scenario.rounds.push_back(std::move(*pick.faults));
      if (pick.ends) break;
      at = std::move(pick.next);
    }
    const auto broken = broken_property(problem_, model::simulate(problem_, machine_, violation.scenario));
    CHECK(broken.has_value());
    violation.property = *broken;
    return violation;
  }

  /// The fewest lost or forged messages from here to a violation.
  int least(int boundary, const State& state) {
    auto& known = (*known_)[static_cast<std::size_t>(boundary)];
    if (const auto it = known.find(state); it != known.end()) return it->second;
    const int value = search(boundary, state, nullptr);
    return known[state] = value;
  }

  /// The minimum over all choices of the next round; if there is a pick, fills it.
  int search(int boundary, const State& state, Pick* pick) {
    std::vector<model::Party> parties;
    for (int p = 0; p < n_; ++p) {
      const bool present =
          state.situation.processes[static_cast<std::size_t>(p)].state != model::ProcessNow::kAbsent;
      parties.push_back({present || !model::Adversary::has_state(start_->role(p)) ? 1 : 0, start_->role(p)});
    }
    int best = kNever;
    for (const model::Choice& choice : problem_.adversary().choices(parties, state.ledger, &stop_)) {
      Member member{boundary, state, model::faults_of(choice), model::after(state.ledger, choice), {}, {},
                    {},       0};
      for (std::size_t c = 0; c < choice.classes.size(); ++c) {
        if (!choice.moves(c)) continue;
        member.receivers.push_back(choice.classes[c].group);
        member.offers.push_back(offers_of(problem_, machine_, boundary, state.situation, choice, c));
      }
      combine(member, best, pick);
      if (gave_up_) return best;
    }
    return best;
  }

  /// Chooses an offer for every receiver.
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
      member.price += offer.price();
      combine(member, best, pick);
      member.price -= offer.price();
      member.chosen.pop_back();
      if (gave_up_) return;
    }
  }

  static bool undefined(const Member& member) {
    return std::any_of(member.chosen.begin(), member.chosen.end(),
                       [](const Offer* offer) { return offer->next == Offer::kUndefined; });
  }

  bool is_last(const Member& member) const { return member.boundary + 1 == problem_.setting().rounds; }

  /// The minimum after this round.
  int rest(const Member& member) {
    if (++members_ > kMaxMembers || stop_.requested()) {
      gave_up_ = true;
      return kNever;
    }
    if (undefined(member)) return 0;
    State then = after(member);
    if (!is_last(member)) return least(member.boundary + 1, then);
    const spec::Outcome outcome = model::outcome_of(problem_, *start_, then.situation);
    const spec::Spec& spec = problem_.specification();
    const bool breaks =
        std::any_of(spec.properties.begin(), spec.properties.end(), [&](const auto& property) {
          return !spec::evaluate(spec.formulas, property.formula, outcome, stop_);
        });
    return breaks ? 0 : kNever;
  }

  model::RoundFaults faults_of(const Member& member) const {
    model::RoundFaults faults = member.faults;
    for (const Offer* offer : member.chosen) {
      faults.losses.insert(faults.losses.end(), offer->losses.begin(), offer->losses.end());
      faults.forged.insert(faults.forged.end(), offer->forged.begin(), offer->forged.end());
    }
    return faults;
  }

  State after(const Member& member) const {
    const int round = member.boundary + 1;
    model::Scenario scenario{start_->initial, {}, start_->picked};
    scenario.rounds.resize(static_cast<std::size_t>(round));
    scenario.rounds.back() = faults_of(member);
    const model::Step step(problem_, machine_.keys(round), round, scenario, member.state.situation);
    std::vector<int> next(static_cast<std::size_t>(n_), 0);
    for (std::size_t i = 0; i < member.chosen.size(); ++i)
      next[static_cast<std::size_t>(member.receivers[i])] = member.chosen[i]->next;
    return {model::as_seen(problem_, step.after(next)), member.ledger};
  }

  void fill(Pick& pick, const Member& member) const {
    model::RoundFaults faults = faults_of(member);
    if (pick.faults && model::lexicographic(*pick.faults, faults) <= 0) return;
    pick.faults = std::move(faults);
    pick.ends = undefined(member) || is_last(member);
    if (!pick.ends) pick.next = after(member);
  }

  const model::Problem& problem_;
  const model::Machine& machine_;
  base::Stop& stop_;
  int n_;
  const model::Scenario* start_ = nullptr;
  using Known = std::vector<std::map<State, int>>;  // per boundary
  std::map<std::pair<std::uint64_t, std::vector<int>>, Known> known_of_;
  Known* known_ = nullptr;
  std::uint64_t members_ = 0;
  bool gave_up_ = false;
};

}  // namespace

std::optional<Violation> fewest_faults(const model::Problem& problem, const model::Machine& machine,
                                       base::Stop& stop) {
  if (problem.setting().processes > kMaxProcesses) return std::nullopt;
  try {
    return Fewest(problem, machine, stop).run();
  } catch (const base::Stopped&) {
    return std::nullopt;
  }
}

}  // namespace ggms::verify
