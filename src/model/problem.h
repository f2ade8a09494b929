#pragma once

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

  /// The same specification in another setting.
  Problem with(const Setting& setting) const { return {spec_, setting}; }

  /// The name of `state` at a round boundary (0..rounds).
  std::string state_name(int boundary, int state) const;

 private:
  spec::Spec spec_;
  Setting setting_;
  spec::Compiled compiled_;
};

}  // namespace ggms::model
