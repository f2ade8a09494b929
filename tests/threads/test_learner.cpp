// Tests that learners in several threads don't disturb each other, whatever learns.

#include "search/learner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "model/fixtures.h"

namespace ggms::search {
namespace {

constexpr int kThreads = 6;

Options with(policy::Kind kind) {
  Options options;
  options.policy = kind;
  return options;
}

/// Some scenarios of an episode, and its training.
void play(Learner& learner, base::Stop& stop) {
  learner.begin_episode();
  for (int i = 0; i < 5; ++i) learner.run_mcts(learner.sample_scenario(learner.phases().last()), stop);
  learner.update_model();
}

TEST(LearnerOnThreads, LearnsTheSameInEach) {
  const model::Problem problem = model::problem_of("consensus", model::setting_of(3, 2, 2, "crash=1"));
  for (const policy::Kind kind : {policy::Kind::kTransformer, policy::Kind::kMlp, policy::Kind::kTable}) {
    std::vector<std::string> states(kThreads);
    std::vector<std::thread> threads;
    for (std::string& state : states) {
      threads.emplace_back([&] {
        base::Stop stop;
        Learner learner(problem, with(kind), 1);
        for (int episode = 0; episode < 3; ++episode) play(learner, stop);
        state = learner.save();
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_THAT(states, testing::Each(states[0])) << to_string(kind) << ": one seed, one result";
    EXPECT_FALSE(states[0].empty());
  }
}

}  // namespace
}  // namespace ggms::search
