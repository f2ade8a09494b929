#pragma once

#include <memory>
#include <vector>

#include "model/problem.h"
#include "spec/outcome.h"

namespace ggms::verify {

struct EndPart;
class FinalCheck;

/// Judges whole runs, one at a time, by the same tables as the explicit checker's last round.
class RunJudge {
 public:
  /// Throws base::Error if the specification leaves room for too few states. `problem` has to outlive this
  /// object.
  explicit RunJudge(const model::Problem& problem);
  ~RunJudge();
  RunJudge(const RunJudge&) = delete;
  RunJudge& operator=(const RunJudge&) = delete;

  /// Whether the run breaks a property. Processes have names only if the specification names some. Not const,
  /// because the judge remembers its answers.
  bool breaks(const spec::Outcome& run);

 private:
  std::unique_ptr<FinalCheck> check_;
  std::vector<EndPart> parts_;  // of the run being judged; a member to reuse its memory
};

}  // namespace ggms::verify
