// Tests the command line itself: help, version, and errors about nonsense.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.h"

namespace ggms::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;

/// One line on stderr that contains `part`, nothing on stdout, exit code 2.
void expect_refused(const std::vector<std::string>& arguments, const std::string& part) {
  const Finished run = ggms(arguments);
  const std::string shown = testing::PrintToString(arguments);
  EXPECT_EQ(run.exit_code, 2) << shown;
  EXPECT_EQ(run.out, "") << shown;
  ASSERT_THAT(run.err_lines(), SizeIs(1)) << shown;
  EXPECT_THAT(run.err_lines()[0], AllOf(StartsWith("ggms: "), HasSubstr(part))) << shown;
}

TEST(Usage, VersionIsOneLine) {
  const Finished run = ggms({"--version"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.out, std::string("ggms ") + GGMS_VERSION + "\n");
  EXPECT_EQ(run.err, "");
}

TEST(Usage, HelpStartsWithExamplesAndNamesEveryCommand) {
  const Finished run = ggms({"--help"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_LT(run.out.find("Examples:"), run.out.find("Usage:"));
  for (const std::string command :
       {"synth", "verify", "show", "simulate", "export", "certify", "check", "bench", "help"}) {
    EXPECT_THAT(run.out, HasSubstr("\n  " + command + " "));
    const Finished help = ggms({command, "--help"});
    EXPECT_EQ(help.exit_code, 0);
    EXPECT_LT(help.out.find("Example"), help.out.find("Usage: ggms " + command)) << command;
    EXPECT_EQ(help.err, "");
  }
}

TEST(Usage, HelpTellsTheDefaultOfEveryOptionWithAValue) {
  for (const std::string command : {"synth", "verify", "simulate", "export", "certify", "bench"}) {
    const std::string help = ggms({command, "--help"}).out;
    std::size_t at = help.find("\nOptions:");
    ASSERT_NE(at, std::string::npos);
    while ((at = help.find("\n  -", at + 1)) != std::string::npos) {
      const std::size_t next = std::min(help.find("\n  -", at + 1), help.size());
      const std::string option = help.substr(at, next - at);
      const std::size_t name_end = option.find(' ', 3);
      const bool takes_value = option.substr(name_end, 2)[1] != ' ';
      if (!takes_value || option.find("--scenario") != std::string::npos) continue;
      EXPECT_TRUE(option.find("default:") != std::string::npos ||
                  option.find("(required)") != std::string::npos)
          << command << option;
    }
  }
}

TEST(Usage, HelpListsTheFaultWordsAndEngines) {
  const std::string help = ggms({"synth", "--help"}).out;
  EXPECT_THAT(help, HasSubstr("crash=F"));
  EXPECT_THAT(help, HasSubstr("exact"));
  EXPECT_THAT(help, testing::Not(HasSubstr("{"))) << "defaults of flags, as CLI11 writes them";
}

TEST(Usage, NonsenseIsRefusedInOneLine) {
  const std::string spec = spec_file("consensus");
  expect_refused({}, "a command is missing; known are synth");
  expect_refused({"frobnicate"}, "unknown command 'frobnicate'");
  expect_refused({"--frobnicate"}, "ggms --help");
  expect_refused({"synth"}, "ggms synth --help");
  expect_refused({"synth", spec}, "synth: -n N is required; see ggms synth --help");
  expect_refused({"synth", spec, "-n"}, "synth: -n N lacks its value; see ggms synth --help");
  expect_refused({"synth", spec, "-n", "three"}, "-n is 'three'");
  expect_refused({"synth", spec, "-n", "0"}, "-n is '0'");
  expect_refused({"synth", spec, "-n", "-1"}, "-n");
  expect_refused({"synth", spec, "-n", "3x"}, "-n is '3x'");
  expect_refused({"synth", spec, "-n", "99999999999999999999"}, "-n is '99999999999999999999'");
  expect_refused({"synth", spec, "-n", "1001"}, "-n is '1001', but must be a whole number from 1 to 1000");
  expect_refused({"synth", spec, "-n", "3", "--max-states", "31"}, "--max-states is '31'");
  expect_refused({"synth", spec, "-n", "3", "-n", "4"}, "synth: -n is given more than once; see");
  expect_refused({"synth", spec, "-n", "3", "-r", "0"}, "-r is '0'");
  expect_refused({"synth", spec, "-n", "3", "-s", "1000"}, "-s");
  expect_refused({"synth", spec, "-n", "3", "--max-states", "1000"}, "1000");
  expect_refused({"synth", spec, "-n", "3", "-r", "2", "--max-rounds", "3"}, "--max-rounds");
  expect_refused({"synth", spec, "-n", "3", "--faults", "fire=1"}, "unknown fault 'fire=1'");
  expect_refused({"synth", spec, "-n", "3", "--faults", "crash"}, "crash=1");
  expect_refused({"synth", spec, "-n", "3", "--faults", "crash=4"}, "more than all 3 processes");
  expect_refused({"synth", spec, "-n", "3", "--view", "sideways"}, "known are vector");
  expect_refused({"synth", spec, "-n", "3", "--engine", "steam"}, "known are ggms, mcts, mcts+dfs, exact");
  expect_refused({"synth", spec, "-n", "3", "--decide", "never"}, "known are last, any");
  expect_refused({"synth", spec, "-n", "3", "--seed", "-1"}, "--seed is '-1'");
  expect_refused({"synth", spec, "-n", "3", "--seed", "18446744073709551616"}, "--seed");
  expect_refused({"synth", spec, "-n", "3", "--timeout", "nan"}, "--timeout is 'nan'");
  expect_refused({"synth", spec, "-n", "3", "--timeout", "-2"}, "--timeout is '-2'");
  expect_refused({"synth", spec, "-n", "3", "--frobnicate"}, "--frobnicate");
  expect_refused({"synth", spec, "-n", "3", "-o", ""}, "-o needs a name");
  expect_refused({"synth", spec, "-n", "3", "-o", "-"}, "-o is '-', which stands for no stream here");
  expect_refused({"synth", "no-such.smt2", "-n", "3"}, "no-such.smt2: ");
  expect_refused({"verify"}, "PROTOCOL is required");
  expect_refused({"verify", "no-such.json"}, "no-such.json: can't be read (No such file");
  expect_refused({"verify", "/"}, "/: can't be read (Is a directory)");
  expect_refused({"verify", "/dev/null"}, "/dev/null:");
  expect_refused({"verify", "x.json", "--method", "guess"}, "explicit or scenarios");
  expect_refused({"verify", "x.json", "--repeat", "3", "--method", "scenarios"},
                 "leave --method scenarios out");
  expect_refused({"show"}, "PROTOCOL is required");
  expect_refused({"export", "x.json"}, "--to FORMAT is required");
  expect_refused({"simulate", "x.json"}, "give --scenario FILE or --random");
  expect_refused({"simulate", "x.json", "--random", "--scenario", "y.json"}, "excludes");
  expect_refused({"simulate", "x.json", "--scenario", "y.json", "--seed", "3"}, "--seed requires --random");
  expect_refused({"certify", "no-such.json"}, "no-such.json: can't be read (No such file");
}

TEST(Usage, AnUnknownOptionIsNamedBeforeAllElse) {
  expect_refused({"verify", "x.json", "-n", "4"}, "verify: unknown option -n; see ggms verify --help");
  expect_refused({"synth", "--helpp"}, "synth: unknown option --helpp (did you mean --help?); see");
  expect_refused({"show", "--jsn=1"}, "show: unknown option --jsn (did you mean --json?); see");
  expect_refused({"certify", "x.json", "more", "--sepc", "y"},
                 "unknown option --sepc (did you mean --spec?)");
  expect_refused({"--versoin"}, "unknown option --versoin (did you mean --version?); see ggms --help");
  expect_refused({"verify", "x.json", "y.json"}, "verify: unexpected argument 'y.json'; see");
}

TEST(Usage, AFileOfAnotherKindIsCalledWhatItLooksLike) {
  const Folder folder;
  const std::string protocol = folder.path("protocol.json");
  write_text(protocol, flood_set(2, 1, 2));
  const std::string spec = spec_file("consensus");
  const std::string is_spec = "consensus.smt2: looks like a specification, which ggms check and ggms synth";
  for (const std::string command : {"verify", "show", "complete", "certify"})
    expect_refused({command, spec}, is_spec);
  expect_refused({"export", spec, "--to", "tla"}, is_spec);
  expect_refused({"simulate", spec, "--random"}, is_spec);
  expect_refused({"simulate", protocol, "--scenario", spec}, is_spec);
  const std::string is_json = "protocol.json: looks like JSON and not like a specification";
  expect_refused({"check", protocol}, is_json);
  expect_refused({"synth", protocol, "-n", "2"}, is_json);
  expect_refused({"verify", protocol, "--spec", protocol}, is_json);
}

TEST(Usage, FaultWordsMayHaveBlanksAndEndings) {
  const std::string spec = spec_file("consensus");
  const Finished spaced = ggms({"synth", spec, "-n", "2", "--faults", "crash=1, loss=1", "-r", "1",
                                "--engine", "exact", "--explain", "0", "--json"});
  EXPECT_EQ(spaced.exit_code, 1) << spaced.err;
  EXPECT_THAT(spaced.out, HasSubstr("\"faults\": \"crash=1,loss=1\""));
  expect_refused({"synth", spec, "-n", "2", "--faults", "crashes=1"}, "(did you mean crash?)");
  expect_refused({"synth", spec, "-n", "2", "--faults", "loss=1,,crash=1"}, "unknown fault ''");
}

TEST(Usage, ControlCharactersInNamesStayOnOneLine) {
  expect_refused({"verify", "a\nb\x1b[31m.json"}, "a\\x0ab\\x1b[31m.json: can't be read");
}

TEST(Usage, ErrorsInFilesSayWhere) {
  const Folder folder;
  write_text(folder.path("bad.smt2"),
             "(set-logic ALL)\n(declare-sort Process 0)\n(assert (! (foo) :named x))\n");
  expect_refused({"synth", folder.path("bad.smt2"), "-n", "3"}, "bad.smt2:");
  write_text(folder.path("cut.json"), flood_set(2, 1, 2).substr(0, 2000));
  for (const std::string command : {"verify", "show", "certify"}) {
    expect_refused({command, folder.path("cut.json")}, "cut.json:");
  }
  write_text(folder.path("foreign.json"), "{\"schema\": \"somebody/else\"}\n");
  for (const std::string command : {"verify", "show", "certify"}) {
    expect_refused({command, folder.path("foreign.json")}, "foreign.json:");
  }
  write_text(folder.path("good.json"), flood_set(2, 1, 2));
  write_text(folder.path("scenario.json"), "[1, 2");
  expect_refused({"simulate", folder.path("good.json"), "--scenario", folder.path("scenario.json")},
                 "scenario.json:");
}

}  // namespace
}  // namespace ggms::cli
