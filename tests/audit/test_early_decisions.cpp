// Tests decisions before the last round under faults, on protocols so small that their outcomes can be
// counted by hand, and their form in files.
#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/certify.h"
#include "audit/faulty_drafts.h"
#include "audit/protocols.h"
#include "base/error.h"

namespace ggms::audit {
namespace {

using namespace drafts;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(CertifyFaults, EarlyDecisionsStandOneCrashAndFallToTwo) {
  for (const Look look : kAllLooks) {
    EXPECT_TRUE(certify(early_floodset(3, 2, "crash=1", kConsensus, look)).good());
    EXPECT_THAT(false_ones(certify(early_floodset(3, 2, "crash=2", kConsensus, look))),
                ElementsAre("agreement"));
  }
  // A process that decided and crashed later has decided.
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

  // A late crash in round 1 decides one, which the other may not learn. A process that crashes late in round
  // 2 still receives from the other, which is connected if it has received from the crashing one.
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
