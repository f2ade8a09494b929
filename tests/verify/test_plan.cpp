// Compares plans of rounds, with their requests and predecessors, with the adversary's choices and all mails
// under them.

#include <gtest/gtest.h>

#include <set>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "model/adversary.h"
#include "verify/plan.h"

namespace ggms::verify {
namespace {

int below(int bound, base::Rng& rng) {
  return static_cast<int>(rng.below(static_cast<std::uint64_t>(bound)));
}

/// The vectors that may arrive under a request, by its predecessors: how many messages of each sender.
std::set<std::vector<int>> arriving(const Plan& plan, int request) {
  const Plan::Request& at = plan.requests()[static_cast<std::size_t>(request)];
  std::set<std::vector<int>> all;
  if (at.has_vector) all.emplace(at.sure.begin(), at.sure.end());  // every open message is lost
  for (const auto& [safer, sender] : at.predecessors) {
    EXPECT_LT(safer, request);
    all.merge(arriving(plan, safer));
  }
  return all;
}

/// The same by the mails of a choice: groups, then for each group that forges what it may claim.
std::set<std::vector<int>> expected_for(const model::Choice& choice, std::size_t receiver,
                                        const std::vector<model::Party>& parties, int letters) {
  std::vector<std::size_t> first_claim(parties.size(), 0);
  std::size_t senders = parties.size();
  for (std::size_t g = 0; g < parties.size(); ++g) {
    if (model::Adversary::has_state(parties[g].role) || parties[g].count == 0) continue;
    first_claim[g] = senders;
    senders += static_cast<std::size_t>(letters);
  }
  std::set<std::vector<int>> all;
  model::for_each_mail(choice, receiver, letters, [&](const model::Mail& mail) {
    std::vector<int> arrives(senders, 0);
    for (std::size_t c = 0; c < choice.classes.size(); ++c) {
      const auto g = static_cast<std::size_t>(choice.classes[c].group);
      if (first_claim[g] == 0) arrives[g] += choice.classes[c].count - mail.lost[c];
      for (int state = 0; first_claim[g] != 0 && state < letters; ++state)
        arrives[first_claim[g] + static_cast<std::size_t>(state)] +=
            mail.forged[c * static_cast<std::size_t>(letters) + static_cast<std::size_t>(state)];
    }
    all.insert(arrives);
    return false;
  });
  return all;
}

TEST(Plan, SpellsOutTheAdversarysChoices) {
  base::Rng rng(1, "plan");
  for (int i = 0; i < 300; ++i) {
    const char* words[] = {
        "crash=3", "crash-late=2",         "omission=2",  "general-omission=1",        "byzantine=2",
        "loss=2",  "loss-total=2,crash=1", "partition=1", "byzantine=1,loss=1,crash=1"};
    const model::FaultLimits limits = model::parse_faults(words[below(9, rng)]);
    const int groups = 1 + below(4, rng);
    const int letters = 1 + below(3, rng);
    std::vector<model::Party> parties;
    int up = 0;
    const model::Adversary of_many(limits, 20, false);
    for (int g = 0; g < groups; ++g) {
      const auto& roles = of_many.roles();
      parties.push_back({below(3, rng), roles[rng.below(roles.size())]});
      up += parties.back().count;
    }
    const int processes = up + below(2, rng);
    const model::Adversary adversary(limits, processes, false);
    const model::Ledger ledger = adversary.ledger(0, processes - up);
    base::Stop never;
    const Plan plan(adversary, parties, ledger, letters, processes, never);
    const std::vector<model::Choice> choices = adversary.choices(parties, ledger);
    ASSERT_EQ(plan.rounds().size(), choices.size());
    std::set<std::pair<int, int>> receivers;  // (request, group)
    for (std::size_t c = 0; c <= choices.size(); ++c) {
      const model::Choice choice = c < choices.size() ? choices[c] : adversary.calm(parties);
      const Plan::Round& round = plan.round(c);
      std::size_t mover = 0;
      std::size_t crash = 0;
      for (std::size_t k = 0; k < choice.classes.size(); ++k) {
        const model::Choice::Class& of = choice.classes[k];
        if (of.fate == model::Fate::kCrashes) {
          ASSERT_LT(crash, round.crashing.size());
          EXPECT_EQ(round.crashing[crash].group, of.group);
          EXPECT_EQ(round.crashing[crash++].count, of.count);
        }
        if (!choice.moves(k)) continue;
        ASSERT_LT(mover, round.movers.size());
        const Plan::Mover& at = round.movers[mover++];
        EXPECT_EQ(at.group, of.group);
        EXPECT_EQ(at.count, of.count);
        EXPECT_EQ(at.leaves, of.fate == model::Fate::kLeaves);
        receivers.emplace(at.request, at.group);
        EXPECT_EQ(arriving(plan, at.request), expected_for(choice, k, parties, letters)) << to_string(limits);
      }
      EXPECT_EQ(mover, round.movers.size());
      EXPECT_EQ(crash, round.crashing.size());
    }
    // Receivers of a request receive under its predecessors too, and no others do.
    const auto size = static_cast<int>(plan.requests().size());
    for (int request = size - 1; request >= 0; --request) {
      const Plan::Request& at = plan.requests()[static_cast<std::size_t>(request)];
      int sure = 0;
      for (const int count : at.sure) sure += count;
      if (at.has_vector) {
        EXPECT_EQ(at.missing, processes - sure);
      }
      for (int g = 0; g < groups; ++g) {
        const bool receives = receivers.count({request, g}) > 0;
        EXPECT_EQ((at.receivers >> g & 1U) != 0, receives);
        for (const auto& [safer, sender] : at.predecessors) {
          if (receives) receivers.emplace(safer, g);
        }
      }
    }
  }
}

}  // namespace
}  // namespace ggms::verify
