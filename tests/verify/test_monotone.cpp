// Tests that a stronger adversary can do all that a weaker one can. So a machine that survives the stronger
// one survives the weaker, and a setting that is infeasible under the weaker is infeasible under the
// stronger.
//
// For any specification, the executions of one setting are among those of another, facts included,
//   - where each number is lower, or a word is dropped;
//   - with omission=f and general-omission=f: who is picked fails, decides, and is not correct in both;
//   - with loss-total=k and loss=k, with loss=k and loss-total=k*r, and with any number of splits and as many
//     losses a round as the largest split cuts: no process fails.
// More holds only of specifications that speak of correct processes alone, and neither of losses nor of
// crashes: what correct processes receive from one who crashes (in either reading), or omits to send or to
// receive, one who omits and one who forges can send too. It does not hold of others: one who omits decides,
// one who crashes in the last round does not, one who crashes late does, one who forges does not; and
// "some process decides zero" can be true because of it. Uniform consensus only forbids decisions, but to the
// correct, so that crash-late is stronger than crash, and omission stronger than both; one who forges decides
// nothing, so byzantine is not.

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/fixtures.h"
#include "support/cases.h"
#include "synth/exact.h"
#include "verify/explicit.h"

namespace ggms::verify {
namespace {

using support::Case;

int number(const model::FaultLimits& limits, const std::string& word) {
  return limits.numbers[model::row_of(word)];
}

/// Faults that are at most as strong as these in every specification, one step away.
std::vector<model::FaultLimits> weaker_than(const model::FaultLimits& strong, int processes, int rounds) {
  std::vector<model::FaultLimits> all;
  const auto less = [&](const std::string& word, int instead, const std::string& other) {
    model::FaultLimits limits = strong;
    limits.numbers[model::row_of(word)] = 0;
    if (!other.empty()) {
      if (limits.numbers[model::row_of(other)] > 0) return;  // two words can't be added up into one
      limits.numbers[model::row_of(other)] = instead;
    }
    all.push_back(limits);
  };
  for (std::size_t word = 0; word < model::kFaultWords; ++word) {
    for (int lower = 0; lower < strong.numbers[word]; ++lower) {
      model::FaultLimits limits = strong;
      limits.numbers[word] = lower;
      all.push_back(limits);
    }
  }
  if (const int f = number(strong, "general-omission"); f > 0) less("general-omission", f, "omission");
  const int loss = number(strong, "loss");
  if (loss > 0) less("loss", loss, "loss-total");
  if (const int total = number(strong, "loss-total"); total >= rounds)
    less("loss-total", total / rounds, "loss");
  const int cut = 2 * (processes / 2) * ((processes + 1) / 2);
  if (loss >= cut) less("loss", rounds, "partition");
  return all;
}

bool survives(const model::Problem& problem, const model::FaultLimits& faults,
              const model::Machine& machine) {
  model::Setting setting = problem.setting();
  setting.faults = faults;
  base::Stop stop;
  ExplicitOptions verdict_only;
  verdict_only.count = false;
  const model::Problem weaker = problem.with(setting);
  return Explicit(weaker).check(machine, verdict_only, stop).verdict == Verdict::kVerified;
}

std::optional<model::Machine> found(const model::Problem& problem) {
  constexpr double kPatience = 0.5;  // seconds; a hard problem is passed over
  base::Stop stop(kPatience, 0, nullptr);
  return synth::exact(problem, {1, 1}, stop, {}).machine;
}

TEST(Monotone, AProtocolThatSurvivesStrongerFaultsSurvivesWeakerOnes) {
  base::Rng rng(6, "monotone");
  int survivals = 0;
  int deaths = 0;  // so that surviving means something
  for (int i = 0; i < 300; ++i) {
    const Case random = support::random_problem(rng, 3);
    const model::Problem problem = support::problem_of(random);
    const model::FaultLimits& strong = problem.setting().faults;
    const auto weaker = weaker_than(strong, problem.setting().processes, problem.setting().rounds);
    if (weaker.empty()) continue;
    std::vector<model::Machine> machines{model::random_machine(problem.setting(), rng)};
    if (const auto right = found(problem)) machines.push_back(*right);
    // A machine that is right under fewer faults: it may be wrong under more.
    if (const auto right = found(problem.with([&] {
          model::Setting setting = problem.setting();
          setting.faults = weaker[rng.below(weaker.size())];
          return setting;
        }()))) {
      machines.push_back(*right);
    }
    for (const model::Machine& machine : machines) {
      if (!survives(problem, strong, machine)) {
        ++deaths;
        continue;
      }
      for (const model::FaultLimits& less : weaker) {
        ++survivals;
        EXPECT_TRUE(survives(problem, less, machine))
            << "survives " << to_string(strong) << " but not " << to_string(less) << "\n"
            << support::describe(random);
      }
    }
  }
  EXPECT_GE(survivals, 300);
  EXPECT_GE(deaths, 100);
}

// ---- answers of the engine

/// Pairs (weaker, stronger) for specifications that only forbid decisions, but to correct processes.
struct Pair {
  std::string weak;
  std::string strong;
};
const std::vector<Pair> kForAll = {
    {"none", "crash=1"},
    {"crash=1", "crash=2"},
    {"crash-late=1", "crash-late=2"},
    {"none", "omission=1"},
    {"omission=1", "omission=2"},
    {"omission=1", "general-omission=1"},
    {"byzantine=1", "crash=1,byzantine=1"},
    {"crash=1", "crash=1,byzantine=1"},
    {"none", "byzantine=1"},
    {"loss-total=1", "loss=1"},
    {"loss=1", "loss-total=2"},  // two rounds
    {"loss-total=2", "loss=2"},
    {"none", "partition=1"},
    {"partition=1", "partition=2"},
    {"crash=1", "crash=1,loss-total=1"},
    {"loss-total=1", "crash=1,loss-total=1"},
};
const std::vector<Pair> kWhereDecisionsAreForbidden = {
    // n - 1 = 2 messages of one process a round, which then is no correct one; with losses all are.
    {"omission=1", "loss=2"},       {"crash=1", "crash-late=1"},    {"crash=2", "crash-late=2"},
    {"crash-late=1", "omission=1"}, {"crash-late=2", "omission=2"}, {"partition=1", "loss=4"},
    {"partition=2", "loss=4"},
};
const std::vector<Pair> kOfCorrectProcesses = {
    {"omission=1", "byzantine=1"},
    {"general-omission=1", "byzantine=1"},
    {"crash-late=1", "byzantine=1"},
};

TEST(Monotone, AProblemThatIsInfeasibleUnderFewerFaultsIsSoUnderMore) {
  int falls = 0;  // feasible with less, infeasible with more
  int both_found = 0;
  int both_infeasible = 0;
  for (const std::string spec : {"consensus", "correct-consensus"}) {
    for (const model::View view : {model::View::kVector, model::View::kVectorId}) {
      std::vector<Pair> pairs = kForAll;
      pairs.insert(pairs.end(), kWhereDecisionsAreForbidden.begin(), kWhereDecisionsAreForbidden.end());
      if (spec == "correct-consensus")
        pairs.insert(pairs.end(), kOfCorrectProcesses.begin(), kOfCorrectProcesses.end());
      std::map<std::string, bool> feasible;
      const auto answer = [&](const std::string& faults) {
        const auto known = feasible.find(faults);
        if (known != feasible.end()) return known->second;
        base::Stop stop;
        const auto result =
            synth::exact(model::problem_of(spec, model::setting_of(3, 2, 2, faults, view)), {1, 1}, stop, {});
        EXPECT_NE(result.answer, synth::Answer::kUnknown);
        return feasible[faults] = result.answer == synth::Answer::kFound;
      };
      for (const auto& [weak, strong] : pairs) {
        const bool less = answer(weak);
        const bool more = answer(strong);
        EXPECT_TRUE(less || !more) << spec << ": " << strong << " is feasible, but " << weak << " is not";
        falls += less && !more ? 1 : 0;
        both_found += less && more ? 1 : 0;
        both_infeasible += !less && !more ? 1 : 0;
      }
    }
  }
  EXPECT_GE(falls, 10);
  EXPECT_GE(both_found, 10);
  EXPECT_GE(both_infeasible, 5);
}

}  // namespace
}  // namespace ggms::verify
