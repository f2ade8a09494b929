// Tests stories of infeasible answers: known impossibilities have one, the told steps are a complete proof,
// and no wrong story passes.

#include "synth/story.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <tuple>

#include "base/error.h"
#include "base/rng.h"
#include "model/faults.h"
#include "model/fixtures.h"
#include "spec/spec.h"
#include "support/cases.h"
#include "synth/story_runs.h"

namespace ggms::synth {
namespace {

Telling tell(const model::Problem& problem) {
  base::Stop stop;
  return tell_story(problem, stop);
}

Telling tell(const std::string& spec, int n, int rounds, const std::string& faults,
             model::View view = model::View::kVector) {
  return tell(model::problem_of(spec, model::setting_of(n, rounds, 1, faults, view)));
}

/// Every two of three histories have to differ, which two decisions can't.
constexpr const char* kTriangle = R"(
(declare-sort Process 0)
(declare-datatypes ((Bit 0)) (((zero) (one))))
(declare-fun init (Process) Bit)
(declare-fun decides (Process Bit) Bool)
(declare-fun lost () Bool)
(assert (! (=> lost (forall ((p Process) (q Process))
             (=> (not (= p q)) (not (exists ((v Bit)) (and (decides p v) (decides q v)))))))
           :named differ))
)";

model::Problem triangle() {
  return {spec::read_spec(kTriangle, "triangle.smt2"), model::setting_of(2, 1, 1, "loss=2")};
}

int cases(const StoryPart& part) {
  int count = static_cast<int>(part.cases.size());
  for (const StoryCase& one : part.cases) count += cases(one.part);
  return count;
}

/// Whether some decisions after the story's runs meet all properties: by trying them all, from the machine
/// and the scenarios alone.
bool can_be_met(const Story& story) {
  std::vector<model::Entry> entries;
  for (const StoryRun& run : story.runs) {
    for (const model::Entry& entry : run.knows) {
      if (entry.round != 0 && std::find(entries.begin(), entries.end(), entry) == entries.end())
        entries.push_back(entry);
    }
  }
  const auto decisions = static_cast<std::size_t>(story.problem.setting().decisions);
  std::size_t all = 1;
  for (std::size_t i = 0; i < entries.size(); ++i) all *= decisions;
  const spec::Spec& spec = story.problem.specification();
  for (std::size_t way = 0; way < all; ++way) {
    model::Machine machine = story.machine;
    std::size_t rest = way;
    for (const model::Entry& entry : entries) {
      machine.set(entry, static_cast<model::State>(rest % decisions));
      rest /= decisions;
    }
    bool holds = true;
    for (const StoryRun& run : story.runs) {
      const model::Execution execution = model::simulate(story.problem, machine, run.scenario);
      EXPECT_FALSE(execution.missing);
      for (const spec::Property& property : spec.properties)
        holds = holds && spec::evaluate(spec.formulas, property.formula, execution.outcome);
      if (!holds) break;
    }
    if (holds) return true;
  }
  return false;
}

struct Known {
  const char* spec;
  int n;
  int rounds;
  const char* faults;
  model::View view;
  std::size_t runs;
};

class Stories : public testing::TestWithParam<Known> {};

TEST_P(Stories, RunsAloneContradictThePropertiesAndNoneCanBeLeftOut) {
  const Known& known = GetParam();
  const Telling telling = tell(known.spec, known.n, known.rounds, known.faults, known.view);
  ASSERT_TRUE(telling.story) << telling.why_not;
  const Story& story = *telling.story;
  EXPECT_EQ(story.runs.size(), known.runs);
  EXPECT_NO_THROW(check_story(story));
  EXPECT_FALSE(can_be_met(story));
  ASSERT_TRUE(story.irreducible);
  for (std::size_t left_out = 0; left_out < story.runs.size(); ++left_out) {
    Story less = story;
    less.runs.erase(less.runs.begin() + static_cast<std::ptrdiff_t>(left_out));
    EXPECT_TRUE(can_be_met(less)) << "without run " << left_out + 1;
  }
}

INSTANTIATE_TEST_SUITE_P(OfSpecifications, Stories,
                         testing::Values(Known{"consensus", 2, 1, "loss=1", model::View::kVector, 4},
                                         Known{"consensus", 2, 2, "loss=1", model::View::kVector, 8},
                                         Known{"consensus", 2, 1, "loss=1", model::View::kVectorId, 5},
                                         Known{"consensus", 3, 1, "crash=1", model::View::kVector, 6},
                                         Known{"consensus", 3, 1, "crash=1", model::View::kCounts, 6},
                                         Known{"consensus", 3, 1, "crash=1", model::View::kCountsOwn, 7},
                                         Known{"consensus", 3, 1, "partition=1", model::View::kVector, 3},
                                         Known{"consensus", 3, 1, "byzantine=1", model::View::kVector, 3},
                                         Known{"consensus", 3, 2, "crash-late=2", model::View::kVector, 12},
                                         Known{"correct-consensus", 3, 1, "general-omission=1",
                                               model::View::kVector, 6},
                                         Known{"replication", 3, 1, "crash=1", model::View::kVector, 3},
                                         Known{"atomic-commit", 3, 1, "crash=1", model::View::kVector, 3}));

TEST(Story, IsAChainWhereOneDecisionForcesTheNext) {
  const Telling telling = tell("consensus", 2, 2, "loss=1");
  ASSERT_TRUE(telling.story) << telling.why_not;
  const StoryPart& part = telling.story->part;
  EXPECT_TRUE(part.cases.empty());
  EXPECT_TRUE(part.steps.front().premises.empty()) << "validity forces the first decision";
  EXPECT_FALSE(part.steps.back().process) << "validity is broken by the last one";
  for (std::size_t i = 1; i < part.steps.size(); ++i) {
    ASSERT_EQ(part.steps[i].premises.size(), 1U);
    EXPECT_EQ(part.steps[i].premises.front().run, part.steps[i - 1].run);
  }
}

TEST(Story, IsATreeWhereNoDecisionIsForced) {
  const Telling telling = tell(triangle());
  ASSERT_TRUE(telling.story) << telling.why_not;
  EXPECT_EQ(telling.story->runs.size(), 3U);
  EXPECT_EQ(cases(telling.story->part), 2);
  EXPECT_FALSE(can_be_met(*telling.story));
}

/// Whether a process decides at the end of a run.
bool has_decider(const StoryRun& run) {
  return std::any_of(run.knows.begin(), run.knows.end(),
                     [](const model::Entry& entry) { return entry.round != 0; });
}

TEST(Story, OfARunInWhichNoProcessDecidesNamesThePropertyThatIsBroken) {
  constexpr const char* kDeclarations = R"(
(declare-sort Process 0)
(declare-datatypes ((Bit 0)) (((zero) (one))))
(declare-fun init (Process) Bit)
(declare-fun decides (Process Bit) Bool)
)";
  const std::string decided =
      std::string(kDeclarations) + "(assert (! (exists ((p Process) (v Bit)) (decides p v)) :named decided))";
  const std::string never = std::string(kDeclarations) + "(assert (! false :named never))";
  for (const auto& [spec, faults, n] :
       {std::tuple(decided, "crash=3", 3), std::tuple(decided, "crash=2", 2),
        std::tuple(decided, "crash-late=2", 2), std::tuple(never, "byzantine=2", 2)}) {
    SCOPED_TRACE(faults);
    const Telling telling = tell({spec::read_spec(spec, "odd.smt2"), model::setting_of(n, 2, 1, faults)});
    ASSERT_TRUE(telling.story) << telling.why_not;
    const Story& story = *telling.story;
    ASSERT_EQ(story.runs.size(), 1U);
    EXPECT_FALSE(has_decider(story.runs.front()));
    ASSERT_EQ(story.part.steps.size(), 1U);
    EXPECT_EQ(story.part.steps.front().process, std::nullopt);
    EXPECT_EQ(story.part.steps.front().properties, std::vector<int>{0});
    EXPECT_TRUE(story.part.cases.empty());
    EXPECT_NO_THROW(check_story(story));
    EXPECT_FALSE(can_be_met(story));
    Story bad = story;
    bad.part.steps.front().properties.clear();
    EXPECT_THROW(check_story(bad), base::InternalError) << "there is no contradiction without a property";
  }
}

