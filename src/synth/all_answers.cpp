// All protocols of a setting: the exact engine's search goes on after each machine that nothing refutes, with
// one more clause that forbids what this machine does on its reachable entries. Whatever agrees with it there
// runs as it does, so nothing else is forbidden.
//
// Theorem 2's freeze leaves at least one machine of every protocol, with more than two states mostly several:
// they are forbidden together, and where they are too many for that the search meets some of them again.

#include "synth/all_answers.h"

#include <optional>
#include <set>
#include <utility>

#include "base/check.h"
#include "base/phases.h"
#include "synth/exact.h"

namespace ggms::synth {

namespace {

constexpr std::size_t kRenamings = 64;  // of one machine, forbidden together; ours

/// What a right machine does in some execution; nullopt if stopped.
std::optional<Moves> used_moves(const model::Machine& machine, verify::Explicit& checker, base::Stop& stop,
                                base::Phases& time) {
  const base::Booked checking(time, phase::kChecking);
  verify::ExplicitOptions entries_only;
  entries_only.count = false;
  entries_only.entries = true;
  const verify::Check check = checker.check(machine, entries_only, stop);
  if (check.verdict == verify::Verdict::kUnknown) return std::nullopt;
  CHECK(check.verdict == verify::Verdict::kVerified);
  Moves moves;
  for (const model::Entry& entry : check.entries) moves.emplace_back(entry, machine.next(entry));
  return moves;
}

}  // namespace

AllAnswers all_answers(const model::Problem& problem, const Options& options, std::uint64_t limit,
                       base::Stop& stop, const OnProgress& on_progress,
                       const std::function<void(Moves)>& on_found) {
  const base::Stopwatch watch;
  const model::Setting& setting = problem.setting();
  AllAnswers all;
  base::Phases& time = all.result.statistics.time;
  ExactSearch search(problem, options, time);
  std::set<Moves> may_come_again;  // protocols of which not every machine was forbidden
  while (all.count < limit) {
    const Answer answer = search.next(all.result.statistics, stop, on_progress);
    all.complete = answer == Answer::kInfeasible;
    if (answer != Answer::kFound) break;
    const std::optional<Moves> moves = used_moves(search.machine(), search.checker(), stop, time);
    if (!moves) break;
    const base::Booked forbidding(time, phase::kForbidding);
    const std::vector<Moves> same = renamed(setting, *moves, kRenamings);
    search.forbid(*moves);
    for (const Moves& other : same) {
      if (other != *moves) search.forbid(other);
    }
    Moves protocol = canonical(setting, *moves);
    if (same.size() == kRenamings && !may_come_again.insert(protocol).second) continue;
    ++all.count;
    all.result.statistics.protocols = all.count;
    on_found(std::move(protocol));
    if (on_progress) on_progress({setting, all.result.statistics, watch.seconds()});
  }
  if (all.complete) all.result.answer = all.count > 0 ? Answer::kFound : Answer::kInfeasible;
  if (all.count == limit) all.result.answer = Answer::kFound;
  all.result.seconds = watch.seconds();
  return all;
}

}  // namespace ggms::synth
