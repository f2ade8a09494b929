// Tests that the program prints the answer although a file can't be written.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>

#include "cli/learning_files.h"
#include "cli/outputs.h"
#include "cli/program.h"
#include "support/shell.h"

namespace ggms::cli {
namespace {

using Json = nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

constexpr const char* kFull = "/dev/full";  // takes no byte, and fails only when it is written to

std::vector<std::string> synth(const std::vector<std::string>& more) {
  std::vector<std::string> words = {
      "synth", spec_file("consensus"), "-n", "2", "--faults", "crash=1", "-r", "2", "-s", "2"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

/// Runs the command, which has to answer with this word first, exit with code 2 and say one line on stderr.
Finished expect_answer_and_error(const std::vector<std::string>& words, const std::string& answer) {
  const Finished run = ggms(words);
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.out, StartsWith(answer));
  EXPECT_THAT(run.err_lines(), SizeIs(1)) << run.err;
  EXPECT_THAT(run.err, HasSubstr("No space left on device"));
  return run;
}

TEST(Outputs, TheProtocolIsPrintedWhereItsFileCantBeWritten) {
  const Finished run = expect_answer_and_error(synth({"--engine", "exact", "-o", kFull}), "found: ");
  EXPECT_THAT(run.out, HasSubstr("round 2"));  // the table
  EXPECT_THAT(run.out, Not(HasSubstr("written: ")));
}

TEST(Outputs, JsonHasTheVerdictBesideTheErrors) {
  const Folder folder;
  const std::string protocol = folder.path("protocol.json");
  const Finished run = ggms(synth({"-o", protocol, "--policy", "table", "--policy-out", kFull, "--json"}));
  EXPECT_EQ(run.exit_code, 2);
  const Json answer = Json::parse(run.out);
  EXPECT_EQ(answer["verdict"], "found");
  EXPECT_EQ(answer["paths"], Json::array({protocol}));
  ASSERT_THAT(answer["errors"], SizeIs(1));
  EXPECT_THAT(answer["errors"][0].get<std::string>(), HasSubstr(kFull));
  EXPECT_EQ(ggms({"verify", protocol}).exit_code, 0);
  const Finished good = ggms(synth({"--engine", "exact", "--json"}));
  EXPECT_EQ(good.exit_code, 0);
  EXPECT_FALSE(Json::parse(good.out).contains("errors"));
}

TEST(Outputs, ALogThatCantBeWrittenIsOneWarningAndTheSearchGoesOn) {
  const Folder folder;
  const std::string protocol = folder.path("protocol.json");
  const Finished run = expect_answer_and_error(
      synth({"--engine", "mcts", "--policy", "table", "--log", kFull, "-o", protocol}), "found: ");
  EXPECT_THAT(run.err, StartsWith("ggms: warning: --log: "));
  EXPECT_THAT(run.out, HasSubstr("written: " + protocol));
  EXPECT_EQ(ggms({"verify", protocol}).exit_code, 0);
}

/// An infeasible setting, with a certificate in this folder.
std::vector<std::string> infeasible(const std::string& folder) {
  return {"synth",    spec_file("consensus"),
          "-n",       "3",
          "--faults", "crash=1",
          "-r",       "1",
          "-s",       "1",
          "--json",   "--engine",
          "exact",    "--certificate",
          folder};
}

TEST(Outputs, AFileThatFailsIsReportedAfterTheAnswer) {
  const Folder folder;
  const std::string good = folder.path("good.json"), bad = folder.path("bad.json");
  write_text(good, flood_set(3, 2, 3));
  write_text(bad, flood_set(3, 2, 3, 1));
  for (const std::string path : {"/dev/full", "/proc/scenario.json"}) {
    const Finished run = ggms({"simulate", good, "--random", "--save", path});
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_THAT(run.out, HasSubstr("every property holds in this run"));
    EXPECT_THAT(run.out, Not(HasSubstr("written: ")));
    ASSERT_THAT(run.err_lines(), SizeIs(1));
    EXPECT_THAT(run.err, StartsWith("ggms: " + path + ": can't be written"));
  }
  const Finished traced = ggms({"verify", bad, "--json", "--trace", "/proc/trace.json"});
  EXPECT_EQ(traced.exit_code, 2);
  EXPECT_EQ(Json::parse(traced.out)["verdict"], "violated");
  EXPECT_THAT(Json::parse(traced.out)["errors"], SizeIs(1));
  const Finished exported = ggms({"export", good, "--to", "dot", "-o", "/dev/full"});
  EXPECT_EQ(exported.exit_code, 2);
  EXPECT_EQ(exported.out, "");
  EXPECT_THAT(exported.err_lines(), SizeIs(1));
}

TEST(Outputs, AFullDiskUnderStandardErrorChangesNothing) {
  const std::string command =
      "'" GGMS_PROGRAM "' bench table1 --runs 1 --settings con-3-2 --engines exact --specs '" GGMS_SOURCE_DIR
      "/specs' 2>/dev/full";  // a line of progress for each run
  EXPECT_EQ(support::run(command).exit_code, 0);
}

/// Interrupts a search after `change` was made to the folder of its checkpoint. Its answer has to be printed.
void expect_answer_without_checkpoint(const std::function<void(const std::string& folder)>& change) {
  const Folder folder;
  const std::string goes = folder.path("goes"), log = goes + "/log";
  std::filesystem::create_directory(goes);
  // A search that only a signal ends; its log shows when there is a state to resume from.
  Program program({"synth", spec_file("consensus"), "-n", "4", "--faults", "crash=3", "-r", "4", "-s", "2",
                   "--engine", "mcts", "--policy", "uniform", "--log", log, "--checkpoint",
                   goes + "/checkpoint", "--json"});
  while (!std::filesystem::exists(log) || std::filesystem::file_size(log) == 0) ::usleep(1000);
  std::filesystem::remove_all(goes);
  change(goes);
  program.interrupt({SIGINT});
  const Finished run = program.finish();
  EXPECT_EQ(run.exit_code, 2);
  const Json answer = Json::parse(run.out);
  EXPECT_EQ(answer["verdict"], "unknown");
  EXPECT_EQ(answer["reason"], "interrupted");
  ASSERT_THAT(answer["errors"], SizeIs(1));
  EXPECT_THAT(answer["errors"][0].get<std::string>(), StartsWith(goes + "/checkpoint: can't be written"));
}

TEST(Outputs, TheAnswerSurvivesAFolderThatDisappearsDuringTheSearch) {
  expect_answer_without_checkpoint([](const std::string&) {});
}

TEST(Outputs, TheAnswerSurvivesAFolderThatBecomesAFileDuringTheSearch) {
  expect_answer_without_checkpoint([](const std::string& folder) { write_text(folder, "a file"); });
}

/// Runs with a limit on the size of files, as batch systems set it.
Finished limited(const std::vector<std::string>& words, rlim_t bytes) {
  rlimit old{};
  EXPECT_EQ(::getrlimit(RLIMIT_FSIZE, &old), 0);
  const rlimit limit{bytes, old.rlim_max};
  EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
  Program program(words);  // inherits it
  EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &old), 0);
  return program.finish();
}

TEST(Outputs, ALimitOnTheSizeOfFilesIsAnErrorAndNoSignal) {
  const Folder folder;
  constexpr rlim_t kLimit =
      2000;  // bytes; enough for what is printed, too little for a protocol with its specification
  const Finished run = limited(synth({"--engine", "exact", "-q", "-o", folder.path("p.json")}), kLimit);
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.out, StartsWith("found: "));
  EXPECT_EQ(run.err, "ggms: " + folder.path("p.json") + ": can't be written (File too large)\n");
  std::vector<std::string> unexplained = infeasible(folder.path("c"));
  unexplained.insert(unexplained.end(), {"--explain", "0"});
  const Finished none = limited(unexplained, kLimit);
  EXPECT_EQ(none.exit_code, 2);
  EXPECT_EQ(Json::parse(none.out)["verdict"], "infeasible");
  EXPECT_THAT(Json::parse(none.out)["errors"], SizeIs(1));
  EXPECT_THAT(folder.names(), ElementsAre());  // no half file, and no part of the certificate
}

