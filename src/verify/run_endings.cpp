// Lists the ways in which the adversary's choices can make a run end, whatever the machine is.

#include "verify/run_endings.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "base/stopped.h"

namespace ggms::verify {

namespace {

std::vector<model::Party> parties_of(const RunEnding& ending, const model::Adversary& adversary) {
  std::vector<model::Party> parties;
  for (const std::vector<int>& group : ending.present) {
    for (std::size_t i = 0; i < group.size(); ++i) parties.push_back({group[i], adversary.roles()[i]});
  }
  return parties;
}

/// Adds the endings that an ending can become in one more round.
void extend(const RunEnding& ending, const model::Adversary& adversary, int processes, base::Stop& stop,
            std::set<RunEnding>& after) {
  const std::size_t roles = adversary.roles().size();
  for (const model::Choice& choice : adversary.choices(parties_of(ending, adversary), ending.ledger, &stop)) {
    RunEnding next = ending;
    next.failures += choice.failures;
    next.ledger = model::after(next.ledger, choice);
    bool may_arrive = true;  // whether all messages to all processes that move may arrive
    bool may_be_lost = false;
    for (std::size_t c = 0; c < choice.classes.size(); ++c) {
      const model::Choice::Class& of = choice.classes[c];
      const auto party = static_cast<std::size_t>(of.group);
      if (of.fate == model::Fate::kCrashes || of.fate == model::Fate::kLeaves) {
        next.crashed = true;
        next.present[party / roles][party % roles] -= of.count;
      }
      if (!choice.moves(c)) continue;
      int sure = 1;  // its own
      int open = 0;
      for (std::size_t sender = 0; sender < choice.classes.size(); ++sender) {
        const model::Link link = choice.link(c, sender);
        if (link == model::Link::kSure) sure += choice.others(c, sender);
        if (link == model::Link::kAtRisk || link == model::Link::kForged) open += choice.others(c, sender);
      }
      sure -= of.losses;
      may_arrive = may_arrive && sure + open == processes;
      may_be_lost = may_be_lost || sure < processes;
    }
    if (may_arrive) after.insert(next);
    next.lost = true;
    if (may_be_lost || ending.lost) after.insert(next);
  }
}

/// Calls visit with every way to give roles to the members of the groups from `group` on.
void for_each_role(std::size_t group, RunEnding& ending, const std::vector<int>& groups,
                   const std::vector<int>& left, const std::function<void(const RunEnding&)>& visit) {
  if (group == groups.size()) {
    if (std::all_of(left.begin(), left.end(), [](int number) { return number == 0; })) visit(ending);
    return;
  }
  const auto share = [&](const auto& self, std::size_t role, int members, std::vector<int> rest) -> void {
    if (role + 1 == rest.size()) {
      if (members > rest[role]) return;
      ending.present[group][role] = members;
      rest[role] -= members;
      return for_each_role(group + 1, ending, groups, rest, visit);
    }
    for (int count = 0; count <= std::min(members, rest[role]); ++count) {
      std::vector<int> then = rest;
      then[role] -= count;
      ending.present[group][role] = count;
      self(self, role + 1, members - count, then);
    }
  };
  share(share, 0, groups[group], left);
}

}  // namespace

std::set<RunEnding> run_endings(const model::Adversary& adversary, const std::vector<int>& groups, int rounds,
                                base::Stop& stop) {
  const int processes = std::accumulate(groups.begin(), groups.end(), 0);
  std::set<RunEnding> now;
  adversary.for_each_pick_count([&](const std::vector<int>& counts) {
    RunEnding start;
    start.present.assign(groups.size(), std::vector<int>(counts.size(), 0));
    start.failures = processes - counts[0];
    for_each_role(0, start, groups, counts, [&](const RunEnding& ending) {
      base::require_going(stop, 0);
      now.insert(ending);
    });
  });
  for (int round = 1; round <= rounds; ++round) {
    std::set<RunEnding> after;
    for (const RunEnding& ending : now) {
      base::require_going(stop, 0);
      extend(ending, adversary, processes, stop, after);
    }
    if (after == now) break;  // more rounds add nothing
    now = std::move(after);
  }
  return now;
}

}  // namespace ggms::verify
