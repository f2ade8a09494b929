// Which claims answer which questions.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "audit/subject.h"
#include "base/error.h"

namespace ggms::audit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Subject subject(Claim claim, std::optional<int> states, int rounds = 3) {
  return {claim, "draft", "(text)", 4, rounds, states, "crash=2,loss=1", "vector", "last"};
}

bool answers(const Subject& subject, int states) {
  Expectations expected;
  expected.states = states;
  return differences(subject, expected).empty();
}

TEST(Subject, AFoundProtocolAnswersForAsManyStatesAndMore) {
  const Subject two = subject(Claim::kFound, 2);
  EXPECT_FALSE(answers(two, 1));
  EXPECT_TRUE(answers(two, 2));
  EXPECT_TRUE(answers(two, 3));
  EXPECT_TRUE(answers(subject(Claim::kFound, 2, 1), 1)) << "no boundary has internal states";
}

TEST(Subject, ThatThereIsNoneAnswersForAsManyStatesAndFewer) {
  const Subject three = subject(Claim::kInfeasible, 3);
  EXPECT_TRUE(answers(three, 2));
  EXPECT_TRUE(answers(three, 3));
  EXPECT_FALSE(answers(three, 4));
  EXPECT_TRUE(answers(subject(Claim::kInfeasible, std::nullopt), 30));
}

TEST(Subject, EverythingElseHasToBeEqual) {
  for (const Claim claim : {Claim::kFound, Claim::kInfeasible}) {
    const Subject is = subject(claim, 2);
    EXPECT_THAT(differences(is, {"(text)", 4, 3, 2, "crash=2,loss=1", "vector", "last"}), IsEmpty());
    EXPECT_THAT(differences(is, {{}, 3, {}, {}, {}, {}, {}}), ElementsAre("4 processes, not 3"));
    EXPECT_THAT(differences(is, {{}, 5, {}, {}, {}, {}, {}}), ElementsAre("4 processes, not 5"));
    EXPECT_THAT(differences(is, {{}, {}, 2, {}, {}, {}, {}}), ElementsAre("3 rounds, not 2"));
    EXPECT_THAT(differences(is, {{}, {}, 4, {}, {}, {}, {}}), ElementsAre("3 rounds, not 4"));
    EXPECT_THAT(differences(is, {{}, {}, {}, {}, {}, "counts", {}}), ElementsAre("view vector, not counts"));
    EXPECT_THAT(differences(is, {{}, {}, {}, {}, {}, {}, "any"}), ElementsAre("decide last, not any"));
    EXPECT_THAT(differences(is, {{}, {}, {}, {}, "none", {}, {}}),
                ElementsAre("faults crash=2,loss=1, not none"));
    // sha256sum of "(text)" and "(text) ".
    EXPECT_THAT(
        differences(is, {"(text) ", {}, {}, {}, {}, {}, {}}),
        ElementsAre("its SHA-256 is 15d5ff3bcd119d13a1c1f0b4099ebf3ae984e885cdfd53c6074fda50d89179c7, not "
                    "99d469d1f5c67fae07c83456bb8bab1835d7639698fdb35f734cb4dc9ee69fe0"));
    EXPECT_EQ(differences(is, {"", 1, 1, 1, "", "counts", "any"}).size(), claim == Claim::kFound ? 7U : 6U);
  }
}

TEST(Subject, TheOrderOfFaultWordsAndZerosMeanNothing) {
  const Subject is = subject(Claim::kFound, 2);
  const auto faults = [&](const std::string& words) {
    Expectations expected;
    expected.faults = words;
    return differences(is, expected);
  };
  EXPECT_THAT(faults("loss=1,crash=2"), IsEmpty());
  EXPECT_THAT(faults("loss=01,byzantine=0,crash=2"), IsEmpty());
  EXPECT_THAT(faults("crash=2"), ElementsAre("faults crash=2,loss=1, not crash=2"));
  EXPECT_THAT(faults("crash=2,loss=2"), testing::SizeIs(1));
  EXPECT_THAT(faults("crash=2,loss-total=1"), testing::SizeIs(1));
  EXPECT_THAT(faults("crash=5"), ElementsAre("faults crash=2,loss=1, not crash=5")) << "of 4 processes";
  EXPECT_THROW(faults("crash"), base::Error);
}

}  // namespace
}  // namespace ggms::audit