TEST(Outputs, ALogKeepsItsWholeLinesWhereThereIsRoomForNoMore) {
  const Folder folder;
  const std::string log = folder.path("log");
  const Finished run = limited({"synth",     spec_file("consensus"),
                                "-n",        "3",
                                "--faults",  "crash=2",
                                "-r",        "3",
                                "-s",        "2",
                                "--engine",  "mcts",
                                "--policy",  "table",
                                "--log",     log,
                                "--seed",    "3",
                                "--timeout", "1"},
                               700);
  EXPECT_EQ(run.exit_code, 2) << run.err;
  EXPECT_THAT(run.err, HasSubstr("File too large"));
  const std::string text = read_text(log);
  EXPECT_THAT(text, StartsWith("{"));
  EXPECT_EQ(text.back(), '\n');
}

/// A file system of 4 KiB that is full.
class FullDisk : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directory(disk_);
    if (::mount("tmpfs", disk_.c_str(), "tmpfs", 0, "size=4k") != 0)
      GTEST_SKIP() << "only root can mount a small file system";
    is_mounted_ = true;
    write_text(disk_ + "/fill", std::string(4096, 'x'));
  }
  void TearDown() override {
    if (is_mounted_) ::umount(disk_.c_str());
  }

  std::vector<std::string> left() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(disk_))
      names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
  }

  Folder folder_;
  const std::string disk_ = folder_.path("disk");
  bool is_mounted_ = false;
};

