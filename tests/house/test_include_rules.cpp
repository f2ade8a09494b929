// Checks the sources against the order of rooms, and the rules themselves against planted violations, because
// a rule that never reports anything is worthless.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "house/include_rules.h"

namespace ggms::house {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

RoomOrder house_order() {
  return parse_room_order(GGMS_ROOM_ORDER);
}

Fronts house_fronts() {
  return parse_fronts(GGMS_FRONTS);
}

Sources house_sources() {
  return read_sources(GGMS_SOURCE_DIR "/src");
}

TEST(IncludeRules, HoldInEverySourceFile) {
  const Sources sources = house_sources();
  ASSERT_TRUE(sources.contains("base/check.h")) << "no sources found: the test looks in the wrong place";
  EXPECT_THAT(include_violations(sources, house_order(), house_fronts()), IsEmpty());
}

TEST(IncludeRules, OrderIsReadFromTheBuild) {
  const RoomOrder order = house_order();
  ASSERT_THAT(order, SizeIs(12));
  EXPECT_THAT(order.front(), ElementsAre("base"));
  EXPECT_THAT(order[1], ElementsAre("audit", "spec"));
  EXPECT_THAT(order[7], ElementsAre("export", "synth"));
  EXPECT_THAT(order.back(), ElementsAre("cli", "library"));
}

/// The complaints about one file that holds `text`, planted in the real sources.
std::vector<std::string> complaints(const std::string& path, const std::string& text) {
  Sources sources = house_sources();
  sources[path] = text;
  std::vector<std::string> found = include_violations(sources, house_order(), house_fronts());
  std::erase_if(found, [&](const std::string& line) { return line.find(path) == std::string::npos; });
  return found;
}

TEST(IncludeRules, AcceptTheOwnRoomLowerRoomsAndLibraries) {
  EXPECT_THAT(complaints("verify/planted.cpp",
                         "#include <vector>\n#include <z3++.h>\n#include \"base/check.h\"\n"
                         "#include \"spec/spec.h\"\n// #include \"cli/nothing.h\"\n"),
              IsEmpty());
}

TEST(IncludeRules, CatchAnIncludeUpward) {
  EXPECT_THAT(complaints("base/planted.h", "#pragma once\n\n#include \"spec/spec.h\"\n"),
              ElementsAre(HasSubstr("src/base/planted.h:3: include of spec/spec.h goes upward")));
}

TEST(IncludeRules, CatchAnIncludeUpwardInAngleBrackets) {
  EXPECT_THAT(complaints("base/planted.h", "#include <spec/spec.h>\n"),
              ElementsAre(HasSubstr("goes upward")));
}

TEST(IncludeRules, KeepTheVerifierFromSearchAndPolicy) {
  for (const std::string room : {"search", "policy"}) {
    const Sources sources = {{room + "/a.h", ""}, {"verify/b.cpp", "#include \"" + room + "/a.h\"\n"}};
    EXPECT_THAT(include_violations(sources, house_order()), ElementsAre(HasSubstr("goes upward"))) << room;
  }
}

TEST(IncludeRules, KeepRoomsOfOneLineApart) {
  const Sources sources = {{"export/a.h", ""}, {"synth/b.cpp", "  #  include \"export/a.h\"\n"}};
  EXPECT_THAT(include_violations(sources, house_order()), ElementsAre(HasSubstr("goes upward")));
}

TEST(IncludeRules, KeepTheAuditorIndependent) {
  EXPECT_THAT(complaints("audit/planted.cpp", "#include \"base/check.h\"\n#include \"audit/certify.h\"\n"),
              IsEmpty());
  for (const std::string header : {"spec/spec.h", "model/step.h", "verify/explicit.h", "synth/exact.h"}) {
    EXPECT_THAT(complaints("audit/planted.cpp", "#include \"" + header + "\"\n"),
                ElementsAre(HasSubstr("goes upward")))
        << header;
  }
}

TEST(IncludeRules, KeepWhatTheAuditorJudgesFromTheAuditor) {
  for (const std::string room : {"spec", "model", "verify", "synth", "export", "cli"}) {
    EXPECT_THAT(complaints(room + "/planted.cpp", "#include \"audit/certify.h\"\n"), SizeIs(1)) << room;
  }
  for (const std::string room : {"api", "report"}) {
    EXPECT_THAT(complaints(room + "/planted.cpp", "#include \"audit/certify.h\"\n"), IsEmpty()) << room;
  }
}

TEST(IncludeRules, FrontsAreReadFromTheBuild) {
  const Fronts fronts = house_fronts();
  ASSERT_TRUE(fronts.contains("verify"));
  EXPECT_TRUE(fronts.at("verify").contains("verify/explicit.h"));
  EXPECT_FALSE(fronts.at("verify").contains("verify/frame.h"));
  EXPECT_FALSE(fronts.contains("base"));
}

TEST(IncludeRules, CatchAnIncludePastAFront) {
  for (const std::string header :
       {"verify/final_check.h", "search/tree.h", "synth/exact.h", "report/runs/svg.h"}) {
    EXPECT_THAT(complaints("cli/planted.cpp", "#include \"" + header + "\"\n"),
                ElementsAre(HasSubstr("include of " + header + " reaches past the front of")))
        << header;
    const std::string room = header.substr(0, header.find('/'));
    EXPECT_THAT(complaints(room + "/planted.cpp", "#include \"" + header + "\"\n"), IsEmpty()) << header;
  }
}

TEST(IncludeRules, CatchAFrontWithoutAFile) {
  EXPECT_THAT(include_violations({{"spec/spec.h", ""}}, house_order(), {{"spec", {"spec/no_such.h"}}}),
              ElementsAre("GGMS_FRONT_spec: there is no src/spec/no_such.h"));
}

/// The headers of other rooms that `cli` includes, with reasons; it turns flags into requests to `api` and
/// `jobs`, and answers into texts of `report`.
const Exceptions& cli_exceptions() {
  static const Exceptions all = {
      {"model/faults.h", "what options of faults are parsed into, and the words that their help lists"},
      {"model/setting.h", "what options of settings are parsed into, and their bounds"},
      {"search/named_options.h", "the options of learning that become flags"},
      {"search/options.h", "what options of learning are parsed into"},
      {"spec/vocabulary.h", "what the help on specifications lists"}};
  return all;
}

/// The same for `library`, which turns the public header's values into requests.
const Exceptions& library_exceptions() {
  static const Exceptions all = {{"files/protocol.h", "what a protocol of the public header holds"},
                                 {"model/faults.h", "the words that faults are parsed from"},
                                 {"model/keys.h", "what received vectors are, in words"},
                                 {"model/machine.h", "what tables are, in words"},
                                 {"model/problem.h", "what settings are, in words"},
                                 {"model/vectors.h", "which received vectors there are"},
                                 {"spec/spec.h", "what a specification of the public header holds"},
                                 {"synth/claim.h", "what an answer in the stronger view comes to"}};
  return all;
}

/// The complaints about the room `cli`, with these files planted in it.
std::vector<std::string> cli_complaints(const Sources& planted = {},
                                        const Exceptions& exceptions = cli_exceptions()) {
  Sources sources = house_sources();
  for (const auto& [path, text] : planted) sources[path] = text;
  return reach_violations(sources, house_order(), "cli", {"api", "jobs", "report", "base"}, exceptions);
}

TEST(IncludeRules, KeepTheCommandLineToRequestsAndReports) {
  EXPECT_THAT(cli_complaints(), IsEmpty());
  EXPECT_THAT(cli_complaints({{"cli/planted.cpp",
                               "#include <sys/stat.h>\n#include \"api/inputs.h\"\n"
                               "#include \"model/setting.h\"\n"}}),
              IsEmpty());
}

TEST(IncludeRules, KeepTheLibraryToRequestsAndReports) {
  EXPECT_THAT(reach_violations(house_sources(), house_order(), "library", {"api", "report", "base"},
                               library_exceptions()),
              IsEmpty());
}

TEST(IncludeRules, CatchWhatTheCommandLineReachesFor) {
  for (const std::string header :
       {"verify/explicit.h", "files/protocol.h", "audit/certify.h", "synth/synthesis.h"}) {
    EXPECT_THAT(cli_complaints({{"cli/planted.cpp", "\n#include \"" + header + "\"\n"}}),
                ElementsAre("src/cli/planted.cpp:2: include of " + header +
                            " reaches past the rooms that cli is to call"));
    EXPECT_THAT(cli_complaints({{"report/planted.cpp", "#include \"" + header + "\"\n"}}), IsEmpty());
  }
  EXPECT_THAT(cli_complaints({{"cli/planted.cpp", "#include <model/step.h>\n"}}), SizeIs(1));
}

TEST(IncludeRules, CatchASuperfluousException) {
  Exceptions more = cli_exceptions();
  more["model/step.h"] = "planted";
  EXPECT_THAT(cli_complaints({}, more),
              ElementsAre("no file of src/cli includes model/step.h any more; take it off the list"));
  EXPECT_THAT(cli_complaints({}, {}), SizeIs(testing::Ge(cli_exceptions().size())));
}

TEST(IncludeRules, CatchCircles) {
  const Sources sources = {{"model/a.h", "#include \"model/b.h\"\n"},
                           {"model/b.h", "#include \"model/c.h\"\n"},
                           {"model/c.h", "#include \"model/a.h\"\n"}};
  EXPECT_THAT(include_violations(sources, house_order()),
              ElementsAre("includes in a circle: model/a.h -> model/b.h -> model/c.h -> model/a.h"));
}

TEST(IncludeRules, CatchNamesOfUnknownRoomsAndFiles) {
  EXPECT_THAT(complaints("spec/planted.cpp", "#include \"spec.h\"\n"),
              ElementsAre(HasSubstr("names no room")));
  EXPECT_THAT(complaints("spec/planted.cpp", "#include \"spec/no_such.h\"\n"),
              ElementsAre(HasSubstr("does not exist")));
  EXPECT_THAT(complaints("attic/planted.cpp", ""), ElementsAre("src/attic/planted.cpp: lies in no room"));
}

}  // namespace
}  // namespace ggms::house
