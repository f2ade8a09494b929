// Tests the examination of a specification before any search.

#include "api/specification.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <vector>

#include "api/inputs.h"
#include "base/stopped.h"
#include "model/fixtures.h"

namespace ggms::api {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kVocabulary = R"((declare-sort Process 0)
(declare-datatypes ((Bit 0)) (((zero) (one))))
(declare-fun init (Process) Bit)
(declare-fun decides (Process Bit) Bool)
(declare-fun correct (Process) Bool)
(declare-fun decided-by (Process Int) Bool)
(declare-const p1 Process)
)";

spec::Spec spec_of(const std::string& property) {
  return read_spec(kVocabulary + ("(assert (! " + property + " :named it))"), "mine");
}

Examination examined(const spec::Spec& spec) {
  base::Stop stop;
  return examine(spec, stop);
}

TEST(Specification, SaysWhatItAsksAbout) {
  const Examination consensus = examined(model::spec_of("consensus"));
  EXPECT_THAT(consensus.facts, ElementsAre("correct", "decides", "init"));
  EXPECT_FALSE(consensus.tells_apart);
  EXPECT_THAT(consensus.warnings, IsEmpty());
  EXPECT_EQ(consensus.not_examined, 0U);
  const Examination led = examined(spec_of("(=> (decides p1 one) (= (init p1) one))"));
  EXPECT_TRUE(led.tells_apart);
  EXPECT_THAT(led.facts, ElementsAre("decides", "init"));
}

TEST(Specification, GivesWarningsAboutSuspiciousProperties) {
  EXPECT_THAT(examined(spec_of("(forall ((p Process)) (=> (decides p one) (decides p one)))")).warnings,
              ElementsAre(HasSubstr("property 'it' is always true: no run violates it")));
  EXPECT_THAT(examined(spec_of("(exists ((p Process)) (and (= (init p) one) (= (init p) zero)))")).warnings,
              ElementsAre(HasSubstr("property 'it' can't hold in any run")));
}

TEST(Specification, IsNotExaminedAfterAStop) {
  const std::atomic<bool> interrupted{true};
  base::Stop stop(0, 0, &interrupted);
  EXPECT_THROW(examine(model::spec_of("consensus"), stop), base::Stopped);
}

TEST(Specification, IsWarnedOfInEveryNumberOfRoundsThatASynthesisMayTry) {
  const spec::Spec early = spec_of("(forall ((p Process)) (=> (correct p) (decided-by p 2)))");
  const auto asks_early = HasSubstr("asks who has decided before the last round");
  const auto hopeless = HasSubstr("no decisions satisfy it");
  base::Stop stop;
  EXPECT_THAT(warnings_of(early, model::setting_of(2, 2, 1, "none"), stop), IsEmpty());
  EXPECT_THAT(warnings_of(early, model::setting_of(2, 4, 1, "none"), stop),
              ElementsAre(asks_early, hopeless));

  Question question;
  question.processes = 2;
  const auto asked = [&](std::optional<int> rounds, std::optional<int> max_rounds) {
    question.rounds = rounds;
    question.max_rounds = max_rounds;
    return warnings_of(request_for(early, question), stop);
  };
  EXPECT_THAT(asked(2, {}), IsEmpty());
  EXPECT_THAT(asked(4, {}), ElementsAre(asks_early, hopeless));
  EXPECT_THAT(asked({}, 2), IsEmpty());
  EXPECT_THAT(asked({}, 4), ElementsAre(asks_early)) << "two rounds are enough";
}

}  // namespace
}  // namespace ggms::api
