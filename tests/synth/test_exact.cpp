// Tests the exact engine: the settings of the paper's Table 1, specifications with all facts that machines
// can use, renamed symbols, seeds, threads, and stops.

#include "synth/exact.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "audit/certify.h"
#include "files/protocol.h"
#include "model/fixtures.h"
#include "support/brute.h"
#include "verify/explicit.h"
#include "verify/scenarios.h"

namespace ggms::synth {
namespace {

Result run(const model::Problem& problem, const Options& options = {1, 1}) {
  base::Stop stop;
  return exact(problem, options, stop, {});
}

model::Problem consensus(int n, int f, model::View view = model::View::kVector) {
  return model::problem_of("consensus", model::setting_of(n, f + 1, 2, "crash=" + std::to_string(f), view));
}

std::string text_of(const model::Problem& problem, const Result& result) {
  return files::write_protocol({problem, *result.machine, {}, {}});
}

TEST(Exact, FindsVerifiesAndCertifiesTheSettingsOfTable1) {
  const std::tuple<const char*, int, int> table[] = {
      {"consensus", 2, 1},     {"consensus", 3, 1},     {"consensus", 3, 2},
      {"consensus", 4, 1},     {"consensus", 4, 2},     {"consensus", 4, 3},
      {"atomic-commit", 2, 1}, {"atomic-commit", 3, 1}, {"atomic-commit", 3, 2},
  };
  for (const auto& [spec, n, f] : table) {
    const model::Problem problem =
        model::problem_of(spec, model::setting_of(n, f + 1, 2, "crash=" + std::to_string(f)));
    const Result result = run(problem);
    ASSERT_EQ(result.answer, Answer::kFound) << spec << " " << n << " " << f;
    EXPECT_EQ(result.check.verdict, verify::Verdict::kVerified);
    EXPECT_GT(result.check.total_configurations(), 0U);
    EXPECT_EQ(result.check.uses.size(), problem.specification().properties.size());
    base::Stop stop;
    EXPECT_EQ(verify::check_scenarios(problem, *result.machine, 0, stop).verdict, verify::Verdict::kVerified);
    const auto certificate = audit::certify_protocol(text_of(problem, result), "table1.json");
    EXPECT_TRUE(certificate.good()) << certificate.failure;
    EXPECT_EQ(certificate.used_transitions, certificate.transitions);
  }
}

TEST(Exact, AFoundMachineHasReachableEntriesOnly) {
  for (const model::View view : model::kAllViews) {
    const model::Problem problem = consensus(3, 1, view);
    const Result result = run(problem);
    ASSERT_EQ(result.answer, Answer::kFound);
    const support::Brute brute = support::brute_force(problem, *result.machine);
    std::vector<model::Entry> listed;
    for (const auto& [entry, next] : result.machine->entries()) listed.push_back(entry);
    EXPECT_EQ(listed, std::vector(brute.entries.begin(), brute.entries.end()));
    EXPECT_EQ(listed, result.check.entries);
  }
}

// ---- specifications

constexpr const char* kVocabulary = R"(
(set-logic ALL)
(declare-sort Process 0)
(declare-datatypes ((V 0)) (((a) (b) (c))))
(declare-fun init (Process) V)
(declare-fun decides (Process V) Bool)
(declare-fun correct (Process) Bool)
(declare-const lost Bool)
(declare-const crashed Bool)
(declare-const p1 Process)
(declare-const p2 Process)
)";

model::Problem problem_with(const std::vector<std::string>& properties, const model::Setting& setting) {
  std::string text = kVocabulary;
  for (std::size_t i = 0; i < properties.size(); ++i) {
    text += "(assert (! " + properties[i] + " :named r" + std::to_string(i) + "))\n";
  }
  return {spec::read_spec(text, "test.smt2"), setting};
}

Answer answer(const std::vector<std::string>& properties, const model::Setting& setting) {
  const model::Problem problem = problem_with(properties, setting);
  const Result result = run(problem);
  if (result.answer == Answer::kFound) {
    EXPECT_TRUE(support::is_right(problem, *result.machine));
  }
  return result.answer;
}

TEST(Exact, ProcessesCanDecideTheirOwnValuesOnlyIfTheySeeThem) {
  const std::string own = "(forall ((p Process)) (=> (correct p) (decides p (init p))))";
  EXPECT_EQ(answer({own}, model::setting_of(2, 1, 1, "crash=1", model::View::kVector)), Answer::kInfeasible);
  EXPECT_EQ(answer({own}, model::setting_of(2, 1, 1, "crash=1", model::View::kCounts)), Answer::kInfeasible);
  EXPECT_EQ(answer({own}, model::setting_of(2, 1, 1, "crash=1", model::View::kVectorId)), Answer::kFound);
  EXPECT_EQ(answer({own}, model::setting_of(2, 1, 1, "crash=1", model::View::kCountsOwn)), Answer::kFound);
  // One internal state is too few for three values.
  EXPECT_EQ(answer({own}, model::setting_of(2, 2, 2, "none", model::View::kCountsOwn)), Answer::kInfeasible);
  EXPECT_EQ(answer({own}, model::setting_of(2, 2, 3, "none", model::View::kCountsOwn)), Answer::kFound);
}

TEST(Exact, ProcessesCanDifferOnlyWhereTheyKnowWhoTheyAre) {
  const std::string differ =
      "(forall ((p Process) (q Process)) (=> (and (decides p a) (decides q a)) (= p q)))";
  const std::string some = "(=> (not crashed) (exists ((p Process)) (decides p a)))";
  EXPECT_EQ(answer({differ, some}, model::setting_of(2, 1, 1, "none", model::View::kVectorId)),
            Answer::kFound);
  EXPECT_EQ(answer({differ, some}, model::setting_of(2, 1, 1, "crash=1", model::View::kVectorId)),
            Answer::kFound);
  EXPECT_EQ(answer({differ, some}, model::setting_of(2, 1, 1, "none", model::View::kVector)),
            Answer::kInfeasible);
  EXPECT_EQ(answer({differ, some}, model::setting_of(2, 1, 1, "none", model::View::kCountsOwn)),
            Answer::kInfeasible);
  EXPECT_EQ(answer({"(decides p1 a)", "(decides p2 b)"},
                   model::setting_of(2, 2, 1, "none", model::View::kVectorId)),
            Answer::kFound);
  EXPECT_EQ(answer({"(decides p1 a)", "(decides p2 b)"}, model::setting_of(2, 2, 1, "none")),
            Answer::kInfeasible);
}

TEST(Exact, ProcessesCanNoticeALoss) {
  const std::string tells = "(forall ((p Process)) (=> (correct p) (ite lost (decides p a) (decides p b))))";
  // A process that hears no other knows that messages were lost; but one that hears all can't know what the
  // others missed.
  EXPECT_EQ(answer({tells}, model::setting_of(2, 1, 1, "crash=1")), Answer::kFound);
  EXPECT_EQ(answer({tells}, model::setting_of(3, 1, 1, "crash=1")), Answer::kInfeasible);
}

TEST(Exact, ManyProcessesWithOutcomesThatAreJudgedAsAWhole) {
  // Six processes, three decisions each, and only the whole says whether it is right: "some two differ", and
  // no process decides c.
  const model::Setting setting = model::setting_of(6, 1, 1, "none", model::View::kVectorId);
  const std::string differ = "(exists ((p Process) (q Process)) (and (decides p a) (decides q b)))";
  const std::string never = "(forall ((p Process)) (not (decides p c)))";
  EXPECT_EQ(answer({differ, never}, setting), Answer::kFound);
  EXPECT_EQ(answer({differ, "(exists ((p Process)) (decides p c))"}, setting), Answer::kFound);
}

TEST(Exact, ContradictionsAreInfeasible) {
  for (const model::View view : model::kAllViews) {
    const model::Setting setting = model::setting_of(2, 2, 2, "crash=1", view);
    EXPECT_EQ(answer({"(forall ((p Process)) (decides p a))"}, setting),
              Answer::kInfeasible);  // a crashed one
    EXPECT_EQ(answer({"(forall ((p Process)) (=> (correct p) (decides p a)))",
                      "(forall ((p Process)) (=> (not crashed) (decides p b)))"},
                     setting),
              Answer::kInfeasible);
    EXPECT_EQ(answer({"(forall ((p Process)) (not (correct p)))"}, setting), Answer::kInfeasible);
    EXPECT_EQ(answer({"(forall ((p Process)) (or (correct p) crashed))"}, setting), Answer::kFound);
  }
}

// ---- renamed symbols

TEST(Exact, NamesMeanNothing) {
  for (const std::string name : {"consensus", "atomic-commit", "k-set-agreement"}) {
    std::ifstream file(GGMS_SOURCE_DIR "/specs/" + name + ".smt2");
    std::stringstream content;
    content << file.rdbuf();
    std::string text = content.str();
    const std::pair<const char*, const char*> renamings[] = {
        {"\\b(Bit|Vote|Colour)\\b", "|a sort|"},
        {"\\b(zero|abort|red)\\b", "Zulu"},
        {"\\b(one|commit|green)\\b", "one-bis"},
        {"\\bblue\\b", "|:b l u e|"},
        {"\\bp\\b", "init-of"},
        {"\\bq\\b", "|q'|"},
        {"\\bagreement\\b", "x"},
    };
    for (const auto& [from, to] : renamings) text = std::regex_replace(text, std::regex(from), to);
    const spec::Spec renamed = spec::read_spec(text, "renamed.smt2");
    for (const auto& [n, f, rounds, states] :
         {std::tuple(2, 1, 2, 2), {3, 1, 2, 2}, {3, 1, 1, 1}, {3, 2, 2, 2}, {3, 1, 2, 1}}) {
      const model::Setting setting = model::setting_of(n, rounds, states, "crash=" + std::to_string(f));
      const Result plain = run(model::problem_of(name, setting));
      const Result other = run({renamed, setting});
      ASSERT_EQ(plain.answer, other.answer) << name << ", " << model::describe(setting);
      EXPECT_EQ(plain.statistics.candidates, other.statistics.candidates);
      EXPECT_EQ(plain.statistics.clauses, other.statistics.clauses);
      EXPECT_EQ(plain.check.configurations, other.check.configurations);
      EXPECT_EQ(plain.check.transitions, other.check.transitions);
      if (plain.answer == Answer::kFound) {
        EXPECT_EQ(plain.machine->entries(), other.machine->entries());
      }
    }
  }
}

// ---- determinism, and being stopped

TEST(Exact, SameSeedSameMachineForAnyNumberOfThreads) {
  for (const model::View view : model::kAllViews) {
    const model::Problem problem = consensus(3, 2, view);
    for (const std::uint64_t seed : {1U, 2U}) {
      const std::string bytes = text_of(problem, run(problem, {seed, 1}));
      EXPECT_EQ(text_of(problem, run(problem, {seed, 1})), bytes);
      for (const int threads : {0, 3}) EXPECT_EQ(text_of(problem, run(problem, {seed, threads})), bytes);
    }
  }
}

TEST(Exact, EverySeedGivesTheSameAnswer) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    EXPECT_EQ(run(consensus(3, 1), {seed * 1'000'000'007, 1}).answer, Answer::kFound);
    EXPECT_EQ(run(model::problem_of("consensus", model::setting_of(3, 1, 2, "crash=1")), {seed, 1}).answer,
              Answer::kInfeasible);
  }
}

TEST(Exact, StoppedBeforeItBeganItKnowsNothing) {
  const std::atomic<bool> interrupted{true};
  base::Stop stop(0, 0, &interrupted);
  const Result result = exact(consensus(3, 2), {1, 1}, stop, {});
  EXPECT_EQ(result.answer, Answer::kUnknown);
  EXPECT_FALSE(result.machine.has_value());
  EXPECT_EQ(stop.reason(), base::Stop::Reason::kInterrupted);
}

TEST(Exact, WithinALimitOfStepsItDoesTheSameInEveryRun) {
  // Consensus of four, two of which may crash, is feasible in three rounds, but not in two.
  const model::Problem problems[] = {consensus(4, 2),
                                     consensus(4, 2).with(model::setting_of(4, 2, 2, "crash=2"))};
  for (const model::Problem& problem : problems) {
    std::vector<Answer> answers;
    for (std::uint64_t steps = 1; steps < 100'000; steps *= 3) {
      Result results[2];
      for (Result& result : results) {
        base::Stop stop;
        stop.limit_steps(steps);
        result = exact(problem, {1, 1}, stop, {});
        const bool stopped = stop.reason() == base::Stop::Reason::kSteps;
        EXPECT_EQ(stopped, result.answer == Answer::kUnknown) << steps;
      }
      EXPECT_EQ(results[0].answer, results[1].answer) << steps;
      EXPECT_EQ(results[0].statistics.candidates, results[1].statistics.candidates) << steps;
      EXPECT_EQ(results[0].statistics.clauses, results[1].statistics.clauses) << steps;
      answers.push_back(results[0].answer);
    }
    EXPECT_EQ(answers.front(), Answer::kUnknown);
    EXPECT_EQ(answers.back(), run(problem).answer);
    EXPECT_TRUE(std::is_sorted(answers.begin(), answers.end(), [](Answer a, Answer b) {
      return a == Answer::kUnknown && b != Answer::kUnknown;
    })) << "more steps keep an answer that few steps gave";
  }
}

TEST(Exact, StoppedOnTheWayItSaysSoAndHowFarItCame) {
  std::atomic<bool> interrupted{false};
  base::Stop stop(0, 0, &interrupted);
  std::vector<Progress> heard;
  const Result result = exact(consensus(4, 2), {1, 1}, stop, [&](const Progress& progress) {
    heard.push_back(progress);
    if (heard.size() == 3) interrupted = true;
  });
  EXPECT_EQ(result.answer, Answer::kUnknown);
  ASSERT_EQ(heard.size(), 3U);
  EXPECT_EQ(result.statistics.candidates, 3U);
  for (std::size_t i = 1; i < heard.size(); ++i) {
    EXPECT_GT(heard[i].statistics.candidates, heard[i - 1].statistics.candidates);
    EXPECT_GT(heard[i].statistics.counterexamples, heard[i - 1].statistics.counterexamples);
    EXPECT_EQ(heard[i].setting, consensus(4, 2).setting());
  }
}

}  // namespace
}  // namespace ggms::synth
