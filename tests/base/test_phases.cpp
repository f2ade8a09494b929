// Tests that time is booked under the names of phases.

#include "base/phases.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace ggms::base {
namespace {

using Listed = std::vector<std::pair<std::string, double>>;

Listed listed(const Phases& phases) {
  Listed list;
  for (const Phases::Phase& phase : phases.list()) list.emplace_back(phase.name, phase.seconds);
  return list;
}

TEST(Phases, KeepTheOrderOfFirstBookingAndAddUp) {
  Phases phases;
  phases.add("solving", 0.5);
  phases.add("checking", 0.25);
  phases.add("solving", 1);
  EXPECT_EQ(listed(phases), (Listed{{"solving", 1.5}, {"checking", 0.25}}));
  EXPECT_EQ(phases.total(), 1.75);
  EXPECT_EQ(phases.seconds("checking"), 0.25);
  EXPECT_EQ(phases.seconds("learning"), 0);
  EXPECT_EQ(Phases().total(), 0);
}

TEST(Phases, OfSeveralRunsAreAddedByName) {
  Phases all;
  all.add("reading", 1);
  Phases one;
  one.add("solving", 2);
  one.add("reading", 0.5);
  all.add(one);
  all.add(one);
  EXPECT_EQ(listed(all), (Listed{{"reading", 2}, {"solving", 4}}));
}

TEST(Phases, LapsLeaveOutOnlySkippedTime) {
  Phases phases;
  Laps laps(phases);
  const Stopwatch inside;
  for (int i = 0; i < 1000; ++i) {
    const Laps::Step step(laps, i % 2 == 0 ? "even" : "odd");
  }
  const double seen = inside.seconds();
  laps.book("rest");
  constexpr double kRounding = 1e-9;
  EXPECT_GE(phases.total(), seen - kRounding);
  EXPECT_GT(phases.seconds("even"), 0);
  EXPECT_GT(phases.seconds("odd"), 0);

  const Stopwatch elsewhere;
  while (elsewhere.seconds() < 0.001) {
  }
  laps.skip();
  const Stopwatch after;
  laps.book("after");
  EXPECT_LE(phases.seconds("after"), after.seconds() + elsewhere.seconds() - 0.001) << "skipped";
}

TEST(Phases, ABookingTakesAllOfItsScope) {
  Phases phases;
  const Stopwatch outer;
  double inner = 0;
  {
    const Booked booked(phases, "waiting");
    const Stopwatch watch;
    while (watch.seconds() < 0.001) {
    }
    inner = watch.seconds();
    EXPECT_TRUE(phases.list().empty()) << "it is booked at its end";
  }
  EXPECT_GE(phases.seconds("waiting"), inner);
  EXPECT_LE(phases.total(), outer.seconds());
}

}  // namespace
}  // namespace ggms::base
