#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/check.h"
#include "base/stop.h"
#include "model/machine.h"
#include "model/problem.h"

namespace ggms::verify {

/// The bits of a set of outcomes: an outcome of a move is the next state and, where a property asks for it,
/// the class of the received vector: complete or not, from most processes or not.
class OutcomeBits {
 public:
  /// Throws base::Error where a set has too few bits.
  explicit OutcomeBits(const model::Problem& problem);

  static constexpr std::uint64_t kUndefined = std::uint64_t{1} << 63;  // the table entry is missing

  bool tracks_lost() const { return lost_; }
  /// The outcome "to this state, on a vector that lacks so many messages".
  int index(int next, int missing) const { return next * classes_ + class_of(missing); }
  /// The set of one outcome: a state, or model::Machine::kUndefined.
  std::uint64_t set(model::State next, int missing) const {
    if (next == model::Machine::kUndefined) return kUndefined;
    const int outcome = index(next, missing);
    ASSERT(this->next(outcome) == next && is_class_of(outcome, missing));
    return std::uint64_t{1} << outcome;
  }
  int next(int index) const { return classes_ == 1 ? index : classes_ == 2 ? index / 2 : index / 3; }
  bool is_lost(int index) const { return lost_ && index % classes_ != 0; }
  /// Whether its vector came from no more than half of all processes.
  bool is_from_few(int index) const { return connected_ && index % classes_ == classes_ - 1; }
  /// How many bits the sets of a boundary have that has so many states, kUndefined left out.
  int width(int alphabet) const { return classes_ * alphabet; }
  /// The outcomes on vectors that lack something.
  std::uint64_t all_lost() const { return all_lost_; }

 private:
  /// Whether the bits tell of an outcome what is asked of a vector that lacks so many messages.
  bool is_class_of(int outcome, int missing) const {
    const std::uint64_t bit = std::uint64_t{1} << outcome;
    const bool from_few = 2 * (processes_ - missing) <= processes_;
    return bit < kUndefined && is_lost(outcome) == (lost_ && missing > 0) &&
           is_lost(outcome) == ((all_lost_ & bit) != 0) && is_from_few(outcome) == (connected_ && from_few);
  }
  int class_of(int missing) const {
    if (classes_ == 1) return 0;  // nothing is asked of a vector
    return (lost_ && missing > 0 ? 1 : 0) + (connected_ && 2 * (processes_ - missing) <= processes_ ? 1 : 0);
  }

  bool lost_;
  bool connected_;
  int processes_;
  int classes_;
  std::uint64_t all_lost_ = 0;
};

/// Processes that end the run alike: how many, what is known of them, and the outcomes that each may have on
/// its own.
struct EndPart {
  int name = spec::Observation::kNone;  // the process's index, where properties name processes
  int local = 0;                        // Group::local
  int count = 0;
  bool correct = true;
  std::uint64_t outcomes = 0;  // OutcomeBits of the last round; 0 for those who take no part in it
  bool crashed = false;
  bool connected = true;                      // but for the vector of the last round
  int decision = spec::Observation::kNone;    // of those who take no part in the last round
  int decided_in = spec::Observation::kNone;  // of those who had decided before it
  auto operator<=>(const EndPart&) const = default;
};

/// A way to end the run that breaks a property.
struct EndViolation {
  int property = 0;
  std::vector<std::pair<int, int>>
      fixed;  // (part, outcome index) of the processes that matter; one process each
  std::optional<bool>
      lost;  // whether a message has to be lost in the last round (only where that was tracked)
};

/// Checks properties on a product of independent outcome sets without forming the product: exact for a
/// universal property, since any choice of its few processes' outcomes occurs; whole outcomes are formed for
/// the others.
class FinalCheck {
 public:
  explicit FinalCheck(const model::Problem& problem);

  /// What is asked from now on throws base::Stopped once `stop` is requested, which has to outlive that.
  void heed(base::Stop& stop) { stop_ = &stop; }

  /// The first property (in specification order) that some choice of outcomes breaks. `facts` has
  /// initial_facts and, from the rounds before the last one, `lost`; and the failures of the whole run.
  std::optional<EndViolation> violated(const std::vector<EndPart>& parts, const spec::RunFacts& facts);

  /// Whether some property is checked on whole outcomes, so that more than a few alike processes make a
  /// difference.
  bool forms_products() const { return forms_products_; }

  /// For each of Compiled::vacuity(), whether some choice of outcomes makes the premise true.
  std::vector<bool> premises(const std::vector<EndPart>& parts, const spec::RunFacts& facts);

 private:
  /// A universal statement, with what is known of its matrix: per run facts and per way to identify its
  /// variables a table over observations, filled when asked.
  struct Statement {
    spec::Universal universal;
    std::vector<std::vector<int>> partitions;  // variable -> block; blocks are distinct processes
    std::map<spec::RunFacts, std::vector<std::vector<signed char>>> known;
  };
  struct Rule {
    const spec::Requirement* requirement = nullptr;
    std::vector<Statement> statements;
    bool by_tuples = false;  // else on whole outcomes
  };

  std::vector<Rule> rules_of(const std::vector<spec::Requirement>& requirements);
  std::optional<EndViolation> violated(Rule& rule, const std::vector<EndPart>& parts,
                                       const spec::RunFacts& facts);
  bool search(Rule& rule, const std::vector<EndPart>& parts, const spec::RunFacts& facts,
              EndViolation& found);
  bool search_tuples(Statement& statement, const std::vector<int>& partition, std::vector<signed char>& known,
                     const std::vector<EndPart>& parts, const spec::RunFacts& facts, EndViolation& found);
  bool search_products(const Rule& rule, const std::vector<EndPart>& parts, const spec::RunFacts& facts,
                       EndViolation& found);
  bool holds_of(spec::NodeId formula, const spec::Outcome& whole) const;
  std::size_t observation_id(const EndPart& part, int outcome) const;
  spec::Observation observation(const EndPart& part, int outcome) const;

  const model::Problem& problem_;
  base::Stop* stop_ = nullptr;  // null: nothing ends it
  OutcomeBits bits_;
  int names_;  // how many processes have a name
  int locals_;
  int times_;  // how many rounds of decision are told apart
  std::vector<spec::Observation> observations_;
  std::size_t tabled_ = 0;  // bytes of all tables
  bool forms_products_ = false;
  std::vector<Rule> properties_;
  std::vector<Rule> vacuity_;
};

}  // namespace ggms::verify
