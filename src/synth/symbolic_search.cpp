// The symbolic strategy's loop. A machine that satisfies all clauses is checked like any other.

#include "synth/symbolic_search.h"

#include <memory>
#include <utility>
#include <vector>

#include "base/check.h"
#include "synth/conclude.h"
#include "synth/symbolic.h"

namespace ggms::synth {

namespace {

constexpr std::uint64_t kMostClauses =
    1'000'000;  // of a whole unfolding; beyond that, memory and time grow; ours
constexpr std::uint64_t kMostDerived = 300'000;  // the same where each needs its reason in memory; ours
constexpr std::size_t kFollowed = 16;            // counterexamples of a candidate that are followed; ours

class SymbolicSearch {
 public:
  SymbolicSearch(const model::Problem& problem, const Options& options, base::Stop& stop,
                 const OnProgress& on_progress, Result& result)
      : problem_(problem),
        stop_(stop),
        on_progress_(on_progress),
        result_(result),
        most_clauses_(options.strategy == Strategy::kSymbolic ? UINT64_MAX
                      : options.derive                        ? kMostDerived
                                                              : kMostClauses),
        derivation_(options.derive ? std::make_shared<Derivation>() : nullptr),
        in_parts_(!options.derive && (problem.setting().view == model::View::kCounts ||
                                      problem.setting().view == model::View::kCountsOwn)),
        symbolic_(problem, options.seed, in_parts_, derivation_.get()),
        checker_(problem),
        candidate_(problem.setting()) {
    for (int round = 1; round <= problem.setting().rounds; ++round) candidate_.suppose(round, 0);
  }

  /// False if that is too large or too hard.
  bool run(std::optional<int> most_conflicts) {
    if (!in_parts_) return whole(most_conflicts);
    part_by_part();
    return true;
  }

 private:
  /// Everything at once. False if that is too large or too hard.
  bool whole(std::optional<int> most_conflicts) {
    const Symbolic::Extent extent = [&] {
      const base::Booked learning(result_.statistics.time, phase::kLearning);
      return symbolic_.add_all(most_clauses_, stop_);
    }();
    note();
    if (extent == Symbolic::Extent::kTooLarge) return false;
    if (extent == Symbolic::Extent::kStopped) return true;
    const Symbolic::Outcome outcome = propose(most_conflicts);
    if (outcome == Symbolic::Outcome::kStopped) return !most_conflicts || stop_.requested(0);
    if (outcome == Symbolic::Outcome::kNone) return true;
    ++result_.statistics.candidates;
    conclude(candidate_, checker_, stop_, result_);
    return true;
  }

  /// Only what refutes a candidate, candidate by candidate.
  void part_by_part() {
    while (!stop_.requested_now() && propose() == Symbolic::Outcome::kCandidate) {
      verify::ExplicitOptions verdict_only;
      verdict_only.count = false;
      verdict_only.max_violations = kFollowed;
      const auto [check, points] = [&] {
        const base::Booked checking(result_.statistics.time, phase::kChecking);
        return checker_.refute(candidate_, verdict_only, stop_);
      }();
      ++result_.statistics.candidates;
      if (check.verdict == verify::Verdict::kVerified) return conclude(candidate_, checker_, stop_, result_);
      if (check.verdict == verify::Verdict::kUnknown || !learn(points)) return;
      if (on_progress_) on_progress_({problem_.setting(), result_.statistics, watch_.seconds(), {}});
    }
  }

  Symbolic::Outcome propose(std::optional<int> most_conflicts = {}) {
    const base::Booked solving(result_.statistics.time, phase::kSolving);
    const Symbolic::Outcome outcome = symbolic_.solve(candidate_, stop_, most_conflicts);
    if (outcome == Symbolic::Outcome::kNone) {
      result_.answer = Answer::kInfeasible;
      result_.derivation = derivation_;
    }
    return outcome;
  }

  bool learn(const std::vector<verify::Explicit::Point>& way) {
    const base::Booked learning(result_.statistics.time, phase::kLearning);
    for (const verify::Explicit::Point& point : way)
      result_.statistics.counterexamples += point.boundary == 0 ? 1 : 0;
    std::vector<Symbolic::Point> points;
    for (const verify::Explicit::Point& point : way)
      points.push_back({point.boundary, point.key, point.fact});
    const std::uint64_t known = symbolic_.clauses();
    if (!symbolic_.add(points, stop_)) return false;
    note();
    CHECK(symbolic_.clauses() > known);  // the candidate satisfied all clauses before, and is refuted now
    return true;
  }

  void note() {
    result_.statistics.entries = symbolic_.entries();
    result_.statistics.configurations = symbolic_.configurations();
    result_.statistics.clauses = symbolic_.clauses();
  }

  const model::Problem& problem_;
  base::Stopwatch watch_;
  base::Stop& stop_;
  const OnProgress& on_progress_;
  Result& result_;
  const std::uint64_t most_clauses_;  // where the strategy was asked for, only time and memory limit them
  const std::shared_ptr<Derivation> derivation_;
  const bool in_parts_;
  Symbolic symbolic_;
  verify::Explicit checker_;
  model::Machine candidate_;
};

}  // namespace

bool search_symbolically(const model::Problem& problem, const Options& options, base::Stop& stop,
                         const OnProgress& on_progress, Result& result, std::optional<int> most_conflicts) {
  SymbolicSearch search(problem, options, stop, on_progress, result);
  if (!search.run(most_conflicts)) return false;
  result.strategy = Strategy::kSymbolic;
  return true;
}

}  // namespace ggms::synth
