// Tests output: files that are replaced whole or not at all, full disks, readers that have gone.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "base/error.h"
#include "cli/files.h"
#include "cli/program.h"

namespace ggms::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

namespace fs = std::filesystem;

class Streams : public testing::Test {
 protected:
  Streams() { write_text(protocol_, flood_set(3, 2, 3)); }

  /// A command that writes a scenario to `path`.
  std::vector<std::string> saving_to(const std::string& path) const {
    return {"simulate", protocol_, "--random", "--save", path};
  }

  void expect_refused(const std::string& path, const std::string& why) const {
    const Finished run = ggms(saving_to(path));
    EXPECT_EQ(run.exit_code, 2) << path;
    EXPECT_EQ(run.out, "") << path;
    ASSERT_THAT(run.err_lines(), SizeIs(1)) << path;
    EXPECT_THAT(run.err, HasSubstr(path + ": ")) << path;
    EXPECT_THAT(run.err, HasSubstr(why)) << path;
  }

  Folder folder_;
  const std::string protocol_ = folder_.path("protocol.json");
};

TEST_F(Streams, NothingIsWrittenUnlessAnOptionAsks) {
  const fs::path before = fs::current_path();
  const Folder empty;
  fs::current_path(empty.path(""));
  EXPECT_EQ(ggms({"verify", protocol_}).exit_code, 0);
  EXPECT_EQ(ggms({"simulate", protocol_, "--random"}).exit_code, 0);
  EXPECT_EQ(ggms({"synth", spec_file("consensus"), "-n", "2"}).exit_code, 0);
  EXPECT_EQ(ggms({"certify", protocol_}).exit_code, 0);
  fs::current_path(before);
  EXPECT_THAT(empty.names(), IsEmpty());
  EXPECT_THAT(folder_.names(), ElementsAre("protocol.json"));
}

TEST_F(Streams, AFileIsReplacedWholeWithItsPermissions) {
  const std::string path = folder_.path("scenario.json");
  write_text(path, std::string(100000, 'x'));
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
  EXPECT_NE(ggms(saving_to(path)).exit_code, 2);
  EXPECT_THAT(read_text(path), HasSubstr("ggms/scenario/1"));
  EXPECT_THAT(read_text(path), Not(HasSubstr("xxx")));
  EXPECT_EQ(fs::status(path).permissions(),
            fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
  EXPECT_THAT(folder_.names(), ElementsAre("protocol.json", "scenario.json"));
}

TEST_F(Streams, ANewFileGetsThePermissionsOfAnyNewFile) {
  const std::string path = folder_.path("scenario.json");
  const mode_t mask = ::umask(027);
  EXPECT_NE(ggms(saving_to(path)).exit_code, 2);
  ::umask(mask);
  struct stat status{};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0640U);
}

TEST_F(Streams, ALinkStaysALink) {
  write_text(folder_.path("target.json"), "old");
  fs::create_symlink("target.json", folder_.path("link.json"));
  EXPECT_NE(ggms(saving_to(folder_.path("link.json"))).exit_code, 2);
  EXPECT_TRUE(fs::is_symlink(folder_.path("link.json")));
  EXPECT_THAT(read_text(folder_.path("target.json")), HasSubstr("ggms/scenario/1"));
}

TEST_F(Streams, ADeviceIsWrittenToAndStaysADevice) {
  EXPECT_NE(ggms(saving_to("/dev/null")).exit_code, 2);
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(Streams, UnwritablePathsAreRefused) {
  expect_refused(folder_.path("missing/scenario.json"), "there is no directory");
  expect_refused(folder_.path(""), "is a directory");
  expect_refused(protocol_ + "/scenario.json", "there is no directory");
  expect_refused(folder_.path(std::string(256, 'n')), "File name too long");
  EXPECT_THAT(folder_.names(), ElementsAre("protocol.json"));
}

TEST_F(Streams, WhatAStickyFolderKeepsForAnotherUserIsRefused) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can be another user";
  constexpr uid_t kNobody = 65534;
  const Folder sticky;
  fs::permissions(sticky.path(""), fs::perms::all | fs::perms::sticky_bit);
  const std::string kept = sticky.path("kept.json"), own = sticky.path("own.json");
  for (const std::string& path : {kept, own}) {
    write_text(path, "old");
    fs::permissions(path, static_cast<fs::perms>(0666));
  }
  ASSERT_EQ(::chown(own.c_str(), kNobody, kNobody), 0);
  ASSERT_EQ(::seteuid(kNobody), 0);
  // access() checks for the real user, who may do anything; this test is about which user may rename.
  EXPECT_THROW(require_writable(kept, {}), base::Error);
  EXPECT_NO_THROW(require_writable(own, {}));
  ASSERT_EQ(::seteuid(0), 0);
  EXPECT_EQ(read_text(kept), "old");
}

TEST_F(Streams, AnInputIsNotOverwritten) {
  expect_refused(protocol_, "is an input file");
  EXPECT_EQ(read_text(protocol_), flood_set(3, 2, 3));
}

TEST_F(Streams, UnwritablePathsAreRefusedBeforeASearch) {
  // This search would not end in the time that a test has.
  const Finished run = ggms({"synth", spec_file("consensus"), "-n", "16", "--faults", "crash=14", "-r", "14",
                             "-s", "3", "--view", "vector+id", "-o", folder_.path("missing/protocol.json")});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err_lines(), SizeIs(1));
}

TEST_F(Streams, AFullDiskUnderStandardOutputIsAnErrorInOneLine) {
  Program program({"verify", protocol_}, "/dev/full");
  const Finished run = program.finish();
  EXPECT_EQ(run.exit_code, 2);
  ASSERT_THAT(run.err_lines(), SizeIs(1));
  EXPECT_THAT(run.err, HasSubstr("standard output can't be written (No space left on device)"));
}

TEST_F(Streams, AReaderThatHasGoneChangesNothing) {
  // The reader ends at once; the program waits until it has, and then writes into a closed pipe.
  const std::string err = folder_.path("err");
  const std::string script = "{ sleep 0.2; '" GGMS_PROGRAM "' show '" + protocol_ + "' 2>'" + err +
                             "'; echo $? >'" + folder_.path("code") + "'; } | true";
  ASSERT_EQ(std::system(script.c_str()), 0);
  EXPECT_EQ(read_text(folder_.path("code")), "0\n");
  EXPECT_EQ(read_text(err), "");
}

TEST_F(Streams, NoColourWithoutATerminal) {
  EXPECT_THAT(ggms({"verify", protocol_}).out, Not(HasSubstr("\x1b[")));
  EXPECT_THAT(ggms({"show", protocol_}).out, Not(HasSubstr("\x1b[")));
}

}  // namespace
}  // namespace ggms::cli
