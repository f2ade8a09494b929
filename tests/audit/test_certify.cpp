// The auditor against hand-written protocols, against a brute force of the tests' own, and against broken
// files.
#include "audit/certify.h"

#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/drafts.h"
#include "base/error.h"

namespace ggms::audit {
namespace {

using namespace drafts;
using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kConsensus = R"((set-logic ALL)
(declare-sort Process 0)
(declare-datatypes ((Bit 0)) (((zero) (one))))
(declare-fun init (Process) Bit)
(declare-fun decides (Process Bit) Bool)
(declare-fun correct (Process) Bool)
(assert (! (forall ((p Process) (q Process)) (not (and (decides p zero) (decides q one)))) :named agreement))
(assert (! (=> (forall ((p Process)) (= (init p) one)) (forall ((p Process)) (not (decides p zero))))
   :named validity-one))
(assert (! (=> (forall ((p Process)) (= (init p) zero)) (forall ((p Process)) (not (decides p one))))
   :named validity-zero))
(assert (! (forall ((p Process)) (=> (correct p) (exists ((v Bit)) (decides p v)))) :named termination))
)";

constexpr const char* kAtomicCommit = R"((declare-sort Process 0)
(declare-datatypes ((Vote 0)) (((abort) (commit))))
(declare-fun init (Process) Vote)
(declare-fun decides (Process Vote) Bool)
(declare-fun correct (Process) Bool)
(declare-const lost Bool)
(assert (! (forall ((p Process) (q Process)) (not (and (decides p abort) (decides q commit)))) :named agreement))
(assert (! (=> (and (forall ((p Process)) (= (init p) commit)) (not lost))
   (forall ((p Process)) (not (decides p abort)))) :named commits))
(assert (! (=> (exists ((p Process)) (= (init p) abort)) (forall ((p Process)) (not (decides p commit))))
   :named abort-wins))
(assert (! (forall ((p Process)) (=> (correct p) (exists ((v Vote)) (decides p v)))) :named termination))
)";

Draft consensus(int n, int f, int rounds, Look look = Look::kVector) {
  Draft result = floodset(n, f, rounds, look);
  result.spec = kConsensus;
  return result;
}

Certificate certify(const Draft& draft) {
  return certify_protocol(to_json(draft).dump(), "draft.json");
}

Numbers decisions_of(const Ending& ending) {
  Numbers result;
  for (const int decision : ending.decision) {
    if (decision != kGone) result.push_back(decision);
  }
  return result;
}

bool has(const Numbers& numbers, int value) {
  return std::count(numbers.begin(), numbers.end(), value) > 0;
}

/// Consensus as the tests understand it, of a run in which every process that decides has done so.
bool is_consensus(const Ending& ending) {
  for (const int value : {0, 1}) {
    if (!has(ending.initial, 1 - value) && has(decisions_of(ending), 1 - value)) return false;
  }
  return !(has(decisions_of(ending), 0) && has(decisions_of(ending), 1));
}

template <typename Good>
bool all_good(const Brute& brute, const Good& good) {
  return !brute.missing && std::all_of(brute.endings.begin(), brute.endings.end(), good);
}

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
  // The number that other checkers' models of FloodSet have, which do not keep whether a message was lost.
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
  // One round, one crash: the one that hears the crashing zero decides it, the other one doesn't.
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

