// Tests files that appear whole or not at all, with other writers in the same folder and with killed ones.

#include "cli/written_file.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <functional>
#include <sstream>

#include "base/error.h"
#include "base/output_file.h"
#include "cli/program.h"

namespace ggms::cli {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

constexpr const char* kUnfinished = ".p.json.ggms-a1B2c3";

/// A process of its own, which ends with the body.
pid_t start(const std::function<void()>& body) {
  const pid_t process = ::fork();
  if (process != 0) return process;
  try {
    body();
    ::_exit(0);
  } catch (...) {
    ::_exit(1);
  }
}

int wait_for(pid_t process) {
  int status = 0;
  ::waitpid(process, &status, 0);
  return status;
}

TEST(WrittenFile, TheNextRunRemovesTheFileThatAKilledWriterLeft) {
  const Folder folder;
  write_text(folder.path(kUnfinished), "half");
  write_text(folder.path(".other.ggms-000000"), "");
  write_text(folder.path("protocol.json"), flood_set(3, 2, 3));
  EXPECT_EQ(
      ggms({"simulate", folder.path("protocol.json"), "--random", "--save", folder.path("s.json")}).exit_code,
      0);
  EXPECT_THAT(folder.names(), ElementsAre("protocol.json", "s.json"));
}

TEST(WrittenFile, OnlyUnfinishedFilesAreRemoved) {
  const Folder folder, elsewhere;
  const std::vector<std::string> names = {".ggms-abcdef", ".p.ggms-abc", ".p.ggms-abcde-", "p.ggms-abcdef",
                                          "p.json.abcdef"};
  for (const std::string& name : names) write_text(folder.path(name), "mine");
  std::filesystem::create_directory(folder.path(".d.ggms-abcdef"));
  write_text(elsewhere.path("kept"), "mine");
  std::filesystem::create_symlink(elsewhere.path("kept"), folder.path(".l.ggms-abcdef"));
  ASSERT_EQ(::mkfifo(folder.path(".f.ggms-abcdef").c_str(), 0600), 0);
  base::remove_unfinished_files(folder.path(""));
  EXPECT_THAT(folder.names(), SizeIs(names.size() + 3));
  EXPECT_EQ(read_text(elsewhere.path("kept")), "mine");
}

TEST(WrittenFile, AFileOfALiveWriterIsLeftAloneUntilItEnds) {
  const Folder folder;
  const std::string path = folder.path(kUnfinished);
  write_text(path, "half");
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t writer = start([&] {
    const int file = ::open(path.c_str(), O_RDWR);
    if (::flock(file, LOCK_EX) != 0 || ::write(ready[1], "x", 1) != 1) ::_exit(1);
    ::pause();
  });
  char byte = 0;
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  base::remove_unfinished_files(folder.path(""));
  EXPECT_THAT(folder.names(), ElementsAre(kUnfinished));
  ::kill(writer, SIGKILL);
  wait_for(writer);
  base::remove_unfinished_files(folder.path(""));
  EXPECT_THAT(folder.names(), ElementsAre());
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST(WrittenFile, WritersAndOthersThatClearTheFolderAtOnceLoseNothing) {
  const Folder folder;
  constexpr int kWriters = 3, kFiles = 100;
  std::vector<pid_t> clearing, writing;
  for (int i = 0; i < 2; ++i) {
    clearing.push_back(start([&] {
      for (;;) base::remove_unfinished_files(folder.path(""));
    }));
  }
  for (int i = 0; i < kWriters; ++i) {
    writing.push_back(start([&, i] {
      for (int n = 0; n < kFiles; ++n) {
        const std::string name = std::to_string(i) + "-" + std::to_string(n);
        write_file_atomically(folder.path(name), name);
        write_file_atomically(folder.path("shared"), std::string(10000, static_cast<char>('a' + i)));
      }
    }));
  }
  for (const pid_t writer : writing) EXPECT_EQ(wait_for(writer), 0);
  for (const pid_t process : clearing) {
    ::kill(process, SIGKILL);
    wait_for(process);
  }
  EXPECT_THAT(folder.names(), SizeIs(kWriters * kFiles + 1));
  for (int i = 0; i < kWriters; ++i) {
    for (int n = 0; n < kFiles; ++n) {
      const std::string name = std::to_string(i) + "-" + std::to_string(n);
      EXPECT_EQ(read_text(folder.path(name)), name);
    }
  }
  const std::string shared = read_text(folder.path("shared"));
  EXPECT_EQ(shared, std::string(10000, shared.at(0)));
}

TEST(WrittenFile, AKilledWriterLeavesTheOldFileOrTheNewOneAndTheNextRunClearsUp) {
  const Folder folder;
  const std::string path = folder.path("p.json");
  const std::string old(100000, 'o'), fresh(100000, 'f');
  write_file_atomically(path, old);
  for (int i = 0; i < 50; ++i) {
    const pid_t writer = start([&] {
      for (;;) write_file_atomically(path, fresh);
    });
    ::usleep(static_cast<useconds_t>(37 * i));
    ::kill(writer, SIGKILL);
    wait_for(writer);
    const std::string text = read_text(path);
    EXPECT_TRUE(text == old || text == fresh);
  }
  base::remove_unfinished_files(folder.path(""));
  EXPECT_THAT(folder.names(), ElementsAre("p.json"));
}

TEST(WrittenFile, LinesOfSeveralWritersAreAddedWhole) {
  const Folder folder;
  const std::string path = folder.path("results");
  std::vector<pid_t> writers;
  for (const char letter : {'a', 'b', 'c'}) {
    writers.push_back(start([&path, letter] {
      // Past this limit a line can't be added; its beginning is removed again.
      const rlimit limit{10'500, RLIM_INFINITY};
      if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(1);
      std::signal(SIGXFSZ, SIG_IGN);
      for (int i = 0; i < 10; ++i) {
        try {
          append_to_file(path, std::string(999, letter) + "\n");
        } catch (const base::Error&) {
        }
      }
    }));
  }
  for (const pid_t writer : writers) EXPECT_EQ(wait_for(writer), 0);
  std::istringstream text(read_text(path));
  int lines = 0;
  for (std::string line; std::getline(text, line); ++lines) EXPECT_EQ(line, std::string(999, line.at(0)));
  EXPECT_EQ(lines, 10);
  EXPECT_EQ(read_text(path).size(), 10'000U);
}

TEST(WrittenFile, AFileMayHaveTheLongestNameThereIs) {
  const Folder folder;
  const std::string name(255, 'n');
  write_file_atomically(folder.path(name), "text");
  EXPECT_EQ(read_text(folder.path(name)), "text");
  EXPECT_THAT(folder.names(), ElementsAre(name));
}

TEST(WrittenFile, AFolderThatHasGoneIsAnErrorAndNothingIsLeft) {
  const Folder folder;
  EXPECT_THROW(write_file_atomically(folder.path("gone/p.json"), "text"), base::Error);
  write_text(folder.path("file"), "");
  EXPECT_THROW(write_file_atomically(folder.path("file/p.json"), "text"), base::Error);
  base::remove_unfinished_files(folder.path("gone"));
  EXPECT_THAT(folder.names(), ElementsAre("file"));
}

}  // namespace
}  // namespace ggms::cli
