// Tests that limits and signals end every command with code 3 and no half-written file: while it waits for an
// input, while it works on a large task, and while it does work that never asks its Stop.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "cli/program.h"

namespace ggms::cli {
namespace {

using json = nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A folder with a protocol, a certificate's folder and a pipe without a writer.
class LimitsOfCommands : public testing::Test {
 protected:
  LimitsOfCommands() {
    write_text(protocol_, flood_set(3, 2, 3));
    if (::mkfifo(pipe_.c_str(), 0600) != 0) throw std::runtime_error("no pipe");
  }

  /// Command lines with the pipe in every place where a command reads a file.
  std::vector<std::vector<std::string>> waiting_commands() const {
    return {{"check", pipe_},
            {"show", pipe_},
            {"complete", pipe_},
            {"simulate", pipe_, "--random"},
            {"simulate", protocol_, "--scenario", pipe_},
            {"export", pipe_, "--to", "csv"},
            {"export", protocol_, "--to", "csv", "--spec", pipe_},
            {"verify", pipe_},
            {"verify", protocol_, "--spec", pipe_},
            {"certify", pipe_},
            {"certify", protocol_, "--spec", pipe_},
            {"synth", pipe_, "-n", "2"},
            {"synth", spec_file("consensus"), "-n", "2", "-r", "1", "-s", "2", "--resume", pipe_},
            {"synth", spec_file("consensus"), "-n", "2", "-r", "1", "-s", "2", "--policy-in", pipe_}};
  }

