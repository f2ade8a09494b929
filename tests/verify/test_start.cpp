// Compares the listed beginnings of runs with all initial values and all picks of faulty processes.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "base/stopped.h"
#include "model/fixtures.h"
#include "verify/frame.h"
#include "verify/layer.h"
#include "verify/own_value.h"
#include "verify/start.h"

namespace ggms::verify {
namespace {

/// A beginning by what it stands for: groups of the frame, and a class of initial facts.
using Beginning = std::pair<std::vector<std::vector<int>>, std::uint64_t>;

Beginning beginning(const Frame& frame, std::uint64_t key, std::uint64_t initial_facts) {
  std::vector<Group> groups;
  frame.decode(key, groups);
  Beginning decoded{{}, initial_facts};
  for (const Group& group : groups) {
    decoded.first.push_back(
        {group.process, group.live, group.state, group.local, static_cast<int>(group.role)});
  }
  return decoded;
}

/// Those of a layer, in its order.
std::vector<Beginning> beginnings(const Start& start, const Frame& frame, const Layer& layer) {
  std::vector<Beginning> all;
  for (std::size_t i = 0; i < layer.size(); ++i) {
    for (int fact = 0; fact < 64; ++fact) {
      if ((layer.facts(i) >> fact & 1U) == 0) continue;
      const spec::RunFacts facts = start.run_facts(layer.key(i) / frame.span(), fact, 0, false);
      EXPECT_FALSE(facts.lost);
      all.push_back(beginning(frame, layer.key(i) % frame.span(), facts.initial_facts));
    }
  }
  return all;
}

TEST(Start, ListsWhatAllRunsBeginWith) {
  for (const model::View view : {model::View::kVector, model::View::kCounts, model::View::kVectorId}) {
    for (const char* faults : {"crash=1", "byzantine=2", "omission=1,loss=1"}) {
      model::Setting setting = model::setting_of(5, 2, 2, faults);
      setting.view = view;
      const model::Problem problem = model::problem_of("consensus", setting);
      const Frame frame(problem, 0, Frame::counted(problem));
      Start start(problem, frame);
      base::Stop never;
      ASSERT_TRUE(start.list(never));
      // Everything, however the adversary picks: where processes are alike, by its sorted form.
      std::set<Beginning> expected;
      Layer one_by_one(std::uint64_t{1} << 60);
      for (int bits = 0; bits < 1 << 5; ++bits) {
        std::vector<int> initial;
        for (int p = 0; p < 5; ++p) initial.push_back(bits >> (4 - p) & 1);
        start.add(initial, false, one_by_one, never);
        problem.adversary().for_each_pick([&](const std::vector<model::Role>& picked) {
          std::uint64_t key = 0;
          for (int p = 0; p < 5; ++p) {
            const model::Role role = picked[static_cast<std::size_t>(p)];
            const int value = initial[static_cast<std::size_t>(p)];
            const int local = problem.compiled().uses_initial() ? value : 0;
            key += frame.weight(p, model::Adversary::has_state(role) ? frame.up(role, true, value, 0, local)
                                                                     : frame.forges(role, local));
          }
          expected.insert(beginning(frame, key, problem.initial_facts(initial, picked)));
        });
      }
      const std::vector<Beginning> all = beginnings(start, frame, start.all());
      EXPECT_EQ(std::set<Beginning>(all.begin(), all.end()), expected) << faults;
      EXPECT_EQ(all.size(), expected.size());
      const std::vector<Beginning> added = beginnings(start, frame, one_by_one);
      EXPECT_EQ(std::set<Beginning>(added.begin(), added.end()), expected);
    }
  }
}

TEST(Start, ListsInitialValuesInLexicographicOrder) {
  const model::Problem problem = own_value_problem(4, model::View::kVector);
  const Frame frame(problem, 0, false);
  Start start(problem, frame);
  base::Stop never;
  ASSERT_TRUE(start.list(never));
  std::vector<std::vector<int>> initial;
  for (std::size_t i = 0; i < start.all().size(); ++i) {
    std::vector<Group> groups;
    frame.decode(start.all().key(i) % frame.span(), groups);
    initial.emplace_back();
    for (const Group& group : groups) initial.back().push_back(group.state);
  }
  EXPECT_EQ(initial.size(), 81U);
  EXPECT_TRUE(std::is_sorted(initial.begin(), initial.end()));
}

TEST(Start, ListsNothingWhereItIsStopped) {
  const model::Problem problem = own_value_problem(4, model::View::kVector);
  const Frame frame(problem, 0, false);
  Start start(problem, frame);
  base::Stop stop;
  stop.limit_steps(50);
  EXPECT_FALSE(start.list(stop));
  EXPECT_EQ(start.all().size(), 0U);
  base::Stop never;
  EXPECT_TRUE(start.list(never));
  EXPECT_EQ(start.all().size(), 81U);
  Layer layer(std::uint64_t{1} << 60);
  EXPECT_THROW(start.add({0, 0, 0, 0}, false, layer, stop), base::Stopped);
}

}  // namespace
}  // namespace ggms::verify
