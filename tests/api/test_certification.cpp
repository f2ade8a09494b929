// Tests audits of certificates in memory and in folders, and of protocols alone.

#include "api/certification.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "api/synthesis.h"
#include "cli/program.h"
#include "model/fixtures.h"

namespace ggms::api {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;

/// The certificates of growth for consensus of three, one of whom may crash: there is none in 1 round with
/// any number of states, nor in 2 rounds with 1, but with 2.
const std::vector<Certificate>& growth() {
  static const std::vector<Certificate> all = [] {
    Question question;
    question.processes = 3;
    question.faults = model::parse_faults("crash=1");
    SynthesisRequest request = request_for(model::spec_of("consensus"), question);
    request.engine = "exact";
    request.options.derive = true;
    std::vector<Certificate> made;
    SynthesisEvents events;
    events.on_certificate = [&](const Certificate& certificate) { made.push_back(certificate); };
    const Synthesis answer = synthesize(request, events, {});
    base::Stop stop;
    made.push_back(found_certificate(answer.checked.value(), stop).value());
    return made;
  }();
  return all;
}
const Certificate& any_states() {
  return growth().at(0);
}
const Certificate& one_state() {
  return growth().at(1);
}
const Certificate& found() {
  return growth().at(2);
}

std::vector<Evidence> evidence_of_all() {
  std::vector<Evidence> all;
  for (const Certificate& certificate : growth()) all.push_back(evidence_of(certificate));
  return all;
}

Certification certified(const std::vector<Evidence>& evidence, const Expectations& expected = {}) {
  base::Stop stop;
  base::Phases time;
  return certify(evidence, expected, stop, time);
}

std::string error_of(const std::vector<Evidence>& evidence, const Expectations& expected = {}) {
  return model::error_of([&] { certified(evidence, expected); });
}

void write(const Certificate& certificate, const std::string& folder) {
  std::filesystem::create_directories(folder);
  for (const auto& [file, text] : certificate.files) cli::write_text(folder + "/" + file, text);
}

Certificate without(Certificate certificate, const std::string& file) {
  std::erase_if(certificate.files, [&](const auto& one) { return one.first == file; });
  return certificate;
}

Certificate with(Certificate certificate, const std::string& file, const std::string& text) {
  for (auto& [name, content] : certificate.files) {
    if (name == file) content = text;
  }
  return certificate;
}

const audit::Subject& subject_of(const Audit& audit) {
  return std::visit([](const auto& audited) -> const audit::Subject& { return audited.subject; },
                    audit.result);
}

TEST(Certification, TellsWhatCertificatesInMemoryProve) {
  const Certification answer = certified(evidence_of_all());
  EXPECT_EQ(answer.verdict(), Audit::Verdict::kGood);
  EXPECT_EQ(answer.why_unknown, "");
  ASSERT_THAT(answer.audits, SizeIs(3));
  EXPECT_EQ(answer.audits[0].name, "rounds-1");
  EXPECT_EQ(answer.audits[1].name, "rounds-2-states-1");
  EXPECT_EQ(answer.audits[2].name, "rounds-2-states-2");
  for (const Audit& audit : answer.audits) {
    EXPECT_EQ(audit.verdict(), Audit::Verdict::kGood);
    EXPECT_EQ(subject_of(audit).processes, 3);
    EXPECT_EQ(subject_of(audit).faults, "crash=1");
  }
  EXPECT_FALSE(subject_of(answer.audits[0]).states);
  EXPECT_TRUE(std::holds_alternative<audit::Refutation>(answer.audits[1].result));
  EXPECT_TRUE(std::get<audit::Certificate>(answer.audits[2].result).listed);
}

TEST(Certification, IsTheSameFromAFolder) {
  const cli::Folder folder;
  for (const Certificate& certificate : growth()) write(certificate, folder.path(certificate.name));
  const std::vector<Evidence> evidence = evidence_at(folder.path(""));
  ASSERT_THAT(evidence, SizeIs(3));
  const Certification answer = certified(evidence);
  const Certification in_memory = certified(evidence_of_all());
  EXPECT_EQ(answer.verdict(), Audit::Verdict::kGood);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_THAT(answer.audits[i].name, EndsWith("/" + in_memory.audits[i].name)) << "sorted by name";
    EXPECT_EQ(audit::setting_text(subject_of(answer.audits[i])),
              audit::setting_text(subject_of(in_memory.audits[i])));
    const std::string one = folder.path(in_memory.audits[i].name);
    for (const std::string& path : {one, one + "/"}) {
      ASSERT_THAT(evidence_at(path), SizeIs(1));
      EXPECT_EQ(evidence_at(path)[0].name, path);
      EXPECT_EQ(certified(evidence_at(path)).verdict(), Audit::Verdict::kGood);
    }
  }
}

