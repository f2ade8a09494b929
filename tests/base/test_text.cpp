// Users' bytes as text.

#include "base/text.h"

#include <gtest/gtest.h>

#include <random>

namespace ggms::base {
namespace {

TEST(Text, PrintableTextDoesNotChange) {
  for (const std::string text :
       {"", "plan.json", "a b\\c'd\"e%f", "gr\u00fc\u00dfe", "\u20ac \U0001F600", "\\xff"}) {
    EXPECT_EQ(printable(text), text);
    EXPECT_TRUE(is_printable(text));
  }
}

TEST(Text, ControlCharactersAreWrittenAsTheirBytes) {
  EXPECT_EQ(printable("a\nb\tc\r"), "a\\x0ab\\x09c\\x0d");
  EXPECT_EQ(printable("\x1b[31m\x7f"), "\\x1b[31m\\x7f");
  EXPECT_EQ(printable(std::string("\0", 1)), "\\x00");
  EXPECT_EQ(printable("\u0085\u009b"), "\\xc2\\x85\\xc2\\x9b");  // a terminal obeys these, too
  EXPECT_EQ(printable("\u00a0"), "\u00a0");
}

TEST(Text, BytesThatAreNotUtf8AreWrittenInHexadecimal) {
  EXPECT_EQ(printable("p\xff.json"), "p\\xff.json");
  EXPECT_EQ(printable("\xe2\x82"), "\\xe2\\x82");                    // cut off
  EXPECT_EQ(printable("\xc0\xaf"), "\\xc0\\xaf");                    // longer than needed
  EXPECT_EQ(printable("\xed\xa0\x80"), "\\xed\\xa0\\x80");           // a surrogate
  EXPECT_EQ(printable("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");  // past the last character
  EXPECT_EQ(printable("\x80"
                      "a\xc3"
                      "\xa9"),
            "\\x80a\u00e9");
}

TEST(Text, OfAnyBytesThePrintableFormIsPrintable) {
  std::mt19937 random(1);
  const std::string_view pieces[] = {"\xc3", "\xa9", "\xe2\x82\xac", "\xf0\x9f", "\x80",
                                     "a",    "\n",   "\\",           "\xff",     "\xed\xa0"};
  for (int i = 0; i < 2000; ++i) {
    std::string bytes;
    for (int length = 0; length < 8; ++length) bytes += pieces[random() % std::size(pieces)];
    const std::string text = printable(bytes);
    EXPECT_TRUE(is_printable(text)) << text;
    EXPECT_EQ(printable(text), text);
  }
}

TEST(Text, AByteOrderMarkIsRemoved) {
  EXPECT_EQ(without_byte_order_mark("\xEF\xBB\xBFtext"), "text");
  EXPECT_EQ(without_byte_order_mark("text"), "text");
  EXPECT_EQ(without_byte_order_mark("\xEF\xBB"), "\xEF\xBB");
  EXPECT_EQ(without_byte_order_mark("\xEF\xBB\xBF\xEF\xBB\xBF"), "\xEF\xBB\xBF");
}

}  // namespace
}  // namespace ggms::base
