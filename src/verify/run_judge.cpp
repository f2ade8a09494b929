// Judges a whole run with the final check: the run is a product of outcome sets with one outcome each, and
// processes that end it alike are one part.

#include "verify/run_judge.h"

#include <algorithm>

#include "verify/final_check.h"

namespace ggms::verify {

RunJudge::RunJudge(const model::Problem& problem) : check_(std::make_unique<FinalCheck>(problem)) {}

RunJudge::~RunJudge() = default;

bool RunJudge::breaks(const spec::Outcome& run) {
  parts_.clear();
  for (const spec::Observation& process : run.processes) {
    EndPart part;
    part.name = process.name;
    part.local = process.initial;
    part.correct = process.correct;
    part.connected = process.connected;
    part.decision = process.decision;
    part.decided_in = process.decided_in;
    const auto alike = std::find_if(parts_.begin(), parts_.end(), [&](const EndPart& other) {
      part.count = other.count;
      return part == other;
    });
    if (alike == parts_.end()) {
      part.count = 1;
      parts_.push_back(part);
    } else {
      ++alike->count;
    }
  }
  return check_->violated(parts_, run.facts).has_value();
}

}  // namespace ggms::verify