/// Every fault word for all processes, and one for fewer, with sensible specifications and with nonsense:
/// tell_story checks each story, and this test checks it again by trying all decisions.
TEST(Story, OfRandomSpecificationsUnderTheMostFaultsIsRight) {
  base::Rng rng(20261126, "stories");
  int told = 0;
  int without_deciders = 0;
  for (int i = 0; i < 320; ++i) {
    support::Case drawn;
    model::Setting& setting = drawn.setting;
    setting.processes = 1 + static_cast<int>(rng.below(3));
    setting.rounds = setting.processes == 3 ? 1 : 1 + static_cast<int>(rng.below(2));
    setting.states = 1;
    setting.view = model::kAllViews[rng.below(std::size(model::kAllViews))];
    const std::size_t word = static_cast<std::size_t>(i) % model::kFaultWords;
    setting.faults.numbers[word] =
        std::min(setting.processes, model::largest_number(word, setting.processes, setting.rounds));
    drawn.draft = rng.coin() ? support::wild_draft(setting.processes, rng)
                             : support::random_draft(setting.processes, rng);
    if (rng.below(4) == 0)
      drawn.draft.properties.emplace_back("(exists ((p Process) (v Choice)) (decides p v))");
    const Telling telling = tell(support::problem_of(drawn));
    if (!telling.story) continue;
    ++told;
    const Story& story = *telling.story;
    if (std::none_of(story.runs.begin(), story.runs.end(), has_decider)) ++without_deciders;
    EXPECT_NO_THROW(check_story(story)) << support::describe(drawn);
    if (story.runs.size() > 3) continue;
    EXPECT_FALSE(can_be_met(story)) << support::describe(drawn);
  }
  EXPECT_GT(told, 60);
  EXPECT_GT(without_deciders, 10);
}

