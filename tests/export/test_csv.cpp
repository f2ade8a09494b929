// Tests that CSV has one line per entry, with any names.

#include "export/csv.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/sha256.h"
#include "model/fixtures.h"
#include "spec/spec.h"

namespace ggms::exports {
namespace {

/// A reader of RFC 4180.
std::vector<std::vector<std::string>> parsed(const std::string& text) {
  std::vector<std::vector<std::string>> lines = {{""}};
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string& cell = lines.back().back();
    if (quoted) {
      if (text[i] != '"') {
        cell += text[i];
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        cell += text[++i];
      } else {
        quoted = false;
      }
    } else if (text[i] == '"') {
      quoted = true;
    } else if (text[i] == ',') {
      lines.back().emplace_back();
    } else if (text[i] == '\n') {
      lines.push_back({""});
    } else {
      cell += text[i];
    }
  }
  lines.pop_back();
  return lines;
}

/// The line without the two cells that name its origin.
std::string without_source(const std::vector<std::string>& cells) {
  std::string text = cells[0];
  for (std::size_t i = 1; i + 2 < cells.size(); ++i) text += "," + cells[i];
  return text;
}

TEST(Csv, HasALineAnEntryInEveryView) {
  base::Rng rng(3, "csv");
  for (const model::View view : model::kAllViews) {
    const model::Problem problem =
        model::problem_of("consensus", model::setting_of(3, 3, 2, "crash=2", view));
    const model::Machine machine = model::floodset(problem.setting());
    const auto lines = parsed(csv(problem, machine));
    ASSERT_EQ(lines.size(), machine.entries().size() + 1) << to_string(view);
    for (const auto& line : lines) EXPECT_EQ(line.size(), lines[0].size()) << to_string(view);
  }
}

TEST(Csv, NamesWhatAProcessSees) {
  const auto first_lines = [](model::View view) {
    const model::Problem problem =
        model::problem_of("consensus", model::setting_of(2, 2, 2, "crash=1", view));
    const std::string text = csv(problem, model::floodset(problem.setting()));
    const auto lines = parsed(text);
    EXPECT_THAT(lines[0].end()[-2], "spec_digest");
    EXPECT_THAT(lines[1].end()[-2], base::sha256(problem.specification().text));
    EXPECT_THAT(lines[0].back(), "version");
    EXPECT_THAT(lines[1].back(), GGMS_VERSION);
    return without_source(lines[0]) + "\n" + without_source(lines[1]);
  };
  EXPECT_EQ(first_lines(model::View::kVector), "round,from 1,from 2,next\n1,lost,zero,a");
  EXPECT_EQ(first_lines(model::View::kVectorId), "round,process,from 1,from 2,next\n1,1,zero,lost,a");
  EXPECT_EQ(first_lines(model::View::kCounts),
            "round,count zero,count one,count a,count b,count lost,next\n1,0,1,,,1,b");
  EXPECT_EQ(first_lines(model::View::kCountsOwn),
            "round,own,count zero,count one,count a,count b,count lost,next\n1,zero,1,0,,,1,a");
}

TEST(Csv, QuotesNamesThatNeedIt) {
  const std::string text =
      "(set-logic ALL)(declare-sort Process 0)(declare-datatypes ((V 0)) (((|a,b|) (|say \"x\"|))))"
      "(declare-fun init (Process) V)(declare-fun decides (Process V) Bool)"
      "(assert (! (forall ((p Process)) (not (decides p |a,b|))) :named none))";
  model::Setting setting = model::setting_of(1, 1, 1, "");
  const model::Problem problem(spec::read_spec(text, "odd"), setting);
  model::Machine machine(problem.setting());
  machine.set({1, 0, machine.keys(1).encode(model::vector_of({0}))}, 1);
  EXPECT_THAT(
      parsed(csv(problem, machine)),
      testing::ElementsAre(testing::ElementsAre("round", "from 1", "next", "spec_digest", "version"),
                           testing::ElementsAre("1", "a,b", "say \"x\"",
                                                base::sha256(problem.specification().text), GGMS_VERSION)));
}

}  // namespace
}  // namespace ggms::exports
