// Tests warnings about specifications: those that deserve one get it, and no others.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>

#include "verify/sanity.h"

namespace ggms::verify {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kVocabulary = R"(
(set-logic ALL)
(declare-sort Process 0)
(declare-datatypes ((Bit 0)) (((zero) (one))))
(declare-fun init (Process) Bit)
(declare-fun decides (Process Bit) Bool)
(declare-fun correct (Process) Bool)
(declare-fun decided-by (Process Int) Bool)
(declare-const lost Bool)
(declare-const crashed Bool)
(declare-const failures Int)
(declare-const p1 Process)
(declare-const p2 Process)
)";

constexpr const char* kAgreement = R"(
(assert (! (forall ((p Process) (q Process)) (not (and (decides p zero) (decides q one)))) :named agreement)))";

spec::Spec spec_of(const std::string& assertions) {
  return spec::read_spec(kVocabulary + assertions, "test.smt2");
}

model::Setting setting_of(int processes, const std::string& faults) {
  model::Setting setting;
  setting.processes = processes;
  setting.rounds = 2;
  setting.states = 1;
  setting.faults = model::parse_faults(faults);
  return setting;
}

base::Stop never;  // ends nothing

std::vector<std::string> warnings(const std::string& assertions, int processes, const std::string& faults,
                                  int first_rounds = 2, int last_rounds = 2) {
  return specification_warnings(spec_of(assertions), setting_of(processes, faults), first_rounds, last_rounds,
                                never);
}

TEST(Sanity, ShippedSpecificationsDeserveNoWarning) {
  for (const std::string name : {"consensus", "atomic-commit", "correct-consensus", "k-set-agreement"}) {
    const spec::Spec spec = spec::load_spec(GGMS_SOURCE_DIR "/specs/" + name + ".smt2");
    for (const int processes : {3, 4, 7, 16, 100}) {
      for (const std::string faults : {"none", "crash=1", "crash=2"}) {
        EXPECT_THAT(specification_warnings(spec, setting_of(processes, faults), 1, 3, never), IsEmpty())
            << name << ", " << processes << " processes, " << faults;
      }
    }
  }
}

TEST(Sanity, AnIdlePropertyIsNamedWithTheSize) {
  const std::string idle = R"(
(assert (! (forall ((p Process)) (=> (decides p zero) (or (decides p zero) lost))) :named idle)))";
  EXPECT_THAT(warnings(kAgreement + idle, 3, "crash=1"),
              ElementsAre(AllOf(HasSubstr("'test'"), HasSubstr("no decisions violate property 'idle'"),
                                HasSubstr("with 3 processes"))));
}

TEST(Sanity, ManyProcessesAreJudgedByFewAndTheWarningSaysSo) {
  const std::string idle = R"(
(assert (! (forall ((p Process)) (=> (decides p zero) (or (decides p zero) lost))) :named idle)))";
  EXPECT_THAT(warnings(kAgreement + idle, 40, "crash=1"),
              ElementsAre(AllOf(HasSubstr("with 6 processes"), HasSubstr("fewer than your 40"))));
}

TEST(Sanity, ThreeValuesAtTwoProcessesCanNotBreakTwoSetAgreement) {
  const spec::Spec spec = spec::load_spec(GGMS_SOURCE_DIR "/specs/k-set-agreement.smt2");
  EXPECT_THAT(specification_warnings(spec, setting_of(2, "crash=1"), 1, 3, never),
              ElementsAre(AllOf(HasSubstr("'agreement'"), HasSubstr("with 2 processes"))));
}

TEST(Sanity, LoyaltyToOneValueGoesWithAgreement) {
  const std::string loyal = R"(
(assert (! (forall ((p Process)) (=> (= (init p) one) (forall ((q Process)) (=> (correct q) (decides q one))))) :named loyal)))";
  EXPECT_THAT(warnings(kAgreement + loyal, 3, "crash=1"), IsEmpty());
}

TEST(Sanity, LoyaltyOfAllContradictsAgreement) {
  const std::string loyal = R"(
(assert (! (forall ((p Process) (v Bit)) (=> (and (correct p) (= (init p) v)) (decides p v))) :named loyal)))";
  EXPECT_THAT(warnings(kAgreement + loyal, 3, "crash=1"),
              ElementsAre(AllOf(HasSubstr("no decisions satisfy it with 3 processes"),
                                HasSubstr("initial values zero, zero, one"), HasSubstr("no protocol can"))));
}

