// Tests certificates of found protocols: synth writes them into a folder, certify checks them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.h"

namespace ggms::cli {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class FoundCertificate : public testing::Test {
 protected:
  Finished synth(int rounds) const {
    return ggms({"synth", spec_file("consensus"), "-n", "3", "--faults", "crash=1", "-r",
                 std::to_string(rounds), "-s", "2", "--engine", "exact", "--certificate", proof_});
  }

  Folder folder_;
  const std::string proof_ = folder_.path("proof/");
};

TEST_F(FoundCertificate, IsCheckedFromTheFolderAlone) {
  const Finished found = synth(2);
  ASSERT_EQ(found.exit_code, 0) << found.err;
  for (const std::string name : {"protocol.json", "configurations.json", "certificate.json"})
    EXPECT_THAT(found.out, HasSubstr("written: " + proof_ + name + "\n"));
  EXPECT_THAT(read_text(proof_ + "/certificate.json"), HasSubstr("\"claim\": \"found\""));
  const Finished good = ggms({"certify", proof_});
  EXPECT_EQ(good.exit_code, 0) << good.err;
  EXPECT_THAT(unwrapped(good.out),
              AllOf(HasSubstr("certified: consensus"), HasSubstr("listed configurations")));

  std::string list = read_text(proof_ + "/configurations.json");
  const std::size_t line = list.find("      {", list.find("    ],"));
  list.erase(line, list.find('\n', line) + 1 - line);
  write_text(proof_ + "/configurations.json", list);
  const Finished bad = ggms({"certify", proof_});
  EXPECT_EQ(bad.exit_code, 1);
  EXPECT_THAT(bad.out, AllOf(HasSubstr("refuted: consensus"), HasSubstr("is not listed, but comes after")));
}

TEST_F(FoundCertificate, NamesItsMissingParts) {
  ASSERT_EQ(synth(2).exit_code, 0);
  write_text(proof_ + "/certificate.json", R"({"schema": "ggms/certificate/1", "claim": "maybe"})");
  const Finished unknown = ggms({"certify", proof_});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(
      unknown.err_lines(),
      ElementsAre(HasSubstr("certificate.json: claim: \"maybe\" is neither \"found\" nor \"infeasible\"")));
}

}  // namespace
}  // namespace ggms::cli
