// Compares the auditor with a brute force over every scenario of every fault word, on random machines.
#include <algorithm>
#include <chrono>
#include <map>
#include <random>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/certify.h"
#include "audit/drafts.h"
#include "audit/scenarios.h"

namespace ggms::audit {
namespace {

using namespace drafts;

struct Claim {
  const char* text;  // what is asserted
  bool (*holds)(const World&);
};

bool any(const World& world, bool (*what)(const Fate&)) {
  return std::any_of(world.processes.begin(), world.processes.end(), what);
}
bool decides(const Fate& fate, int value) {
  return fate.decision == value;
}
bool decided_by(const Fate& fate, int round) {
  return fate.decision != kGone && fate.decided_in <= round;
}

/// Properties in SMT-LIB and in C++, for at least two processes.
const Claim kClaims[] = {
    {"(forall ((p Process) (q Process)) (not (and (decides p zero) (decides q one))))",
     [](const World& w) {
       return !any(w, [](const Fate& f) { return decides(f, 0); }) ||
              !any(w, [](const Fate& f) { return decides(f, 1); });
     }},
    {"(forall ((p Process)) (=> (correct p) (decides p (init p))))",
     [](const World& w) {
       return !any(w, [](const Fate& f) { return f.correct() && f.decision != f.initial; });
     }},
    {"(forall ((p Process)) (=> (not (correct p)) (not (decides p (init p)))))",
     [](const World& w) {
       return !any(w, [](const Fate& f) { return !f.correct() && f.decision == f.initial; });
     }},
    {"(=> lost (exists ((p Process)) (decides p zero)))",
     [](const World& w) { return !w.lost || any(w, [](const Fate& f) { return decides(f, 0); }); }},
    {"(or lost crashed (exists ((p Process)) (decides p one)))",
     [](const World& w) {
       return w.lost || w.crashed() || any(w, [](const Fate& f) { return decides(f, 1); });
     }},
    {"(= crashed (> failures 0))", [](const World& w) { return w.crashed() == (w.failures() > 0); }},
    {"(< failures 2)", [](const World& w) { return w.failures() < 2; }},
    {"(=> (= failures 1) (forall ((p Process)) (or (not (correct p)) (decides p zero))))",
     [](const World& w) {
       return w.failures() != 1 || !any(w, [](const Fate& f) { return f.correct() && !decides(f, 0); });
     }},
};
const Claim kOfTime[] = {
    {"(forall ((p Process)) (=> (exists ((v Bit)) (decides p v)) (decided-by p 1)))",
     [](const World& w) {
       return !any(w, [](const Fate& f) { return f.decision != kGone && !decided_by(f, 1); });
     }},
    {"(forall ((p Process)) (not (and (decided-by p 1) (decides p one))))",
     [](const World& w) { return !any(w, [](const Fate& f) { return decided_by(f, 1) && decides(f, 1); }); }},
    {"(forall ((p Process)) (and (not (decided-by p 0)) (decided-by p 9)))",
     [](const World& w) { return !any(w, [](const Fate& f) { return f.decision == kGone; }); }},
};
const Claim kOfMajorities[] = {
    {"(forall ((p Process)) (=> (correct p) (connected p)))",
     [](const World& w) { return !any(w, [](const Fate& f) { return f.correct() && !f.connected; }); }},
    {"(exists ((p Process)) (connected p))",
     [](const World& w) { return any(w, [](const Fate& f) { return f.connected; }); }},
    {"(forall ((p Process)) (=> (connected p) (correct p)))",
     [](const World& w) { return !any(w, [](const Fate& f) { return f.connected && !f.correct(); }); }},
    {"(forall ((p Process) (q Process)) (=> (and (connected p) (connected q) (decides p zero)) (decides q "
     "zero)))",
     [](const World& w) {
       return !any(w, [](const Fate& f) { return f.connected && decides(f, 0); }) ||
              !any(w, [](const Fate& f) { return f.connected && !decides(f, 0); });
     }},
};
const Claim kOfNames[] = {
    {"(or (decides p1 (init p2)) (not (correct p1)))",
     [](const World& w) {
       return w.processes[0].decision == w.processes[1].initial || !w.processes[0].correct();
     }},
};

std::string spec_of(const std::vector<Claim>& claims) {
  std::string result = R"((declare-sort Process 0)
(declare-datatype Bit ((zero) (one)))
(declare-fun init (Process) Bit) (declare-fun decides (Process Bit) Bool) (declare-fun correct (Process) Bool)
(declare-fun connected (Process) Bool) (declare-fun decided-by (Process Int) Bool)
(declare-const lost Bool) (declare-const crashed Bool) (declare-const failures Int)
(declare-const p1 Process) (declare-const p2 Process)
)";
  for (std::size_t i = 0; i < claims.size(); ++i) {
    result += "(assert (! " + std::string(claims[i].text) + " :named claim-" + std::to_string(i) + "))\n";
  }
  return result;
}

/// How many endings can be told apart by properties that speak of these things.
std::size_t distinct(const std::set<World>& endings, bool times, bool majorities, int named, bool apart) {
  std::set<World> different;
  for (World world : endings) {
    for (Fate& fate : world.processes) {
      if (!times) fate.decided_in = 0;
      if (!majorities) fate.connected = true;
      if (fate.crashed_late) fate.crashed = true;
      fate.crashed_late = false;
    }
    if (!apart) std::sort(world.processes.begin() + named, world.processes.end());
    different.insert(world);
  }
  return different.size();
}

/// One random setting, machine and specification, audited and brute-forced.
class Trial {
 public:
  explicit Trial(unsigned seed) : random_(seed) {
    // Few processes go with many rounds, for the sake of the brute force.
    static constexpr std::pair<int, int> kSizes[] = {{2, 3}, {2, 2}, {3, 1}, {3, 2}, {3, 2}, {4, 1}};
    const auto& [n, rounds] = kSizes[below(std::size(kSizes))];
    draft_.n = n;
    draft_.rounds = rounds;
    draft_.look = kAllLooks[below(4)];
    draft_.early = below(2) == 0;
    int Budgets::* const kWords[] = {
        &Budgets::crash,     &Budgets::crash_late, &Budgets::omission,   &Budgets::general_omission,
        &Budgets::byzantine, &Budgets::loss,       &Budgets::loss_total, &Budgets::partition};
    for (int words = 1 + below(2); words > 0; --words) budgets_.*kWords[below(8)] = 1 + below(6) / 5;
    draft_.faults = budgets_.text();
    draft_.next = random_next(draft_, seed);
    if (below(4) == 0) leave_out(seed);
    claims_.assign(std::begin(kClaims), std::end(kClaims));
    times_ = below(2) == 0;
    majorities_ = below(3) == 0;
    names_ = below(3) == 0;
    if (times_) claims_.insert(claims_.end(), std::begin(kOfTime), std::end(kOfTime));
    if (majorities_) claims_.insert(claims_.end(), std::begin(kOfMajorities), std::end(kOfMajorities));
    if (names_) claims_.insert(claims_.end(), std::begin(kOfNames), std::end(kOfNames));
    draft_.spec = spec_of(claims_);
  }

