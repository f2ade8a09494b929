// Tests synthesis as a caller gets it: from a question to a checked answer.

#include "api/synthesis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <vector>

#include "base/error.h"
#include "files/protocol.h"
#include "model/fixtures.h"
#include "verify/explicit.h"

namespace ggms::api {
namespace {

using synth::Answer;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

Question question_of(int processes, const std::string& faults, std::optional<int> rounds,
                     std::optional<int> states) {
  Question question;
  question.processes = processes;
  question.faults = model::parse_faults(faults);
  question.rounds = rounds;
  question.states = states;
  return question;
}

SynthesisRequest request(const std::string& spec, const Question& question) {
  SynthesisRequest request = request_for(model::spec_of(spec), question);
  request.engine = "exact";
  return request;
}

TEST(Synthesis, OfAFoundProtocolIsCheckedInItsWrittenForm) {
  const Synthesis answer = synthesize(request("consensus", question_of(3, "crash=1", 2, 2)), {}, {});
  ASSERT_EQ(answer_of(answer), Answer::kFound);
  ASSERT_TRUE(answer.checked);
  const files::Protocol read = files::read_protocol(answer.checked->text, "found.json");
  base::Stop stop;
  const verify::Check check = verify::check_explicit(read.problem, read.machine, {}, stop);
  EXPECT_EQ(check.verdict, verify::Verdict::kVerified);
  EXPECT_EQ(check.total_configurations(), answer.checked->check.total_configurations());
  EXPECT_THAT(answer.internal_errors, IsEmpty());
}

TEST(Synthesis, FindsNothingIfStoppedBeforeTheCheck) {
  std::atomic<bool> interrupted{false};
  SynthesisEvents events;
  events.on_searched = [&] {
    interrupted = true;
    return base::Stop(0, 0, &interrupted);
  };
  const base::Stop stop(0, 0, &interrupted);
  const Synthesis one = synthesize(request("consensus", question_of(3, "crash=1", 2, 2)), events, stop);
  EXPECT_EQ(answer_of(one), Answer::kUnknown);
  EXPECT_FALSE(one.checked);
  EXPECT_EQ(one.why_unknown, "interrupted");
}

TEST(Synthesis, OfAnInfeasibleQuestionSaysWhy) {
  const Synthesis answer =
      synthesize(request("consensus", question_of(3, "crash=1", 1, std::nullopt)), {}, {});
  ASSERT_EQ(answer_of(answer), Answer::kInfeasible);
  EXPECT_TRUE(is_for_any_states(answer));
  ASSERT_TRUE(answer.conflict);
  EXPECT_THAT(answer.conflict->properties, Not(IsEmpty()));
  EXPECT_TRUE(answer.stronger);
  ASSERT_TRUE(answer.telling);
  EXPECT_TRUE(answer.telling->story) << answer.telling->why_not;
}

TEST(Synthesis, KeepsItsAnswerIfABugPreventsTheExplanation) {
  SynthesisEvents events;
  events.on_story = [] { throw base::InternalError("planted"); };
  const Synthesis answer =
      synthesize(request("consensus", question_of(3, "crash=1", 1, std::nullopt)), events, {});
  EXPECT_EQ(answer_of(answer), Answer::kInfeasible);
  EXPECT_TRUE(answer.conflict);
  EXPECT_FALSE(answer.telling);
  EXPECT_THAT(answer.internal_errors, ElementsAre("planted"));
}

TEST(Synthesis, SaysIfACertificateIsMissing) {
  SynthesisRequest asked = request("consensus", question_of(3, "crash=1", 1, std::nullopt));
  int certificates = 0;
  SynthesisEvents events;
  events.on_certificate = [&](const Certificate&) { ++certificates; };
  asked.options.derive = true;
  EXPECT_FALSE(synthesize(asked, events, {}).lacks_certificates);
  EXPECT_EQ(certificates, 1);
  asked.options.derive = false;  // so that no certificate can be made
  EXPECT_TRUE(synthesize(asked, events, {}).lacks_certificates);
  EXPECT_EQ(certificates, 1);
  EXPECT_FALSE(synthesize(asked, {}, {}).lacks_certificates) << "the caller wanted none";
}

TEST(Synthesis, HandsOutEachOfManyProtocolsOnce) {
  SynthesisRequest all = request("consensus", question_of(2, "crash=1", 2, 2));
  all.all = Enumeration{1000, true};
  std::vector<std::uint64_t> numbers;
  SynthesisEvents events;
  events.on_protocol = [&](std::uint64_t number, const Checked& protocol) {
    numbers.push_back(number);
    EXPECT_EQ(protocol.check.verdict, verify::Verdict::kVerified);
    return "file-" + std::to_string(number);
  };
  const Synthesis answer = synthesize(all, events, {});
  ASSERT_TRUE(answer.all);
  EXPECT_TRUE(answer.all->complete);
  ASSERT_THAT(answer.all->listed, SizeIs(answer.all->count));
  ASSERT_THAT(numbers, SizeIs(answer.all->count));
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    EXPECT_EQ(numbers[i], i + 1);
    EXPECT_EQ(answer.all->listed[i].path, "file-" + std::to_string(i + 1));
  }
}

TEST(Synthesis, GivesCertificatesIfTheCallerWantsDerivations) {
  SynthesisRequest grown = request("consensus", question_of(3, "crash=1", std::nullopt, 2));
  grown.options.derive = true;
  std::vector<std::string> names;
  SynthesisEvents events;
  events.on_certificate = [&](const Certificate& certificate) {
    names.push_back(certificate.name);
    EXPECT_EQ(certificate.files.back().first, "certificate.json");
  };
  const Synthesis answer = synthesize(grown, events, {});
  ASSERT_EQ(answer_of(answer), Answer::kFound);
  EXPECT_THAT(names, ElementsAre("rounds-1"));
  base::Stop stop;
  const auto found = found_certificate(*answer.checked, stop);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "rounds-2-states-2");
}

TEST(Synthesis, NamesTheFieldOfAnInvalidRequest) {
  const auto field_of = [](const Question& asked) -> std::string {
    try {
      request_for(model::spec_of("consensus"), asked);
    } catch (const base::FieldError& error) {
      return error.field();
    }
    return "";
  };
  EXPECT_EQ(field_of(question_of(0, "none", 1, 1)), "processes");
  EXPECT_EQ(field_of(question_of(2, "crash=3", 1, 1)), "faults");
  Question total = question_of(14, "crash=1", 2, 2);
  total.total = true;
  EXPECT_EQ(field_of(total), "total");
}

}  // namespace
}  // namespace ggms::api
