// Goes through every scenario with histories as states, and asks for decisions after the last history that
// break no property (history_demands.h). A history is what was received, in terms of the senders' histories,
// as the view shows it; equal ones have one number.
//
// A Byzantine process may claim every history of its round that some run has, also those after other lies.
// With these as its states the full-information protocol is a protocol like any other.

#include "synth/full_information.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "base/stopped.h"
#include "model/step.h"
#include "synth/history_demands.h"

namespace ggms::synth {

namespace {

constexpr int kLost = HistoryMeaning::kLost;

class FullInformation {
 public:
  FullInformation(const model::Problem& problem, std::size_t most_runs, base::Stop& stop,
                  Derivation* derivation, const std::function<void(std::size_t)>& on_runs)
      : problem_(problem),
        most_runs_(most_runs),
        stop_(stop),
        n_(problem.setting().processes),
        derivation_(derivation),
        on_runs_(on_runs),
        demands_(problem, stop, derivation) {}

  AnyStates run() {
    if (problem_.setting().decide == model::Decide::kAny) return AnyStates::kUnknown;
    begin();
    for (int round = 1; round <= problem_.setting().rounds && !gave_up_; ++round) {
      const std::map<Run, std::size_t> before = std::exchange(runs_, {});
      letters_ = round == 1 ? problem_.setting().initial : static_cast<int>(histories_.size());
      histories_.clear();
      round_ = round;
      for (const auto& [run, past] : before) {
        past_ = past;
        extend(run);
      }
      if (derivation_ != nullptr) tell_histories();
    }
    if (gave_up_) return AnyStates::kUnknown;
    switch (demands_.ask()) {
      case Satisfiable::kYes:
        return AnyStates::kFeasible;
      case Satisfiable::kNo:
        return AnyStates::kInfeasible;
      case Satisfiable::kStopped:
        break;
    }
    return AnyStates::kUnknown;
  }

 private:
  /// A run at a round boundary: all that its rest depends on.
  struct Run {
    std::vector<int> histories;  // by process, kLost where it is gone or forges
    std::vector<bool> crashed;
    std::vector<bool> connected;
    bool lost = false;
    model::Ledger ledger{};
    std::vector<int> initial;
    std::vector<model::Role> picked;
    auto operator<=>(const Run&) const = default;
  };
  /// What a receiver finds: the senders' histories, and what the adversary did for that.
  struct Found {
    std::vector<int> by_sender;
    model::RoundFaults faults;
  };
  /// A round that led to a run, and the one before.
  struct Past {
    std::size_t before = 0;
    model::RoundFaults faults;
  };

  void begin() {
    problem_.adversary().for_each_pick([&](const std::vector<model::Role>& picked) {
      Run run;
      run.picked = picked;
      run.initial.assign(static_cast<std::size_t>(n_), 0);
      while (true) {
        run.histories = run.initial;
        run.crashed.assign(run.initial.size(), false);
        run.connected.assign(run.initial.size(), true);
        for (std::size_t p = 0; p < picked.size(); ++p) {
          if (!model::Adversary::has_state(picked[p])) {
            run.histories[p] = kLost;
            run.connected[p] = false;
          }
        }
        add(run, {});
        if (gave_up_) return;
        std::size_t i = run.initial.size();
        while (i > 0 && run.initial[i - 1] == problem_.setting().initial - 1) run.initial[--i] = 0;
        if (i == 0) return;
        ++run.initial[i - 1];
      }
    });
  }

  void count_run() {
    constexpr std::size_t kRunsPerCall = 1024;  // of on_runs_
    if (++total_ > most_runs_ || stop_.requested()) gave_up_ = true;
    if (on_runs_ && total_ % kRunsPerCall == 0) on_runs_(total_);
  }

  void add(Run run, const model::RoundFaults& faults) {
    if (!problem_.compiled().uses_lost()) run.lost = false;
    if (!problem_.compiled().uses_connected()) run.connected.assign(run.connected.size(), true);
    const bool is_new = runs_.try_emplace(std::move(run), pasts_.size()).second;
    if (is_new && derivation_ != nullptr) pasts_.push_back({past_, faults});
    count_run();
  }

  /// Takes a run through every coupled choice of the round and every combination of mails.
  void extend(const Run& run) {
    std::vector<model::Party> parties;
    for (std::size_t p = 0; p < run.histories.size(); ++p) {
      const bool present = !run.crashed[p];
      parties.push_back({present ? 1 : 0, run.picked[p]});
    }
    for (const model::Choice& choice : problem_.adversary().choices(parties, run.ledger, &stop_)) {
      if (gave_up_) return;
      std::vector<Found> found(run.histories.size());
      receive(run, choice, 0, found);
    }
  }

  void receive(const Run& run, const model::Choice& choice, std::size_t c, std::vector<Found>& found) {
    if (c == choice.classes.size()) return move(run, choice, found);
    if (!choice.moves(c)) return receive(run, choice, c + 1, found);
    model::for_each_mail(choice, c, letters_, [&](const model::Mail& mail) {
      Found& mine = found[static_cast<std::size_t>(choice.classes[c].group)];
      mine.faults = {};
      model::add_mail(choice, c, mail, letters_, mine.faults);
      mine.by_sender = run.histories;
      for (const auto& [receiver, sender] : mine.faults.losses)
        mine.by_sender[static_cast<std::size_t>(sender)] = kLost;
      for (const model::Forgery& forgery : mine.faults.forged)
        mine.by_sender[static_cast<std::size_t>(forgery.sender)] = forgery.state;
      receive(run, choice, c + 1, found);
      mine.by_sender.clear();
      return gave_up_;
    });
  }

