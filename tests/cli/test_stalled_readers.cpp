// Tests readers that take nothing and leave their pipe full: limits and the first signal end the wait for
// them, and the program reports the output as one that could not be written.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/descriptor.h"
#include "cli/program.h"

namespace ggms::cli {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;

/// Writes to this descriptor until it takes no more.
void fill(int descriptor) {
  const int flags = ::fcntl(descriptor, F_GETFL);
  ::fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
  const std::string page(4096, '-');
  while (::write(descriptor, page.data(), page.size()) > 0) {
  }
  ::fcntl(descriptor, F_SETFL, flags);
}

/// A pipe with a name, full, which has a reader that takes nothing.
class StalledReaders : public testing::Test {
 protected:
  StalledReaders() {
    if (::mkfifo(pipe_.c_str(), 0600) != 0) throw std::runtime_error("no pipe");
    ends_ = base::Descriptor(::open(pipe_.c_str(), O_RDWR | O_CLOEXEC));
    fill(ends_.number());
    write_text(protocol_, flood_set(3, 2, 3));
  }

  /// A search that only a limit or a signal ends, and that writes its log to the pipe.
  std::vector<std::string> endless_search() const {
    return {"synth",    spec_file("consensus"),
            "-n",       "4",
            "--faults", "crash=3",
            "-r",       "4",
            "-s",       "2",
            "--engine", "mcts",
            "--policy", "uniform",
            "--log",    pipe_,
            "--json"};
  }

  Folder folder_;
  const std::string pipe_ = folder_.path("pipe");
  const std::string protocol_ = folder_.path("protocol.json");
  base::Descriptor ends_;
};

TEST_F(StalledReaders, ATimeLimitEndsASearchWhoseLogIsNotRead) {
  std::vector<std::string> words = endless_search();
  words.insert(words.end(), {"--timeout", "1"});
  const Finished run = ggms(words);
  EXPECT_EQ(run.exit_code, 2);  // the answer is there, and the log is not whole
  const Json answer = Json::parse(run.out);
  EXPECT_EQ(answer["verdict"], "unknown");
  EXPECT_EQ(answer["reason"], "time limit reached");
  EXPECT_THAT(answer["errors"], SizeIs(1));
  EXPECT_EQ(run.err, "ggms: warning: --log: can't write " + pipe_ +
                         ": its reader takes nothing; the search goes on without a log\n");
}

TEST_F(StalledReaders, ASignalEndsASearchWhoseLogIsNotRead) {
  Program program(endless_search());
  ::usleep(500'000);  // until the program waits; it has to end even if the signal comes before
  program.interrupt({SIGTERM});
  const Finished run = program.finish();
  EXPECT_THAT(run.exit_code, testing::AnyOf(2, 3));
  EXPECT_EQ(Json::parse(run.out)["reason"], "interrupted");
}

TEST_F(StalledReaders, ASignalEndsTheWaitForAReaderOfStandardOutput) {
  Program program({"help", "synth"}, pipe_);
  program.interrupt({SIGINT});
  const Finished run = program.finish();
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.err, "ggms: standard output can't be written (its reader takes nothing)\n");
}

TEST_F(StalledReaders, ATimeLimitEndsTheWaitForAReaderOfStandardOutputBehindTheFiles) {
  const std::string found = folder_.path("found.json");
  Program program({"complete", protocol_, "-o", found, "--timeout", "2"}, pipe_);
  const Finished run = program.finish();
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.err, "ggms: standard output can't be written (its reader takes nothing)\n");
  EXPECT_EQ(ggms({"verify", found}).exit_code, 0);
}

TEST_F(StalledReaders, ATimeLimitEndsTheWaitForTheReaderOfAFile) {
  const Finished run = ggms({"complete", protocol_, "-o", pipe_, "--timeout", "2"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.out, StartsWith("completed: "));
  EXPECT_EQ(run.err, "ggms: " + pipe_ + ": can't be written (its reader takes nothing)\n");
}

/// A pipe without a name, whose writing end blocks as a shell's does.
class Pipe {
 public:
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    reading_ = base::Descriptor(ends[0]);
    writing_ = base::Descriptor(ends[1]);
  }
  int writing() const { return writing_.number(); }
  std::string read(std::size_t most) const {
    std::string text(most, '\0');
    const ssize_t count = ::read(reading_.number(), text.data(), most);
    text.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return text;
  }

 private:
  base::Descriptor reading_;
  base::Descriptor writing_;
};

TEST(WriteAll, ReaderThatIsSlowGetsAll) {
  const Pipe pipe;
  std::string text;
  for (int line = 0; line < 50'000; ++line) text += std::to_string(line) + "\n";
  std::string read;
  EXPECT_TRUE(base::write_all(pipe.writing(), text, [&](double) {
    read += pipe.read(50'000);
    return false;
  }));
  while (read.size() < text.size()) read += pipe.read(50'000);
  EXPECT_EQ(read, text);
}

TEST(WriteAll, ReaderThatTakesNothingIsGivenUp) {
  const Pipe pipe;
  int asked = 0;
  EXPECT_FALSE(base::write_all(pipe.writing(), std::string(1'000'000, 'x'), [&](double stalled) {
    EXPECT_GE(stalled, 0);
    return ++asked == 3;
  }));
  EXPECT_EQ(base::why_not_written(errno), "its reader takes nothing");
  EXPECT_EQ(asked, 3);
}

}  // namespace
}  // namespace ggms::cli
