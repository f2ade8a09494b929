#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/phases.h"
#include "base/stop.h"
#include "model/machine.h"
#include "model/problem.h"
#include "search/moves.h"
#include "search/options.h"
#include "synth/derivation.h"
#include "synth/full_information.h"
#include "verify/check.h"

namespace ggms::synth {

enum class Answer { kFound, kInfeasible, kUnknown };

/// How the exact engine searches.
enum class Strategy {
  kAuto,             // chosen from the setting
  kCounterexamples,  // machines are proposed, checked, and refuted by counterexamples (TableSolver)
  kSymbolic,         // all that any machine may do becomes clauses (Symbolic)
};

/// "auto", "counterexamples", "symbolic".
std::string to_string(Strategy strategy);
/// The inverse of to_string; throws base::Error, which lists the words.
Strategy parse_strategy(const std::string& text);
std::vector<std::string> strategy_names();

/// What every engine is told besides the problem.
struct Options {
  std::uint64_t seed = 1;
  int threads = 0;  // 0: all processors
  search::Options learning = {};
  /// Learning engines: called at the end of each episode with the state that learning can be resumed from.
  std::function<void(const std::string&)> on_checkpoint = {};
  std::optional<std::string> resume = {};  // such a state; none: begin anew
  std::optional<std::string> policy = {};  // weights to begin with, as policy::Policy::save gives them
  std::string resume_file = {}, policy_file = {};  // what errors cite
  bool keep_policy = false;                        // whether Result::policy is asked for
  bool count_failing = false;                      // whether Learning::failing is asked for
  bool derive = false;                             // whether Result::derivation is asked for
  Strategy strategy = Strategy::kAuto;             // of the exact engine
};

/// The scenarios of one phase, counted as the paper counts its counterexamples (GGMS Algorithm 5): how many
/// there are, and in how many of them a machine breaks a property.
struct Failing {
  std::uint64_t scenarios = 0;
  std::uint64_t failing = 0;
};

/// What the learning engines did.
struct Learning {
  std::uint64_t episodes = 0;
  std::uint64_t simulations = 0;
  std::uint64_t failed = 0;             // counterexamples of the last episode's machine
  std::optional<Failing> failing = {};  // what that machine fails in, if Options::count_failing
  std::uint64_t freezes = 0;            // transitions frozen as ambiguous, over time
  std::uint64_t unfreezes = 0;          // times that frozen transitions were proved wrong
  int phase = 0;                        // of guided search, from 0
  int phases = 0;                       // how many there are
  double loss = 0;                      // cross-entropy of the policy
  search::Moves moves;  // of all table entries, now; of a found machine: of the reachable ones
};

/// What engines book their time under.
namespace phase {
constexpr std::string_view kPreparing = "preparing";  // what a search needs before it begins
constexpr std::string_view kSolving = "solving";      // a solver looks for a machine or a contradiction
constexpr std::string_view kChecking = "checking";    // a checker runs a machine
constexpr std::string_view kCounting = "counting";    // all scenarios in which a machine fails
constexpr std::string_view kLearning = "learning";    // from counterexamples
constexpr std::string_view kSearching = "searching";  // in the game's tree
constexpr std::string_view kTraining = "training";    // of the policy
constexpr std::string_view kProving = "proving";      // infeasible, by the exact engine, after a learning one
constexpr std::string_view kForbidding = "forbidding";  // what was found, where all protocols are asked for
constexpr std::string_view kCheckpoint = "checkpoint";  // writing it
constexpr std::string_view kFullInformation = "full information";
}  // namespace phase

/// What an engine did, for reports. Counters that an engine does not have stay 0.
struct Statistics {
  std::uint64_t candidates = 0;       // machines that were checked
  std::uint64_t counterexamples = 0;  // scenarios that the checker gave back
  std::uint64_t entries = 0;          // table entries that became variables
  std::uint64_t configurations = 0;   // reached configurations that became variables
  std::uint64_t clauses = 0;
  std::uint64_t protocols = 0;  // different ones that were found, where all are asked for
  base::Phases time;
  Learning learning;
};

/// The answer for one setting. A found machine has reachable entries only, and was checked: `check` has the
/// counts and uses.
struct Result {
  Answer answer = Answer::kUnknown;
  std::optional<model::Machine> machine;
  verify::Check check;
  Statistics statistics;
  double seconds = 0;
  std::string policy;                            // the learnt weights, if asked for
  std::shared_ptr<const Derivation> derivation;  // of an infeasible answer, if asked for
  Strategy strategy = Strategy::kAuto;  // with which the exact engine got its answer; kAuto: it has none
};

/// Progress of a running engine, now and then.
struct Progress {
  model::Setting setting;
  Statistics statistics;
  double seconds = 0;
  std::optional<std::uint64_t> runs =
      {};  // beginnings of runs that full information went through, if it is asked
};
using OnProgress = std::function<void(const Progress&)>;

/// One setting that growth tried.
struct Attempt {
  model::Setting setting;
  Answer answer = Answer::kUnknown;
  double seconds = 0;
  bool any_states = false;                         // the answer holds for any number of states
  std::optional<AnyStates> full_information = {};  // what it said, if it was asked
};

/// What growth came to: the last attempt is the answer if it was found.
struct Growth {
  std::vector<Attempt> attempts;
  Result result;  // of the found setting, or of the last one tried
  model::Setting setting;
  base::Phases time = {};  // of all attempts
};

/// Seconds that full information may take where `left` seconds are left (infinity: without a deadline): a
/// third of them; without a deadline ten times the `searching` seconds that the sized searches of the same
/// round took, and at least ten seconds. What it then leaves open is unknown.
double seconds_for_full_information(double left, double searching);

/// Which of rounds and states are given; the others grow from 1 up to their limits.
struct Range {
  std::optional<int> rounds;
  std::optional<int> states;
  int max_rounds = 0;
  int max_states = 4;
  /// Tests bring their own.
  std::function<double(double left, double searching)> seconds_for_full_information =
      synth::seconds_for_full_information;
  bool default_max_rounds = false;  // that limit of rounds was not asked for
};

/// An engine: answers for one setting.
using Engine = std::function<Result(const model::Problem&, const Options&, base::Stop&, const OnProgress&)>;

/// The engines by name, as --engine takes them: "ggms", "mcts", "mcts+dfs", "exact".
std::vector<std::string> engine_names();
/// Throws base::Error that lists the engines.
Engine engine(const std::string& name);

/// For rounds = 1, 2, ... and states = 1, 2, ... within the range: the first feasible setting. A one-round
/// machine has no internal states, so it is tried with one state only. Where the number of states is open,
/// full information may rule out a number of rounds for all of them. `on_attempt` hears of every setting that
/// was tried.
Growth grow(const spec::Spec& spec, const model::Setting& setting, const Range& range, const Engine& engine,
            const Options& options, base::Stop& stop, const OnProgress& on_progress,
            const std::function<void(const Attempt&, const Result&)>& on_attempt);

}  // namespace ggms::synth
