// A brute force over all fault words, to compare the auditor with: runs every scenario message by message,
// and keeps all facts for every process. It shares only the meaning of the words with the auditor.
#pragma once

#include <set>
#include <tuple>
#include <vector>

#include "audit/drafts.h"

namespace ggms::audit::drafts {

/// The numbers behind the fault words.
struct Budgets {
  int crash = 0, crash_late = 0, omission = 0, general_omission = 0, byzantine = 0;
  int loss = 0, loss_total = 0, partition = 0;

  std::string text() const;
};

enum Pick { kUnpicked, kOmits, kOmitsBothWays, kByzantine };

/// A process at the current point of a run.
struct Fate {
  int initial = 0;
  Pick pick = kUnpicked;
  bool crashed = false, crashed_late = false;  // at most one of the two
  int state = kGone;                           // the state that it sends next
  int decision = kGone;
  int decided_in = 0;
  bool connected = true;

  bool gone() const { return crashed || crashed_late; }
  bool correct() const { return !gone() && pick == kUnpicked; }
  auto operator<=>(const Fate&) const = default;
};

struct World {
  std::vector<Fate> processes;
  bool lost = false;
  int losses_charged = 0, splits = 0;
  auto operator<=>(const World&) const = default;

  int failures() const;
  bool crashed() const;
};

struct Scenarios {
  std::set<World> endings;  // without states and used budgets
  bool missing = false;     // some run needs a missing entry
};

/// All runs of a draft under these faults.
Scenarios run_all(const Draft& draft, const Budgets& budgets);

}  // namespace ggms::audit::drafts
