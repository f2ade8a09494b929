// Tests that completed machines agree with the printed table on every vector that could be received, mark as
// needed the entries that runs of every scenario need, and lack no entry under any faults.

#include <algorithm>
#include <atomic>
#include <optional>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.h"
#include "model/fixtures.h"
#include "model/vectors.h"
#include "report/table.h"
#include "report/table_reader.h"
#include "rule/complete.h"
#include "support/brute.h"
#include "support/found.h"
#include "verify/completion.h"
#include "verify/explicit.h"

namespace ggms::report {
namespace {

using testing::HasSubstr;

constexpr Style kAscii{false, false, 80};

/// The first entry for which the printed table and a total machine differ; "" if there is none. For entries
/// in `listed`, each line has to be true on its own; for others the first line may count.
std::string mistake(const model::Problem& problem, const model::Machine& total, const model::Machine& listed,
                    const std::string& text) {
  const TableReader reader(problem, text);
  for (const auto& [entry, next] : total.entries()) {
    const model::Received received = total.keys(entry.round).decode(entry.key);
    const bool is_listed = listed.next(entry) != model::Machine::kUndefined;
    const std::string said = is_listed ? reader.next(entry.round, entry.slot, received)
                                       : reader.first(entry.round, entry.slot, received);
    if (said != problem.state_name(entry.round, next))
      return "round " + std::to_string(entry.round) + ", key " + std::to_string(entry.key) + ": " + said +
             "\n" + text;
  }
  return "";
}

/// The entries of a machine without holes, less those that only processes that have decided could need.
std::vector<model::Entry> all_entries(const model::Setting& setting) {
  const model::Machine full =
      model::machine_by(setting, [](int, int, const model::Received&) -> model::State { return 0; });
  std::vector<model::Entry> all;
  for (const auto& [entry, next] : full.entries()) {
    const model::Received received = full.keys(entry.round).decode(entry.key);
    if (!model::why_impossible(received, setting, entry.round, entry.slot)) all.push_back(entry);
  }
  return all;
}

std::vector<model::Entry> entries_of(const model::Machine& machine) {
  std::vector<model::Entry> all;
  for (const auto& [entry, next] : machine.entries()) all.push_back(entry);
  return all;
}

RC_GTEST_PROP(Completed, DoesWhatThePrintedTableSays, ()) {
  model::Setting setting =
      model::setting_of(*rc::gen::inRange(1, 4), *rc::gen::inRange(1, 4), *rc::gen::inRange(1, 4), "none",
                        model::kAllViews[*rc::gen::inRange(0, 4)]);
  setting.decide = *rc::gen::element(model::Decide::kLast, model::Decide::kAny);
  const model::Problem problem = model::problem_of("consensus", setting);
  base::Rng rng(*rc::gen::arbitrary<std::uint64_t>(), "machines with holes");
  const model::Machine drawn = model::random_machine(problem.setting(), rng);
  model::Machine machine(problem.setting());
  for (const model::Entry& entry : all_entries(problem.setting())) {
    if (drawn.next(entry) != model::Machine::kUndefined) machine.set(entry, drawn.next(entry));
  }
  base::Stop stop;
  const std::optional<model::Machine> total = rule::completed(machine, {}, stop);
  RC_ASSERT(total.has_value());
  RC_ASSERT(entries_of(*total) == all_entries(problem.setting()));
  for (const auto& [entry, next] : machine.entries()) RC_ASSERT(total->next(entry) == next);
  const std::string text = machine_table(problem, machine, kAscii);
  if (text.find("...") == std::string::npos && text.find("no entries") == std::string::npos)
    RC_ASSERT(mistake(problem, *total, machine, text) == "");

  // The total machine reads the same, and completing it again changes nothing.
  std::vector<model::Entry> unneeded;
  for (const auto& [entry, next] : total->entries()) {
    if (machine.next(entry) == model::Machine::kUndefined) unneeded.push_back(entry);
  }
  const std::string total_text = machine_table(problem, *total, kAscii, unneeded);
  RC_ASSERT(total_text.find(" vectors ") == std::string::npos);
  if (total_text.find("...") == std::string::npos)
    RC_ASSERT(mistake(problem, *total, machine, total_text) == "");
  RC_ASSERT(rule::completed(*total, unneeded, stop)->entries() == total->entries());
}

TEST(Completed, SaysWhichEntriesAnExecutionNeeds) {
  for (const support::Kind& kind : support::feasible_kinds()) {
    if (kind.processes > 3) continue;
    const support::Solved solved = support::solve(kind);
    base::Stop stop;
    const verify::Completion completion = verify::complete(solved.problem, solved.machine, {}, stop);
    ASSERT_TRUE(completion.machine) << describe(kind);
    std::vector<model::Entry> all = entries_of(*completion.machine);
    EXPECT_EQ(all, all_entries(solved.problem.setting())) << describe(kind);
    const std::set<model::Entry> used = support::brute_force(solved.problem, *completion.machine).entries;
    std::erase_if(all, [&](const model::Entry& entry) { return used.count(entry) > 0; });
    EXPECT_EQ(completion.unneeded, all) << describe(kind);
  }
}

TEST(Completed, LacksNothingUnderAnyFaults) {
  int undefined = 0;
  for (const support::Kind& kind : support::feasible_kinds()) {
    if (kind.processes > 3) continue;
    const support::Solved solved = support::solve(kind);
    base::Stop stop;
    const verify::Completion completion = verify::complete(solved.problem, solved.machine, {}, stop);
    ASSERT_TRUE(completion.machine) << describe(kind);
    for (std::size_t word = 0; word < model::kFaultWords; ++word) {
      model::Setting more = solved.problem.setting();
      ++more.faults.numbers[word];
      const model::Problem problem = solved.problem.with(more);
      verify::ExplicitOptions all;
      all.count = false;
      all.max_violations = 20;
      const auto undefined_in = [&](const model::Machine& machine) {
        const auto found = verify::Explicit(problem).check(machine, all, stop).violations;
        return std::count_if(found.begin(), found.end(), [](const verify::Violation& violation) {
          return violation.property == verify::Violation::kUndefined;
        });
      };
      EXPECT_EQ(undefined_in(*completion.machine), 0) << describe(kind) << ", " << to_string(more.faults);
      undefined += undefined_in(solved.machine) > 0 ? 1 : 0;
    }
  }
  EXPECT_GT(undefined, 20) << "what was completed lacked entries there";
}

TEST(Completed, IsNoMachineForAWrongProtocol) {
  const support::Solved solved = support::solve({"consensus", 3, "crash=2", 3, 2});
  for (const model::Machine& machine : support::broken(solved, 5)) {
    base::Stop stop;
    const verify::Completion completion = verify::complete(solved.problem, machine, {}, stop);
    EXPECT_EQ(completion.check.verdict, verify::Verdict::kViolated);
    EXPECT_FALSE(completion.machine);
  }
}

/// If the file marks entries wrongly, or has an entry that the rules would fill in differently, its entries
/// are kept, and a run of the checker finds the needed ones.
TEST(Completed, TakesNoMarkOfAFileOnTrust) {
  const support::Solved solved = support::solve({"consensus", 3, "crash=2", 3, 2});
  base::Stop stop;
  const verify::Completion right = verify::complete(solved.problem, solved.machine, {}, stop);
  ASSERT_TRUE(right.machine);
  ASSERT_FALSE(right.unneeded.empty());
  const verify::Completion lie =
      verify::complete(solved.problem, *right.machine, entries_of(*right.machine), stop);
  ASSERT_TRUE(lie.machine);
  EXPECT_EQ(lie.machine->entries(), right.machine->entries());
  EXPECT_EQ(lie.unneeded, right.unneeded);
  for (const model::Entry& entry : right.unneeded) {
    model::Machine planted = *right.machine;
    const model::State other = planted.next(entry) == 0 ? 1 : 0;
    planted.set(entry, other);
    const verify::Completion kept = verify::complete(solved.problem, planted, right.unneeded, stop);
    ASSERT_TRUE(kept.machine);
    EXPECT_EQ(kept.machine->next(entry), other);
    EXPECT_EQ(kept.machine->entries(), planted.entries());
    const std::string text = machine_table(solved.problem, planted, kAscii, right.unneeded);
    if (text.find("...") == std::string::npos) {
      EXPECT_EQ(mistake(solved.problem, planted, solved.machine, text), "");
    }
  }
}

TEST(Completed, IsRefusedAtOnceAboveTheStatedSize) {
  const auto refusal = [](int processes, model::View view) {
    const model::Problem problem =
        model::problem_of("consensus", model::setting_of(processes, 1, 1, "none", view));
    return model::error_of([&] { rule::require_completable(problem.setting()); });
  };
  EXPECT_EQ(refusal(12, model::View::kVector), "") << "3^12 = 531,441";
  EXPECT_EQ(refusal(13, model::View::kVector),
            "a total machine has 1594322 entries in this setting; 1000000 are the most that are filled in");
  EXPECT_THAT(refusal(39, model::View::kVectorId), HasSubstr("more than 2^64"));
  EXPECT_EQ(refusal(1000, model::View::kCounts), "") << "1002 * 1001 / 2";
}

TEST(Completed, IsUnknownWhereItWasStopped) {
  const support::Solved solved = support::solve({"consensus", 3, "crash=2", 3, 2});
  const std::atomic<bool> interrupted = true;
  base::Stop stop(0, 0, &interrupted);
  EXPECT_EQ(verify::complete(solved.problem, solved.machine, {}, stop).check.verdict,
            verify::Verdict::kUnknown);
  EXPECT_FALSE(rule::completed(solved.machine, {}, stop).has_value());
}

}  // namespace
}  // namespace ggms::report
