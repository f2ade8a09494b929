// Why a setting is infeasible, in the user's words: properties that conflict. What can be met is
// monotone: properties that can be met together can be met with fewer of them. So one property after the
// other is left out if the rest still conflicts. Then smaller sets are tried, the smallest first, as long as
// the answers so far leave any open.

#include "synth/conflict.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>

#include "base/phases.h"
#include "synth/exact.h"
#include "synth/full_information.h"

namespace ggms::synth {

namespace {

constexpr int kMostProperties = 63;  // bits of a set; more are not minimised
constexpr int kMostForFewest = 12;   // of which all sets are worth going through

using Set = std::uint64_t;
static_assert(kMostProperties < std::numeric_limits<Set>::digits);

Set without(Set set, int property) {
  return set & ~(Set{1} << property);
}

bool contains(Set set, Set part) {
  return (set & part) == part;
}

std::vector<int> members(Set set) {
  std::vector<int> list;
  for (; set != 0; set &= set - 1) list.push_back(std::countr_zero(set));
  return list;
}

/// Remembers what the oracle said, and does not ask it what follows from that.
class Answers {
 public:
  Answers(Set impossible, const CanBeMet& can_be_met) : can_be_met_(can_be_met), impossible_{impossible} {}

  std::optional<bool> ask(Set set) {
    const auto has_set = [&](Set more) { return contains(more, set); };
    const auto is_in_set = [&](Set less) { return contains(set, less); };
    if (set == 0 || std::any_of(possible_.begin(), possible_.end(), has_set)) return true;
    if (std::any_of(impossible_.begin(), impossible_.end(), is_in_set)) return false;
    if (std::find(open_.begin(), open_.end(), set) != open_.end()) return std::nullopt;
    const std::optional<bool> answer = can_be_met_(members(set));
    (!answer ? open_ : *answer ? possible_ : impossible_).push_back(set);
    return answer;
  }

 private:
  const CanBeMet& can_be_met_;
  std::vector<Set> possible_;
  std::vector<Set> impossible_;
  std::vector<Set> open_;  // the oracle did not know
};

/// The first set with fewer properties than `conflict` that is known not to be possible; 0 if there is none.
Set smaller_conflict(Set all, Set conflict, Answers& answers) {
  for (int size = 1; size < std::popcount(conflict); ++size) {
    for (Set set = 1; set <= all; ++set) {
      if (std::popcount(set) == size && answers.ask(set) == std::optional(false)) return set;
    }
  }
  return 0;
}

}  // namespace

Conflict smallest_conflict(int count, const CanBeMet& can_be_met) {
  if (count > kMostProperties) {
    Conflict everything;
    for (int property = 0; property < count; ++property) everything.properties.push_back(property);
    return everything;
  }
  const Set all = (Set{1} << count) - 1;
  Answers answers(all, can_be_met);
  Set conflict = all;
  for (int property = 0; property < count; ++property) {
    if (answers.ask(without(conflict, property)) == std::optional(false))
      conflict = without(conflict, property);
  }
  if (count <= kMostForFewest) {
    if (const Set smaller = smaller_conflict(all, conflict, answers); smaller != 0) conflict = smaller;
  }
  Conflict result{members(conflict), true};
  for (const int property : result.properties) {
    result.minimal = result.minimal && answers.ask(without(conflict, property)) == std::optional(true);
  }
  return result;
}

Conflict explain(const spec::Spec& spec, const Attempt& attempt, const Options& options,
                 const base::Stop& limits, double seconds, const OnProgress& on_progress) {
  const base::Stopwatch watch;
  const auto count = static_cast<int>(spec.properties.size());
  const bool any_states = attempt.any_states && attempt.setting.rounds > 1;
  const CanBeMet can_be_met = [&](const std::vector<int>& properties) -> std::optional<bool> {
    const double left = std::min(seconds - watch.seconds(), limits.seconds_left());
    if (left <= 0) return std::nullopt;
    base::Stop stop = limits;
    stop.limit_seconds(left / 2);
    const model::Problem problem(spec::with_properties(spec, properties), attempt.setting);
    if (any_states) {
      const AnyStates answer = full_information(problem, kMostRuns, stop);
      if (answer == AnyStates::kUnknown) return std::nullopt;
      return answer == AnyStates::kFeasible;
    }
    const Answer answer = exact(problem, options, stop, on_progress).answer;
    if (answer == Answer::kUnknown) return std::nullopt;
    return answer == Answer::kFound;
  };
  return smallest_conflict(count, can_be_met);
}

}  // namespace ggms::synth
