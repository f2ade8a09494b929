// Where time goes is booked by name.

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
