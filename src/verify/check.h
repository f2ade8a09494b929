#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/step.h"

namespace ggms::verify {

enum class Verdict { kVerified, kViolated, kUnknown };

/// A scenario under which the machine breaks a property.
struct Violation {
  static constexpr int kUndefined = -1;  // a process needed a table entry that is missing

  int property = kUndefined;  // index into Compiled::properties()
  model::Scenario scenario;
};

/// Whether any run put a property to the test.
struct PropertyUse {
  bool has_premise = false;
  bool premise_held = false;              // in some run
  bool premise_held_with_faults = false;  // in some run with faults
};

/// The result of a check.
struct Check {
  Verdict verdict = Verdict::kUnknown;
  std::vector<std::uint64_t> configurations;  // per boundary 0..r; empty where they are not counted
  std::uint64_t transitions = 0;  // (configuration, coupled choice, one outcome for each receiver) triples
  std::uint64_t scenarios = 0;    // brute force only: how many were run
  std::uint64_t failing = 0;      // brute force only: how many of them break a property
  std::vector<Violation> violations;
  bool fewest = false;                // no violation has fewer faults than the first one listed
  std::vector<PropertyUse> uses;      // per property, if asked for
  std::vector<model::Entry> entries;  // sorted: every table entry that some execution uses, if asked for

  std::uint64_t total_configurations() const;
};

/// The name of the property that a violation breaks, or "undefined" if a table entry is missing.
std::string name_of(const model::Problem& problem, const Violation& violation);

/// The first property that an execution breaks, or Violation::kUndefined if it needed a missing entry;
/// nullopt if it breaks none. Judges by the plain simulator's run alone.
std::optional<int> broken_property(const model::Problem& problem, const model::Execution& execution);

}  // namespace ggms::verify