  void compare(std::map<std::string, int>& seen) {
    SCOPED_TRACE(testing::Message() << "n=" << draft_.n << " r=" << draft_.rounds << " " << draft_.faults
                                    << (draft_.early ? " any" : " last") << " look "
                                    << static_cast<int>(draft_.look));
    const Certificate found = certify_protocol(to_json(draft_).dump(), "draft.json");
    const Scenarios brute = run_all(draft_, budgets_);
    ASSERT_EQ(found.failure.rfind("undefined", 0) == 0, brute.missing) << found.failure;
    ++seen[brute.missing ? "undefined" : "defined"];
    if (brute.missing) return;
    for (std::size_t i = 0; i < claims_.size(); ++i) {
      const bool expected = std::all_of(brute.endings.begin(), brute.endings.end(),
                                        [&](const World& world) { return claims_[i].holds(world); });
      EXPECT_EQ(found.properties[i].good(), expected) << claims_[i].text << "\n" << found.failure;
      ++seen[std::string(claims_[i].text) + (expected ? " holds" : " fails")];
    }
    const bool crashes_only = budgets_.crash > 0 && draft_.faults.find(',') == std::string::npos;
    const bool keeps_majorities = majorities_ && !crashes_only;
    const bool apart = draft_.look == Look::kVector || draft_.look == Look::kVectorId || keeps_majorities;
    EXPECT_EQ(found.outcomes,
              distinct(brute.endings, times_ && draft_.early, keeps_majorities, names_ ? 2 : 0, apart))
        << found.failure;
  }

