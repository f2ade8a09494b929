// Every fault word and early decisions, on protocols so small that their outcomes can be counted by hand.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/certify.h"
#include "audit/drafts.h"
#include "audit/scenarios.h"
#include "base/error.h"

namespace ggms::audit {
namespace {

using namespace drafts;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Named = std::pair<std::string, std::string>;  // a property's name and what it asserts

std::string spec(const std::vector<Named>& properties) {
  std::string result = R"((declare-sort Process 0)
(declare-datatype Bit ((zero) (one)))
(declare-fun init (Process) Bit) (declare-fun decides (Process Bit) Bool) (declare-fun correct (Process) Bool)
(declare-fun connected (Process) Bool) (declare-fun decided-by (Process Int) Bool)
(declare-const lost Bool) (declare-const crashed Bool) (declare-const failures Int)
(declare-const p1 Process)
(define-fun decided ((p Process)) Bool (exists ((v Bit)) (decides p v)))
)";
  for (const auto& [name, text] : properties) result += "(assert (! " + text + " :named " + name + "))\n";
  return result;
}

const std::vector<Named> kConsensus{
    {"agreement", "(forall ((p Process) (q Process)) (not (and (decides p zero) (decides q one))))"},
    {"validity", "(forall ((p Process) (v Bit)) (=> (decides p v) (exists ((q Process)) (= (init q) v))))"},
    {"termination", "(forall ((p Process)) (=> (correct p) (decided p)))"}};

Draft draft(int n, int rounds, const std::string& faults, Next next, const std::vector<Named>& properties,
            Look look = Look::kVector) {
  Draft result = floodset(n, 0, rounds, look);
  result.faults = faults;
  if (next) result.next = std::move(next);
  result.spec = spec(properties);
  return result;
}

Certificate certify(const Draft& draft) {
  return certify_protocol(to_json(draft).dump(), "draft.json");
}

/// The names of the properties that are false in some outcome.
std::vector<std::string> false_ones(const Certificate& found) {
  EXPECT_NE(found.verdict, Certificate::Verdict::kUnknown) << found.failure;
  EXPECT_EQ(found.failure.rfind("undefined", 0), std::string::npos) << found.failure;
  std::vector<std::string> result;
  for (const CertifiedProperty& property : found.properties) {
    if (!property.good()) result.push_back(property.name);
  }
  return result;
}

/// Takes one (or b, or decides one) if nothing is lost in the vector, else zero (or a).
int is_whole(int /*round*/, int /*who*/, const Numbers& received) {
  return std::count(received.begin(), received.end(), kGone) == 0 ? 1 : 0;
}

int least(const Numbers& received) {
  int result = kGone;
  for (const int state : received) {
    if (state != kGone && (result == kGone || state < result)) result = state;
  }
  return result;
}

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
      // The same, but who crashes decides: its own vector is whole.
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
  // Alone a process can't lose anything; what is left is who it is. Two initial values each.
  for (const auto& [faults, outcomes] : {std::pair("crash=1", 2),
                                         {"crash-late=1", 2},
                                         {"crash=1,crash-late=1", 3},
                                         {"omission=1", 2},
                                         {"byzantine=1", 2},
                                         {"loss=1,partition=1", 1},
                                         {"omission=1,general-omission=1,byzantine=1", 4},
                                         // A crash may hit who omits, never who is Byzantine.
                                         {"crash=1,omission=1", 4},
                                         {"crash=1,byzantine=1", 3}}) {
    const Certificate found =
        certify(draft(1, 1, faults, nullptr, {{"once", "(<= failures 1)"}, {"quiet", "(not lost)"}}));
    EXPECT_EQ(found.outcomes, 2U * static_cast<unsigned>(outcomes)) << faults;
    EXPECT_THAT(false_ones(found), IsEmpty()) << faults;
  }
}

