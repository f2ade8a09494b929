#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "base/stop.h"
#include "model/problem.h"
#include "verify/outcome_bits.h"

namespace ggms::verify {

/// Processes that end the run alike: their number, the known facts about them, and the outcomes that each may
/// have on its own.
struct EndPart {
  int name = spec::Observation::kNone;  // the process's index, if properties name processes
  int local = 0;                        // Group::local
  int count = 0;
  bool correct = true;
  std::uint64_t outcomes = 0;  // OutcomeBits of the last round; 0 for processes that take no part in it
  bool crashed = false;
  bool connected = true;                      // without the vector of the last round
  int decision = spec::Observation::kNone;    // of processes that take no part in the last round
  int decided_in = spec::Observation::kNone;  // of processes that had decided before it
  auto operator<=>(const EndPart&) const = default;
};

/// A way to end the run that breaks a property.
struct EndViolation {
  int property = 0;
  std::vector<std::pair<int, int>>
      fixed;  // (part, outcome index) of the processes that matter; one process each
  std::optional<bool>
      lost;  // whether a message has to be lost in the last round (only if losses are tracked)
};

/// Checks properties on a product of independent outcome sets without forming the product: exact for a
/// universal property, because every choice of its few processes' outcomes occurs. For other properties it
/// forms whole outcomes.
class FinalCheck {
 public:
  explicit FinalCheck(const model::Problem& problem);

  /// From now on, checks throw base::Stopped once `stop` is requested. `stop` has to outlive them.
  void heed(base::Stop& stop) { stop_ = &stop; }

  /// The first property (in specification order) that some choice of outcomes breaks. `facts` has
  /// initial_facts and, from the rounds before the last one, `lost`; and the failures of the whole run.
  std::optional<EndViolation> violated(const std::vector<EndPart>& parts, const spec::RunFacts& facts);

  /// Calls visit with every way in which some choice of outcomes breaks a property; one process can be named
  /// in several ways.
  using OnBroken = std::function<void(const EndViolation&)>;
  void each_violation(const std::vector<EndPart>& parts, const spec::RunFacts& facts, const OnBroken& visit);

  /// Whether some property is checked on whole outcomes, so that more than a few alike processes make a
  /// difference.
  bool forms_products() const { return forms_products_; }

  /// For each of Compiled::vacuity(), whether some choice of outcomes makes the premise true.
  std::vector<bool> premises(const std::vector<EndPart>& parts, const spec::RunFacts& facts);

 private:
  /// A universal statement, with the known values of its matrix: for each set of run facts and each way to
  /// identify its variables a table over observations, filled on demand.
  struct Statement {
    spec::Universal universal;
    std::vector<std::vector<int>> partitions;  // variable -> block; blocks are distinct processes
    std::map<spec::RunFacts, std::vector<std::vector<signed char>>> known;
  };
  struct Rule {
    const spec::Requirement* requirement = nullptr;
    std::vector<Statement> statements;
    bool by_tuples = false;  // otherwise the statement is checked on whole outcomes
  };

  std::vector<Rule> rules_of(const std::vector<spec::Requirement>& requirements);
  std::optional<EndViolation> violated(Rule& rule, const std::vector<EndPart>& parts,
                                       const spec::RunFacts& facts);
  // Each search fills `found` and stops at the first broken choice, or goes through all where `each` is
  // given.
  bool search(Rule& rule, const std::vector<EndPart>& parts, const spec::RunFacts& facts, EndViolation& found,
              const OnBroken* each = nullptr);
  bool search_tuples(Statement& statement, const std::vector<int>& partition, std::vector<signed char>& known,
                     const std::vector<EndPart>& parts, const spec::RunFacts& facts, EndViolation& found,
                     const OnBroken* each);
  bool search_products(const Rule& rule, const std::vector<EndPart>& parts, const spec::RunFacts& facts,
                       EndViolation& found, const OnBroken* each);
  void each_violation(Rule& rule, const std::vector<EndPart>& parts, const spec::RunFacts& facts,
                      EndViolation& found, const OnBroken& visit);
  bool holds_of(spec::NodeId formula, const spec::Outcome& whole) const;
  std::size_t observation_id(const EndPart& part, int outcome) const;
  spec::Observation observation(const EndPart& part, int outcome) const;

  const model::Problem& problem_;
  base::Stop* stop_ = nullptr;  // null: checks don't stop
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
