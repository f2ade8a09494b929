// Tests the help for authors of specifications: `ggms check`, `ggms help`, installed specifications, and
// errors about unknown words.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "cli/program.h"
#include "model/faults.h"
#include "model/setting.h"
#include "spec/vocabulary.h"

namespace ggms::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kVocabulary = R"((declare-sort Process 0)
(declare-datatypes ((Bit 0)) (((zero) (one))))
(declare-fun init (Process) Bit)
(declare-fun decides (Process Bit) Bool)
(declare-fun correct (Process) Bool)
(declare-fun decided-by (Process Int) Bool)
(declare-const crashed Bool)
(declare-const failures Int)
(declare-const p1 Process)
)";

json checked(const std::string& properties) {
  const Folder folder;
  const std::string path = folder.path("mine.smt2");
  write_text(path, kVocabulary + properties);
  const Finished run = ggms({"check", path, "--json", "-q"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.err, "");
  return json::parse(run.out);
}

json warnings_of(const std::string& property) {
  return checked("(assert (! " + property + " :named it))").at("warnings");
}

/// Properties that are all equal, under different names.
std::string many_properties(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text +=
        "(assert (! (forall ((p Process) (q Process)) (=> (decides p zero) (or (decides q zero) (= (init q) "
        "one)"
        " (= (init p) zero)))) :named x" +
        std::to_string(i) + "))\n";
  }
  return text;
}

TEST(Check, SaysOfHowManyPropertiesItHadNoTimeToFindWarnings) {
  EXPECT_EQ(checked(many_properties(20)).at("not_examined"), 0);
  const json many = checked(many_properties(5000));
  EXPECT_GT(many.at("not_examined"), 0);
  EXPECT_LT(many.at("not_examined"), 5000);
  EXPECT_EQ(many.at("verdict"), "fine");
  const Folder folder;
  write_text(folder.path("many.smt2"), kVocabulary + many_properties(5000));
  const std::string number = std::to_string(many.at("not_examined").get<int>());
  EXPECT_THAT(unwrapped(ggms({"check", folder.path("many.smt2")}).out),
              HasSubstr("not examined for warnings, which would take long: the last " + number +
                        " of 5,000 properties"));
}

/// Signals that come while Z3 works, which had a handler of its own for them.
TEST(Check, IsEndedByCtrlCAlsoWhileZ3Works) {
  const Folder folder;
  const std::string path = folder.path("many.smt2");
  write_text(path, kVocabulary + many_properties(5000));
  for (const double worked : {0.0, 0.05, 0.1, 0.15, 0.2, 0.3}) {  // it has work for more than a second
    Program program({"check", path});
    program.interrupt({SIGINT}, worked);
    const Finished run = program.finish();
    EXPECT_EQ(run.exit_code, 3) << "after " << worked << " s of processor time: " << run.err;
    EXPECT_EQ(run.out, "");
    EXPECT_THAT(run.err, HasSubstr("interrupted"));
  }
}

TEST(Check, TellsValuesPremisesAndWhetherProcessesAreToldApart) {
  const json consensus = json::parse(ggms({"check", spec_file("consensus"), "--json"}).out);
  EXPECT_EQ(consensus.at("schema"), "ggms/check/1");
  EXPECT_EQ(consensus.at("verdict"), "fine");
  EXPECT_THAT(consensus.at("initial"), ElementsAre("zero", "one"));
  EXPECT_THAT(consensus.at("facts"), ElementsAre("correct", "decides", "init"));
  EXPECT_EQ(consensus.at("tells_apart"), false);
  EXPECT_EQ(consensus.at("properties").at(0).at("premise"), nullptr);
  EXPECT_EQ(consensus.at("properties").at(3).at("premise"), "(exists ((a Process)) (correct a))");
  EXPECT_EQ(json::parse(ggms({"check", spec_file("replication"), "--json"}).out).at("tells_apart"), true);
  EXPECT_EQ(checked("(assert (! (decides p1 one) :named it))").at("tells_apart"), true);
}

TEST(Check, TellsNumbersOfFailuresAsTheyAreWritten) {
  for (const std::string premise : {"(= failures 0)", "(= failures 2)", "(< failures 3)", "(>= failures 2)",
                                    "(and crashed (= failures 0))"}) {
    const json answer = checked("(assert (! (=> " + premise + " (decides p1 one)) :named it))");
    EXPECT_EQ(answer.at("properties").at(0).at("premise"), premise);
  }
}

