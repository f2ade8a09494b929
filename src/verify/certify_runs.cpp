// The auditor's own executions: breadth first over the boundaries between rounds, from all initial values,
// under all choices of the adversary, merging equal configurations. One round, for each configuration:
//
//   1. the adversary chooses who crashes in it (the coupled choice);
//   2. from that follow the mails that a survivor can find: everything that the survivors sent, and any part
//      of what the crashing ones sent, for each survivor independently of the others;
//   3. each survivor's next states are looked up, and the next configurations are all combinations.
//
// Another fault model changes steps 1 and 2 only (`step` and `possible_mail`), and what `kind` says of a
// process.
//
// In the vector views every process is a group of its own. Its behaviour does not depend on the initial
// values but through the states, so a configuration is explored once and carries the set of initial vectors
// that lead to it. In the counts views processes with equal state (and name and initial value, for the
// properties' sake) are one group, which makes a configuration a multiset: a renaming of the processes maps
// executions to executions there.
#include "verify/certify_runs.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ggms::verify::certify {

namespace {

// Past this the memory of an ordinary machine ends; the verdict is then unknown.
constexpr std::uint64_t kMostConfigurations = 20'000'000;
// Past this many initial vectors or multisets there is no point in starting.
constexpr std::uint64_t kMostStarts = 4'000'000;
// The caller's wish to stop is asked for once in so many steps of the innermost loops.
constexpr std::uint64_t kStepsPerPoll = 1024;

struct Stopped {};
struct TooLarge {};

/// Adds processes to a configuration; equal ones are one group.
void add(Configuration& configuration, const Group& group) {
  if (group.count == 0) return;
  auto& groups = configuration.groups;
  const auto at = std::lower_bound(groups.begin(), groups.end(), group, [](const Group& a, const Group& b) {
    return std::pair(a.who, a.state) < std::pair(b.who, b.state);
  });
  if (at != groups.end() && at->who == group.who && at->state == group.state) {
    at->count = static_cast<std::uint16_t>(at->count + group.count);
  } else {
    groups.insert(at, group);
  }
}

int crashed_in(const Configuration& configuration) {
  int result = 0;
  for (const Group& group : configuration.groups) result += group.state == kCrashed ? group.count : 0;
  return result;
}

/// Calls visit with each way to crash at most `budget` live processes; `crashing` is all zero before and
/// after.
template <typename Visit>
void for_each_crashing(const Configuration& from, std::size_t group, int budget, Crashing& crashing,
                       const Visit& visit) {
  if (group == from.groups.size()) return visit(crashing);
  const int most = from.groups[group].state == kCrashed ? 0 : std::min<int>(budget, from.groups[group].count);
  for (int count = 0; count <= most; ++count) {
    crashing[group] = count;
    for_each_crashing(from, group + 1, budget - count, crashing, visit);
  }
  crashing[group] = 0;
}

void merge(std::vector<std::uint32_t>& into, const std::vector<std::uint32_t>& more) {
  if (into.empty() || into.back() < more.front()) {  // nearly always so in round 1, where the sets get long
    into.insert(into.end(), more.begin(), more.end());
    return;
  }
  // Often a few are added to many, and are there already: a search for each, not a walk through all.
  if (std::all_of(more.begin(), more.end(),
                  [&](std::uint32_t start) { return std::binary_search(into.begin(), into.end(), start); })) {
    return;
  }
  std::vector<std::uint32_t> both;
  std::set_union(into.begin(), into.end(), more.begin(), more.end(), std::back_inserter(both));
  into = std::move(both);
}

}  // namespace

Group survivors(const Configuration& from, const Crashing& crashing, std::size_t group) {
  Group result = from.groups[group];
  result.count = result.state == kCrashed ? std::uint16_t{0}
                                          : static_cast<std::uint16_t>(result.count - crashing[group]);
  return result;
}

Runs::Runs(Protocol protocol, std::set<int> named, std::function<bool()> stop)
    : protocol_(std::move(protocol)),
      named_(named.begin(), named.end()),
      stop_(std::move(stop)),
      most_configurations_(kMostConfigurations) {}

