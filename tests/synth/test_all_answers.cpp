// Compares the list of all protocols of a setting with a search through all machines that tries their
// renamings one by one: on specifications of the repository in the smallest settings, and on random ones.

#include "synth/all_answers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <limits>
#include <numeric>
#include <regex>
#include <set>
#include <string>

#include "model/fixtures.h"
#include "support/brute.h"
#include "support/cases.h"
#include "support/search.h"
#include "support/slow_cases.h"
#include "synth/exact.h"

namespace ggms::synth {
namespace {

constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

// ---- the plain way: every renaming of every right machine

/// The names that the internal states of each boundary (1..rounds-1) and slot get.
using Names = std::vector<std::vector<std::vector<int>>>;

int renamed_state(const model::Setting& setting, const Names& names, int boundary, std::size_t slot,
                  int state) {
  if (boundary == 0 || boundary == setting.rounds || state < 0 || state >= setting.states) return state;
  return names[static_cast<std::size_t>(boundary)][slot][static_cast<std::size_t>(state)];
}

Moves under_names(const model::Setting& setting, const Moves& moves, const Names& names) {
  const bool own_tables = setting.view == model::View::kVectorId;
  Moves result;
  for (const auto& [entry, next] : moves) {
    const model::Keys keys(setting, entry.round);
    const model::Received received = keys.decode(entry.key);
    model::Received to = received;
    for (std::size_t p = 0; p < received.by_sender.size(); ++p) {
      to.by_sender[p] =
          renamed_state(setting, names, entry.round - 1, own_tables ? p : 0, received.by_sender[p]);
    }
    for (std::size_t state = 0; state + 1 < received.counts.size(); ++state) {
      const int name = renamed_state(setting, names, entry.round - 1, 0, static_cast<int>(state));
      to.counts[static_cast<std::size_t>(name)] = received.counts[state];
    }
    if (received.own >= 0) to.own = renamed_state(setting, names, entry.round - 1, 0, received.own);
    const model::Entry there{entry.round, entry.slot, keys.encode(to)};
    result.emplace_back(there, static_cast<model::State>(renamed_state(
                                   setting, names, entry.round, static_cast<std::size_t>(entry.slot), next)));
  }
  std::sort(result.begin(), result.end());
  return result;
}

/// Calls visit with every way to name states.
template <class Visit>
void for_each_naming(const model::Setting& setting, const Visit& visit) {
  const std::size_t slots =
      setting.view == model::View::kVectorId ? static_cast<std::size_t>(setting.processes) : 1;
  std::vector<int> in_order(static_cast<std::size_t>(setting.states));
  std::iota(in_order.begin(), in_order.end(), 0);
  Names names(static_cast<std::size_t>(setting.rounds), {slots, in_order});
  while (true) {
    visit(names);
    // The next one, as if the permutations were digits: next_permutation is false where one starts anew.
    bool carried = true;
    for (std::size_t boundary = 1; boundary < names.size() && carried; ++boundary) {
      for (std::size_t slot = 0; slot < slots && carried; ++slot) {
        carried = !std::next_permutation(names[boundary][slot].begin(), names[boundary][slot].end());
      }
    }
    if (carried) return;
  }
}

/// The least of all machines that are renamings of a protocol.
Moves least(const model::Setting& setting, const Moves& moves) {
  Moves best = moves;
  for_each_naming(setting,
                  [&](const Names& names) { best = std::min(best, under_names(setting, moves, names)); });
  return best;
}

std::set<Moves> all_protocols(const model::Setting& setting, const std::vector<model::Machine>& machines) {
  std::set<Moves> protocols;
  for (const model::Machine& machine : machines) protocols.insert(least(setting, machine.entries()));
  return protocols;
}

// ---- the engine

struct Found {
  AllAnswers all;
  std::vector<Moves> protocols;
};

Found find_all(const model::Problem& problem, std::uint64_t seed = 1, std::uint64_t limit = kNoLimit) {
  base::Stop stop;
  Found found;
  found.all = all_answers(problem, {seed, 1}, limit, stop, {},
                          [&](Moves moves) { found.protocols.push_back(std::move(moves)); });
  return found;
}

model::Machine machine_of(const model::Setting& setting, const Moves& moves) {
  model::Machine machine(setting);
  for (const auto& [entry, next] : moves) machine.set(entry, next);
  return machine;
}

/// The error in the engine's answer; "" if there is none.
std::string mistake(const model::Problem& problem, const Found& found, const std::set<Moves>& truth) {
  if (found.all.count != found.protocols.size()) return "the count is not that of the protocols";
  if (!found.all.complete) return "the search has not ended";
  const Answer expected = truth.empty() ? Answer::kInfeasible : Answer::kFound;
  if (found.all.result.answer != expected) return "the answer is wrong";
  std::set<Moves> met;
  for (const Moves& moves : found.protocols) {
    if (canonical(problem.setting(), moves) != moves) return "a protocol is not in canonical form";
    if (!support::is_right(problem, machine_of(problem.setting(), moves))) return "a protocol is wrong";
    if (!met.insert(least(problem.setting(), moves)).second) return "a protocol is there twice";
  }
  if (met != truth) return "found " + std::to_string(met.size()) + " of " + std::to_string(truth.size());
  return "";
}

// ---- settings by hand

constexpr const char* kVocabulary = R"(
(set-logic ALL)
(declare-sort Process 0)
(declare-datatypes ((V 0)) (((zero) (one))))
(declare-fun init (Process) V)
(declare-fun decides (Process V) Bool)
(declare-fun correct (Process) Bool)
)";

/// A weak demand, so that liars can't prevent it: correct processes decide, and decide one if all began with
/// one.
constexpr const char* kWeak = R"(
(assert (! (forall ((p Process)) (=> (correct p) (or (decides p zero) (decides p one)))) :named ends))
(assert (! (=> (forall ((p Process)) (= (init p) one)) (forall ((p Process)) (=> (correct p) (decides p one))))
  :named unanimous))
)";