/// GGMS section 5: a lost message counts as a vote to abort in the first round and as nothing later.
Draft atomic_commit(int n, int f, int rounds, Look look = Look::kVector) {
  Draft result = floodset(n, f, rounds, look);
  result.spec = kAtomicCommit;
  result.initial = result.decisions = {"abort", "commit"};
  result.next = [](int round, int, const Numbers& received) {
    if (has(received, 0)) return 0;
    return round == 1 && has(received, kGone) ? 0 : 1;
  };
  return result;
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

/// FloodSet in a counts view, written directly: enumerating vectors is hopeless for many processes.
json large_floodset(int n, int f, int rounds) {
  json result = to_json(consensus(1, f, rounds, Look::kCounts));
  result["setting"]["processes"] = n;
  result["transitions"] = json::array();
  for (int round = 1; round <= rounds; ++round) {
    const std::string low = round == 1 ? "zero" : "a", high = round == 1 ? "one" : "b";
    for (int lost = 0; lost <= f; ++lost) {
      for (int zeros = 0; zeros + lost <= n; ++zeros) {
        const std::string next = round == rounds ? (zeros > 0 ? "zero" : "one") : (zeros > 0 ? "a" : "b");
        const json received{{low, zeros}, {high, n - lost - zeros}, {"lost", lost}};
        result["transitions"].push_back({{"round", round}, {"received", received}, {"next", next}});
      }
    }
  }
  return result;
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

// ---- the whole vocabulary ----

struct Clause {
  const char* text;  // what is asserted
  bool (*holds)(const Ending&);
};

bool decided(const Ending& e, int process, int value) {
  return e.decision[static_cast<std::size_t>(process)] == value;
}

/// What can be said, in SMT-LIB and in C++. Three processes, two rounds, values zero and one.
const Clause kClauses[] = {
    {"(=> (not lost) (exists ((p Process)) (decides p zero)))",
     [](const Ending& e) { return e.lost || has(e.decision, 0); }},
    {"(=> crashed (! (forall ((p Process)) (decides p (init p))) :named all-own))",
     [](const Ending& e) { return e.failures == 0 || e.decision == e.initial; }},
    {"(or (< failures 1) (>= failures 3) (not (forall ((p Process)) (=> (correct p) (decides p one)))))",
     [](const Ending& e) { return e.failures < 1 || e.failures >= 3 || has(e.decision, 0); }},
    {"(=> (> 1 (- failures)) (xor lost (exists ((p Process) (q Process)) (and (distinct p q) (decides p zero)"
     " (decides q zero)))))",
     [](const Ending& e) { return e.lost != (std::count(e.decision.begin(), e.decision.end(), 0) >= 2); }},
    {"(decides p1 (ite (= (init p2) zero) zero one))",
     [](const Ending& e) { return e.decision[0] == e.initial[1]; }},
    {"(forall ((q Process)) (=> (and (not (= q p1)) (not (= q p2)) (correct q)) (or (decides q (init p1))"
     " (not (correct p1)))))",
     [](const Ending& e) {
       return e.decision[2] == kGone || e.decision[0] == kGone || e.decision[2] == e.initial[0];
     }},
    {"(exists ((p Process)) (and (connected p) (decides p zero)))",
     [](const Ending& e) {
       for (int i = 0; i < 3; ++i) {
         if (e.connected[static_cast<std::size_t>(i)] && decided(e, i, 0)) return true;
       }
       return false;
     }},
    {"(let ((late (decided-by p1 2)) (early (decided-by p1 1))) (and (= late (correct p1)) (not early)"
     " (= (decided-by p1 77) late) (not (decided-by p1 (- 2))) (not (decided-by p1 0))))",
     [](const Ending&) { return true; }},
    {"(forall ((v Bit) (b Bool)) (=> (and b (decides p2 v)) (exists ((r Process)) (and (distinct p1 p2 r) (= "
     "(init r) v)))))",
     [](const Ending& e) { return e.decision[1] == kGone || e.decision[1] == e.initial[2]; }},
    {"(forall ((p Process)) (exists ((q Process)) (forall ((r Process)) (=> (and (= (init p) (init r))"
     " (distinct p q)) (or (= q r) (= p r) (decides q zero))))))",
     [](const Ending& e) {
       // Either another process decides zero, or another one than p makes the rest true: all with p's value
       // are p and q.
       for (std::size_t p = 0; p < 3; ++p) {
         bool found = true;  // q = p makes the premise false
         for (std::size_t q = 0; q < 3; ++q)
           found = found || decided(e, static_cast<int>(q), 0) || e.initial[p] == 0;
         if (!found) return false;
       }
       return true;
     }},
    {"(exactly 2)", [](const Ending& e) { return std::count(e.decision.begin(), e.decision.end(), 1) == 2; }},
    {"(=> calm (forall ((p Process)) (not (decides p (as zero Bit)))))",
     [](const Ending& e) { return e.failures >= 2 || !has(e.decision, 0); }},
    {"((_ is one) (init p2))", [](const Ending& e) { return e.initial[1] == 1; }},
};

/// "exactly 2" and the like: exactly two processes decide one, which takes three quantifiers to say.
std::string clause_text(const Clause& clause) {
  if (std::string(clause.text) != "(exactly 2)") return clause.text;
  return "(exists ((p Process) (q Process)) (and (not (= p q)) (decides p one) (decides q one)"
         " (forall ((r Process)) (=> (decides r one) (or (= r p) (= r q))))))";
}

std::string vocabulary_spec(const std::vector<std::size_t>& chosen) {
  std::string result = R"(; all that can be said
(set-info :source |anything; even (this|) (set-option :produce-models true) (check-sat)
(declare-sort Process 0)
(declare-datatype Bit ((zero) (one)))
(declare-fun init (Process) Bit) (declare-fun decides (Process Bit) Bool) (declare-fun correct (Process) Bool)
(declare-fun connected (Process) Bool) (declare-fun decided-by (Process Int) Bool)
(declare-const lost Bool) (declare-const crashed Bool) (declare-const failures Int)
(declare-const p1 Process) (declare-const p2 Process) (define-const calm Bool (< failures 2))
)";
  for (const std::size_t i : chosen) {
    result += "(assert (! " + clause_text(kClauses[i]) + " :named clause-" + std::to_string(i) + "))\n";
  }
  return result;
}

bool names_processes(std::size_t clause) {
  return std::string(kClauses[clause].text).find("p1") != std::string::npos ||
         std::string(kClauses[clause].text).find("p2") != std::string::npos;
}

TEST(Certify, AgreesWithBruteForceOnRandomMachinesAndTheWholeVocabulary) {
  std::mt19937 random(2026);
  std::map<bool, int> seen;
  for (unsigned seed = 0; seed < 40; ++seed) {
    Draft draft = floodset(3, static_cast<int>(random() % 4), 2, kAllLooks[seed % 4]);
    std::vector<std::size_t> chosen;
    const bool may_name = random() % 2 == 0;
    for (std::size_t i = 0; i < std::size(kClauses); ++i) {
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

TEST(Certify, CountingNeedsAsManyRepresentativesAsQuantifiers) {
  // "At least three decide one" is about as many processes as it has quantifiers; two of a kind would not do.
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
    // A crash whose message reaches all in the last round loses nothing; two of four are no majority.
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

  // Min of what was seen reaches 2-set agreement in floor(f/2) + 1 rounds, not in fewer.
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

// ---- files ----

std::string error_of(const std::string& text) {
  try {
    certify_protocol(text, "x.json");
  } catch (const base::Error& error) {
    return error.what();
  }
  return "no error";
}

std::string error_after(const std::function<void(json&)>& change, Look look = Look::kVector) {
  json file = to_json(consensus(2, 1, 2, look));
  change(file);
  const std::string error = error_of(file.dump());
  EXPECT_EQ(error.find('\n'), std::string::npos) << error;
  EXPECT_EQ(error.rfind("x.json: ", 0), 0U) << error;
  return error;
}

TEST(CertifyFile, MalformedJsonIsCitedByLineAndColumn) {
  EXPECT_THAT(error_of("{\"schema\":\n  ?}"), HasSubstr("x.json:2:3: not valid JSON: \"syntax error"));
  EXPECT_THAT(error_of(""), HasSubstr("x.json:1:1: not valid JSON"));
  EXPECT_THAT(error_of("[1e999]"), HasSubstr("x.json:1:6: not valid JSON: \"number overflow"));
  EXPECT_THAT(error_of("{\n\"a\": nul\n}"), HasSubstr("x.json:2:9: not valid JSON"));
  EXPECT_THAT(error_of("\xff\xfe"), HasSubstr("x.json:1:"));
  EXPECT_THAT(error_of("[]"), HasSubstr("must be an object"));
  EXPECT_THAT(error_of("{\"schema\": 1, \"spec\": {\"a\": 1, \"a\": 1}}"), HasSubstr("\"a\" is given twice"));
  EXPECT_THAT(error_of(std::string(100'000, '[')), HasSubstr("are nested more than 32 deep"));
}

TEST(CertifyFile, FieldsMustBeThereAndBeRight) {
  const auto set = [](const char* pointer, json value) {
    return error_after([&](json& file) { file[json::json_pointer(pointer)] = std::move(value); });
  };
  EXPECT_THAT(error_after([](json& file) { file.erase("spec"); }), HasSubstr("\"spec\" is missing"));
  EXPECT_THAT(error_after([](json& file) { file["setting"].erase("rounds"); }),
              HasSubstr("setting: the key \"rounds\" is missing"));
  EXPECT_THAT(set("/schema", "ggms/protocol/2"), HasSubstr("schema: must be"));
  EXPECT_THAT(set("/spec/text", 3), HasSubstr("spec.text: must be a string"));
  EXPECT_THAT(set("/spec/name", "a\nb"), HasSubstr("spec.name: has control characters"));
  EXPECT_THAT(set("/setting", json::array()), HasSubstr("setting: must be an object"));
  EXPECT_THAT(set("/setting/processes", 0), HasSubstr("setting.processes: must be a whole number from 1"));
  EXPECT_THAT(set("/setting/processes", 1'000'000'000'000), HasSubstr("from 1 to 1000"));
  EXPECT_THAT(set("/setting/processes", 18'000'000'000'000'000'000U), HasSubstr("from 1 to 1000"));
  EXPECT_THAT(set("/setting/processes", 2.0), HasSubstr("must be a whole number"));
  EXPECT_THAT(set("/setting/processes", -1), HasSubstr("must be a whole number"));
  EXPECT_THAT(set("/setting/rounds", "2"), HasSubstr("setting.rounds: must be a whole number"));
  EXPECT_THAT(set("/setting/states", 3), HasSubstr("internal: has 2 names, but setting.states is 3"));
  EXPECT_THAT(set("/setting/view", "sight"),
              HasSubstr("setting.view: \"sight\" is none of vector, vector+id"));
  EXPECT_THAT(set("/setting/decide", "now"), HasSubstr("setting.decide: \"now\" is none of"));
  EXPECT_THAT(set("/initial", json::array({"one", "zero"})),
              HasSubstr("the values of init are \"zero, one\""));
  EXPECT_THAT(set("/decisions", json::array({"zero", "one", "two"})), HasSubstr("the values of decides are"));
  EXPECT_THAT(set("/initial", json::array({"zero", "zero"})),
              HasSubstr("initial[1]: \"zero\" is listed twice"));
  EXPECT_THAT(set("/initial", json::array()), HasSubstr("initial: must have from 1"));
  EXPECT_THAT(set("/internal", json::array({"a", "lost"})), HasSubstr("internal[1]: `lost` is"));
  EXPECT_THAT(set("/internal", json::array({"a", "b\n"})), HasSubstr("internal[1]: has control characters"));
  EXPECT_THAT(set("/transitions", "none"), HasSubstr("transitions: must be a list"));
}

TEST(CertifyFile, FaultsAreReadOrRefused) {
  const auto faults = [](const char* text) {
    return error_after([&](json& file) { file["setting"]["faults"] = text; });
  };
  for (const char* wrong :
       {"crash", "crash=", "crash=-1", "crash=1x", "crash=1,", ",", "crush=1", "crash=99999999999999999999",
        "none,crash=1", "omission", "loss=x", "loss-total=-1", "late=1", "crash_late=1"}) {
    EXPECT_THAT(faults(wrong), HasSubstr("is no fault: expected something like crash=1")) << wrong;
  }

  json file = to_json(consensus(2, 1, 2));
  for (const char* none : {"", "none", "crash=0"}) {
    file["setting"]["faults"] = none;
    const Certificate found = certify_protocol(file.dump(), "x.json");
    EXPECT_TRUE(found.good());
    EXPECT_EQ(found.configurations, 12U);  // 4 initial vectors at 3 boundaries
  }
  for (const char* word : {"crash", "crash-late", "omission", "general-omission", "byzantine"}) {
    EXPECT_THAT(faults((std::string(word) + "=3").c_str()),
                HasSubstr(word + std::string("=3\" lets more than all 2 processes fail")));
  }
  for (const char* word : {"loss", "loss-total", "partition"}) {
    EXPECT_THAT(faults((std::string(word) + "=1001").c_str()), HasSubstr("=1001\" is more than 1000"));
  }
  EXPECT_THAT(faults("crash=1,crash=1"), HasSubstr("the fault \"crash\" is given twice"));
  EXPECT_THAT(faults("loss=1,crash=1,loss=0"), HasSubstr("the fault \"loss\" is given twice"));

  file["setting"]["faults"] =
      "partition=0,loss-total=1000,byzantine=2,loss=1000,crash=1,general-omission=0,omission=02,crash-late=2";
  EXPECT_EQ(certify_protocol(file.dump(), "x.json").subject.faults,
            "crash=1,crash-late=2,omission=2,byzantine=2,loss=1000,loss-total=1000");
}

TEST(CertifyFile, TransitionsMustFitTheSetting) {
  const auto first = [](Look look, const json& change) {
    return error_after([&](json& file) { file["transitions"][0].update(change); }, look);
  };
  EXPECT_THAT(first(Look::kVector, {{"round", 0}}),
              HasSubstr("transitions[0].round: must be a whole number from 1 to 2"));
  EXPECT_THAT(first(Look::kVector, {{"round", 3}}), HasSubstr("from 1 to 2"));
  EXPECT_THAT(first(Look::kVector, {{"next", "zero"}}),
              HasSubstr("transitions[0].next: \"zero\" is none of \"a, b\""));
  EXPECT_THAT(first(Look::kVector, {{"next", "lost"}}), HasSubstr("\"lost\" is none of"));
  EXPECT_THAT(first(Look::kVector, {{"received", {"zero"}}}), HasSubstr("must be a list of 2 states"));
  EXPECT_THAT(first(Look::kVector, {{"received", {"zero", "a"}}}),
              HasSubstr("transitions[0].received[1]: \"a\" is none of"));
  EXPECT_THAT(first(Look::kVector, {{"received", {"lost", "lost"}}}),
              HasSubstr("never loses its own message"));
  EXPECT_THAT(first(Look::kVector, {{"received", {"one", "one"}}}), HasSubstr("contradicts an earlier one"));
  EXPECT_THAT(first(Look::kVector, {{"process", 1}}),
              HasSubstr("transitions[0].process: has no meaning in the vector view"));
  EXPECT_THAT(first(Look::kVectorId, {{"process", 3}}),
              HasSubstr("transitions[0].process: must be a whole number from 1 to 2"));
  EXPECT_THAT(first(Look::kVectorId, {{"process", 1}, {"received", {"lost", "one"}}}),
              HasSubstr("process 1 never loses"));
  EXPECT_THAT(first(Look::kCounts, {{"received", {{"zero", 3}}}}),
              HasSubstr("must be a whole number from 0 to 2"));
  EXPECT_THAT(first(Look::kCounts, {{"received", {{"zero", 1}}}}),
              HasSubstr("the counts add up to 1, not to 2 processes"));
  EXPECT_THAT(first(Look::kCounts, {{"received", {{"a", 2}}}}), HasSubstr("\"a\" is none of"));
  EXPECT_THAT(first(Look::kCounts, {{"received", {{"lost", 2}}}}), HasSubstr("never loses its own message"));
  EXPECT_THAT(first(Look::kCountsOwn, {{"received", {{"zero", 2}}}, {"own", "one"}}),
              HasSubstr("transitions[0].own: a process never loses its own message"));
  EXPECT_THAT(error_after([](json& file) { file["transitions"].push_back(file["transitions"][0]); }),
              HasSubstr("is the same as an earlier one"));
  EXPECT_THAT(error_after([](json& file) { file["transitions"][1] = 5; }),
              HasSubstr("transitions[1]: must be an object"));
}

TEST(CertifyFile, SpecificationsAreReadOrRefused) {
  const auto with = [](const std::string& text) {
    json file = to_json(consensus(2, 1, 2));
    file["spec"]["text"] = text;
    const std::string error = error_of(file.dump());
    EXPECT_EQ(error.find('\n'), std::string::npos) << error;
    return error;
  };
  const std::string head = vocabulary_spec({});
  const auto property = [&](const std::string& term) {
    return with(head + "(assert (! " + term + " :named x))");
  };
  EXPECT_THAT(with(""), HasSubstr("x.json: spec.text: declares no sort Process"));
  EXPECT_THAT(with("(declare-sort Process 0)"), HasSubstr("declares no init"));
  EXPECT_THAT(with(head), HasSubstr("has no property"));
  EXPECT_THAT(with("(declare-sort Process 0"),
              HasSubstr("x.json: spec.text:1:1: this parenthesis is never closed"));
  EXPECT_THAT(with("\n )"), HasSubstr("x.json: spec.text:2:2: \")\" has no place here"));
  EXPECT_THAT(with(std::string(10'000, '(')), HasSubstr("nested too deeply"));
  EXPECT_THAT(with("(echo \"y\")"), HasSubstr("no use for the command \"echo\""));
  EXPECT_THAT(with(head + "\n(exit)(assert (! lost :named x))"),
              HasSubstr("spec.text:10:7: nothing may follow (exit)"));
  EXPECT_THAT(with("(declare-sort Thing 0)"),
              HasSubstr("the only sort to declare is (declare-sort Process 0)"));
  EXPECT_THAT(with("(declare-fun init (Process Process) Bit)"),
              HasSubstr("\"init\" of these sorts is no part"));
  EXPECT_THAT(with("(declare-fun f (Process) Bool)"),
              HasSubstr("\"f\" of these sorts is no part of the vocabulary"));
  EXPECT_THAT(with(head + "(assert lost)"), HasSubstr("a property needs a name"));
  EXPECT_THAT(with(head + "(assert (! lost :named x)) (assert (! lost :named x))"),
              HasSubstr("\"x\" is declared already"));
  EXPECT_THAT(property("(foo p1)"), HasSubstr("x.json: spec.text:9:"));
  EXPECT_THAT(property("failures"), HasSubstr("term is not Boolean"));
  EXPECT_THAT(property("(forall ((x Int)) (= x failures))"), HasSubstr("quantifiers range over processes"));
  EXPECT_THAT(property("(= (+ failures 1) 2)"), HasSubstr("property \"x\" uses \"+\""));
  EXPECT_THAT(property("(forall ((p Process)) (! (correct p) :pattern ((init p))))"),
              HasSubstr("only :named"));
  EXPECT_THAT(property("(decided-by p1 failures)"), HasSubstr("decided-by needs an integer literal"));
  EXPECT_THAT(property("(= p1 |process 1|)"), HasSubstr("x.json: spec.text"));
  EXPECT_THAT(property("|a\\|"), HasSubstr("not closed"));
  EXPECT_THAT(property("|a\nb|"), HasSubstr("must stay on one line"));
  EXPECT_THAT(with(head + "(declare-const p3 Process)(assert (! (correct p3) :named x))"),
              HasSubstr("p3 is named, but there are 2 processes"));
  EXPECT_THAT(
      with(std::string("(declare-sort Process 0)(declare-fun init (Process) Bool)(declare-fun decides ") +
           "(Process Bool) Bool)(assert (! (init p) :named x))"),
      HasSubstr("x.json: spec.text"));
  std::string tower = "(define-fun f0 ((b Bool) (c Bool)) Bool (xor b c lost))\n";
  for (int i = 1; i < 64; ++i) {
    const std::string below = "f" + std::to_string(i - 1);
    tower += "(define-fun f" + std::to_string(i) + " ((b Bool) (c Bool)) Bool (" + below + " (" + below +
             " b c) (" + below + " c b)))\n";
  }
  EXPECT_THAT(with(head + tower + "(assert (! (f63 lost crashed) :named x))"),
              HasSubstr("too large with all definitions"));
  std::string variables;
  for (int i = 0; i < 30; ++i) variables += "(x" + std::to_string(i) + " Process)";
  std::string names;
  for (int i = 0; i < 30; ++i) names += " x" + std::to_string(i);
  EXPECT_THAT(
      property("(forall (" + variables + ") (distinct" + names + "))"),
      HasSubstr("property 'x' has 2^30 ways to choose its processes; at most 2^23 can be gone through"));
  std::string values, tests;
  for (int i = 0; i < 30; ++i) {
    values += "(v" + std::to_string(i) + " Bool)";
    tests += " v" + std::to_string(i);
  }
  EXPECT_THAT(property("(exists (" + values + ") (and lost" + tests + "))"), HasSubstr("too many instances"));
}

TEST(CertifyFile, NoBytesMakeItFall) {
  json file = to_json(consensus(2, 1, 2, Look::kVectorId));
  file["transitions"].erase(file["transitions"].begin() + 20, file["transitions"].end());
  const std::string text = file.dump();
  std::mt19937 random(11);
  int refused = 0;
  for (int i = 0; i < 400; ++i) {
    std::string broken = text;
    if (i % 4 == 0) broken.resize(random() % broken.size());
    for (auto changes = 1 + random() % 4; i % 4 != 0 && changes > 0; --changes) {
      auto& byte = broken[random() % broken.size()];
      byte = i % 4 == 1 ? static_cast<char>(random()) : broken[random() % broken.size()];
    }
    try {
      certify_protocol(broken, "x.json");
    } catch (const base::Error& error) {
      ++refused;
      EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
    }
  }
  EXPECT_GT(refused, 200);
}

TEST(Certify, ClaimsInTheFileAreNotBelieved) {
  json file = to_json(consensus(4, 2, 2));
  file["verified"] = {{"configurations", 0}, {"transitions", 0}};
  file["found"] = {{"engine", "faith"}};
  EXPECT_FALSE(certify_protocol(file.dump(), "x.json").good());
}

TEST(Certify, GivesUpWhenToldTo) {
  int calls = 0;
  const Certificate found =
      certify_protocol(to_json(consensus(4, 3, 4)).dump(), "x.json", [&] { return ++calls > 3; });
  EXPECT_EQ(found.verdict, Certificate::Verdict::kUnknown);
  EXPECT_EQ(found.failure, "the audit ended before all was looked at");
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
