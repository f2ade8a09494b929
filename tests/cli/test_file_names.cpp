// Tests file names with any bytes, and files that are not quite what they should be.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/program.h"
#include "cli/shell_word.h"
#include "support/shell.h"

namespace ggms::cli {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

namespace fs = std::filesystem;

const std::string kBom = "\xEF\xBB\xBF";

struct Name {
  std::string bytes;
  std::string printed;
};

/// Names that a file can have.
std::vector<Name> names() {
  const std::string longest(250, '\xff');
  std::string longest_printed;
  for (std::size_t i = 0; i < longest.size(); ++i) longest_printed += "\\xff";
  return {{"p\xff", "p\\xff"},
          {"l\nx", "l\\x0ax"},
          {"\x1b[31mred", "\\x1b[31mred"},
          {"tab\tand\rreturn", "tab\\x09and\\x0dreturn"},
          {"\xc2\x9b"
           "1m",
           "\\xc2\\x9b1m"},
          {"q'u\"o`te", "q'u\"o`te"},
          {"back\\slash", "back\\slash"},
          {"100%s %n", "100%s %n"},
          {"gr\u00fcn \u20ac", "gr\u00fcn \u20ac"},
          {longest, longest_printed}};
}

class FileNames : public testing::TestWithParam<Name> {
 protected:
  FileNames() : spec_(folder_.path(GetParam().bytes + ".smt2")) {
    write_text(spec_, read_text(spec_file("consensus")));
  }

  std::string printed(const std::string& ending) const { return folder_.path(GetParam().printed + ending); }

