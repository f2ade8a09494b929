// SHA-256 beside the examples of NIST and beside sha256sum.

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "base/rng.h"
#include "base/sha256.h"
#include "support/shell.h"

namespace ggms::base {
namespace {

TEST(Sha256, IsThatOfTheExamplesOfNist) {
  // https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values: SHA256.pdf, and the
  // byte-oriented test vectors of CAVP (SHA256ShortMsg.rsp).
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256("\xd3"), "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1");
  EXPECT_EQ(sha256(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, IsThatOfSha256sumForEveryLengthAroundABlock) {
  Rng rng(11, "sha256");
  const std::string path = testing::TempDir() + "/ggms-sha256";
  for (std::size_t length = 0; length <= 130; ++length) {
    std::string bytes;
    for (std::size_t i = 0; i < length; ++i) bytes += static_cast<char>(rng.below(256));
    std::ofstream(path, std::ios::binary) << bytes;
    ASSERT_EQ(support::run("sha256sum < '" + path + "'").out, sha256(bytes) + "  -\n") << length << " bytes";
  }
}

}  // namespace
}  // namespace ggms::base
