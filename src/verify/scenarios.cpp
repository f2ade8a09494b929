// GGMS Algorithm 5: enumerate all initial values and all that the adversary may do, run each, check each.
// Runs that begin alike share their beginning. Messages to processes that make no move are lost or not like
// all others: this is the count of scenarios that the paper uses, 2^n * sum over k <= f of binomial(n, k) *
// (r * 2^(n-1))^k for crashes.

#include "verify/scenarios.h"

#include <atomic>
#include <numeric>
#include <optional>

#include "base/error.h"
#include "base/parallel.h"

namespace ggms::verify {

namespace {

struct Best {
  model::FaultCount faults;
  Violation violation;
};

/// All scenarios that begin with given initial values.
class Enumeration {
 public:
  Enumeration(const model::Problem& problem, const model::Machine& machine, std::atomic<bool>& stopped,
              base::Stop& stop)
      : problem_(problem),
        machine_(machine),
        stopped_(stopped),
        stop_(stop),
        n_(problem.setting().processes) {}

  void run(const std::vector<int>& initial) {
    scenario_ = {initial, {}};
    facts_of_initial_ = problem_.compiled().initial_facts_of(initial);
    round(1, initial, false, {});
  }

  std::uint64_t count = 0;
  std::optional<Best> best;

 private:
  static constexpr int kAbsent = model::Execution::kAbsent;

  /// Tries every coupled choice, in lexicographic order.
  void round(int number, const std::vector<int>& states, bool lost, model::FaultCount faults) {
    if (number > problem_.setting().rounds) return finish(states, lost, faults);
    std::vector<int> live;
    for (const int state : states) live.push_back(state == kAbsent ? 0 : 1);
    const int failed = n_ - std::accumulate(live.begin(), live.end(), 0);
    for (const model::Choice& choice : model::choices(problem_.setting().faults, live, failed)) {
      if (stopped_) return;
      scenario_.rounds.emplace_back();
      std::vector<std::pair<int, int>> risks;
      for (int receiver = 0; receiver < n_; ++receiver) {
        const auto to = static_cast<std::size_t>(receiver);
        const model::Delivery& delivery = choice.deliveries[static_cast<std::size_t>(choice.delivery[to])];
        if (choice.crashing[to] > 0) scenario_.rounds.back().crashing.push_back(receiver);
        for (int sender = 0; sender < n_; ++sender) {
          if (sender != receiver && delivery.at_risk[static_cast<std::size_t>(sender)] > 0) {
            risks.emplace_back(receiver, sender);
          }
        }
      }
      model::FaultCount then = faults;
      then.failures += choice.failures;
      losses(number, states, choice, risks, 0, lost, then);
      scenario_.rounds.pop_back();
    }
  }

  /// Loses every subset of the messages at risk, in lexicographic order.
  void losses(int number, const std::vector<int>& states, const model::Choice& choice,
              const std::vector<std::pair<int, int>>& risks, std::size_t i, bool lost,
              model::FaultCount faults) {
    if (i == risks.size()) return move(number, states, choice, lost, faults);
    losses(number, states, choice, risks, i + 1, lost, faults);
    scenario_.rounds.back().losses.push_back(risks[i]);
    ++faults.losses;
    losses(number, states, choice, risks, i + 1, lost, faults);
    scenario_.rounds.back().losses.pop_back();
  }

  void move(int number, const std::vector<int>& states, const model::Choice& choice, bool lost,
            model::FaultCount faults) {
    const model::Keys& keys = machine_.keys(number);
    const auto& losses = scenario_.rounds.back().losses;
    std::vector<int> next(states.size(), kAbsent);
    auto loss = losses.begin();
    for (int receiver = 0; receiver < n_; ++receiver) {
      const auto to = static_cast<std::size_t>(receiver);
      const bool moves = choice.moving[to] > 0;
      model::Entry entry{number, keys.slot(receiver), moves ? keys.own_weight(states[to]) : 0};
      for (int sender = 0; sender < n_; ++sender) {
        const bool is_lost = loss != losses.end() && *loss == std::pair(receiver, sender);
        if (is_lost) ++loss;
        if (!moves) continue;
        const int state = states[static_cast<std::size_t>(sender)];
        if (state == kAbsent || is_lost) {
          lost = true;
        } else {
          entry.key += keys.weight(sender, state);
        }
      }
      if (!moves) continue;
      const model::State state = machine_.next(entry);
      if (state == model::Machine::kUndefined) return report(Violation::kUndefined, faults);
      next[to] = state;
    }
    round(number + 1, next, lost, faults);
  }

