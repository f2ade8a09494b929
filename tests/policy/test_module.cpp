// Tests the loader of the networks: its errors if the module is missing or is another file.

#include <dlfcn.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/error.h"
#include "policy/fixtures.h"
#include "policy/module.h"
#include "policy/networks/entry.h"

namespace ggms::policy {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;
using testing::ThrowsMessage;

class NetworksModule : public testing::Test {
 protected:
  NetworksModule() {
    std::string path = (fs::temp_directory_path() / "ggms-policy-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary folder: " + path);
    folder_ = path;
  }
  ~NetworksModule() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  void expect_error(const std::string& part) {
    EXPECT_THAT([&] { Module module({folder_.string()}); }, ThrowsMessage<base::Error>(HasSubstr(part)));
    EXPECT_THAT([&] { Module module({folder_.string()}); }, ThrowsMessage<base::Error>(Not(HasSubstr("\n"))));
  }

  fs::path folder_;
};

TEST_F(NetworksModule, IsMissedInOneLineThatSaysWhereAndWhatToDo) {
  expect_error("which is not in " + folder_.string() + " (set GGMS_MODULES");
}

TEST_F(NetworksModule, IsRefusedWhereItIsNoLibrary) {
  std::ofstream(folder_ / kModuleFile) << "text";
  expect_error("can't load the networks");
}

TEST_F(NetworksModule, IsRefusedWhereItIsAnotherLibrary) {
  Dl_info info{};
  ASSERT_NE(::dladdr(reinterpret_cast<void*>(static_cast<double (*)(double)>(&std::cbrt)), &info), 0);
  fs::create_symlink(info.dli_fname, folder_ / kModuleFile);
  expect_error("not a module of ggms");
}

TEST_F(NetworksModule, IsLookedForWhereTheUserSaysThenBesideTheProgramThenInLib) {
  ::setenv("GGMS_MODULES", folder_.c_str(), 1);
  const fs::path beside = fs::read_symlink("/proc/self/exe").parent_path();
  EXPECT_THAT(module_folders(), testing::ElementsAre(folder_.string(), beside.string(),
                                                     (beside.parent_path() / "lib/ggms").string()));
  ::unsetenv("GGMS_MODULES");
  EXPECT_THAT(module_folders(), testing::SizeIs(2));
}

#ifndef GGMS_NETWORKS
TEST_F(NetworksModule, IsSaidToBeLeftOutOfABuildWithoutNetworks) {
  EXPECT_THAT([] { make_policy(Kind::kMlp, {1, 1, 1}, {}); },
              ThrowsMessage<base::Error>(HasSubstr("this build of ggms has no networks")));
}
#endif

}  // namespace
}  // namespace ggms::policy
