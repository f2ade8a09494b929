// GGMS Algorithm 5: enumerates all initial values and all choices of the adversary, runs each scenario and
// checks it. Runs that begin alike share their beginning. The enumeration does not vary messages to processes
// that make no move, but counts their variants: a crash reaches any subset of the others, which gives the
// paper's count of scenarios, 2^n * sum over k <= f of binomial(n, k) * (r * 2^(n-1))^k for crashes.

#include "verify/scenarios.h"

#include <atomic>
#include <numeric>
#include <optional>

#include "base/error.h"
#include "base/parallel.h"
#include "base/stopped.h"
#include "model/step.h"
#include "spec/evaluation.h"

namespace ggms::verify {

namespace {

struct Best {
  model::FaultCount faults;
  Violation violation;
};

/// Runs all scenarios that begin with given initial values.
class Enumeration {
 public:
  Enumeration(const model::Problem& problem, const model::Machine& machine, int first_faulty_round,
              std::atomic<bool>& stopped, base::Stop& stop)
      : problem_(problem),
        machine_(machine),
        first_faulty_round_(first_faulty_round),
        stopped_(stopped),
        stop_(stop),
        n_(problem.setting().processes) {}

  void run(const std::vector<int>& initial) try {
    const bool calm = first_faulty_round_ > problem_.setting().rounds;
    problem_.adversary().for_each_pick([&](const std::vector<model::Role>& picked) {
      if (calm && !model::none_picked(picked)) return;
      scenario_ = {initial, {}, {}};
      if (problem_.adversary().roles().size() > 1) scenario_.picked = picked;
      round(1, model::start(problem_, scenario_), {}, 1);
    });
  } catch (const base::Stopped&) {
    stopped_ = true;
  }

  std::uint64_t count = 0;
  std::uint64_t failing = 0;
  std::optional<Best> best;

 private:
  /// Tries every coupled choice of a round. `ways`: the number of scenarios that this run stands for.
  void round(int number, const model::Situation& before, const model::Ledger& ledger, std::uint64_t ways) {
    if (number > problem_.setting().rounds) return finish(before, ways);
    std::vector<model::Party> parties;
    for (int p = 0; p < n_; ++p) {
      const model::Role role = scenario_.role(p);
      const bool present =
          before.processes[static_cast<std::size_t>(p)].state != model::ProcessNow::kAbsent ||
          !model::Adversary::has_state(role);
      parties.push_back({present ? 1 : 0, role});
    }
    const model::Adversary& adversary = problem_.adversary();
    const std::vector<model::Choice> choices = number < first_faulty_round_
                                                   ? std::vector{adversary.calm(parties)}
                                                   : adversary.choices(parties, ledger, &stop_);
    for (const model::Choice& choice : choices) {
      if (stopped_) return;
      scenario_.rounds.push_back(model::faults_of(choice));
      mails(number, before, choice, 0, model::after(ledger, choice), ways * unread(choice, number));
      scenario_.rounds.pop_back();
    }
  }

  /// The number of variants of messages to processes that make no move.
  std::uint64_t unread(const model::Choice& choice, int number) const {
    const auto letters = static_cast<std::uint64_t>(problem_.setting().alphabet(number - 1));
    std::size_t moving = 0;
    for (std::size_t c = 0; c < choice.classes.size(); ++c) moving += choice.moves(c) ? 1 : 0;
    std::uint64_t ways = 1;
    for (std::size_t sender = 0; sender < choice.classes.size(); ++sender) {
      const model::Link link = choice.link(sender, sender);
      const std::uint64_t each = link == model::Link::kAtRisk   ? 2
                                 : link == model::Link::kForged ? letters + 1
                                                                : 1;
      const std::size_t idle = static_cast<std::size_t>(n_) - moving - (choice.moves(sender) ? 0 : 1);
      for (std::size_t i = 0; i < idle; ++i) ways *= each;
    }
    return ways;
  }

