#pragma once

#include <optional>
#include <vector>

#include "verify/check.h"
#include "verify/claims.h"
#include "verify/expansion.h"
#include "verify/final_check.h"
#include "verify/start.h"

namespace ggms::verify {

/// Judges the last round: checks the properties on the products of outcome sets in which runs end, each
/// different product once.
class Ending {
 public:
  /// A way to end the run that breaks a property.
  struct Broken {
    int fact = 0;  // bit of the configuration's facts
    EndViolation end;
    std::vector<EndPart> parts;  // the parts that `end` refers to
  };

  /// `expander` and `start` have to outlive it.
  Ending(const model::Problem& problem, const Expander& expander, const Start& start);

  /// Forgets all that was judged. `uses`: whether the caller will call note_uses(). Judging throws
  /// base::Stopped once `stop` is requested.
  void begin(bool uses, base::Stop& stop);

  /// A property that a coupled choice of the last round breaks, if any.
  std::optional<Broken> judge(const Expansion& at, const Plan::Round& round);
  /// The same if all movers share these outcomes: then the number of failures and this outcome set decide the
  /// answer.
  std::optional<Broken> judge_shared(const Expansion& at, const Plan::Round& round, std::uint64_t outcomes) {
    const std::uint64_t number = at.block * movers_ + round.movers.size();
    if (alike_.claim(number, outcomes, at.facts) == 0) return std::nullopt;
    return judge(at, round);
  }

  void note_uses(Check& check) const;

 private:
  void spell(const std::vector<EndPart>& parts);
  void note_premises(const std::vector<EndPart>& parts, const spec::RunFacts& facts, bool with_faults);

  const model::Problem& problem_;
  const Expander& expander_;
  const Start& start_;
  const OutcomeBits bits_;
  const std::uint64_t movers_;  // how many values the number of movers can have, 0 included
  FinalCheck final_check_;
  Claims alike_;                      // ends that were judged already and whose movers share their outcomes
  Sequences judged_;                  // all other ends that were judged already
  std::vector<std::uint64_t> words_;  // the end spelt out
  std::vector<Group> crashed_;
  bool uses_ = false;
  std::vector<bool> premises_;  // of vacuity(): held, and
  std::vector<bool> premises_with_faults_;
};

}  // namespace ggms::verify
