// Scenarios: their order, and other ways to write them.

#include "model/scenario.h"

#include <algorithm>
#include <tuple>

namespace ggms::model {

namespace {

/// Compares two sorted lists of positions as the 0/1 vectors that they stand for, 0 before 1.
template <class T>
std::strong_ordering as_bits(const std::vector<T>& a, const std::vector<T>& b) {
  const auto [i, j] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (i == a.end()) return j == b.end() ? std::strong_ordering::equal : std::strong_ordering::less;
  if (j == b.end()) return std::strong_ordering::greater;
  return *i > *j ? std::strong_ordering::less : std::strong_ordering::greater;
}

/// What becomes of the messages that don't just arrive: (link, 0-based state said, or kLost).
using Changes = std::vector<std::pair<std::pair<int, int>, int>>;
constexpr int kLost = 1'000'000;  // past every state

Changes changes_of(const RoundFaults& round) {
  Changes changes;
  for (const auto& link : round.losses) changes.emplace_back(link, kLost);
  for (const Forgery& forgery : round.forged)
    changes.push_back({{forgery.receiver, forgery.sender}, forgery.state});
  std::sort(changes.begin(), changes.end());
  return changes;
}

/// The first link that differs decides: one that just arrives comes first.
std::strong_ordering by_messages(const RoundFaults& a, const RoundFaults& b) {
  const Changes x = changes_of(a);
  const Changes y = changes_of(b);
  const auto [i, j] = std::mismatch(x.begin(), x.end(), y.begin(), y.end());
  if (i == x.end()) return j == y.end() ? std::strong_ordering::equal : std::strong_ordering::less;
  if (j == y.end()) return std::strong_ordering::greater;
  if (i->first == j->first) return i->second <=> j->second;
  return i->first > j->first ? std::strong_ordering::less : std::strong_ordering::greater;
}

}  // namespace

const RoundFaults& Scenario::faults(int round) const {
  static const RoundFaults kNothing;
  const auto index = static_cast<std::size_t>(round - 1);
  return index < rounds.size() ? rounds[index] : kNothing;
}

RoundFaults faults_of(const Choice& choice) {
  RoundFaults faults;
  for (const Choice::Class& c : choice.classes) {
    if (c.fate == Fate::kCrashes) faults.crashing.push_back(c.group);
    if (c.fate == Fate::kLeaves) faults.leaving.push_back(c.group);
    if (c.apart) faults.block.push_back(c.group);
  }
  return faults;
}

void add_mail(const Choice& choice, std::size_t receiver, const Mail& mail, int letters,
              RoundFaults& faults) {
  const int to = choice.classes[receiver].group;
  const auto states = static_cast<std::size_t>(letters);
  for (std::size_t s = 0; s < choice.classes.size(); ++s) {
    const int from = choice.classes[s].group;
    if (mail.lost[s] > 0) faults.losses.emplace_back(to, from);
    for (std::size_t state = 0; state < states; ++state) {
      if (mail.forged[s * states + state] > 0) faults.forged.push_back({to, from, static_cast<int>(state)});
    }
  }
}

FaultCount count_faults(const Scenario& scenario) {
  FaultCount count;
  std::vector<bool> failed(scenario.initial.size(), false);
  for (std::size_t p = 0; p < scenario.picked.size(); ++p) failed[p] = scenario.picked[p] != kNotPicked;
  for (const RoundFaults& round : scenario.rounds) {
    for (const int p : round.crashing) failed[static_cast<std::size_t>(p)] = true;
    for (const int p : round.leaving) failed[static_cast<std::size_t>(p)] = true;
    count.losses += static_cast<int>(round.losses.size() + round.forged.size());
  }
  count.failures = static_cast<int>(std::count(failed.begin(), failed.end(), true));
  return count;
}

std::strong_ordering lexicographic(const RoundFaults& a, const RoundFaults& b) {
  if (const auto order = as_bits(a.block, b.block); order != 0) return order;
  if (const auto order = as_bits(a.crashing, b.crashing); order != 0) return order;
  if (const auto order = as_bits(a.leaving, b.leaving); order != 0) return order;
  return by_messages(a, b);
}

std::strong_ordering lexicographic(const Scenario& a, const Scenario& b) {
  if (const auto order = a.initial <=> b.initial; order != 0) return order;
  for (std::size_t p = 0; p < a.initial.size(); ++p) {
    if (const auto order = a.role(static_cast<int>(p)) <=> b.role(static_cast<int>(p)); order != 0)
      return order;
  }
  const int rounds = static_cast<int>(std::max(a.rounds.size(), b.rounds.size()));
  for (int round = 1; round <= rounds; ++round) {
    if (const auto order = lexicographic(a.faults(round), b.faults(round)); order != 0) return order;
  }
  return std::strong_ordering::equal;
}

Scenario renumbered(const Scenario& scenario, const std::vector<int>& to) {
  const auto at = [&](int p) { return to[static_cast<std::size_t>(p)]; };
  Scenario other = scenario;
  for (std::size_t p = 0; p < to.size(); ++p) {
    const auto q = static_cast<std::size_t>(to[p]);
    other.initial[q] = scenario.initial[p];
    if (!scenario.picked.empty()) other.picked[q] = scenario.picked[p];
  }
  for (RoundFaults& round : other.rounds) {
    for (std::vector<int>* processes : {&round.block, &round.crashing, &round.leaving}) {
      for (int& p : *processes) p = at(p);
      std::sort(processes->begin(), processes->end());
    }
    for (auto& [receiver, sender] : round.losses)
      std::tie(receiver, sender) = std::pair(at(receiver), at(sender));
    for (Forgery& forgery : round.forged) forgery = {at(forgery.receiver), at(forgery.sender), forgery.state};
    std::sort(round.losses.begin(), round.losses.end());
    std::sort(round.forged.begin(), round.forged.end());
  }
  return other;
}

Scenario with_canonical_blocks(Scenario scenario) {
  std::vector<bool> gone(scenario.initial.size(), false);
  for (RoundFaults& faults : scenario.rounds) {
    std::vector<int> block;
    std::vector<int> rest;
    for (std::size_t p = 0; p < gone.size(); ++p) {
      if (gone[p]) continue;
      const bool apart = std::binary_search(faults.block.begin(), faults.block.end(), static_cast<int>(p));
      (apart ? block : rest).push_back(static_cast<int>(p));
    }
    if (!block.empty() && !rest.empty() && block.front() < rest.front()) block.swap(rest);
    faults.block = rest.empty() ? std::vector<int>{} : std::move(block);
    for (const std::vector<int>* crashing : {&faults.crashing, &faults.leaving}) {
      for (const int p : *crashing) gone[static_cast<std::size_t>(p)] = true;
    }
  }
  return scenario;
}

}  // namespace ggms::model