model::Problem weak(model::Setting setting, model::Decide decide = model::Decide::kLast) {
  static const spec::Spec spec = spec::read_spec(std::string(kVocabulary) + kWeak, "weak.smt2");
  setting.decide = decide;
  return {spec, setting};
}

void expect_all(const model::Problem& problem, std::size_t protocols) {
  const auto machines = support::all_right_machines(problem, 30'000'000);
  ASSERT_TRUE(machines.has_value());
  const std::set<Moves> truth = all_protocols(problem.setting(), *machines);
  const std::string where = problem.specification().name + ", " + model::describe(problem.setting());
  EXPECT_EQ(truth.size(), protocols) << where;
  for (const std::uint64_t seed : {1U, 2U}) {
    EXPECT_EQ(mistake(problem, find_all(problem, seed), truth), "") << where;
  }
}

TEST(AllAnswers, AreThoseOfASearchThroughAllMachines) {
  const std::tuple<const char*, model::Setting, std::size_t> cases[] = {
      {"consensus", model::setting_of(2, 1, 1, "crash=1"), 4},
      {"consensus", model::setting_of(2, 2, 2, "crash=1"), 4},
      {"consensus", model::setting_of(2, 2, 3, "crash=1"), 196},
      {"consensus", model::setting_of(2, 2, 2, "none", model::View::kVectorId), 96},
      {"consensus", model::setting_of(2, 2, 2, "omission=1", model::View::kCounts), 2},
      {"consensus", model::setting_of(3, 2, 2, "crash=1", model::View::kCounts), 16},
      {"consensus", model::setting_of(2, 2, 2, "crash=1", model::View::kCountsOwn), 6},
      {"consensus", model::setting_of(2, 2, 2, "loss=1"), 0},
      {"atomic-commit", model::setting_of(2, 2, 2, "crash=1"), 25},
      {"atomic-commit", model::setting_of(3, 1, 1, "loss=1"), 0},
      {"k-set-agreement", model::setting_of(2, 1, 1, "crash=1"), 64},
  };
  for (const auto& [spec, setting, protocols] : cases)
    expect_all(model::problem_of(spec, setting), protocols);
}

