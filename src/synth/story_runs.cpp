// Which runs a story is told of. Where unit propagation contradicts itself, breadth first, the runs on the
// way make a short chain; else a solver names enough of the clauses. Then runs are left out one by one for as
// long as those that stay contradict each other, in several orders, since each order may end elsewhere.

#include "synth/story_runs.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <set>
#include <tuple>

#include <cadical.hpp>

#include "base/rng.h"
#include "synth/proof.h"
#include "synth/sat.h"

namespace ggms::synth {

namespace {

constexpr std::size_t kMostShuffled =
    200;                      // groups; of more, each order takes too long (ours, by measurement)
constexpr int kShuffles = 6;  // orders that are tried beside the given one and its reverse

/// Unit propagation with a queue: what is true, and by which clause.
class Propagation {
 public:
  Propagation(int variables, const std::vector<std::vector<int>>& clauses)
      : clauses_(clauses),
        value_(static_cast<std::size_t>(variables) + 1, 0),
        reason_(value_.size(), 0),
        occurrences_(2 * value_.size()) {
    for (std::size_t i = 0; i < clauses.size(); ++i) {
      for (const int literal : clauses[i]) occurrences_[at(-literal)].push_back(i);
    }
  }

  std::optional<std::vector<std::size_t>> run() {
    for (std::size_t i = 0; i < clauses_.size(); ++i) {
      if (clauses_[i].size() <= 1 && look_at(i)) return cone(i);
    }
    for (std::size_t done = 0; done < queue_.size(); ++done) {
      for (const std::size_t i : occurrences_[at(queue_[done])]) {
        if (look_at(i)) return cone(i);
      }
    }
    return std::nullopt;
  }

 private:
  static std::size_t at(int literal) {
    return 2 * static_cast<std::size_t>(std::abs(literal)) + (literal < 0 ? 1 : 0);
  }
  int value(int literal) const {
    const int is = value_[static_cast<std::size_t>(std::abs(literal))];
    return literal < 0 ? -is : is;
  }

  /// Takes what a clause leaves over, if that is one literal; true if it leaves nothing.
  bool look_at(std::size_t clause) {
    int open = 0;
    for (const int literal : clauses_[clause]) {
      if (value(literal) > 0) return false;
      if (value(literal) < 0) continue;
      if (open != 0) return false;
      open = literal;
    }
    if (open == 0) return true;
    const auto variable = static_cast<std::size_t>(std::abs(open));
    value_[variable] = open < 0 ? -1 : 1;
    reason_[variable] = clause;
    queue_.push_back(open);
    return false;
  }

  /// The clauses that lead to one that leaves nothing.
  std::vector<std::size_t> cone(std::size_t last) const {
    std::set<std::size_t> clauses{last};
    std::vector<std::size_t> open{last};
    while (!open.empty()) {
      const std::size_t clause = open.back();
      open.pop_back();
      for (const int literal : clauses_[clause]) {
        const std::size_t reason = reason_[static_cast<std::size_t>(std::abs(literal))];
        if (clauses.insert(reason).second) open.push_back(reason);
      }
    }
    return {clauses.begin(), clauses.end()};
  }

  const std::vector<std::vector<int>>& clauses_;
  std::vector<int> value_;
  std::vector<std::size_t> reason_;
  std::vector<std::vector<std::size_t>> occurrences_;  // [literal]: clauses with its negation
  std::vector<int> queue_;
};

/// A solver that is asked about some of the groups.
class GroupSolver {
 public:
  GroupSolver(const Grouped& grouped, base::Stop& stop) : stop_(stop), first_(grouped.variables + 1) {
    solver_.set("quiet", 1);
    solver_.reserve(grouped.variables + static_cast<int>(grouped.groups.size()));
    for (const std::vector<int>& clause : grouped.always) add(clause, 0);
    for (std::size_t g = 0; g < grouped.groups.size(); ++g) {
      for (const std::vector<int>& clause : grouped.groups[g]) add(clause, selector(g));
    }
  }

  /// Which of these groups are enough to contradict each other; nullopt if they don't, or if stopped.
  std::optional<std::vector<std::size_t>> enough(const std::vector<std::size_t>& groups) {
    for (const std::size_t g : groups) solver_.assume(selector(g));
    if (ask(solver_, stop_) != Satisfiable::kNo) return std::nullopt;
    std::vector<std::size_t> failed;
    for (const std::size_t g : groups) {
      if (solver_.failed(selector(g))) failed.push_back(g);
    }
    return failed;
  }

