// What the auditor keeps of an execution between two rounds: the processes, as far as the rest of the run and
// the properties can tell them apart, the facts of the run, and what the adversary has left.
#pragma once

#include <compare>
#include <cstdint>
#include <set>
#include <vector>

#include "audit/file.h"

namespace ggms::audit {

/// What a process was picked as before the run.
enum class Role : std::uint8_t { kHonest, kOmission, kGeneralOmission, kByzantine };

/// Which of the two readings of a crash a process has suffered; the two have budgets of their own.
enum class Crash : std::uint8_t { kNone, kCrash, kLate };

/// Which facts properties look at; others are not kept.
struct Watched {
  std::set<int> named;      // the processes (from 1) that properties name
  bool connected = false;   // whether `connected` has to be kept process by process
  bool decided_by = false;  // whether it matters in which round a decision was taken
};

/// Processes that nothing can tell apart: equal in who they are, in what befell them and in the state they
/// are in. In the vector views, and wherever `connected` is kept, `who` is the process (from 0), so that each
/// is alone. Else it says which named process they are and which initial value they started with.
struct Group {
  std::uint32_t who = 0;
  State state = 0;  // kNoState: Byzantine, or crashed without a decision
  Role role = Role::kHonest;
  Crash crash = Crash::kNone;    // if not kNone, it is gone; a state that it has then is a decision
  bool connected = true;         // so far; always true where it is not kept
  std::uint16_t decided_in = 0;  // the round; 0: has not decided, or it is not kept
  std::uint16_t count = 1;
  auto operator<=>(const Group&) const = default;

  bool is_gone() const { return crash != Crash::kNone; }
  bool is_byzantine() const { return role == Role::kByzantine; }
  bool is_faulty() const { return is_gone() || role != Role::kHonest; }
};

using Groups = std::vector<Group>;  // sorted, no two that differ in nothing but their count

/// Adds processes to the groups.
void add(Groups& groups, const Group& more);

/// Between two rounds: all that the rest of the run and the properties depend on.
struct Configuration {
  Groups groups;
  bool lost = false;              // whether some message was lost so far, to one who moved
  std::uint16_t losses_left = 0;  // of loss-total; 0 at the last boundary, like splits_left
  std::uint16_t splits_left = 0;  // of partition
  auto operator<=>(const Configuration&) const = default;

  int crashed(Crash how) const;
  /// How many processes crashed or were picked.
  int failures() const;
};

}  // namespace ggms::audit
