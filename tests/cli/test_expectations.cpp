// Tests `ggms certify` with options that say what a certificate has to be about.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "cli/program.h"
#include "support/shell.h"

namespace ggms::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using Words = std::vector<std::string>;

/// The certificates of growth for consensus of three: there is none in 1 round with any number of states, nor
/// in 2 rounds with 1, but with 2.
class Expectations : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new Folder;
    const Finished grown = ggms({"synth", spec_file("consensus"), "-n", "3", "--faults", "crash=1",
                                 "--engine", "exact", "--certificate", all(), "-o", protocol()});
    ASSERT_EQ(grown.exit_code, 0) << grown.err;
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }
  static std::string all() { return folder_->path("all"); }
  static std::string protocol() { return folder_->path("protocol.json"); }
  static std::string any_states() { return all() + "/rounds-1"; }
  static std::string one_state() { return all() + "/rounds-2-states-1"; }
  static std::string found() { return all() + "/rounds-2-states-2"; }

  static Finished certify(const std::string& path, const Words& more) {
    Words words{"certify", path};
    words.insert(words.end(), more.begin(), more.end());
    return ggms(words);
  }
  static void expect_accepted(const std::string& path, const Words& more) {
    const Finished run = certify(path, more);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_THAT(run.out, HasSubstr("certified: "));
  }
  static void expect_refused(const std::string& path, const Words& more, const std::string& why) {
    for (const bool as_json : {false, true}) {
      Words words = more;
      if (as_json) words.emplace_back("--json");
      const Finished run = certify(path, words);
      EXPECT_EQ(run.exit_code, 2) << run.out;
      EXPECT_EQ(run.out, "");
      EXPECT_THAT(run.err_lines(), ElementsAre(HasSubstr(why)));
      EXPECT_THAT(run.err, Not(HasSubstr("certified")));
    }
  }

  static Folder* folder_;
};

Folder* Expectations::folder_ = nullptr;

TEST_F(Expectations, ThatAreMetChangeNothing) {
  const Words same{
      "--spec", spec_file("consensus"), "-n", "3", "--faults", "crash=1", "--view", "vector", "--decide",
      "last"};
  for (const std::string& path : {all(), protocol(), any_states(), one_state(), found()}) {
    expect_accepted(path, same);
    EXPECT_EQ(certify(path, same).out, certify(path, {}).out);
  }
  expect_accepted(found(), {"-r", "2", "-s", "2"});
}

TEST_F(Expectations, AreMetByStrongerClaims) {
  expect_accepted(any_states(), {"-r", "1", "-s", "30"});
  expect_accepted(found(), {"-s", "3"});
  expect_accepted(protocol(), {"-s", "3"});
}

TEST_F(Expectations, RefuseAnotherQuestion) {
  for (const std::string& path : {protocol(), any_states(), one_state(), found()}) {
    expect_refused(path, {"-n", "4"}, "is about another question than was asked: 3 processes, not 4");
    expect_refused(path, {"--faults", "crash=2"}, "faults crash=1, not crash=2");
    expect_refused(path, {"--faults", "none"}, "faults crash=1, not none");
    expect_refused(path, {"--view", "counts"}, "view vector, not counts");
    expect_refused(path, {"--decide", "any"}, "decide last, not any");
    expect_refused(path, {"-r", "3"}, ", not 3");
    expect_refused(path, {"--spec", spec_file("atomic-commit")}, "is about another specification than");
  }
  expect_refused(one_state(), {"-s", "2"}, "at most 1 internal state, not 2");
  expect_refused(found(), {"-s", "1"}, "2 internal states, not 1");
  expect_refused(protocol(), {"-s", "1"}, "2 internal states, not 1");
}

TEST_F(Expectations, AreOfWhatIsClaimed) {
  expect_accepted(any_states(), {"--claim", "infeasible", "-s", "any"});
  expect_accepted(one_state(), {"--claim", "infeasible"});
  expect_accepted(found(), {"--claim", "found", "-s", "any"});
  expect_accepted(protocol(), {"--claim", "found"});
  for (const std::string& path : {protocol(), found()})
    expect_refused(path, {"--claim", "infeasible"}, "a protocol that was found, not that there is none");
  for (const std::string& path : {any_states(), one_state()})
    expect_refused(path, {"--claim", "found"}, "that there is none, not a protocol that was found");
  expect_refused(one_state(), {"-s", "any"}, "at most 1 internal state, not any number");
  expect_refused(found(), {"--claim", "fuond"}, "must be found or infeasible");
}

