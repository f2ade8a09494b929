// simulate: random and given scenarios.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "cli/program.h"

namespace ggms::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Simulate : public testing::Test {
 protected:
  Simulate() { write_text(protocol_, flood_set(4, 2, 3)); }

  Folder folder_;
  const std::string protocol_ = folder_.path("protocol.json");
};

TEST_F(Simulate, SameSeedDrawsTheSamePicture) {
  std::set<std::string> pictures;
  for (int seed = 0; seed < 10; ++seed) {
    const std::vector<std::string> arguments = {"simulate", protocol_, "--random", "--seed",
                                                std::to_string(seed)};
    const Finished run = ggms(arguments);
    EXPECT_EQ(run.exit_code, 0) << "FloodSet is right in every scenario of its setting";
    EXPECT_THAT(run.out, AllOf(HasSubstr("random, seed " + std::to_string(seed)), HasSubstr("p4")));
    EXPECT_EQ(ggms(arguments).out, run.out);
    pictures.insert(run.out.substr(run.out.find("\n\n")));
  }
  EXPECT_GT(pictures.size(), 5U) << "seeds differ";
}

TEST_F(Simulate, ASavedScenarioGivesTheSamePictureAgain) {
  const std::string scenario = folder_.path("scenario.json");
  const Finished random = ggms({"simulate", protocol_, "--random", "--seed", "3", "--save", scenario});
  EXPECT_EQ(random.exit_code, 0);
  EXPECT_THAT(random.out, HasSubstr("\nwritten: " + scenario + "\n"));
  const Finished again = ggms({"simulate", protocol_, "--scenario", scenario});
  EXPECT_EQ(again.exit_code, 0);
  const auto picture = [](const std::string& text) {
    const std::size_t begin = text.find("\n\n");
    return text.substr(begin, text.find("\nwritten") - begin);
  };
  EXPECT_EQ(picture(again.out), picture(random.out));
}

TEST_F(Simulate, AScenarioPastTheFaultsIsRefused) {
  const std::string scenario = folder_.path("scenario.json");
  int refused = 0;
  for (int seed = 0; seed < 20; ++seed) {
    const Finished random = ggms({"simulate", protocol_, "--random", "--seed", std::to_string(seed),
                                  "--faults", "crash=4", "--save", scenario});
    ASSERT_NE(random.exit_code, 2);
    const Finished run = ggms({"simulate", protocol_, "--scenario", scenario});
    if (run.exit_code != 2) continue;
    ++refused;
    EXPECT_EQ(run.out, "");
    EXPECT_EQ(run.err_lines().size(), 1U);
    EXPECT_EQ(ggms({"simulate", protocol_, "--scenario", scenario, "--faults", "crash=4"}).exit_code,
              random.exit_code);
  }
  EXPECT_GT(refused, 0) << "no scenario had more than two crashes";
}

}  // namespace
}  // namespace ggms::cli
