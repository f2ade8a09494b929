// Compares the auditor's evaluation of properties, with the whole vocabulary, with the same properties in
// C++.
#include "audit/certify.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/protocols.h"
#include "audit/vocabulary.h"

namespace ggms::audit {
namespace {

using namespace drafts;
using testing::HasSubstr;

TEST(Certify, AgreesWithBruteForceOnRandomMachinesAndTheWholeVocabulary) {
  std::mt19937 random(2026);
  std::map<bool, int> seen;
  for (unsigned seed = 0; seed < 40; ++seed) {
    Draft draft = floodset(3, static_cast<int>(random() % 4), 2, kAllLooks[seed % 4]);
    std::vector<std::size_t> chosen;
    const bool may_name = random() % 2 == 0;
    for (std::size_t i = 0; i < kClauses.size(); ++i) {
      if (may_name || !names_processes(i)) chosen.push_back(i);
    }
    const bool names = std::any_of(chosen.begin(), chosen.end(), names_processes);
    draft.spec = vocabulary_spec(chosen);
    draft.next = random_next(draft, seed);
    const Certificate found = certify(draft);
    const Brute brute = run_all(draft);
    ASSERT_EQ(found.properties.size(), chosen.size());
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      const bool expected = all_good(brute, kClauses[chosen[i]].holds);
      EXPECT_EQ(found.properties[i].good(), expected) << seed << ": " << kClauses[chosen[i]].text << "\n"
                                                      << found.failure;
      ++seen[expected];
    }
    const bool vectors = draft.look == Look::kVector || draft.look == Look::kVectorId;
    const int named = names ? 2 : 0;
    EXPECT_EQ(found.configurations,
              vectors ? brute.configurations() : brute.configurations_up_to_names(named))
        << seed;
    EXPECT_EQ(found.outcomes, vectors ? brute.endings.size() : brute.endings_up_to_names(named)) << seed;
  }
  EXPECT_GT(seen[true], 20);
  EXPECT_GT(seen[false], 20);
}

TEST(Certify, CountingNeedsAsManyRepresentativesAsQuantifiers) {
  // "At least three decide one" speaks of as many processes as it has quantifiers; two representatives of a
  // kind would not be enough.
  Draft draft = floodset(5, 1, 1, Look::kCounts);
  draft.next = [](int, int, const Numbers&) { return 1; };
  const std::string head = vocabulary_spec({});
  draft.spec =
      head +
      "(assert (! (exists ((p Process) (q Process) (r Process)) (and (distinct p q r) (decides p one)"
      " (decides q one) (decides r one))) :named three))";
  EXPECT_TRUE(certify(draft).good());
  draft.spec = head +
               "(assert (! (exists ((p Process) (q Process) (r Process) (s Process) (t Process))"
               " (and (distinct p q r s t) (decides p one) (decides q one) (decides r one) (decides s one)"
               " (decides t one))) :named five))";
  const Certificate found = certify(draft);
  EXPECT_FALSE(found.good());
  EXPECT_THAT(found.failure, HasSubstr("crashes"));  // without a crash there are five
}

TEST(Certify, FactsOfARunAreWhatTheySay) {
  Draft draft = floodset(4, 2, 1);
  draft.spec = vocabulary_spec({}) + R"(
(assert (! (= crashed (>= failures 1)) :named crashed-counts))
(assert (! (=> lost crashed) :named lost-by-a-crash))
(assert (! (=> crashed lost) :named crash-loses))
(assert (! (forall ((p Process)) (= (connected p) (and (correct p) (<= failures 1)))) :named connected-majority))
(assert (! (forall ((p Process)) (= (connected p) (correct p))) :named connected-correct))
(assert (! (forall ((p Process)) (= (correct p) (exists ((v Bit)) (decides p v)))) :named correct-decides))
(assert (! (not (= failures 2)) :named at-most-one))
(assert (! (<= failures 2) :named at-most-two)))";
  for (const Look look : {Look::kVector, Look::kCounts}) {
    draft.look = look;
    const Certificate found = certify(draft);
    std::vector<std::string> bad;
    for (const CertifiedProperty& property : found.properties) {
      if (!property.good()) bad.push_back(property.name);
    }
    // A crash whose message reaches all in the last round loses nothing; two of four are not a majority.
    EXPECT_EQ(bad, (std::vector<std::string>{"crash-loses", "connected-correct", "at-most-one"}));
  }
}

TEST(Certify, TellsAViolationWithTheFewestCrashes) {
  Draft draft = floodset(2, 1, 1);
  draft.next = [](int, int, const Numbers& received) { return has(received, kGone) ? 0 : 1; };
  draft.spec = vocabulary_spec({}) + "(assert (! false :named never))";
  EXPECT_EQ(certify(draft).failure,
            "never is false: initial values zero zero; round 1: no process crashes, then one one");
}

}  // namespace
}  // namespace ggms::audit