TEST_F(Expectations, ThatSomeOfAFolderMeetNameThese) {
  expect_refused(all(), {"-r", "1"}, "; for what was asked, certify " + any_states() + " alone");
  expect_refused(all(), {"--claim", "infeasible"},
                 "certify " + any_states() + " or " + one_state() + " alone");
  const Finished none = certify(all(), {"-n", "4"});
  EXPECT_THAT(none.err, Not(HasSubstr("alone")));
}

TEST_F(Expectations, OfAFolderAreAuditedUnderTheirPathsAndCountedTogether) {
  const std::string out = unwrapped(certify(all(), {}).out);
  EXPECT_THAT(out, StartsWith(any_states() + ":\ncertified: there is no protocol for consensus with"));
  EXPECT_THAT(out, HasSubstr("\n\n" + one_state() + ":\ncertified: there is no protocol"));
  EXPECT_THAT(out, HasSubstr("\n\n" + found() + ":\ncertified: consensus with 3 processes"));
  EXPECT_THAT(out,
              HasSubstr("\n\ntogether: for consensus with 3 processes, faults crash=1, view vector, "
                        "decide last: none with 1 round and any number of internal states; none with 2 "
                        "rounds and at most 1 internal state; one with 2 rounds and 2 internal states\n"));
  EXPECT_THAT(certify(found(), {}).out, Not(HasSubstr("together")));
}

TEST_F(Expectations, AreForEachCertificateOfAFolder) {
  expect_refused(all(), {"-r", "2"}, "rounds-1/certificate.json: is about another question");
  expect_refused(all(), {"-s", "2"}, "rounds-2-states-1/certificate.json: is about another question");
}

TEST_F(Expectations, AreCheckedBeforeTheAudit) {
  const Folder broken;
  support::run("cp -r '" + one_state() + "' '" + broken.path("proof") + "'");
  write_text(broken.path("proof/reasons.txt"), "nonsense\n");
  expect_refused(broken.path("proof"), {"-n", "4"}, "3 processes, not 4");
  EXPECT_EQ(certify(broken.path("proof"), {"-n", "3"}).exit_code, 1);
}

TEST_F(Expectations, AreOfEveryFieldAlone) {
  const Folder folder;
  const std::string path = folder.path("none");
  const Words setting{"-n", "3", "--faults", "crash-late=1,loss=1", "-r",       "2",
                      "-s", "1", "--view",   "counts+own",          "--decide", "any"};
  Words words{"synth", spec_file("consensus"), "--engine", "exact", "--certificate", path, "--explain", "0"};
  words.insert(words.end(), setting.begin(), setting.end());
  ASSERT_EQ(ggms(words).exit_code, 1);
  expect_accepted(path, setting);
  expect_accepted(path, {"--faults", "loss=1,crash=0,crash-late=1"});
  expect_refused(path, {"--faults", "crash=1,loss=1"}, "faults crash-late=1,loss=1, not crash=1,loss=1");
  expect_refused(path, {"--faults", "crash-late=1"}, ", not crash-late=1");
  expect_refused(path, {"--faults", "crash-late=1,loss-total=1"}, ", not crash-late=1,loss-total=1");
  expect_refused(path, {"--faults", "crash=9"}, ", not crash=9");
  expect_refused(path, {"--view", "counts"}, "view counts+own, not counts");
  expect_refused(path, {"--decide", "last"}, "decide any, not last");
  expect_refused(path, {"-r", "1"}, "2 rounds, not 1");
  expect_refused(path, {"-n", "2"}, "3 processes, not 2");
  expect_refused(path, {"-s", "2"}, "at most 1 internal state, not 2");
  // One different field is enough.
  for (const Words& other : {Words{"-n", "4"}, Words{"--view", "vector"}, Words{"--decide", "last"},
                             Words{"-r", "3"}, Words{"-s", "5"}, Words{"--faults", "none"}}) {
    Words most = setting;
    *(std::find(most.begin(), most.end(), other[0]) + 1) = other[1];
    expect_refused(path, most, ", not " + other[1]);
  }
}

TEST_F(Expectations, ThatMakeNoSenseAreRefused) {
  for (const Words& words : {Words{"--view", "count"}, Words{"--decide", "all"}, Words{"-s", "0"},
                             Words{"--faults", "crash"}, Words{"--spec", folder_->path("missing.smt2")}}) {
    const Finished run = certify(found(), words);
    EXPECT_EQ(run.exit_code, 2) << words[0];
    EXPECT_EQ(run.out, "") << words[0];
  }
}

