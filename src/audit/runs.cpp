// The auditor's own executions: breadth first over the boundaries between rounds, from all initial values and
// all picks of faulty processes, under all choices of the adversary, merging equal configurations.
// adversary.cpp says what the adversary may do in a round, step.cpp carries a round out.
//
// In the vector views every process is a group of its own. Its behaviour depends on the initial values only
// through the states, so the auditor explores a configuration once and keeps the set of initial vectors that
// lead to it. In the counts views, processes with equal state (and, if properties need it, equal name,
// initial value and so on) are one group, and a configuration is a multiset; that is sound because there a
// renaming of the processes maps executions to executions. Only `connected` depends on who received from
// whom; if a property speaks of it, processes are kept apart in all views.
#include "audit/runs.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace ggms::audit {

namespace {

// More configurations don't fit in the memory of an ordinary machine; the verdict is then unknown.
constexpr std::uint64_t kMostConfigurations = 20'000'000;
// With more initial vectors or multisets the audit would not finish, so it does not start.
constexpr std::uint64_t kMostStarts = 4'000'000;
// The innermost loops ask the caller once in so many steps whether to stop.
constexpr std::uint64_t kStepsPerPoll = 64;

constexpr std::array<Role, 4> kRoles{Role::kHonest, Role::kOmission, Role::kGeneralOmission,
                                     Role::kByzantine};

void merge(std::vector<std::uint32_t>& into, const std::vector<std::uint32_t>& more) {
  if (into.empty() || into.back() < more.front()) {  // nearly always true in round 1, where the sets get long
    into.insert(into.end(), more.begin(), more.end());
    return;
  }
  // Often a few vectors are added to many, and are there already; then a search for each is faster than
  // merging.
  if (std::all_of(more.begin(), more.end(),
                  [&](std::uint32_t start) { return std::binary_search(into.begin(), into.end(), start); })) {
    return;
  }
  std::vector<std::uint32_t> both;
  std::set_union(into.begin(), into.end(), more.begin(), more.end(), std::back_inserter(both));
  into = std::move(both);
}

/// If the only faults are crashes that are not late, a live process receives from all that move, and all that
/// move receive from it. So it is connected if more than half of all processes moved in every round; the last
/// round has the fewest. The auditor can compute that at the end, so it need not keep `connected`, nor
/// processes apart.
Watched kept(Watched watched, const Protocol& protocol) {
  if (protocol.faults.only_crashes()) watched.connected = false;
  if (!protocol.decides_early) watched.decided_by = false;  // the round is always the last
  return watched;
}

}  // namespace

Runs::Runs(Protocol protocol, Watched watched, Poll poll)
    : protocol_(std::move(protocol)),
      watched_(kept(std::move(watched), protocol_)),
      named_(watched_.named.begin(), watched_.named.end()),
      poll_(std::move(poll)),
      stepper_(protocol_, watched_, [this](std::uint64_t held) { note(held); }),
      most_configurations_(kMostConfigurations) {
  // The number of an initial vector has the initial values as digits, process 1 first.
  std::uint64_t vectors = 1;
  for (int i = 0; apart() && i < protocol_.processes && vectors <= kMostStarts; ++i) {
    weights_.insert(weights_.begin(), static_cast<std::uint32_t>(vectors));
    vectors *= protocol_.initial.size();
  }
}

Runs::End Runs::explore() {
  try {
    add_starts();
    for (int round = 1; round <= protocol_.rounds; ++round) {
      Boundary next;
      for (const auto& entry : boundaries_.back()) {
        const Configuration& from = entry.first;
        const std::vector<std::uint32_t>& starts = entry.second;
        for_each_choice(protocol_.faults, from, [&](const Choice& choice) {
          auto missing = stepper_.step(round, from, choice, [&](Configuration to, const Way&) {
            std::vector<std::uint32_t>& known = next[std::move(to)];
            configurations_ -= known.size();
            merge(known, starts);
            configurations_ += known.size();
          });
          if (missing && (!missing_ || missing->failures < missing_->failures)) missing_ = std::move(missing);
        });
      }
      boundaries_.push_back(std::move(next));
      if (missing_) return End::kMissingEntry;
    }
  } catch (const Stopped&) {
    return End::kStopped;
  } catch (const TooLarge&) {
    return End::kTooLarge;
  }
  return End::kDone;
}

std::uint64_t Runs::starts() const {
  return apart() ? static_cast<std::uint64_t>(weights_.front()) * protocol_.initial.size() : 1;
}

std::uint64_t Runs::used_transitions() const {
  std::uint64_t result = 0;
  for (const auto& round : protocol_.table) {
    for (const auto& [received, entry] : round) result += entry.used ? 1 : 0;
  }
  return result;
}

/// Innermost loops call this with the number of items that they hold.
void Runs::note(std::uint64_t held) {
  if (configurations_ + held > most_configurations_) throw TooLarge{};
  if (++steps_ % kStepsPerPoll == 0) poll_();
}

// ---- initial values and picked processes ----

