// Tests TLA+ modules as far as that is possible without a checker of TLA+: every name is defined once and
// none hides another, brackets close, and every action gives every variable a value.

#include "export/tla.h"

#include <map>
#include <regex>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.h"
#include "support/found.h"

namespace ggms::exports {
namespace {

std::string without_comments(const std::string& text) {
  return std::regex_replace(text, std::regex("\\\\\\*[^\n]*"), "");
}

/// Of each action its lines.
std::map<std::string, std::string> actions(const std::string& text) {
  std::map<std::string, std::string> actions;
  const std::regex head("(?:^|\n)(Step_\\w+) ==\n");
  for (std::sregex_iterator it(text.begin(), text.end(), head), end; it != end; ++it) {
    const auto begin = static_cast<std::size_t>(it->position() + it->length());
    actions[(*it)[1]] = text.substr(begin, text.find("\n\n", begin) - begin);
  }
  return actions;
}

std::set<std::string> all_matches(const std::string& text, const std::regex& regex) {
  std::set<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it) found.insert((*it)[1]);
  return found;
}

/// Whether brackets of all kinds close in order.
bool is_balanced(const std::string& text) {
  std::string open;
  for (const char c : text) {
    if (c == '(' || c == '[' || c == '{') open += c;
    const char* opening = c == ')' ? "(" : c == ']' ? "[" : c == '}' ? "{" : nullptr;
    if (opening == nullptr) continue;
    if (open.empty() || open.back() != *opening) return false;
    open.pop_back();
  }
  return open.empty();
}

TEST(Tla, IsSoundAsFarAsTextShows) {
  for (const support::Kind& kind : support::feasible_kinds()) {
    const support::Solved solved = support::solve(kind);
    const System system = system_of(solved.problem, solved.machine);
    const std::string text = without_comments(tla(system));
    SCOPED_TRACE(describe(kind) + "\n" + text);
    EXPECT_TRUE(is_balanced(text));
    EXPECT_TRUE(text.starts_with("---- MODULE " + system.name + " ----\n"));
    EXPECT_TRUE(text.ends_with("\n====\n"));

    std::vector<std::string> defined;
    for (const Variable& variable : system.variables) defined.push_back(variable.name);
    const std::regex definition("(?:^|\n)(\\w+)(?:\\(msg\\))? ==");
    for (std::sregex_iterator it(text.begin(), text.end(), definition), end; it != end; ++it)
      defined.push_back((*it)[1]);
    const std::set<std::string> names(defined.begin(), defined.end());
    EXPECT_EQ(names.size(), defined.size()) << "a name is defined twice";
    std::set<std::string> bound = all_matches(text, std::regex("(\\w+) \\\\in "));
    bound.insert({"msg", "moved"});
    for (const std::string& name : bound) EXPECT_EQ(names.count(name), 0U) << name;

    const auto steps = actions(text);
    EXPECT_EQ(steps.size(), system.actions.size());
    for (const auto& [name, lines] : steps) {
      for (const Variable& variable : system.variables) {
        const std::regex becomes("/\\\\ " + variable.name + "' = |UNCHANGED <<[^>]*\\b" + variable.name +
                                 "\\b");
        const auto times =
            std::distance(std::sregex_iterator(lines.begin(), lines.end(), becomes), std::sregex_iterator());
        EXPECT_EQ(times, 1) << name << " " << variable.name;
      }
    }
    for (const std::string& invariant : all_matches(tla_config(system), std::regex("INVARIANT (\\w+)")))
      EXPECT_EQ(names.count(invariant), 1U) << invariant;
  }
}

class TlaFiles : public testing::Test {
 protected:
  void SetUp() override { cli::write_text(folder_.path("p.json"), cli::flood_set(3, 1, 2)); }
  cli::Finished run(const std::string& output) const {
    return cli::ggms({"export", folder_.path("p.json"), "--to", "tla", "-o", folder_.path(output)});
  }
  cli::Folder folder_;
};

TEST_F(TlaFiles, AreTheModuleUnderItsNameAndItsConfiguration) {
  const cli::Finished finished = run("Flood_3.tla");
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_EQ(finished.out,
            "written: " + folder_.path("Flood_3.tla") + "\nwritten: " + folder_.path("Flood_3.cfg") + "\n");
  EXPECT_THAT(cli::read_text(folder_.path("Flood_3.tla")), testing::StartsWith("---- MODULE Flood_3 ----\n"));
  EXPECT_THAT(cli::read_text(folder_.path("Flood_3.cfg")), testing::HasSubstr("INVARIANT agreement_holds\n"));
}

TEST_F(TlaFiles, HaveNamesThatModulesCanHave) {
  for (const char* name : {"flood-3.tla", "flood", "3.tla"}) {
    const cli::Finished finished = run(name);
    EXPECT_EQ(finished.exit_code, 2) << name;
    EXPECT_THAT(finished.err, testing::HasSubstr("a TLA+ module is called what its file is")) << name;
  }
  EXPECT_THAT(folder_.names(), testing::ElementsAre("p.json"));
}

}  // namespace
}  // namespace ggms::exports