TEST_F(FullDisk, LosesNoAnswer) {
  const std::string good = folder_.path("good.json"), bad = folder_.path("bad.json");
  write_text(good, flood_set(3, 2, 3));
  write_text(bad, flood_set(3, 2, 3, 1));
  expect_answer_and_error(synth({"--engine", "exact", "-o", disk_ + "/p.json"}), "found: ");
  expect_answer_and_error(synth({"--engine", "exact", "--all", "3", "-o", disk_ + "/p.json"}), "found: ");
  expect_answer_and_error({"verify", bad, "--trace", disk_ + "/t.svg"}, "violated: ");
  expect_answer_and_error({"simulate", good, "--random", "--trace", disk_ + "/t.itf.json"}, "consensus");
  EXPECT_THAT(left(), ElementsAre("fill"));
  const Finished none = ggms(infeasible(disk_ + "/c"));
  EXPECT_EQ(none.exit_code, 2);
  EXPECT_EQ(Json::parse(none.out)["verdict"], "infeasible");
  EXPECT_THAT(left(), ElementsAre("fill"));
}

TEST_F(FullDisk, TheProtocolIsWrittenThoughNothingElseCanBe) {
  const std::string protocol = folder_.path("p.json");
  const Finished run =
      ggms(synth({"-o", protocol, "--policy", "table", "--log", disk_ + "/log", "--policy-out",
                  disk_ + "/weights", "--certificate", disk_ + "/c", "--json"}));
  EXPECT_EQ(run.exit_code, 2);
  const Json answer = Json::parse(run.out);
  EXPECT_EQ(answer["verdict"], "found");
  EXPECT_EQ(answer["paths"], Json::array({protocol}));
  EXPECT_THAT(answer["errors"], SizeIs(3));
  EXPECT_EQ(ggms({"verify", protocol}).exit_code, 0);
  EXPECT_THAT(left(), ElementsAre("fill", "log"));
}

TEST_F(FullDisk, UnderTheResultsOfABenchLeavesTheTable) {
  const Finished run =
      ggms({"bench", "table1", "--runs", "2", "--settings", "con-3-2", "--engines", "exact", "--format",
            "json", "--quiet", "--results", disk_ + "/results", "--specs", GGMS_SOURCE_DIR "/specs"});
  EXPECT_EQ(run.exit_code, 2);
  const Json answer = Json::parse(run.out);
  EXPECT_EQ(answer["verdict"], "found");
  EXPECT_THAT(answer["runs"], SizeIs(2));
  EXPECT_THAT(answer["paths"], SizeIs(0));
  EXPECT_THAT(answer["errors"], SizeIs(1));
  EXPECT_THAT(run.err_lines(), SizeIs(1));  // one warning, though both runs failed
}

