// Tests properties of partly known runs: fully known runs get Z3's answers, and a result of true or false
// stays the same once all values are filled in.

#include "audit/ground.h"

#include <gtest/gtest.h>

#include <string>

#include "audit/properties.h"
#include "base/rng.h"
#include "support/drafts.h"

namespace ggms::audit::certify {
namespace {

Protocol protocol_of(const spec::Spec& spec, int processes, int rounds) {
  Protocol protocol;
  protocol.spec_name = "drawn";
  protocol.spec_text = spec.text;
  protocol.processes = processes;
  protocol.rounds = rounds;
  protocol.initial = spec.initial;
  protocol.decisions = spec.decisions;
  return protocol;
}

KnownRun random_run(const Protocol& protocol, base::Rng& rng) {
  const auto below = [&](std::size_t limit) { return static_cast<int>(rng.below(limit)); };
  KnownRun run;
  for (int p = 0; p < protocol.processes; ++p) {
    KnownProcess process;
    process.initial = below(protocol.initial.size());
    if (below(4) > 0) {
      process.decision = below(protocol.decisions.size());
      process.decided_in = 1 + below(static_cast<std::size_t>(protocol.rounds));
    }
    process.correct = below(2) == 0;
    process.connected = below(2) == 0 ? Truth::kYes : Truth::kNo;
    run.processes.push_back(process);
  }
  run.lost = below(2) == 0 ? Truth::kYes : Truth::kNo;
  run.crashed = below(2) == 0;
  run.failures = below(static_cast<std::size_t>(protocol.processes) + 1);
  return run;
}

Outcome outcome_of(const KnownRun& run, const std::set<int>& named) {
  Outcome outcome;
  outcome.lost = run.lost == Truth::kYes;
  outcome.crashed = run.crashed;
  outcome.failures = run.failures;
  int index = 0;
  for (const KnownProcess& process : run.processes) {
    ++index;
    Kind kind;
    kind.name = named.contains(index) ? index : 0;
    kind.initial = process.initial;
    kind.decision = process.decision;
    kind.decided_in = process.decided_in;
    kind.correct = process.correct;
    kind.connected = process.connected == Truth::kYes;
    outcome.add(kind, 1);
  }
  return outcome;
}

/// Makes some facts of the run unknown.
KnownRun opened(KnownRun run, base::Rng& rng) {
  const auto often = [&] { return rng.below(3) > 0; };
  for (KnownProcess& process : run.processes) {
    if (often()) process.initial = KnownProcess::kOpen;
    if (process.decision != KnownProcess::kNone && often()) process.decision = KnownProcess::kOpen;
    if (process.decision != KnownProcess::kNone && often()) process.decided_in = KnownProcess::kOpen;
    if (often()) process.connected = Truth::kOpen;
  }
  if (often()) run.lost = Truth::kOpen;
  return run;
}

TEST(Ground, DecidesAsZ3AndNeverTooEarly) {
  base::Rng rng(1, "ground");
  int settled = 0;
  int open = 0;
  for (int i = 0; i < 400; ++i) {
    const int processes = 2 + static_cast<int>(rng.below(3));
    const support::Draft draft =
        i % 2 == 0 ? support::random_draft(processes, rng) : support::wild_draft(processes, rng);
    const Protocol protocol = protocol_of(support::read(draft), processes, 3);
    GroundProperties ground(protocol, "drawn", {});
    Properties properties(protocol, "drawn", {});
    for (int j = 0; j < 20; ++j) {
      const KnownRun run = random_run(protocol, rng);
      const std::vector<bool> expected = properties.evaluate(outcome_of(run, properties.named()));
      const KnownRun less = opened(run, rng);
      for (std::size_t k = 0; k < expected.size(); ++k) {
        const Truth truth = expected[k] ? Truth::kYes : Truth::kNo;
        ASSERT_EQ(ground.evaluate(k, run), truth) << k << " of\n" << support::text_of(draft);
        const Truth known = ground.evaluate(k, less);
        if (known == Truth::kOpen) {
          ++open;
          continue;
        }
        ++settled;
        ASSERT_EQ(known, truth) << k << " of\n" << support::text_of(draft);
      }
    }
  }
  EXPECT_GE(settled, 1000);
  EXPECT_GE(open, 1000);
}

}  // namespace
}  // namespace ggms::audit::certify