TEST(Check, WarnsOfNoInstalledSpecification) {
  for (const auto& file : fs::directory_iterator(fs::path(spec_file("consensus")).parent_path())) {
    if (file.path().extension() != ".smt2") continue;
    const Finished run = ggms({"check", file.path().string()});
    EXPECT_EQ(run.exit_code, 0) << file.path();
    EXPECT_EQ(run.err, "") << file.path();
  }
}

TEST(Check, WarnsOfWhatNoSettingCanMeet) {
  for (const std::string& property : std::vector<std::string>{
           "(forall ((p Process)) (=> (and (= (init p) zero) (= (init p) one)) (decides p one)))",
           "(forall ((p Process)) (or (not (and (decides p one) (decides p zero))) (correct p)))",
           "(=> (and crashed (< failures 1)) (decides p1 one))",
           "(=> (exists ((p Process)) (not (correct p))) (= failures 0) (decides p1 one))",
           "(forall ((p Process)) (=> (decided-by p 1) (not (decided-by p 2)) (decides p one)))",
           "(forall ((p Process)) (=> (decides p one) (correct p) (not crashed) (< failures 0) (decides p "
           "zero)))"}) {
    const json warnings = warnings_of(property);
    ASSERT_EQ(warnings.size(), 1U) << property;
    EXPECT_THAT(warnings.at(0).get<std::string>(), HasSubstr("its premise can't hold")) << property;
  }
  EXPECT_THAT(warnings_of("(forall ((p Process)) (not (and (decides p one) (decides p zero))))").at(0),
              "property 'it' is always true: no run violates it with up to 4 processes");
  EXPECT_THAT(warnings_of("(and (decides p1 one) (decides p1 zero))").at(0),
              "property 'it' can't hold in any run with up to 4 processes");
  EXPECT_THAT(checked("(assert (! (decides p1 one) :named a)) (assert (! (decides p1 zero) :named b))")
                  .at("warnings")
                  .at(0),
              "no run satisfies all properties with up to 4 processes");
}

TEST(Check, WarnsOfNothingThatSomeSettingCanMeet) {
  for (const std::string& property :
       std::vector<std::string>{"(=> (> failures 9) (decides p1 one))", "(=> crashed (decides p1 one))",
                                "(=> (decided-by p1 1) (decides p1 one))",
                                "(forall ((p Process)) (=> (distinct p p1) (decides p one)))",
                                "(=> (not (decided-by p1 1)) (decided-by p1 2) (decides p1 one))"}) {
    EXPECT_THAT(warnings_of(property), IsEmpty()) << property;
  }
}

TEST(Check, TellsItsWarningsInTheAnswer) {
  const Folder folder;
  const std::string path = folder.path("mine.smt2");
  write_text(path, std::string(kVocabulary) + "(assert (! (=> false crashed) :named it))");
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"check", path}, std::vector<std::string>{"check", path, "-q"}}) {
    const Finished run = ggms(words);
    EXPECT_THAT(run.out, HasSubstr("\nsuspicious: 1 warning\n  property 'it' is always true: its premise"));
    EXPECT_EQ(run.err, "");
  }
  const Finished as_json = ggms({"check", path, "--json"});
  EXPECT_THAT(as_json.err, HasSubstr("warning: specification 'mine': property 'it' is always true"));
  EXPECT_EQ(ggms({"check", path, "--json", "-q"}).err, "");
  EXPECT_EQ(json::parse(as_json.out).at("warnings").size(), 1U);
}

TEST(Help, OfACommandIsWhatTheCommandSaysItself) {
  EXPECT_EQ(ggms({"help"}).out, ggms({"--help"}).out);
  for (const std::string command :
       {"synth", "verify", "show", "simulate", "export", "certify", "check", "bench", "help"}) {
    EXPECT_EQ(ggms({"help", command}).out, ggms({command, "--help"}).out) << command;
  }
}

TEST(Help, OfSpecificationsHasTheWholeVocabularyAndAnExampleThatIsRight) {
  const Finished run = ggms({"help", "specification"});
  EXPECT_EQ(run.exit_code, 0);
  const std::string manual =
      read_text((fs::path(spec_file("consensus")).parent_path() / "../docs/specifications.md"));
  for (const spec::VocabularyWord& word : spec::vocabulary()) {
    EXPECT_THAT(run.out, HasSubstr(spec::declaration(word)));
    EXPECT_THAT(manual, HasSubstr(spec::declaration(word)));
  }
  for (const std::string& name : spec::operator_names()) EXPECT_THAT(run.out, HasSubstr(name));
  const std::size_t begin = run.out.find("  (declare-sort");
  const Folder folder;
  const std::string path = folder.path("example.smt2");
  write_text(path, run.out.substr(begin, run.out.find("\n\n", begin) - begin));
  EXPECT_EQ(ggms({"check", path}).err, "");
  EXPECT_EQ(ggms({"synth", path, "-n", "2", "--faults", "crash=1", "--engine", "exact"}).exit_code, 0);
}

