// Tests verify --property, which asks a part of the question, and --margin, which asks for more.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/program.h"

namespace ggms::cli {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class OneProperty : public testing::Test {
 protected:
  OneProperty() {
    write_text(good_, flood_set(3, 2, 3));
    write_text(bad_, flood_set(4, 2, 2));  // two rounds are too few against two crashes
  }

  Folder folder_;
  const std::string good_ = folder_.path("good.json");
  const std::string bad_ = folder_.path("bad.json");
};

TEST_F(OneProperty, HoldsAndIsNeverCalledVerified) {
  const Finished run = ggms({"verify", bad_, "--property", "validity-one"});
  EXPECT_EQ(run.exit_code, 0) << "other broken properties make no difference";
  EXPECT_THAT(run.out, AllOf(StartsWith("holds: validity-one\n"), Not(HasSubstr("verified")),
                             Not(HasSubstr("agreement")), Not(HasSubstr("recheck"))));
  const Finished two = ggms({"verify", bad_, "--property", "validity-zero", "--property", "validity-one"});
  EXPECT_EQ(two.exit_code, 0);
  EXPECT_THAT(two.out, AllOf(StartsWith("holds: validity-"), HasSubstr(" and validity-")));
  const json object = json::parse(ggms({"verify", bad_, "--property", "validity-one", "--json"}).out);
  EXPECT_EQ(object.at("verdict"), "holds");
  ASSERT_EQ(object.at("properties").size(), 1U);
  EXPECT_EQ(object.at("properties")[0].at("name"), "validity-one");
  EXPECT_FALSE(object.contains("recheck"));
}

TEST_F(OneProperty, IsReportedBrokenIfItIs) {
  for (const char* method : {"explicit", "scenarios"}) {
    const Finished run = ggms({"verify", bad_, "--property", "agreement", "--method", method});
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_THAT(run.out, StartsWith("violated: agreement"));
    EXPECT_EQ(ggms({"verify", bad_, "--property", "validity-one", "--method", method}).exit_code, 0);
  }
}

TEST_F(OneProperty, IsNamedRightly) {
  const Finished run = ggms({"verify", good_, "--property", "agrement"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(ggms({"verify", good_, "--property", "undefined"}).err,
              HasSubstr("--property: entries that the machine lacks are always looked for"));
  EXPECT_THAT(run.err,
              AllOf(HasSubstr("--property: unknown property 'agrement' (did you mean agreement?); known are"),
                    HasSubstr("validity-zero")));
  EXPECT_THAT(ggms({"verify", good_, "--property", "liveness"}).err,
              AllOf(HasSubstr("known are"), Not(HasSubstr("did you mean"))));
  EXPECT_EQ(ggms({"verify", good_, "--property", ""}).exit_code, 2);
}

TEST_F(OneProperty, HasAMarginOfItsOwn) {
  const json object =
      json::parse(ggms({"verify", good_, "--margin", "--property", "validity-one", "--json"}).out);
  for (const json& line : object.at("margin")) {
    if (line.at("fault") == "loss") {
      EXPECT_EQ(line.at("property"), nullptr) << "FloodSet invents no value";
    }
  }
}

TEST_F(OneProperty, IsOneOfThoseThatAMarginNames) {
  const Finished run = ggms({"verify", good_, "--margin"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, AllOf(StartsWith("verified"), HasSubstr("margin: what else it tolerates"),
                             HasSubstr("nothing: crash=3 is the most"), HasSubstr("breaks agreement")));
  const json object = json::parse(ggms({"verify", good_, "--margin", "--json"}).out);
  EXPECT_EQ(object.at("verdict"), "verified");
  ASSERT_EQ(object.at("margin").size(), 8U) << "a line for each fault word";
  const json& crash = object.at("margin")[0];
  EXPECT_EQ(crash, json({{"fault", "crash"},
                         {"own", 2},
                         {"holds", 3},
                         {"most", 3},
                         {"breaks", nullptr},
                         {"property", nullptr}}));
}

TEST_F(OneProperty, HasNoMarginWhereItIsBroken) {
  EXPECT_THAT(ggms({"verify", bad_, "--margin"}).out,
              AllOf(StartsWith("violated"), Not(HasSubstr("margin"))));
  EXPECT_FALSE(json::parse(ggms({"verify", bad_, "--margin", "--json"}).out).contains("margin"));
}

}  // namespace
}  // namespace ggms::cli
