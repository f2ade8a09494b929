// Compares the auditor with hand-written protocols and with a brute force of the tests: verdicts, counts and
// texts.
#include "audit/certify.h"

#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/protocols.h"
#include "base/error.h"

namespace ggms::audit {
namespace {

using namespace drafts;
using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;

TEST(Certify, FloodSetIsGoodWithOneRoundMoreThanCrashes) {
  for (const auto& [n, f] :
       {std::pair(1, 0), {1, 1}, {2, 0}, {2, 1}, {2, 2}, {3, 1}, {3, 2}, {4, 1}, {4, 2}, {4, 3}}) {
    const Certificate found = certify(consensus(n, f, f + 1));
    EXPECT_TRUE(found.good()) << n << " " << f << " " << found.failure;
    EXPECT_EQ(found.failure, "");
    ASSERT_EQ(found.properties.size(), 4U);
    EXPECT_EQ(found.properties[0].name, "agreement");
    EXPECT_EQ(found.properties[0].outcomes, found.outcomes);
    EXPECT_GT(found.outcomes, 0U);
  }
}

TEST(Certify, GoesThroughExactlyTheConfigurationsThatScenariosReach) {
  for (const auto& [n, f] : {std::pair(2, 1), {3, 1}, {3, 2}, {4, 2}}) {
    const Brute brute = run_all(consensus(n, f, f + 1));
    const Certificate found = certify(consensus(n, f, f + 1));
    EXPECT_EQ(found.configurations, brute.configurations()) << n << " " << f;
    EXPECT_EQ(found.outcomes, brute.endings.size()) << n << " " << f;
  }
}

TEST(Certify, SlowGoesThroughTheConfigurationsOfFourProcessesAndThreeCrashes) {
  const Brute brute = run_all(consensus(4, 3, 4));
  std::set<std::tuple<int, Numbers, Numbers>> without_lost;
  for (std::size_t at = 0; at < brute.boundaries.size(); ++at) {
    for (const auto& [initial, states, lost] : brute.boundaries[at]) {
      without_lost.emplace(static_cast<int>(at), initial, states);
    }
  }
  // The number of configurations in other checkers' models of FloodSet, which do not keep whether a message
  // was lost.
  EXPECT_EQ(without_lost.size(), 1260U);
  EXPECT_EQ(certify(consensus(4, 3, 4)).configurations, brute.configurations());
}

TEST(Certify, AsManyRoundsAsCrashesAreTooFewButForOneSurvivor) {
  const Certificate bad = certify(consensus(4, 2, 2));
  EXPECT_EQ(bad.verdict, Certificate::Verdict::kBad);
  ASSERT_FALSE(bad.properties.empty());
  EXPECT_FALSE(bad.properties[0].good());
  EXPECT_TRUE(bad.properties[1].good() && bad.properties[2].good() && bad.properties[3].good());
  EXPECT_THAT(bad.failure, HasSubstr("agreement is false for p = process "));
  EXPECT_THAT(bad.failure, HasSubstr("initial values "));
  EXPECT_THAT(bad.failure, HasSubstr("; round 2: process "));
  EXPECT_THAT(bad.failure, HasSubstr(" crashes and reaches "));
  EXPECT_EQ(bad.failure.find('\n'), std::string::npos);

  EXPECT_TRUE(certify(consensus(3, 2, 2)).good());
  EXPECT_TRUE(certify(consensus(2, 1, 1)).good());
}

TEST(Certify, TellsAnExecutionThatLeadsToTheViolation) {
  // One round, one crash: the process that hears the crashing zero decides zero, the other does not.
  const Certificate bad = certify(consensus(3, 1, 1));
  EXPECT_EQ(bad.failure,
            "agreement is false for p = process 1, q = process 2: initial values one one zero; "
            "round 1: process 3 crashes and reaches 1, then zero one -");
}

TEST(Certify, AgreesWithBruteForceOnEveryMutationOfOneEntry) {
  int refuted = 0, harmless = 0;
  const Draft good = consensus(3, 1, 2);
  for (int round = 1; round <= 2; ++round) {
    for (int code = 0; code < 27; ++code) {
      const Numbers received{code % 3 - 1, code / 3 % 3 - 1, code / 9 - 1};
      const int old = good.next(round, 0, received);
      if (old == kGone) continue;
      Draft mutant = good;
      mutant.next = changed(good, round, 0, received, 1 - old);
      const Certificate found = certify(mutant);
      EXPECT_EQ(found.good(), all_good(run_all(mutant), is_consensus)) << round << " " << code;
      ++(found.good() ? harmless : refuted);
    }
  }
  EXPECT_GT(refuted, 10);
  EXPECT_GT(harmless, 5);
}

TEST(Certify, AgreesWithBruteForceOnSlightlyBrokenMachines) {
  std::mt19937 random(7);
  std::map<bool, int> seen;
  for (int i = 0; i < 60; ++i) {
    const int n = 2 + static_cast<int>(random() % 3), f = 1 + static_cast<int>(random() % 2);
    Draft draft = consensus(n, f, f + 1, kAllLooks[i % 4]);
    for (auto changes = random() % 3; changes > 0; --changes) {
      Numbers received(static_cast<std::size_t>(n));
      for (int& state : received) state = static_cast<int>(random() % 3) - 1;
      const int who = static_cast<int>(random() % static_cast<unsigned>(n));
      received[static_cast<std::size_t>(who)] = static_cast<int>(random() % 2);
      draft.next = changed(draft, 1 + static_cast<int>(random() % static_cast<unsigned>(f + 1)), who,
                           received, static_cast<int>(random() % 2));
    }
    const Certificate found = certify(draft);
    EXPECT_EQ(found.good(), all_good(run_all(draft), is_consensus)) << i << " " << found.failure;
    ++seen[found.good()];
  }
  EXPECT_GT(seen[true], 10);
  EXPECT_GT(seen[false], 10);
}

TEST(Certify, AtomicCommitOfThePaperIsGood) {
  for (const Look look : kAllLooks) {
    const Certificate found = certify(atomic_commit(3, 1, 2, look));
    EXPECT_TRUE(found.good()) << found.failure;
  }
  EXPECT_TRUE(certify(atomic_commit(2, 1, 2)).good());
  EXPECT_TRUE(certify(atomic_commit(3, 2, 3)).good());
}

TEST(Certify, FloodSetIsNoAtomicCommit) {
  Draft draft = atomic_commit(3, 1, 2);
  draft.next = floodset(3, 1, 2).next;
  const Certificate found = certify(draft);
  EXPECT_FALSE(found.good());
  EXPECT_THAT(found.failure, HasSubstr("abort-wins is false: initial values"));
}

TEST(Certify, AlwaysAbortingBreaksOnlyWhatDependsOnLostMessages) {
  Draft draft = atomic_commit(3, 1, 2);
  draft.next = [](int, int, const Numbers&) { return 0; };
  const Certificate found = certify(draft);
  ASSERT_EQ(found.properties.size(), 4U);
  EXPECT_TRUE(found.properties[0].good() && found.properties[2].good() && found.properties[3].good());
  // All vote commit and nothing is lost: no process crashes, or one in the last round after reaching all.
  EXPECT_EQ(found.properties[1].violations, 4U);
}

TEST(Certify, AMissingEntryIsUndefinedOnlyIfAnExecutionNeedsIt) {
  Draft draft = consensus(3, 1, 2);
  draft.next = changed(draft, 2, 0, {0, kGone, 0}, kGone);
  const Certificate bad = certify(draft);
  EXPECT_EQ(bad.verdict, Certificate::Verdict::kBad);
  EXPECT_EQ(
      bad.failure,
      "undefined: initial values zero zero zero; round 1: no process crashes, then a a a; round 2: process "
      "2 crashes, "
      "and process 1 receives (a lost a), which has no entry");
  EXPECT_TRUE(run_all(draft).missing);

  draft = consensus(3, 1, 2);
  draft.next = changed(draft, 2, 0, {0, kGone, kGone}, kGone);  // two lost: needs two crashes
  EXPECT_TRUE(certify(draft).good());
  EXPECT_FALSE(run_all(draft).missing);
}

TEST(Certify, CountsViewsAreGoodAndCountMultisets) {
  for (const Look look : {Look::kCounts, Look::kCountsOwn}) {
    for (const auto& [n, f, rounds] : {std::tuple(3, 1, 2), {4, 2, 3}, {4, 2, 2}}) {
      const Draft draft = consensus(n, f, rounds, look);
      const Certificate found = certify(draft);
      const Brute brute = run_all(draft);
      EXPECT_EQ(found.good(), rounds > f) << n;
      EXPECT_EQ(found.configurations, brute.configurations_up_to_names(0)) << n;
      EXPECT_EQ(found.outcomes, brute.endings_up_to_names(0)) << n;
    }
  }
}

TEST(Certify, ThirtyProcessesInACountsView) {
  const Certificate good = certify_protocol(large_floodset(30, 3, 4).dump(), "large.json");
  EXPECT_TRUE(good.good()) << good.failure;
  EXPECT_EQ(good.initial_vectors, "2^30");

  const Certificate bad = certify_protocol(large_floodset(30, 3, 3).dump(), "large.json");
  EXPECT_FALSE(bad.good());
  EXPECT_THAT(bad.failure,
              HasSubstr("agreement is false for p = one that started with one and decided zero, "
                        "q = one that started with one and decided one: initial values 1 zero, 29 one; "
                        "round 1: 1 in state zero crashes, then "));
}

std::string spec_of_the_house(const std::string& name) {
  std::ifstream file(std::string(GGMS_SOURCE_DIR) + "/specs/" + name);
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_FALSE(text.str().empty()) << name;
  return text.str();
}

TEST(Certify, SpecificationsOfTheHouse) {
  Draft draft = floodset(3, 2, 3);
  for (const char* name : {"consensus.smt2", "correct-consensus.smt2"}) {
    draft.spec = spec_of_the_house(name);
    EXPECT_TRUE(certify(draft).good()) << name;
  }
  draft = atomic_commit(3, 1, 2);
  draft.spec = spec_of_the_house("atomic-commit.smt2");
  EXPECT_TRUE(certify(draft).good());

  // The minimum of the seen values reaches 2-set agreement in floor(f/2) + 1 rounds, and not in fewer.
  for (const auto& [n, f, rounds, good] : {std::tuple(4, 2, 2, true), {5, 2, 2, true}, {5, 2, 1, false}}) {
    for (const Look look : {Look::kVector, Look::kCounts}) {
      draft = floodset(n, f, rounds, look);
      draft.initial = draft.decisions = {"red", "green", "blue"};
      draft.internal = {"a", "b", "c"};
      draft.spec = spec_of_the_house("k-set-agreement.smt2");
      const Certificate found = certify(draft);
      EXPECT_EQ(found.good(), good) << n << " " << rounds << " " << found.failure;
      EXPECT_TRUE(found.properties[1].good() && found.properties[2].good());
    }
  }
}

TEST(Certify, NamesOfValuesDoNotMatter) {
  Draft draft = consensus(3, 1, 2);
  draft.spec = R"((declare-sort Process 0)
(declare-datatypes ((In 0) (|Out of it| 0)) (((commit) (|a b|)) ((no) (yes))))
(declare-fun init (Process) In) (declare-fun decides (Process |Out of it|) Bool)
(define-fun says ((p Process) (v |Out of it|)) Bool (decides p v))
(assert (! (forall ((p Process) (q Process)) (not (and (says p no) (says q yes)))) :named |it agrees|)))";
  draft.initial = {"commit", "a b"};
  draft.decisions = {"no", "yes"};
  draft.internal = {"left", "no"};
  const Certificate found = certify(draft);
  EXPECT_TRUE(found.good()) << found.failure;
  ASSERT_EQ(found.properties.size(), 1U);
  EXPECT_EQ(found.properties[0].name, "it agrees");
}

TEST(Certify, GivesUpWhenToldTo) {
  int calls = 0;
  const Certificate found =
      certify_protocol(to_json(consensus(4, 3, 4)).dump(), "x.json", [&] { return ++calls > 3; });
  EXPECT_EQ(found.verdict, Certificate::Verdict::kUnknown);
  EXPECT_EQ(found.failure, "the audit ended before it was complete");
  EXPECT_THAT(certificate_lines(found)[0], StartsWith("not finished: "));
  EXPECT_EQ(calls, 4);
  json large = large_floodset(30, 3, 4);
  large["setting"]["view"] = "vector";
  large["transitions"].clear();
  EXPECT_EQ(certify_protocol(large.dump(), "x.json").verdict, Certificate::Verdict::kUnknown);
}

TEST(Certify, SaysWhatItHasProved) {
  const Certificate found = certify(consensus(3, 2, 3));
  const auto lines = certificate_lines(found);
  ASSERT_EQ(lines.size(), 8U);
  EXPECT_EQ(
      lines[0],
      "certified: draft with 3 processes, 3 rounds, 2 internal states, faults crash=2, view vector, decide "
      "last");
  EXPECT_EQ(lines[2], "  " + found.subject.spec_digest());
  EXPECT_THAT(lines[3], HasSubstr("every one of the 8 initial vectors and every choice of the adversary: "));
  EXPECT_THAT(lines[3], HasSubstr(" of 78 table entries used"));
  EXPECT_EQ(lines[4], "agreement      true in all " + std::to_string(found.outcomes));

  const auto refuted = certificate_lines(certify(consensus(4, 2, 2)));
  ASSERT_EQ(refuted.size(), 9U);
  EXPECT_EQ(refuted[0].substr(0, 20), "refuted: draft with ");
  EXPECT_EQ(refuted[1].substr(0, 12), "agreement is");
  EXPECT_THAT(refuted[5], HasSubstr("agreement      false in "));
}

}  // namespace
}  // namespace ggms::audit