TEST(Help, OfFaultsAndViewsHasThemAll) {
  const std::string faults = ggms({"help", "faults"}).out, views = ggms({"help", "views"}).out;
  EXPECT_EQ(ggms({"help", "fault"}).out, faults);
  EXPECT_EQ(ggms({"help", "view"}).out, views);
  for (const auto& [word, meaning] : model::fault_words())
    EXPECT_THAT(faults, HasSubstr("\n  " + word + "\n"));
  for (const model::View view :
       {model::View::kVector, model::View::kVectorId, model::View::kCounts, model::View::kCountsOwn})
    EXPECT_THAT(views, HasSubstr("\n  " + model::to_string(view) + "\n"));
  for (const std::string what : {"protocol", "scenario", "trace", "certificate", "promela", ".itf.json"})
    EXPECT_THAT(ggms({"help", "files"}).out, HasSubstr(what));
}

TEST(Help, SaysWhatAnotherSpecificationIsFor) {
  EXPECT_THAT(unwrapped(ggms({"help", "verify"}).out), HasSubstr("check this specification"));
  EXPECT_THAT(ggms({"help", "export"}).out, HasSubstr("export the properties of this"));
  EXPECT_THAT(ggms({"help", "export"}).out, Not(HasSubstr("check this")));
}

TEST(Help, FitsEightyColumns) {
  // The program's own list of commands and topics: "...; known are synth, ... and files".
  const std::string refused = ggms({"help", "nonsense"}).err;
  const std::string known = refused.substr(refused.find("known are ") + 10);
  std::vector<std::string> topics = {""};
  static const std::regex kWord("[a-z]+");
  for (std::sregex_iterator word(known.begin(), known.end(), kWord), end; word != end; ++word)
    if (word->str() != "and") topics.push_back(word->str());
  EXPECT_THAT(topics, testing::IsSupersetOf({"synth", "help", "specification", "faults", "views", "files"}));
  for (const std::string& topic : topics) {
    std::istringstream help(topic.empty() ? ggms({"help"}).out : ggms({"help", topic}).out);
    for (std::string line; std::getline(help, line);) {
      const bool is_command = line.starts_with("  ggms ");  // to be copied
      EXPECT_TRUE(is_command || line.size() <= 80) << topic << ": " << line;
    }
  }
}

TEST(Suggestion, NamesTheWordThatWasMeant) {
  const std::string spec = spec_file("consensus");
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"sinth"}, "(did you mean synth?)"},
      {{"help", "specfication"}, "(did you mean specification?)"},
      {{"synth", spec, "-n", "2", "--fualts", "crash=1"}, "(did you mean --faults?)"},
      {{"synth", spec, "-n", "2", "--fault=crash=1"}, "(did you mean --faults?)"},
      {{"verify", "x.json", "--trce", "y.svg"}, "(did you mean --trace?)"},
      {{"synth", spec, "-n", "2", "--faults", "crsh=1"}, "(did you mean crash?)"},
      {{"synth", spec, "-n", "2", "--faults", "omision=1"}, "(did you mean omission?)"},
      {{"synth", spec, "-n", "2", "--view", "count"}, "(did you mean counts?)"},
      {{"synth", spec, "-n", "2", "--engine", "exakt"}, "(did you mean exact?)"},
      {{"synth", spec, "-n", "2", "--decide", "lst"}, "(did you mean last?)"},
      {{"export", "x.json", "--to", "promella"}, "(did you mean promela?)"},
      {{"verify", "x.json", "--method", "explict"}, "(did you mean explicit?)"},
      {{"bench", "table1", "--format", "cvs"}, "(did you mean csv?)"},
      {{"synth", "consensu", "-n", "2"}, "(did you mean consensus?)"},
  };
  for (const auto& [arguments, meant] : cases) {
    const Finished run = ggms(arguments);
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_THAT(run.err, HasSubstr(meant)) << testing::PrintToString(arguments);
    EXPECT_EQ(run.err_lines().size(), 1U);
  }
  EXPECT_THAT(ggms({"synth", spec, "-n", "2", "--frobnicate"}).err, Not(HasSubstr("did you mean")));
}

