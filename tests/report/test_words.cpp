// Tests times and processes in words, text in columns, and what a stream can show.

#include "report/words.h"

#include <cstdlib>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/style.h"

namespace ggms::report {
namespace {

using testing::ElementsAre;

constexpr Style kAscii{false, false, 80};
constexpr Style kUnicode{false, true, 80};
constexpr Style kColor{true, true, 80};

TEST(Words, TellTimes) {
  EXPECT_EQ(duration(0.0000421), "0.042 ms");
  EXPECT_EQ(duration(0.0125), "12.5 ms");
  EXPECT_EQ(duration(2.25), "2.2 s");
  EXPECT_EQ(duration(125.4), "2 min 5 s");
  EXPECT_EQ(duration(7260), "2 h 1 min");
}

TEST(Words, MakeRangesOfNeighbours) {
  EXPECT_THAT(process_names({0, 1, 3, 4, 5, 6, 9}, kAscii), ElementsAre("p1", "p2", "p4-p7", "p10"));
  EXPECT_THAT(process_names({1, 2, 3}, kUnicode), ElementsAre("p2–p4"));
}

TEST(Styled, TextIsMeasuredInColumns) {
  EXPECT_EQ(columns("p2–p4"), 5);
  EXPECT_EQ(columns(red(kColor, "×") + " ok"), 4);
  EXPECT_EQ(padded("×", 3), "×  ");
  EXPECT_EQ(padded("four", 3), "four");
}

TEST(Styled, TextIsPlainWithoutColour) {
  EXPECT_EQ(bold(kUnicode, "x") + dim(kUnicode, "x") + red(kUnicode, "x") + green(kUnicode, "x") +
                yellow(kUnicode, "x"),
            "xxxxx");
  EXPECT_EQ(bold(kColor, "x"), "\x1b[1mx\x1b[0m");
  EXPECT_EQ(red(kColor, ""), "");
}

TEST(Styled, TextIsCutBetweenCharacters) {
  EXPECT_EQ(cut(kUnicode, "××××", 3), "××…");
  EXPECT_EQ(cut(kAscii, "abcdef", 5), "ab...");
  EXPECT_EQ(cut(kAscii, "abcde", 5), "abcde");
}

TEST(Styled, TextIsWrappedAtBlanks) {
  EXPECT_EQ(wrapped("one two three four", 9, 2), "one two\n  three\n  four");
  EXPECT_EQ(wrapped("unbreakable", 4, 2), "unbreakable");
  EXPECT_EQ(wrapped("a\xc3\xa4\xc3\xa4 b", 5, 0), "a\xc3\xa4\xc3\xa4 b");
}

/// Sets variables of the environment and puts them back; an empty value removes one.
class Environment {
 public:
  void set(const char* name, const char* value) {
    if (saved_.count(name) == 0) {
      const char* old = std::getenv(name);
      saved_[name] = old == nullptr ? "" : old;
    }
    put(name, value);
  }
  ~Environment() {
    for (const auto& [name, value] : saved_) put(name.c_str(), value.c_str());
  }

 private:
  static void put(const char* name, const char* value) {
    if (*value == '\0') {
      unsetenv(name);
    } else {
      setenv(name, value, 1);
    }
  }
  std::map<std::string, std::string> saved_;
};

TEST(DetectedStyle, OfAFileHasNoColoursAndFollowsTheLocale) {
  std::FILE* file = std::tmpfile();
  ASSERT_NE(file, nullptr);
  Environment environment;
  environment.set("LC_ALL", "");
  environment.set("LC_CTYPE", "");
  environment.set("COLUMNS", "");
  environment.set("LANG", "C.UTF-8");
  EXPECT_FALSE(detect_style(file).color);
  EXPECT_TRUE(detect_style(file).unicode);
  EXPECT_EQ(detect_style(file).width, 80);
  environment.set("LC_ALL", "C");
  EXPECT_FALSE(detect_style(file).unicode);
  environment.set("LC_ALL", "de_DE.utf8");
  EXPECT_TRUE(detect_style(file).unicode);
  environment.set("COLUMNS", "133");
  EXPECT_EQ(detect_style(file).width, 133);
  environment.set("COLUMNS", "3");
  EXPECT_EQ(detect_style(file).width, 40);
  std::fclose(file);
}

}  // namespace
}  // namespace ggms::report
