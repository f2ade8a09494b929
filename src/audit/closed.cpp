// Checks a list of configurations instead of exploring. A list is closed if it has every configuration that a
// run can start from, and for each configuration in it all that can follow in one round. By induction over
// the rounds it then has all reachable configurations, no matter which program wrote it. Further
// configurations in it do no harm, because the properties are checked there too.
#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "audit/listing.h"
#include "audit/runs.h"
#include "audit/story.h"

namespace ggms::audit {

namespace {

struct Gap {
  Runs::End end;
};

}  // namespace

Runs::End Runs::check(std::vector<Boundary> listed) {
  try {
    add_starts();
    const Boundary initial = std::move(boundaries_.front());
    boundaries_ = std::move(listed);
    configurations_ = 0;
    for (const Boundary& boundary : boundaries_) {
      for (const auto& [configuration, starts] : boundary) configurations_ += starts.size();
    }
    note(0);
    for (const auto& [configuration, starts] : initial) {
      const auto missing = unlisted(0, configuration, starts);
      if (!missing) continue;
      gap_ = fmt::format("{} is not listed, but runs start from it",
                         configuration_text(*this, 0, configuration, {*missing}));
      return End::kNotListed;
    }
    for (int round = 1; round <= protocol_.rounds; ++round) {
      for (const auto& [from, starts] : boundaries_[static_cast<std::size_t>(round - 1)])
        check_round(round, from, starts);
    }
  } catch (const Stopped&) {
    return End::kStopped;
  } catch (const TooLarge&) {
    return End::kTooLarge;
  } catch (const Gap& gap) {
    return gap.end;
  }
  return End::kDone;
}

/// The first initial vector with which the configuration is not listed, if there is one.
std::optional<std::uint32_t> Runs::unlisted(std::size_t boundary, const Configuration& configuration,
                                            const std::vector<std::uint32_t>& starts) const {
  const auto found = boundaries_[boundary].find(configuration);
  if (found == boundaries_[boundary].end()) return starts.front();
  const auto missing = std::find_if(starts.begin(), starts.end(), [&](std::uint32_t start) {
    return !std::binary_search(found->second.begin(), found->second.end(), start);
  });
  return missing == starts.end() ? std::nullopt : std::optional(*missing);
}

/// Throws a Gap if a configuration that follows is not listed, or an entry is missing.
void Runs::check_round(int round, const Configuration& from, const std::vector<std::uint32_t>& starts) {
  const auto boundary = static_cast<std::size_t>(round);
  const Words words(protocol_, apart());
  for_each_choice(protocol_.faults, from, [&](const Choice& choice) {
    const auto before = [&](std::uint32_t start) {
      return fmt::format("{} (boundary {}); round {}: {}",
                         configuration_text(*this, boundary - 1, from, {start}), boundary - 1, round,
                         words.adversary(round, choice, {}));
    };
    const auto missing = stepper_.step(round, from, choice, [&](const Configuration& to, const Way&) {
      const auto start = unlisted(boundary, to, starts);
      if (!start) return;
      gap_ = fmt::format("{} (boundary {}) is not listed, but comes after {}",
                         configuration_text(*this, boundary, to, {*start}), boundary, before(*start));
      throw Gap{End::kNotListed};
    });
    if (!missing) return;
    gap_ = fmt::format("after {}, {}, which has no entry", before(starts.front()), words.needs(*missing));
    throw Gap{End::kMissingEntry};
  });
}

}  // namespace ggms::audit
