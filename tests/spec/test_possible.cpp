// Tests which formulas can be true at the end of some run, how many questions are answered, and that Z3
// leaves signals alone.

#include "spec/possible.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <string>
#include <thread>

#include "base/stopped.h"

namespace ggms::spec {
namespace {

/// If there are more processes than values, they can't all decide different values; Z3 takes very long to
/// prove that.
Spec pigeons(int values) {
  std::string text = "(declare-sort Process 0)\n(declare-datatypes ((Hole 0)) ((";
  for (int i = 0; i < values; ++i) text += "(h" + std::to_string(i) + ")";
  text +=
      ")))\n(declare-fun init (Process) Hole)\n(declare-fun decides (Process Hole) Bool)\n"
      "(assert (! (and (forall ((p Process)) (exists ((v Hole)) (decides p v)))"
      " (forall ((p Process) (q Process) (v Hole))"
      " (=> (and (decides p v) (decides q v)) (= p q)))) :named apart))\n"
      "(assert (! (exists ((p Process)) (decides p h0)) :named some))\n";
  return read_spec(text, "pigeons.smt2");
}

std::atomic<int> received{0};

TEST(Possible, IsWhatSomeRunCanEndWith) {
  const Spec spec = pigeons(3);
  base::Stop stop;
  Possibilities possibilities(spec, stop);
  EXPECT_EQ(possibilities.find(spec.properties[0].formula, 3), Possible::kYes);
  EXPECT_EQ(possibilities.find(spec.properties[0].formula, 4), Possible::kNo);
  EXPECT_EQ(possibilities.find(spec.properties[1].formula, 4), Possible::kYes);
  EXPECT_FALSE(possibilities.is_exhausted());
}

/// Z3's own handler takes the first signal and passes it on to no other.
TEST(Possible, LetsAllSignalsThroughWhileZ3Works) {
  struct sigaction ours{};
  struct sigaction before{};
  ours.sa_handler = [](int) { ++received; };
  ASSERT_EQ(sigaction(SIGINT, &ours, &before), 0);
  received = 0;
  int sent = 0;
  std::atomic<bool> ends{false};
  std::thread sender([&] {
    for (; !ends; ++sent) {
      std::raise(SIGINT);  // the handler has run when it returns
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  const Spec spec = pigeons(11);
  base::Stop stop;
  EXPECT_EQ(Possibilities(spec, stop).find(spec.properties[0].formula, 12), Possible::kUnknown);
  ends = true;
  sender.join();
  EXPECT_GT(sent, 0);
  EXPECT_EQ(received, sent);
  ASSERT_EQ(sigaction(SIGINT, &before, nullptr), 0);
}

TEST(Possible, AnswersTheSameQuestionsInEveryRunAndThenStops) {
  const Spec spec = pigeons(11);
  const auto asked = [&] {
    base::Stop stop;
    Possibilities possibilities(spec, stop);
    int questions = 0;
    for (; !possibilities.is_exhausted() && questions < 1000; ++questions)
      EXPECT_EQ(possibilities.find(spec.properties[0].formula, 12), Possible::kUnknown);
    EXPECT_EQ(possibilities.find(spec.properties[1].formula, 1), Possible::kUnknown) << "easy, but too late";
    return questions;
  };
  const int questions = asked();
  EXPECT_GE(questions, 2);
  EXPECT_LE(questions, 6) << "each takes a fifth of the whole effort";
  EXPECT_EQ(asked(), questions);
}

TEST(Possible, StopsBetweenQuestions) {
  const Spec spec = pigeons(2);
  const std::atomic<bool> interrupted{true};
  base::Stop stop(0, 0, &interrupted);
  Possibilities possibilities(spec, stop);
  EXPECT_THROW(possibilities.find(spec.properties[0].formula, 2), base::Stopped);
}

}  // namespace
}  // namespace ggms::spec