TEST(Story, IsTheSameEveryTime) {
  const Telling one = tell("consensus", 3, 1, "omission=1");
  const Telling other = tell("consensus", 3, 1, "omission=1");
  ASSERT_TRUE(one.story && other.story);
  ASSERT_EQ(one.story->runs.size(), other.story->runs.size());
  for (std::size_t i = 0; i < one.story->runs.size(); ++i) {
    EXPECT_EQ(one.story->runs[i].knows, other.story->runs[i].knows);
    EXPECT_EQ(one.story->runs[i].scenario.rounds, other.story->runs[i].scenario.rounds);
  }
}

TEST(Story, IsNotToldWhereThereIsNone) {
  EXPECT_FALSE(tell("consensus", 5, 1, "crash=1").story) << "more processes than a reader can follow";
  EXPECT_NE(tell("consensus", 5, 1, "crash=1").why_not.find("at most 4 processes"), std::string::npos);
  EXPECT_NE(tell("consensus", 4, 2, "crash=2").why_not.find("over 20 runs"), std::string::npos);
  EXPECT_NE(tell("consensus", 3, 2, "crash=1").why_not.find("can be met"), std::string::npos);
  model::Setting early = model::setting_of(2, 2, 1, "loss=1");
  early.decide = model::Decide::kAny;
  EXPECT_NE(tell(model::problem_of("consensus", early)).why_not.find("decide any"), std::string::npos);
  early.rounds = 1;
  EXPECT_TRUE(tell(model::problem_of("consensus", early)).story) << "the only round is the last one";
}

TEST(Story, IsOfTheAttemptWithAnyNumberOfStatesOnly) {
  base::Stop stop;
  Attempt attempt;
  attempt.setting = model::setting_of(2, 2, 2, "loss=1");
  attempt.answer = Answer::kInfeasible;
  const Conflict conflict{{0, 1, 2}, true};
  const Telling limited = tell_story(model::spec_of("consensus"), attempt, conflict, stop);
  EXPECT_FALSE(limited.story);
  EXPECT_NE(limited.why_not.find("at most 2"), std::string::npos);
  attempt.any_states = true;
  const Telling unlimited = tell_story(model::spec_of("consensus"), attempt, conflict, stop);
  ASSERT_TRUE(unlimited.story);
  EXPECT_EQ(unlimited.story->problem.specification().properties.size(), 3U) << "those that conflict";
}

/// The groups of all steps.
std::vector<std::vector<int>> alike_in(const StoryPart& part) {
  std::vector<std::vector<int>> groups;
  for (const StoryStep& step : part.steps) groups.insert(groups.end(), step.alike.begin(), step.alike.end());
  for (const StoryCase& one : part.cases) {
    const std::vector<std::vector<int>> inside = alike_in(one.part);
    groups.insert(groups.end(), inside.begin(), inside.end());
  }
  return groups;
}