  Folder folder_;
  const std::string protocol_ = folder_.path("protocol.json");
  const std::string pipe_ = folder_.path("pipe");
};

void expect_stopped(const Finished& run, const std::string& reason, const std::string& what) {
  EXPECT_EQ(run.exit_code, 3) << what;
  EXPECT_EQ(run.out, "") << what;
  EXPECT_EQ(run.err, "ggms: " + reason + "\n") << what;
}

TEST_F(LimitsOfCommands, ASignalEndsTheWaitForAPipe) {
  for (const std::vector<std::string>& command : waiting_commands()) {
    for (const int signal : {SIGINT, SIGTERM}) {
      Program program(command);
      program.interrupt({signal});
      expect_stopped(program.finish(), "interrupted", testing::PrintToString(command));
    }
  }
  EXPECT_THAT(folder_.names(), ElementsAre("pipe", "protocol.json"));
}

TEST_F(LimitsOfCommands, ATimeLimitEndsTheWaitForAPipe) {
  for (std::vector<std::string> command : waiting_commands()) {
    const std::string& name = command.front();
    if (name != "verify" && name != "certify" && name != "synth" && name != "complete") continue;
    command.insert(command.end(), {"--timeout", "0.1"});
    expect_stopped(ggms(command), "time limit reached", testing::PrintToString(command));
  }
}

TEST_F(LimitsOfCommands, ATimeLimitEndsTheWaitForAPipeThatDrips) {
  const int writer = ::open(pipe_.c_str(), O_RDWR | O_NONBLOCK);
  std::atomic<bool> is_done = false;
  std::thread drops([&] {
    while (!is_done) {
      static_cast<void>(::write(writer, " ", 1));
      ::usleep(5'000);
    }
  });
  const Finished run = ggms({"verify", pipe_, "--timeout", "0.3"});
  is_done = true;
  drops.join();
  ::close(writer);
  expect_stopped(run, "time limit reached", "drops");
}

// The program prints a known answer although its file can't be written.
TEST_F(LimitsOfCommands, ATimeLimitEndsTheWaitForAPipesReader) {
  const Finished run = ggms({"complete", protocol_, "-o", pipe_, "--timeout", "3"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.out, HasSubstr("completed: "));
  EXPECT_THAT(run.err, HasSubstr("can't be written"));
  EXPECT_EQ(run.err_lines().size(), 1U);
}

TEST_F(LimitsOfCommands, APipesReaderIsWaitedForAndGetsAll) {
  Program program({"complete", protocol_, "-o", pipe_});
  ::usleep(100'000);
  EXPECT_EQ(read_text(pipe_), ggms({"complete", protocol_}).out);
  EXPECT_EQ(program.finish().exit_code, 0);
}

TEST_F(LimitsOfCommands, APipeIsReadToItsEnd) {
  const std::string spec = read_text(spec_file("consensus"));
  Program program({"check", pipe_});
  const int writer = ::open(pipe_.c_str(), O_WRONLY);  // waits for the reader
  for (const std::size_t at : {std::size_t{0}, spec.size() / 2}) {
    const std::string part = spec.substr(at, at == 0 ? spec.size() / 2 : std::string::npos);
    ASSERT_EQ(::write(writer, part.data(), part.size()), static_cast<ssize_t>(part.size()));
    ::usleep(50'000);
  }
  ::close(writer);
  const Finished run = program.finish();
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, HasSubstr("agreement"));
}

TEST_F(LimitsOfCommands, AMemoryLimitEndsTheReadingOfADevice) {
  for (const std::string command : {"verify", "certify", "complete"})
    expect_stopped(ggms({command, "/dev/zero", "--memory", "100"}), "memory limit reached", command);
  const Finished specification = ggms({"check", "/dev/zero"});
  EXPECT_EQ(specification.exit_code, 2);
  EXPECT_THAT(specification.err, HasSubstr("longer than 1048576 bytes"));
}

TEST_F(LimitsOfCommands, AnEndlessProofEndsWithTheAudit) {
  const std::string folder = folder_.path("certificate");
  ASSERT_EQ(ggms({"synth", spec_file("consensus"), "-n", "2", "--faults", "loss=1", "-r", "1", "-s", "2",
                  "--engine", "exact", "--certificate", folder})
                .exit_code,
            1);
  const std::string proof = folder + "/proof.drat";
  std::filesystem::remove(proof);
  std::filesystem::create_symlink("/dev/zero", proof);
  expect_stopped(ggms({"certify", folder, "--memory", "100"}), "memory limit reached", "endless");
  std::filesystem::remove(proof);
  std::filesystem::create_symlink(pipe_, proof);
  expect_stopped(ggms({"certify", folder, "--timeout", "0.1"}), "time limit reached", "waiting");
  Program program({"certify", folder});
  program.interrupt({SIGTERM});
  expect_stopped(program.finish(), "interrupted", "interrupted");
}

TEST(Limits, TheBeginningsOfManyProcessesEndWithTheLimit) {
  const Finished run = ggms({"synth", spec_file("consensus"), "-n", "31", "-r", "1", "--engine", "exact",
                             "--timeout", "0.3", "--json"});
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_EQ(json::parse(run.out).at("reason"), "time limit reached");
}

/// A protocol of three rounds for a specification with one property about so many processes: not all of them
/// are distinct.
json pigeonhole_protocol(int processes, int variables) {
  std::string declared, names;
  for (int i = 1; i <= variables; ++i) {
    declared += "(v" + std::to_string(i) + " Process)";
    names += " v" + std::to_string(i);
  }
  json protocol = json::parse(flood_set(processes, 1, 2));
  protocol["spec"] = {{"name", "pigeonhole"},
                      {"text", R"((set-logic ALL)(declare-sort Process 0)
(declare-datatypes ((V 0)) (((zero) (one))))
(declare-fun init (Process) V)(declare-fun decides (Process V) Bool)
(assert (! (not (exists ()" + declared +
                                   ") (distinct" + names + "))) :named pigeonhole))\n"}};
  return protocol;
}

TEST(Limits, AllRefuseAPropertyWithTooManyWaysToChooseProcessesAlike) {
  const Folder folder;
  const json protocol = pigeonhole_protocol(4, 14);
  const std::string file = folder.path("protocol.json"), spec = folder.path("pigeonhole.smt2");
  write_text(file, protocol.dump());
  write_text(spec, protocol["spec"]["text"].get<std::string>());
  const std::vector<std::vector<std::string>> commands = {
      {"synth", spec, "-n", "4"}, {"verify", file}, {"certify", file}, {"show", file}};
  for (const std::vector<std::string>& command : commands) {
    const Finished run = ggms(command);
    EXPECT_EQ(run.exit_code, 2) << command[0];
    EXPECT_EQ(run.out, "") << command[0];
    EXPECT_THAT(run.err,
                HasSubstr("property 'pigeonhole' has 4^14 ways to choose its processes; at most 2^23 "
                          "can be gone through\n"))
        << command[0];
  }
}

TEST(Limits, AnEvaluationOfManyChoicesEndsWithinTheLimit) {
  const Folder folder;
  const std::string file = folder.path("protocol.json"), spec = folder.path("pigeonhole.smt2");
  const json protocol = pigeonhole_protocol(3, 14);  // 4.8 million for each end of a run
  write_text(file, protocol.dump());
  write_text(spec, protocol["spec"]["text"].get<std::string>());
  const std::vector<std::vector<std::string>> commands = {
      {"synth", spec, "-n", "3", "--engine", "exact", "--faults", "crash=2", "--json", "-q"},
      {"verify", file, "--json", "-q"},
      {"verify", file, "--method", "scenarios", "--json", "-q"},
      {"certify", file, "--json"}};
  for (const std::vector<std::string>& command : commands) {
    Program program(command);
    program.interrupt({SIGINT});
    const Finished run = program.finish();
    EXPECT_EQ(run.exit_code, 3) << command[0];
    EXPECT_EQ(json::parse(run.out).at("reason"), "interrupted") << command[0];
  }
}

}  // namespace
}  // namespace ggms::cli
