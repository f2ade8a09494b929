#include "audit/protocols.h"

#include <string>

namespace ggms::audit::drafts {

using nlohmann::json;

namespace {

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

Numbers decisions_of(const Ending& ending) {
  Numbers result;
  for (const int decision : ending.decision) {
    if (decision != kGone) result.push_back(decision);
  }
  return result;
}

}  // namespace

Draft consensus(int n, int f, int rounds, Look look) {
  Draft result = floodset(n, f, rounds, look);
  result.spec = kConsensus;
  return result;
}

Certificate certify(const Draft& draft) {
  return certify_protocol(to_json(draft).dump(), "draft.json");
}

bool has(const Numbers& numbers, int value) {
  return std::count(numbers.begin(), numbers.end(), value) > 0;
}

bool is_consensus(const Ending& ending) {
  for (const int value : {0, 1}) {
    if (!has(ending.initial, 1 - value) && has(decisions_of(ending), 1 - value)) return false;
  }
  return !(has(decisions_of(ending), 0) && has(decisions_of(ending), 1));
}

Draft atomic_commit(int n, int f, int rounds, Look look) {
  Draft result = floodset(n, f, rounds, look);
  result.spec = kAtomicCommit;
  result.initial = result.decisions = {"abort", "commit"};
  result.next = [](int round, int, const Numbers& received) {
    if (has(received, 0)) return 0;
    return round == 1 && has(received, kGone) ? 0 : 1;
  };
  return result;
}

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

}  // namespace ggms::audit::drafts
