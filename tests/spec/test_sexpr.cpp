// Tests tokens and places. Z3 reads the same text afterwards, so both must see the same tokens.

#include "spec/sexpr.h"

#include <gtest/gtest.h>

#include <string>

#include "base/error.h"

namespace ggms::spec {
namespace {

using Kind = Sexpr::Kind;

std::string error_of(std::string_view text) {
  try {
    read_sexprs(text, "f");
  } catch (const base::Error& error) {
    return error.what();
  }
  return "no error";
}

Sexpr single(std::string_view text) {
  auto forms = read_sexprs(text, "f").forms;
  EXPECT_EQ(forms.size(), 1u) << text;
  return forms.at(0);
}

TEST(Sexpr, KnowsEveryKindOfToken) {
  const Sexpr list = single("(a |b c| :k 12 0 1.50 #xAf #b01 \"s\"\"t\" ())");
  ASSERT_EQ(list.items.size(), 10u);
  const std::vector<Kind> kinds = {Kind::kSymbol,  Kind::kSymbol,  Kind::kKeyword, Kind::kNumeral,
                                   Kind::kNumeral, Kind::kLiteral, Kind::kLiteral, Kind::kLiteral,
                                   Kind::kLiteral, Kind::kList};
  for (std::size_t i = 0; i < kinds.size(); ++i) EXPECT_EQ(list.items[i].kind, kinds[i]) << i;
  EXPECT_EQ(list.items[1].text, "b c");
  EXPECT_EQ(list.items[2].text, ":k");
  EXPECT_EQ(list.items[3].text, "12");
}

TEST(Sexpr, TakesQuotedAndPlainSymbolsAsOne) {
  EXPECT_EQ(single("|abc|").text, single("abc").text);
}

TEST(Sexpr, KeepsPlaces) {
  const auto forms = read_sexprs("; é\n(a\r\n\t|é ü| b)\n", "f").forms;
  ASSERT_EQ(forms.size(), 1u);
  EXPECT_EQ(forms[0].begin.line, 2);
  EXPECT_EQ(forms[0].begin.column, 1);
  const Sexpr& b = forms[0].items.at(2);
  EXPECT_EQ(b.begin.line, 3);
  EXPECT_EQ(b.begin.column, 8);  // in characters: tab, bar, é, space, ü, bar, space
  EXPECT_EQ(b.last, b.begin.offset);
  EXPECT_EQ(forms[0].last, b.last + 1);
}

TEST(Sexpr, BlanksCommentsOnly) {
  const std::string text = "(a ; (b \"\n \"c;d\" |e;f|);é";
  EXPECT_EQ(read_sexprs(text, "f").without_comments, "(a       \n \"c;d\" |e;f|)   ");
}

TEST(Sexpr, ReadsNothingFromAnEmptyText) {
  EXPECT_TRUE(read_sexprs("", "f").forms.empty());
  EXPECT_TRUE(read_sexprs(" \n; only a comment", "f").forms.empty());
}

TEST(Sexpr, SaysWhereTheTextBreaks) {
  EXPECT_EQ(error_of("(a"), "f:1:1: the ')' for this '(' is missing");
  EXPECT_EQ(error_of("(a (b)\n"), "f:1:1: the ')' for this '(' is missing");
  EXPECT_EQ(error_of("(a))"), "f:1:4: ')' without a '('");
  EXPECT_EQ(error_of("\n |ab"), "f:2:2: the closing '|' of this symbol is missing");
  EXPECT_EQ(error_of("||"), "f:1:1: a symbol needs at least one character");
  EXPECT_EQ(error_of("|a\\b|"), "f:1:3: a backslash can't stand in a |symbol|");
  EXPECT_EQ(error_of("(a \"b)"), "f:1:4: the closing '\"' of this string is missing");
  EXPECT_EQ(error_of("012"), "f:1:1: a number can't begin with 0");
  EXPECT_EQ(error_of("1."), "f:1:3: digits are missing after '.'");
  EXPECT_EQ(error_of("12ab"), "f:1:3: a space or a parenthesis is missing here");
  EXPECT_EQ(error_of("a|b|"), "f:1:2: a space or a parenthesis is missing here");
  EXPECT_EQ(error_of("#xG"), "f:1:1: this is not a number in base 16");
  EXPECT_EQ(error_of("#b"), "f:1:1: this is not a number in base 2");
  EXPECT_EQ(error_of("#"), "f:1:1: '#' begins only #x... and #b...");
  EXPECT_EQ(error_of(": a"), "f:1:1: a keyword needs a name after ':'");
  EXPECT_EQ(error_of("a'"), "f:1:2: a character that SMT-LIB knows only inside |bars|, strings and comments");
  EXPECT_EQ(error_of("é"), "f:1:1: a character that SMT-LIB knows only inside |bars|, strings and comments");
}

TEST(Sexpr, WantsPlainText) {
  using namespace std::string_literals;
  EXPECT_EQ(error_of("ab\0c"s), "f:1:3: a control character; a specification is plain text");
  EXPECT_EQ(error_of("|a\u009b1m|"), "f:1:3: a control character; a specification is plain text");
  EXPECT_EQ(error_of("\n; \x01"), "f:2:3: a control character; a specification is plain text");
  EXPECT_EQ(error_of("; \xFF"), "f:1:3: this byte is not UTF-8 text");
  EXPECT_EQ(error_of("; \xC3"), "f:1:3: this byte is not UTF-8 text");          // cut short
  EXPECT_EQ(error_of("; \xC0\xAF"), "f:1:3: this byte is not UTF-8 text");      // overlong
  EXPECT_EQ(error_of("; \xE0\x9F\xBF"), "f:1:3: this byte is not UTF-8 text");  // overlong too
  EXPECT_EQ(error_of("; \xF0\x8F\xBF\xBF"), "f:1:3: this byte is not UTF-8 text");
  EXPECT_EQ(error_of("; \xED\xA0\x80"), "f:1:3: this byte is not UTF-8 text");  // a surrogate
  EXPECT_EQ(error_of("; \xF4\x90\x80\x80"), "f:1:3: this byte is not UTF-8 text");
  EXPECT_EQ(error_of("; \xF0\x9F\x90\x9D \xE2\x82\xAC"), "no error");
}

TEST(Sexpr, LimitsNestingAndLength) {
  const auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '(') +
           std::string(static_cast<std::size_t>(depth), ')');
  };
  EXPECT_EQ(error_of(nested(kMaxNesting)), "no error");
  EXPECT_EQ(error_of(nested(kMaxNesting + 1)), "f:1:501: more than 500 parentheses inside each other");
  EXPECT_EQ(error_of(std::string(std::size_t{1} << 20, '(')),
            "f:1:501: more than 500 parentheses inside each other");
  EXPECT_EQ(error_of(std::string(kMaxTextBytes, ' ')), "no error");
  EXPECT_EQ(error_of(std::string(kMaxTextBytes + 1, ' ')),
            "f:1:1: longer than 1048576 bytes: too long for a specification");
}

}  // namespace
}  // namespace ggms::spec
