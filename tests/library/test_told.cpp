// The public header: what a synthesis tells besides its answer.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <ggms/ggms.h>
#include "library/calls.h"

namespace ggms {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST(Synthesis, WarnsOfOptionsWithoutEffect) {
  SynthesisOptions options;
  options.engine = "exact";
  options.learning = {{"policy", "uniform"}, {"share-tree", "false"}};  // the default in no build
  const Setting setting{2, "none", 1, 1, "vector", "last"};
  EXPECT_THAT(
      synthesize(Specification::load(kConsensus), setting, options).warnings,
      UnorderedElementsAre(HasSubstr("'policy' changes nothing"), HasSubstr("'share-tree' changes nothing")));
  options.engine = "ggms";
  EXPECT_THAT(synthesize(Specification::load(kConsensus), setting, options).warnings, IsEmpty());
}

TEST(Synthesis, TellsOfAnInfeasibleAnswerWhatItsJsonTells) {
  const Synthesis answer =
      synthesize(Specification::load(kConsensus), {3, "crash=1", 1, {}, "vector", "last"}, {});
  ASSERT_EQ(answer.verdict, Verdict::kInfeasible);
  const nlohmann::json told = nlohmann::json::parse(answer.json);
  EXPECT_EQ(answer.is_minimal, told.at("minimal"));
  EXPECT_EQ(answer.no_story, told.value("no_story", ""));
  EXPECT_NE(answer.no_story.empty(), answer.story.empty());
  ASSERT_TRUE(answer.stronger_view);
  EXPECT_EQ(answer.stronger_view->view, "vector+id");
  EXPECT_EQ(to_string(answer.stronger_view->verdict),
            told.at("stronger_view").at("verdict").get<std::string>());
  EXPECT_EQ(answer.stronger_view->any_states, told.at("stronger_view").at("any_states"));
}

}  // namespace
}  // namespace ggms
