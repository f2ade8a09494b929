// The last step of every engine that found a machine: the whole check, and the machine without entries that
// no execution needs.

#include "synth/conclude.h"

#include "base/check.h"

namespace ggms::synth {

void conclude(const model::Machine& machine, verify::Explicit& checker, base::Stop& stop, Result& result) {
  verify::ExplicitOptions everything;
  everything.uses = true;
  everything.entries = true;
  const base::Booked checking(result.statistics.time, phase::kChecking);
  result.check = checker.check(machine, everything, stop);
  if (result.check.verdict == verify::Verdict::kUnknown) return;
  CHECK(result.check.verdict == verify::Verdict::kVerified);
  result.machine.emplace(machine.setting());
  for (const model::Entry& entry : result.check.entries) result.machine->set(entry, machine.next(entry));
  result.answer = Answer::kFound;
}

}  // namespace ggms::synth
