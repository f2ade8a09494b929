// Tests total machines: `ggms complete`, `synth --total`, and every other command on such a file.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <nlohmann/json.hpp>

#include "cli/program.h"

namespace ggms::cli {
namespace {

using nlohmann::ordered_json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Complete : public testing::Test {
 protected:
  /// The exact engine's protocol, which lacks the entries that no execution needs.
  std::string partial(const std::vector<std::string>& options) {
    std::vector<std::string> arguments = {"synth"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    arguments.insert(arguments.end(), {"--engine", "exact", "-o", partial_});
    const Finished run = ggms(arguments);
    EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
    return partial_;
  }

  std::string consensus() {
    return partial({spec_file("consensus"), "-n", "3", "--faults", "crash=2", "-r", "3", "-s", "2"});
  }

  Folder folder_;
  const std::string partial_ = folder_.path("partial.json");
  const std::string total_ = folder_.path("total.json");
};

/// How many transitions of a protocol file are marked as not needed.
std::size_t unneeded(const ordered_json& file) {
  std::size_t count = 0;
  for (const ordered_json& transition : file.at("transitions"))
    count += transition.contains("needed") ? 1 : 0;
  return count;
}

TEST_F(Complete, FillsInMissingEntries) {
  const ordered_json before = ordered_json::parse(read_text(consensus()));
  const Finished run = ggms({"complete", partial_, "-o", total_});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.err, "");
  const ordered_json after = ordered_json::parse(read_text(total_));
  EXPECT_EQ(after.at("transitions").size(), 78U) << "3^3 - 1 in each of three rounds";
  EXPECT_EQ(unneeded(after), 78 - before.at("transitions").size());
  EXPECT_EQ(run.out, "completed: 78 entries (" + std::to_string(before.at("transitions").size()) +
                         " of them needed)\nwritten: " + total_ + "\n");
  for (const char* member : {"spec", "setting", "initial", "internal", "decisions", "found", "verified"})
    EXPECT_EQ(after.at(member), before.at(member)) << member;
  ordered_json kept = ordered_json::array();
  for (const ordered_json& transition : after.at("transitions")) {
    if (!transition.contains("needed")) kept.push_back(transition);
  }
  EXPECT_EQ(kept, before.at("transitions"));

  EXPECT_EQ(ggms({"complete", partial_}).out, read_text(total_)) << "standard output without -o";
  EXPECT_EQ(ggms({"complete", total_}).out, read_text(total_)) << "nothing is left to be filled in";
}

TEST_F(Complete, LetsOtherFaultsBreakAPropertyInsteadOfTheTable) {
  for (const auto& [processes, crashes, faults] :
       {std::array{"2", "1", "loss=1"}, std::array{"3", "2", "crash=2,loss=1"}}) {
    partial({spec_file("consensus"), "-n", processes, "--faults", std::string("crash=") + crashes, "-r",
             processes, "-s", "2"});
    ASSERT_EQ(ggms({"complete", partial_, "-o", total_}).exit_code, 0);
    const Finished lacks = ggms({"verify", partial_, "--faults", faults});
    EXPECT_THAT(lacks.out, StartsWith("violated: undefined"));
    EXPECT_THAT(lacks.err, HasSubstr("note: the protocol was made for faults"));
    const Finished run = ggms({"verify", total_, "--faults", faults});
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_EQ(run.err, "") << "it lacks no entry";
    EXPECT_THAT(run.out, StartsWith("violated: agreement"));
  }
}

TEST_F(Complete, WritesAFileThatEveryCommandReads) {
  const std::vector<std::vector<std::string>> all = {
      {spec_file("consensus"), "-n", "3", "--faults", "crash=2", "-r", "3", "-s", "2"},
      {spec_file("correct-consensus"), "-n", "3", "--faults", "omission=1", "-r", "2", "-s", "2", "--view",
       "vector+id"},
      {spec_file("correct-consensus"), "-n", "4", "--faults", "byzantine=1", "-r", "3", "-s", "2", "--view",
       "vector+id"},
      {spec_file("early-uniform-consensus"), "-n", "3", "--faults", "crash=1", "-r", "3", "-s", "2", "--view",
       "counts+own", "--decide", "any"},
      {spec_file("consensus"), "-n", "4", "--faults", "crash=2", "-r", "3", "-s", "2", "--view", "counts"}};
  for (const std::vector<std::string>& options : all) {
    partial(options);
    ASSERT_EQ(ggms({"complete", partial_, "-o", total_}).exit_code, 0);
    const auto configurations = [](const std::string& path) {
      const Finished run = ggms({"verify", path, "--json"});
      EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
      return nlohmann::json::parse(run.out).at("stats").at("configurations");
    };
    EXPECT_EQ(configurations(total_), configurations(partial_));
    EXPECT_EQ(ggms({"certify", total_}).exit_code, 0);
    EXPECT_THAT(ggms({"show", total_}).out, AllOf(HasSubstr(" of them needed)"), Not(HasSubstr(" listed"))));
    EXPECT_EQ(ggms({"simulate", total_, "--random", "--faults", "loss=2", "--seed", "3"}).err, "");
    for (const char* format : {"promela", "murphi", "smt2", "quint", "tla", "cpp", "dot", "csv"}) {
      const Finished run = ggms({"export", total_, "--to", format});
      EXPECT_EQ(run.exit_code, 0) << format << run.err;
      EXPECT_NE(run.out, "");
    }
  }
}

TEST_F(Complete, GivesTheSameAsSynthTotal) {
  const Finished run = ggms({"synth", spec_file("consensus"), "-n", "3", "--faults", "crash=2", "-r", "3",
                             "-s", "2", "--engine", "exact", "--total", "-o", total_});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, AllOf(HasSubstr(" of them needed)"), Not(HasSubstr(" listed"))));
  consensus();
  EXPECT_EQ(ordered_json::parse(ggms({"complete", partial_}).out).at("transitions"),
            ordered_json::parse(read_text(total_)).at("transitions"));
}

TEST_F(Complete, IsDoneToEachOfAllProtocols) {
  const Finished run = ggms({"synth", spec_file("consensus"), "-n", "2", "--faults", "crash=1", "-r", "2",
                             "-s", "2", "--engine", "exact", "--all", "--total", "-o", total_});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  std::size_t files = 0;
  for (const std::string& name : folder_.names()) {
    const ordered_json file = ordered_json::parse(read_text(folder_.path(name)));
    EXPECT_EQ(file.at("transitions").size(), 16U) << "3^2 - 1 in both rounds";
    EXPECT_EQ(ggms({"verify", folder_.path(name)}).exit_code, 0);
    ++files;
  }
  EXPECT_GT(files, 1U);
}

TEST_F(Complete, GoesWithACertificate) {
  const std::string folder = folder_.path("certificates");
  const Finished run = ggms({"synth", spec_file("consensus"), "-n", "3", "--faults", "crash=1", "-r", "2",
                             "-s", "2", "--engine", "exact", "--total", "--certificate", folder});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(ggms({"certify", folder}).exit_code, 0);
}

TEST_F(Complete, RefusesAProtocolThatViolatesItsSpecification) {
  write_text(partial_, flood_set(4, 2, 2));
  const Finished run = ggms({"complete", partial_, "-o", total_});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, AllOf(StartsWith("violated: agreement"),
                             HasSubstr("nothing is written: only a verified protocol is completed")));
  EXPECT_THAT(folder_.names(), testing::ElementsAre("partial.json"));
}