  /// The number of what a process knows now.
  int history(int process, const Found& found, int own) {
    std::vector<int> known = found.by_sender;
    const model::View view = problem_.setting().view;
    const bool by_count = view == model::View::kCounts || view == model::View::kCountsOwn;
    if (by_count) std::sort(known.begin(), known.end());
    if (view == model::View::kVectorId) known.push_back(process);
    if (view == model::View::kCountsOwn) known.push_back(own);
    return histories_.try_emplace(std::move(known), static_cast<int>(histories_.size())).first->second;
  }

  void move(const Run& run, const model::Choice& choice, const std::vector<Found>& found) {
    Run after = run;
    after.histories.assign(run.histories.size(), kLost);
    after.ledger = model::after(run.ledger, choice);
    std::vector<bool> moves(run.histories.size(), false);
    for (std::size_t c = 0; c < choice.classes.size(); ++c) {
      const auto p = static_cast<std::size_t>(choice.classes[c].group);
      moves[p] = choice.moves(c);
      const model::Fate fate = choice.classes[c].fate;
      if (fate == model::Fate::kCrashes || fate == model::Fate::kLeaves) after.crashed[p] = true;
    }
    for (std::size_t p = 0; p < moves.size(); ++p) {
      int hearers = 0;
      for (std::size_t q = 0; q < moves.size(); ++q)
        hearers += moves[q] && found[q].by_sender[p] != kLost ? 1 : 0;
      const auto missing =
          moves[p] ? std::count(found[p].by_sender.begin(), found[p].by_sender.end(), kLost) : n_;
      after.connected[p] =
          after.connected[p] && !after.crashed[p] && 2 * hearers > n_ && 2 * (n_ - missing) > n_;
      if (!moves[p]) continue;
      after.lost = after.lost || missing > 0;
      after.histories[p] = history(static_cast<int>(p), found[p], run.histories[p]);
    }
    const model::RoundFaults faults =
        derivation_ != nullptr ? faults_of(choice, found) : model::RoundFaults{};
    if (round_ == problem_.setting().rounds) return end(after, moves, faults);
    for (std::size_t p = 0; p < moves.size(); ++p) {
      if (after.crashed[p]) after.histories[p] = kLost;
    }
    add(std::move(after), faults);
  }

  void end(const Run& run, const std::vector<bool>& moves, const model::RoundFaults& faults) {
    count_run();
    const bool whole =
        demands_.add({run.initial, run.picked, run.crashed, run.connected, run.lost, moves, run.histories},
                     [&] { return scenario_of(run, faults); });
    gave_up_ = gave_up_ || !whole;
  }

  /// All that the adversary does in the round.
  static model::RoundFaults faults_of(const model::Choice& choice, const std::vector<Found>& found) {
    model::RoundFaults faults = model::faults_of(choice);
    for (const Found& mine : found) {
      if (mine.by_sender.empty()) continue;  // it receives nothing
      faults.losses.insert(faults.losses.end(), mine.faults.losses.begin(), mine.faults.losses.end());
      faults.forged.insert(faults.forged.end(), mine.faults.forged.begin(), mine.faults.forged.end());
    }
    return faults;
  }

  /// The scenario of a run that ends with this round.
  model::Scenario scenario_of(const Run& end, const model::RoundFaults& last) const {
    model::Scenario scenario{end.initial, {last}, end.picked};
    std::size_t past = past_;
    for (int round = problem_.setting().rounds - 1; round > 0; --round) {
      scenario.rounds.insert(scenario.rounds.begin(), pasts_[past].faults);
      past = pasts_[past].before;
    }
    return scenario;
  }

  void tell_histories() {
    std::vector<HistoryMeaning>& told = derivation_->histories.emplace_back(histories_.size());
    const auto n = static_cast<std::size_t>(n_);
    for (const auto& [known, number] : histories_) {
      HistoryMeaning& history = told[static_cast<std::size_t>(number)];
      history.received.assign(known.begin(), known.begin() + n_);
      if (problem_.setting().view == model::View::kVectorId) history.slot = known[n];
      if (problem_.setting().view == model::View::kCountsOwn) history.own = known[n];
    }
  }

  const model::Problem& problem_;
  const std::size_t most_runs_;
  base::Stop& stop_;
  const int n_;
  Derivation* derivation_;
  const std::function<void(std::size_t)>& on_runs_;
  HistoryDemands demands_;
  std::map<Run, std::size_t> runs_;  // with the number of the past that led there
  std::vector<Past> pasts_;
  std::size_t past_ = 0;  // of the run that is being extended
  std::size_t total_ = 0;
  bool gave_up_ = false;
  int round_ = 0;
  int letters_ = 0;                            // how many states can be sent in the round
  std::map<std::vector<int>, int> histories_;  // of the round
};

}  // namespace

AnyStates full_information(const model::Problem& problem, std::size_t most_runs, base::Stop& stop,
                           Derivation* derivation, const std::function<void(std::size_t)>& on_runs) {
  if (derivation != nullptr) derivation->any_states = true;
  try {
    return FullInformation(problem, most_runs, stop, derivation, on_runs).run();
  } catch (const base::Stopped&) {
    return AnyStates::kUnknown;
  }
}

}  // namespace ggms::synth
