// Tells an execution in words, for a certificate that is bad. The exploration records no paths, so this file
// searches backwards for the path to a configuration: it tries which configurations of the boundary before
// step there.
#include "audit/story.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "audit/runs.h"
#include "base/check.h"

namespace ggms::audit {

namespace {

std::string process(std::uint32_t who) {
  return fmt::format("process {}", who + 1);
}

std::string processes(const std::vector<std::uint32_t>& numbers) {
  return numbers.empty() ? "no process" : fmt::format("{}", fmt::join(numbers, " and "));
}

const char* picked_as(Role role) {
  switch (role) {
    case Role::kHonest:
      break;
    case Role::kOmission:
      return "omitting";
    case Role::kGeneralOmission:
      return "omitting both ways";
    case Role::kByzantine:
      return "Byzantine";
  }
  return "honest";
}

}  // namespace

// ---- the path ----

std::string Runs::story(std::size_t boundary, const Configuration& end, std::uint32_t start) {
  most_configurations_ =
      std::numeric_limits<std::uint64_t>::max();  // the search backwards keeps no configurations
  stepper_.tell();
  const Words words(protocol_, apart());
  std::vector<std::string> rounds;
  Configuration to = end;
  for (std::size_t at = boundary; at > 0; --at) {
    struct Before {
      Configuration from;
      Choice choice;
      Way way;
    };
    // Prefers a configuration in which no message was lost before, then the cheapest way.
    std::optional<Before> before;
    const auto is_best = [&] { return before && !before->from.lost && before->way.price == Price{}; };
    const int round = static_cast<int>(at);
    for (const auto& entry : boundaries_[at - 1]) {
      const Configuration& from = entry.first;
      if (!std::binary_search(entry.second.begin(), entry.second.end(), start)) continue;
      for_each_choice(protocol_.faults, from, [&](const Choice& choice) {
        if (is_best()) return;
        stepper_.step(round, from, choice, [&](const Configuration& reached, const Way& way) {
          if (reached != to) return;
          const bool is_better =
              !before || std::pair(from.lost, way.price) < std::pair(before->from.lost, before->way.price);
          if (is_better) before = {from, choice, way};
        });
      });
      if (is_best()) break;
    }
    CHECK(before.has_value());
    rounds.push_back(fmt::format("; round {}: {}, then {}", round,
                                 words.adversary(round, before->choice, before->way.told),
                                 words.states(at, to.groups)));
    to = before->from;
  }
  Groups initial;
  for (Group group : to.groups) {
    group.state = initial_value(group, start);
    add(initial, group);
  }
  const std::string picks = words.picks(initial);
  for (Group& group : initial) group.role = Role::kHonest;
  std::string result = "initial values " + words.states(0, initial) + picks;
  for (auto round = rounds.rbegin(); round != rounds.rend(); ++round) result += *round;
  return result;
}

std::string Runs::story_of_missing() {
  CHECK(missing_.has_value());
  const Missing missing = *missing_;
  const auto boundary = static_cast<std::size_t>(missing.round - 1);
  const std::uint32_t start = boundaries_[boundary].at(missing.before).front();
  const Words words(protocol_, apart());
  return fmt::format("{}; round {}: {}, and {}, which has no entry", story(boundary, missing.before, start),
                     missing.round, words.adversary(missing.round, missing.choice, {}), words.needs(missing));
}

// ---- states ----

std::string Words::states(std::size_t boundary, const Groups& groups) const {
  const auto& names = boundary == 0 ? protocol_.initial : protocol_.taken(static_cast<int>(boundary));
  std::vector<std::string> parts;
  std::map<std::pair<State, std::string>, int> counts;
  for (const Group& group : groups) {
    if (apart_) {
      const std::string none = group.is_byzantine() ? "?" : "-";
      const std::string crashed = group.is_gone() ? " (crashed)" : "";
      parts.push_back(group.state == kNoState ? none : names[group.state] + crashed);
    } else {
      const std::string none = group.is_byzantine() ? "Byzantine" : "crashed";
      const std::string crashed = group.is_gone() ? " and crashed" : "";
      counts[{group.state, group.state == kNoState ? none : names[group.state] + crashed}] += group.count;
    }
  }
  for (const auto& [state, count] : counts) parts.push_back(fmt::format("{} {}", count, state.second));
  return fmt::format("{}", fmt::join(parts, apart_ ? " " : ", "));
}

std::string Words::picks(const Groups& start) const {
  std::string result;
  for (const Group& group : start) {
    if (group.role == Role::kHonest) continue;
    result += apart_ ? fmt::format(", {} is {}", process(group.who), picked_as(group.role))
                     : fmt::format(", {} with {} {} {}", group.count, protocol_.initial[group.state],
                                   group.count == 1 ? "is" : "are", picked_as(group.role));
  }
  return result;
}

std::string Words::received(int round, const Received& received, bool by_sender) const {
  const auto& names = protocol_.sent(round);
  std::vector<std::string> parts;
  if (by_sender) {
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
  return fmt::format("({})", fmt::join(parts, ", "));
}

std::string Words::needs(const Missing& missing) const {
  const Cell& receiver = missing.choice.cells[missing.receiver];
  const std::string who = apart_ ? process(receiver.group.who) : "a process";
  const std::string own = protocol_.view == View::kCountsOwn
                              ? " in state " + protocol_.sent(missing.round)[receiver.group.state]
                              : "";
  return fmt::format("{} receives {}{}", who,
                     received(missing.round, missing.received, protocol_.by_sender()), own);
}

// ---- the adversary's deeds ----

std::string Words::adversary(int round, const Choice& choice, const std::vector<Told>& told) const {
  std::vector<std::string> parts;
  for (const Cell& cell : choice.cells) {
    if (cell.crashes != Crash::kNone) parts.push_back(crashes(round, choice, cell, told));
  }
  if (choice.splits) parts.push_back(split(round, choice));
  if (apart_ && !told.empty()) {
    for (const Cell& cell : choice.cells) {
      if (cell.group.is_byzantine()) parts.push_back(lies(round, choice, cell, told));
    }
    for (std::string& loss : losses(choice, told)) parts.push_back(std::move(loss));
  } else if (!protocol_.faults.only_crashes()) {
    // Processes have no names here, so the text says what members of each group receive. It leaves out
    // members whose mail no fault has changed.
    const bool some_lie = std::any_of(choice.cells.begin(), choice.cells.end(),
                                      [](const Cell& cell) { return cell.group.is_byzantine(); });
    for (const Told& some : told) {
      const Cell& cell = choice.cells[some.cell];
      int heard = 0;
      for (const char16_t count : some.mail) heard += count;
      if (!some_lie && heard == protocol_.processes) continue;
      parts.push_back(fmt::format("{} in state {} receive{} {}", some.count,
                                  protocol_.sent(round)[cell.group.state], some.count == 1 ? "s" : "",
                                  received(round, some.mail, false)));
    }
  }
  if (parts.empty()) return protocol_.faults.only_crashes() ? "no process crashes" : "nothing goes wrong";
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string Words::members(int round, const Cell& cell) const {
  if (apart_) return process(cell.group.who);
  const State state = cell.group.state;
  return fmt::format("{} {}", cell.group.count,
                     state == kNoState ? "Byzantine" : "in state " + protocol_.sent(round)[state]);
}

std::string Words::crashes(int round, const Choice& choice, const Cell& cell,
                           const std::vector<Told>& told) const {
  const std::string ending = apart_ || cell.group.count == 1 ? "es" : "";
  const std::string late = cell.crashes == Crash::kLate ? " late" : "";
  const std::string result = fmt::format("{} crash{}{}", members(round, cell), ending, late);
  if (!apart_ || told.empty()) return result;
  std::vector<std::uint32_t> reached;
  for (const Told& one : told) {
    const std::uint32_t receiver = choice.cells[one.cell].group.who;
    if (receiver != cell.group.who && one.mail[cell.group.who] != kLost) reached.push_back(receiver + 1);
  }
  return fmt::format("{} and reaches {}", result, processes(reached));
}

std::string Words::split(int round, const Choice& choice) const {
  std::vector<std::string> groups;
  std::vector<std::uint32_t> numbers;
  for (const Cell& cell : choice.cells) {
    if (!cell.far) continue;
    groups.push_back(members(round, cell));
    numbers.push_back(cell.group.who + 1);
  }
  return "a split cuts off " + (apart_ ? processes(numbers) : fmt::format("{}", fmt::join(groups, " and ")));
}

/// What a Byzantine process sends to the processes of its own block.
std::string Words::lies(int round, const Choice& choice, const Cell& liar,
                        const std::vector<Told>& told) const {
  std::map<State, std::vector<std::uint32_t>> receivers;
  for (const Told& one : told) {
    const Cell& receiver = choice.cells[one.cell];
    if (receiver.far == liar.far) receivers[one.mail[liar.group.who]].push_back(receiver.group.who + 1);
  }
  std::vector<std::string> parts;
  for (const auto& [state, numbers] : receivers) {
    parts.push_back(fmt::format("{} to {}", state == kLost ? "nothing" : protocol_.sent(round)[state],
                                processes(numbers)));
  }
  return fmt::format("{} sends {}", process(liar.group.who),
                     parts.empty() ? "nothing" : fmt::format("{}", fmt::join(parts, ", ")));
}

/// The messages that are lost without a crash, a Byzantine sender or a split, by sender.
std::vector<std::string> Words::losses(const Choice& choice, const std::vector<Told>& told) const {
  std::vector<std::string> result;
  for (const Cell& sender : choice.cells) {
    if (sender.group.is_byzantine() || sender.group.is_gone() || sender.crashes != Crash::kNone) continue;
    std::vector<std::uint32_t> missed;
    for (const Told& one : told) {
      const Cell& receiver = choice.cells[one.cell];
      if (receiver.far == sender.far && one.mail[sender.group.who] == kLost)
        missed.push_back(receiver.group.who + 1);
    }
    if (missed.empty()) continue;
    result.push_back(fmt::format("{} is not heard by {}", process(sender.group.who), processes(missed)));
  }
  return result;
}

}  // namespace ggms::audit