  /// Gives each receiver, from class `c` on, every mail that the choice allows.
  void mails(int number, const model::Situation& before, const model::Choice& choice, std::size_t c,
             const model::Ledger& ledger, std::uint64_t ways) {
    if (c == choice.classes.size()) return move(number, before, ledger, ways);
    if (!choice.moves(c)) return mails(number, before, choice, c + 1, ledger, ways);
    const int letters = problem_.setting().alphabet(number - 1);
    model::for_each_mail(choice, c, letters, [&](const model::Mail& mail) {
      const std::size_t losses = scenario_.rounds.back().losses.size();
      const std::size_t forged = scenario_.rounds.back().forged.size();
      model::add_mail(choice, c, mail, letters, scenario_.rounds.back());
      mails(number, before, choice, c + 1, ledger, ways);
      scenario_.rounds.back().losses.resize(losses);
      scenario_.rounds.back().forged.resize(forged);
      return stopped_.load();
    });
  }

  void move(int number, const model::Situation& before, const model::Ledger& ledger, std::uint64_t ways) {
    const model::Step step(problem_, machine_.keys(number), number, scenario_, before);
    std::vector<int> next(static_cast<std::size_t>(n_), 0);
    for (std::size_t p = 0; p < next.size(); ++p) {
      const model::Reception& reception = step.receptions()[p];
      if (reception.kind != model::Reception::Kind::kMoves) continue;
      next[p] = machine_.next(reception.entry);
      if (next[p] == model::Machine::kUndefined) {
        count += ways;
        return report(Violation::kUndefined, ways);
      }
    }
    round(number + 1, step.after(next), ledger, ways);
  }

  void finish(const model::Situation& end, std::uint64_t ways) {
    count += ways;
    if (stop_.requested()) stopped_ = true;
    const spec::Outcome outcome = model::outcome_of(problem_, scenario_, end);
    const spec::Spec& spec = problem_.specification();
    for (std::size_t i = 0; i < spec.properties.size(); ++i) {
      if (spec::evaluate(spec.formulas, spec.properties[i].formula, outcome, stop_)) continue;
      return report(static_cast<int>(i), ways);
    }
  }

  /// Keeps the first violation of those with the fewest faults.
  void report(int property, std::uint64_t ways) {
    failing += ways;
    const model::FaultCount faults = model::count_faults(scenario_);
    if (best && (best->faults < faults || (best->faults == faults &&
                                           model::lexicographic(best->violation.scenario, scenario_) <= 0))) {
      return;
    }
    best = Best{faults, {property, scenario_}};
  }

  const model::Problem& problem_;
  const model::Machine& machine_;
  int first_faulty_round_;
  std::atomic<bool>& stopped_;
  base::Stop& stop_;
  int n_;
  model::Scenario scenario_;
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
    1U << 20;  // vectors of initial values; more would take too long to run one by one

}  // namespace

Check check_scenarios(const model::Problem& problem, const model::Machine& machine, int threads,
                      base::Stop& stop, const ScenarioRange& range) {
  const int n = problem.setting().processes;
  std::uint64_t vectors = 1;
  for (int i = 0; i < n; ++i) {
    vectors *= static_cast<std::uint64_t>(problem.setting().initial);
    if (vectors > kMaxInitial) {
      throw base::Error(
          "too many initial values to run all scenarios one by one; the explicit checker does without");
    }
  }
  const auto initial = range.initial.empty() ? all_vectors(n, problem.setting().initial) : range.initial;
  std::atomic<bool> stopped{false};
  std::vector<std::uint64_t> counts(initial.size()), failing(initial.size());
  std::vector<std::optional<Best>> found(initial.size());
  std::vector<base::Stop> stops(initial.size(), stop);
  base::parallel_for(initial.size(), threads, [&](std::size_t i) {
    if (stopped) return;  // there can be 2^20 initial vectors, and even starting each takes some time
    Enumeration enumeration(problem, machine, range.first_faulty_round, stopped, stops[i]);
    enumeration.run(initial[i]);
    counts[i] = enumeration.count;
    failing[i] = enumeration.failing;
    found[i] = std::move(enumeration.best);
  });

  Check check;
  check.scenarios = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
  check.failing = std::accumulate(failing.begin(), failing.end(), std::uint64_t{0});
  const std::optional<Best>* best = nullptr;
  for (const auto& candidate : found) {
    if (candidate && (best == nullptr || candidate->faults < (*best)->faults)) best = &candidate;
  }
  if (stopped) stop.requested_now();
  check.verdict = best != nullptr ? Verdict::kViolated : stopped ? Verdict::kUnknown : Verdict::kVerified;
  if (best != nullptr) {
    check.violations.push_back((*best)->violation);
    check.fewest = !stopped || (*best)->faults == model::FaultCount{};
  }
  return check;
}

}  // namespace ggms::verify
