// The parts that the explicit checker is built from: keys of configurations, layers, sequences, and the plan
// of a round.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "base/rng.h"
#include "model/fixtures.h"
#include "verify/claims.h"
#include "verify/frame.h"
#include "verify/layer.h"
#include "verify/plan.h"
#include "verify/sequences.h"

namespace ggms::verify {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

int below(int bound, base::Rng& rng) {
  return static_cast<int>(rng.below(static_cast<std::uint64_t>(bound)));
}

// ---- frames

constexpr const char* kOwnValue = R"(
(set-logic ALL)(declare-sort Process 0)(declare-datatypes ((V 0)) (((a) (b) (c))))
(declare-fun init (Process) V)(declare-fun decides (Process V) Bool)
(assert (! (forall ((p Process)) (=> (= (init p) a) (decides p a))) :named own)))";

model::Problem own_value_problem(int processes, model::View view) {
  model::Setting setting;
  setting.processes = processes;
  setting.rounds = 3;
  setting.states = 2;
  setting.view = view;
  return {spec::read_spec(kOwnValue, "own.smt2"), setting};
}

struct Process {
  int state = -1;  // crashed
  int local = 0;
  auto operator<=>(const Process&) const = default;
};

TEST(Frame, AKeyIsTakenApartIntoWhatItWasMadeOf) {
  base::Rng rng(1, "frame");
  for (const bool counted : {false, true}) {
    for (int i = 0; i < 300; ++i) {
      const int n =
          1 + below(8, rng);  // few enough keys for multiplications instead of divisions, or too many
      const model::Problem problem = own_value_problem(n, model::View::kCounts);
      const int boundary = below(4, rng);
      const Frame frame(problem, boundary, counted);
      std::vector<Process> processes;
      std::uint64_t key = 0;
      for (int p = 0; p < n; ++p) {
        const Process process{below(problem.setting().alphabet(boundary) + 1, rng) - 1, below(3, rng)};
        key += frame.weight(p, process.state < 0
                                   ? frame.crashed(spec::Observation::kNone, 0, process.local)
                                   : frame.up(model::kNotPicked, true, process.state, 0, process.local));
        processes.push_back(process);
      }
      ASSERT_LT(key, frame.span());
      std::vector<Group> groups;
      std::vector<Group> crashed;
      frame.decode(key, groups);
      frame.decode_crashed(key, crashed);
      std::vector<Process> decoded;
      std::vector<int> places;
      for (const Group& group : groups) {
        for (int k = 0; k < group.live; ++k) decoded.push_back({group.state, group.local});
        if (!counted && group.live > 0) {
          EXPECT_EQ(group.live, 1);
          EXPECT_EQ(processes[static_cast<std::size_t>(group.process)], decoded.back());
        }
      }
      for (const Group& group : crashed) {
        for (int k = 0; k < group.live; ++k) decoded.push_back({-1, group.local});
        if (!counted) {
          EXPECT_EQ(processes[static_cast<std::size_t>(group.process)], decoded.back());
        }
      }
      std::sort(processes.begin(), processes.end());
      std::sort(decoded.begin(), decoded.end());
      EXPECT_EQ(processes, decoded);
    }
  }
}

TEST(Frame, EqualKeysAreEqualConfigurations) {
  for (const bool counted : {false, true}) {
    const model::Problem problem = own_value_problem(3, model::View::kCounts);
    const Frame frame(problem, 1, counted);
    std::map<std::uint64_t, std::set<std::vector<int>>> by_key;
    const int labels = frame.labels();
    EXPECT_EQ(labels, 3 * 3);
    for (int a = 0; a < labels; ++a) {
      for (int b = 0; b < labels; ++b) {
        for (int c = 0; c < labels; ++c) {
          std::vector<int> made{a, b, c};
          if (counted) std::sort(made.begin(), made.end());
          by_key[frame.weight(0, a) + frame.weight(1, b) + frame.weight(2, c)].insert(made);
        }
      }
    }
    EXPECT_EQ(by_key.size(), counted ? 165U : 729U);  // multisets of 3 out of 9, or vectors
    for (const auto& [key, made] : by_key) EXPECT_EQ(made.size(), 1U);
  }
}

