// Tests that two rounds are enough against one liar among four, with eight states: exponential information
// gathering (Pease, Shostak and Lamport 1980; Lynch 1996, section 6.2), written by hand. After round 1 a
// process relays the values of the three others; after round 2 it takes for each process the majority of the
// three reports on it, and decides the majority of these.

#include <gtest/gtest.h>

#include "model/fixtures.h"
#include "verify/explicit.h"
#include "verify/scenarios.h"

namespace ggms::verify {
namespace {

constexpr int kProcesses = 4;
constexpr int kReports = 1 << (kProcesses - 1);  // states: one bit for each other process

/// The bit of a report by `reporter` that is about `subject`.
int bit_about(int subject, int reporter) {
  return subject < reporter ? subject : subject - 1;
}

int bit_of(int state) {
  return state == model::kLost ? 0 : state;  // silence counts as zero
}

model::State report(int self, const std::vector<int>& received) {
  int state = 0;
  for (int p = 0; p < kProcesses; ++p) {
    if (p != self) state |= bit_of(received[static_cast<std::size_t>(p)]) << bit_about(p, self);
  }
  return static_cast<model::State>(state);
}

model::State majority_of_majorities(const std::vector<int>& reports) {
  int ones = 0;
  for (int subject = 0; subject < kProcesses; ++subject) {
    int votes = 0;
    for (int reporter = 0; reporter < kProcesses; ++reporter) {
      if (reporter == subject) continue;
      votes += (bit_of(reports[static_cast<std::size_t>(reporter)]) >> bit_about(subject, reporter)) & 1;
    }
    ones += votes >= 2 ? 1 : 0;
  }
  return ones > kProcesses / 2 ? 1 : 0;
}

model::Machine gathering(const model::Setting& setting) {
  return model::machine_by(setting, [](int round, int slot, const model::Received& received) {
    return round == 1 ? report(slot, received.by_sender) : majority_of_majorities(received.by_sender);
  });
}

TEST(Gathering, ElectsInTwoRoundsWithEightStatesThoughOneOfFourLies) {
  const model::Setting setting =
      model::setting_of(kProcesses, 2, kReports, "byzantine=1", model::View::kVectorId);
  const model::Problem problem = model::problem_of("leader-election", setting);
  base::Stop stop;
  EXPECT_EQ(check_explicit(problem, gathering(problem.setting()), {}, stop).verdict, Verdict::kVerified);
}

TEST(Gathering, DoesNotSurviveASecondLiar) {
  const model::Setting setting =
      model::setting_of(kProcesses, 2, kReports, "byzantine=2", model::View::kVectorId);
  const model::Problem problem = model::problem_of("leader-election", setting);
  base::Stop stop;
  EXPECT_EQ(check_explicit(problem, gathering(problem.setting()), {}, stop).verdict, Verdict::kViolated);
}

}  // namespace
}  // namespace ggms::verify
