#pragma once

#include "model/adversary.h"
#include "model/setting.h"
#include "spec/compiled.h"
#include "spec/spec.h"

namespace ggms::model {

/// A specification in a setting: the input of every engine.
class Problem {
 public:
  /// Takes the numbers of initial and decision values from the specification; throws base::Error if they
  /// don't fit.
  Problem(spec::Spec specification, Setting setting);

  const spec::Spec& specification() const { return spec_; }
  const Setting& setting() const { return setting_; }
  const spec::Compiled& compiled() const { return compiled_; }
  const Adversary& adversary() const { return adversary_; }

  /// Compiled::initial_facts_of for a run in which these processes are picked as faulty (empty: none).
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
