// Tests the paper's Table 1 beside ours: the results of runs, and the table in every format.

#include "report/bench/table1.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "report/bench/table1_paper.h"

namespace ggms::report {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

constexpr Style kWide{false, true, 100};
constexpr Style kNarrow{false, false, 60};

jobs::Result run_of(const std::string& setting, const std::string& engine, std::uint64_t seed,
                    const std::string& verdict, double seconds) {
  jobs::Result run;
  run.plan = {setting, engine, seed, 60, {"--threads", "1"}, "1.2.3"};
  run.verdict = verdict;
  run.seconds = seconds;
  run.engine_seconds = seconds / 2;
  run.stats = R"({"candidates":7})";
  return run;
}

/// Two settings, three runs each: one of which all succeed, and one of which one does.
Table1 table_of(const std::vector<std::string>& engines = {"exact"}) {
  Table1 table;
  table.settings = {"con-3-2", "con-4-3"};
  table.engines = engines;
  table.runs = 3;
  table.timeout = 60;
  for (const std::string& engine : engines) {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
      table.finished.push_back(run_of("con-3-2", engine, seed, "found", 0.01 * static_cast<double>(seed)));
      table.finished.push_back(
          run_of("con-4-3", engine, seed, seed == 2 ? "found" : "unknown", 2 + static_cast<double>(seed)));
    }
  }
  return table;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(Table1Paper, HasNineSettingsWhoseNamesSayWhatTheyAre) {
  EXPECT_THAT(table1_names(), ElementsAre("ac-2-1", "ac-3-2", "ac-4-1", "ac-4-2", "con-2-1", "con-3-2",
                                          "con-4-1", "con-4-2", "con-4-3"));
  for (const Table1Row& row : table1_rows()) {
    const std::string prefix = std::string(row.spec) == "consensus" ? "con" : "ac";
    EXPECT_EQ(row.name, prefix + "-" + std::to_string(row.processes) + "-" + std::to_string(row.crashes));
    for (const PaperCell& cell : row.paper) {
      EXPECT_EQ(cell.success == 0, cell.average == 0) << row.name;
      EXPECT_LE(cell.min, cell.average) << row.name;
      EXPECT_LE(cell.average, cell.max) << row.name;
    }
  }
}

TEST(Table1, TimesAreThoseOfRunsThatFoundAProtocol) {
  const BenchCell all = cell_of(table_of(), "con-3-2", "exact");
  EXPECT_EQ(all.finished, 3);
  EXPECT_EQ(all.succeeded, 3);
  EXPECT_DOUBLE_EQ(all.average, 0.02);
  EXPECT_DOUBLE_EQ(all.min, 0.01);
  EXPECT_DOUBLE_EQ(all.max, 0.03);
  const BenchCell one = cell_of(table_of(), "con-4-3", "exact");
  EXPECT_EQ(one.finished, 3);
  EXPECT_EQ(one.succeeded, 1);
  EXPECT_DOUBLE_EQ(one.average, 4);
  EXPECT_DOUBLE_EQ(one.min, 4);
  EXPECT_DOUBLE_EQ(one.max, 4);
  EXPECT_EQ(cell_of(table_of(), "con-3-2", "other").finished, 0);
}

TEST(Table1, IsCompleteWhenEveryPlannedRunFoundAProtocol) {
  Table1 table = table_of();
  EXPECT_EQ(table.planned(), 6U);
  EXPECT_FALSE(table.all_found());
  for (jobs::Result& run : table.finished) run.verdict = "found";
  EXPECT_TRUE(table.all_found());
  table.finished.pop_back();
  EXPECT_FALSE(table.all_found());
}

TEST(Table1, AsTextPutsThePapersMinutesBesideOurTimes) {
  EXPECT_EQ(
      table1_text(table_of(), kWide),
      "         exact, here             GGMS, minutes        MCTS+DFS, minutes  MCTS, minutes\n"
      "setting  rate   avg   min   max  rate  avg  min  max  rate avg min max   rate  avg min  max\n"
      "con-3-2  100% 20 ms 10 ms 30 ms  100%  118  104  151   80% 273 148 693    80% 1106  49 2387\n"
      "con-4-3   33% 4.0 s 4.0 s 4.0 s  100% 3358 1857 5693    0%   –   –   –     0%    –   –    –\n"
      "\n"
      "here: 3 runs each, seeds 1 to 3, given up after 60 s; wall-clock time of the whole program, over the\n"
      "  runs that found a protocol\n"
      "minutes: the paper's numbers (arXiv:2601.22369, Table 1)\n");
}

TEST(Table1, AsTextNeverTakesMoreColumnsThanThereAre) {
  const Table1 table = table_of({"exact", "ggms", "ggms:unfreeze=solver"});
  for (const int width : {60, 80, 100}) {
    for (const std::string& line : lines_of(table1_text(table, {false, true, width})))
      EXPECT_LE(columns(line), width) << line;
  }
  EXPECT_GT(lines_of(table1_text(table, kNarrow)).size(), lines_of(table1_text(table, kWide)).size());
}

TEST(Table1, AsTextHasNoSymbolsOrColoursWhereTheyCanNotBeShown) {
  for (const char c : table1_text(table_of(), kNarrow)) EXPECT_LT(static_cast<unsigned char>(c), 128);
  EXPECT_THAT(table1_text(table_of(), kWide), Not(HasSubstr("\x1b[")));
  EXPECT_THAT(table1_text(table_of(), {true, true, 100}), HasSubstr("\x1b[1mexact, here"));
}

TEST(Table1, PutsThePapersColumnBehindOursOfTheSameEngineAndItsVariants) {
  const std::string titles = lines_of(table1_markdown(table_of({"mcts", "ggms", "ggms:unfreeze=solver"})))[0];
  std::vector<std::size_t> places;
  for (const char* title : {"mcts, here", "MCTS, minutes", "ggms, here", "ggms:unfreeze=solver, here",
                            "GGMS, minutes", "MCTS+DFS, minutes"})
    places.push_back(titles.find(title));
  EXPECT_THAT(places, testing::Each(testing::Ne(std::string::npos)));
  EXPECT_TRUE(std::is_sorted(places.begin(), places.end())) << titles;
}

TEST(Table1, SaysWhatIsMissing) {
  Table1 table = table_of();
  table.finished.resize(3);
  table.interrupted = true;
  const std::string text = table1_text(table, kWide);
  EXPECT_THAT(text, AllOf(HasSubstr("con-3-2   2/2"), HasSubstr("con-4-3   0/1")));
  EXPECT_THAT(text, HasSubstr("interrupted: 3 of 6 runs are finished"));
  table.finished.clear();
  EXPECT_THAT(table1_text(table, kWide), HasSubstr("con-3-2   0/0"));
}

TEST(Table1, AsMarkdownIsOneTableWithAsManyCellsInEveryLine) {
  const std::vector<std::string> lines = lines_of(table1_markdown(table_of()));
  EXPECT_THAT(lines[0],
              StartsWith("| setting | exact, here: rate | avg | min | max | GGMS, minutes: rate |"));
  EXPECT_THAT(lines[3], StartsWith("| con-4-3 | 33% | 4.0 s | 4.0 s | 4.0 s | 100% | 3358 | 1857 | 5693 |"));
  for (std::size_t i = 1; i < 4; ++i)
    EXPECT_EQ(std::count(lines[i].begin(), lines[i].end(), '|'),
              std::count(lines[0].begin(), lines[0].end(), '|'));
}

TEST(Table1, AsCsvHasPlainNumbersInSeconds) {
  EXPECT_THAT(
      lines_of(table1_csv(table_of())),
      ElementsAre("setting,source,engine,runs,success_percent,average_seconds,min_seconds,max_seconds",
                  "con-3-2,here,exact,3,100,0.02,0.01,0.03", "con-3-2,paper,GGMS,,100,7080,6240,9060",
                  "con-3-2,paper,MCTS+DFS,,80,16380,8880,41580", "con-3-2,paper,MCTS,,80,66360,2940,143220",
                  StartsWith("con-4-3,here,exact,3,33.3"), "con-4-3,paper,GGMS,,100,201480,111420,341580",
                  "con-4-3,paper,MCTS+DFS,,0,,,", "con-4-3,paper,MCTS,,0,,,"));
  Table1 nothing = table_of();
  nothing.finished.clear();
  EXPECT_THAT(table1_csv(nothing), HasSubstr("con-3-2,here,exact,0,,,,\n"));
}

TEST(Table1, AsJsonHasTheEnvelopeTheCellsAndEveryRun) {
  Envelope envelope;
  envelope.version = "1.2.3";
  envelope.seed = 1;
  envelope.paths = {"results.jsonl"};
  Table1 table = table_of();
  const json object = json::parse(table1_json(table, envelope));
  EXPECT_EQ(object.at("schema"), "ggms/bench/1");
  EXPECT_EQ(object.at("verdict"), "unknown");
  EXPECT_FALSE(object.contains("reason"));
  EXPECT_EQ(object.at("version"), "1.2.3");
  EXPECT_THAT(object.at("paths"), ElementsAre("results.jsonl"));
  EXPECT_EQ(object.at("planned"), 6);
  EXPECT_THAT(object.at("runs"), SizeIs(6));
  const json& row = object.at("rows").at(1);
  EXPECT_EQ(row.at("setting"), "con-4-3");
  EXPECT_EQ(row.at("here").at("exact").at("found"), 1);
  EXPECT_DOUBLE_EQ(row.at("here").at("exact").at("max_seconds"), 4);
  EXPECT_EQ(row.at("paper").at("GGMS").at("average_minutes"), 3358);
  EXPECT_FALSE(row.at("paper").at("MCTS").contains("average_minutes")) << "nothing was found, so no time";
  table.interrupted = true;
  EXPECT_EQ(json::parse(table1_json(table, envelope)).at("reason"), "interrupted");
}

}  // namespace
}  // namespace ggms::report
