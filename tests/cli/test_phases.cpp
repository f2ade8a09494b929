// Tests that the reported phases of a run add up to its whole time.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "program.h"

namespace ggms::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsSupersetOf;
using Words = std::vector<std::string>;

/// The part of a run's time that is in no phase, beyond the allowance: the larger of 5 % and 10 ms.
double excess(const json& answer) {
  constexpr double kShare = 0.05;
  constexpr double kLeast = 0.01;  // seconds
  double booked = 0;
  for (const json& phase : answer.at("phases")) booked += phase.at("seconds").get<double>();
  const auto whole = answer.at("seconds").get<double>();
  return std::abs(whole - booked) - std::max(kLeast, kShare * whole);
}

/// The names of the phases, which have to add up. On a busy machine the program may have to wait between two
/// of them, so it gets some tries.
Words phases_of(const Words& arguments) {
  constexpr int kTries = 5;
  json answer;
  double worst = 0;
  for (int i = 0; i < kTries; ++i) {
    answer = json::parse(ggms(arguments).out);
    worst = excess(answer);
    if (worst <= 0) break;
  }
  EXPECT_LE(worst, 0) << answer.dump(2);
  Words names;
  for (const json& phase : answer.at("phases")) names.push_back(phase.at("name"));
  return names;
}

Words synth(const std::string& spec, const Words& more) {
  Words words{"synth", spec_file(spec), "--json", "-q"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(Phases, OfALargeCountsViewAddUp) {
  EXPECT_THAT(phases_of(synth("consensus", {"-n", "40", "--faults", "crash=5", "-r", "6", "-s", "2", "--view",
                                            "counts", "--engine", "exact"})),
              IsSupersetOf({"specification", "solving", "checking", "learning", "checking again"}));
}

TEST(Phases, OfAnInfeasibleAnswerWithAllThatFollowsAddUp) {
  const Folder folder;
  const auto arguments = [&](const std::string& certificate) {
    return synth("consensus", {"-n", "4", "--faults", "crash=2", "-r", "2", "--engine", "exact",
                               "--certificate", folder.path(certificate)});
  };
  // A folder of certificates has to be new, so there is only one try.
  const json answer = json::parse(ggms(arguments("one")).out);
  Words names;
  for (const json& phase : answer.at("phases")) names.push_back(phase.at("name"));
  EXPECT_THAT(names, IsSupersetOf({"full information", "solving", "checking", "learning", "certificate",
                                   "stronger view", "conflict", "story"}));
  phases_of(synth("consensus", {"-n", "4", "--faults", "crash=2", "-r", "2", "--engine", "exact"}));
}

TEST(Phases, OfLearningAddUp) {
  EXPECT_THAT(phases_of(synth("consensus",
                              {"-n", "4", "--faults", "crash=2", "-r", "3", "-s", "2", "--policy", "table"})),
              IsSupersetOf({"preparing", "searching", "training", "checking"}));
}

TEST(Phases, OfManyProtocolsAddUp) {
  EXPECT_THAT(phases_of(synth("consensus", {"-n", "3", "--faults", "crash=1", "-r", "2", "-s", "2",
                                            "--engine", "exact", "--all", "100"})),
              IsSupersetOf({"solving", "checking", "forbidding", "checking again"}));
}

TEST(Phases, OfVerifyCertifyAndCompleteAddUp) {
  const Folder folder;
  const std::string path = folder.path("protocol.json");
  write_text(path, flood_set(5, 3, 4));
  EXPECT_THAT(phases_of({"verify", path, "--margin", "--repeat", "3", "--json"}),
              IsSupersetOf({"reading", "timing", "checking", "margin"}));
  EXPECT_THAT(phases_of({"verify", path, "--faults", "crash=3,loss-total=1", "--json"}),
              IsSupersetOf({"checking", "counterexample"}));
  EXPECT_THAT(phases_of({"certify", path, "--json"}), IsSupersetOf({"reading", "auditing"}));
  EXPECT_THAT(phases_of({"complete", path, "--json"}), IsSupersetOf({"reading", "completing"}));
  EXPECT_THAT(ggms({"verify", path}).out, HasSubstr("\n  time: "));
}

}  // namespace
}  // namespace ggms::cli
