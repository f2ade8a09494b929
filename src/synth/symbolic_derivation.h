#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "model/problem.h"
#include "synth/derivation.h"
#include "verify/explicit.h"
#include "verify/unfolding.h"

namespace ggms::synth {

/// Writes down what the clauses of a Symbolic rest on, while it makes them. Processes are told apart.
class SymbolicDeriver {
 public:
  using Point = verify::Explicit::Point;
  /// In place of a literal: a receiver keeps its decision.
  static constexpr int kCertain = 0;

  /// All have to outlive it.
  SymbolicDeriver(const model::Problem& problem, const verify::Unfolding& unfolding, Derivation& derivation);

  // What a new variable says.
  void entry(const model::Entry& entry, int first, int count);
  void used(int variable, int round, int slot, int count, int state);
  void reached(int variable, const Point& point);
  void outcome(int variable, std::size_t set, int outcome);

  /// A clause and its reason.
  void clause(const std::vector<int>& literals, Reason reason);

  // The reasons of clauses about the configuration that the unfolding has taken apart, whose point is `from`.
  // `chosen`: for each mover the literal that it has its outcome, and the outcome.
  Reason step(const Point& from, const Point& to, const verify::Unfolding::Fork& fork,
              const std::vector<std::pair<int, int>>& chosen);
  Reason end(const Point& from, const verify::Unfolding::BrokenEnd& end, const std::vector<int>& literals);

 private:
  std::size_t number_of(const Point& point);
  std::size_t begin(const Point& point);
  std::size_t start_set(const Point& point, const std::vector<int>& initial);
  ConfigurationMeaning meaning(const Point& point) const;
  std::vector<verify::Group> processes_of(const Point& point) const;
  std::vector<int> locals_of(const Point& point) const;
  std::optional<std::size_t> vectors_of(std::size_t set, int kind);
  std::size_t single(const model::Entry& entry);
  void add_receiver(int process, int literal, int outcome, Reason& reason);
  int kind_of(int outcome) const;

  const model::Problem& problem_;
  const verify::Unfolding& unfolding_;
  Derivation& derivation_;
  std::map<Point, std::size_t> numbers_;                     // of configurations
  std::map<std::vector<int>, std::size_t> start_sets_;       // by what the properties can tell of them
  std::map<std::pair<std::size_t, int>, std::size_t> sets_;  // by the unfolding's set and the kind of vectors
  std::map<model::Entry, std::size_t> singles_;              // sets of one vector
  std::map<int, model::Entry> entries_;                      // by variable
  std::map<int, std::size_t> outcomes_;                      // by variable: the set
};

}  // namespace ggms::synth
