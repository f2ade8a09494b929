#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "api/synthesis.h"
#include "base/stop.h"
#include "model/setting.h"
#include "spec/spec.h"

namespace ggms::api {

/// What a specification says without any setting.
struct Examination {
  std::vector<std::string> facts;     // what it asks about runs: words of the vocabulary
  bool tells_apart = false;           // processes aren't interchangeable
  std::vector<std::string> warnings;  // what looks wrong, in the order of the properties
  std::size_t not_examined = 0;       // of the last so many properties there was no time to find warnings
};

/// Looks for warnings for about a second of processor time. Throws base::Stopped where it is asked to stop.
Examination examine(const spec::Spec& spec, base::Stop& stop);

/// What looks wrong with a specification in a setting, one line each (verify/sanity.h). None where `stop` is
/// requested first.
std::vector<std::string> warnings_of(const spec::Spec& spec, const model::Setting& setting, base::Stop& stop);
/// The same with every number of rounds that a synthesis may try.
std::vector<std::string> warnings_of(const SynthesisRequest& request, base::Stop& stop);

}  // namespace ggms::api
