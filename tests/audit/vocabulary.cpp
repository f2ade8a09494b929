#include "audit/vocabulary.h"

#include <algorithm>

#include "audit/protocols.h"

namespace ggms::audit::drafts {

namespace {

bool decided(const Ending& e, int process, int value) {
  return e.decision[static_cast<std::size_t>(process)] == value;
}

/// The term of a clause such as "exactly 2": exactly two processes decide one, which takes three quantifiers.
std::string clause_text(const Clause& clause) {
  if (std::string(clause.text) != "(exactly 2)") return clause.text;
  return "(exists ((p Process) (q Process)) (and (not (= p q)) (decides p one) (decides q one)"
         " (forall ((r Process)) (=> (decides r one) (or (= r p) (= r q))))))";
}

}  // namespace

const std::vector<Clause> kClauses = {
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

}  // namespace ggms::audit::drafts