TEST(Story, NamesThoseWhoDecideAlikeWhereAStepNeedsIt) {
  const Telling enters = tell("mutual-exclusion", 3, 1, "omission=1");
  ASSERT_TRUE(enters.story) << enters.why_not;
  EXPECT_EQ(alike_in(enters.story->part), (std::vector<std::vector<int>>{{0, 1, 2}}));
  Story unsaid = *enters.story;
  unsaid.part.steps.back().alike.clear();
  EXPECT_THROW(check_story(unsaid), base::InternalError) << "p3 alone could enter";
  unsaid.part.steps.back().alike = {{0, 1}};
  EXPECT_THROW(check_story(unsaid), base::InternalError);
  // Agreement and validity speak of each process, so no step needs processes that decide alike.
  const Telling agrees = tell("consensus", 3, 1, "crash=1");
  ASSERT_TRUE(agrees.story) << agrees.why_not;
  EXPECT_TRUE(alike_in(agrees.story->part).empty());
}

TEST(Story, ThatGroupsOthersThanThoseWhoKnowTheSameIsCaught) {
  Story bad = *tell("consensus", 2, 1, "loss=1").story;
  bool is_changed = false;
  for (StoryStep& step : bad.part.steps) {
    const std::vector<model::Entry>& knows = bad.runs[step.run].knows;
    if (knows[0] == knows[1]) continue;
    step.alike = {{0, 1}};
    is_changed = true;
  }
  ASSERT_TRUE(is_changed);
  EXPECT_THROW(check_story(bad), base::InternalError);
}

/// Each of these makes a story wrong.
TEST(Story, AWrongOneIsCaught) {
  const Story good = *tell("consensus", 2, 2, "loss=1").story;
  const auto is_caught = [&](const auto& change) {
    Story bad = good;
    change(bad);
    EXPECT_THROW(check_story(bad), base::InternalError);
  };
  is_caught([](Story& bad) { bad.part.steps[0].decisions = {1 - bad.part.steps[0].decisions[0]}; });
  is_caught([](Story& bad) { bad.part.steps[1].properties = {3}; });
  is_caught([](Story& bad) { bad.part.steps.pop_back(); });
  is_caught([](Story& bad) { bad.part.steps.erase(bad.part.steps.begin()); });
  is_caught([](Story& bad) { bad.part.steps[1].premises.clear(); });
  is_caught(
      [](Story& bad) { bad.part.steps[1].premises[0].there = 1 - bad.part.steps[1].premises[0].there; });
  is_caught([](Story& bad) { bad.runs[2].scenario.initial = {1, 1}; });
  is_caught([](Story& bad) { bad.runs[2].scenario.rounds.clear(); });
  is_caught([](Story& bad) { bad.runs[2].scenario.rounds[0].losses = {{0, 1}, {1, 0}}; });  // more than one
  is_caught([](Story& bad) { bad.runs.pop_back(); });
  is_caught([](Story& bad) {  // one name for two histories that a process can tell apart
    const auto entries = bad.machine.entries();
    ASSERT_GE(entries.size(), 2U);
    bad.machine.set(entries[0].first, entries[1].second);
  });
}

TEST(Story, WithACaseLeftOutIsCaught) {
  Story bad = *tell(triangle()).story;
  ASSERT_FALSE(bad.part.cases.empty());
  bad.part.cases.pop_back();
  EXPECT_THROW(check_story(bad), base::InternalError);
}

TEST(Story, WithALieAboutAHistoryThatNoProcessHasIsCaught) {
  Story bad = *tell("consensus", 3, 2, "byzantine=1").story;
  bool changed = false;
  for (StoryRun& run : bad.runs) {
    if (run.scenario.rounds.size() < 2 || run.scenario.rounds[1].forged.empty()) continue;
    run.scenario.rounds[1].forged[0].state = bad.problem.setting().states - 1;
    changed = true;
  }
  ASSERT_TRUE(changed);
  EXPECT_THROW(check_story(bad), base::InternalError);
}

TEST(StoryRuns, UnitPropagationNamesTheClausesOnItsWay) {
  // 1; 1 -> 2; 2 -> 3; not 3; and an unrelated clause.
  EXPECT_EQ(propagated(5, {{4, 5}, {1}, {-1, 2}, {-2, 3}, {-3}}), (std::vector<std::size_t>{1, 2, 3, 4}));
  EXPECT_EQ(propagated(2, {{1, 2}, {-1, 2}, {1, -2}, {-1, -2}}), std::nullopt) << "no decision is forced";
}

TEST(StoryRuns, FewGroupsAreNoMoreThanNeeded) {
  base::Stop stop;
  const Grouped grouped{3, {{1, 2}}, {{{-1}}, {{-2, 3}}, {{-2}}, {{-3}}}};
  EXPECT_EQ(few_groups(grouped, stop), (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(few_groups({2, {{1, 2}}, {{{-1}}}}, stop), std::nullopt);
}

}  // namespace
}  // namespace ggms::synth
