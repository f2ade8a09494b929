// Tests progress: rare lines in a file, one redrawn line on a terminal, nothing with --quiet.

#include "report/progress.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ggms::report {
namespace {

/// A file whose text can be asked for.
class Scratch {
 public:
  Scratch() : file_(std::tmpfile()) {}
  ~Scratch() { std::fclose(file_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  std::FILE* stream() const { return file_; }
  std::string text() const {
    std::fflush(file_);
    std::rewind(file_);
    std::string text;
    for (int c = std::fgetc(file_); c != EOF; c = std::fgetc(file_)) text += static_cast<char>(c);
    return text;
  }

 private:
  std::FILE* file_;
};

/// The text that was written to a terminal that no program has open any more. The kernel delivers it in
/// pieces.
std::string read_to_end(int master) {
  std::string text;
  std::array<char, 256> piece{};
  for (ssize_t size = 0; (size = read(master, piece.data(), piece.size())) > 0;) {
    text.append(piece.data(), static_cast<std::size_t>(size));
  }
  return text;
}

TEST(Progress, ReaderThatTakesNothingIsNotWaitedFor) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe2(ends.data(), O_NONBLOCK), 0);
  const std::string page(4096, '-');
  while (write(ends[1], page.data(), page.size()) > 0) {
  }
  ASSERT_EQ(fcntl(ends[1], F_SETFL, 0), 0);  // blocks from now on, as a shell's pipe does
  std::FILE* const stream = fdopen(ends[1], "w");
  Progress progress(stream, false);
  progress.keep("lost");
  std::array<char, 4096> first{};
  ASSERT_EQ(read(ends[0], first.data(), first.size()), 4096);
  progress.keep("shown");
  std::string text;
  std::array<char, 4096> piece{};
  for (ssize_t size = 0; (size = read(ends[0], piece.data(), piece.size())) > 0;)
    text.append(piece.data(), static_cast<std::size_t>(size));
  EXPECT_EQ(text.find("lost"), std::string::npos);
  EXPECT_TRUE(text.ends_with("-shown\n"));
  std::fclose(stream);
  close(ends[0]);
}

TEST(Progress, PrintsALineEveryTenSecondsIntoAFile) {
  const Scratch file;
  double now = 100;
  {
    Progress progress(file.stream(), false, [&] { return now; });
    progress.update("too early");
    now += 10.5;
    progress.update("first");
    now += 9;
    progress.update("too soon");
    now += 2;
    progress.update("second");
    progress.finish();
  }
  EXPECT_EQ(file.text(), "first\nsecond\n");
}

TEST(Progress, IsSilentWhenQuiet) {
  const Scratch file;
  double now = 0;
  Progress progress(file.stream(), true, [&] { return now; });
  now = 1000;
  progress.update("anything");
  progress.finish();
  EXPECT_EQ(file.text(), "");
}

TEST(Progress, RedrawsOneLineOnATerminalAndErasesItInTheEnd) {
  const int master = posix_openpt(O_RDWR | O_NOCTTY);
  ASSERT_GE(master, 0);
  ASSERT_EQ(grantpt(master), 0);
  ASSERT_EQ(unlockpt(master), 0);
  std::FILE* terminal = std::fopen(ptsname(master), "w");
  ASSERT_NE(terminal, nullptr);
  const winsize size{24, 50, 0, 0};
  ASSERT_EQ(ioctl(fileno(terminal), TIOCSWINSZ, &size), 0);
  double now = 0;
  {
    Progress progress(terminal, false, [&] { return now; });
    progress.update("too early");
    now = 1;
    progress.update("first");
    now = 1.05;
    progress.update("too soon");
    now = 2;
    progress.update(std::string(60, 'x'));
  }
  std::fclose(terminal);
  const std::string text = read_to_end(master);
  close(master);
  const std::string erase = "\r\x1b[K";
  EXPECT_EQ(text.substr(0, 9 + 4 + 46), erase + "first" + erase + std::string(46, 'x'));
  EXPECT_EQ(text.substr(text.size() - 4), erase);
  EXPECT_EQ(text.find('\n'), std::string::npos);
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("too")));
}

TEST(Progress, KeptLinesAreShownAtOnceUnlessQuiet) {
  for (const bool quiet : {false, true}) {
    const Scratch file;
    Progress progress(file.stream(), quiet, [] { return 0.0; });
    progress.keep("first");
    progress.update("too early");
    progress.keep("second");
    EXPECT_EQ(file.text(), quiet ? "" : "first\nsecond\n");
  }
}

TEST(ProgressText, TellsTheMeanRate) {
  synth::Progress progress;
  progress.setting.rounds = 3;
  progress.setting.states = 2;
  progress.statistics.candidates = 1200;
  progress.statistics.entries = 44;
  progress.seconds = 8;
  EXPECT_EQ(progress_text(progress),
            "3 rounds, 2 internal states: 1,200 candidates (150 a second), 44 table entries, 8.0 s");
  progress.statistics.candidates = 19840;
  EXPECT_THAT(progress_text(progress), testing::HasSubstr("(2,480 a second)"));
  progress.statistics.candidates = 2;
  EXPECT_THAT(progress_text(progress), testing::HasSubstr("(0.2 a second)"));
}

}  // namespace
}  // namespace ggms::report