  Folder folder_;
  const std::string spec_;
  const std::string protocol_ = folder_.path(GetParam().bytes + ".json");
};

/// Expects no byte that a terminal would obey, and no byte that is not UTF-8.
void expect_clean(const Finished& run) {
  for (const std::string& text : {run.out, run.err}) {
    EXPECT_TRUE(std::none_of(text.begin(), text.end(), [](char c) {
      return (static_cast<unsigned char>(c) < ' ' && c != '\n') || c == '\x7f';
    })) << text;
    EXPECT_NO_THROW(Json(text).dump());
  }
}

TEST_P(FileNames, AreAnsweredWithInTextAndRead) {
  const Finished found = ggms({"synth", spec_, "-n", "2", "-r", "1", "-o", protocol_});
  EXPECT_EQ(found.exit_code, 0) << found.err;
  EXPECT_THAT(found.out, HasSubstr("written: " + printed(".json") + "\n"));
  expect_clean(found);
  const std::vector<std::vector<std::string>> commands = {{"verify", protocol_},
                                                          {"verify", protocol_, "--spec", spec_},
                                                          {"show", protocol_},
                                                          {"certify", protocol_},
                                                          {"certify", protocol_, "--spec", spec_},
                                                          {"simulate", protocol_, "--random"},
                                                          {"export", protocol_, "--to", "promela"},
                                                          {"export", protocol_, "--to", "cpp"},
                                                          {"export", protocol_, "--to", "dot"}};
  for (const std::vector<std::string>& words : commands) {
    const Finished run = ggms(words);
    EXPECT_EQ(run.exit_code, 0) << words[0] << ": " << run.err;
    expect_clean(run);
  }
}

TEST_P(FileNames, AreAnsweredWithInJson) {
  const Finished found = ggms({"synth", spec_, "-n", "2", "-r", "1", "--json", "-o", protocol_});
  EXPECT_EQ(found.exit_code, 0) << found.err;
  const Json answer = Json::parse(found.out);
  EXPECT_EQ(answer["spec"], GetParam().printed);
  EXPECT_EQ(answer["paths"], Json::array({printed(".json")}));
  EXPECT_EQ(Json::parse(read_text(protocol_))["spec"]["name"], GetParam().printed);
  const Finished verified = ggms({"verify", "--json", protocol_});
  EXPECT_EQ(verified.exit_code, 0) << verified.err;
  EXPECT_EQ(Json::parse(verified.out)["spec"], GetParam().printed);
}

TEST_P(FileNames, AreAnsweredWithWhereThereIsNone) {
  const Finished run = ggms({"synth", spec_, "-n", "3", "--faults", "crash=1", "-r", "1", "--engine", "exact",
                             "--json", "--certificate", folder_.path(GetParam().bytes + ".d")});
  EXPECT_EQ(run.exit_code, 1) << run.err;
  EXPECT_EQ(Json::parse(run.out)["verdict"], "infeasible");
  const Finished audit = ggms({"certify", folder_.path(GetParam().bytes + ".d"), "--spec", spec_});
  EXPECT_EQ(audit.exit_code, 0) << audit.err;
  expect_clean(audit);
}

TEST_P(FileNames, AreCitedInErrors) {
  write_text(spec_, "(assert");
  const Finished run = ggms({"synth", spec_, "-n", "2"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err_lines(), SizeIs(1));
  EXPECT_THAT(run.err, HasSubstr(printed(".smt2") + ":"));
  expect_clean(run);
}

TEST_P(FileNames, AreCopiedFromTheCommandThatRechecks) {
  write_text(protocol_, flood_set(3, 2, 3));
  const std::string recheck = Json::parse(ggms({"verify", "--json", protocol_}).out)["recheck"];
  const std::string command = recheck.substr(std::string("ggms ").size(), recheck.rfind(" | ") - 5);
  // The program itself, as the shell calls it, in a shell that knows $'...'.
  const std::string script = folder_.path("script");
  write_text(script, "'" GGMS_PROGRAM "' " + command + "\n");
  const support::Ran run = support::run("bash '" + script + "'");
  EXPECT_EQ(run.exit_code, 0) << recheck << "\n" << run.out;
  EXPECT_THAT(run.out, HasSubstr("(check-sat)"));
}

INSTANTIATE_TEST_SUITE_P(All, FileNames, testing::ValuesIn(names()),
                         [](const auto& one) { return "Name" + std::to_string(one.index); });

TEST(OddFiles, AFileNameWithADashIsNotAnOptionInACopiedCommand) {
  EXPECT_EQ(file_word("-p.json"), "./-p.json");
  EXPECT_EQ(file_word("-p\n"), "$'./-p\\x0a'");
  EXPECT_EQ(shell_word(""), "''");
  EXPECT_EQ(shell_word("a'\\\xff"), "$'a\\'\\\\\\xff'");
}

TEST(OddFiles, AResultsFileOfABenchMayHaveAnyName) {
  const Folder folder;
  const Finished run =
      ggms({"bench", "table1", "--runs", "1", "--settings", "con-3-2", "--engines", "exact", "--format",
            "json", "--results", folder.path("r\xff\n"), "--specs", GGMS_SOURCE_DIR "/specs"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(Json::parse(run.out)["paths"], Json::array({folder.path("r\\xff\\x0a")}));
}

TEST(OddFiles, AnOptionThatNoResultsFileCanKeepIsRefusedBeforeTheRuns) {
  const Folder folder;
  const Finished run = ggms({"bench", "table1", "--runs", "1", "--settings", "con-3-2", "--specs",
                             GGMS_SOURCE_DIR "/specs", "--", "--log", folder.path("l\xff")});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("l\\xff' is not UTF-8"));
  EXPECT_THAT(folder.names(), SizeIs(0));
}

TEST(OddFiles, AnEmptyFileIsRefusedAsCheckpointAndAsPolicy) {
  const Folder folder;
  for (const std::string& content :
       {std::string(), std::string(" "), std::string("\n"), std::string(1, '\0')}) {
    write_text(folder.path("empty"), content);
    for (const auto& [option, what] :
         {std::pair{"--resume", "no checkpoint"}, {"--policy-in", "no saved policy"}}) {
      const Finished run = ggms({"synth", spec_file("consensus"), "-n", "3", "--faults", "crash=1", "-r", "2",
                                 "-s", "2", option, folder.path("empty")});
      EXPECT_EQ(run.exit_code, 2);
      EXPECT_EQ(run.out, "");
      ASSERT_THAT(run.err_lines(), SizeIs(1));
      EXPECT_THAT(run.err, HasSubstr(folder.path("empty") + ": " + what));
      EXPECT_THAT(run.err, HasSubstr("damaged"));
    }
  }
}

TEST(OddFiles, AByteOrderMarkBeforeASpecificationIsAccepted) {
  const Folder folder;
  const std::string spec = folder.path("consensus.smt2"), protocol = folder.path("protocol.json");
  write_text(spec, kBom + read_text(spec_file("consensus")));
  EXPECT_EQ(ggms({"synth", spec, "-n", "2", "-r", "1", "-o", protocol}).exit_code, 0);
  EXPECT_EQ(Json::parse(read_text(protocol))["spec"]["text"], read_text(spec_file("consensus")));
  for (const std::string& other : {spec, spec_file("consensus")}) {
    EXPECT_EQ(ggms({"verify", protocol, "--spec", other}).exit_code, 0);
    EXPECT_EQ(ggms({"certify", protocol, "--spec", other}).exit_code, 0);
  }
}

TEST(OddFiles, AByteOrderMarkInsideAProtocolFileIsAcceptedByBothReaders) {
  const Folder folder;
  const std::string protocol = folder.path("protocol.json");
  Json json = Json::parse(flood_set(3, 2, 3));
  json["spec"]["text"] = kBom + json["spec"]["text"].get<std::string>();
  write_text(protocol, kBom + json.dump());
  for (const std::string command : {"verify", "certify", "show"}) {
    const Finished run = ggms({command, protocol});
    EXPECT_EQ(run.exit_code, 0) << command << ": " << run.err;
  }
  EXPECT_EQ(ggms({"export", protocol, "--to", "smt2"}).exit_code, 0);
}

TEST(OddFiles, AnErrorBehindAByteOrderMarkIsCitedWhereAnEditorShowsIt) {
  const Folder folder;
  write_text(folder.path("bad.smt2"), kBom + "(frobnicate)");
  EXPECT_THAT(ggms({"synth", folder.path("bad.smt2"), "-n", "2"}).err, HasSubstr("bad.smt2:1:"));
  write_text(folder.path("twice.smt2"), kBom + kBom + read_text(spec_file("consensus")));
  EXPECT_EQ(ggms({"synth", folder.path("twice.smt2"), "-n", "2"}).exit_code, 2);
}

/// A folder with the certificates of three settings.
class ManyCertificates : public testing::Test {
 protected:
  ManyCertificates() {
    const Finished run = ggms({"synth", spec_file("consensus"), "-n", "3", "--faults", "crash=1", "--engine",
                               "exact", "--certificate", all_});
    EXPECT_EQ(run.exit_code, 0) << run.err;
  }

  Folder folder_;
  const std::string all_ = folder_.path("all");
};

TEST_F(ManyCertificates, AreCertifiedTogether) {
  const Finished run = ggms({"certify", all_});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, HasSubstr("certified: there is no protocol"));
}

TEST_F(ManyCertificates, AreNotCalledCertifiedIfOneIsBad) {
  // A reason that uses a missing variable reveals that it is missing.
  for (const std::string part : {"rounds-1/reasons.txt", "rounds-2-states-1/variables.txt"}) {
    const std::string path = all_ + "/" + part;
    const std::string text = read_text(path);
    write_text(path, text.substr(0, text.size() / 2));
    const Finished run = ggms({"certify", all_});
    EXPECT_EQ(run.exit_code, 1) << part;
    EXPECT_THAT(run.out, Not(HasSubstr("certified")));
    EXPECT_THAT(run.out, HasSubstr("refuted: "));
    EXPECT_THAT(run.out, HasSubstr(fs::path(path).parent_path().string() + "/reasons.txt")) << part;
    EXPECT_THAT(run.out, HasSubstr("no fault in " + all_ + "/rounds-2-states-2\n"));
    write_text(path, text);
  }
}

TEST_F(ManyCertificates, AreRefusedByNameWhereAPartIsMissing) {
  std::vector<fs::path> parts;
  for (const auto& entry : fs::recursive_directory_iterator(all_)) {
    if (entry.is_regular_file()) parts.push_back(entry.path());
  }
  EXPECT_THAT(parts, SizeIs(13));
  for (const fs::path& part : parts) {
    const std::string text = read_text(part);
    fs::remove(part);
    const Finished run = ggms({"certify", all_});
    EXPECT_EQ(run.exit_code, 2) << part;
    EXPECT_EQ(run.out, "");
    ASSERT_THAT(run.err_lines(), SizeIs(1));
    EXPECT_THAT(run.err, HasSubstr(part.parent_path().string()));
    EXPECT_THAT(run.err, HasSubstr(part.filename().string()));
    EXPECT_THAT(run.err, HasSubstr("not a whole certificate"));
    write_text(part, text);
  }
  fs::create_directory(all_ + "/rounds-3");  // a run that was killed before its first file
  EXPECT_THAT(ggms({"certify", all_}).err, StartsWith("ggms: " + all_ + "/rounds-3: "));
}

}  // namespace
}  // namespace ggms::cli