TEST(CertifyFaults, LossesOfARunAddUpAndThoseOfARoundDoNot) {
  // One if nothing was ever lost to the process: the own state remembers the first round.
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
  // Three processes, one of which omits: its two messages may be lost for nothing, and one more is paid for.
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
  // The two readings differ for three processes, two crashes and two rounds of FloodSet.
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
  // One round of majority among three: a liar alone cannot outvote two who agree, but it splits two who
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

/// Crash consensus that decides in the first round what a whole vector says, and passes it on.
Draft early_floodset(int n, int rounds, const std::string& faults, const std::vector<Named>& properties,
                     Look look = Look::kVector) {
  const Next next = [rounds](int round, int, const Numbers& received) {
    if (round > 1) {
      for (const int state : received) {
        if (state >= 2) return round == rounds ? state - 2 : state;
      }
    }
    const bool decides_now = round < rounds && is_whole(round, 0, received) == 1;
    return least(received) + (decides_now ? 2 : 0);
  };
  Draft result = draft(n, rounds, faults, next, properties, look);
  result.early = true;
  return result;
}

TEST(CertifyFaults, EarlyDecisionsStandOneCrashAndFallToTwo) {
  for (const Look look : kAllLooks) {
    EXPECT_TRUE(certify(early_floodset(3, 2, "crash=1", kConsensus, look)).good());
    EXPECT_THAT(false_ones(certify(early_floodset(3, 2, "crash=2", kConsensus, look))),
                ElementsAre("agreement"));
  }
  // Who decided first and then crashed has decided.
  EXPECT_EQ(certify(early_floodset(3, 2, "crash=2", kConsensus)).failure,
            "agreement is false for p = process 1, q = process 2: initial values one one zero; round 1: "
            "process 3 crashes and reaches 1, then decided:zero b -; round 2: process 1 crashes and reaches "
            "no process, then zero (crashed) one -");
}

TEST(CertifyFaults, EarlyDecisionsCountedByHand) {
  const std::vector<Named> properties{
      {"agreement", "(forall ((p Process) (q Process)) (not (and (decides p zero) (decides q one))))"},
      {"ones-in-round-1", "(forall ((p Process)) (=> (decides p one) (decided-by p 1)))"},
      {"correct-in-round-1", "(forall ((p Process)) (=> (correct p) (decided-by p 1)))"},
      {"correct-in-round-2", "(forall ((p Process)) (=> (correct p) (decided-by p 2)))"},
      {"correct-at-the-end", "(forall ((p Process)) (= (decided p) (decided-by p 77)))"},
      {"never-before", "(forall ((p Process)) (not (or (decided-by p 0) (decided-by p (- 3)))))"},
      {"crashed-undecided", "(forall ((p Process)) (=> (decided p) (correct p)))"},
      {"lost-by-a-crash", "(=> lost crashed)"},
      {"crash-loses", "(=> crashed lost)"},
      {"connected-undisturbed", "(forall ((p Process)) (= (connected p) (not crashed)))"}};
  // Decides one in round 1 with a whole vector; else one in round 2 if it hears of a decision.
  const Next next = [](int round, int who, const Numbers& received) {
    if (round == 1) return is_whole(round, who, received) == 1 ? 3 : 0;
    return std::count(received.begin(), received.end(), 3) > 0 ? 1 : 0;
  };
  Draft any = draft(2, 2, "crash=1", next, properties);
  any.early = true;
  Certificate found = certify(any);
  // No process crashes in round 1: both decide one. Then none crashes, or one of them, with and without
  // reaching the other, who still receives: 1 + 2 * 2. One crashes in round 1: the other decides one at once,
  // or zero later; either way it loses a message in round 2: 2 * 2.
  EXPECT_EQ(found.outcomes, 4U * 9);
  EXPECT_THAT(false_ones(found), ElementsAre("correct-in-round-1", "crashed-undecided", "crash-loses"));

  // A late crash in round 1 decides one, which the other may not learn. And who crashes late in round 2 still
  // receives from the other, which is connected if it has received from the crashing one.
  any.faults = "crash-late=1";
  found = certify(any);
  EXPECT_THAT(false_ones(found), ElementsAre("agreement", "correct-in-round-1", "crashed-undecided",
                                             "crash-loses", "connected-undisturbed"));

  // Two of three miss a message in round 1, and hear of the third's decision. One that misses both is not
  // connected.
  Draft lossy = draft(3, 2, "loss-total=2", next, properties);
  lossy.early = true;
  EXPECT_THAT(false_ones(certify(lossy)), ElementsAre("ones-in-round-1", "correct-in-round-1",
                                                      "lost-by-a-crash", "connected-undisturbed"));
}

TEST(CertifyFaults, AProcessThatHasDecidedNeedsNoEntryButReceives) {
  // All decide at once; there is no entry for round 2, and none is needed.
  const Next next = [](int round, int, const Numbers&) { return round == 1 ? 2 : kGone; };
  Draft any = draft(3, 2, "partition=1", next,
                    {{"never-lost", "(not lost)"},
                     {"all-connected", "(forall ((p Process)) (connected p))"},
                     {"some-connected", "(exists ((p Process)) (connected p))"},
                     {"zero-at-once", "(forall ((p Process)) (and (decides p zero) (decided-by p 1)))"}});
  any.early = true;
  for (const Look look : kAllLooks) {
    any.look = look;
    const Certificate found = certify(any);
    EXPECT_THAT(false_ones(found), ElementsAre("never-lost", "all-connected"));
  }
  // Where all have decided one, nothing was lost in round 1: the split came after that.
  Draft whole = draft(3, 2, "partition=1",
                      [](int round, int who, const Numbers& received) {
                        return round == 1 && is_whole(round, who, received) == 1 ? 3 : 0;
                      },
                      {{"lost-means-zero", "(=> lost (exists ((p Process)) (decides p zero)))"}});
  whole.early = true;
  EXPECT_EQ(certify(whole).failure,
            "lost-means-zero is false: initial values zero zero zero; round 1: nothing goes wrong, then "
            "decided:one decided:one decided:one; round 2: a split cuts off 3, then one one one");
  // In the last round all processes must decide that have not.
  Draft late = draft(2, 2, "none", [](int round, int, const Numbers&) { return round == 1 ? 0 : kGone; },
                     {{"any", "true"}});
  late.early = true;
  EXPECT_EQ(certify(late).failure,
            "undefined: initial values zero zero; round 1: no process crashes, then a a; round 2: no process "
            "crashes, "
            "and process 1 receives (a a), which has no entry");
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
    // Three: the one that is alone is not connected, the two others are. Four: with two and two, none is.
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

TEST(CertifyFaults, EarlyDecisionsInFilesAreReadOrRefused) {
  const auto error_after = [](const std::function<void(json&)>& change, Look look, bool early = true) {
    Draft any = early_floodset(2, 3, "crash=1", kConsensus, look);
    any.early = early;
    if (!early) any.next = floodset(2, 1, 3).next;
    json file = to_json(any);
    change(file);
    try {
      certify_protocol(file.dump(), "x.json");
    } catch (const base::Error& error) {
      return std::string(error.what());
    }
    return std::string("no error");
  };
  const auto add = [&](const json& transition, Look look, bool early = true) {
    return error_after([&](json& file) { file["transitions"] = json::array({transition}); }, look, early);
  };
  const json fine{{"round", 2}, {"received", {"a", "decided:one"}}, {"next", "decided:one"}};
  const auto with = [&](const json& change) {
    json result = fine;
    result.update(change);
    return result;
  };
  EXPECT_EQ(add(fine, Look::kVector), "no error");
  EXPECT_THAT(add(fine, Look::kVector, false), HasSubstr("\"decided:one\" is none of"));
  EXPECT_THAT(add(with({{"round", 3}}), Look::kVector), HasSubstr("next: \"decided:one\" is none of"));
  EXPECT_EQ(add(with({{"round", 3}, {"next", "one"}}), Look::kVector), "no error");
  EXPECT_THAT(add(with({{"next", "one"}}), Look::kVector), HasSubstr("next: \"one\" is none of"));
  EXPECT_THAT(add(with({{"round", 1}}), Look::kVector), HasSubstr("received[0]: \"a\" is none of"));
  EXPECT_THAT(add(with({{"round", 1}, {"received", {"one", "decided:one"}}}), Look::kVector),
              HasSubstr("received[1]: \"decided:one\" is none of"));
  const json counts{{"round", 2}, {"received", {{"a", 1}, {"decided:one", 1}}}, {"own", "a"}, {"next", "b"}};
  EXPECT_EQ(add(counts, Look::kCountsOwn), "no error");
  json own_decided = counts;
  own_decided["own"] = "decided:one";
  EXPECT_THAT(add(own_decided, Look::kCountsOwn), HasSubstr("own: \"decided:one\" is none of \"a, b\""));
  EXPECT_THAT(error_after([](json& file) { file["internal"][1] = "decided:zero"; }, Look::kVector),
              HasSubstr("internal: \"decided:zero\" is what a decision is called"));
  EXPECT_THAT(error_after([](json& file) { file["setting"]["decide"] = "soon"; }, Look::kVector),
              HasSubstr("setting.decide: \"soon\" is none of last, any"));
}

}  // namespace
}  // namespace ggms::audit
