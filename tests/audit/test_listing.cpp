// Tests certificates of found protocols: a list of configurations is good if and only if it is closed and
// safe.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "audit/certify.h"
#include "audit/drafts.h"
#include "base/error.h"
#include "base/rng.h"
#include "files/protocol.h"
#include "model/fixtures.h"
#include "support/cases.h"

namespace ggms::audit {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;
using Verdict = Certificate::Verdict;

constexpr const char* kAgreement = R"((declare-sort Process 0)
(declare-datatypes ((Bit 0)) (((zero) (one))))
(declare-fun init (Process) Bit)
(declare-fun decides (Process Bit) Bool)
(assert (! (forall ((p Process) (q Process)) (not (and (decides p zero) (decides q one)))) :named agreement))
)";

/// FloodSet for three processes of which one may crash, and the list of its reachable configurations.
class Listing : public testing::Test {
 protected:
  static std::string flood(drafts::Look look) {
    drafts::Draft draft = drafts::floodset(3, 1, 2, look);
    draft.spec = kAgreement;
    return drafts::to_json(draft).dump();
  }

  Certificate check(const json& list) const { return check(list.dump()); }
  Certificate check(const std::string& text) const { return certify_listed(protocol_, "p", text, "c.json"); }
  std::string error_of(const json& list) const {
    try {
      check(list);
    } catch (const base::Error& error) {
      return error.what();
    }
    return "";
  }
  /// The error if the first configuration of boundary 1 has another value at a place.
  std::string error_with(const std::string& place, const json& value) const {
    json list = list_;
    list["boundaries"][1][0][json::json_pointer(place)] = value;
    return error_of(list);
  }

  const std::string protocol_ = flood(drafts::Look::kVector);
  const json list_ = json::parse(list_configurations(protocol_, "p").value());
};

TEST_F(Listing, OfAllReachableConfigurationsIsGood) {
  const Certificate found = check(list_);
  EXPECT_TRUE(found.good()) << found.failure;
  const Certificate explored = certify_protocol(protocol_, "p");
  EXPECT_EQ(found.configurations, explored.configurations);
  EXPECT_EQ(found.outcomes, explored.outcomes);
  EXPECT_EQ(found.used_transitions, explored.used_transitions);
  EXPECT_THAT(certificate_lines(found)[3], HasSubstr("listed configurations"));
}

TEST_F(Listing, MustHaveEveryConfigurationWithEveryInitialVector) {
  int removed = 0;
  for (std::size_t at = 0; at < list_["boundaries"].size(); ++at) {
    for (std::size_t i = 0; i < list_["boundaries"][at].size(); ++i) {
      json without = list_;
      without["boundaries"][at].erase(i);
      const Certificate found = check(without);
      EXPECT_EQ(found.verdict, Verdict::kBad);
      EXPECT_THAT(found.failure,
                  AllOf(StartsWith("c.json: {\"groups\": ["), HasSubstr("is not listed, but")));
      ++removed;
      for (std::size_t s = 0; s < list_["boundaries"][at][i]["starts"].size(); ++s) {
        json fewer = list_;
        json& starts = fewer["boundaries"][at][i]["starts"];
        starts.erase(s);
        if (starts.empty()) continue;
        EXPECT_EQ(check(fewer).verdict, Verdict::kBad);
        ++removed;
      }
    }
  }
  EXPECT_GT(removed, 60);
}

TEST_F(Listing, MustHaveConfigurationsUnaltered) {
  for (std::size_t at = 0; at < list_["boundaries"].size(); ++at) {
    const std::vector<std::string> names =
        at == 1 ? std::vector<std::string>{"a", "b"} : std::vector<std::string>{"zero", "one"};
    for (std::size_t i = 0; i < list_["boundaries"][at].size(); ++i) {
      json altered = list_;
      json& configuration = altered["boundaries"][at][i];
      json& group = configuration["groups"][0].contains("state") ? configuration["groups"][0]
                                                                 : configuration["groups"][1];
      group["state"] = group["state"] == names[0] ? names[1] : names[0];
      std::string outcome;
      try {  // after the change it may equal another listed configuration
        outcome = check(altered).good() ? "good" : "bad";
      } catch (const base::Error& error) {
        outcome = error.what();
      }
      EXPECT_THAT(outcome, testing::AnyOf("bad", HasSubstr("is listed twice"))) << configuration;
    }
  }
}

