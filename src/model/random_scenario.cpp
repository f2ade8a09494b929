// Draws random scenarios from the adversary's own choices, so this file names no fault model. Processes of
// one role are alike to the adversary. So a draw first takes a coupled choice, which says how many processes
// meet which fate, then chooses these processes, and then decides every message whose fate is open.

#include "model/random_scenario.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace ggms::model {

namespace {

std::size_t pick(std::size_t bound, base::Rng& rng) {
  return static_cast<std::size_t>(rng.below(bound));
}

void shuffle(std::vector<int>& items, base::Rng& rng) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[pick(i, rng)]);
}

/// Draws one run of the adversary.
class Draw {
 public:
  Draw(const Setting& setting, base::Rng& rng)
      : setting_(setting), adversary_(setting.faults, setting.processes, false), rng_(rng) {
    for (int p = 0; p < setting.processes; ++p) {
      const auto value = pick(static_cast<std::size_t>(setting.initial), rng_);
      scenario_.initial.push_back(static_cast<int>(value));
    }
    pick_faulty();
  }

  Scenario run() {
    for (int round = 1; round <= setting_.rounds; ++round) scenario_.rounds.push_back(round_faults(round));
    validate(scenario_, setting_);
    return with_canonical_blocks(std::move(scenario_));
  }

 private:
  void pick_faulty() {
    std::vector<std::vector<int>> possible;
    adversary_.for_each_pick_count([&](const std::vector<int>& counts) { possible.push_back(counts); });
    // The first pick picks no process; only one draw in kOneIn takes it, because most draws should have
    // faults.
    constexpr std::size_t kOneIn = 8;
    const bool none = possible.size() == 1 || pick(kOneIn, rng_) == 0;
    const std::vector<int>& counts = none ? possible.front() : possible[1 + pick(possible.size() - 1, rng_)];
    std::vector<int> all;
    for (int p = 0; p < setting_.processes; ++p) all.push_back(p);
    if (adversary_.roles().size() > 1) {
      shuffle(all, rng_);
      scenario_.picked.assign(all.size(), kNotPicked);
    }
    auto next = all.begin();
    for (std::size_t i = 0; i < counts.size(); ++i) {
      present_.emplace_back(next, next + counts[i]);
      for (const int p : present_.back()) {
        if (i > 0) scenario_.picked[static_cast<std::size_t>(p)] = adversary_.roles()[i];
      }
      next += counts[i];
    }
  }

  RoundFaults round_faults(int round) {
    std::vector<Party> parties;
    for (std::size_t i = 0; i < present_.size(); ++i) {
      parties.push_back({static_cast<int>(present_[i].size()), adversary_.roles()[i]});
      shuffle(present_[i], rng_);
    }
    const std::vector<Choice> possible = adversary_.choices(parties, ledger_);
    const Choice& choice = possible[pick(possible.size(), rng_)];
    ledger_ = after(ledger_, choice);

    std::vector<std::vector<int>> members;  // per class
    std::vector<std::size_t> used(present_.size(), 0);
    for (const Choice::Class& c : choice.classes) {
      const auto group = static_cast<std::size_t>(c.group);
      const auto first = present_[group].begin() + static_cast<std::ptrdiff_t>(used[group]);
      members.emplace_back(first, first + c.count);
      used[group] += static_cast<std::size_t>(c.count);
    }
    RoundFaults faults;
    for (std::size_t c = 0; c < choice.classes.size(); ++c) {
      const Choice::Class& of = choice.classes[c];
      const auto note = [&](std::vector<int>& list) {
        list.insert(list.end(), members[c].begin(), members[c].end());
      };
      if (of.fate == Fate::kCrashes) note(faults.crashing);
      if (of.fate == Fate::kLeaves) note(faults.leaving);
      if (of.apart) note(faults.block);
      if (!choice.moves(c)) continue;
      for (const int receiver : members[c]) receive(receiver, c, choice, members, round, faults);
    }
    for (std::vector<int>* list : {&faults.crashing, &faults.leaving, &faults.block})
      std::sort(list->begin(), list->end());
    std::sort(faults.losses.begin(), faults.losses.end());
    std::sort(faults.forged.begin(), faults.forged.end());
    for (std::vector<int>& present : present_) {
      std::erase_if(present, [&](int p) {
        return std::binary_search(faults.crashing.begin(), faults.crashing.end(), p) ||
               std::binary_search(faults.leaving.begin(), faults.leaving.end(), p);
      });
    }
    return faults;
  }

  /// Decides every message to one receiver.
  void receive(int receiver, std::size_t c, const Choice& choice,
               const std::vector<std::vector<int>>& members, int round, RoundFaults& faults) {
    std::vector<int> sure;
    for (std::size_t s = 0; s < members.size(); ++s) {
      for (const int sender : members[s]) {
        if (sender == receiver) continue;
        const Link link = choice.link(c, s);
        if (link == Link::kSure) sure.push_back(sender);
        // A forged message says any state or is not sent at all; each of these is equally likely.
        const auto letters = static_cast<std::size_t>(setting_.alphabet(round - 1));
        const std::size_t said = link == Link::kForged ? pick(letters + 1, rng_) : letters;
        if (said < letters) {
          faults.forged.push_back({receiver, sender, static_cast<int>(said)});
        } else if (link == Link::kLost || link == Link::kForged || (link == Link::kAtRisk && rng_.coin())) {
          faults.losses.emplace_back(receiver, sender);
        }
      }
    }
    shuffle(sure, rng_);
    for (int i = 0; i < choice.classes[c].losses; ++i)
      faults.losses.emplace_back(receiver, sure[static_cast<std::size_t>(i)]);
  }

  const Setting& setting_;
  Adversary adversary_;
  base::Rng& rng_;
  Scenario scenario_;
  std::vector<std::vector<int>> present_;  // per role, the processes that are up (or forge)
  Ledger ledger_{};
};

}  // namespace

Scenario random_scenario(const Setting& setting, base::Rng& rng) {
  return Draw(setting, rng).run();
}

}  // namespace ggms::model
