#pragma once

#include <memory>
#include <vector>

#include "model/problem.h"
#include "spec/outcome.h"

namespace ggms::verify {

struct EndPart;
class FinalCheck;

/// Judges whole runs, one at a time, by the tables that the explicit checker judges its last round with.
class RunJudge {
 public:
  /// Throws base::Error where the specification leaves room for too few states. `problem` has to outlive it.
  explicit RunJudge(const model::Problem& problem);
  ~RunJudge();
  RunJudge(const RunJudge&) = delete;
  RunJudge& operator=(const RunJudge&) = delete;

  /// Whether the run breaks a property. Processes have names only where the specification names some. Not
  /// const: it remembers what it was asked.
  bool breaks(const spec::Outcome& run);

 private:
  std::unique_ptr<FinalCheck> check_;
  std::vector<EndPart> parts_;  // of the run in question; kept for their space
};

}  // namespace ggms::verify
