#pragma once

#include <string>
#include <vector>

#include "base/rng.h"
#include "spec/spec.h"

namespace ggms::support {

/// A specification in pieces: declarations, and bodies of assertions, so that a shrinker can drop some.
struct Draft {
  std::string declarations;
  std::vector<std::string> properties;
};

/// The SMT-LIB text; properties are named property-0, property-1, ...
std::string text_of(const Draft& draft);
spec::Spec read(const Draft& draft);

/// A specification for that many processes, of the kind that people write: rules with premises about one to
/// three processes, with everything that the vocabulary has. Some can't be satisfied.
Draft random_draft(int processes, base::Rng& rng);

/// A specification of well-sorted nonsense; three initial values, two decisions.
Draft wild_draft(int processes, base::Rng& rng);

}  // namespace ggms::support