 private:
  int below(unsigned bound) { return static_cast<int>(random_() % bound); }

  /// About one entry in ten is missing.
  void leave_out(unsigned seed) {
    Draft holes = draft_;
    holes.internal.assign(10, "");
    holes.decisions.assign(10, "");
    holes.early = false;
    draft_.next = [next = draft_.next, hole = random_next(holes, seed + 1)](int round, int who,
                                                                            const Numbers& received) {
      return hole(round, who, received) == 0 ? kGone : next(round, who, received);
    };
  }

  std::mt19937 random_;
  Draft draft_;
  Budgets budgets_;
  std::vector<Claim> claims_;
  bool times_ = false, majorities_ = false, names_ = false;
};

TEST(CertifyScenarios, AgreeOnRandomMachinesUnderAllFaults) {
  std::map<std::string, int> seen;
  for (unsigned seed = 0; seed < 400 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    Trial(seed).compare(seen);
  }
  for (const auto& claims : {std::vector<Claim>(std::begin(kClaims), std::end(kClaims)),
                             std::vector<Claim>(std::begin(kOfTime), std::end(kOfTime)),
                             std::vector<Claim>(std::begin(kOfMajorities), std::end(kOfMajorities)),
                             std::vector<Claim>(std::begin(kOfNames), std::end(kOfNames))}) {
    for (const Claim& claim : claims) {
      EXPECT_GT(seen[std::string(claim.text) + " fails"] + seen[std::string(claim.text) + " holds"], 5);
      EXPECT_GT(seen[std::string(claim.text) + " fails"], 0) << claim.text;
    }
  }
  EXPECT_GT(seen["undefined"], 10);
}

TEST(CertifyScenarios, SlowSettingsOfSomeSizeTakeSeconds) {
  struct Size {
    const char* faults;
    int n, rounds;
    bool early;
  };
  for (const Size& size : {Size{"byzantine=1", 5, 3, false},
                           {"general-omission=1", 4, 3, false},
                           {"loss=2", 4, 3, false},
                           {"crash=1,partition=1", 7, 3, false},
                           {"crash=2", 5, 3, true}}) {
    for (const Look look : {Look::kVector, Look::kCountsOwn}) {
      Draft draft = floodset(size.n, 0, size.rounds, look);
      draft.faults = size.faults;
      draft.early = size.early;
      draft.next = random_next(draft, 1);
      std::vector<Claim> claims(std::begin(kClaims), std::end(kClaims));
      claims.insert(claims.end(), std::begin(kOfTime), std::end(kOfTime));
      claims.insert(claims.end(), std::begin(kOfMajorities), std::end(kOfMajorities));
      draft.spec = spec_of(claims);
      const auto late = std::chrono::steady_clock::now() + std::chrono::minutes(1);
      const Certificate found = certify_protocol(to_json(draft).dump(), "draft.json",
                                                 [&] { return std::chrono::steady_clock::now() > late; });
      EXPECT_EQ(found.verdict, Certificate::Verdict::kBad) << size.faults << " " << found.failure;
    }
  }
}

}  // namespace
}  // namespace ggms::audit
