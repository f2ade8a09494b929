// Tests that machine tables describe the machine: read back line by line, they give every entry; and that
// simple machines have simple tables.

#include "report/table.h"

#include <algorithm>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "model/fixtures.h"
#include "report/table_reader.h"

namespace ggms::report {
namespace {

using model::View;
using testing::HasSubstr;
using testing::Not;

constexpr Style kAscii{false, false, 80};
constexpr Style kUnicode{false, true, 80};
constexpr Style kColor{true, true, 80};

/// The first entry for which a table, read back, and the machine differ; "" if there is none.
std::string mistake(const model::Problem& problem, const model::Machine& machine, const std::string& text) {
  const TableReader reader(problem, text);
  for (const auto& [entry, next] : machine.entries()) {
    const model::Received received = machine.keys(entry.round).decode(entry.key);
    const std::string said = reader.next(entry.round, entry.slot, received);
    const std::string right = problem.state_name(entry.round, next);
    if (said != right) {
      return "round " + std::to_string(entry.round) + ", key " + std::to_string(entry.key) + ": " + said +
             " for " + right + "\n" + text;
    }
  }
  return "";
}

/// Some entries of a machine that follows a random rule: about counts, about one sender, or none at all.
model::Machine random_rule_machine(const model::Setting& setting, base::Rng& rng) {
  const std::uint64_t kind = rng.below(3);
  const std::uint64_t salt = rng.next();
  const bool has_holes = rng.coin();
  const auto process = rng.below(static_cast<std::uint64_t>(setting.processes));
  const model::Machine full =
      model::machine_by(setting, [&](int round, int slot, const model::Received& received) {
        std::uint64_t hash = salt + static_cast<std::uint64_t>(round);
        if (kind == 0) {
          std::vector<int> values = received.by_sender.empty() ? received.counts : received.by_sender;
          if (!received.by_sender.empty()) std::sort(values.begin(), values.end());
          for (const int value : values) hash = hash * 31 + static_cast<std::uint64_t>(value + 1);
        } else if (kind == 1 && !received.by_sender.empty()) {
          hash += static_cast<std::uint64_t>(received.by_sender[process] + 1) * 7;
        } else {
          hash = rng.next() + static_cast<std::uint64_t>(slot);
        }
        return static_cast<model::State>((hash ^ (hash >> 7U)) %
                                         static_cast<std::uint64_t>(setting.alphabet(round)));
      });
  model::Machine machine(setting);
  for (const auto& [entry, next] : full.entries()) {
    if (!has_holes || rng.below(3) > 0) machine.set(entry, next);
  }
  return machine;
}

RC_GTEST_PROP(MachineTable, SaysWhatTheMachineDoes, ()) {
  const View view = model::kAllViews[*rc::gen::inRange(0, 4)];
  const int processes = *rc::gen::inRange(1, 5);
  model::Setting setting =
      model::setting_of(processes, *rc::gen::inRange(1, 4), *rc::gen::inRange(1, 4),
                        "crash=" + std::to_string(*rc::gen::inRange(0, processes)), view);
  const model::Problem problem =
      model::problem_of(*rc::gen::element<std::string>("consensus", "k-set-agreement"), setting);
  base::Rng rng(*rc::gen::arbitrary<std::uint64_t>(), "machine tables");
  const model::Machine machine = random_rule_machine(problem.setting(), rng);
  const int width = *rc::gen::element(40, 80, 200);
  const std::string text = machine_table(problem, machine, {false, false, width});
  RC_PRE(text.find("...") == std::string::npos);  // too many patterns to list
  RC_ASSERT(mistake(problem, machine, text) == "");
}

TEST(MachineTable, OfFloodSetReadsLikeItsDefinition) {
  const model::Setting setting = model::setting_of(3, 4, 2, "crash=3");
  const model::Problem problem = model::problem_of("consensus", setting);
  EXPECT_EQ(machine_table(problem, model::floodset(problem.setting()), kUnicode),
            "round 1  26 entries\n"
            "  a  if  zero from any process\n"
            "  b  otherwise\n"
            "\n"
            "rounds 2–3  52 entries\n"
            "  a  if  a from any process\n"
            "  b  otherwise\n"
            "\n"
            "round 4  26 entries\n"
            "  zero  if  a from any process\n"
            "  one   otherwise\n");
}

TEST(MachineTable, OfACountsViewSpeaksOfCounts) {
  const model::Setting setting = model::setting_of(3, 2, 2, "crash=1", View::kCounts);
  const model::Problem problem = model::problem_of("consensus", setting);
  EXPECT_EQ(machine_table(problem, model::floodset(problem.setting()), kAscii),
            "round 1  9 entries\n"
            "  a  if  #zero >= 1\n"
            "  b  otherwise\n"
            "\n"
            "round 2  9 entries\n"
            "  zero  if  #a >= 1\n"
            "  one   otherwise\n"
            "\n"
            "#x: how often x arrives, #lost: how many messages don't\n");
}

TEST(MachineTable, SetsSendersSideBySideWhereTheyMatterTogether) {
  const model::Setting setting = model::setting_of(3, 1, 1, "crash=1");
  const model::Problem problem = model::problem_of("consensus", setting);
  // "one" if p1 sent one and p3's message is lost.
  const model::Machine machine =
      model::machine_by(problem.setting(), [](int, int, const model::Received& received) -> model::State {
        return received.by_sender[0] == 1 && received.by_sender[2] == model::kLost ? 1 : 0;
      });
  const std::string text = machine_table(problem, machine, kUnicode);
  EXPECT_EQ(text,
            "round 1  26 entries\n"
            "            p1   p2  p3\n"
            "  one   if  one  ·   ×\n"
            "  zero  otherwise\n"
            "\n"
            "· anything; × lost\n");
  EXPECT_EQ(mistake(problem, machine, machine_table(problem, machine, kAscii)), "");
}

TEST(MachineTable, MergesProcessesThatDoNotContradictEachOther) {
  const model::Setting setting = model::setting_of(3, 1, 1, "crash=1", View::kVectorId);
  const model::Problem problem = model::problem_of("consensus", setting);
  const model::Machine machine = model::machine_by(
      problem.setting(), [](int, int slot, const model::Received& received) -> model::State {
        return slot == 1 || received.by_sender[0] == 0 ? 0 : 1;
      });
  const std::string text = machine_table(problem, machine, kAscii);
  EXPECT_THAT(text, HasSubstr("\n p1 and p3:\n  zero  if  zero from p1\n  one   otherwise\n"));
  EXPECT_THAT(text, HasSubstr("\n p2:\n  zero  always\n"));
}

TEST(MachineTable, SaysHowManyVectorsAreListedWhereSomeAreNot) {
  const model::Setting setting = model::setting_of(3, 4, 2, "crash=3");
  const model::Problem problem = model::problem_of("consensus", setting);
  model::Machine machine(problem.setting());
  int dropped = 0;
  for (const auto& [entry, next] : model::floodset(problem.setting()).entries()) {
    const std::vector<int> by_sender = machine.keys(entry.round).decode(entry.key).by_sender;
    const bool is_drop = (entry.round == 2 && by_sender[0] == model::kLost) ||
                         (entry.round == 4 && by_sender != std::vector<int>{0, 0, 0});
    dropped += is_drop && entry.round == 2 ? 1 : 0;
    if (!is_drop) machine.set(entry, next);
  }
  EXPECT_EQ(dropped, 8) << "3^2 - 1";
  EXPECT_EQ(machine_table(problem, machine, kUnicode),
            "round 1  26 entries\n"
            "  a  if  zero from any process\n"
            "  b  otherwise\n"
            "\n"
            "rounds 2–3  44 entries\n"
            "  a  if  a from any process\n"
            "  b  otherwise; 44 of 52 vectors have an entry, the others have none\n"
            "\n"
            "round 4  1 entry\n"
            "  zero  always; 1 of 26 vectors has an entry, the others have none\n");
}

TEST(MachineTable, CountsTheVectorsOfEachProcessThatSharesATable) {
  const model::Setting setting = model::setting_of(3, 1, 1, "crash=1", View::kVectorId);
  const model::Problem problem = model::problem_of("consensus", setting);
  model::Machine machine(problem.setting());
  for (int slot = 0; slot < 3; ++slot)
    machine.set({1, slot, machine.keys(1).encode(model::vector_of({0, 1, 0}))}, slot == 1 ? 0 : 1);
  const std::string text = machine_table(problem, machine, kAscii);
  EXPECT_THAT(
      text, HasSubstr("\n p1 and p3:\n  one   always; 2 of 36 vectors have an entry, the others have none\n"))
      << "2 * 3^2 each";
  EXPECT_THAT(text,
              HasSubstr("\n p2:\n  zero  always; 1 of 18 vectors has an entry, the others have none\n"));
}

TEST(MachineTable, SaysSoWhereVectorsAreTooManyToCount) {
  const model::Problem problem =
      model::problem_of("consensus", model::setting_of(39, 6, 2, "none"));  // 3^39 - 1 vectors a round
  model::Machine machine(problem.setting());
  for (int round = 1; round <= 6; ++round)
    machine.set({round, 0, machine.keys(round).encode(model::vector_of(std::vector<int>(39, 0)))}, 0);
  const std::string text = machine_table(problem, machine, kAscii);
  EXPECT_THAT(text, HasSubstr("rounds 1-5  5 entries\n  a  always; 5 of over 2^64 vectors have an entry, the "
                              "others have none\n"));
  EXPECT_THAT(text, HasSubstr("zero  always; 1 of 4,052,555,153,018,976,266 vectors has an entry, the "
                              "others\n                have none\n"));
}

TEST(MachineTable, StaysCompactForAHugeMachine) {
  const model::Setting setting = model::setting_of(60, 3, 3, "crash=2", View::kCounts);
  const model::Problem problem = model::problem_of("consensus", setting);
  base::Rng rng(1, "huge machine");
  model::Machine machine(problem.setting());
  for (int round = 1; round <= 3; ++round) {
    for (int i = 0; i < 3000; ++i) {
      model::Received received;
      received.counts.assign(static_cast<std::size_t>(setting.alphabet(round - 1)) + 1, 0);
      for (int p = 0; p < setting.processes; ++p) {
        ++received.counts[rng.below(received.counts.size())];
      }
      machine.set({round, 0, machine.keys(round).encode(received)},
                  static_cast<model::State>(rng.below(static_cast<std::uint64_t>(setting.alphabet(round)))));
    }
  }
  const std::string text = machine_table(problem, machine, kAscii);
  EXPECT_LT(std::count(text.begin(), text.end(), '\n'), 200);
  EXPECT_THAT(text, HasSubstr("more entries that fit no short pattern"));
}

TEST(MachineTable, KeepsToTheWidthAndToItsMeans) {
  base::Rng rng(7, "table widths");
  for (const int width : {40, 80, 120}) {
    for (int i = 0; i < 12; ++i) {
      const model::Setting setting = model::setting_of(4, 2, 3, "crash=2", model::kAllViews[rng.below(4)]);
      const model::Problem problem = model::problem_of("k-set-agreement", setting);
      const model::Machine machine = random_rule_machine(problem.setting(), rng);
      std::istringstream lines(machine_table(problem, machine, {false, true, width}));
      for (std::string line; std::getline(lines, line);) EXPECT_LE(columns(line), width) << line;
      const std::string ascii = machine_table(problem, machine, {false, false, width});
      EXPECT_TRUE(std::all_of(ascii.begin(), ascii.end(), [](char c) {
        return c == '\n' || (c >= ' ' && c <= '~');
      })) << ascii;
    }
  }
}

TEST(MachineTable, IsTheSameInColourOnceTheColoursAreGone) {
  const model::Setting setting = model::setting_of(3, 2, 2, "crash=1");
  const model::Problem problem = model::problem_of("consensus", setting);
  base::Rng rng(3, "colours");
  const model::Machine machine = random_rule_machine(problem.setting(), rng);
  std::string colored = machine_table(problem, machine, kColor);
  EXPECT_THAT(colored, HasSubstr("\x1b["));
  for (std::size_t at = 0; (at = colored.find('\x1b')) != std::string::npos;) {
    colored.erase(at, colored.find('m', at) + 1 - at);
  }
  EXPECT_EQ(colored, machine_table(problem, machine, kUnicode));
}

}  // namespace
}  // namespace ggms::report