TEST_F(Listing, MayHaveMoreIfThatIsClosedAndSafe) {
  const auto with = [&](std::size_t boundary, const std::string& configuration) {
    json more = list_;
    more["boundaries"][boundary].push_back(json::parse(configuration));
    return check(more);
  };
  // No process crashed, yet a message was lost: no run ends so.
  const std::string three = R"({"groups": [{"process": 1, "state": "zero"}, {"process": 2, "state": "zero"},
      {"process": 3, "state": ")";
  EXPECT_TRUE(with(2, three + R"(zero"}], "lost": true, "starts": [0]})").good());
  const Certificate unsafe = with(2, three + R"(one"}], "lost": true, "starts": [0]})");
  EXPECT_EQ(unsafe.verdict, Verdict::kBad);
  EXPECT_THAT(unsafe.failure,
              AllOf(StartsWith("agreement is false for p = process 1"), HasSubstr("is listed")));
  // A configuration that follows no listed one, and whose successors are not listed.
  const std::string between = R"({"groups": [{"process": 1, "state": "a"}, {"process": 2, "state": "b"},
      {"process": 3, "state": "b"}], "lost": true, "starts": [7]})";
  const Certificate open = with(1, between);
  EXPECT_EQ(open.verdict, Verdict::kBad);
  EXPECT_THAT(open.failure, HasSubstr("is not listed, but comes after"));
}

TEST_F(Listing, NamesThePlaceOfAnError) {
  EXPECT_EQ(error_of(json::parse("[]")), "c.json: must be an object");
  EXPECT_EQ(error_of({{"schema", "ggms/protocol/1"}}),
            "c.json: schema: \"ggms/protocol/1\" is not \"ggms/configurations/1\"");
  json fewer = list_;
  fewer["boundaries"].erase(0);
  EXPECT_EQ(error_of(fewer), "c.json: boundaries: must have 3 boundaries");
  json twice = list_;
  twice["boundaries"][0].push_back(twice["boundaries"][0][0]);
  EXPECT_EQ(error_of(twice), "c.json: boundaries[0][8]: is listed twice");
  EXPECT_EQ(error_with("/groups/0/state", "zero"),
            "c.json: boundaries[1][0].groups[0].state: \"zero\" is not a state of this boundary");
  EXPECT_EQ(error_with("/groups/0/process", 4),
            "c.json: boundaries[1][0].groups[0].process: must be a whole number from 1 to 3");
  EXPECT_THAT(error_with("/groups/0", json{{"process", 2}, {"state", "b"}}),
              HasSubstr("groups: must tell once of process 1"));
  EXPECT_THAT(error_with("/groups", json::array()), HasSubstr("groups: tells of 0 processes; there are 3"));
  EXPECT_THAT(error_with("/groups/0", json{{"process", 1}}),
              HasSubstr("groups[0]: has no state, though it is up"));
  EXPECT_THAT(error_with("/groups/0/crashed", "crash"),
              HasSubstr("groups[0]: has crashed, so its state must be a decision"));
  EXPECT_THAT(error_with("/groups/0", json{{"process", 1}, {"crashed", "crash-late"}}),
              HasSubstr("groups: has more faults than the setting allows"));
  EXPECT_THAT(error_with("/groups/0/picked", "byzantine"),
              HasSubstr("is Byzantine, so it neither crashes nor has a state"));
  EXPECT_THAT(error_with("/groups/0/picked", "omission"),
              HasSubstr("groups: has more faults than the setting allows"));
  EXPECT_THAT(error_with("/groups/0/connected", false), HasSubstr("must not say who is connected"));
  EXPECT_THAT(error_with("/groups/0/decided-in", 1), HasSubstr("decided-in: is kept of decisions that some"));
  EXPECT_THAT(error_with("/groups/0/mood", 1), HasSubstr("has \"mood\", which is none of"));
  EXPECT_THAT(error_with("/losses-left", 1), HasSubstr("losses-left: must be a whole number from 0 to 0"));
  EXPECT_THAT(error_with("/starts", json::array({8})),
              HasSubstr("starts[0]: must be a whole number from 0 to 7"));
  EXPECT_THAT(error_with("/starts", json::array({1, 1})),
              HasSubstr("starts[1]: is not more than the one before it"));
  EXPECT_THAT(error_with("/starts", json::array()), HasSubstr("starts: must not be empty"));
}