TEST(AllAnswers, AreAllWhereLiarsClaimStatesThatNoProcessTakes) {
  expect_all(weak(model::setting_of(2, 2, 2, "byzantine=1", model::View::kCounts)), 25);
  expect_all(weak(model::setting_of(2, 2, 2, "byzantine=1", model::View::kCountsOwn)), 81);
  expect_all(weak(model::setting_of(2, 2, 3, "byzantine=1", model::View::kCounts)), 138);
}

TEST(AllAnswers, AreAllWhereDecisionsComeEarly) {
  expect_all(weak(model::setting_of(2, 3, 2, "none", model::View::kCounts), model::Decide::kAny), 123);
  expect_all(weak(model::setting_of(2, 2, 2, "byzantine=1", model::View::kCounts), model::Decide::kAny),
             1619);
}

// ---- random specifications

struct Tally {
  int cases = 0;
  int feasible = 0;
  int several = 0;     // had more than one protocol
  int renameable = 0;  // and more machines than protocols
};

Tally compare(std::uint64_t seed, int cases) {
  constexpr std::uint64_t kMaxRuns = 20'000;
  constexpr std::size_t kMaxMachines = 1'000;
  constexpr int kMaxProcesses = 2;
  base::Rng rng(seed, "all answers");
  Tally tally;
  while (tally.cases < cases && !testing::Test::HasFailure()) {
    const support::Case test_case = support::random_problem(rng, kMaxProcesses);
    const model::Problem problem = support::problem_of(test_case);
    const auto machines = support::all_right_machines(problem, kMaxRuns);
    if (!machines || machines->size() > kMaxMachines) continue;
    const std::set<Moves> truth = all_protocols(problem.setting(), *machines);
    ++tally.cases;
    tally.feasible += truth.empty() ? 0 : 1;
    tally.several += truth.size() > 1 ? 1 : 0;
    tally.renameable += truth.size() > 1 && machines->size() > truth.size() ? 1 : 0;
    EXPECT_EQ(mistake(problem, find_all(problem, rng.below(1000)), truth), "")
        << support::describe(test_case);
  }
  return tally;
}

TEST(AllAnswers, AreThoseOfASearchThroughAllMachinesForRandomSpecifications) {
  const Tally tally = compare(1, 200);
  EXPECT_GE(tally.feasible, 40);
  EXPECT_GE(tally.several, 40);
  EXPECT_GE(tally.renameable, 10);
}

TEST(SlowAllAnswers, AreThoseOfASearchThroughAllMachinesForManyMoreSpecifications) {
  const Tally tally = compare(2, support::slow_cases(1500));
  EXPECT_GE(tally.renameable, support::slow_cases(75));
}

// ---- renamings

TEST(AllAnswers, RenamedMachinesHaveOneCanonicalForm) {
  base::Rng rng(1, "renamings");
  int changed = 0;
  for (const model::View view : model::kAllViews) {
    for (const model::Decide decide : {model::Decide::kLast, model::Decide::kAny}) {
      const model::Setting setting = weak(model::setting_of(2, 3, 3, "byzantine=1", view), decide).setting();
      for (int i = 0; i < 20; ++i) {
        // Half of the entries are missing, so processes receive some states to which no entry leads.
        Moves moves;
        for (const auto& [entry, next] : model::machine_by(setting, [&](int round, int, const auto&) {
                                           return static_cast<model::State>(rng.below(
                                               static_cast<std::uint64_t>(setting.alphabet(round))));
                                         }).entries()) {
          if (rng.coin()) moves.emplace_back(entry, next);
        }
        std::vector<Moves> all;
        for_each_naming(setting,
                        [&](const Names& names) { all.push_back(under_names(setting, moves, names)); });
        const Moves expected = canonical(setting, moves);
        EXPECT_NE(std::find(all.begin(), all.end(), expected), all.end()) << "another protocol";
        const std::size_t step = all.size() / 10 + 1;
        for (std::size_t j = 0; j < all.size(); j += step) {
          changed += all[j] != moves ? 1 : 0;
          EXPECT_EQ(canonical(setting, all[j]), expected);
          EXPECT_EQ(digest(canonical(setting, all[j])), digest(expected));
        }
      }
    }
  }
  EXPECT_GT(changed, 100);
}

