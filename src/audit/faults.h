// The auditor's own reading of a setting's fault words.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace ggms::audit {

/// The adversary's budgets, by fault word.
struct Faults {
  int crash = 0, crash_late = 0, omission = 0, general_omission = 0, byzantine = 0;  // processes
  int loss = 0;                                                                      // messages a round
  int loss_total = 0;                                                                // messages a run
  int partition = 0;                                                                 // rounds

  bool only_crashes() const {
    return crash_late + omission + general_omission + byzantine + loss + loss_total + partition == 0;
  }
  /// The budgets as text, in the words of a setting; "none" if there are none.
  std::string text() const;
};

/// Reads fault words such as crash=1,loss=2. Calls `fail`, which throws, with the error.
Faults read_faults(std::string_view text, int processes, const std::function<void(const std::string&)>& fail);

}  // namespace ggms::audit
