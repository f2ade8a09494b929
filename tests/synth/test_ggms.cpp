// Tests the learning engines: the paper's settings, agreement with the exact engine, seeds, and checkpoints.
// Most use the table policy, which takes the least time with sanitizers.

#include "synth/ggms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "audit/certify.h"
#include "files/protocol.h"
#include "model/fixtures.h"
#include "search/learner.h"
#include "synth/exact.h"
#include "verify/explicit.h"
#include "verify/scenarios.h"

namespace ggms::synth {
namespace {

model::Problem problem_of(const std::string& spec, int n, int f, int rounds, int states = 2,
                          model::View view = model::View::kVector) {
  return model::problem_of(spec, model::setting_of(n, rounds, states, "crash=" + std::to_string(f), view));
}

Options table(std::uint64_t seed = 1) {
  Options options;
  options.seed = seed;
  options.learning.policy = policy::Kind::kTable;
  return options;
}

Result run(const model::Problem& problem, const Options& options, const OnProgress& on_progress = {}) {
  base::Stop stop(60, 0, nullptr);
  return ggms(problem, options, stop, on_progress);
}

std::vector<std::pair<model::Entry, model::State>> moves_of(const Result& result) {
  return result.machine ? result.machine->entries() : std::vector<std::pair<model::Entry, model::State>>{};
}

struct Named {
  const char* spec;
  int n;
  int f;
};
constexpr Named kTable1[] = {{"atomic-commit", 2, 1}, {"atomic-commit", 3, 2}, {"atomic-commit", 4, 1},
                             {"atomic-commit", 4, 2}, {"consensus", 2, 1},     {"consensus", 3, 2},
                             {"consensus", 4, 1},     {"consensus", 4, 2},     {"consensus", 4, 3}};

TEST(Ggms, LearnsEverySettingOfTable1AndWhatItLearnsIsCertified) {
  for (const Named& named : kTable1) {
    for (const search::Unfreeze unfreeze : {search::Unfreeze::kExhaustive, search::Unfreeze::kSolver}) {
      const model::Problem problem = problem_of(named.spec, named.n, named.f, named.f + 1);
      Options options = table();
      options.learning.unfreeze = unfreeze;
      const Result result = run(problem, options);
      ASSERT_EQ(result.answer, Answer::kFound) << named.spec << " " << named.n << " " << named.f;
      EXPECT_EQ(result.check.verdict, verify::Verdict::kVerified);
      const auto certificate =
          audit::certify_protocol(files::write_protocol({problem, *result.machine, {}, {}}), "learnt.json");
      EXPECT_TRUE(certificate.good()) << certificate.failure;
      const search::Moves& moves = result.statistics.learning.moves;
      EXPECT_EQ(moves.probable + moves.proved + moves.frozen + moves.first_path, result.check.entries.size());
      EXPECT_GT(moves.first_path, 0U);
    }
  }
}

TEST(Ggms, SaysWhatTheExactEngineSays) {
  int feasible = 0;
  int infeasible = 0;
  for (const std::string spec : {"consensus", "atomic-commit", "correct-consensus"}) {
    for (int n = 2; n <= 3; ++n) {
      for (int f = 0; f < n; ++f) {
        for (int rounds = 1; rounds <= 2; ++rounds) {
          for (int states = 1; states <= 2; ++states) {
            const model::Problem problem = problem_of(spec, n, f, rounds, states);
            base::Stop stop;
            const Answer expected = exact(problem, {}, stop, {}).answer;
            for (const search::Unfreeze unfreeze :
                 {search::Unfreeze::kExhaustive, search::Unfreeze::kSolver}) {
              Options options = table();
              options.learning.unfreeze = unfreeze;
              ASSERT_EQ(run(problem, options).answer, expected)
                  << spec << " n " << n << " f " << f << " r " << rounds << " s " << states;
            }
            ++(expected == Answer::kFound ? feasible : infeasible);
          }
        }
      }
    }
  }
  EXPECT_GT(feasible, 10);
  EXPECT_GT(infeasible, 10);
}

TEST(Ggms, LearnsInEveryView) {
  for (const model::View view : model::kAllViews) {
    const Result result = run(problem_of("consensus", 3, 1, 2, 2, view), table());
    EXPECT_EQ(result.answer, Answer::kFound) << to_string(view);
  }
}

TEST(Ggms, ItsAblationsLearnTheSmallestSetting) {
  const model::Problem problem = problem_of("consensus", 2, 1, 2);
  base::Stop stop(60, 0, nullptr);
  EXPECT_EQ(mcts_dfs(problem, table(), stop, {}).answer, Answer::kFound);
  Options published = table();
  published.learning = search::as_published(published.learning);
  EXPECT_EQ(mcts_dfs(problem, published, stop, {}).answer, Answer::kFound);
}

TEST(Ggms, BruteForceValidationChangesNothing) {
  const model::Problem problem = problem_of("consensus", 3, 1, 2);
  Options options = table();
  const Result a = run(problem, options);
  options.learning.validation = search::Validation::kScenarios;
  const Result b = run(problem, options);
  ASSERT_EQ(b.answer, Answer::kFound);
  EXPECT_EQ(a.answer, b.answer);
}

TEST(Ggms, SameSeedSameMachineForAnyNumberOfThreads) {
  const model::Problem problem = problem_of("atomic-commit", 3, 2, 3);
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    Options options = table(seed);
    options.threads = 1;
    const Result one = run(problem, options);
    options.threads = 4;
    const Result four = run(problem, options);
    EXPECT_EQ(moves_of(one), moves_of(four));
    EXPECT_EQ(one.statistics.learning.simulations, four.statistics.learning.simulations);
  }
}

/// All checkpoints of a run.
std::vector<std::string> checkpoints(const model::Problem& problem, Options options, Result& result) {
  std::vector<std::string> states;
  options.on_checkpoint = [&](const std::string& state) { states.push_back(state); };
  result = run(problem, options);
  return states;
}

TEST(Checkpoints, AResumedRunIsTheUninterruptedOne) {
  for (const search::Unfreeze unfreeze : {search::Unfreeze::kExhaustive, search::Unfreeze::kSolver}) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      const model::Problem problem = problem_of("consensus", 4, 2, 3);
      Options options = table(seed);
      options.learning.unfreeze = unfreeze;
      Result whole;
      const std::vector<std::string> states = checkpoints(problem, options, whole);
      ASSERT_EQ(whole.answer, Answer::kFound);
      ASSERT_GT(states.size(), 3U);
      for (std::size_t i = 0; i + 1 < states.size(); ++i) {
        Options resumed = options;
        resumed.resume = states[i];
        const Result rest = run(problem, resumed);
        ASSERT_EQ(moves_of(rest), moves_of(whole)) << "from episode " << i + 1;
        EXPECT_EQ(rest.statistics.learning.episodes, whole.statistics.learning.episodes);
        EXPECT_EQ(rest.statistics.learning.simulations, whole.statistics.learning.simulations);
        EXPECT_EQ(rest.statistics.learning.freezes, whole.statistics.learning.freezes);
        EXPECT_EQ(rest.statistics.clauses, whole.statistics.clauses) << "the solver learnt the same";
      }
    }
  }
}

