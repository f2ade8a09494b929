// Tests inputs: the bytes that are read from files and pipes, and the inputs that are refused.

#include "base/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <string>
#include <thread>

#include "base/error.h"
#include "base/stopped.h"
#include "cli/program.h"

namespace ggms::base {
namespace {

using testing::HasSubstr;

std::string error_of(const std::string& path) {
  Stop stop;
  try {
    read_file(path, stop);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

class InputFile : public testing::Test {
 protected:
  const cli::Folder folder_;
  const std::string path_ = folder_.path("input");
  Stop never_;
};

TEST_F(InputFile, IsReadByteByByte) {
  const std::string bytes("a\0b\r\n\xff", 6);
  cli::write_text(path_, bytes);
  EXPECT_EQ(read_file(path_, never_), bytes);
  EXPECT_EQ(read_input(path_, 6, never_), bytes);
  EXPECT_EQ(read_input(path_, 4, never_), bytes.substr(0, 5))
      << "one more, so that the caller sees that there are too many";
  cli::write_text(path_, "");
  EXPECT_EQ(read_file(path_, never_), "");
}

TEST_F(InputFile, ThatCannotBeReadIsAnError) {
  EXPECT_THAT(error_of(path_), HasSubstr("input: can't be read (No such file"));
  EXPECT_THAT(error_of(folder_.path("")), HasSubstr("can't be read ("));
}

TEST_F(InputFile, ThatIsTooLargeIsRefusedUnread) {
  cli::write_text(path_, "x");
  std::filesystem::resize_file(path_, (std::uintmax_t{1} << 30U) + 1);  // sparse: it takes no space
  EXPECT_THAT(error_of(path_), HasSubstr("input: larger than 1 GiB"));
}

TEST_F(InputFile, MayBeAPipeAndWaitsForItsWriterThread) {
  ASSERT_EQ(::mkfifo(path_.c_str(), 0600), 0);
  std::thread writer([&] {
    const int pipe = ::open(path_.c_str(), O_WRONLY);
    EXPECT_EQ(::write(pipe, "text", 4), 4);
    ::close(pipe);
  });
  EXPECT_EQ(read_file(path_, never_), "text");
  writer.join();
}

TEST_F(InputFile, WaitsForAPipeUntilAnInterrupt) {
  ASSERT_EQ(::mkfifo(path_.c_str(), 0600), 0);
  const std::atomic<bool> interrupted{true};
  Stop stop(0, 0, &interrupted);
  EXPECT_THROW(read_file(path_, stop), Stopped);
}

}  // namespace
}  // namespace ggms::base
