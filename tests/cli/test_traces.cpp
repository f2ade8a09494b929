// Tests trace files: the ending decides the format, and a trace that is read back is replayed.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.h"

namespace ggms::cli {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class Traces : public testing::Test {
 protected:
  Traces() {
    write_text(bad_, flood_set(4, 2, 2));
    write_text(good_, flood_set(4, 2, 3));
  }

  /// The picture of a run: what is printed below its head.
  static std::string picture(const Finished& run) {
    const std::size_t begin = run.out.find("\n\n");
    return run.out.substr(begin, run.out.find("\nwritten") - begin);
  }

  Folder folder_;
  const std::string bad_ = folder_.path("bad.json");
  const std::string good_ = folder_.path("good.json");
};

TEST_F(Traces, TheEndingDecidesWhatIsWritten) {
  const auto written = [&](const std::string& name) {
    const std::string path = folder_.path(name);
    const Finished run = ggms({"verify", bad_, "--trace", path});
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_THAT(run.out, HasSubstr("\nwritten: " + path + "\n"));
    return read_text(path);
  };
  EXPECT_THAT(written("t.itf.json"),
              AllOf(HasSubstr("\"format\": \"ITF\""), HasSubstr("\"violated\": \"agreement\"")));
  EXPECT_THAT(written("t.json"), HasSubstr("\"schema\": \"ggms/scenario/1\""));
  EXPECT_THAT(written("t.mmd"), StartsWith("sequenceDiagram\n"));
  EXPECT_THAT(written("t.svg"), AllOf(StartsWith("<svg xmlns="), HasSubstr("agreement is broken")));
}

TEST_F(Traces, AnUnknownEndingIsRefusedBeforeAnythingIsDone) {
  for (const std::string command : {"verify", "simulate"}) {
    std::vector<std::string> arguments = {command, bad_, "--trace", folder_.path("t.txt")};
    if (command == "simulate") arguments.emplace_back("--random");
    const Finished run = ggms(arguments);
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_EQ(run.out, "");
    EXPECT_THAT(run.err_lines(),
                ElementsAre(AllOf(HasSubstr("t.txt' must end in .itf.json ("), HasSubstr(".svg ("))));
  }
  const Finished save = ggms({"simulate", bad_, "--random", "--save", folder_.path("t.svg")});
  EXPECT_EQ(save.exit_code, 2);
  EXPECT_THAT(save.err, HasSubstr("--save writes a scenario file; for .svg use --trace"));
  EXPECT_THAT(folder_.names(), ElementsAre("bad.json", "good.json"));
}

TEST_F(Traces, AnInformalTraceIsReplayed) {
  const std::string trace = folder_.path("t.itf.json");
  const Finished found = ggms({"verify", bad_, "--trace", trace});
  const Finished replay = ggms({"simulate", bad_, "--scenario", trace});
  EXPECT_EQ(replay.exit_code, 1);
  EXPECT_EQ(replay.err, "");
  EXPECT_THAT(replay.out, HasSubstr("agreement is broken"));
  const Finished random = ggms({"simulate", good_, "--random", "--seed", "4", "--trace", trace});
  const Finished again = ggms({"simulate", good_, "--scenario", trace});
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_EQ(picture(again), picture(random));
}

TEST_F(Traces, OfAnotherMachineIsRefusedWithTheStateThatItWouldNotTake) {
  const std::string trace = folder_.path("t.itf.json");
  write_text(bad_, flood_set(4, 2, 3, 1));  // one of the last decisions is flipped
  EXPECT_EQ(ggms({"verify", bad_, "--trace", trace}).exit_code, 1);
  const Finished run = ggms({"simulate", good_, "--scenario", trace});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err_lines(), ElementsAre(HasSubstr("t.itf.json: states[3].state[")));
}

TEST_F(Traces, AVerdictThatTheRunDoesNotHaveIsTold) {
  const std::string trace = folder_.path("t.itf.json");
  ASSERT_EQ(ggms({"verify", bad_, "--trace", trace}).exit_code, 1);
  std::string text = read_text(trace);
  const std::string told = "\"violated\": \"agreement\"";
  text.replace(text.find(told), told.size(), "\"violated\": \"something else\"");
  write_text(trace, text);
  const Finished run = ggms({"simulate", bad_, "--scenario", trace});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err_lines(), ElementsAre(HasSubstr("violates 'something else', but by the protocol's "
                                                     "specification it violates 'agreement' first")));
}

}  // namespace
}  // namespace ggms::cli
