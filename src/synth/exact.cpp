// The exact engine: counterexample-guided search. The solver proposes a machine that no learnt scenario
// refutes; the explicit checker runs it in every execution; what it finds is learnt, as demands on every
// machine. It ends with a machine that nothing refutes, or with demands that no machine meets: then the
// setting is infeasible.

#include "synth/exact.h"

#include <optional>

#include "base/check.h"
#include "synth/conclude.h"
#include "synth/renumbering.h"

namespace ggms::synth {

namespace {

constexpr std::size_t kStepsPerLesson = 64;  // of base::Stop; so many renumberings are learnt, too
constexpr std::size_t kPerCandidate = 16;    // learnt from one candidate at most; ours, by measurement
// Candidates with one table for all that are tried before each process gets its own; ours, by measurement.
constexpr std::uint64_t kAlike = 500;

/// Where processes know who they are, they may still all move by one table, as in the view `vector`. That is
/// a much smaller search, and what it finds is right for processes that know more.
std::optional<model::Machine> one_table_for_all(const model::Problem& problem, const Options& options,
                                                Statistics& done, base::Stop& stop,
                                                const OnProgress& on_progress) {
  model::Setting setting = problem.setting();
  setting.view = model::View::kVector;
  const model::Problem alike = problem.with(setting);
  ExactSearch search(alike, {.seed = options.seed, .threads = options.threads}, done.time);
  if (search.next(done, stop, on_progress, kAlike) != Answer::kFound) return std::nullopt;
  model::Machine machine(problem.setting());
  for (int round = 1; round <= setting.rounds; ++round) machine.suppose(round, 0);
  for (const auto& [entry, next] : search.machine().entries()) {
    for (int p = 0; p < setting.processes; ++p) machine.set({entry.round, p, entry.key}, next);
  }
  return machine;
}

/// The whole search; what was done before it is in `result`.
void search(const model::Problem& problem, const Options& options, base::Stop& stop,
            const OnProgress& on_progress, Result& result) {
  ExactSearch search(problem, options, result.statistics.time);
  const Answer answer = search.next(result.statistics, stop, on_progress);
  if (answer == Answer::kInfeasible) {
    result.answer = answer;
    result.derivation = search.derivation();
  }
  if (answer == Answer::kFound) conclude(search.machine(), search.checker(), stop, result);
}

}  // namespace

Result exact(const model::Problem& problem, const Options& options, base::Stop& stop,
             const OnProgress& on_progress) {
  const base::Stopwatch watch;
  Result result;
  std::optional<model::Machine> machine;
  if (problem.setting().view == model::View::kVectorId)
    machine = one_table_for_all(problem, options, result.statistics, stop, on_progress);
  if (machine) {
    verify::Explicit checker(problem);
    conclude(*machine, checker, stop, result);
  } else {
    search(problem, options, stop, on_progress, result);
  }
  result.seconds = watch.seconds();
  return result;
}

Result exact_by_process(const model::Problem& problem, const Options& options, base::Stop& stop,
                        const OnProgress& on_progress) {
  const base::Stopwatch watch;
  Result result;
  search(problem, options, stop, on_progress, result);
  result.seconds = watch.seconds();
  return result;
}

ExactSearch::ExactSearch(const model::Problem& problem, const Options& options, base::Phases& time)
    : problem_(problem),
      checker_(problem),
      solver_(problem, options.seed),
      candidate_(problem.setting()),
      rng_(options.seed, "exact renumberings") {
  if (options.derive) {
    derivation_ = std::make_shared<Derivation>();
    solver_.derive_into(*derivation_);
  }
  solver_.freeze_lossless_run();
  for (int round = 1; round <= problem.setting().rounds; ++round) candidate_.suppose(round, 0);
  time.add(phase::kPreparing, watch_.seconds());
}

Answer ExactSearch::next(Statistics& done, base::Stop& stop, const OnProgress& on_progress,
                         std::uint64_t most_candidates) {
  for (std::uint64_t tried = 0; tried < most_candidates && !stop.requested_now(); ++tried) {
    const TableSolver::Outcome outcome = propose(done, stop);
    if (outcome == TableSolver::Outcome::kStopped) break;
    if (outcome == TableSolver::Outcome::kNone) return Answer::kInfeasible;
    const verify::Verdict verdict = check_and_learn(done, stop);
    if (verdict == verify::Verdict::kUnknown) break;
    if (verdict == verify::Verdict::kVerified) return Answer::kFound;
    if (on_progress) on_progress({problem_.setting(), done, watch_.seconds()});
  }
  return Answer::kUnknown;
}

TableSolver::Outcome ExactSearch::propose(Statistics& done, base::Stop& stop) {
  const base::Booked solving(done.time, phase::kSolving);
  const TableSolver::Outcome outcome = solver_.solve(candidate_, stop);
  done.entries = solver_.entries();
  done.configurations = solver_.configurations();
  done.clauses = solver_.clauses();
  return outcome;
}

verify::Verdict ExactSearch::check_and_learn(Statistics& done, base::Stop& stop) {
  verify::ExplicitOptions verdict_only;
  verdict_only.count = false;
  verdict_only.max_violations = kPerCandidate;
  const verify::Check check = [&] {
    const base::Booked checking(done.time, phase::kChecking);
    return checker_.check(candidate_, verdict_only, stop);
  }();
  ++done.candidates;
  if (check.verdict != verify::Verdict::kViolated) return check.verdict;
  const base::Booked learning(done.time, phase::kLearning);
  done.counterexamples += check.violations.size();
  const std::uint64_t known = solver_.clauses();
  for (const verify::Violation& violation : check.violations) {
    if (stop.requested(kStepsPerLesson)) return verify::Verdict::kUnknown;
    learn_with_renumberings(violation.scenario, candidate_, solver_, rng_, stop);
  }
  if (stop.requested(0)) return verify::Verdict::kUnknown;
  CHECK(solver_.clauses() > known);  // the candidate satisfied all that was learnt before, and is refuted now
  return check.verdict;
}

}  // namespace ggms::synth