/// One process that has to remember its value, where the last of five may be taken for the one before.
model::Problem remembering() {
  const std::string text = std::regex_replace(std::string(kVocabulary), std::regex("\\(zero\\) \\(one\\)"),
                                              "(v1) (v2) (v3) (v4) (v5)") +
                           R"(
(assert (! (forall ((p Process)) (=> (not (= (init p) v5)) (decides p (init p)))) :named remembers))
(assert (! (forall ((p Process)) (=> (= (init p) v5) (or (decides p v4) (decides p v5)))) :named nearly))
)";
  return {spec::read_spec(text, "remembering.smt2"), model::setting_of(1, 3, 5, "none")};
}

TEST(AllAnswers, MeetAProtocolAgainWhereItsMachinesAreTooManyToForbid) {
  // Five states at two boundaries, or four and then four: (5! / 5)^2 = 576 machines after the freeze for each
  // of two protocols that keep the last value apart to the end, and as many for one that joins it to the one
  // before in round 2, or in round 1.
  const model::Problem problem = remembering();
  const Found found = find_all(problem);
  EXPECT_EQ(found.protocols.size(), 4U);
  EXPECT_TRUE(found.all.complete);
  EXPECT_GT(found.all.result.statistics.candidates, 4U * 4);
  EXPECT_EQ(std::set<Moves>(found.protocols.begin(), found.protocols.end()).size(), 4U);
}

TEST(AllAnswers, TheMachinesThatAreForbiddenTogetherAreRenamingsThatTheFreezeAllows) {
  const model::Problem problem = remembering();
  base::Stop stop;
  const Result one = exact(problem, {1, 1}, stop, {});
  ASSERT_EQ(one.answer, Answer::kFound);
  const Moves moves = one.machine->entries();
  std::set<Moves> expected;
  for_each_naming(problem.setting(), [&](const Names& names) {
    const Moves other = under_names(problem.setting(), moves, names);
    // All begin with the first value, nothing is lost: one entry a round, which leads to the first state.
    if (other[0].second == 0 && std::count_if(other.begin(), other.end(), [](const auto& move) {
                                  return move.first.round == 2 && move.first.key == 1 && move.second == 0;
                                }) == 1)
      expected.insert(other);
  });
  const std::vector<Moves> all = renamed(problem.setting(), moves, 1'000'000);
  EXPECT_EQ(std::set<Moves>(all.begin(), all.end()), expected);
  EXPECT_EQ(all.size(), expected.size());
  EXPECT_GT(all.size(), 100U);
  const std::vector<Moves> some = renamed(problem.setting(), moves, 7);
  EXPECT_EQ(some.size(), 7U);
  for (const Moves& other : some) EXPECT_EQ(expected.count(other), 1U);
}

// ---- limits

TEST(AllAnswers, SomeAreEnoughWhereSoManyAreAskedFor) {
  const model::Problem problem = model::problem_of("atomic-commit", model::setting_of(2, 2, 2, "crash=1"));
  const Found all = find_all(problem);
  const Found some = find_all(problem, 1, 10);
  EXPECT_EQ(some.all.count, 10U);
  EXPECT_FALSE(some.all.complete);
  EXPECT_EQ(some.all.result.answer, Answer::kFound);
  const std::set<Moves> known(all.protocols.begin(), all.protocols.end());
  for (const Moves& moves : some.protocols) EXPECT_EQ(known.count(moves), 1U);
}

TEST(AllAnswers, StoppedOnTheWayTheSearchSaysHowFarItCame) {
  std::atomic<bool> interrupted{false};
  base::Stop stop(0, 0, &interrupted);
  int heard = 0;
  const AllAnswers all =
      all_answers(model::problem_of("atomic-commit", model::setting_of(2, 2, 2, "crash=1")), {1, 1}, kNoLimit,
                  stop, {}, [&](const Moves&) { interrupted = ++heard == 3; });
  EXPECT_EQ(all.count, 3U);
  EXPECT_FALSE(all.complete);
  EXPECT_EQ(all.result.answer, Answer::kUnknown);
  EXPECT_EQ(all.result.statistics.protocols, 3U);
}

}  // namespace
}  // namespace ggms::synth