TEST(Certification, NeedsEveryFile) {
  for (const Certificate& certificate : growth()) {
    for (const auto& [file, text] : certificate.files) {
      const Certificate part = without(certificate, file);
      const std::string folder = certificate.name + "/";
      EXPECT_EQ(error_of({evidence_of(part)}),
                folder + file + ": is missing, so " + folder + " is not a whole certificate");
    }
  }
  Certificate nameless = without(found(), kListingFile);
  nameless.name = "";
  EXPECT_EQ(error_of({evidence_of(nameless)}),
            "configurations.json: is missing, so this is not a whole certificate");
}

TEST(Certification, NamesTheMissingFilesOfAHalfWrittenFolder) {
  const cli::Folder folder;
  const std::string half = folder.path("rounds-1");
  write(without(any_states(), kHeadFile), half);
  const auto at = [](const std::string& path) { return model::error_of([&] { evidence_at(path); }); };
  EXPECT_THAT(at(half), EndsWith("rounds-1: has no certificate.json, and no folder in it has one"));
  write(one_state(), folder.path(one_state().name));
  EXPECT_EQ(at(folder.path("")),
            half + ": has no certificate.json, so it is not a whole certificate; remove it");
  std::filesystem::rename(half, folder.path("photos"));
  EXPECT_THAT(at(folder.path("")),
              HasSubstr("photos: has no certificate.json, so it is not a certificate, as"));
  EXPECT_THAT(at(folder.path(one_state().name) + "/formula.cnf"), HasSubstr("is a part of a certificate"));

  std::filesystem::remove(folder.path(one_state().name) + "/proof.drat");
  const std::vector<Evidence> evidence = evidence_at(folder.path(one_state().name));
  EXPECT_THAT(error_of(evidence), HasSubstr("proof.drat: is missing, so "));
}

TEST(Certification, RefusesAClaimAboutAnotherQuestion) {
  const std::vector<std::pair<Expectations, std::string>> refused = {
      {{.processes = 4}, "3 processes, not 4"},
      {{.rounds = 3}, "2 rounds, not 3"},
      {{.states = 1}, "2 internal states, not 1"},
      {{.faults = model::parse_faults("crash=2")}, "faults crash=1, not crash=2"},
      {{.view = model::View::kCounts}, "view vector, not counts"},
      {{.decide = model::Decide::kAny}, "decide last, not any"},
      {{.claim = audit::Claim::kInfeasible}, "a protocol that was found, not that there is none"},
      {{.spec_text = model::spec_of("atomic-commit").text, .spec_name = "mine"}, "specification than mine"}};
  for (const auto& [expected, why] : refused) {
    const std::string error = error_of({evidence_of(found())}, expected);
    EXPECT_THAT(error, StartsWith("rounds-2-states-2/protocol.json: is about another "));
    EXPECT_THAT(error, HasSubstr(why));
  }
  EXPECT_THAT(error_of({evidence_of(one_state())}, {.any_states = true}),
              HasSubstr("at most 1 internal state, not any number"));
  EXPECT_THAT(error_of(evidence_of_all(), {.claim = audit::Claim::kInfeasible}),
              EndsWith("; for what was asked, certify rounds-1 or rounds-2-states-1 alone"));
}

TEST(Certification, AcceptsTheQuestionAndStrongerClaims) {
  const Expectations same{.spec_text = "\xEF\xBB\xBF" + model::spec_of("consensus").text,
                          .processes = 3,
                          .faults = model::parse_faults("crash=1"),
                          .view = model::View::kVector,
                          .decide = model::Decide::kLast};
  EXPECT_EQ(certified(evidence_of_all(), same).verdict(), Audit::Verdict::kGood);
  EXPECT_EQ(certified({evidence_of(any_states())}, {.states = 30}).verdict(), Audit::Verdict::kGood);
  EXPECT_EQ(certified({evidence_of(found())}, {.states = 3}).verdict(), Audit::Verdict::kGood);
}

/// The same evidence, which notes what is fetched from it.
Evidence watched(const Evidence& evidence, std::vector<std::string>& fetched) {
  Evidence watched = evidence;
  watched.text = [evidence, &fetched](const std::string& file, base::Stop& stop) {
    fetched.push_back(evidence.folder() + file);
    return evidence.text(file, stop);
  };
  return watched;
}

