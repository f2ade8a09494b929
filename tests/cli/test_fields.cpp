// Tests that errors of lower rooms, which name fields, name flags for the user of the command line.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/command_line.h"
#include "cli/program.h"
#include "house/literals.h"

namespace ggms::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::StartsWith;

TEST(Fields, HaveAFlagEach) {
  const house::NamedFields fields = house::named_fields(house::read_sources(GGMS_SOURCE_DIR "/src"));
  EXPECT_THAT(fields.violations, IsEmpty());
  EXPECT_THAT(fields.names, IsSupersetOf({"faults", "processes", "engine"}))
      << "the test looks in the wrong place";
  for (const std::string& field : fields.names)
    EXPECT_THAT(message_of(base::FieldError(field, "is wrong")), StartsWith("--")) << field << " has no flag";
}

TEST(Fields, AreToldAsFlagsWhereThereIsOne) {
  EXPECT_EQ(message_of(base::FieldError("max_rounds", "is wrong")), "--max-rounds: is wrong");
  EXPECT_EQ(message_of(base::FieldError("no_such", "is wrong")), "no_such: is wrong");
  EXPECT_EQ(message_of(base::Error("view: of a plain error")), "view: of a plain error");
  EXPECT_EQ(message_of(base::Error("a.smt2", 3, 1, "is wrong")), "a.smt2:3:1: is wrong");
}

/// The program's error about a command line.
std::string complaint(const std::vector<std::string>& more) {
  std::vector<std::string> arguments = {"synth", GGMS_SOURCE_DIR "/specs/consensus.smt2"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const Finished run = ggms(arguments);
  EXPECT_EQ(run.exit_code, 2);
  return run.err;
}

TEST(Fields, AreToldAsFlagsByTheProgram) {
  EXPECT_THAT(complaint({"-n", "3", "--faults", "crush=1"}), HasSubstr("--faults: unknown fault 'crush=1'"));
  EXPECT_THAT(complaint({"-n", "3", "--faults", "crash=4"}),
              HasSubstr("--faults: crash=4 lets more than all 3 processes fail"));
  EXPECT_THAT(complaint({"-n", "3", "--view", "side"}), HasSubstr("--view: unknown view 'side'"));
  EXPECT_THAT(complaint({"-n", "3", "--decide", "now"}), HasSubstr("--decide: unknown word 'now'"));
  EXPECT_THAT(complaint({"-n", "3", "--engine", "exakt"}), HasSubstr("--engine: unknown engine 'exakt'"));
  EXPECT_THAT(complaint({"-n", "3", "-s", "1", "-r", "128"}),
              HasSubstr("--engine: learning plays at most 127 rounds; try exact"));
}

TEST(Fields, AreToldAsFlagsOfTheRunsOfABenchmark) {
  const Finished run = ggms({"bench", "table1", "--engines", "exact:view=side"});
  EXPECT_THAT(run.err, HasSubstr("runs of exact:view=side: --view: unknown view 'side'"));
}

}  // namespace
}  // namespace ggms::cli