  void finish(const std::vector<int>& states, bool lost, model::FaultCount faults) {
    ++count;
    if (stop_.requested()) stopped_ = true;
    spec::Outcome outcome;
    outcome.facts = {lost, faults.failures > 0, faults.failures, facts_of_initial_};
    for (int p = 0; p < n_; ++p) {
      const int decision = states[static_cast<std::size_t>(p)];
      spec::Observation seen;
      seen.name = p;
      seen.initial = scenario_.initial[static_cast<std::size_t>(p)];
      seen.decision = decision;
      seen.decided_in = problem_.setting().rounds;
      seen.correct = decision != kAbsent;
      outcome.processes.push_back(seen);
    }
    const spec::Spec& spec = problem_.specification();
    for (std::size_t i = 0; i < spec.properties.size(); ++i) {
      if (spec::evaluate(spec.formulas, spec.properties[i].formula, outcome)) continue;
      return report(static_cast<int>(i), faults);
    }
  }

  /// Scenarios come in lexicographic order, so the first of the fewest faults stays.
  void report(int property, model::FaultCount faults) {
    if (property == Violation::kUndefined) ++count;
    if (!best || faults < best->faults) best = Best{faults, {property, scenario_}};
  }

  const model::Problem& problem_;
  const model::Machine& machine_;
  std::atomic<bool>& stopped_;
  base::Stop& stop_;
  int n_;
  model::Scenario scenario_;
  std::uint64_t facts_of_initial_ = 0;
};

/// All vectors of n values below `values`, in lexicographic order.
std::vector<std::vector<int>> all_vectors(int n, int values) {
  std::vector<std::vector<int>> all{{}};
  for (int i = 0; i < n; ++i) {
    std::vector<std::vector<int>> longer;
    for (const auto& vector : all) {
      for (int value = 0; value < values; ++value) {
        longer.push_back(vector);
        longer.back().push_back(value);
      }
    }
    all = std::move(longer);
  }
  return all;
}

constexpr std::uint64_t kMaxInitial =
    1U << 20;  // vectors of initial values; more can't be run one by one anyway

}  // namespace

Check check_scenarios(const model::Problem& problem, const model::Machine& machine, int threads,
                      base::Stop& stop) {
  const int n = problem.setting().processes;
  std::uint64_t vectors = 1;
  for (int i = 0; i < n; ++i) {
    vectors *= static_cast<std::uint64_t>(problem.setting().initial);
    if (vectors > kMaxInitial) {
      throw base::Error(
          "--method scenarios: too many initial values to run one by one; use --method explicit");
    }
  }
  if (problem.compiled().uses_connected()) {
    throw base::Error("a property uses 'connected', which no checker knows in this version");
  }
  const auto initial = all_vectors(n, problem.setting().initial);
  std::atomic<bool> stopped{false};
  std::vector<std::uint64_t> counts(initial.size());
  std::vector<std::optional<Best>> found(initial.size());
  std::vector<base::Stop> stops(initial.size(), stop);
  base::parallel_for(initial.size(), threads, [&](std::size_t i) {
    Enumeration enumeration(problem, machine, stopped, stops[i]);
    enumeration.run(initial[i]);
    counts[i] = enumeration.count;
    found[i] = std::move(enumeration.best);
  });

  Check check;
  check.scenarios = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
  const std::optional<Best>* best = nullptr;
  for (const auto& candidate : found) {
    if (candidate && (best == nullptr || candidate->faults < (*best)->faults)) best = &candidate;
  }
  if (stopped) stop.requested_now();
  check.verdict = best != nullptr ? Verdict::kViolated : stopped ? Verdict::kUnknown : Verdict::kVerified;
  if (best != nullptr) check.violations.push_back((*best)->violation);
  return check;
}

}  // namespace ggms::verify