TEST_F(Complete, SaysTheSameAsJson) {
  const std::size_t before = ordered_json::parse(read_text(consensus())).at("transitions").size();
  const ordered_json whole = ordered_json::parse(ggms({"complete", partial_, "--json"}).out);
  const Finished run = ggms({"complete", partial_, "--json", "-q", "-o", total_});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.err, "");
  const ordered_json object = ordered_json::parse(run.out);
  EXPECT_EQ(object.at("schema"), "ggms/complete/1");
  EXPECT_EQ(object.at("verdict"), "completed");
  EXPECT_EQ(object.at("entries"), 78);
  EXPECT_EQ(object.at("added"), 78 - before);
  EXPECT_EQ(object.at("unneeded"), 78 - before);
  EXPECT_EQ(object.at("paths"), ordered_json({total_}));
  EXPECT_FALSE(object.contains("protocol")) << "it is in the file";
  EXPECT_EQ(whole.at("protocol"), ordered_json::parse(read_text(total_)));
  EXPECT_EQ(ordered_json::parse(ggms({"complete", total_, "--json"}).out).at("added"), 0);
}

TEST_F(Complete, SaysAsJsonWhyItIsNotCompleted) {
  write_text(partial_, flood_set(4, 2, 2));
  const Finished refused = ggms({"complete", partial_, "--json", "-o", total_});
  EXPECT_EQ(refused.exit_code, 1);
  const ordered_json violated = ordered_json::parse(refused.out);
  EXPECT_EQ(violated.at("verdict"), "violated");
  EXPECT_EQ(violated.at("property"), "agreement");
  EXPECT_EQ(violated.at("paths"), ordered_json::array());
  const std::string scenario = folder_.path("scenario.json");
  write_text(scenario, violated.at("scenario").dump());
  EXPECT_EQ(ggms({"simulate", partial_, "--scenario", scenario}).exit_code, 1) << "it replays";

  write_text(partial_, flood_set(3, 2, 3));
  const Finished stopped = ggms({"complete", partial_, "--json", "--timeout", "0.000001"});
  EXPECT_EQ(stopped.exit_code, 3);
  EXPECT_EQ(ordered_json::parse(stopped.out).at("verdict"), "unknown");
  EXPECT_EQ(ordered_json::parse(stopped.out).at("reason"), "time limit reached");
}