TEST(Checkpoints, TruncatedDamagedAndForeignOnesAreRefused) {
  const model::Problem problem = problem_of("consensus", 3, 2, 3);
  const Options options = table();
  Result whole;
  const std::vector<std::string> states = checkpoints(problem, options, whole);
  ASSERT_FALSE(states.empty());
  const auto error = [&](const model::Problem& of, const Options& with, const std::string& state) {
    return model::error_of([&] {
      Options resumed = with;
      resumed.resume = state;
      run(of, resumed);
    });
  };
  const std::string& good = states.front();
  base::Rng rng(1, "damage");
  for (int i = 0; i < 100; ++i) {
    const std::string cut = good.substr(0, 1 + rng.below(good.size() - 1));
    EXPECT_THAT(error(problem, options, cut), testing::StartsWith("resume: ")) << cut.size();
    std::string flipped = good;
    flipped[rng.below(flipped.size())] ^= static_cast<char>(1U << rng.below(7));
    EXPECT_THAT(error(problem, options, flipped), testing::StartsWith("resume: "));
  }
  EXPECT_THAT(error(problem, table(2), good),
              testing::HasSubstr("another specification, setting, seed or options"));
  EXPECT_THAT(error(problem_of("consensus", 3, 1, 3), options, good), testing::HasSubstr("another"));
  EXPECT_THAT(error(problem, options, "{}"), testing::HasSubstr("no checkpoint"));
}