  /// Leaves out what can be left out, the last one first.
  std::vector<std::size_t> reduced(std::vector<std::size_t> groups) {
    for (std::size_t i = groups.size(); i-- > 0 && !stop_.requested();) {
      std::vector<std::size_t> less = groups;
      less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
      const auto still = enough(less);
      if (!still) continue;
      // What went besides is not asked about again; those before position i are still to be asked about.
      const auto before = std::count_if(still->begin(), still->end(), [&](std::size_t g) {
        return std::find(less.begin(), less.begin() + static_cast<std::ptrdiff_t>(i), g) !=
               less.begin() + static_cast<std::ptrdiff_t>(i);
      });
      groups = *still;
      i = static_cast<std::size_t>(before);
    }
    return groups;
  }

 private:
  int selector(std::size_t group) const { return first_ + static_cast<int>(group); }
  void add(const std::vector<int>& clause, int selector) {
    for (const int literal : clause) solver_.add(literal);
    if (selector != 0) solver_.add(-selector);
    solver_.add(0);
  }

  base::Stop& stop_;
  int first_;
  CaDiCaL::Solver solver_;
};

/// From good to bad: whose scenario is easier to tell.
bool is_simpler(const model::Scenario& a, const model::Scenario& b) {
  const auto faults = model::count_faults(a) <=> model::count_faults(b);
  if (faults != 0) return faults < 0;
  return model::lexicographic(a, b) < 0;
}

bool is_same(const model::Scenario& a, const model::Scenario& b) {
  return !is_simpler(a, b) && !is_simpler(b, a) && a.rounds == b.rounds;
}

}  // namespace

std::optional<std::vector<std::size_t>> propagated(int variables,
                                                   const std::vector<std::vector<int>>& clauses) {
  return Propagation(variables, clauses).run();
}

std::optional<std::vector<std::size_t>> few_groups(const Grouped& grouped, base::Stop& stop) {
  GroupSolver solver(grouped, stop);
  std::vector<std::size_t> all(grouped.groups.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  std::optional<std::vector<std::size_t>> enough = solver.enough(all);
  if (!enough) return std::nullopt;
  std::vector<std::size_t> best = solver.reduced(*enough);
  if (all.size() > kMostShuffled) all = best;
  base::Rng rng(all.size(), "orders of a story's runs");
  for (int i = 0; i <= kShuffles; ++i) {
    std::vector<std::size_t> order = all;
    if (i == 0) std::reverse(order.begin(), order.end());
    for (std::size_t last = order.size(); i > 0 && last > 1; --last)
      std::swap(order[last - 1], order[rng.below(last)]);
    std::vector<std::size_t> other = solver.reduced(order);
    if (other.size() < best.size()) best = std::move(other);
  }
  if (stop.requested_now()) return std::nullopt;
  std::sort(best.begin(), best.end());
  return best;
}

std::optional<std::vector<model::Scenario>> few_runs(const Derivation& derivation, base::Stop& stop) {
  std::optional<std::vector<std::size_t>> clauses = propagated(derivation.variables, derivation.clauses);
  if (!clauses) clauses = contradiction(derivation.variables, derivation.clauses, stop);
  if (!clauses) return std::nullopt;

  Grouped grouped;
  grouped.variables = derivation.variables;
  std::vector<std::size_t> demands;  // clauses, by ascending trouble of their runs
  for (const std::size_t i : *clauses) {
    if (derivation.reasons[i].kind == Reason::Kind::kRun) {
      demands.push_back(i);
    } else {
      grouped.always.push_back(derivation.clauses[i]);
    }
  }
  const auto run_of = [&](std::size_t i) -> const model::Scenario& {
    return derivation.runs[derivation.reasons[i].run];
  };
  std::stable_sort(demands.begin(), demands.end(),
                   [&](std::size_t a, std::size_t b) { return is_simpler(run_of(a), run_of(b)); });
  std::vector<model::Scenario> runs;
  for (const std::size_t i : demands) {
    if (runs.empty() || !is_same(runs.back(), run_of(i))) {
      runs.push_back(run_of(i));
      grouped.groups.emplace_back();
    }
    grouped.groups.back().push_back(derivation.clauses[i]);
  }
  const auto few = few_groups(grouped, stop);
  if (!few) return std::nullopt;
  std::vector<model::Scenario> told;
  for (const std::size_t g : *few) told.push_back(runs[g]);
  return told;
}

}  // namespace ggms::synth