TEST(Sanity, FaultsCanMakeASpecificationHopeless) {
  const std::string intact = R"(
(assert (! (and (not crashed) (forall ((p Process)) (exists ((v Bit)) (decides p v)))) :named intact)))";
  EXPECT_THAT(warnings(intact, 3, "none"), IsEmpty());
  EXPECT_THAT(warnings(intact, 3, "crash=1"),
              ElementsAre(AllOf(HasSubstr("no decisions satisfy it"), HasSubstr("process 1 failed"))));
}

TEST(Sanity, WithoutFaultsNothingIsLost) {
  const std::string cautious = R"(
(assert (! (=> lost (forall ((p Process)) (not (decides p one)))) :named cautious)))";
  EXPECT_THAT(warnings(cautious, 3, "none"),
              ElementsAre(HasSubstr("no decisions violate property 'cautious'")));
  EXPECT_THAT(warnings(cautious, 3, "crash=1"), IsEmpty());
}

TEST(Sanity, ACrashInTheLastRoundMayLoseNothing) {
  // With one round, a crash whose message reaches all leaves `lost` false; so this can be violated ...
  const std::string known = R"(
(assert (! (=> (and crashed (not lost)) (forall ((p Process)) (not (decides p one)))) :named known)))";
  EXPECT_THAT(warnings(known, 2, "crash=1", 1, 1), IsEmpty());
  // ... and where no process is left to miss a message, none is lost.
  const std::string alone = R"(
(assert (! (=> lost (= failures 1)) :named alone))
)";
  EXPECT_THAT(warnings(kAgreement + alone, 2, "crash=2", 1, 1),
              ElementsAre(HasSubstr("no decisions violate property 'alone'")));
}

TEST(Sanity, NumbersOfRoundsAreTriedUntilOneWorks) {
  const std::string early = R"(
(assert (! (forall ((p Process)) (=> (correct p) (decided-by p 2))) :named early)))";
  const auto asks_early = HasSubstr("property 'early' asks who has decided before the last round");
  EXPECT_THAT(warnings(early, 2, "none", 1, 2), IsEmpty());
  EXPECT_THAT(warnings(early, 2, "none", 1, 4), ElementsAre(asks_early));
  EXPECT_THAT(warnings(early, 2, "none", 3, 4),
              ElementsAre(asks_early, HasSubstr("no decisions satisfy it")));
  model::Setting any = setting_of(2, "none");
  any.decide = model::Decide::kAny;
  EXPECT_THAT(specification_warnings(spec_of(early), any, 1, 4, never), IsEmpty());
}

TEST(Sanity, NamedProcessesAreToldApart) {
  const std::string led = R"(
(assert (! (forall ((v Bit)) (=> (= (init p2) v) (forall ((p Process)) (=> (correct p) (decides p v))))) :named led)))";
  EXPECT_THAT(warnings(led, 4, "crash=1"), IsEmpty());
  const std::string torn = R"(
(assert (! (=> (correct p2) (and (decides p2 one) (= (init p1) zero))) :named torn)))";
  EXPECT_THAT(warnings(torn, 4, "crash=1"), ElementsAre(HasSubstr("initial values one, zero, zero, zero")));
}

TEST(Sanity, WorkIsBoundedHoweverManyValuesThereAre) {
  std::string text = "(set-logic ALL)(declare-sort Process 0)(declare-datatypes ((V 0)) ((";
  for (int i = 0; i < 25; ++i) text += "(v" + std::to_string(i) + ")";
  text += R"()))
(declare-fun init (Process) V)
(declare-fun decides (Process V) Bool)
(assert (! (forall ((p Process)) (=> (decides p v1) (decides p v1))) :named idle))
(assert (! (forall ((p Process)) (not (decides p v2))) :named real)))";
  const auto lines =
      specification_warnings(spec::read_spec(text, "big"), setting_of(6, "crash=3"), 1, 5, never);
  EXPECT_THAT(lines, ElementsAre(HasSubstr("no decisions violate property 'idle'")));
}

TEST(Sanity, GivesNoWarningAfterTheTimeLimit) {
  const std::string idle =
      "(assert (! (forall ((p Process)) (=> (decides p one) (decides p one))) :named idle))";
  EXPECT_THAT(warnings(idle, 3, "none"), SizeIs(1));
  const std::atomic<bool> interrupted{true};
  base::Stop stop(0, 0, &interrupted);
  EXPECT_THAT(specification_warnings(spec_of(idle), setting_of(3, "none"), 2, 2, stop), IsEmpty());
}

}  // namespace
}  // namespace ggms::verify
