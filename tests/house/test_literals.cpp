// Checks which words string literals of each room may contain, and the rules themselves against planted
// violations.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "house/literals.h"

namespace ggms::house {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

RoomOrder house_order() {
  return parse_room_order(GGMS_ROOM_ORDER);
}

Sources house_sources() {
  return read_sources(GGMS_SOURCE_DIR "/src");
}

std::vector<std::string> texts_of(const std::string& text) {
  std::vector<std::string> texts;
  for (const Literal& literal : literals_of(text)) texts.push_back(literal.text);
  return texts;
}

TEST(Literals, AreFoundBetweenCommentsAndCharacters) {
  EXPECT_THAT(
      texts_of("#include \"a/b.h\"\n// \"no\"\n/* \"no\n\" */ f(\"yes\", '\"', 1'000, \"also\\\" yes\");"),
      ElementsAre("yes", "also\\\" yes"));
  EXPECT_THAT(texts_of("x = R\"re(a \"quoted\" (b))re\" \"c\";"), ElementsAre("a \"quoted\" (b)", "c"));
}

TEST(Literals, HaveTheLineThatTheyBeginIn) {
  const std::vector<Literal> found = literals_of("\"a\"\n/*\n*/ R\"(b\nc)\"\n\"d\"");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].line, 1);
  EXPECT_EQ(found[1].line, 3);
  EXPECT_EQ(found[2].line, 5);
}

TEST(Flags, AreNamedByReportAndCliAlone) {
  EXPECT_THAT(flag_violations(house_sources(), house_order()), IsEmpty());
}

/// The complaints about one file that holds `text`.
std::vector<std::string> complaints(const std::string& path, const std::string& text) {
  return flag_violations({{path, text}}, house_order());
}

TEST(Flags, AreNoticedInLowerRooms) {
  for (const std::string flag :
       {"--faults: unknown", "try --engine exact", "fewer processes (-n)", "-r is 0"}) {
    for (const std::string room : {"base", "audit", "model", "synth", "api", "jobs"}) {
      EXPECT_THAT(complaints(room + "/planted.cpp", "\nthrow Error(\"" + flag + "\");\n"),
                  ElementsAre(HasSubstr("src/" + room + "/planted.cpp:2: \"" + flag + "\" names a flag")));
    }
    EXPECT_THAT(complaints("cli/planted.cpp", "\"" + flag + "\""), IsEmpty());
    EXPECT_THAT(complaints("report/planted.cpp", "\"" + flag + "\""), IsEmpty());
    EXPECT_THAT(complaints("export/planted.cpp", "\"" + flag + "\""), IsEmpty());
  }
}

TEST(Flags, AreNotSeenInWordsAndArrows) {
  for (const std::string text :
       {"crash-late", "a one-round machine", "x -> y", "-1", "a - b", "----", "p1-n"})
    EXPECT_THAT(complaints("model/planted.cpp", "\"" + text + "\""), IsEmpty()) << text;
  EXPECT_THAT(complaints("model/planted.cpp", "// as --faults has it\n"), IsEmpty());
}

TEST(Fields, AreFoundWhereErrorsNameThem) {
  const NamedFields found =
      named_fields({{"model/a.cpp", "throw base::FieldError(\n    \"max_rounds\", text);"},
                    {"api/b.cpp", "FieldError{\"view\", text}"},
                    {"cli/c.cpp", "} catch (const base::FieldError& error) {"}});
  EXPECT_THAT(found.names, ElementsAre("max_rounds", "view"));
  EXPECT_THAT(found.violations, IsEmpty());
}

TEST(Fields, AreLiterals) {
  EXPECT_THAT(named_fields({{"model/a.cpp", "\n\nthrow base::FieldError(field, text);"}}).violations,
              ElementsAre("src/model/a.cpp:3: name the field as a literal"));
}

}  // namespace
}  // namespace ggms::house