TEST(Frame, MultisetsOnlyWhereNothingTellsProcessesApart) {
  EXPECT_FALSE(Frame::counted(own_value_problem(2, model::View::kVector)));
  EXPECT_FALSE(Frame::counted(own_value_problem(2, model::View::kVectorId)));
  EXPECT_TRUE(Frame::counted(own_value_problem(2, model::View::kCounts)));
  EXPECT_TRUE(Frame::counted(own_value_problem(2, model::View::kCountsOwn)));
  model::Setting setting = own_value_problem(2, model::View::kCounts).setting();
  const std::string names =
      std::string(kOwnValue) + "(declare-const p1 Process)(assert (! (not (decides p1 b)) :named name))";
  EXPECT_FALSE(Frame::counted({spec::read_spec(names, "names.smt2"), setting}));
}

TEST(Frame, SaysWhereKeysAreTooLong) {
  model::Setting setting = model::setting_of(41, 2, 2, "crash=1");
  EXPECT_NE(model::error_of([&] { Frame(model::problem_of("consensus", setting), 0, false); }), "");
  setting.processes = 39;
  EXPECT_EQ(model::error_of([&] { Frame(model::problem_of("consensus", setting), 0, false); }), "");
}

// ---- layers

TEST(Layer, RemembersHowEachFactWasFirstReached) {
  for (const std::uint64_t span : {std::uint64_t{100}, std::uint64_t{1} << 40}) {
    const std::uint64_t far = span - 1;
    Layer layer(span);
    for (int again = 0; again < 2; ++again) {
      layer.add(far, 0b01, 7, 1);
      layer.add(3, 0b10, 8, 2);
      layer.add(far, 0b01, 9, 3);   // nothing new
      layer.add(far, 0b111, 5, 4);  // two new facts
      ASSERT_EQ(layer.size(), 2U);
      EXPECT_EQ(layer.key(0), far);
      EXPECT_EQ(layer.key(1), 3U);
      EXPECT_EQ(layer.facts(0), 0b111U);
      EXPECT_EQ(layer.facts(1), 0b10U);
      EXPECT_EQ(layer.arrival(0, 0).parent, 7U);
      EXPECT_EQ(layer.arrival(0, 1).parent, 5U);
      EXPECT_EQ(layer.arrival(0, 2).choice, 4U);
      EXPECT_EQ(layer.arrival(1, 1).parent, 8U);
      layer.clear();
      EXPECT_EQ(layer.size(), 0U);
    }
  }
}

// ---- sequences

TEST(Sequences, AreAMapFromSequencesToWords) {
  base::Rng rng(1, "sequences");
  Sequences sequences;
  for (int again = 0; again < 3; ++again) {
    std::map<std::vector<std::uint64_t>, std::uint64_t> expected;
    for (int i = 0; i < 5000; ++i) {
      std::vector<std::uint64_t> key(rng.below(5));
      for (std::uint64_t& word : key) word = rng.below(6) << (rng.coin() ? 40U : 0U);
      std::uint64_t& data = sequences[key];
      const auto known = expected.find(key);
      ASSERT_EQ(data, known == expected.end() ? 0 : known->second);
      data |= expected[key] |= std::uint64_t{1} << rng.below(64);
      data = expected[key];
    }
    EXPECT_GE(expected.size(), 500U);
    for (const auto& [key, data] : expected) EXPECT_EQ(sequences[key], data);
    sequences.clear();
  }
}

TEST(Claims, KnowTheFactsOfEachPair) {
  base::Rng rng(1, "claims");
  Claims claims;
  for (const int width : {2, 5, 30}) {  // an array, or not
    const std::uint64_t numbers = 3 * rng.below(100) + 1;
    claims.start(numbers, width);
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint64_t> expected;
    for (int i = 0; i < 5000; ++i) {
      const std::pair pair{rng.below(numbers), rng.below(std::uint64_t{1} << width) & 0x2000'0013};
      const std::uint64_t facts = rng.below(16);
      std::uint64_t& known = expected[pair];
      ASSERT_EQ(claims.claim(pair.first, pair.second, facts), facts & ~known);
      known |= facts;
    }
  }
}

// ---- plans

/// The vectors that may arrive under a request, by its predecessors: how many messages of each sender.
std::set<std::vector<int>> arriving(const Plan& plan, int request) {
  const Plan::Request& at = plan.requests()[static_cast<std::size_t>(request)];
  std::set<std::vector<int>> all;
  if (at.has_vector) all.emplace(at.sure.begin(), at.sure.end());  // everything open is lost
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
    // Receivers of a request receive under its predecessors too, and nobody else does.
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
