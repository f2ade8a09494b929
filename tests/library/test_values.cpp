// The public header: specifications, protocols, scenarios and files.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <thread>

#include <ggms/ggms.h>
#include "cli/program.h"
#include "library/calls.h"

namespace ggms {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

TEST(Specifications, SayWhatTheyAskFor) {
  const Specification spec = Specification::load(kConsensus);
  EXPECT_EQ(spec.name(), "consensus");
  EXPECT_THAT(spec.initial(), ElementsAre("zero", "one"));
  EXPECT_THAT(spec.decisions(), ElementsAre("zero", "one"));
  EXPECT_THAT(spec.properties(), ElementsAre("agreement", "validity-one", "validity-zero", "termination"));
  EXPECT_THAT(spec.warnings(), IsEmpty());
  EXPECT_THAT(spec.summary(), HasSubstr("validity-one"));
  EXPECT_THAT(spec.json(), HasSubstr("\"ggms/check/1\""));
  const Specification parsed = Specification::parse(spec.text(), "mine");
  EXPECT_EQ(parsed.name(), "mine");
  EXPECT_EQ(parsed.properties(), spec.properties());
}

TEST(Values, AreWholeAfterAMove) {
  Specification spec = Specification::load(kConsensus);
  const Specification moved = std::move(spec);
  EXPECT_EQ(spec.name(), moved.name());  // NOLINT(bugprone-use-after-move)
  Protocol protocol = consensus_of_three();
  const Protocol moved_protocol = std::move(protocol);
  EXPECT_EQ(protocol.text(), moved_protocol.text());  // NOLINT(bugprone-use-after-move)
  Execution run = protocol.simulate(1);
  const Execution moved_run = std::move(run);
  EXPECT_EQ(run.json(), moved_run.json());  // NOLINT(bugprone-use-after-move)
  StopToken token;
  const StopToken moved_token = std::move(token);
  token.request_stop();  // NOLINT(bugprone-use-after-move)
  EXPECT_TRUE(moved_token.is_requested());
}

TEST(Lists, AreThoseOfTheProgram) {
  const auto words_of = [](const std::vector<Word>& list) {
    std::vector<std::string> words;
    for (const Word& word : list) {
      words.push_back(word.word);
      EXPECT_THAT(word.meaning, Not(IsEmpty())) << word.word;
    }
    return words;
  };
  EXPECT_THAT(words_of(views()), ElementsAre("vector", "vector+id", "counts", "counts+own"));
  EXPECT_THAT(words_of(faults()), Contains("crash=F"));
  for (const std::string& format : words_of(export_formats()))
    EXPECT_THAT(consensus_of_three().exported(format), Not(IsEmpty())) << format;
}

TEST(Protocols, AreReadAndWritten) {
  const Protocol protocol = consensus_of_three();
  const cli::Folder folder;
  protocol.save(folder.path("p.json"));
  const Protocol loaded = Protocol::load(folder.path("p.json"));
  EXPECT_EQ(loaded.text(), protocol.text());
  EXPECT_EQ(Protocol::parse(protocol.text()).text(), protocol.text());
  EXPECT_EQ(loaded.specification().name(), "consensus");
  EXPECT_EQ(loaded.setting().faults, "crash=2");
  EXPECT_EQ(loaded.setting().rounds, 3);
  EXPECT_EQ(loaded.setting().states, 2);
  EXPECT_THAT(folder.names(), ElementsAre("p.json")) << "nothing is left of writing";

  EXPECT_EQ(error_of([&] { protocol.save(folder.path("none/p.json")); }).kind(), Error::Kind::kInput);
  EXPECT_EQ(error_of([] { Protocol::parse("{", "p.json"); }).place().file, "p.json");
}

TEST(Protocols, TellTheirTable) {
  const Protocol protocol = consensus_of_three();
  EXPECT_EQ(protocol.transitions().size(), 60U);
  for (const Transition& transition : protocol.transitions()) {
    EXPECT_EQ(protocol.next(transition), transition.next);
    EXPECT_EQ(transition.received.size(), 3U);
    EXPECT_TRUE(transition.needed);
  }
  ASSERT_EQ(protocol.rules().size(), 3U);
  EXPECT_EQ(protocol.rules()[1].first_round, 2);
  for (const Rules& rules : protocol.rules()) EXPECT_THAT(protocol.table(), HasSubstr(rules.text));

  Transition asked;
  asked.round = 1;
  asked.received = {"lost", "zero"};
  EXPECT_THAT(error_of([&] { protocol.next(asked); }).what(), HasSubstr("each process"));
  asked.received = {"lost", "lost", "lost"};
  EXPECT_EQ(error_of([&] { protocol.next(asked); }).kind(), Error::Kind::kInput);
  asked.received = {"lost", "two", "lost"};
  EXPECT_THAT(error_of([&] { protocol.next(asked); }).what(), HasSubstr("unknown state 'two'"));
  asked.round = 4;
  EXPECT_THAT(error_of([&] { protocol.next(asked); }).what(), HasSubstr("rounds 1 to 3"));
}

TEST(Protocols, TellTablesOfAllViews) {
  const Specification spec = Specification::load(kConsensus);
  for (const char* view : {"vector", "vector+id", "counts", "counts+own"}) {
    SynthesisOptions options;
    options.engine = "exact";
    const Synthesis answer = synthesize(spec, {3, "crash=1", 2, 2, view, "any"}, options);
    ASSERT_EQ(answer.verdict, Verdict::kFound) << view;
    for (const Transition& transition : answer.protocol->transitions())
      EXPECT_EQ(answer.protocol->next(transition), transition.next) << view;
  }
}

TEST(Scenarios, AreRunAsTheProgramRunsThem) {
  const Protocol protocol = consensus_of_three();
  const cli::Folder folder;
  protocol.save(folder.path("p.json"));
  for (const char* seed : {"1", "2", "3"}) {
    const Execution run = protocol.simulate(std::stoull(seed));
    const cli::Finished program = cli::Program({"simulate", folder.path("p.json"), "--random", "--seed", seed,
                                                "--save", folder.path("s.json")},
                                               "", {{"LC_ALL", "C.UTF-8"}})
                                      .finish();
    EXPECT_EQ(program.exit_code, 0);
    EXPECT_EQ(run.scenario().text(), cli::read_text(folder.path("s.json")));
    EXPECT_THAT(program.out, HasSubstr(run.drawn()));
    EXPECT_EQ(run.violated(), std::nullopt);
    EXPECT_EQ(run.states().size(), 4U);
    EXPECT_EQ(run.decisions().size(), 3U);
    EXPECT_EQ(protocol.simulate(Scenario::load(folder.path("s.json"))).drawn("svg"), run.drawn("svg"));
  }
  EXPECT_THAT(protocol.simulate(1).drawn("mermaid"), StartsWith("sequenceDiagram"));
  EXPECT_THAT(protocol.simulate(1).drawn("itf"), HasSubstr("#bigint"));
  EXPECT_THAT(protocol.simulate(7).json(), HasSubstr("\"seed\": 7"));
  const Execution given = protocol.simulate(protocol.simulate(7).scenario());
  EXPECT_THAT(given.json(), HasSubstr("\"seed\": 0")) << "nothing was drawn";
  const Execution of_trace = protocol.simulate(Scenario(protocol.simulate(7).drawn("itf")));
  EXPECT_EQ(of_trace.json(), given.json());
  EXPECT_THAT(error_of([&] { protocol.simulate(1).drawn("png"); }).what(), HasSubstr("unknown format 'png'"));
  EXPECT_EQ(error_of([&] { protocol.simulate(Scenario("{}")); }).kind(), Error::Kind::kInput);
}

TEST(Files, ArePipesThatLimitsEnd) {
  const cli::Folder folder;
  const std::string pipe = folder.path("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const Limits soon{0.05, 0, {}};
  const Protocol protocol = consensus_of_three();
  EXPECT_EQ(error_of([&] { Specification::load(pipe, soon); }).kind(), Error::Kind::kStopped);
  EXPECT_EQ(error_of([&] { Protocol::load(pipe, soon); }).kind(), Error::Kind::kStopped);
  EXPECT_EQ(error_of([&] { Scenario::load(pipe, soon); }).kind(), Error::Kind::kStopped);
  EXPECT_EQ(error_of([&] { protocol.save(pipe, soon); }).kind(), Error::Kind::kStopped);
  EXPECT_EQ(error_of([&] { protocol.simulate(1).scenario().save(pipe, soon); }).kind(),
            Error::Kind::kStopped);
}

/// The reader goes away before a protocol is written that is larger than any pipe's room.
TEST(Files, WhoseReaderGoesAwayAreAnErrorAndNotASignal) {
  const cli::Folder folder;
  const std::string pipe = folder.path("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  std::signal(SIGPIPE, SIG_DFL);
  const Scenario large(std::string(std::size_t{1} << 22U, 'x'));
  std::thread reader([&] {
    const int file = ::open(pipe.c_str(), O_RDONLY);
    char byte = 0;
    static_cast<void>(::read(file, &byte, 1));
    ::close(file);
  });
  EXPECT_EQ(error_of([&] { large.save(pipe); }).kind(), Error::Kind::kInput);
  reader.join();
}

TEST(Files, GetTheirPermissionsWithoutATouchOfTheMask) {
  const cli::Folder folder;
  const mode_t before = ::umask(027);
  consensus_of_three().save(folder.path("p.json"));
  struct stat status{};
  ASSERT_EQ(::stat(folder.path("p.json").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0640U);
  EXPECT_EQ(::umask(before), 027U);
}

TEST(Files, HaveNamesWithoutNul) {
  const std::string name = std::string(kConsensus) + std::string(1, '\0') + "junk";
  EXPECT_EQ(error_of([&] { Specification::load(name); }).kind(), Error::Kind::kInput);
  EXPECT_EQ(error_of([&] { consensus_of_three().save(name); }).kind(), Error::Kind::kInput);
}

TEST(Specifications, HaveNamesThatProtocolFilesTake) {
  const std::string text = Specification::load(kConsensus).text();
  for (const std::string& name : {std::string(), std::string("folder/"), std::string(1021, 'x')})
    EXPECT_EQ(error_of([&] { Specification::parse(text, name); }).kind(), Error::Kind::kInput) << name.size();
}

TEST(Certificates, HaveNamesInTheirFolderAlone) {
  const cli::Folder folder;
  const Certificate good = consensus_of_three().certificate().value();
  for (const char* name : {"../escaped", "/tmp/escaped", "", ".", "..", "protocol.json"}) {
    Certificate certificate = good;
    certificate.files.emplace_back(name, "text");
    EXPECT_EQ(error_of([&] { certificate.save(folder.path("c")); }).kind(), Error::Kind::kInput) << name;
    EXPECT_EQ(error_of([&] { certify({certificate}); }).kind(), Error::Kind::kInput) << name;
  }
  EXPECT_THAT(folder.names(), IsEmpty());
  good.save(folder.path("c"));
  EXPECT_EQ(Certificate::load(folder.path("c/")).at(0).name, "c");
  std::filesystem::create_symlink(folder.path("c/loop"), folder.path("c/loop"));
  EXPECT_EQ(certify(Certificate::load(folder.path("c"))).verdict, Verdict::kCertified);
}

TEST(StopTokens, ShareAWish) {
  const StopToken token;
  const StopToken copy = token;
  EXPECT_FALSE(copy.is_requested());
  token.request_stop();
  EXPECT_TRUE(copy.is_requested());
}

}  // namespace
}  // namespace ggms
