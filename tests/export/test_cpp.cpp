// The exported header, compiled, has the machine's transitions, and no others.

#include "export/cpp.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.h"
#include "export/layout.h"
#include "model/fixtures.h"
#include "model/vectors.h"
#include "support/shell.h"

namespace ggms::exports {
namespace {

constexpr const char* kCompiler = "g++ -std=c++20 -Wall -Wextra -Wpedantic -Werror";

/// A program that fails unless the header's function agrees with the machine on every vector.
std::string comparison(const model::Problem& problem, const model::Machine& machine) {
  const Layout layout(problem);
  const model::Setting& setting = problem.setting();
  std::string text =
      "#include \"machine.h\"\nusing namespace ggms_" + problem.specification().name +
      ";\nstruct Row { int round, process; State own; Received received; bool has; State next; };\n"
      "constexpr Row rows[] = {\n";
  const auto name = [&](int boundary, int state) {
    const int index = state == model::kLost ? layout.lost().value() : layout.state_index(boundary, state);
    return "State::" + layout.states[static_cast<std::size_t>(index)];
  };
  for (int round = 1; round <= setting.rounds; ++round) {
    const model::Keys& keys = machine.keys(round);
    for (int slot = 0; slot < keys.slots(); ++slot) {
      for (std::uint64_t key = 0; key < keys.span(); ++key) {
        const model::Received received = keys.decode(key);
        if (model::why_impossible(received, setting, round, slot)) continue;
        std::vector<std::string> messages;
        for (const int state : received.by_sender) messages.push_back(name(round - 1, state));
        for (int state = 0; state < static_cast<int>(received.counts.size()); ++state) {
          const bool is_lost = state == setting.alphabet(round - 1);
          messages.insert(messages.end(),
                          static_cast<std::size_t>(received.counts[static_cast<std::size_t>(state)]),
                          name(round - 1, is_lost ? model::kLost : state));
        }
        const model::State next = machine.next({round, slot, key});
        const bool has = next != model::Machine::kUndefined;
        text +=
            fmt::format("{{{}, {}, {}, {{{}}}, {}, {}}},\n", round, slot + 1, name(round - 1, received.own),
                        fmt::join(messages, ", "), has, name(round, has ? next : model::kLost));
      }
    }
  }
  const char* extra = setting.view == model::View::kVectorId    ? "row.process, "
                      : setting.view == model::View::kCountsOwn ? "row.own, "
                                                                : "";
  return text +
         fmt::format(
             "}};\nint main() {{\n  for (const Row& row : rows) {{\n"
             "    const std::optional<State> next = transition(row.round, {}row.received);\n"
             "    if (next.has_value() != row.has || (next && *next != row.next)) return 1;\n  }}\n}}\n",
             extra);
}

void expect_compiles_to(const model::Problem& problem, const model::Machine& machine) {
  const cli::Folder folder;
  cli::write_text(folder.path("machine.h"), cpp(problem, machine));
  cli::write_text(folder.path("main.cpp"), comparison(problem, machine));
  const support::Ran ran =
      support::run(fmt::format("cd {0} && {1} main.cpp -o main && ./main", folder.path(""), kCompiler));
  EXPECT_EQ(ran.exit_code, 0) << ran.out << model::describe(problem.setting());
}

TEST(Cpp, HasTheMachinesTransitionsInEveryView) {
  base::Rng rng(5, "cpp");
  for (const model::View view : model::kAllViews) {
    model::Setting setting = model::setting_of(3, 3, 2, "crash=2", view);
    if (view == model::View::kVectorId || view == model::View::kCountsOwn)
      setting.decide = model::Decide::kAny;
    const model::Problem problem = model::problem_of("consensus", setting);
    expect_compiles_to(problem, model::random_machine(problem.setting(), rng));
    if (setting.decide == model::Decide::kLast)
      expect_compiles_to(problem, model::floodset(problem.setting()));
  }
}

TEST(Cpp, CompilesWithoutAnyTransition) {
  const model::Problem problem = model::problem_of("consensus", model::setting_of(2, 2, 2, "crash=1"));
  expect_compiles_to(problem, model::Machine(problem.setting()));
}

TEST(Cpp, TwoProtocolsForOneSpecificationCanMeet) {
  const auto header = [](int rounds) {
    const model::Problem problem = model::problem_of("consensus", model::setting_of(3, rounds, 2, "crash=1"));
    return cpp(problem, model::floodset(problem.setting()));
  };
  const cli::Folder folder;
  cli::write_text(folder.path("two.h"), header(2));
  cli::write_text(folder.path("three.h"), header(3));
  const std::string names = "#define GGMS_NAMESPACE longer\n";
  const std::string both = "#include \"three.h\"\n#include \"two.h\"\n";
  const std::string use = "static_assert(ggms_consensus::rounds == 2 && longer::rounds == 3);\n";
  const auto compiled = [&](const std::string& text) {
    cli::write_text(folder.path("main.cpp"), text);
    return support::run(fmt::format("cd {} && {} -fsyntax-only main.cpp", folder.path(""), kCompiler));
  };
  const support::Ran named = compiled(names + both + use);
  EXPECT_EQ(named.exit_code, 0) << named.out;
  EXPECT_THAT(compiled(both).out, testing::HasSubstr("redefinition")) << "the second would be skipped";
}

TEST(Cpp, BringsAnExampleThatRuns) {
  const model::Problem problem = model::problem_of("consensus", model::setting_of(3, 2, 2, "crash=1"));
  const cli::Folder folder;
  cli::write_text(folder.path("consensus.h"), cpp(problem, model::floodset(problem.setting())));
  const support::Ran ran = support::run(fmt::format(
      "cd {} && {} -DGGMS_EXAMPLE -x c++ consensus.h -o example && ./example", folder.path(""), kCompiler));
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_EQ(ran.out,
            "after round 0: init_zero init_one init_zero\n"
            "after round 1: state_a state_a state_a\n"
            "after round 2: decide_zero decide_zero decide_zero\n");
}

}  // namespace
}  // namespace ggms::exports
