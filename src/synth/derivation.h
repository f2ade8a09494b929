#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "model/machine.h"
#include "model/problem.h"
#include "model/scenario.h"
#include "model/step.h"

namespace ggms::synth {

// Clauses that no machine satisfies, and why each of them holds of every machine: what a certificate of
// infeasibility is written from.

/// What a variable says if it is true.
struct MoveMeaning {
  model::Entry entry;
  int next = 0;  // the entry's move; where there are at most two states, it is the other one if the variable
                 // is false
};

/// A configuration that executions reach: a variable past round 1, a fact at the start of a run.
struct ConfigurationMeaning {
  int variable = 0;  // 0: reached by the initial values and picks alone
  int boundary = 0;
  std::size_t start_class = 0;  // of the initial values with which it is reached
  model::Situation situation;
  std::vector<model::Role> picked;
  model::Ledger ledger{};
};

/// Some received vectors of a round: a receiver may find any of them.
struct VectorSet {
  int round = 0;
  int slot = 0;                       // the process in vector+id, else 0
  std::vector<model::Entry> vectors;  // the entries that it looks up then
  std::vector<std::size_t> parts;     // and those of other sets, which have smaller numbers
};

/// Some vector of a set makes its receiver move to this state.
struct OutcomeMeaning {
  std::size_t set = 0;  // in Derivation::sets
  int next = 0;
};

/// One of the first `count` entries of a round (and process) in the order of Derivation::moves moves to this
/// state.
struct UsedMeaning {
  int round = 0;
  int slot = 0;
  int count = 0;
  int state = 0;
};

/// After this history a process decides so: what a variable says where machines may have any number of
/// states.
struct HistoryMeaning {
  int slot = 0;  // the process in vector+id, else 0
  std::vector<int>
      received;  // histories (round 1: initial values), kLost where nothing came; sorted in counts views
  int own = -1;  // counts+own: the receiver's history
  static constexpr int kLost = -1;
};

/// Why a clause holds.
struct Reason {
  enum class Kind : std::uint8_t {
    kStates,  // an entry has exactly one next state
    kNames,  // state names mean nothing, so one move of each name space may be fixed (GGMS Theorem 2), or all
             // names be given in the order of their first use
    kUsed,   // what UsedMeaning says
    kMember,  // what OutcomeMeaning says
    kStep,    // a round leads from one configuration to another
    kEnd,     // the last round from a configuration breaks a property
    kRun,     // a whole run breaks a property, where variables speak of histories
  };
  Kind kind = Kind::kStates;
  std::size_t from = 0, to = 0;  // kStep, kEnd: in Derivation::configurations
  std::size_t property = 0;      // kEnd, kRun
  model::RoundFaults faults{};   // kStep, kEnd: what the adversary does in the round
  /// What a receiver finds, where many vectors are possible.
  struct Receiver {
    int process = 0;
    bool misses = false;  // a vector that lacks a message; otherwise:
    std::size_t set = 0;  // a vector of this set that makes it move
    int next = 0;         // to this state
  };
  std::vector<Receiver> receivers = {};  // kStep: all that move; kEnd: those that matter
  bool by_sets = false;                  // whether it says what receivers find
  std::size_t run = 0;                   // kRun: in Derivation::runs
};

struct Derivation {
  int variables = 0;
  std::vector<std::vector<int>> clauses;
  std::vector<Reason> reasons;  // by clause
  // With the setting's number of states:
  std::vector<std::pair<int, MoveMeaning>> moves;  // (variable, meaning)
  std::vector<ConfigurationMeaning> configurations;
  std::vector<std::set<std::vector<int>>> start_classes;  // initial vectors
  std::vector<VectorSet> sets;
  std::vector<std::pair<int, OutcomeMeaning>> outcomes;  // (variable, meaning)
  std::vector<std::pair<int, UsedMeaning>> used;
  // With any number of states:
  bool any_states = false;
  std::vector<std::vector<HistoryMeaning>> histories;  // by round, by number
  std::vector<std::pair<int, std::pair<int, int>>>
      decisions;  // (variable, (history of the last round, decision))
  std::vector<model::Scenario> runs;
};

/// Some of the clauses of a derivation for any number of states, by index, with what they speak of.
Derivation reduced(const Derivation& derivation, const std::vector<std::size_t>& clauses);

/// Writes down a derivation while a TableSolver makes clauses.
class Deriver {
 public:
  /// Both have to outlive it.
  Deriver(const model::Problem& problem, Derivation& derivation)
      : problem_(problem), derivation_(derivation) {}

  /// The scenario that is being learnt, and what the properties can tell of its start.
  void begin(const model::Scenario& scenario, const std::vector<model::Ledger>& ledgers,
             std::uint64_t initial_facts);
  void move(int variable, const model::Entry& entry, int next);
  /// A configuration that the scenario passes through, with the variable that was made for it.
  void configuration(int variable, int boundary, const model::Situation& situation);
  /// A clause and its reason.
  void clause(const std::vector<int>& literals, Reason reason);
  /// The number of the configuration of a variable; of 0: of the start of the scenario.
  std::size_t number_of(int variable) const { return variable == 0 ? start_ : numbers_.at(variable); }

 private:
  const model::Problem& problem_;
  Derivation& derivation_;
  const model::Scenario* scenario_ = nullptr;
  const std::vector<model::Ledger>* ledgers_ = nullptr;
  std::size_t start_ = 0;        // number of the configuration that the scenario starts in
  std::size_t start_class_ = 0;  // of what its start looks like to the properties
  std::map<std::pair<std::vector<int>, std::vector<model::Role>>, std::size_t> starts_;
  std::map<std::tuple<std::uint64_t, std::vector<model::Role>, std::vector<int>>, std::size_t> classes_;
  std::map<int, std::size_t> numbers_;  // variable -> number of the configuration
};

}  // namespace ggms::synth