TEST(GgmsNetworks, LearnAndGoOnFromACheckpoint) {
  for (const policy::Kind kind : {policy::Kind::kTransformer, policy::Kind::kMlp}) {
    const model::Problem problem = problem_of("atomic-commit", 3, 2, 3);
    Options options = table(2);
    options.learning.policy = kind;
    options.keep_policy = true;
    Result whole;
    const std::vector<std::string> states = checkpoints(problem, options, whole);
    ASSERT_EQ(whole.answer, Answer::kFound);
    EXPECT_GT(whole.statistics.learning.moves.probable, 10U);
    ASSERT_GE(states.size(), 2U);
    Options resumed = options;
    resumed.resume = states.front();
    const Result rest = run(problem, resumed);
    EXPECT_EQ(moves_of(rest), moves_of(whole));
    EXPECT_EQ(rest.policy, whole.policy) << "the same weights, to the last bit";
  }
}

/// All right machines of a small setting, by enumeration.
std::vector<model::Machine> all_right(const model::Problem& problem, const search::Entries& entries) {
  std::vector<model::Machine> right;
  verify::Explicit checker(problem);
  base::Stop stop;
  model::Machine machine(problem.setting());
  for (std::uint64_t number = 0; number < std::uint64_t{1} << entries.size(); ++number) {
    for (search::EntryId id = 0; id < entries.size(); ++id) {
      machine.set(entries.entry(id), static_cast<model::State>((number >> id) & 1U));
    }
    verify::ExplicitOptions verdict_only;
    verdict_only.count = false;
    if (checker.check(machine, verdict_only, stop).verdict == verify::Verdict::kVerified)
      right.push_back(machine);
  }
  return right;
}

TEST(SlowOracle, RulesOutNoRightMachine) {
  // The test knows of every machine of the setting whether it is right, so it can judge every value that is
  // ruled out.
  const model::Problem problem = problem_of("consensus", 2, 1, 2);
  const search::Entries entries(problem);
  ASSERT_EQ(entries.size(), 16U);
  const std::vector<model::Machine> right = all_right(problem, entries);
  ASSERT_FALSE(right.empty());
  std::uint64_t ruled_out = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    search::Options options;
    options.policy = policy::Kind::kTable;
    search::Learner learner(problem, options, seed);
    search::FreezeStack& frozen = learner.frozen();
    frozen.on_excluded = [&](search::EntryId entry, int value, const search::Culprits& why) {
      ++ruled_out;
      for (const model::Machine& machine : right) {
        bool agrees = machine.next(entries.entry(entry)) == value;
        for (const auto& [id, fixed] : frozen.state().fixed)
          agrees = agrees && machine.next(entries.entry(id)) == fixed;
        for (const search::EntryId id : why)
          agrees = agrees && machine.next(entries.entry(id)) == frozen.value(id);
        ASSERT_FALSE(agrees) << "seed " << seed;
      }
    };
    learner.freeze_first_path();
    base::Stop stop;
    base::Rng rng(seed, "wild freezes");
    for (int i = 0; i < 300; ++i) {
      const search::Learner::Played played =
          learner.run_mcts(learner.sample_scenario(learner.phases().last()), stop);
      if (played.is_proved) {
        ASSERT_TRUE(learner.determine_unfreeze(played.culprits));
      }
      const auto entry = static_cast<search::EntryId>(rng.below(entries.size()));
      const int value = static_cast<int>(rng.below(2));
      if (rng.below(4) == 0 && !frozen.is_frozen(entry) && frozen.is_open(entry, value))
        learner.freeze(entry, value);
    }
  }
  EXPECT_GT(ruled_out, 100U);
}

}  // namespace
}  // namespace ggms::synth
