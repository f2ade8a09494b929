// Names and comments of exported files, for all names that a specification may have.

#include "export/names.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <string>

#include "export/listing.h"
#include "export/murphi.h"
#include "export/promela.h"
#include "export/system.h"
#include "spec/spec.h"

namespace ggms::exports {
namespace {

TEST(Names, AreIdentifiersAndDifferent) {
  Names names;
  std::set<std::string> given;
  for (const std::string text : {"a-b", "a_b", "a b", "1st", "", "\xc3\xa9", "a_b_2"}) {
    const std::string name = names.fresh(text);
    EXPECT_TRUE(std::regex_match(name, std::regex("[a-zA-Z][a-zA-Z0-9_]*"))) << name;
    EXPECT_TRUE(given.insert(name).second) << name;
  }
}

TEST(Names, InCommentsDontCarryThemOnToTheNextLine) {
  EXPECT_EQ(commented("//", {"a\\", "b\\ ", "c\nd", "", "\\e"}), "// a\\.\n// b\\ .\n// c d\n//\n// \\e\n");
}

TEST(Names, OfSpecificationsDontEndCommentsOrStrings) {
  spec::Spec spec = spec::read_spec(
      "(set-logic ALL)(declare-sort Process 0)(declare-datatypes ((V 0)) (((|a*/| ) (|b b|))))"
      "(declare-fun init (Process) V)(declare-fun decides (Process V) Bool)"
      "(assert (! (forall ((p Process)) (not (decides p |a*/|))) :named |never \"*/ a|))",
      "x.smt2");
  spec.name = "two\nlines";  // a protocol file can call it so
  model::Setting setting;
  setting.processes = 2;
  setting.rounds = 1;
  setting.states = 1;
  const model::Problem problem(spec, setting);
  const System system = system_of(problem, model::Machine(problem.setting()));
  EXPECT_EQ(system.comments.front(), "specification: two lines");
  EXPECT_NE(promela(system).find("/* never \"* / a */"), std::string::npos) << promela(system);
  EXPECT_NE(murphi(system).find("invariant \"never '*/ a\""), std::string::npos) << murphi(system);
}

}  // namespace
}  // namespace ggms::exports
