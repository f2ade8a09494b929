// Tests which claims answer which questions.

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
    EXPECT_THAT(differences(is, {"(text)", {}, 4, 3, 2, false, "crash=2,loss=1", "vector", "last"}),
                IsEmpty());
    EXPECT_THAT(differences(is, {{}, {}, 3, {}, {}, false, {}, {}, {}}), ElementsAre("4 processes, not 3"));
    EXPECT_THAT(differences(is, {{}, {}, 5, {}, {}, false, {}, {}, {}}), ElementsAre("4 processes, not 5"));
    EXPECT_THAT(differences(is, {{}, {}, {}, 2, {}, false, {}, {}, {}}), ElementsAre("3 rounds, not 2"));
    EXPECT_THAT(differences(is, {{}, {}, {}, 4, {}, false, {}, {}, {}}), ElementsAre("3 rounds, not 4"));
    EXPECT_THAT(differences(is, {{}, {}, {}, {}, {}, false, {}, "counts", {}}),
                ElementsAre("view vector, not counts"));
    EXPECT_THAT(differences(is, {{}, {}, {}, {}, {}, false, {}, {}, "any"}),
                ElementsAre("decide last, not any"));
    EXPECT_THAT(differences(is, {{}, {}, {}, {}, {}, false, "none", {}, {}}),
                ElementsAre("faults crash=2,loss=1, not none"));
    // sha256sum of "(text)" and "(text) ".
    EXPECT_THAT(
        differences(is, {"(text) ", {}, {}, {}, {}, false, {}, {}, {}}),
        ElementsAre("its SHA-256 is 15d5ff3bcd119d13a1c1f0b4099ebf3ae984e885cdfd53c6074fda50d89179c7, not "
                    "99d469d1f5c67fae07c83456bb8bab1835d7639698fdb35f734cb4dc9ee69fe0"));
    EXPECT_EQ(differences(is, {"", {}, 1, 1, 1, false, "", "counts", "any"}).size(),
              claim == Claim::kFound ? 7U : 6U);
  }
}

TEST(Subject, TheClaimCanBeExpected) {
  const auto differ = [](const Subject& is, Claim claim) {
    Expectations expected;
    expected.claim = claim;
    return differences(is, expected);
  };
  const Subject found = subject(Claim::kFound, 2);
  const Subject none = subject(Claim::kInfeasible, 2);
  EXPECT_THAT(differ(found, Claim::kFound), IsEmpty());
  EXPECT_THAT(differ(none, Claim::kInfeasible), IsEmpty());
  EXPECT_THAT(differ(found, Claim::kInfeasible),
              ElementsAre("a protocol that was found, not that there is none"));
  EXPECT_THAT(differ(none, Claim::kFound), ElementsAre("that there is none, not a protocol that was found"));
}

TEST(Subject, AnyNumberOfStatesCanBeExpected) {
  Expectations any;
  any.any_states = true;
  EXPECT_THAT(differences(subject(Claim::kInfeasible, std::nullopt), any), IsEmpty());
  EXPECT_THAT(differences(subject(Claim::kInfeasible, 30), any),
              ElementsAre("at most 30 internal states, not any number"));
  EXPECT_THAT(differences(subject(Claim::kFound, 2), any), IsEmpty())
      << "it is also a protocol with more states";
}

TEST(Subject, SeveralClaimsAreToldTogetherOnlyWhereTheyAreAboutTheSame) {
  const Subject none = subject(Claim::kInfeasible, std::nullopt);
  const Subject found = subject(Claim::kFound, 2);
  EXPECT_THAT(
      together_lines({none, found}),
      ElementsAre("together: for " + none.spec_name +
                  " with 4 processes, faults crash=2,loss=1, view vector, decide last: none with 3 "
                  "rounds and any number of internal states; one with 3 rounds and 2 internal states"));
  Subject other = found;
  other.faults = "none";
  EXPECT_THAT(together_lines({none, other}),
              ElementsAre("together: they are about different questions, so each stands for itself"));
  other = found;
  other.spec_text += " ";
  EXPECT_THAT(together_lines({none, other}),
              ElementsAre("together: they are about different questions, so each stands for itself"));
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
