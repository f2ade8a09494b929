// What the auditor keeps of an execution between two rounds: the processes, as far as the rest of the run and
// the properties can tell them apart, the facts of the run, and the rest of the adversary's budgets.
#pragma once

#include <compare>
#include <cstdint>
#include <set>
#include <vector>

#include "audit/file.h"

namespace ggms::audit {

/// The role in which the adversary picked a process before the run.
enum class Role : std::uint8_t { kHonest, kOmission, kGeneralOmission, kByzantine };

/// The kind of crash that a process has suffered; each kind has a budget of its own.
enum class Crash : std::uint8_t { kNone, kCrash, kLate };

/// The facts that properties look at; the auditor keeps no others.
struct Watched {
  std::set<int> named;      // the processes (from 1) that properties name
  bool connected = false;   // whether the auditor has to keep `connected` process by process
  bool decided_by = false;  // whether the round of a decision matters
};

/// Processes that can't be told apart: they are equal in `who`, in their faults and in their state. In the
/// vector views, and whenever `connected` is kept, `who` is the process (from 0), so each group has one
/// member. Otherwise `who` encodes the named process and the initial value.
struct Group {
  std::uint32_t who = 0;
  State state = 0;  // kNoState: Byzantine, or crashed without a decision
  Role role = Role::kHonest;
  Crash crash = Crash::kNone;    // if not kNone, it is gone; if it still has a state, that is a decision
  bool connected = true;         // so far; always true if it is not kept
  std::uint16_t decided_in = 0;  // the round; 0: has not decided, or it is not kept
  std::uint16_t count = 1;
  auto operator<=>(const Group&) const = default;

  bool is_gone() const { return crash != Crash::kNone; }
  bool is_byzantine() const { return role == Role::kByzantine; }
  bool is_faulty() const { return is_gone() || role != Role::kHonest; }
};

using Groups = std::vector<Group>;  // sorted; no two differ only in their count

/// Adds processes to the groups.
void add(Groups& groups, const Group& more);

/// The state of a run between two rounds: all that the rest of the run and the properties depend on.
struct Configuration {
  Groups groups;
  bool lost = false;              // whether a process that moved has missed a message so far
  std::uint16_t losses_left = 0;  // of loss-total; 0 at the last boundary, like splits_left
  std::uint16_t splits_left = 0;  // of partition
  auto operator<=>(const Configuration&) const = default;

  int crashed(Crash how) const;
  /// How many processes crashed or were picked.
  int failures() const;
};

}  // namespace ggms::audit