TEST_F(Listing, OfAnotherMachineIsNotClosed) {
  json other = json::parse(protocol_);
  for (json& transition : other["transitions"]) {
    if (transition["round"] == 1) transition["next"] = transition["next"] == "a" ? "b" : "a";
  }
  EXPECT_EQ(certify_listed(other.dump(), "p", list_.dump(), "c.json").verdict, Verdict::kBad);
}

TEST_F(Listing, LeadsToNoMissingEntry) {
  json other = json::parse(protocol_);
  other["transitions"].erase(other["transitions"].size() - 1);
  const Certificate found = certify_listed(other.dump(), "p", list_.dump(), "c.json");
  EXPECT_EQ(found.verdict, Verdict::kBad);
  EXPECT_THAT(found.failure,
              AllOf(StartsWith("undefined: after {\"groups\": ["), HasSubstr("which has no entry")));
}

/// A random problem of the support library with a machine that has all entries, as a protocol's text. With
/// `harmless` every property is one that always holds, of the same words.
std::string random_protocol(base::Rng& rng, bool harmless) {
  support::Case random = support::random_problem(rng);
  for (std::string& property : random.draft.properties) {
    if (harmless) property = "(or " + property + " (not " + property + "))";
  }
  const model::Problem problem = support::problem_of(random);
  const model::Machine machine =
      model::machine_by(problem.setting(), [&](int round, int, const model::Received&) {
        return static_cast<model::State>(
            rng.below(static_cast<std::uint64_t>(problem.setting().alphabet(round))));
      });
  return files::write_protocol({problem, machine, {}, {}});
}

TEST(ListingOfRandomProtocols, HasTheVerdictOfTheExploration) {
  base::Rng rng(21, "listings");
  int good = 0;
  int bad = 0;
  int removed = 0;
  for (int i = 0; i < 160; ++i) {
    const std::string protocol = random_protocol(rng, i % 2 == 0);
    const Certificate explored = certify_protocol(protocol, "p");
    const auto text = list_configurations(protocol, "p");
    ASSERT_TRUE(text.has_value()) << explored.failure;
    const Certificate listed = certify_listed(protocol, "p", *text, "c.json");
    ASSERT_EQ(listed.verdict, explored.verdict) << listed.failure << "\n" << explored.failure;
    ASSERT_EQ(listed.configurations, explored.configurations);
    ASSERT_EQ(listed.outcomes, explored.outcomes);
    (listed.good() ? good : bad) += 1;
    if (!listed.good()) continue;
    for (int j = 0; j < 5; ++j) {
      json list = json::parse(*text);
      json& boundary = list["boundaries"][rng.below(list["boundaries"].size())];
      boundary.erase(rng.below(boundary.size()));
      ASSERT_EQ(certify_listed(protocol, "p", list.dump(), "c.json").verdict, Verdict::kBad);
      ++removed;
    }
  }
  EXPECT_GE(good, 80);
  EXPECT_GT(bad, 20);
  EXPECT_GE(removed, 400);
}

/// Every value in a JSON value.
void collect(json& value, std::vector<json*>& all) {
  all.push_back(&value);
  if (!value.is_structured()) return;
  for (json& item : value) collect(item, all);
}

TEST(ListingOfRandomProtocols, ChangedAtRandomIsRefusedOrChecked) {
  base::Rng rng(22, "changed listings");
  int accepted = 0;
  int refused = 0;
  for (int i = 0; i < 40; ++i) {
    const std::string protocol = random_protocol(rng, true);
    const json list = json::parse(list_configurations(protocol, "p").value());
    for (int j = 0; j < 25; ++j) {
      json changed = list;
      std::vector<json*> all;
      collect(changed, all);
      const json other = *all[rng.below(all.size())];
      json& target = *all[rng.below(all.size())];
      if (target.is_number()) {
        target = rng.below(4);
      } else {
        target = other;
      }
      if (changed == list) continue;
      try {
        certify_listed(protocol, "p", changed.dump(), "c.json").good() ? ++accepted : ++refused;
      } catch (const base::Error& error) {
        ++refused;
        ASSERT_THAT(error.what(), StartsWith("c.json: "));
      }
    }
  }
  EXPECT_GT(refused, 10 * accepted);
}

}  // namespace
}  // namespace ggms::audit