TEST(Outputs, ClosedStandardOutputIsAnErrorBehindTheFiles) {
  const Folder folder;
  const std::string protocol = folder.path("p.json");
  const std::string command = "'" GGMS_PROGRAM "' synth '" + spec_file("consensus") + "' -n 2 -r 1 -o '" +
                              protocol + "' 2>'" + folder.path("err") + "' >&-";
  EXPECT_EQ(support::run(command).exit_code, 2);
  EXPECT_EQ(read_text(folder.path("err")), "ggms: standard output can't be written (Bad file descriptor)\n");
  EXPECT_EQ(ggms({"verify", protocol}).exit_code, 0);
}

TEST(Outputs, ACheckpointThatCantBeWrittenIsOneWarningAndTriedAgain) {
  const Folder folder;
  const std::string path = folder.path("gone/checkpoint");
  std::vector<std::string> warnings;
  Checkpoint checkpoint(path, [&](const std::string& line) { warnings.push_back(line); }, 0);
  checkpoint.update("one");
  checkpoint.update("two");
  EXPECT_THAT(
      warnings,
      ElementsAre("warning: " + path +
                  ": can't be written (No such file or directory); the search goes on without a checkpoint"));
  std::filesystem::create_directory(folder.path("gone"));
  checkpoint.update("three");
  EXPECT_EQ(read_text(path), "three");
  Outputs found;
  checkpoint.finish(false, found);  // a found protocol needs no checkpoint, but there is one
  EXPECT_THAT(found.written(), ElementsAre(path));
  EXPECT_THAT(found.errors(), SizeIs(0));
  std::filesystem::remove_all(folder.path("gone"));
  Outputs ended;
  checkpoint.finish(true, ended);
  EXPECT_THAT(ended.written(), SizeIs(0));
  EXPECT_THAT(ended.errors(), ElementsAre(path + ": can't be written (No such file or directory)"));
  EXPECT_FALSE(checkpoint.is_missing());
}

TEST(Outputs, FilesThatBelongTogetherAreWrittenAllOrNotAtAll) {
  const Folder folder;
  Outputs outputs;
  EXPECT_FALSE(outputs.write_together(
      {{folder.path("one"), "1"}, {folder.path("gone/two"), "2"}, {folder.path("three"), "3"}}));
  EXPECT_THAT(folder.names(), ElementsAre());
  EXPECT_THAT(outputs.written(), SizeIs(0));
  EXPECT_THAT(outputs.errors(), SizeIs(1));
  EXPECT_TRUE(outputs.write_together({{folder.path("one"), "1"}, {folder.path("three"), "3"}}));
  EXPECT_EQ(outputs.written_lines(),
            "written: " + folder.path("one") + "\nwritten: " + folder.path("three") + "\n");
}

TEST(Outputs, ARunOfABenchThatCantKeepItsLogCountsAndIsToldOf) {
  const Finished run =
      ggms({"bench", "table1", "--runs", "1", "--settings", "con-3-2", "--engines", "mcts+dfs:policy=table",
            "--format", "json", "--quiet", "--specs", GGMS_SOURCE_DIR "/specs", "--", "--log", kFull});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(Json::parse(run.out)["verdict"], "found");
  EXPECT_THAT(run.err_lines(), SizeIs(1));
  EXPECT_THAT(run.err, HasSubstr("No space left on device"));
}

TEST(Outputs, ARunThatEndsBeforeItsFirstCheckpointSaysSo) {
  const Folder folder;
  const std::string checkpoint = folder.path("checkpoint");
  const Finished run = ggms(synth({"--engine", "mcts", "--policy", "table", "--checkpoint", checkpoint}));
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.err,
            "ggms: note: the run ended before its first checkpoint; " + checkpoint + " was not written\n");
  EXPECT_THAT(folder.names(), ElementsAre());
}

TEST(Outputs, OfAnAnswerBesideABugIsPrintedWithItsOwnCode) {
  Outputs outputs;
  outputs.add_internal_error("planted");
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const base::ExitCode code = outputs.finish("infeasible\n", base::ExitCode::kNo);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "infeasible\n");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "ggms: internal error, please report it: planted\n");
  EXPECT_EQ(code, base::ExitCode::kInternal);
  EXPECT_THAT(outputs.errors(), ElementsAre("internal error, please report it: planted"));
}

}  // namespace
}  // namespace ggms::cli
