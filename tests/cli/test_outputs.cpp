// Files that can't be written, while the answer is there: it is printed all the same.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/program.h"

namespace ggms::cli {
namespace {

using Json = nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

constexpr const char* kFull = "/dev/full";  // takes no byte, and only says so when it is written to

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
  const Finished run = ggms(synth({"-o", protocol, "--policy-out", kFull, "--json"}));
  EXPECT_EQ(run.exit_code, 2);
  const Json answer = Json::parse(run.out);
  EXPECT_EQ(answer["verdict"], "found");
  EXPECT_EQ(answer["paths"], Json::array({protocol}));
  ASSERT_THAT(answer["errors"], SizeIs(1));
  EXPECT_THAT(answer["errors"][0].get<std::string>(), HasSubstr(kFull));
  EXPECT_EQ(ggms({"verify", protocol}).exit_code, 0);
  const Finished good = ggms(synth({"--json"}));
  EXPECT_EQ(good.exit_code, 0);
  EXPECT_FALSE(Json::parse(good.out).contains("errors"));
}

TEST(Outputs, ALogThatCantBeWrittenIsOneWarningAndTheSearchGoesOn) {
  const Folder folder;
  const std::string protocol = folder.path("protocol.json");
  const Finished run =
      expect_answer_and_error(synth({"--engine", "mcts", "--log", kFull, "-o", protocol}), "found: ");
  EXPECT_THAT(run.err, StartsWith("ggms: warning: --log: "));
  EXPECT_THAT(run.out, HasSubstr("written: " + protocol));
  EXPECT_EQ(ggms({"verify", protocol}).exit_code, 0);
}

TEST(Outputs, ARunThatEndsBeforeItsFirstCheckpointSaysSo) {
  const Folder folder;
  const std::string checkpoint = folder.path("checkpoint");
  const Finished run = ggms(synth({"--engine", "mcts", "--checkpoint", checkpoint}));
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.err,
            "ggms: note: the run ended before its first checkpoint; " + checkpoint + " was not written\n");
  EXPECT_THAT(folder.names(), ElementsAre());
}

}  // namespace
}  // namespace ggms::cli
