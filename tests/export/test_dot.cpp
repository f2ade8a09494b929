// Tests that the picture has a node for every state and an edge for every move of the machine.

#include "export/dot.h"

#include <regex>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.h"
#include "model/fixtures.h"
#include "support/shell.h"

namespace ggms::exports {
namespace {

model::Problem consensus(model::View view, model::Decide decide = model::Decide::kLast) {
  model::Setting setting = model::setting_of(3, 2, 2, "crash=1", view);
  setting.decide = decide;
  return model::problem_of("consensus", setting);
}

/// Lines of the form `a -> b [...];`, as "a b".
std::set<std::string> edges(const std::string& text) {
  const std::regex edge("  (b\\d+_\\d+) -> (b\\d+_\\d+) \\[(label=\"([^\"\\\\]|\\\\.)*\"|style=dashed)\\];");
  std::set<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), edge), end; it != end; ++it)
    found.insert((*it)[1].str() + " " + (*it)[2].str());
  return found;
}

TEST(Dot, DrawsTheMovesOfFloodSet) {
  for (const model::View view : model::kAllViews) {
    const model::Problem problem = consensus(view);
    const std::string text = dot(problem, model::floodset(problem.setting()));
    EXPECT_THAT(edges(text), testing::ElementsAre("b0_0 b1_0", "b0_1 b1_0", "b0_1 b1_1", "b1_0 b2_0",
                                                  "b1_1 b2_0", "b1_1 b2_1"))
        << to_string(view) << "\n"
        << text;
  }
}

TEST(Dot, LabelsEdgesWithTheirRules) {
  const model::Problem problem = consensus(model::View::kCounts);
  const std::string text = dot(problem, model::floodset(problem.setting()));
  EXPECT_THAT(text, testing::HasSubstr("b0_1 -> b1_0 [label=\"1 <= #zero\\l\"]"));
  EXPECT_THAT(text, testing::HasSubstr("b0_1 -> b1_1 [label=\"otherwise\\l\"]"));
}

TEST(Dot, KeepsDecisions) {
  const model::Problem problem = consensus(model::View::kVector, model::Decide::kAny);
  const std::string text = dot(problem, model::Machine(problem.setting()));
  EXPECT_THAT(edges(text), testing::ElementsAre("b1_2 b2_0", "b1_3 b2_1"));
}

TEST(Dot, IsReadByGraphviz) {
  if (!support::is_installed("dot")) GTEST_SKIP() << "graphviz is not installed";
  base::Rng rng(7, "dot");
  const cli::Folder folder;
  for (const model::View view : model::kAllViews) {
    const model::Problem problem = consensus(view, model::Decide::kAny);
    cli::write_text(folder.path("machine.dot"), dot(problem, model::random_machine(problem.setting(), rng)));
    const support::Ran ran = support::run("dot -Tsvg " + folder.path("machine.dot") + " -o /dev/null");
    EXPECT_EQ(ran.exit_code, 0) << ran.out;
    EXPECT_EQ(ran.out, "");
  }
}

}  // namespace
}  // namespace ggms::exports
