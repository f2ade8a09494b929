// The exact engine has two strategies. Counterexample-guided search: the solver proposes a machine that no
// learnt scenario refutes; the explicit checker runs it in every execution; what it finds is learnt, as
// demands on every machine. It ends with a machine that nothing refutes, or with demands that no machine
// meets: then the setting is infeasible. The symbolic strategy (symbolic.h) demands at once all that any
// execution demands.

#include "synth/exact.h"

#include <optional>

#include "base/check.h"
#include "synth/conclude.h"
#include "synth/renumbering.h"
#include "synth/symbolic_search.h"

namespace ggms::synth {

namespace {

constexpr std::size_t kStepsPerLesson = 64;  // of base::Stop; so many renumberings are learnt, too
constexpr std::size_t kPerCandidate = 16;    // learnt from one candidate at most; ours, by measurement
// What is tried with one table for all before each process gets its own: candidates, or conflicts of the
// symbolic strategy. Ours, by measurement.
constexpr std::uint64_t kAlike = 500;
constexpr int kAlikeConflicts = 20'000;

constexpr int kManyProcesses = 150;  // so many make learning a counterexample slow; ours, by measurement

/// Whether the symbolic strategy is tried first. By measurement (docs/benchmarks.md): where processes only
/// crash, a few counterexamples are enough, and configurations are many; but not where each process has a
/// table of its own.
bool prefers_symbolic(const model::Problem& problem, const Options& options) {
  if (options.derive && problem.compiled().uses_connected()) return false;  // its steps can't be audited
  if (options.strategy != Strategy::kAuto) return options.strategy == Strategy::kSymbolic;
  const model::Adversary& adversary = problem.adversary();
  const bool only_crashes = adversary.roles().size() == 1 && adversary.ledgers() == 1;
  return !only_crashes || problem.setting().view == model::View::kVectorId ||
         problem.setting().processes >= kManyProcesses;
}

/// The machine in which each process has this table of the view `vector`.
model::Machine for_each_process(const model::Machine& alike, const model::Setting& setting) {
  model::Machine machine(setting);
  for (int round = 1; round <= setting.rounds; ++round) machine.suppose(round, 0);
  for (const auto& [entry, next] : alike.entries()) {
    for (int p = 0; p < setting.processes; ++p) machine.set({entry.round, p, entry.key}, next);
  }
  return machine;
}

/// Where processes know who they are, they may still all move by one table, as in the view `vector`. That is
/// a much smaller search, and what it finds is right for processes that know more. Books what it does in
/// `result`.
std::optional<model::Machine> one_table_for_all(const model::Problem& problem, const Options& options,
                                                base::Stop& stop, const OnProgress& on_progress,
                                                Result& result) {
  model::Setting setting = problem.setting();
  setting.view = model::View::kVector;
  const model::Problem alike = problem.with(setting);
  if (prefers_symbolic(alike, options)) {
    Result found;
    found.statistics = result.statistics;
    Options without_derivation = options;
    without_derivation.derive = false;
    const bool is_told =
        search_symbolically(alike, without_derivation, stop, on_progress, found, kAlikeConflicts);
    result.statistics = found.statistics;
    result.strategy = Strategy::kSymbolic;
    if (found.machine) return for_each_process(*found.machine, problem.setting());
    if (is_told) return std::nullopt;
  }
  result.strategy = Strategy::kCounterexamples;
  ExactSearch search(alike, {.seed = options.seed, .threads = options.threads}, result.statistics.time);
  if (search.next(result.statistics, stop, on_progress, kAlike) != Answer::kFound) return std::nullopt;
  return for_each_process(search.machine(), problem.setting());
}

/// The counterexample-guided search; what was done before it is in `result`.
void search_by_counterexamples(const model::Problem& problem, const Options& options, base::Stop& stop,
                               const OnProgress& on_progress, Result& result) {
  ExactSearch search(problem, options, result.statistics.time);
  const Answer answer = search.next(result.statistics, stop, on_progress);
  if (answer == Answer::kInfeasible) {
    result.answer = answer;
    result.derivation = search.derivation();
  }
  if (answer == Answer::kFound) conclude(search.machine(), search.checker(), stop, result);
}

/// The whole search, by the strategy that suits the setting; what was done before it is in `result`.
void search(const model::Problem& problem, const Options& options, base::Stop& stop,
            const OnProgress& on_progress, Result& result) {
  if (prefers_symbolic(problem, options) && search_symbolically(problem, options, stop, on_progress, result))
    return;
  result.strategy = Strategy::kCounterexamples;
  search_by_counterexamples(problem, options, stop, on_progress, result);
}

}  // namespace

Result exact(const model::Problem& problem, const Options& options, base::Stop& stop,
             const OnProgress& on_progress) {
  const base::Stopwatch watch;
  Result result;
  std::optional<model::Machine> machine;
  if (problem.setting().view == model::View::kVectorId && options.strategy != Strategy::kSymbolic)
    machine = one_table_for_all(problem, options, stop, on_progress, result);
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
