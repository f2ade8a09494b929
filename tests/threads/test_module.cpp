// Tests how learners load their policy, each in a thread of its own: many at once, one that fails, and one
// that ends before the loading does.

#include "policy/module.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "base/error.h"
#include "model/fixtures.h"
#include "search/learner.h"

namespace ggms::policy {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr int kThreads = 6;

void on_threads(const std::function<void(std::size_t)>& body) {
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < kThreads; ++i) threads.emplace_back(body, i);
  for (std::thread& thread : threads) thread.join();
}

TEST(ModuleOnThreads, IsLoadedByAllAtOnceAndMakesEachAPolicyOfItsOwn) {
  std::vector<std::string> saved(kThreads);
  std::vector<std::vector<float>> answers(kThreads);
  on_threads([&](std::size_t i) {
    const Module module({GGMS_TEST_MODULE_FOLDER});
    const std::unique_ptr<Policy> policy = module.make(Kind::kMlp, {1, 1, 4}, {});
    answers[i] = policy->evaluate({{0}, {4}});
    for (std::size_t times = 0; times <= i; ++times) policy->train({{0}, {4}}, {1, 0, 0, 0}, {1}, 1);
    saved[i] = policy->save();
  });
  EXPECT_THAT(answers, Each(ElementsAre(0.25F, 0.25F, 0.25F, 0.25F)));
  EXPECT_THAT(saved, ElementsAre("1", "2", "3", "4", "5", "6"));
}

TEST(ModuleOnThreads, IsMissedByEachThatAsks) {
  std::vector<std::string> errors(kThreads);
  on_threads([&](std::size_t i) { errors[i] = model::error_of([] { Module({"/nowhere"}); }); });
  EXPECT_THAT(errors, Each(HasSubstr("which is not in /nowhere")));
}

model::Problem problem() {
  return model::problem_of("consensus", model::setting_of(3, 2, 2, "crash=1"));
}

search::Options with(Kind kind) {
  search::Options options;
  options.policy = kind;
  return options;
}

/// Some scenarios of an episode; the first one that gives training samples starts the loading.
void play(search::Learner& learner, base::Stop& stop) {
  learner.begin_episode();
  for (int i = 0; i < 5; ++i) learner.run_mcts(learner.sample_scenario(learner.phases().last()), stop);
}

TEST(LearnerOnThreads, LoadsItsPolicyWhileItSearches) {
  const model::Problem problem = policy::problem();
  std::vector<std::vector<std::pair<model::Entry, model::State>>> machines(kThreads);
  on_threads([&](std::size_t i) {
    base::Stop stop;
    search::Learner learner(problem, with(Kind::kTable), 1);
    for (int episode = 0; episode < 3; ++episode) {
      play(learner, stop);
      learner.update_model();
    }
    machines[i] = learner.machine().entries();
  });
  EXPECT_THAT(machines, Each(machines[0])) << "one seed, one result";
  EXPECT_FALSE(machines[0].empty());
}

TEST(LearnerOnThreads, HearsOfWhatFailedWhereItLoaded) {
  ::setenv("GGMS_MODULES", "/nowhere", 1);
  const model::Problem problem = policy::problem();
  std::vector<std::string> errors(kThreads);
  on_threads([&](std::size_t i) {
    base::Stop stop;
    search::Learner learner(problem, with(Kind::kTransformer), 1);
    play(learner, stop);
    errors[i] = model::error_of([&] { learner.update_model(); });
  });
  ::unsetenv("GGMS_MODULES");
  EXPECT_THAT(errors, Each(HasSubstr("networks")));
}

TEST(LearnerOnThreads, MayEndWhileItsPolicyIsLoaded) {
  const model::Problem problem = policy::problem();
  for (int times = 0; times < 20; ++times) {
    std::atomic<bool> interrupted{false};
    base::Stop stop(0, 0, &interrupted);
    search::Learner learner(problem, with(Kind::kTable), 1);
    std::thread other([&] { interrupted = true; });
    while (!stop.requested()) play(learner, stop);
    other.join();
  }
}

}  // namespace
}  // namespace ggms::policy
