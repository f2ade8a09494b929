#pragma once

#include <cstdint>
#include <memory>

#include "base/stop.h"
#include "spec/spec.h"

namespace ggms::spec {

enum class Possible { kYes, kNo, kUnknown };

/// Answers which formulas can be true, for about a second of processor time. How much it answers does not
/// depend on the time, so that it answers the same in every run.
class Possibilities {
 public:
  /// Both have to outlive it. The specification's formulas may grow meanwhile.
  Possibilities(const Spec& spec, base::Stop& stop);
  ~Possibilities();

  /// Whether some run of so many processes, with any decisions and any faults, could end so that the
  /// closed formula is true. kNo is certain; kYes may need more than any adversary can do. kUnknown where it
  /// would take long to know, or is_exhausted(). Throws base::Stopped where it is asked to stop before.
  Possible find(NodeId formula, int processes);
  /// Whether the second has gone.
  bool is_exhausted() const;

 private:
  struct Z3;

  const Spec& spec_;
  base::Stop& stop_;
  std::unique_ptr<Z3> z3_;
  std::uint64_t effort_ = 0;
};

}  // namespace ggms::spec
