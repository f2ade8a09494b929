// Tells an execution in words, for a certificate that is bad. Nothing is recorded on the way: the path to a
// configuration is found backwards, by asking each configuration of the boundary before whether it steps
// there.
#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "base/check.h"
#include "verify/certify_runs.h"

namespace ggms::verify::certify {

namespace {

std::string process(std::uint32_t who) {
  return fmt::format("process {}", who + 1);
}

}  // namespace

std::string Runs::story(std::size_t boundary, const Configuration& end, std::uint32_t start) {
  stop_ = nullptr;  // a short way back, once, which holds nothing
  most_configurations_ = std::numeric_limits<std::uint64_t>::max();
  std::vector<std::string> rounds;
  Configuration to = end;
  for (std::size_t at = boundary; at > 0; --at) {
    const int round = static_cast<int>(at);
    std::optional<std::pair<Configuration, Crashing>> before;
    for (const auto& [from, starts] : boundaries_[at - 1]) {
      if (!std::binary_search(starts.begin(), starts.end(), start)) continue;
      step(round, from, [&](const Crashing& crashing, const Configuration& reached) {
        if (!before && reached == to) before = {from, crashing};
      });
      if (before) break;
    }
    CHECK(before.has_value());
    rounds.push_back(fmt::format("; round {}: {}, then {}", round,
                                 crashes_in_words(round, before->first, before->second, to),
                                 states_in_words(at, to)));
    to = before->first;
  }
  std::string result = "initial values " + states_in_words(0, to);
  for (auto round = rounds.rbegin(); round != rounds.rend(); ++round) result += *round;
  return result;
}

std::string Runs::story_of_missing() {
  CHECK(missing_.has_value());
  const Missing missing = *missing_;
  const auto boundary = static_cast<std::size_t>(missing.round - 1);
  const std::uint32_t start = boundaries_[boundary].at(missing.before).front();
  const std::string receiver = protocol_.by_sender() ? process(missing.receiver.who) : "a process";
  const std::string crashes = crashes_in_words(missing.round, missing.before, missing.crashing, {});
  return fmt::format("{}; round {}: {}, and {} receives {}, which has no entry",
                     story(boundary, missing.before, start), missing.round, crashes, receiver,
                     received_in_words(missing.round, missing.received));
}

/// Who crashes in a round and, if `to` is not empty, whom their messages reach.
std::string Runs::crashes_in_words(int round, const Configuration& from, const Crashing& crashing,
                                   const Configuration& to) {
  std::vector<std::string> crashes;
  for (std::size_t g = 0; g < from.groups.size(); ++g) {
    if (crashing[g] == 0) continue;
    const Group& group = from.groups[g];
    if (!protocol_.by_sender()) {
      crashes.push_back(fmt::format("{} in state {} crash{}", crashing[g], protocol_.sent(round)[group.state],
                                    crashing[g] == 1 ? "es" : ""));
    } else if (to.groups.empty()) {
      crashes.push_back(process(group.who) + " crashes");
    } else {
      crashes.push_back(fmt::format("{} crashes and reaches {}", process(group.who),
                                    reached_in_words(round, from, crashing, to, group.who)));
    }
  }
  return crashes.empty() ? "nobody crashes" : fmt::format("{}", fmt::join(crashes, ", "));
}

/// In the vector views: who of the survivors received the message of a crashing process, in a way that leads
/// to `to`.
std::string Runs::reached_in_words(int round, const Configuration& from, const Crashing& crashing,
                                   const Configuration& to, std::uint32_t crashed) {
  const std::set<Received> mails = possible_mail(round, from, crashing);
  const auto& entries = protocol_.table[static_cast<std::size_t>(round - 1)];
  bool somebody_lost = from.lost || !to.lost;  // whether somebody has lost a message, if somebody has to
  std::vector<std::uint32_t> reached;
  for (std::size_t g = 0; g < from.groups.size(); ++g) {
    const Group receiver = survivors(from, crashing, g);
    if (receiver.count == 0) continue;
    const auto next = std::find_if(to.groups.begin(), to.groups.end(),
                                   [&](const Group& o) { return o.who == receiver.who; });
    CHECK(next != to.groups.end());
    const Received* best = nullptr;
    for (const Received& mail : mails) {
      if (entries.at(with_own(mail, receiver)).next != next->state || (!to.lost && !is_complete(mail)))
        continue;
      const auto losses = [](const Received& m) { return std::count(m.begin(), m.end(), char16_t{kLost}); };
      // As few losses as can be, but one where a loss is still owed.
      const auto badness = [&](const Received& m) {
        return std::pair(!somebody_lost && is_complete(m), losses(m));
      };
      if (best == nullptr || badness(mail) < badness(*best)) best = &mail;
    }
    CHECK(best != nullptr);
    somebody_lost = somebody_lost || !is_complete(*best);
    if ((*best)[crashed] != kLost) reached.push_back(receiver.who + 1);
  }
  return reached.empty() ? "nobody" : fmt::format("{}", fmt::join(reached, " and "));
}

/// The states at a boundary: by process in the vector views, `-` for a crashed one; how many of each
/// otherwise.
std::string Runs::states_in_words(std::size_t boundary, const Configuration& configuration) const {
  const int round = static_cast<int>(boundary);
  const auto& names = round == 0 ? protocol_.initial : protocol_.taken(round);
  std::vector<std::string> parts;
  if (protocol_.by_sender()) {
    for (const Group& group : configuration.groups) {
      parts.push_back(group.state == kCrashed ? "-" : names[group.state]);
    }
    return fmt::format("{}", fmt::join(parts, " "));
  }
  std::map<State, int> counts;
  for (const Group& group : configuration.groups) counts[group.state] += group.count;
  for (const auto& [state, count] : counts) {
    parts.push_back(fmt::format("{} {}", count, state == kCrashed ? "crashed" : names[state]));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string Runs::received_in_words(int round, const Received& received) const {
  const auto& names = protocol_.sent(round);
  std::vector<std::string> parts;
  if (protocol_.by_sender()) {
    for (std::size_t i = 0; i < static_cast<std::size_t>(protocol_.processes); ++i) {
      parts.push_back(received[i] == kLost ? "lost" : names[received[i]]);
    }
    return fmt::format("({})", fmt::join(parts, " "));
  }
  int lost = protocol_.processes;
  for (std::size_t s = 0; s < names.size(); ++s) {
    if (received[s] == 0) continue;
    parts.push_back(fmt::format("{} {}", static_cast<int>(received[s]), names[s]));
    lost -= received[s];
  }
  if (lost > 0) parts.push_back(fmt::format("{} lost", lost));
  const std::string own =
      protocol_.view == View::kCountsOwn ? " in state " + names[received[names.size()]] : "";
  return fmt::format("({}){}", fmt::join(parts, ", "), own);
}

}  // namespace ggms::verify::certify