TEST(CertifyMemory, ALimitLeavesTheClaimOpen) {
  const Folder folder;
  for (const std::string rounds : {"3", "4"}) {  // there is none in 3, and one in 4
    const std::string path = folder.path("rounds-" + rounds);
    const Finished made =
        ggms({"synth", spec_file("consensus"), "-n", "5", "--faults", "crash=3", "-r", rounds, "-s", "2",
              "--engine", "exact", "--explain", "0", "--certificate", path});
    ASSERT_EQ(made.exit_code, rounds == "4" ? 0 : 1) << made.err;
    const Finished run = ggms({"certify", path, "--memory", "1"});
    EXPECT_EQ(run.exit_code, 3) << run.out;
    EXPECT_THAT(run.out, StartsWith("unknown: memory limit reached\nnot finished: "));
    EXPECT_THAT(run.out, HasSubstr("\nthe audit ended before it was complete\n"));
    EXPECT_EQ(run.err, "");
    const auto answer = nlohmann::json::parse(ggms({"certify", path, "--memory", "1", "--json"}).out);
    EXPECT_EQ(answer.at("verdict"), "unknown");
    EXPECT_EQ(answer.at("reason"), "memory limit reached");
    EXPECT_EQ(answer.at("certificates").at(0).at("verdict"), "unknown");
    EXPECT_EQ(ggms({"certify", path, "--memory", "8192"}).exit_code, 0);
  }
}

TEST_F(Expectations, ADigestIsThatOfTheSpecificationsFile) {
  const std::string digest = support::run("sha256sum < '" + spec_file("consensus") + "'").out.substr(0, 64);
  for (const std::string& path : {protocol(), any_states(), one_state(), found()}) {
    EXPECT_THAT(certify(path, {}).out, HasSubstr("  " + digest + "\n"));
    const auto answer = nlohmann::json::parse(certify(path, {"--json"}).out);
    EXPECT_EQ(answer.at("schema"), "ggms/certify/1");
    EXPECT_EQ(answer.at("verdict"), "certified");
    const auto& one = answer.at("certificates").at(0);
    EXPECT_EQ(one.at("spec_digest"), digest);
    EXPECT_EQ(one.at("properties").size(), 4U);
    EXPECT_EQ(one.at("properties").at(0).at("name"), "agreement");
    EXPECT_EQ(one.at("setting").at("states").is_null(), path == any_states());
  }
  for (const std::string& path : {any_states(), one_state(), found()}) {
    const std::string head = read_text(path + "/certificate.json");
    EXPECT_THAT(head, HasSubstr("\"spec_digest\": \"" + digest + "\""));
    EXPECT_THAT(head, HasSubstr("\"version\": "));
  }
}

TEST_F(Expectations, ADigestThatIsNotThatOfTheTextIsRefused) {
  const Folder copy;
  for (const std::string& from : {one_state(), found()}) {
    const std::string path = copy.path("proof");
    support::run("rm -rf '" + path + "'; cp -r '" + from + "' '" + path + "'");
    std::string head = read_text(path + "/certificate.json");
    const std::size_t at = head.find("\"spec_digest\": \"") + 16;
    head[at] = head[at] == '0' ? '1' : '0';
    write_text(path + "/certificate.json", head);
    expect_refused(path, {}, "spec_digest: is not the SHA-256 of the specification's text");
    // Certificates of earlier versions have no digest.
    head.replace(head.find("\"spec_digest\""), 13, "\"comment\"");
    write_text(path + "/certificate.json", head);
    expect_accepted(path, {});
  }
}

TEST_F(Expectations, JsonSaysCertifiedOnlyIfAllAreGood) {
  const Folder copy;
  const std::string path = copy.path("proofs");
  support::run("cp -r '" + all() + "' '" + path + "'");
  write_text(path + "/rounds-1/reasons.txt", "nonsense\n");
  const Finished run = certify(path, {"--json"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, Not(HasSubstr("certified")));
  const auto answer = nlohmann::json::parse(run.out);
  EXPECT_EQ(answer.at("verdict"), "refuted");
  EXPECT_THAT(answer.at("certificates").at(0).at("failure").get<std::string>(), HasSubstr("reasons.txt:1"));
  EXPECT_EQ(answer.at("certificates").at(1).at("verdict"), "no-fault");
}

}  // namespace
}  // namespace ggms::cli
