#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "base/stop.h"
#include "model/problem.h"
#include "synth/demands.h"
#include "synth/derivation.h"
#include "synth/sat.h"

namespace ggms::synth {

/// How a run of full information ends, without the decisions of its last round.
struct HistoryEnd {
  const std::vector<int>& initial;
  const std::vector<model::Role>& picked;
  const std::vector<bool>& crashed;
  const std::vector<bool>& connected;
  bool lost;
  const std::vector<bool>& moves;     // in the last round
  const std::vector<int>& histories;  // the number of what each that moves knows
};

/// The demands of ends of runs on decisions after histories, as clauses: a variable for each (history,
/// decision); for each history one is true.
class HistoryDemands {
 public:
  /// `derivation`: if not null, every clause is written there with its reason. All have to outlive it.
  HistoryDemands(const model::Problem& problem, base::Stop& stop, Derivation* derivation);
  ~HistoryDemands();

  /// Demands that no decisions break a property at this end. Calls `run` for the run's scenario if a
  /// derivation needs it. False if stopped; then some clauses are missing.
  bool add(const HistoryEnd& end, const std::function<model::Scenario()>& run);

  /// Whether decisions can meet all demands.
  Satisfiable ask();

 private:
  bool demand_whole(spec::NodeId formula, spec::Outcome outcome, const std::vector<int>& move_of, int moves,
                    const std::function<void(const Forbidden&)>& forbid) const;
  void add_clause(const std::vector<int>& clause, Reason reason);
  int literal(int history, int decision);

  const model::Problem& problem_;
  base::Stop& stop_;
  Derivation* derivation_;
  std::unique_ptr<CaDiCaL::Solver> solver_;
  std::map<int, int> variables_;  // history: the first of its variables
  int next_variable_ = 1;
  std::set<std::vector<int>> known_;  // clauses
};

}  // namespace ggms::synth