/// Runs a shell's command line in a folder; its exit code.
int shell(const Folder& folder, const std::string& command) {
  const int status = std::system(("cd '" + folder.path("") + "' && " + command).c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(InstalledSpecifications, AreFoundByNameBesideAnInstalledProgram) {
  const Folder folder;
  fs::create_directory(folder.path("elsewhere"));
  const std::string build = fs::path(GGMS_PROGRAM).parent_path().string();
  ASSERT_EQ(shell(folder, "cmake --install '" + build + "' --prefix prefix > o"), 0)
      << read_text(folder.path("o"));
  const std::string run = "cd elsewhere && ../prefix/bin/ggms ";
  EXPECT_EQ(
      shell(folder, run + "synth consensus -n 2 --faults crash=1 -r 2 -s 2 --engine exact -o p.json >o"), 0);
  EXPECT_EQ(shell(folder, run + "verify p.json --spec correct-consensus > o"), 0);
  EXPECT_EQ(shell(folder, run + "synth consensus -n 2 --faults crash=1 -r 2 -s 2 --engine ggms > o"), 0)
      << "the default engine needs nothing beside the program";
  EXPECT_EQ(shell(folder, run + "check replication > o"), 0);
  EXPECT_EQ(shell(folder, run + "check nonsense 2> o"), 2);
  EXPECT_THAT(read_text(folder.path("elsewhere/o")), HasSubstr("known are abstaining-consensus, "));
  EXPECT_EQ(shell(folder, run + "check consensus.smt2 2> o"), 2);
  // A file of that name takes precedence over an installed specification.
  write_text(folder.path("elsewhere/consensus"), "nonsense");
  EXPECT_EQ(shell(folder, run + "check consensus 2> o"), 2);
  EXPECT_THAT(read_text(folder.path("elsewhere/o")), HasSubstr("consensus:1:1: "));
}

TEST(Json, IsOneObjectWithASchemaOfEveryCommandThatAnswers) {
  const Folder folder;
  const std::string protocol = folder.path("p.json");
  write_text(protocol, flood_set(2, 1, 2));
  const std::vector<std::pair<std::vector<std::string>, std::string>> commands = {
      {{"synth", spec_file("consensus"), "-n", "2", "--engine", "exact"}, "ggms/synth/1"},
      {{"verify", protocol}, "ggms/verify/1"},
      {{"show", protocol}, "ggms/show/1"},
      {{"simulate", protocol, "--random"}, "ggms/simulate/1"},
      {{"export", protocol, "--to", "promela"}, "ggms/export/1"},
      {{"export", protocol, "--to", "tla", "-o", folder.path("P.tla")}, "ggms/export/1"},
      {{"certify", protocol}, "ggms/certify/1"},
      {{"check", spec_file("consensus")}, "ggms/check/1"},
      {{"bench", "table1", "--runs", "1", "--settings", "con-2-1", "--engines", "exact"}, "ggms/bench/1"},
  };
  for (const auto& [command, schema] : commands) {
    SCOPED_TRACE(schema);
    std::vector<std::string> arguments = command;
    arguments.insert(arguments.end(), {"--json", "-q"});
    const Finished run = ggms(arguments);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_EQ(run.err, "");
    const json answer = json::parse(run.out, nullptr, false);
    ASSERT_TRUE(answer.is_object()) << run.out;
    EXPECT_EQ(answer.at("schema"), schema);
    EXPECT_TRUE(answer.contains("version"));
    EXPECT_TRUE(answer.contains("seconds"));
  }
}

TEST(Json, OfASimulationHasWhatHappened) {
  const Folder folder;
  write_text(folder.path("p.json"), flood_set(2, 1, 2, 1));
  for (int seed = 1; seed <= 20; ++seed) {
    const std::vector<std::string> arguments = {"simulate", folder.path("p.json"), "--random",
                                                "--seed",   std::to_string(seed),  "--json"};
    const Finished run = ggms(arguments);
    const json answer = json::parse(run.out);
    EXPECT_EQ(answer.at("verdict"), run.exit_code == 1 ? "violated" : "satisfied");
    EXPECT_EQ(answer.contains("property"), run.exit_code == 1);
    EXPECT_EQ(answer.at("states").size(), 3U);
    EXPECT_EQ(answer.at("states").at(0), answer.at("scenario").at("initial"));
  }
  const Finished run = ggms({"export", folder.path("p.json"), "--to", "csv", "--json", "-o", "/dev/full"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(json::parse(run.out).at("errors"), testing::SizeIs(1));
}

}  // namespace
}  // namespace ggms::cli
