// The parts that the explicit checker is built from: keys of configurations, numbered keys, layers, the
// beginnings, sequences, and the plan of a round.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "base/rng.h"
#include "base/stopped.h"
#include "model/fixtures.h"
#include "verify/claims.h"
#include "verify/frame.h"
#include "verify/layer.h"
#include "verify/numbers.h"
#include "verify/pages.h"
#include "verify/plan.h"
#include "verify/sequences.h"
#include "verify/slots.h"
#include "verify/start.h"

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

// ---- pages, slots and numbers

TEST(Pages, AreAListOfManyPages) {
  Pages<int> pages;
  for (const int size : {300000, 10, 200000}) {
    for (int i = 0; i < size; ++i) pages.push_back(i * 7);
    ASSERT_EQ(pages.size(), static_cast<std::size_t>(size));
    for (int i = 0; i < size; ++i) ASSERT_EQ(pages[static_cast<std::size_t>(i)], i * 7);
    pages[3] = 5;
    EXPECT_EQ(pages[3], 5);
    pages.clear();
    EXPECT_EQ(pages.size(), 0U);
  }
}

TEST(Pages, LeaveItemsWhereTheyAreAsTheyGrow) {
  Pages<int> pages;
  for (int i = 0; i < 200000; ++i) pages.push_back(i);
  const int* const first = &pages[0];
  const int* const later = &pages[150000];
  for (int i = 0; i < 400000; ++i) pages.push_back(i);
  EXPECT_EQ(&pages[0], first);
  EXPECT_EQ(&pages[150000], later);
}

struct HashedKey {
  std::uint64_t key = 0;
  std::uint64_t code = 0;
  bool is_full = false;
  bool is_empty() const { return !is_full; }
  std::uint64_t hash() const { return code; }
};