Runs::End Runs::explore() {
  try {
    add_starts();
    for (int round = 1; round <= protocol_.rounds; ++round) {
      Boundary next;
      for (const auto& [from, starts] : boundaries_.back()) {
        step(round, from, [&](const Crashing&, Configuration to) {
          std::vector<std::uint32_t>& known = next[std::move(to)];
          configurations_ -= known.size();
          merge(known, starts);
          configurations_ += known.size();
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

std::uint64_t Runs::used_transitions() const {
  std::uint64_t result = 0;
  for (const auto& round : protocol_.table) {
    for (const auto& [received, entry] : round) result += entry.used ? 1 : 0;
  }
  return result;
}

/// Called in innermost loops, with the number of things that the loop holds.
void Runs::poll(std::uint64_t held) {
  if (configurations_ + held > most_configurations_) throw TooLarge{};
  if (++steps_ % kStepsPerPoll == 0 && stop_ && stop_()) throw Stopped{};
}

// ---- initial values ----

void Runs::add_starts() {
  boundaries_.emplace_back();
  if (protocol_.by_sender()) {
    add_vectors();
  } else {
    Configuration start;
    add_multisets(start, 0, 0, protocol_.processes - static_cast<int>(named_.size()));
  }
}

/// Initial vectors are numbered in the number system whose digits are the initial values, process 1 first.
void Runs::add_vectors() {
  const std::uint64_t values = protocol_.initial.size();
  std::uint64_t vectors = 1;
  for (int i = 0; i < protocol_.processes; ++i) {
    weights_.insert(weights_.begin(), static_cast<std::uint32_t>(vectors));
    vectors *= values;
    if (vectors > kMostStarts) throw TooLarge{};
  }
  for (std::uint32_t start = 0; start < vectors; ++start) {
    poll();
    Configuration configuration;
    for (std::uint32_t who = 0; who < weights_.size(); ++who) {
      add(configuration, {who, initial_value({who, 0, 1}, start), 1});
    }
    boundaries_.front()[configuration] = {start};
    ++configurations_;
  }
}

/// All multisets of initial values for the processes without a name, times all values of those with one. Here
/// a configuration tells the initial values itself, and their number is 0.
void Runs::add_multisets(Configuration& start, State value, std::size_t next_named, int unnamed_left) {
  poll();
  const auto values = static_cast<std::uint32_t>(protocol_.initial.size());
  if (next_named < named_.size()) {
    for (State own = 0; own < values; ++own) {
      Configuration with_named = start;
      add(with_named, {static_cast<std::uint32_t>(next_named + 1) * values + own, own, 1});
      add_multisets(with_named, value, next_named + 1, unnamed_left);
    }
  } else if (value + 1U == values) {
    add(start, {value, value, static_cast<std::uint16_t>(unnamed_left)});
    boundaries_.front()[start] = {0};
    if (++configurations_ > kMostStarts) throw TooLarge{};
  } else {
    for (int count = 0; count <= unnamed_left; ++count) {
      Configuration with_value = start;
      add(with_value, {value, value, static_cast<std::uint16_t>(count)});
      add_multisets(with_value, static_cast<State>(value + 1), next_named, unnamed_left - count);
    }
  }
}

State Runs::initial_value(const Group& group, std::uint32_t start) const {
  const std::size_t values = protocol_.initial.size();
  return static_cast<State>((protocol_.by_sender() ? start / weights_[group.who] : group.who) % values);
}

// ---- one round ----

void Runs::step(int round, const Configuration& from, const Visit& visit) {
  Crashing crashing(from.groups.size(), 0);
  for_each_crashing(from, 0, protocol_.crashes - crashed_in(from), crashing,
                    [&](const Crashing& chosen) { step(round, from, chosen, visit); });
}

void Runs::step(int round, const Configuration& from, const Crashing& crashing, const Visit& visit) {
  poll();
  const std::set<Received> mail = possible_mail(round, from, crashing);
  Configuration start;
  for (std::size_t g = 0; g < from.groups.size(); ++g) {
    const Group& group = from.groups[g];
    const int crashed = group.state == kCrashed ? group.count : crashing[g];
    add(start, {group.who, kCrashed, static_cast<std::uint16_t>(crashed)});
  }
  Partial partial{start};  // `lost`: whether one of those who have moved lost a message in this round
  std::map<Received, Moves> known;  // by what else a receiver looks at
  for (std::size_t g = 0; g < from.groups.size(); ++g) {
    const Group receivers = survivors(from, crashing, g);
    if (receivers.count == 0) continue;
    const auto [same, is_new] = known.try_emplace(with_own({}, receivers));
    if (is_new) {
      Received missing;
      same->second = moves(round, mail, receivers, missing);
      if (!missing.empty()) {
        const bool fewer = !missing_ || crashed_in(start) < missing_crashes_;
        if (fewer) {
          missing_ = Missing{round, from, crashing, receivers, missing};
          missing_crashes_ = crashed_in(start);
        }
        return;
      }
    }
    partial = extended(partial, receivers, same->second);
  }
  for (Configuration to : partial) {
    to.lost = to.lost || from.lost;
    visit(crashing, std::move(to));
  }
}

/// What a survivor can find of the messages of a round: the survivors' all, the crashing processes' any.
std::set<Received> Runs::possible_mail(int round, const Configuration& from, const Crashing& crashing) {
  Received from_survivors = protocol_.by_sender()
                                ? Received(static_cast<std::size_t>(protocol_.processes), kLost)
                                : Received(protocol_.sent(round).size(), 0);
  for (std::size_t g = 0; g < from.groups.size(); ++g) deliver(from_survivors, survivors(from, crashing, g));
  std::set<Received> result{from_survivors};
  for (std::size_t g = 0; g < from.groups.size(); ++g) {
    Group one = from.groups[g];
    one.count = 1;
    for (int i = 0; i < crashing[g]; ++i) {
      for (Received mail : std::set<Received>(result)) {
        poll(result.size());
        deliver(mail, one);
        result.insert(std::move(mail));
      }
    }
  }
  return result;
}

void Runs::deliver(Received& mail, const Group& sender) const {
  if (sender.count == 0) return;
  if (protocol_.by_sender()) {
    mail[sender.who] = sender.state;
  } else {
    mail[sender.state] = static_cast<char16_t>(mail[sender.state] + sender.count);
  }
}

bool Runs::is_complete(const Received& mail) const {
  if (protocol_.by_sender()) return mail.find(char16_t{kLost}) == Received::npos;
  int heard = 0;
  for (const char16_t count : mail) heard += count;
  return heard == protocol_.processes;
}

Received Runs::with_own(Received mail, const Group& receiver) const {
  if (protocol_.view == View::kVectorId) mail.push_back(static_cast<char16_t>(receiver.who));
  if (protocol_.view == View::kCountsOwn) mail.push_back(receiver.state);
  return mail;
}

/// `missing` becomes the first key that has no entry, if there is one.
Runs::Moves Runs::moves(int round, const std::set<Received>& mail, const Group& receiver, Received& missing) {
  Moves result;
  auto& entries = protocol_.table[static_cast<std::size_t>(round - 1)];
  for (const Received& received : mail) {
    const Received key = with_own(received, receiver);
    const auto entry = entries.find(key);
    if (entry == entries.end()) {
      if (missing.empty()) missing = key;
      continue;
    }
    entry->second.used = true;
    Ways& ways = result[entry->second.next];
    (is_complete(received) ? ways.complete : ways.incomplete) = true;
  }
  return result;
}

/// All combinations of what is there with the receivers' moves: how many of them go to each next state. None
/// of these lost a message if each of the states that they go to can be reached with complete mail; one did
/// if one can be reached with incomplete mail.
Runs::Partial Runs::extended(const Partial& partial, const Group& receivers, const Moves& moves) {
  Partial result;
  const auto go = [&](const auto& self, const Configuration& so_far, Moves::const_iterator move, int left,
                      bool all_complete, bool one_incomplete) -> void {
    poll(result.size());
    if (left == 0) {
      for (const bool lost : {false, true}) {
        if (!(lost ? one_incomplete : all_complete)) continue;
        Configuration to = so_far;
        to.lost = to.lost || lost;
        result.insert(std::move(to));
      }
      return;
    }
    const bool is_last = std::next(move) == moves.end();
    for (int count = is_last ? left : 0; count <= left; ++count) {
      Configuration to = so_far;
      add(to, {receivers.who, move->first, static_cast<std::uint16_t>(count)});
      self(self, to, std::next(move), left - count, all_complete && (count == 0 || move->second.complete),
           one_incomplete || (count > 0 && move->second.incomplete));
    }
  };
  for (const Configuration& so_far : partial) go(go, so_far, moves.begin(), receivers.count, true, false);
  return result;
}

// ---- what properties see ----

Kind Runs::kind(const Configuration& last, std::size_t group, std::uint32_t start) const {
  const Group& members = last.groups[group];
  Kind result;
  result.initial = initial_value(members, start);
  if (protocol_.by_sender()) {
    const int process = static_cast<int>(members.who) + 1;
    result.name = std::binary_search(named_.begin(), named_.end(), process) ? process : 0;
  } else if (const std::size_t name = members.who / protocol_.initial.size(); name != 0) {
    result.name = named_[name - 1];
  }
  result.correct = members.state != kCrashed;
  if (result.correct) {
    result.decision = members.state;
    result.decided_in = protocol_.rounds;
  }
  // Under crashes a live process receives from all who move, and all who move receive from it. So it is
  // connected if more than half of all processes moved in every round, and the last round has the fewest of
  // them.
  result.connected = result.correct && 2 * (protocol_.processes - crashed_in(last)) > protocol_.processes;
  return result;
}

Outcome Runs::outcome(const Configuration& last, std::uint32_t start) const {
  Outcome result;
  for (std::size_t g = 0; g < last.groups.size(); ++g) result.add(kind(last, g, start), last.groups[g].count);
  result.failures = crashed_in(last);
  result.crashed = result.failures > 0;
  result.lost = last.lost;
  return result;
}

}  // namespace ggms::verify::certify