void Runs::add_starts() {
  boundaries_.emplace_back();
  Configuration start;
  start.losses_left = static_cast<std::uint16_t>(protocol_.faults.loss_total);
  start.splits_left = static_cast<std::uint16_t>(protocol_.faults.partition);
  if (!apart()) return add_multisets(start, 0, 0, protocol_.processes - static_cast<int>(named_.size()));

  if (starts() > kMostStarts) throw TooLarge{};
  std::vector<Role> roles;
  add_vectors(start, roles);
}

bool Runs::may_pick(const Configuration& configuration) const {
  std::array<int, 4> picked{};
  for (const Group& group : configuration.groups) picked[static_cast<std::size_t>(group.role)] += group.count;
  const Faults& faults = protocol_.faults;
  return picked[1] <= faults.omission && picked[2] <= faults.general_omission &&
         picked[3] <= faults.byzantine;
}

/// Adds all initial vectors, for all ways to give roles to the processes after those in `roles`. The initial
/// value of a Byzantine process shows in the number of the vector only, because the process has no state.
void Runs::add_vectors(Configuration& start, std::vector<Role>& roles) {
  note(0);
  if (roles.size() < weights_.size()) {
    for (const Role role : kRoles) {
      Configuration picked = start;
      add(picked.groups, {.who = static_cast<std::uint32_t>(roles.size()), .state = 0, .role = role});
      if (!may_pick(picked)) continue;
      roles.push_back(role);
      add_vectors(picked, roles);
      roles.pop_back();
    }
    return;
  }
  const auto vectors = static_cast<std::uint32_t>(weights_.front() * protocol_.initial.size());
  for (std::uint32_t number = 0; number < vectors; ++number) {
    note(0);
    Configuration configuration = start;
    for (Group& group : configuration.groups) {
      group.state = group.is_byzantine() ? kNoState : initial_value(group, number);
    }
    boundaries_.front()[configuration].push_back(number);
    ++configurations_;
  }
}

/// Adds all multisets of (initial value, role) for the processes without a name, combined with all choices
/// for named ones. Here the configuration itself has the initial values, and the number of the vector is 0.
void Runs::add_multisets(Configuration& start, std::size_t next_named, std::size_t next_sort,
                         int unnamed_left) {
  note(0);
  const std::size_t values = protocol_.initial.size(), sorts = values * kRoles.size();
  const auto with = [&](std::size_t name, std::size_t sort, int count) {
    Configuration result = start;
    Group group;
    group.who = static_cast<std::uint32_t>(name * values + sort % values);
    group.role =
        kRoles[kRoles.size() - 1 - sort / values];  // honest ones last: they take the remaining processes
    group.state = group.is_byzantine() ? kNoState : static_cast<State>(sort % values);
    group.count = static_cast<std::uint16_t>(count);
    add(result.groups, group);
    return result;
  };
  if (next_named < named_.size()) {
    for (std::size_t sort = 0; sort < sorts; ++sort) {
      Configuration more = with(next_named + 1, sort, 1);
      if (may_pick(more)) add_multisets(more, next_named + 1, next_sort, unnamed_left);
    }
  } else if (next_sort == sorts) {
    boundaries_.front()[start] = {0};
    if (++configurations_ > kMostStarts) throw TooLarge{};
  } else {
    for (int count = next_sort + 1 == sorts ? unnamed_left : 0; count <= unnamed_left; ++count) {
      Configuration more = with(0, next_sort, count);
      if (!may_pick(more)) break;  // more of them are not possible either
      add_multisets(more, next_named, next_sort + 1, unnamed_left - count);
    }
  }
}

State Runs::initial_value(const Group& group, std::uint32_t start) const {
  const std::size_t values = protocol_.initial.size();
  return static_cast<State>((apart() ? start / weights_[group.who] : group.who) % values);
}

// ---- outcomes, as properties see them ----

Kind Runs::kind(const Configuration& last, std::size_t group, std::uint32_t start) const {
  const Group& members = last.groups[group];
  Kind result;
  result.initial = initial_value(members, start);
  if (apart()) {
    const int process = static_cast<int>(members.who) + 1;
    result.name = watched_.named.contains(process) ? process : 0;
  } else if (const std::size_t name = members.who / protocol_.initial.size(); name != 0) {
    result.name = named_[name - 1];
  }
  result.correct = !members.is_faulty();
  if (members.state != kNoState) {
    result.decision = members.state;
    result.decided_in = members.decided_in != 0 ? members.decided_in : protocol_.rounds;
  }
  const int moved_last = protocol_.processes - last.failures();  // if there are no faults but crashes
  result.connected =
      watched_.connected ? members.connected : !members.is_faulty() && 2 * moved_last > protocol_.processes;
  return result;
}

Outcome Runs::outcome(const Configuration& last, std::uint32_t start) const {
  Outcome result;
  for (std::size_t g = 0; g < last.groups.size(); ++g) result.add(kind(last, g, start), last.groups[g].count);
  result.failures = last.failures();
  result.crashed = last.crashed(Crash::kCrash) > 0;
  result.lost = last.lost;
  return result;
}

}  // namespace ggms::audit