TEST(Certification, ReadsAllClaimsBeforeItAuditsTheFirstAndEachTextOnce) {
  std::vector<std::string> fetched;
  const std::vector<Evidence> both = {watched(evidence_of(one_state()), fetched),
                                      watched(evidence_of(found()), fetched)};
  EXPECT_THAT(error_of(both, {.processes = 4}), HasSubstr("3 processes, not 4"));
  const std::vector<std::string> claims = {"rounds-2-states-1/certificate.json",
                                           "rounds-2-states-2/certificate.json",
                                           "rounds-2-states-2/protocol.json"};
  EXPECT_EQ(fetched, claims) << "the audit fetched no other file for a refused claim";

  fetched.clear();
  EXPECT_EQ(certified(both).verdict(), Audit::Verdict::kGood);
  ASSERT_GE(fetched.size(), claims.size());
  EXPECT_EQ(std::vector(fetched.begin(), fetched.begin() + 3), claims);
  EXPECT_THAT(fetched, testing::UnorderedElementsAre(
                           claims[0], claims[1], claims[2], "rounds-2-states-1/formula.cnf",
                           "rounds-2-states-1/variables.txt", "rounds-2-states-1/reasons.txt",
                           "rounds-2-states-1/proof.drat", "rounds-2-states-2/configurations.json"));
}

TEST(Certification, IsUnknownWhereItIsInterrupted) {
  const std::atomic<bool> interrupted{true};
  for (const Certificate& certificate : growth()) {
    base::Stop stop(0, 0, &interrupted);
    base::Phases time;
    const Certification answer = certify({evidence_of(certificate)}, {}, stop, time);
    EXPECT_EQ(answer.verdict(), Audit::Verdict::kUnknown) << certificate.name;
    EXPECT_EQ(answer.why_unknown, "interrupted");
    EXPECT_GT(time.seconds("auditing"), 0);
  }
}

TEST(Certification, IsUnknownOrGoodWhereverItIsStopped) {
  for (const Certificate& certificate : growth()) {
    int unknown = 0;
    Audit::Verdict verdict = Audit::Verdict::kUnknown;
    for (std::uint64_t steps = 1; verdict == Audit::Verdict::kUnknown; steps += 1 + steps / 8) {
      base::Stop stop;
      stop.limit_steps(steps);
      base::Phases time;
      verdict = certify({evidence_of(certificate)}, {}, stop, time).verdict();
      unknown += verdict == Audit::Verdict::kUnknown ? 1 : 0;
    }
    EXPECT_EQ(verdict, Audit::Verdict::kGood) << certificate.name;
    EXPECT_GT(unknown, 0) << certificate.name;
  }
}

TEST(Certification, IsAsBadAsTheWorst) {
  const Certificate forged = with(one_state(), "reasons.txt", "nonsense\n");
  const Certification answer = certified({evidence_of(any_states()), evidence_of(forged)});
  EXPECT_EQ(answer.audits[0].verdict(), Audit::Verdict::kGood);
  EXPECT_EQ(answer.audits[1].verdict(), Audit::Verdict::kBad);
  EXPECT_EQ(answer.verdict(), Audit::Verdict::kBad);
  EXPECT_THAT(std::get<audit::Refutation>(answer.audits[1].result).failure,
              HasSubstr("rounds-2-states-1/reasons.txt:1"));
}

TEST(Certification, AuditsAProtocolWithoutACertificate) {
  const cli::Folder folder;
  const std::string path = folder.path("protocol.json");
  for (const int rounds : {2, 3}) {
    const std::string text = cli::flood_set(4, 2, rounds);
    cli::write_text(path, text);
    const Audit::Verdict expected = rounds == 3 ? Audit::Verdict::kGood : Audit::Verdict::kBad;
    for (const std::vector<Evidence>& evidence :
         {std::vector{evidence_of_protocol(text, "mine")}, evidence_at(path)}) {
      const Certification answer = certified(evidence);
      EXPECT_EQ(answer.verdict(), expected);
      EXPECT_FALSE(std::get<audit::Certificate>(answer.audits[0].result).listed);
      EXPECT_THAT(error_of(evidence, {.processes = 3}),
                  StartsWith(evidence[0].name + ": is about another question"));
    }
  }
  EXPECT_THAT(error_of({evidence_of_protocol(model::spec_of("consensus").text, "mine")}),
              StartsWith("mine: looks like a specification"));
  EXPECT_THAT(error_of(evidence_at(folder.path("none"))), HasSubstr("none: can't be read"));
}

TEST(Certification, WithoutEvidenceIsAnError) {
  EXPECT_EQ(error_of({}), "there is nothing to certify");
}

}  // namespace
}  // namespace ggms::api
