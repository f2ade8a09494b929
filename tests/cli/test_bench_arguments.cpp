// The jobs of a benchmark as command lines.

#include "cli/bench_arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace ggms::cli {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

jobs::Plan plan(const std::string& engine = "exact") {
  return {"con-4-3", engine, 7, 60, {"--memory", "1024"}, "1.2.3"};
}

jobs::Job job(const std::string& engine) {
  return {plan(engine), table1_arguments(plan(engine), "specs")};
}

TEST(BenchArguments, AreProcessesOfSynthInThePapersSetting) {
  EXPECT_THAT(table1_arguments(plan("exact:view=counts"), "some/specs"),
              ElementsAre("synth", "some/specs/consensus.smt2", "-n", "4", "--faults", "crash=3", "--seed",
                          "7", "--timeout", "60", "--explain", "0", "--json", "--quiet", "-r", "4", "-s", "2",
                          "--engine", "exact", "--view", "counts", "--memory", "1024"));
}

TEST(BenchArguments, ColumnsAreEnginesWithOptions) {
  EXPECT_THAT(bench_column_options("exact"), ElementsAre("--engine", "exact"));
  EXPECT_THAT(bench_column_options("exact:a=1=2:flag"),
              ElementsAre("--engine", "exact", "--a", "1=2", "--flag"));
  for (const char* column : {"", "steam", "exact ", "exact:a=|", "exact:a=\"b\"", ":a=1"})
    EXPECT_THROW(bench_column_options(column), base::Error) << column;
}

TEST(BenchArguments, OfTheoremsAskTheExactEngineForOneSetting) {
  report::FeasibilityCell cell{"consensus", 5, "loss=2", 3, 2, "counts", report::Theory::kFeasible};
  EXPECT_THAT(feasibility_arguments(cell, plan(), "some/specs"),
              ElementsAre("synth", "some/specs/consensus.smt2", "-n", "5", "--faults", "loss=2", "--seed",
                          "7", "--timeout", "60", "--explain", "0", "--json", "--quiet", "-r", "3", "--view",
                          "counts", "--decide", "last", "--engine", "exact", "-s", "2"));
  cell.states = report::FeasibilityCell::kAnyStates;
  const std::vector<std::string> open = feasibility_arguments(cell, plan(), "some/specs");
  EXPECT_THAT(open, Not(Contains("-s")));
  EXPECT_THAT(open, Contains("--max-states"));
}

TEST(BenchArguments, OptionsThatSynthWouldNotTakeAreRefusedBeforehand) {
  EXPECT_NO_THROW(require_synth_options(job("exact:view=counts")));
  EXPECT_THROW(require_synth_options(job("exact:colour=red")), base::Error);
  EXPECT_THROW(require_synth_options(job("exact:seed=3")), base::Error) << "given twice";
  EXPECT_THROW(require_synth_options(job("exact:help")), base::Error);
  EXPECT_THROW(require_synth_options(job("exact:output=protocol.json")), base::Error);
}

}  // namespace
}  // namespace ggms::cli
