// Tests certificates of infeasibility: the audit accepts each that the engine makes, and none with another
// claim.

#include "synth/certificate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <sstream>
#include <string>

#include "audit/refutation.h"
#include "base/error.h"
#include "base/rng.h"
#include "model/fixtures.h"
#include "support/cases.h"
#include "synth/certificate_files.h"
#include "synth/exact.h"
#include "synth/full_information.h"

namespace ggms::synth {
namespace {

using audit::Refutation;
using model::Problem;

constexpr std::size_t kRuns = 20'000;

/// The certificate of an infeasible setting by the exact engine.
CertificateFiles certificate_of(const Problem& problem) {
  base::Stop stop;
  Options options;
  options.derive = true;
  const Result result = exact(problem, options, stop, {});
  EXPECT_EQ(result.answer, Answer::kInfeasible);
  return certificate(problem, *result.derivation, stop).value();
}

/// Whether an audit rejects the certificate, in any way.
bool is_refused(const audit::RefutationFiles& files) {
  try {
    return audit::certify_refutation(files).verdict == Refutation::Verdict::kBad;
  } catch (const base::Error&) {
    return true;
  }
}

TEST(Certificate, EveryInfeasibleSettingHasOne) {
  base::Rng rng(3, "certificates");
  base::Stop stop;
  Options options;
  options.derive = true;
  int tables = 0;
  int histories = 0;
  int symbolic = 0;
  for (int i = 0; tables < 200 || histories < 60 || symbolic < 60; ++i) {
    ASSERT_LT(i, 4000);
    const support::Case blank = support::random_problem(rng);
    const Problem problem = support::problem_of(blank);
    options.strategy = i % 2 == 0 ? Strategy::kAuto : Strategy::kCounterexamples;
    const Result result = exact(problem, options, stop, {});
    if (result.answer != Answer::kInfeasible) continue;
    symbolic += result.strategy == Strategy::kSymbolic ? 1 : 0;
    const auto of_table = certificate(problem, *result.derivation, stop);
    const Refutation refutation = audit::certify_refutation(texts_of(of_table.value()));
    ASSERT_EQ(refutation.verdict, Refutation::Verdict::kGood) << refutation.failure << "\n"
                                                              << support::describe(blank);
    ++tables;
    Derivation derivation;
    if (full_information(problem, kRuns, stop, &derivation) != AnyStates::kInfeasible) continue;
    const auto of_histories = certificate(problem, derivation, stop);
    const Refutation for_all = audit::certify_refutation(texts_of(of_histories.value()));
    ASSERT_EQ(for_all.verdict, Refutation::Verdict::kGood) << for_all.failure << "\n"
                                                           << support::describe(blank);
    EXPECT_EQ(for_all.subject.states, std::nullopt);
    ++histories;
  }
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(Certificate, IsForItsOwnSettingOnly) {
  const Problem problem = model::problem_of("consensus", model::setting_of(4, 2, 2, "crash=2"));
  const audit::RefutationFiles good = texts_of(certificate_of(problem));
  ASSERT_FALSE(is_refused(good));
  const auto with_head = [&](const std::string& from, const std::string& to) {
    audit::RefutationFiles forged = good;
    forged.head = replaced(forged.head, from, to);
    return forged;
  };
  EXPECT_TRUE(is_refused(with_head("\"crash=2\"", "\"crash=1\"")));
  EXPECT_TRUE(is_refused(with_head("\"crash=2\"", "\"none\"")));
  EXPECT_TRUE(is_refused(with_head("\"crash=2\"", "\"omission=1\"")));
  EXPECT_TRUE(is_refused(with_head("\"rounds\": 2", "\"rounds\": 3")));
  EXPECT_TRUE(is_refused(with_head("\"processes\": 4", "\"processes\": 5")));
  EXPECT_TRUE(is_refused(with_head("\"as in the setting\"", "\"any number\"")));
  EXPECT_TRUE(is_refused(with_head("\"vector\"", "\"vector+id\"")));
  EXPECT_TRUE(is_refused(with_head("\"infeasible\"", "\"found\"")));
  // With one more state.
  audit::RefutationFiles more = with_head("\"states\": 2", "\"states\": 3");
  more.head = replaced(more.head, "[\"a\", \"b\"]", "[\"a\", \"b\", \"c\"]");
  EXPECT_TRUE(is_refused(more));
  // A weaker specification: no process has to agree.
  EXPECT_TRUE(is_refused(with_head("(decides p zero) (decides q one)", "(decides p zero) (decides p one)")));
  // Stronger faults are another claim, which happens to be true, and the same reasons show it.
  EXPECT_FALSE(is_refused(with_head("\"crash=2\"", "\"crash=3\"")));
}

TEST(Certificate, EachHalfIsNeeded) {
  const Problem problem = model::problem_of("consensus", model::setting_of(4, 2, 2, "crash=2"));
  const audit::RefutationFiles good = texts_of(certificate_of(problem));
  const auto last_line_gone = [](const std::string& text) {
    return text.substr(0, text.find_last_of('\n', text.size() - 2) + 1);
  };
  audit::RefutationFiles forged = good;
  forged.proof = "0\n";
  EXPECT_TRUE(is_refused(forged));
  forged = good;
  forged.reasons = last_line_gone(good.reasons);
  EXPECT_TRUE(is_refused(forged));
  forged = good;
  forged.reasons += "states\n";
  EXPECT_TRUE(is_refused(forged));
  forged = good;
  forged.variables = last_line_gone(good.variables);
  EXPECT_TRUE(is_refused(forged));
  forged = good;
  forged.formula = "p cnf 1 2\n1 0\n-1 0\n";  // contradictory, and of no protocol
  EXPECT_TRUE(is_refused(forged));
}

/// The head of a certificate about a specification of one property.
std::string head_of(int processes, const std::string& decisions, const std::string& property) {
  std::string names;
  std::string values;
  std::istringstream words(decisions);
  for (std::string word; words >> word;) {
    names += (names.empty() ? "\"" : ", \"") + word + "\"";
    values += "(" + word + ")";
  }
  const std::string far = "p4294967296";
  const std::string named =
      property.find(far) == std::string::npos ? "" : "(declare-const " + far + " Process)";
  const std::string spec = "(set-logic ALL)(declare-sort Process 0)(declare-datatypes ((V 0)(D 0)) (((v)) (" +
                           values +
                           ")))(declare-fun init (Process) V)(declare-fun decides (Process D) "
                           "Bool)(declare-fun correct (Process) Bool)" +
                           named + "(assert (! " + property + " :named it))";
  return R"({"schema": "ggms/certificate/1", "claim": "infeasible", "states": "as in the setting", "spec": {"name": "x", "text": ")" +
         spec + R"("}, "setting": {"processes": )" + std::to_string(processes) +
         R"(, "rounds": 1, "states": 1, "faults": "none", "view": "vector", "decide": "last"}, )"
         R"("initial": ["v"], "internal": ["a"], "decisions": [)" +
         names + R"(], "carried": []})";
}

/// The audit's verdict on an empty clause, from a run's start to its end.
std::string why_refused(const std::string& head, int processes) {
  std::string start = "start 0 0";
  std::string configuration = "configuration 0 0 0 0 0 0 0 0";
  for (int p = 1; p < processes; ++p) {
    start += ".0";
    configuration += " 0";
  }
  try {
    return audit::certify_refutation(
               {"", head, "p cnf 0 1\n0\n", start + "\n" + configuration + "\n", "end 0 1\n", "0\n"})
        .failure;
  } catch (const base::Error& error) {
    return error.what();
  }
}

TEST(Certificate, NothingWrapsAround) {
  // 64 decisions, one bit too many: none would be left to choose from.
  std::string decisions = "d0";
  for (int d = 1; d < 64; ++d) decisions += " d" + std::to_string(d);
  const std::string somebody = "(exists ((p Process)) (not (decides p d0)))";
  EXPECT_THAT(why_refused(head_of(2, decisions, somebody), 2), testing::HasSubstr("more than 63 decisions"));
  EXPECT_THAT(why_refused(head_of(2, "d0 d1", somebody), 2), testing::HasSubstr("breaks no such property"));
  // The process of a number that is 0 in 32 bits.
  EXPECT_THAT(why_refused(head_of(2, "d0 d1", "(correct p4294967296)"), 2),
              testing::HasSubstr("p4294967296"));
}

TEST(Certificate, WhatIsLeftOpenHasALimit) {
  // Whether an even number decides d0 and whether an odd number does: never both, but that takes all cases.
  std::string parity = "false";
  for (int p = 1; p <= 30; ++p) parity = "(xor (decides p" + std::to_string(p) + " d0) " + parity + ")";
  std::string head = head_of(30, "d0 d1", "(and " + parity + " (not " + parity + "))");
  std::string named;
  for (int p = 1; p <= 30; ++p) named += "(declare-const p" + std::to_string(p) + " Process)";
  head.insert(head.find("(assert"), named);
  EXPECT_THAT(why_refused(head, 30), testing::HasSubstr("leaves too much open"));
}

TEST(Certificate, NothingIsWrittenOnceStopped) {
  const Problem problem = model::problem_of("consensus", model::setting_of(6, 3, 2, "crash=3"));
  base::Stop never;
  Options options;
  options.derive = true;
  const Result result = exact(problem, options, never, {});
  ASSERT_EQ(result.answer, Answer::kInfeasible);
  std::atomic<bool> told{true};
  base::Stop stop(0, 0, &told);
  EXPECT_FALSE(certificate(problem, *result.derivation, stop));
}

}  // namespace
}  // namespace ggms::synth
