// Tests export: where the text goes, and that the commands in its first lines work.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/sha256.h"
#include "cli/program.h"
#include "support/shell.h"

namespace ggms::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class Export : public testing::Test {
 protected:
  Export() { write_text(protocol_, flood_set(3, 2, 3)); }

  /// What is after `label` in the line of a text that has it, with `file` for FILE.
  static std::string command(const std::string& text, const std::string& label, const std::string& file) {
    const std::size_t begin = text.find(label) + label.size();
    std::string line = text.substr(begin, text.find('\n', begin) - begin);
    const std::size_t placeholder = line.find("FILE");
    return placeholder == std::string::npos ? line : line.replace(placeholder, 4, file);
  }

  Folder folder_;
  const std::string protocol_ = folder_.path("protocol.json");
};

TEST_F(Export, PrintsOrWritesTheSameText) {
  const std::string file = folder_.path("protocol.pml");
  const Finished printed = ggms({"export", protocol_, "--to", "promela"});
  EXPECT_EQ(printed.exit_code, 0);
  EXPECT_THAT(printed.out, StartsWith("/* specification: consensus */\n/* SHA-256 of its text: "));
  EXPECT_THAT(printed.out, HasSubstr("\n/* setting: 3 processes, 3 rounds"));
  const Finished written = ggms({"export", protocol_, "--to", "promela", "-o", file});
  EXPECT_EQ(written.exit_code, 0);
  EXPECT_EQ(written.out, "written: " + file + "\n");
  EXPECT_EQ(read_text(file), printed.out);
}

TEST_F(Export, NamesTheDigestAndTheVersionInEveryFormat) {
  const std::string digest = base::sha256(read_text(spec_file("consensus")));
  const std::string version = std::string("ggms ") + GGMS_VERSION;
  for (const std::string format : {"promela", "murphi", "smt2", "quint", "tla", "cpp", "dot", "csv"}) {
    const std::string out = ggms({"export", protocol_, "--to", format}).out;
    EXPECT_THAT(
        out, AllOf(HasSubstr(digest), HasSubstr(format == "csv" ? std::string(",") + GGMS_VERSION : version)))
        << format;
  }
  ASSERT_EQ(ggms({"export", protocol_, "--to", "tla", "-o", folder_.path("Protocol.tla")}).exit_code, 0);
  for (const char* file : {"Protocol.tla", "Protocol.cfg"})
    EXPECT_THAT(read_text(folder_.path(file)), AllOf(HasSubstr(digest), HasSubstr(version))) << file;
}

TEST_F(Export, TakesOtherFaultsAndAnotherSpecification) {
  const Finished run = ggms({"export", protocol_, "--to", "murphi", "--faults", "byzantine=1", "--spec",
                             spec_file("correct-consensus")});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, AllOf(HasSubstr("specification: correct-consensus"), HasSubstr("faults byzantine=1"),
                             HasSubstr("claim_1")));
}

TEST_F(Export, RefusesUnsupportedRequests) {
  const std::string file = folder_.path("protocol.pml");
  EXPECT_THAT(ggms({"export", protocol_}).err, HasSubstr("--to FORMAT is required"));
  const Finished unknown = ggms({"export", protocol_, "--to", "cobol", "-o", file});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("--to is 'cobol', but must be promela"));
  const Finished onto_itself = ggms({"export", protocol_, "--to", "promela", "-o", protocol_});
  EXPECT_EQ(onto_itself.exit_code, 2);
  EXPECT_THAT(onto_itself.err, HasSubstr("is an input file and would be overwritten"));
  EXPECT_EQ(folder_.names().size(), 1U) << "nothing is written";
}

TEST_F(Export, TellsHowToRunSpin) {
  if (!support::is_installed("spin")) GTEST_SKIP() << "spin is not installed";
  const std::string in_folder = "cd " + folder_.path("") + " && timeout 120 ";
  for (const int rounds : {3, 1}) {
    write_text(protocol_, flood_set(3, 2, rounds));
    const std::string text = ggms({"export", protocol_, "--to", "promela"}).out;
    write_text(folder_.path("p.pml"), text);
    const std::string said = support::run(in_folder + command(text, "To verify: ", "p.pml")).out;
    EXPECT_THAT(said, HasSubstr(rounds == 3 ? "errors: 0" : "assertion violated agreement_holds"));
  }
  EXPECT_THAT(support::run(in_folder + "spin -t p.pml").out, HasSubstr("round 1, p3 receives "));
}

TEST_F(Export, TellsHowToRunRumur) {
  if (!support::is_installed("rumur")) GTEST_SKIP() << "rumur is not installed";
  for (const int rounds : {3, 1}) {
    write_text(protocol_, flood_set(3, 2, rounds));
    const std::string text = ggms({"export", protocol_, "--to", "murphi"}).out;
    write_text(folder_.path("p.m"), text);
    const std::string translate = command(text, "-- To verify: ", "p.m");
    const std::string compile = command(text, "--            ", "");
    const std::string said =
        support::run("cd " + folder_.path("") + " && " + translate + " && " + compile).out;
    EXPECT_THAT(said, HasSubstr(rounds == 3 ? "No error found." : "invariant \"agreement\" failed"));
  }
}

}  // namespace
}  // namespace ggms::cli
