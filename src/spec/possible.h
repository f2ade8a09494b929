#pragma once

#include <cstdint>
#include <memory>

#include "base/stop.h"
#include "spec/spec.h"

namespace ggms::spec {

enum class Possible { kYes, kNo, kUnknown };

/// Answers which formulas can be true, within about a second of processor time in all. It measures its effort
/// in steps and not by the clock, so that it gives the same answers in every run.
class Possibilities {
 public:
  /// Both arguments have to outlive this object. The specification's formulas may grow meanwhile.
  Possibilities(const Spec& spec, base::Stop& stop);
  ~Possibilities();

  /// Whether some run of so many processes, with any decisions and any faults, could end so that the closed
  /// formula is true. kNo is certain; kYes may need more faults than any adversary can cause. kUnknown if the
  /// answer would take long, or after is_exhausted(). Throws base::Stopped if `stop` is requested before the
  /// answer.
  Possible find(NodeId formula, int processes);
  /// Whether the effort for all answers is used up.
  bool is_exhausted() const;

 private:
  struct Z3;

  const Spec& spec_;
  base::Stop& stop_;
  std::unique_ptr<Z3> z3_;
  std::uint64_t effort_ = 0;
};

}  // namespace ggms::spec