TEST(Slots, KeepAllKeysHoweverAlikeTheirHashesAre) {
  const std::vector<std::pair<int, std::function<std::uint64_t(std::uint64_t)>>> hashes = {
      {400000, spread_bits},
      {300000, [](std::uint64_t key) { return spread_bits(key / 3); }},
      // The same part for all, the same place in a part, and the same in all.
      {60000, [](std::uint64_t key) { return spread_bits(key) & 0xFFFF'FFFF; }},
      {2000, [](std::uint64_t key) { return key << 32; }},
      {1500, [](std::uint64_t) { return 42; }}};
  for (const auto& [size, hash] : hashes) {
    Slots<HashedKey> slots;
    const auto look_up = [&](std::uint64_t key) {
      return slots.look_up(hash(key), [&](const HashedKey& slot) { return slot.key == key; });
    };
    for (int again = 0; again < 2; ++again) {
      for (std::uint64_t i = 0; i < 2 * static_cast<std::uint64_t>(size); ++i) {
        const std::uint64_t key = i / 2;
        HashedKey& slot = slots.at(hash(key), [&](const HashedKey& other) { return other.key == key; });
        ASSERT_EQ(slot.is_empty(), i % 2 == 0);
        slot = {key, hash(key), true};
      }
      for (std::uint64_t key = 0; key < static_cast<std::uint64_t>(size); ++key)
        ASSERT_TRUE(look_up(key) != nullptr && look_up(key)->key == key);
      EXPECT_EQ(look_up(static_cast<std::uint64_t>(size)), nullptr);
      slots.clear();
      EXPECT_EQ(look_up(0), nullptr);
    }
  }
}

TEST(Numbers, FollowTheOrderInWhichKeysCome) {
  base::Rng rng(1, "numbers");
  for (const std::uint64_t span : {std::uint64_t{1} << 20, std::uint64_t{1} << 63}) {
    Numbers numbers(span);
    for (int again = 0; again < 2; ++again) {
      std::map<std::uint64_t, std::uint32_t> expected;
      std::vector<std::uint64_t> order;
      for (int i = 0; i < 250000; ++i) {
        const std::uint64_t key = rng.coin() ? rng.below(span) : span - 1 - rng.below(1000);
        const auto [known, is_new] = expected.emplace(key, static_cast<std::uint32_t>(order.size()));
        if (is_new) {
          ASSERT_EQ(numbers.find(key), std::nullopt);
          order.push_back(key);
        }
        ASSERT_EQ(numbers.add(key), known->second);
        ASSERT_EQ(numbers.find(key), known->second);
      }
      ASSERT_EQ(numbers.size(), order.size());
      for (std::size_t i = 0; i < order.size(); ++i) ASSERT_EQ(numbers.key(i), order[i]);
      numbers.clear();
      EXPECT_EQ(numbers.size(), 0U);
      EXPECT_EQ(numbers.find(order[0]), std::nullopt);
    }
  }
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

TEST(Layer, KeepsTheFirstArrivalsOfManyConfigurations) {
  for (const std::uint64_t span : {std::uint64_t{1} << 20, std::uint64_t{1} << 40}) {
    constexpr std::uint32_t kMany = 200000;
    Layer layer(span);
    for (std::uint32_t i = 0; i < 2 * kMany; ++i)
      layer.add(span - 1 - i % kMany, i < kMany ? 0b01 : 0b11, i, i % 7);
    ASSERT_EQ(layer.size(), kMany);
    EXPECT_EQ(layer.count(), 2 * std::uint64_t{kMany});
    for (std::uint32_t i = 0; i < kMany; i += 9999) {
      EXPECT_EQ(layer.key(i), span - 1 - i);
      EXPECT_EQ(layer.arrival(i, 0).parent, i);
      EXPECT_EQ(layer.arrival(i, 1).parent, i + kMany);
    }
  }
}

// ---- beginnings

/// A beginning by what it stands for: groups of the frame, and a class of initial facts.
using Beginning = std::pair<std::vector<std::vector<int>>, std::uint64_t>;

Beginning beginning(const Frame& frame, std::uint64_t key, std::uint64_t initial_facts) {
  std::vector<Group> groups;
  frame.decode(key, groups);
  Beginning decoded{{}, initial_facts};
  for (const Group& group : groups) {
    decoded.first.push_back(
        {group.process, group.live, group.state, group.local, static_cast<int>(group.role)});
  }
  return decoded;
}

/// Those of a layer, in its order.
std::vector<Beginning> beginnings(const Start& start, const Frame& frame, const Layer& layer) {
  std::vector<Beginning> all;
  for (std::size_t i = 0; i < layer.size(); ++i) {
    for (int fact = 0; fact < 64; ++fact) {
      if ((layer.facts(i) >> fact & 1U) == 0) continue;
      const spec::RunFacts facts = start.run_facts(layer.key(i) / frame.span(), fact, 0, false);
      EXPECT_FALSE(facts.lost);
      all.push_back(beginning(frame, layer.key(i) % frame.span(), facts.initial_facts));
    }
  }
  return all;
}

TEST(Start, ListsWhatAllRunsBeginWith) {
  for (const model::View view : {model::View::kVector, model::View::kCounts, model::View::kVectorId}) {
    for (const char* faults : {"crash=1", "byzantine=2", "omission=1,loss=1"}) {
      model::Setting setting = model::setting_of(5, 2, 2, faults);
      setting.view = view;
      const model::Problem problem = model::problem_of("consensus", setting);
      const Frame frame(problem, 0, Frame::counted(problem));
      Start start(problem, frame);
      base::Stop never;
      ASSERT_TRUE(start.list(never));
      // Everything, however the adversary picks: where processes are alike, by its sorted form.
      std::set<Beginning> expected;
      Layer one_by_one(std::uint64_t{1} << 60);
      for (int bits = 0; bits < 1 << 5; ++bits) {
        std::vector<int> initial;
        for (int p = 0; p < 5; ++p) initial.push_back(bits >> (4 - p) & 1);
        start.add(initial, false, one_by_one, never);
        problem.adversary().for_each_pick([&](const std::vector<model::Role>& picked) {
          std::uint64_t key = 0;
          for (int p = 0; p < 5; ++p) {
            const model::Role role = picked[static_cast<std::size_t>(p)];
            const int value = initial[static_cast<std::size_t>(p)];
            const int local = problem.compiled().uses_initial() ? value : 0;
            key += frame.weight(p, model::Adversary::has_state(role) ? frame.up(role, true, value, 0, local)
                                                                     : frame.forges(role, local));
          }
          expected.insert(beginning(frame, key, problem.initial_facts(initial, picked)));
        });
      }
      const std::vector<Beginning> all = beginnings(start, frame, start.all());
      EXPECT_EQ(std::set<Beginning>(all.begin(), all.end()), expected) << faults;
      EXPECT_EQ(all.size(), expected.size());
      const std::vector<Beginning> added = beginnings(start, frame, one_by_one);
      EXPECT_EQ(std::set<Beginning>(added.begin(), added.end()), expected);
    }
  }
}

TEST(Start, ListsInitialValuesInLexicographicOrder) {
  const model::Problem problem = own_value_problem(4, model::View::kVector);
  const Frame frame(problem, 0, false);
  Start start(problem, frame);
  base::Stop never;
  ASSERT_TRUE(start.list(never));
  std::vector<std::vector<int>> initial;
  for (std::size_t i = 0; i < start.all().size(); ++i) {
    std::vector<Group> groups;
    frame.decode(start.all().key(i) % frame.span(), groups);
    initial.emplace_back();
    for (const Group& group : groups) initial.back().push_back(group.state);
  }
  EXPECT_EQ(initial.size(), 81U);
  EXPECT_TRUE(std::is_sorted(initial.begin(), initial.end()));
}

TEST(Start, ListsNothingWhereItIsStopped) {
  const model::Problem problem = own_value_problem(4, model::View::kVector);
  const Frame frame(problem, 0, false);
  Start start(problem, frame);
  base::Stop stop;
  stop.limit_steps(50);
  EXPECT_FALSE(start.list(stop));
  EXPECT_EQ(start.all().size(), 0U);
  base::Stop never;
  EXPECT_TRUE(start.list(never));
  EXPECT_EQ(start.all().size(), 81U);
  Layer layer(std::uint64_t{1} << 60);
  EXPECT_THROW(start.add({0, 0, 0, 0}, false, layer, stop), base::Stopped);
}

// ---- sequences

TEST(Sequences, StayApartWhenThereAreVeryMany) {
  Sequences sequences;
  constexpr std::uint64_t kMany = 150000;
  for (std::uint64_t i = 0; i < kMany; ++i) {
    const std::vector<std::uint64_t> key(1 + i % 3, i << 44 | i >> 10);
    ASSERT_EQ(sequences[key], 0U);
    sequences[key] = i + 1;
  }
  for (std::uint64_t i = 0; i < kMany; ++i)
    ASSERT_EQ(sequences[std::vector<std::uint64_t>(1 + i % 3, i << 44 | i >> 10)], i + 1);
}

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
