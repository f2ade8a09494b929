// Certificates of infeasibility from the command line: written, audited, refused.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "cli/program.h"
#include "support/shell.h"

namespace ggms::cli {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Finished infeasible(const std::string& folder, const std::vector<std::string>& more) {
  std::vector<std::string> arguments{"synth", spec_file("consensus"), "--certificate", folder};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return ggms(arguments);
}

TEST(Certificate, IsWrittenAndAudited) {
  for (const std::string engine : {"exact", "ggms"}) {
    const Folder folder;
    const std::string path = folder.path("proof");
    const Finished run = infeasible(path, {"-n", "4", "--faults", "crash=2", "-r", "2", "-s", "2", "--engine",
                                           engine, "--policy", "uniform"});
    EXPECT_EQ(run.exit_code, 1) << run.err;
    EXPECT_THAT(run.out, HasSubstr("written: " + path + "/certificate.json"));
    const Finished audit = ggms({"certify", path, "--spec", spec_file("consensus")});
    EXPECT_EQ(audit.exit_code, 0) << audit.err;
    EXPECT_THAT(audit.out, StartsWith("certified: there is no protocol for consensus"));
    EXPECT_THAT(unwrapped(audit.out),
                HasSubstr("4 processes, 2 rounds, at most 2 internal states, faults crash=2"));
  }
}

TEST(Certificate, GrowthWritesOneForEachSettingThatItRulesOut) {
  const Folder folder;
  const std::string path = folder.path("proofs");
  const Finished run = infeasible(path, {"-n", "3", "--faults", "crash=1", "--engine", "exact", "--json"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  const auto paths = nlohmann::json::parse(run.out).at("paths").get<std::vector<std::string>>();
  EXPECT_THAT(paths, testing::Contains(path + "/rounds-1/proof.drat"));
  EXPECT_THAT(paths, testing::Contains(path + "/rounds-2-states-1/proof.drat"));
  EXPECT_THAT(paths, testing::Contains(path + "/rounds-2-states-2/configurations.json"));
  EXPECT_EQ(paths.size(), 13U);
  const Finished audit = ggms({"certify", path});
  EXPECT_EQ(audit.exit_code, 0) << audit.err;
  EXPECT_THAT(unwrapped(audit.out), HasSubstr("1 round, any number of internal states,"));
  EXPECT_THAT(unwrapped(audit.out), HasSubstr("2 rounds, at most 1 internal state,"));
}

TEST(Certificate, AnyNumberOfStatesIsCertifiedToo) {
  const Folder folder;
  const std::string path = folder.path("proofs");
  const Finished run =
      infeasible(path, {"-n", "2", "--faults", "loss=1", "--max-rounds", "3", "--engine", "exact"});
  EXPECT_EQ(run.exit_code, 1) << run.out << run.err;
  const Finished audit = ggms({"certify", path});
  EXPECT_EQ(audit.exit_code, 0) << audit.err;
  EXPECT_THAT(unwrapped(audit.out), HasSubstr("3 rounds, any number of internal states, faults loss=1"));
}

TEST(Certificate, IsRefusedForAnotherSpecification) {
  const Folder folder;
  const std::string path = folder.path("proof");
  infeasible(path, {"-n", "3", "--faults", "crash=1", "-r", "1", "-s", "1", "--engine", "exact"});
  const Finished audit = ggms({"certify", path, "--spec", spec_file("atomic-commit")});
  EXPECT_EQ(audit.exit_code, 2);
  EXPECT_THAT(audit.err, HasSubstr("is about another specification than"));
}

TEST(Certificate, AForgedOneIsBad) {
  const Folder folder;
  const std::string path = folder.path("proof");
  infeasible(path, {"-n", "4", "--faults", "crash=2", "-r", "2", "-s", "2", "--engine", "exact"});
  std::string head = read_text(path + "/certificate.json");
  head.replace(head.find("crash=2"), 7, "crash=1");  // a setting that has a protocol
  write_text(path + "/certificate.json", head);
  const Finished audit = ggms({"certify", path});
  EXPECT_EQ(audit.exit_code, 1);
  EXPECT_THAT(audit.out, HasSubstr("reasons.txt:"));
  EXPECT_THAT(audit.out, HasSubstr("too many crashes"));
}

TEST(Certificate, OtherSolversFindTheFormulaContradictoryToo) {
  const Folder folder;
  const std::string path = folder.path("proofs");
  infeasible(path, {"-n", "3", "--faults", "crash=1", "--engine", "exact"});
  for (const std::string name : {"rounds-1", "rounds-2-states-1"}) {
    const support::Ran solver = support::run("z3 -dimacs '" + path + "/" + name + "/formula.cnf'");
    EXPECT_EQ(solver.out, "s UNSATISFIABLE\n") << name;
  }
}

TEST(Certificate, APartOfOneIsNotEnough) {
  const Folder folder;
  const std::string path = folder.path("proof");
  infeasible(path, {"-n", "3", "--faults", "crash=1", "-r", "1", "-s", "1", "--engine", "exact"});
  for (const std::string part : {"certificate.json", "formula.cnf"}) {
    const Finished audit = ggms({"certify", path + "/" + part});
    EXPECT_EQ(audit.exit_code, 2);
    EXPECT_THAT(audit.err, EndsWith("is a part of a certificate; name its folder, " + path + "\n"));
  }
}

TEST(Certificate, HasItsFolderForItself) {
  const Folder folder;
  const std::string path = folder.path("proof");
  const auto expect_refused = [&](const std::string& option, const std::string& output) {
    const Finished run =
        infeasible(path, {"-n", "3", "--faults", "crash=1", "-r", "2", "-s", "2", option, output});
    EXPECT_EQ(run.exit_code, 2) << output;
    EXPECT_EQ(run.out, "");
    EXPECT_THAT(run.err, HasSubstr(option + " is " + output +
                                   ", but the folder of --certificate is for certificates alone"));
  };
  expect_refused("--output", path);
  EXPECT_THAT(folder.names(), testing::IsEmpty());
  std::filesystem::create_directory(path);
  expect_refused("--output", path + "/configurations.json");
  expect_refused("--log", path + "/../proof/log");
  EXPECT_TRUE(std::filesystem::is_empty(path));
  const Finished beside = infeasible(path, {"-n", "3", "--faults", "crash=1", "-r", "2", "-s", "2",
                                            "--engine", "exact", "-o", folder.path("proof.json")});
  EXPECT_EQ(beside.exit_code, 0) << beside.err;
}

TEST(Certificate, NeedsANewFolder) {
  const Folder folder;
  write_text(folder.path("file"), "x");
  const std::vector<std::string> setting{"-n", "3", "--faults", "crash=1", "-r", "1", "-s", "1"};
  EXPECT_THAT(infeasible(folder.path("file"), setting).err, HasSubstr("file: is not a folder"));
  EXPECT_THAT(infeasible(folder.path(""), setting).err, HasSubstr("is not empty; name a new folder"));
  EXPECT_EQ(infeasible(folder.path("no/such/place"), setting).exit_code, 2);
  EXPECT_THAT(folder.names(), ElementsAre("file"));
  std::filesystem::create_directory(folder.path("empty"));
  EXPECT_THAT(ggms({"certify", folder.path("empty")}).err, HasSubstr("empty: has no certificate.json"));
}

TEST(Certificate, ThatIsMissingIsNoReasonToRemoveAFolderThatIsNotOurs) {
  const Folder folder;
  const auto complaint = [&] {
    const Finished run = ggms({"certify", folder.path("")});
    EXPECT_EQ(run.exit_code, 2);
    return run.err;
  };
  std::filesystem::create_directory(folder.path("photos"));
  std::filesystem::create_directory(folder.path("rounds-1"));
  EXPECT_THAT(complaint(), HasSubstr("has no certificate.json, and no folder in it has one\n"));
  std::filesystem::create_directory(folder.path("rounds-2-states-2"));
  write_text(folder.path("rounds-2-states-2/certificate.json"), "{}");
  const std::string other = complaint();
  EXPECT_THAT(other, HasSubstr("photos: has no certificate.json, so it is not a certificate"));
  EXPECT_THAT(other, Not(HasSubstr("remove")));
  std::filesystem::remove(folder.path("photos"));
  EXPECT_THAT(complaint(), HasSubstr("rounds-1: has no certificate.json, so it is not a whole certificate; "
                                     "remove it\n"));
}

}  // namespace
}  // namespace ggms::cli