TEST_F(Complete, IsUnknownWhenTheTimeIsUp) {
  write_text(partial_, flood_set(3, 2, 3));
  const Finished run = ggms({"complete", partial_, "-o", total_, "--timeout", "0.000001"});
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.out, AllOf(StartsWith("unknown"), HasSubstr("nothing is written")));
  EXPECT_THAT(folder_.names(), testing::ElementsAre("partial.json"));
}

TEST_F(Complete, RefusesTooLargeATableAtOnce) {
  ordered_json file = ordered_json::parse(flood_set(3, 2, 3));
  file["setting"]["processes"] = 13;
  file["transitions"] = ordered_json::array();
  write_text(partial_, file.dump());
  const Finished run = ggms({"complete", partial_});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, HasSubstr("1000000 are the most"));
  const Finished found = ggms({"synth", spec_file("consensus"), "-n", "13", "--faults", "crash=1", "-r", "2",
                               "-s", "2", "--engine", "exact", "--total"});
  EXPECT_EQ(found.exit_code, 2);
  EXPECT_THAT(found.err, StartsWith("ggms: --total: "));
}

TEST_F(Complete, OverwritesNoInputAndKeepsNoHalfFile) {
  write_text(partial_, flood_set(3, 2, 3));
  EXPECT_EQ(ggms({"complete", partial_, "-o", partial_}).exit_code, 2);
  EXPECT_EQ(read_text(partial_), flood_set(3, 2, 3));
  EXPECT_EQ(ggms({"complete", partial_, "-o", folder_.path("none/total.json")}).exit_code, 2);
}

// What a file says of its entries is checked like the rest.

TEST_F(Complete, TakesNoMarkOnTrust) {
  consensus();
  ASSERT_EQ(ggms({"complete", partial_, "-o", total_}).exit_code, 0);
  const std::string right = read_text(total_);
  ordered_json lie = ordered_json::parse(right);
  for (ordered_json& transition : lie["transitions"]) transition["needed"] = false;
  const std::string lying = folder_.path("lying.json");
  write_text(lying, lie.dump());
  EXPECT_EQ(ggms({"verify", lying}).exit_code, 0);
  EXPECT_EQ(ggms({"certify", lying}).exit_code, 0);
  EXPECT_EQ(ordered_json::parse(ggms({"complete", lying}).out).at("transitions"),
            ordered_json::parse(right).at("transitions"));

  // An altered entry that is needed is found, whatever its mark says.
  for (ordered_json& transition : lie["transitions"]) {
    if (transition.at("round") == 3 && transition.at("received") == ordered_json({"a", "a", "a"}))
      transition["next"] = transition.at("next") == "zero" ? "one" : "zero";
  }
  write_text(lying, lie.dump());
  EXPECT_EQ(ggms({"verify", lying}).exit_code, 1);
  EXPECT_EQ(ggms({"certify", lying}).exit_code, 1);
  EXPECT_EQ(ggms({"complete", lying}).exit_code, 1);
}

TEST_F(Complete, MarksAreTrueOrFalse) {
  for (const ordered_json& mark : {ordered_json("no"), ordered_json(0), ordered_json(nullptr)}) {
    ordered_json file = ordered_json::parse(flood_set(3, 2, 3));
    file["transitions"][0]["needed"] = mark;
    write_text(partial_, file.dump(1));
    for (const char* command : {"verify", "certify", "show"}) {
      const Finished run = ggms({command, partial_});
      EXPECT_EQ(run.exit_code, 2) << command << mark;
      EXPECT_THAT(run.err, HasSubstr("needed")) << command << mark;
    }
  }
}

}  // namespace
}  // namespace ggms::cli
