#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <tsl/robin_map.h>
#include <tsl/robin_set.h>

#include "base/stop.h"
#include "model/machine.h"
#include "model/problem.h"
#include "model/step.h"
#include "synth/derivation.h"
#include "synth/entry_variables.h"
#include "synth/scenario_keys.h"

namespace CaDiCaL {
class Solver;
}

namespace ggms::synth {

/// Which machines can still be right, as clauses: a one-hot variable for each (table entry, next state), made
/// when the entry is first needed, and a variable "reached" for each configuration that some learnt scenario
/// passes through. Learning a scenario adds what it demands of *every* machine, so a clause set that has no
/// model proves that no machine exists.
class TableSolver {
 public:
  enum class Outcome { kCandidate, kNone, kStopped };

  /// `problem` has to outlive it.
  TableSolver(const model::Problem& problem, std::uint64_t seed);
  ~TableSolver();

  /// Theorem 2 of GGMS: state names mean nothing, so the moves of one lossless run can be fixed in advance.
  void freeze_lossless_run();

  /// Fixes one move for good.
  void fix(const model::Entry& entry, int next);

  /// Rules out every machine that makes all these moves.
  void forbid(const std::vector<std::pair<model::Entry, model::State>>& moves);

  /// Keeps all clauses, for conflict(). Before anything is learnt.
  void keep_clauses() { keeps_ = true; }

  /// Writes down all clauses and what they rest on, with processes told apart in every view. Before anything
  /// is learnt; `derivation` has to outlive it.
  void derive_into(Derivation& derivation);

  /// Looks for a machine with these moves that satisfies everything learnt, and writes its entries into
  /// `machine`. If there is none: indices into `moves` that already rule it out (none: no machine exists at
  /// all). nullopt if there is one, or if stopped. Asked of a fresh solver, so that the answer depends on
  /// nothing but what was learnt.
  std::optional<std::vector<std::size_t>> conflict(const std::vector<std::pair<model::Entry, int>>& moves,
                                                   model::Machine& machine, base::Stop& stop);

  /// Adds all that the scenario demands. `machine` is the candidate that it refutes: where the scenario
  /// branches too much, only the branch that this machine takes is added. If stopped, only a part is.
  void learn(const model::Scenario& scenario, const model::Machine& machine, base::Stop& stop);

  /// Looks for a machine that satisfies everything learnt, and writes its entries into `machine`; entries
  /// without a variable are left to what the machine supposes.
  Outcome solve(model::Machine& machine, base::Stop& stop);

  /// Whether configurations are multisets, so that renumbering processes changes nothing.
  bool processes_are_alike() const { return unordered_; }

  std::uint64_t entries() const { return entries_.size(); }
  std::uint64_t configurations() const { return reached_.size(); }
  std::uint64_t clauses() const { return clauses_; }

 private:
  /// One table entry that a round uses, and by whom.
  struct Move {
    model::Entry entry;
    std::vector<int> processes;  // that use it
  };
  static constexpr int kTrue = 0;  // "reached" of an initial configuration: no literal needed

  int fresh();
  void add_clause(std::vector<int> clause, Reason reason = {});
  EntryVariables::Hooks hooks();
  int reached(int boundary, const model::Situation& situation);
  static std::vector<Move> moves(const model::Step& step);
  void follow(int round, const model::Situation& situation, int here);
  void branch(int round, const model::Step& step, int here, const std::vector<Move>& moves);
  void demand(const model::Step& step, int here, const std::vector<Move>& moves);
  void demand_whole(std::size_t property, spec::Outcome end, int here, const std::vector<Move>& moves);
  Reason step_reason(int round, int here, int there) const;
  Reason end_reason(int here, std::size_t property) const;

  const model::Problem& problem_;
  int most_nodes_;     // of a scenario's tree that branch
  bool unordered_;     // configurations are multisets
  ScenarioKeys keys_;  // of the scenario that is being learnt
  std::unique_ptr<CaDiCaL::Solver> solver_;
  int variables_ = 0;
  bool keeps_ = false;
  std::vector<int> kept_;  // clauses, each followed by 0
  std::optional<Deriver> deriver_;
  std::uint64_t clauses_ = 0;
  EntryVariables entries_;
  tsl::robin_map<Words, int, HashWords> reached_;  // variable of a configuration
  tsl::robin_set<Words, HashWords> known_;         // clauses that were added already
  tsl::robin_set<Words, HashWords> followed_;      // configurations with what follows, learnt in full
  tsl::robin_set<Words, HashWords> passed_;        // those of one scenario by the candidate's way alone
  bool whole_ = true;                              // whether the current node was
  int nodes_ = 0;                                  // of the tree of the scenario that is being learnt
  const model::Scenario* scenario_ = nullptr;      // being learnt
  const model::Machine* candidate_ = nullptr;
  base::Stop* stop_ = nullptr;  // of that learning
};

}  // namespace ggms::synth
