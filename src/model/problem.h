#pragma once

#include "model/adversary.h"
#include "model/setting.h"
#include "spec/compiled.h"
#include "spec/spec.h"

namespace ggms::model {

/// A specification in a setting: what every engine works on.
class Problem {
 public:
  /// Takes the numbers of initial and decision values from the specification; throws base::Error if they
  /// don't fit.
  Problem(spec::Spec specification, Setting setting);

  const spec::Spec& specification() const { return spec_; }
  const Setting& setting() const { return setting_; }
  const spec::Compiled& compiled() const { return compiled_; }
  const Adversary& adversary() const { return adversary_; }

  /// Compiled::initial_facts_of, where processes may be picked as faulty before the run (none: empty).
  std::uint64_t initial_facts(const std::vector<int>& initial, const std::vector<Role>& picked) const;

  /// The same specification in another setting.
  Problem with(const Setting& setting) const { return {spec_, setting}; }

  /// The name of `state` at a round boundary (0..rounds); "decided:zero" for a decision before the last.
  std::string state_name(int boundary, int state) const;

 private:
  spec::Spec spec_;
  Setting setting_;
  spec::Compiled compiled_;
  Adversary adversary_;
};

}  // namespace ggms::model
