// What commands print for people fits 80 columns when it goes to a pipe. Error lines, commands to copy,
// paths, and files that go to standard output are exempt, and not tested here.

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "cli/program.h"
#include "report/style.h"

namespace ggms::cli {
namespace {

constexpr int kColumns = 80;  // of docs/cli.md

/// Whether a line may be longer: it has a path, or a command to copy.
bool is_exempt(const std::string& line, const Folder& folder) {
  return line.find(folder.path("")) != std::string::npos || line.starts_with("  ggms export ");
}

class Columns : public testing::Test {
 protected:
  /// Runs a command and checks each line of its answer. The exit code has to be the given one, so that the
  /// output is the intended answer.
  void expect_narrow(const std::vector<std::string>& arguments, int exit_code) {
    const Finished run = ggms(arguments);
    std::string command = "ggms";
    for (const std::string& argument : arguments) command += " " + argument;
    EXPECT_EQ(run.exit_code, exit_code) << command << "\n" << run.err;
    EXPECT_NE(run.out, "") << command;
    std::istringstream out(run.out);
    for (std::string line; std::getline(out, line);) {
      EXPECT_TRUE(is_exempt(line, folder_) || report::columns(line) <= kColumns)
          << command << "\nprints " << report::columns(line) << " columns:\n"
          << line;
    }
  }

  Folder folder_;
};

TEST_F(Columns, OfProtocolsThatWereFound) {
  const std::string protocol = folder_.path("protocol.json");
  const std::string total = folder_.path("total.json");
  const std::string proof = folder_.path("proof");
  expect_narrow({"synth", spec_file("consensus"), "-n", "4", "--faults", "crash=2", "-r", "3", "-s", "2",
                 "--engine", "exact", "-o", protocol, "--certificate", proof},
                0);
  expect_narrow({"show", protocol}, 0);
  expect_narrow({"verify", protocol, "--margin"}, 0);
  expect_narrow({"verify", protocol, "--property", "agreement", "--property", "validity-zero"}, 0);
  expect_narrow({"verify", protocol, "--faults", "crash=3,loss-total=1"}, 1);
  expect_narrow({"verify", protocol, "--faults", "byzantine=2"}, 1);
  expect_narrow({"complete", protocol, "-o", total}, 0);
  expect_narrow({"show", total}, 0);
  expect_narrow({"verify", total, "--faults", "crash=2,loss=1"}, 1);
  expect_narrow({"simulate", protocol, "--random", "--seed", "7"}, 0);
  expect_narrow({"certify", protocol}, 0);
  expect_narrow({"certify", proof}, 0);
  write_text(protocol, flood_set(3, 1, 2));
  expect_narrow({"verify", protocol, "--method", "scenarios"}, 0);
  for (const char* view : {"counts", "counts+own", "vector+id"}) {
    SCOPED_TRACE(view);
    expect_narrow({"synth", spec_file("consensus"), "-n", "4", "--faults", "crash=1", "-r", "2", "-s", "2",
                   "--engine", "exact", "--view", view, "-o", protocol},
                  0);
    expect_narrow({"show", protocol}, 0);
  }
  expect_narrow({"synth", spec_file("consensus"), "-n", "2", "--faults", "crash=1", "--engine", "ggms",
                 "--policy", "table"},
                0);
  expect_narrow({"synth", spec_file("consensus"), "-n", "3", "--faults", "crash=1", "-r", "2", "-s", "2",
                 "--engine", "exact", "--all", "5"},
                0);
}

TEST_F(Columns, OfSettingsWithoutAnswerOrWithoutProtocol) {
  const std::string story = folder_.path("story.svg");
  const std::string proof = folder_.path("proof");
  expect_narrow({"synth", spec_file("consensus"), "-n", "3", "--faults", "crash=1", "-r", "1", "--engine",
                 "exact", "--story", story, "--certificate", proof},
                1);
  expect_narrow({"certify", proof}, 0);
  expect_narrow({"synth", spec_file("leader-election"), "-n", "4", "--faults", "byzantine=1", "-r", "2", "-s",
                 "2", "--engine", "exact"},
                1);
  expect_narrow({"synth", spec_file("consensus"), "-n", "2", "--faults", "loss=1", "--engine", "exact"}, 1);
  expect_narrow({"synth", spec_file("consensus"), "-n", "5", "--faults", "byzantine=1", "--engine", "exact",
                 "--max-rounds", "2", "--max-states", "3", "--timeout", "0.000001"},
                3);
}

TEST_F(Columns, OfSpecifications) {
  const std::filesystem::path folder = std::filesystem::path(spec_file("consensus")).parent_path();
  for (const auto& file : std::filesystem::directory_iterator(folder))
    if (file.path().extension() == ".smt2") expect_narrow({"check", file.path().string()}, 0);
}

TEST_F(Columns, OfBenchmarks) {
  const std::string specs = std::filesystem::path(spec_file("consensus")).parent_path().string();
  expect_narrow({"bench", "feasibility", "--specs", specs, "--only", "two-generals,atomic-commit"}, 0);
  expect_narrow({"bench", "table1", "--specs", specs, "--settings", "con-2-1,ac-2-1", "--engines", "exact",
                 "--runs", "1"},
                0);
}

}  // namespace
}  // namespace ggms::cli
