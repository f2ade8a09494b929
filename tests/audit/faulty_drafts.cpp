#include "audit/faulty_drafts.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace ggms::audit::drafts {

namespace {

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

}  // namespace

const std::vector<Named> kConsensus{
    {"agreement", "(forall ((p Process) (q Process)) (not (and (decides p zero) (decides q one))))"},
    {"validity", "(forall ((p Process) (v Bit)) (=> (decides p v) (exists ((q Process)) (= (init q) v))))"},
    {"termination", "(forall ((p Process)) (=> (correct p) (decided p)))"}};

Draft draft(int n, int rounds, const std::string& faults, Next next, const std::vector<Named>& properties,
            Look look) {
  Draft result = floodset(n, 0, rounds, look);
  result.faults = faults;
  if (next) result.next = std::move(next);
  result.spec = spec(properties);
  return result;
}

Draft early_floodset(int n, int rounds, const std::string& faults, const std::vector<Named>& properties,
                     Look look) {
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

std::vector<std::string> false_ones(const Certificate& found) {
  EXPECT_NE(found.verdict, Certificate::Verdict::kUnknown) << found.failure;
  EXPECT_EQ(found.failure.rfind("undefined", 0), std::string::npos) << found.failure;
  std::vector<std::string> result;
  for (const CertifiedProperty& property : found.properties) {
    if (!property.good()) result.push_back(property.name);
  }
  return result;
}

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

}  // namespace ggms::audit::drafts
