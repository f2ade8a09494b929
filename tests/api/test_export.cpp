// Tests the export languages by name; tests/export tests the exported texts.

#include "api/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "model/fixtures.h"

namespace ggms::api {
namespace {

using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;

class Exported : public testing::Test {
 protected:
  const model::Problem problem_ = model::problem_of("consensus", model::setting_of(3, 2, 2, "crash=1"));
  const model::Machine machine_ = model::floodset(problem_.setting());
};

TEST_F(Exported, TextDiffersInEveryLanguage) {
  std::set<std::string> names;
  std::set<std::string> texts;
  for (const auto& [name, meaning] : export_formats()) {
    EXPECT_NE(meaning, "") << name;
    names.insert(name);
    const std::string text = exported(problem_, machine_, name);
    EXPECT_NE(text, "") << name;
    texts.insert(text);
  }
  EXPECT_THAT(names, IsSupersetOf({"promela", "smt2", kTlaFormat, "csv"}));
  EXPECT_EQ(texts.size(), names.size());
}

TEST_F(Exported, InAnUnknownLanguageIsAnError) {
  EXPECT_THAT(model::error_of([&] { exported(problem_, machine_, "promella"); }),
              HasSubstr("unknown format 'promella' (did you mean promela?); known are promela, murphi"));
}

TEST_F(Exported, ToTlaHasTheNameOfItsFile) {
  const TlaFiles files = exported_to_tla(problem_, machine_, "Mine");
  EXPECT_THAT(files.module, HasSubstr("MODULE Mine "));
  EXPECT_THAT(files.config, HasSubstr("INVARIANT"));
  EXPECT_THAT(files.module, Not(HasSubstr("INVARIANT")));
  EXPECT_THAT(exported(problem_, machine_, kTlaFormat), HasSubstr("INVARIANT"));
  EXPECT_TRUE(is_tla_name("Mine_2"));
  for (const std::string name : {"", "2", "my protocol", "a-b"}) EXPECT_FALSE(is_tla_name(name)) << name;
}

}  // namespace
}  // namespace ggms::api
