// Tests frames, which make keys of configurations and take them apart.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/rng.h"
#include "model/fixtures.h"
#include "verify/frame.h"
#include "verify/own_value.h"

namespace ggms::verify {
namespace {

int below(int bound, base::Rng& rng) {
  return static_cast<int>(rng.below(static_cast<std::uint64_t>(bound)));
}

struct Process {
  int state = -1;  // crashed
  int local = 0;
  auto operator<=>(const Process&) const = default;
};

TEST(Frame, AKeyIsTakenApartIntoWhatItWasMadeOf) {
  base::Rng rng(1, "frame");
  for (const bool counted : {false, true}) {
    for (int i = 0; i < 300; ++i) {
      const int n =
          1 + below(8, rng);  // few enough keys for multiplications instead of divisions, or too many
      const model::Problem problem = own_value_problem(n, model::View::kCounts);
      const int boundary = below(4, rng);
      const Frame frame(problem, boundary, counted);
      std::vector<Process> processes;
      std::uint64_t key = 0;
      for (int p = 0; p < n; ++p) {
        const Process process{below(problem.setting().alphabet(boundary) + 1, rng) - 1, below(3, rng)};
        key += frame.weight(p, process.state < 0
                                   ? frame.crashed(spec::Observation::kNone, 0, process.local)
                                   : frame.up(model::kNotPicked, true, process.state, 0, process.local));
        processes.push_back(process);
      }
      ASSERT_LT(key, frame.span());
      std::vector<Group> groups;
      std::vector<Group> crashed;
      frame.decode(key, groups);
      frame.decode_crashed(key, crashed);
      std::vector<Process> decoded;
      std::vector<int> places;
      for (const Group& group : groups) {
        for (int k = 0; k < group.live; ++k) decoded.push_back({group.state, group.local});
        if (!counted && group.live > 0) {
          EXPECT_EQ(group.live, 1);
          EXPECT_EQ(processes[static_cast<std::size_t>(group.process)], decoded.back());
        }
      }
      for (const Group& group : crashed) {
        for (int k = 0; k < group.live; ++k) decoded.push_back({-1, group.local});
        if (!counted) {
          EXPECT_EQ(processes[static_cast<std::size_t>(group.process)], decoded.back());
        }
      }
      std::sort(processes.begin(), processes.end());
      std::sort(decoded.begin(), decoded.end());
      EXPECT_EQ(processes, decoded);
    }
  }
}

TEST(Frame, EqualKeysAreEqualConfigurations) {
  for (const bool counted : {false, true}) {
    const model::Problem problem = own_value_problem(3, model::View::kCounts);
    const Frame frame(problem, 1, counted);
    std::map<std::uint64_t, std::set<std::vector<int>>> by_key;
    const int labels = frame.labels();
    EXPECT_EQ(labels, 3 * 3);
    for (int a = 0; a < labels; ++a) {
      for (int b = 0; b < labels; ++b) {
        for (int c = 0; c < labels; ++c) {
          std::vector<int> made{a, b, c};
          if (counted) std::sort(made.begin(), made.end());
          by_key[frame.weight(0, a) + frame.weight(1, b) + frame.weight(2, c)].insert(made);
        }
      }
    }
    EXPECT_EQ(by_key.size(), counted ? 165U : 729U);  // multisets of 3 out of 9, or vectors
    for (const auto& [key, made] : by_key) EXPECT_EQ(made.size(), 1U);
  }
}

TEST(Frame, MultisetsOnlyWhereNothingTellsProcessesApart) {
  EXPECT_FALSE(Frame::counted(own_value_problem(2, model::View::kVector)));
  EXPECT_FALSE(Frame::counted(own_value_problem(2, model::View::kVectorId)));
  EXPECT_TRUE(Frame::counted(own_value_problem(2, model::View::kCounts)));
  EXPECT_TRUE(Frame::counted(own_value_problem(2, model::View::kCountsOwn)));
  model::Setting setting = own_value_problem(2, model::View::kCounts).setting();
  const std::string names =
      std::string(kOwnValue) + "(declare-const p1 Process)(assert (! (not (decides p1 b)) :named name))";
  EXPECT_FALSE(Frame::counted({spec::read_spec(names, "names.smt2"), setting}));
}

TEST(Frame, SaysWhereKeysAreTooLong) {
  model::Setting setting = model::setting_of(41, 2, 2, "crash=1");
  EXPECT_NE(model::error_of([&] { Frame(model::problem_of("consensus", setting), 0, false); }), "");
  setting.processes = 39;
  EXPECT_EQ(model::error_of([&] { Frame(model::problem_of("consensus", setting), 0, false); }), "");
}

}  // namespace
}  // namespace ggms::verify
