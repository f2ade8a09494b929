// Tests every fault word on protocols so small that their outcomes can be counted by hand.
#include <algorithm>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/faulty_drafts.h"
#include "audit/protocols.h"
#include "audit/scenarios.h"

namespace ggms::audit {
namespace {

using namespace drafts;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::vector<Named> kFacts{
    {"never-lost", "(not lost)"},
    {"never-crashed", "(not crashed)"},
    {"no-failures", "(= failures 0)"},
    {"one-failure-at-most", "(<= failures 1)"},
    {"all-correct", "(forall ((p Process)) (correct p))"},
    {"faulty-undecided", "(forall ((p Process)) (or (correct p) (not (decided p))))"},
    {"all-decide", "(forall ((p Process)) (decided p))"},
    {"zero-only-if-lost", "(forall ((p Process)) (=> (decides p zero) lost))"},
    {"lost-means-zero", "(=> lost (exists ((p Process)) (decides p zero)))"},
    {"some-one", "(exists ((p Process)) (decides p one))"}};

struct Case {
  const char* faults;
  std::uint64_t outcomes;  // for each of the four initial vectors
  std::vector<std::string> false_ones;
};

TEST(CertifyFaults, TwoProcessesOneRoundCountedByHand) {
  const Case cases[] = {
      {"none", 1, {}},
      // (1 1), and for each process that it crashes and reaches the other (- 1) or does not (- 0).
      {"crash=1", 5, {"never-lost", "never-crashed", "no-failures", "all-correct", "all-decide", "some-one"}},
      // The same, but the crashing process decides: its own vector is whole.
      {"crash-late=1", 5, {"never-lost", "never-crashed", "no-failures", "all-correct", "faulty-undecided"}},
      // Besides the 1 + 4 with one budget and the 4 with the other: one crashes, the other late, in 2 * 2
      // ways.
      {"crash=1,crash-late=1",
       13,
       {"never-lost", "never-crashed", "no-failures", "one-failure-at-most", "all-correct",
        "faulty-undecided", "all-decide", "some-one"}},
      // (1 1) with none picked; with one picked, the other hears it or not.
      {"omission=1", 5, {"never-lost", "no-failures", "all-correct", "faulty-undecided"}},
      // With one picked, each of the two messages may be lost.
      {"general-omission=1", 9, {"never-lost", "no-failures", "all-correct", "faulty-undecided", "some-one"}},
      // With one picked, the other hears something or nothing. Values do not matter here.
      {"byzantine=1", 5, {"never-lost", "no-failures", "all-correct", "all-decide", "some-one"}},
      {"loss=1", 3, {"never-lost"}},
      {"loss=2", 4, {"never-lost", "some-one"}},
      {"loss-total=1", 3, {"never-lost"}},
      {"loss=1,loss-total=1", 4, {"never-lost", "some-one"}},
      {"partition=1", 2, {"never-lost", "some-one"}},
  };
  for (const Case& example : cases) {
    for (const Look look : kAllLooks) {
      const Certificate found = certify(draft(2, 1, example.faults, is_whole, kFacts, look));
      EXPECT_EQ(false_ones(found), example.false_ones) << example.faults;
      if (look == Look::kVector || look == Look::kVectorId) {
        EXPECT_EQ(found.outcomes, 4 * example.outcomes) << example.faults;
      } else {
        EXPECT_LT(found.outcomes, 4 * example.outcomes) << example.faults;
      }
    }
  }
}

TEST(CertifyFaults, OneProcessAloneCountedByHand) {
  // A single process can't lose a message; its outcomes differ in its role only. Two initial values each.
  for (const auto& [faults, outcomes] : {std::pair("crash=1", 2),
                                         {"crash-late=1", 2},
                                         {"crash=1,crash-late=1", 3},
                                         {"omission=1", 2},
                                         {"byzantine=1", 2},
                                         {"loss=1,partition=1", 1},
                                         {"omission=1,general-omission=1,byzantine=1", 4},
                                         // An omitting process may crash, a Byzantine one never does.
                                         {"crash=1,omission=1", 4},
                                         {"crash=1,byzantine=1", 3}}) {
    const Certificate found =
        certify(draft(1, 1, faults, nullptr, {{"once", "(<= failures 1)"}, {"quiet", "(not lost)"}}));
    EXPECT_EQ(found.outcomes, 2U * static_cast<unsigned>(outcomes)) << faults;
    EXPECT_THAT(false_ones(found), IsEmpty()) << faults;
  }
}

TEST(CertifyFaults, LossesOfARunAddUpAndThoseOfARoundDoNot) {
  // Decides one if the process never missed a message: its own state remembers the first round.
  const Next remembers = [](int round, int who, const Numbers& received) {
    const bool was_whole = round == 1 || received[static_cast<std::size_t>(who)] == 1;
    return was_whole ? is_whole(round, who, received) : 0;
  };
  const std::vector<Named> properties{{"some-one", "(exists ((p Process)) (decides p one))"}};
  for (const auto& [faults, outcomes] : {std::pair("loss-total=1", 3),
                                         {"loss-total=2", 4},
                                         {"loss=1", 4},
                                         {"partition=1", 2},
                                         {"partition=2", 2},
                                         {"omission=1", 5}}) {
    const Certificate found = certify(draft(2, 2, faults, remembers, properties, Look::kVectorId));
    EXPECT_EQ(found.outcomes, 4U * static_cast<unsigned>(outcomes)) << faults;
  }
  EXPECT_TRUE(certify(draft(2, 2, "loss-total=1", remembers, properties, Look::kCountsOwn)).good());
  EXPECT_EQ(certify(draft(2, 2, "loss=1", remembers, properties, Look::kVectorId)).failure,
            "some-one is false: initial values zero zero; round 1: process 2 is not heard by 1, then a b; "
            "round 2: process 1 is not heard by 2, then zero zero");
  EXPECT_EQ(certify(draft(2, 2, "loss=1", remembers, properties, Look::kCountsOwn)).failure,
            "some-one is false: initial values 1 zero, 1 one; round 1: 1 in state zero receives (1 zero, 1 "
            "lost), then 1 a, 1 b; round 2: 1 in state b receives (1 b, 1 lost), then 2 zero");
}

TEST(CertifyFaults, OnlyUnexplainedLossesAreCharged) {
  // Three processes, one of which omits: its two messages may be lost at no cost, and one more is paid for.
  // All three vectors can be incomplete then, which takes three losses.
  const std::vector<Named> properties{{"some-one", "(exists ((p Process)) (decides p one))"}};
  EXPECT_TRUE(certify(draft(3, 1, "omission=1", is_whole, properties)).good());
  EXPECT_TRUE(certify(draft(3, 1, "loss=2", is_whole, properties)).good());
  EXPECT_FALSE(certify(draft(3, 1, "loss=3", is_whole, properties)).good());
  EXPECT_FALSE(certify(draft(3, 1, "loss=2,loss-total=1", is_whole, properties)).good());
  EXPECT_EQ(certify(draft(3, 1, "omission=1,loss=1", is_whole, properties)).failure,
            "some-one is false: initial values zero zero zero, process 3 is omitting; round 1: process 2 is "
            "not heard by 3, process 3 is not heard by 1 and 2, then zero zero zero");
  // A crash explains the losses of its round, and a crashed process needs no vector.
  EXPECT_FALSE(certify(draft(3, 1, "crash=1", is_whole, properties)).good());
  // Silence of a Byzantine process costs nothing either.
  EXPECT_THAT(
      certify(draft(3, 1, "byzantine=1", is_whole, properties)).failure,
      HasSubstr("process 3 is Byzantine; round 1: process 3 sends nothing to 1 and 2, then zero zero ?"));
}

TEST(CertifyFaults, ALateCrashStillDecides) {
  // The two kinds of crash differ for three processes, two crashes and two rounds of FloodSet.
  EXPECT_TRUE(certify(draft(3, 2, "crash=2", nullptr, kConsensus)).good());
  const Certificate late = certify(draft(3, 2, "crash-late=2", nullptr, kConsensus));
  EXPECT_THAT(false_ones(late), ElementsAre("agreement"));
  EXPECT_EQ(late.failure,
            "agreement is false for p = process 1, q = process 2: initial values one one zero; round 1: "
            "process 3 crashes late and reaches 1, then a b -; round 2: process 1 crashes late and reaches "
            "no process, then zero (crashed) one -");
  EXPECT_TRUE(certify(draft(3, 2, "crash-late=1", nullptr, kConsensus)).good());
  EXPECT_TRUE(certify(draft(3, 3, "crash-late=2", nullptr, kConsensus)).good());
  for (const Look look : {Look::kCounts, Look::kCountsOwn}) {
    EXPECT_TRUE(certify(draft(3, 2, "crash-late=1", nullptr, kConsensus, look)).good());
    EXPECT_THAT(false_ones(certify(draft(3, 2, "crash-late=2", nullptr, kConsensus, look))),
                ElementsAre("agreement"));
  }
}

TEST(CertifyFaults, FloodSetStandsSomeFaultsAndFallsToOthers) {
  for (const Look look : kAllLooks) {
    // One loss a round delays a value, but every process has two ways to hear it.
    for (const char* stands : {"loss=1", "loss-total=1", "loss-total=2", "partition=1", "crash=1"}) {
      EXPECT_TRUE(certify(draft(3, 2, stands, nullptr, kConsensus, look)).good()) << stands;
    }
    for (const char* falls : {"loss=2", "loss-total=3", "partition=2", "omission=1", "general-omission=1",
                              "crash=1,loss=1", "crash=1,partition=1", "crash=1,crash-late=1"}) {
      EXPECT_THAT(false_ones(certify(draft(3, 2, falls, nullptr, kConsensus, look))),
                  ElementsAre("agreement"))
          << falls;
    }
    EXPECT_THAT(false_ones(certify(draft(3, 2, "byzantine=1", nullptr, kConsensus, look))),
                ElementsAre("agreement", "validity"));
  }
  EXPECT_EQ(certify(draft(3, 1, "partition=1", nullptr, kConsensus)).failure,
            "agreement is false for p = process 1, q = process 3: initial values zero zero one; round 1: a "
            "split cuts off 3, then zero zero one");
}

TEST(CertifyFaults, AVoteOfThreeStandsOneLiarIfTheOthersAgree) {
  // One round of majority among three: a liar cannot outvote two processes that agree, but it splits two that
  // don't.
  const std::vector<Named> properties{
      {"unanimity",
       "(forall ((v Bit)) (=> (forall ((p Process)) (=> (correct p) (= (init p) v)))"
       " (forall ((p Process)) (=> (correct p) (decides p v)))))"},
      {"agreement", "(forall ((p Process) (q Process)) (not (and (decides p zero) (decides q one))))"},
      {"liars-decide-nothing", "(forall ((p Process)) (= (correct p) (decided p)))"},
      {"no-crash", "(not crashed)"}};
  const Next majority = [](int, int, const Numbers& received) {
    return std::count(received.begin(), received.end(), 1) >= 2 ? 1 : 0;
  };
  for (const Look look : kAllLooks) {
    EXPECT_THAT(false_ones(certify(draft(3, 1, "byzantine=1", majority, properties, look))),
                ElementsAre("agreement"));
  }
  EXPECT_EQ(certify(draft(3, 1, "byzantine=1", majority, properties)).failure,
            "agreement is false for p = process 1, q = process 2: initial values zero one zero, process 3 is "
            "Byzantine; round 1: process 3 sends zero to 1, one to 2, then zero one ?");
  EXPECT_EQ(
      certify(draft(3, 1, "byzantine=1", majority, properties, Look::kCounts)).failure,
      "agreement is false for p = one that started with zero and decided zero, q = one that started with one "
      "and decided one: initial values 2 zero, 1 one, 1 with zero is Byzantine; round 1: 1 in state zero "
      "receives (2 zero, 1 one), 1 in state one receives (1 zero, 2 one), then 1 zero, 1 one, 1 Byzantine");
  EXPECT_THAT(false_ones(certify(draft(3, 1, "byzantine=2", majority, properties))),
              ElementsAre("unanimity", "agreement"));
}

TEST(CertifyFaults, ByzantineStatesAreThoseOfTheRound) {
  // In round 2 a liar can send internal states, and decisions if these can be broadcast.
  const std::vector<Named> properties{{"no-one", "(forall ((p Process)) (not (decides p one)))"}};
  const auto hears = [](int state) {
    return [state](int round, int, const Numbers& received) {
      return round == 2 && std::count(received.begin(), received.end(), state) > 0 ? 1 : 0;
    };
  };
  EXPECT_FALSE(certify(draft(2, 2, "byzantine=1", hears(1), properties)).good());  // state b
  EXPECT_TRUE(certify(draft(2, 2, "byzantine=1", hears(3), properties)).good());
  Draft any = draft(2, 2, "byzantine=1", hears(3), properties);
  any.early = true;
  EXPECT_THAT(certify(any).failure, HasSubstr("round 2: process 2 sends decided:one to 1, then one ?"));
  any.faults = "omission=1";
  EXPECT_TRUE(certify(any).good());
}

TEST(CertifyFaults, ConnectedIsAboutMajoritiesBothWays) {
  const std::vector<Named> properties{
      {"some", "(exists ((p Process)) (connected p))"},
      {"all", "(forall ((p Process)) (connected p))"},
      {"two", "(exists ((p Process) (q Process)) (and (distinct p q) (connected p) (connected q)))"},
      {"only-correct", "(forall ((p Process)) (=> (connected p) (correct p)))"},
      {"decides-one", "(forall ((p Process)) (= (connected p) (decides p one)))"}};
  const Next most = [](int, int, const Numbers& received) {
    return 2 * std::count(received.begin(), received.end(), kGone) < static_cast<int>(received.size()) ? 1
                                                                                                       : 0;
  };
  for (const Look look : kAllLooks) {
    // Three processes: the one that is alone is not connected, the two others are. Four: with two and two,
    // none is.
    EXPECT_THAT(false_ones(certify(draft(3, 1, "partition=1", most, properties, look))), ElementsAre("all"));
    EXPECT_THAT(false_ones(certify(draft(4, 1, "partition=1", most, properties, look))),
                ElementsAre("some", "all", "two"));
    // Two rounds of other splits leave one out of three.
    EXPECT_THAT(false_ones(certify(draft(3, 2, "partition=2", nullptr,
                                         {properties[0], properties[1], properties[2]}, look))),
                ElementsAre("all", "two"));
    // An omitting process hears all; it is connected if it reaches one of the two others.
    EXPECT_THAT(false_ones(certify(draft(3, 1, "omission=1", most, properties, look))),
                ElementsAre("all", "only-correct", "decides-one"));
    EXPECT_THAT(false_ones(certify(draft(3, 1, "crash=1", most, properties, look))), ElementsAre("all"));
    // A Byzantine process is heard, but it is not known whether it hears: two of three movers are enough.
    EXPECT_THAT(false_ones(certify(draft(3, 1, "byzantine=1", most, properties, look))), ElementsAre("all"));
  }
  EXPECT_EQ(certify(draft(4, 1, "partition=1", most, {properties[0]})).failure,
            "some is false: initial values zero zero zero zero; round 1: a split cuts off 3 and 4, then zero "
            "zero zero zero");
  // 8 initial vectors; no split, or one that leaves out one of three.
  EXPECT_EQ(certify(draft(3, 1, "partition=1", most, properties)).outcomes, 8U * 4);
}

TEST(CertifyFaults, BrokenEntriesAreFoundUnderEveryWord) {
  struct Setting {
    const char* faults;
    Budgets budgets;
    bool early;
  };
  for (const Setting& setting : {Setting{"loss=1", {.loss = 1}, false},
                                 {"partition=1", {.partition = 1}, false},
                                 {"crash-late=1", {.crash_late = 1}, false},
                                 {"crash=1", {.crash = 1}, true}}) {
    const Draft good = setting.early ? early_floodset(3, 2, setting.faults, kConsensus)
                                     : draft(3, 2, setting.faults, nullptr, kConsensus);
    ASSERT_TRUE(certify(good).good()) << setting.faults;
    int refuted = 0, harmless = 0;
    for (int round = 1; round <= 2; ++round) {
      for (int code = 0; code < 27; ++code) {
        const Numbers received{code % 3 - 1, code / 3 % 3 - 1, code / 9 - 1};
        if (least(received) == kGone) continue;
        const int old = good.next(round, 0, received);
        Draft mutant = good;
        mutant.next = changed(good, round, 0, received, old ^ 1);
        const Certificate found = certify(mutant);
        const Scenarios brute = run_all(mutant, setting.budgets);
        const bool expected = std::all_of(brute.endings.begin(), brute.endings.end(), [](const World& world) {
          bool has[2] = {false, false}, starts[2] = {false, false};
          for (const Fate& fate : world.processes) {
            starts[fate.initial] = true;
            if (fate.decision != kGone) has[fate.decision] = true;
          }
          return !(has[0] && has[1]) && (!has[0] || starts[0]) && (!has[1] || starts[1]);
        });
        EXPECT_EQ(found.good(), expected) << setting.faults << " " << round << " " << code << found.failure;
        ++(found.good() ? harmless : refuted);
      }
    }
    EXPECT_GT(refuted, 5) << setting.faults;
    EXPECT_GT(harmless, 0) << setting.faults;
  }
}

}  // namespace
}  // namespace ggms::audit
