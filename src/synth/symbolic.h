#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <tsl/robin_map.h>
#include <tsl/robin_set.h>

#include "base/stop.h"
#include "model/machine.h"
#include "model/problem.h"
#include "synth/entry_variables.h"
#include "synth/scenario_keys.h"
#include "synth/symbolic_derivation.h"
#include "verify/explicit.h"
#include "verify/unfolding.h"

namespace ggms::synth {

/// Which machines are right, as clauses over all that any machine may do (verify/unfolding.h): the explicit
/// checker made symbolic. A variable says that a configuration is reached, or that a receiver may end up with
/// some outcome:
///
///   entry moves to o                            -> a receiver that may look it up may end up with o
///   configuration reached, each mover with an outcome -> next configuration reached
///   configuration reached, a few processes with outcomes that break a property -> contradiction
///
/// Every clause holds of every right machine whose internal states are named in the order in which a fixed
/// list of entries first uses them, so clauses without a model prove that there is no right machine.
class Symbolic {
 public:
  enum class Extent { kWhole, kTooLarge, kStopped };
  enum class Outcome { kCandidate, kNone, kStopped };

  using Point = verify::Explicit::Point;

  /// `problem` has to outlive it. `in_parts`: only a part will be added; then models prefer the first state
  /// of every alphabet.
  /// With `derivation`, which has to outlive it too, all clauses are written down with what they rest on, and
  /// processes are told apart in every view.
  Symbolic(const model::Problem& problem, std::uint64_t seed, bool in_parts = false,
           Derivation* derivation = nullptr);
  ~Symbolic();

  /// Adds all configurations that any machine reaches; a model is then a right machine. Gives up once there
  /// are more than `most` clauses.
  Extent add_all(std::uint64_t most, base::Stop& stop);

  /// Adds only what follows from these configurations. False if stopped.
  bool add(const std::vector<Point>& points, base::Stop& stop);

  /// Looks for a machine that satisfies all clauses, and writes its entries into `machine`. Also kStopped
  /// after so many conflicts.
  Outcome solve(model::Machine& machine, base::Stop& stop, std::optional<int> most_conflicts = {});

  std::uint64_t entries() const { return entries_.size(); }
  std::uint64_t configurations() const { return reached_.size(); }
  std::uint64_t clauses() const { return clauses_; }

 private:
  static constexpr int kNever = 1 << 30;  // the literal "impossible"
  static constexpr int kAlways = -kNever;

  struct HashPoint {
    std::size_t operator()(const Point& point) const {
      const std::uint64_t where =
          static_cast<std::uint64_t>(point.boundary) << 6U | static_cast<unsigned>(point.fact);
      const std::uint64_t hash =
          (point.key ^ where << 40U) * 0x9E3779B97F4A7C15ULL;  // 2^64 / golden ratio, odd
      return hash ^ hash >> 32U;
    }
  };
  /// What the receivers before add to a product's clause and to its configuration.
  struct Product;

  void name_in_order(const model::Entry& entry, int first, int count);
  void begin_orders();
  void add_clause(const std::vector<int>& clause, const Reason& reason);
  template <class MakeReason>
  void add_once(std::vector<int> clause, const MakeReason& reason);
  int reached(const Point& point);
  void make_outcomes();
  void expand(int boundary, std::uint64_t key, std::uint64_t facts, base::Stop& stop);
  void spread(const verify::Unfolding::Fork& fork, Product& product, std::size_t mover, std::size_t outcome,
              int left);
  void take(const verify::Unfolding::Fork& fork, Product& product, std::size_t mover, std::size_t outcome,
            int left);
  void simplify(model::Machine& machine, base::Stop& stop);
  void add_member(const Product& product);
  void forbid(const verify::Unfolding::BrokenEnd& end, const Point& from, int here);
  bool deny(std::vector<int>& clause, int literal) const;

  const model::Problem& problem_;
  verify::Unfolding unfolding_;
  std::optional<SymbolicDeriver> deriver_;
  std::unique_ptr<CaDiCaL::Solver> solver_;
  int variables_ = 0;
  std::uint64_t clauses_ = 0;
  const bool in_parts_;
  std::uint64_t most_ = UINT64_MAX;  // clauses
  EntryVariables entries_;
  std::vector<int> entry_of_;               // by variable: the first one of its entry, 0 if it is of none
  std::vector<std::vector<int>> outcomes_;  // by set and outcome: the literal that it is possible
  tsl::robin_map<Point, int, HashPoint> reached_;
  tsl::robin_set<Words, HashWords> known_;  // clauses that were added already
  /// The entries of a round and slot in the order in which they name states.
  struct Order {
    int used = 0;   // the first of the variables "some entry so far moves to 0, 1, ..."
    int count = 0;  // of the entries
  };
  std::map<std::pair<int, int>, Order> orders_;
  std::function<void(const Point&)> on_reached_;                     // hears of new configurations
  std::map<std::pair<int, std::uint64_t>, std::uint64_t> expanded_;  // by boundary and key: the facts (bits)
  base::Stop* stop_ = nullptr;
};

}  // namespace ggms::synth
