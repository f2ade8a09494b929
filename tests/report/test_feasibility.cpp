// Tests the known theorems: the rows' data, the exact engine's answers to them, and the table.

#include "report/bench/feasibility.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "model/fixtures.h"
#include "model/problem.h"
#include "synth/synthesis.h"

namespace ggms::report {
namespace {

using nlohmann::json;
using testing::HasSubstr;

model::Problem problem_of(const FeasibilityCell& cell) {
  model::Setting setting;
  setting.processes = cell.processes;
  setting.rounds = cell.rounds;
  setting.states = std::max(cell.states, 1);
  setting.faults = model::parse_faults(cell.faults);
  setting.view = model::parse_view(cell.view);
  setting.decide = model::parse_decide(cell.decide);
  return {model::spec_of(cell.spec), setting};
}

/// The answer of `ggms synth` without a time limit.
synth::Answer answer_to(const FeasibilityCell& cell) {
  const model::Problem problem = problem_of(cell);
  synth::Range range;
  range.rounds = cell.rounds;
  if (cell.states != FeasibilityCell::kAnyStates) range.states = cell.states;
  range.max_states = 1;
  // Enough time for full information to finish, even on a busy machine.
  range.seconds_for_full_information = [](double, double) { return std::numeric_limits<double>::infinity(); };
  base::Stop stop;
  api::Synthesis synthesis;
  synthesis.range = range;
  synthesis.growth = synth::grow(problem.specification(), problem.setting(), range, synth::engine("exact"),
                                 {1, 1}, stop, {}, {});
  return answer_of(synthesis);
}

void expect_as_known(const std::string& row) {
  for (const FeasibilityCell& cell : feasibility_row(row).cells) {
    const bool feasible = cell.expected() == Theory::kFeasible;
    EXPECT_EQ(answer_to(cell), feasible ? synth::Answer::kFound : synth::Answer::kInfeasible) << cell.name();
  }
}

/// A table in which every cell was tried and has the expected answer.
Feasibility table_of(const std::vector<std::string>& rows) {
  Feasibility table;
  table.rows = rows;
  table.timeout = 60;
  for (const std::string& name : rows) {
    for (const FeasibilityCell& cell : feasibility_row(name).cells) {
      jobs::Result run;
      run.plan = {cell.name(), "exact", 1, 60, {}, "1.2.3"};
      run.verdict = cell.expected() == Theory::kFeasible ? "found" : "infeasible";
      run.seconds = 0.25;
      table.finished.push_back(run);
    }
  }
  return table;
}

TEST(FeasibilityRows, NameTheirTheoremAndItsSource) {
  std::set<std::string> names;
  for (const FeasibilityRow& row : feasibility_rows()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_STRNE(row.theorem, "") << row.name;
    EXPECT_THAT(row.source, testing::ContainsRegex("[A-Z][a-z]+.* [12][0-9][0-9][0-9]")) << row.name;
  }
}

TEST(FeasibilityRows, HaveSettingsThatMakeSenseEachOnce) {
  std::set<std::string> names;
  for (const FeasibilityRow& row : feasibility_rows()) {
    for (const FeasibilityCell& cell : row.cells) {
      EXPECT_NO_THROW(problem_of(cell)) << cell.name();
      EXPECT_EQ(model::to_string(problem_of(cell).setting().faults), cell.faults);
      EXPECT_TRUE(names.insert(cell.name()).second) << cell.name();
    }
  }
}

TEST(FeasibilityRows, ShowBothSidesUnlessThereIsOnlyOne) {
  for (const FeasibilityRow& row : feasibility_rows()) {
    std::set<Theory> sides;
    for (const FeasibilityCell& cell : row.cells) sides.insert(cell.theory);
    EXPECT_EQ(sides.size(), std::string(row.name) == "two-generals" ? 1U : 2U) << row.name;
  }
}

TEST(FeasibilityRows, LeaveTheNumberOfStatesOpenOnlyWhereFullInformationCanTell) {
  for (const FeasibilityRow& row : feasibility_rows()) {
    for (const FeasibilityCell& cell : row.cells) {
      if (cell.states != FeasibilityCell::kAnyStates) continue;
      EXPECT_TRUE(cell.rounds == 1 || cell.theory == Theory::kInfeasible) << cell.name();
      EXPECT_STREQ(cell.decide, "last") << cell.name();
      EXPECT_FALSE(cell.few_states) << cell.name();
    }
  }
}

TEST(FeasibilityRows, CallStatesTooFewOnlyWhereAnotherCellIsFeasible) {
  for (const FeasibilityRow& row : feasibility_rows()) {
    for (const FeasibilityCell& few : row.cells) {
      if (!few.few_states) continue;
      EXPECT_EQ(few.theory, Theory::kFeasible) << few.name();
      EXPECT_TRUE(std::any_of(row.cells.begin(), row.cells.end(), [&](const FeasibilityCell& cell) {
        return std::string(cell.spec) == few.spec && cell.processes == few.processes &&
               std::string(cell.faults) == few.faults && cell.expected() == Theory::kFeasible;
      })) << few.name();
    }
  }
}

/// Whether `more` allows all that `less` does: no fewer states, no poorer view, all else equal.
bool allows_more(const FeasibilityCell& more, const FeasibilityCell& less) {
  const auto states = [](const FeasibilityCell& cell) {
    return cell.states == FeasibilityCell::kAnyStates ? 1000 : cell.states;
  };
  const std::vector<std::string> views = {"counts", "vector", "vector+id"};  // the poorest first
  const auto view = [&](const FeasibilityCell& cell) {
    return std::find(views.begin(), views.end(), cell.view) - views.begin();
  };
  return std::string(more.spec) == less.spec && more.processes == less.processes &&
         std::string(more.faults) == less.faults && more.rounds == less.rounds &&
         std::string(more.decide) == less.decide && states(more) >= states(less) && view(more) >= view(less);
}

TEST(FeasibilityRows, ExpectNoLessOfMoreStatesOrARicherView) {
  std::vector<FeasibilityCell> cells;
  for (const FeasibilityRow& row : feasibility_rows())
    cells.insert(cells.end(), row.cells.begin(), row.cells.end());
  for (const FeasibilityCell& less : cells) {
    for (const FeasibilityCell& more : cells) {
      if (less.expected() != Theory::kFeasible || !allows_more(more, less)) continue;
      EXPECT_EQ(more.expected(), Theory::kFeasible) << more.name() << " allows more than " << less.name();
    }
  }
}

TEST(FeasibilityTheory, IsWhatTheEngineSaysOfCrashes) {
  expect_as_known("crash");
  expect_as_known("atomic-commit");
}

TEST(FeasibilityTheory, IsWhatTheEngineSaysOfTwoGenerals) {
  expect_as_known("two-generals");
}

TEST(FeasibilityTheory, IsWhatTheEngineSaysOfTheOtherRowsWhichIsSlow) {
  const std::set<std::string> fast = {"crash", "atomic-commit", "two-generals"};
  for (const std::string& name : feasibility_names()) {
    if (fast.count(name) == 0) expect_as_known(name);
  }
}

TEST(Feasibility, AgreesWhenEveryCellDoes) {
  Feasibility table = table_of({"byzantine", "crash"});
  EXPECT_EQ(table.planned(), table.finished.size());
  EXPECT_EQ(agreement_of(table), Agreement::kAgrees);
  table.finished.pop_back();
  EXPECT_EQ(agreement_of(table), Agreement::kUndecided) << "one was not tried";
  for (const char* verdict : {"unknown", "failed"}) {
    table = table_of({"byzantine"});
    table.finished[0].verdict = verdict;
    EXPECT_EQ(agreement_of(table), Agreement::kUndecided) << verdict;
  }
}

TEST(Feasibility, ContradictsWhenOneCellDoesEvenIfOthersAreUndecided) {
  Feasibility table = table_of({"byzantine"});
  table.finished[0].verdict = "found";
  table.finished[1].verdict = "unknown";
  EXPECT_EQ(agreement_of(table), Agreement::kContradicts);
  const std::string text = feasibility_text(table, {false, false, 80});
  EXPECT_THAT(text, HasSubstr("\n  no      yes !  250 ms  3  byzantine=1"));
  EXPECT_THAT(text, HasSubstr("\n  no      ?      250 ms  3  byzantine=1"));
  EXPECT_THAT(text,
              HasSubstr("5 of 7 settings agree with what is known; contradicting (!): 1; undecided (?): 1"));
}

TEST(Feasibility, AsTextFitsIntoEightyColumns) {
  Feasibility table = table_of(feasibility_names());
  for (jobs::Result& run : table.finished) run.seconds = 60.1;
  for (const bool unicode : {false, true}) {
    std::istringstream in(feasibility_text(table, {false, unicode, 80}));
    for (std::string line; std::getline(in, line);) EXPECT_LE(columns(line), 80) << line;
  }
}

TEST(Feasibility, AsTextSaysWhatFewStatesCost) {
  EXPECT_THAT(feasibility_text(table_of({"byzantine"}), {false, false, 80}),
              HasSubstr("  yes     no    250 ms  4  byzantine=1  2  2    vector+id  small s\n"));
}

TEST(Feasibility, HasOneLineForEveryCellInCsvAndMarkdown) {
  const Feasibility table = table_of(feasibility_names());
  const std::string csv = feasibility_csv(table);
  EXPECT_EQ(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')), table.planned() + 1);
  EXPECT_THAT(
      csv,
      HasSubstr("\nlosses,consensus,3,loss=2,2,any,vector+id,last,infeasible,infeasible,infeasible,0.25\n"));
  EXPECT_THAT(
      feasibility_markdown(table),
      HasSubstr("\n| losses | consensus | no | no | 250 ms | 2 | loss=1 | 4 | any | vector+id |  |\n"));
}

TEST(Feasibility, AsJsonSaysWhichCellsWereNotTried) {
  Feasibility table = table_of({"losses"});
  table.finished.pop_back();
  table.interrupted = true;
  const json object = json::parse(feasibility_json(table, {"1.2.3", 1, 2.5, {}, {}}));
  EXPECT_EQ(object.at("verdict"), "unknown");
  EXPECT_EQ(object.at("reason"), "interrupted");
  const json& cells = object.at("rows").at(0).at("cells");
  EXPECT_TRUE(cells.back().at("verdict").is_null());
  EXPECT_EQ(cells.back().at("agreement"), "unknown");
  EXPECT_EQ(cells.front().at("agreement"), "agrees");
}

}  // namespace
}  // namespace ggms::report
