// Tests pictures in files: sequence diagrams in Mermaid's language and space-time diagrams in SVG.

#include <algorithm>
#include <regex>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/rng.h"
#include "model/fixtures.h"
#include "model/random_scenario.h"
#include "report/runs/mermaid.h"
#include "report/runs/spacetime_svg.h"
#include "verify/check.h"

namespace ggms::report {
namespace {

using model::Scenario;
using testing::HasSubstr;
using testing::Not;

struct Drawn {
  std::string mermaid;
  std::string svg;
  model::Execution run;
};

Drawn draw(const model::Problem& problem, const model::Machine& machine, const Scenario& scenario) {
  model::validate(scenario, problem.setting());
  Drawn drawn{"", "", model::simulate(problem, machine, scenario)};
  const auto broken = verify::broken_property(problem, drawn.run);
  drawn.mermaid = mermaid(problem, scenario, drawn.run, broken);
  drawn.svg = space_time_svg(problem, scenario, drawn.run, broken);
  return drawn;
}

model::Problem problem_of(int processes, const std::string& faults,
                          model::Decide decide = model::Decide::kLast) {
  model::Setting setting = model::setting_of(processes, 2, 2, faults);
  setting.decide = decide;
  return model::problem_of("consensus", setting);
}

Drawn flood(int processes, const std::string& faults, const Scenario& scenario) {
  const model::Problem problem = problem_of(processes, faults);
  return draw(problem, model::floodset(problem.setting()), scenario);
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
  return found;
}

TEST(Mermaid, ShowsACrashAndWhatItLoses) {
  EXPECT_EQ(flood(3, "crash=1", model::scenario_of({0, 1, 1}, {{{0}, {{1, 0}}}, {}})).mermaid,
            R"(sequenceDiagram
  participant p1 as p1<br/>zero
  participant p2 as p2<br/>one
  participant p3 as p3<br/>one
  rect rgba(128, 128, 128, 0.15)
  Note over p1,p3: round 1
  p1-xp2: zero (lost)
  p1->>p3: zero
  p2->>p3: one
  p3->>p2: one
  Note over p1: crashes
  Note over p2: b
  Note over p3: a
  end
  rect rgba(128, 128, 128, 0.15)
  Note over p1,p3: round 2
  p2->>p3: b
  p3->>p2: a
  Note over p2: decides zero
  Note over p3: decides zero
  end
  Note over p1,p3: every property holds in this run
)");
}

TEST(Mermaid, ShowsLiesSplitsAndLateCrashes) {
  const std::string text =
      flood(
          3, "byzantine=1,partition=1,crash-late=1",
          model::with_role(
              model::scenario_of(
                  {0, 1, 1},
                  {{.crashing = {}, .losses = {{0, 1}, {1, 0}, {1, 2}}, .block = {1}, .forged = {{0, 2, 1}}},
                   {.crashing = {}, .losses = {{0, 2}}, .leaving = {0}, .forged = {{1, 2, 0}}}}),
              3, "byzantine"))
          .mermaid;
  EXPECT_THAT(text, HasSubstr("  participant p3 as p3<br/>byzantine\n"));
  EXPECT_THAT(text, HasSubstr("  Note over p1,p3: split into p1, p3 | p2\n"));
  EXPECT_THAT(text, HasSubstr("  p3-->>p1: one (forged)\n"));
  EXPECT_THAT(text, HasSubstr("  p3--xp2: nothing\n"));
  EXPECT_THAT(text, HasSubstr("  p1-xp2: zero (lost)\n"));
  EXPECT_THAT(text, HasSubstr("  Note over p1: decides zero, then crashes\n"));
}

TEST(Mermaid, OfManyProcessesShowsOnlyWhatTheAdversaryDid) {
  const std::string text =
      flood(6, "crash=1", model::scenario_of({0, 1, 1, 1, 1, 1}, {{{0}, {{1, 0}}}, {}})).mermaid;
  EXPECT_EQ(count(text, "->>"), 0U);
  EXPECT_EQ(count(text, "-x"), 1U);
  EXPECT_EQ(count(text, "all other messages arrive"), 2U);
}

TEST(Mermaid, EndsWhereAnEntryIsMissing) {
  const model::Problem problem = problem_of(2, "none");
  const std::string text =
      draw(problem, model::Machine(problem.setting()), model::scenario_of({0, 1}, {})).mermaid;
  EXPECT_THAT(text, HasSubstr("  Note over p1: has no entry for this\n  end\n"));
  EXPECT_THAT(text, HasSubstr("undefined#58; in round 1 p1 received (zero, one)"));
  EXPECT_THAT(text, Not(HasSubstr("round 2")));
}

TEST(Svg, BreaksOffLostMessagesAndCrossesOutWhoCrashes) {
  const std::string svg = flood(3, "crash=1", model::scenario_of({0, 1, 1}, {{{0}, {{1, 0}}}, {}})).svg;
  EXPECT_EQ(count(svg, "class=\"arrives\""), 3U + 2U);
  EXPECT_EQ(count(svg, "class=\"lost\""), 1U);
  EXPECT_EQ(count(svg, "class=\"crash\""), 2U) << "a cross has two strokes";
  EXPECT_EQ(count(svg, "class=\"decided\""), 2U);
  EXPECT_THAT(svg, HasSubstr("<title>round 1: p1 to p2: zero (lost)</title>"));
  EXPECT_THAT(svg, HasSubstr("<title>p3 after round 1: a</title>"));
  EXPECT_THAT(svg, HasSubstr("every property holds in this run"));
  EXPECT_THAT(svg, HasSubstr("round 1: p1 crashes; its message reaches p3 but not p2"));
}

TEST(Svg, ShadesABlockAndColoursLies) {
  const std::string svg =
      flood(
          3, "byzantine=1,partition=1",
          model::with_role(
              model::scenario_of(
                  {1, 1, 1},
                  {{.crashing = {}, .losses = {{0, 1}, {1, 0}, {1, 2}}, .block = {1}, .forged = {{0, 2, 0}}},
                   {.crashing = {}, .losses = {{0, 2}, {1, 2}}}}),
              3, "byzantine"))
          .svg;
  EXPECT_EQ(count(svg, "class=\"band\""), 1U);
  EXPECT_EQ(count(svg, "class=\"cut\""), 3U) << "across the split nothing arrives, a lie neither";
  EXPECT_EQ(count(svg, "class=\"forged\""), 1U);
  EXPECT_EQ(count(svg, "class=\"withheld\""), 2U);
  EXPECT_EQ(count(svg, "class=\"says\""), 1U);
  EXPECT_EQ(count(svg, "class=\"liar\""), 1U);
}

TEST(Svg, MarksWhoBreaksTheProperty) {
  const model::Problem problem = problem_of(3, "omission=1");
  const std::string svg =
      draw(problem, model::floodset(problem.setting()),
           model::with_role(model::scenario_of({0, 1, 1}, {{{}, {{1, 0}, {2, 0}}}, {{}, {{1, 0}}}}), 1,
                            "omission"))
          .svg;
  EXPECT_EQ(count(svg, "class=\"accused\""), 2U);
  EXPECT_THAT(svg, HasSubstr("<title id=\"title\">consensus: agreement is broken: p = p"));
  EXPECT_THAT(svg, HasSubstr(">omission</text>"));
}

/// The first error of the text as XML, as far as we write it: elements, attributes, text, no doctype.
std::string xml_error(const std::string& text) {
  std::vector<std::string> open;
  const std::regex tag(R"(^<(/?)([a-zA-Z]+)((?:\s+[a-zA-Z0-9:-]+="[^"<&]*")*)\s*(/?)>)");
  const std::regex entity(R"(^&(?:amp|lt|gt|quot|#39);)");
  for (std::size_t at = 0; at < text.size();) {
    std::smatch match;
    const auto from = text.begin() + static_cast<std::ptrdiff_t>(at);
    if (text[at] == '<') {
      if (!std::regex_search(from, text.end(), match, tag)) return "bad tag: " + text.substr(at, 60);
      if (match[1].length() > 0) {
        if (open.empty() || open.back() != match[2]) return "closes what is not open: " + match.str();
        open.pop_back();
      } else if (match[4].length() == 0) {
        open.push_back(match[2]);
      }
      at += static_cast<std::size_t>(match.length());
    } else if (text[at] == '&') {
      if (!std::regex_search(from, text.end(), match, entity)) return "bad entity: " + text.substr(at, 20);
      at += static_cast<std::size_t>(match.length());
    } else {
      ++at;
    }
  }
  return open.empty() ? "" : "never closed: " + open.back();
}

/// The first error of the text as a sequence diagram, as far as we write them.
std::string mermaid_error(const std::string& text) {
  const std::string words = R"([^;<>:%"\\{}\[\]$&`]|#\d+;|<br/>)";  // the rest would be syntax
  const std::regex line("  (participant p\\d+ as (" + words +
                        ")+|rect rgba\\(128, 128, 128, 0\\.15\\)|end|Note over p\\d+(,p\\d+)?: (" + words +
                        ")+|p\\d+(->>|-->>|-x|--x)p\\d+: (" + words + ")+)");
  std::istringstream lines(text);
  std::string one;
  std::getline(lines, one);
  if (one != "sequenceDiagram") return one;
  int open = 0;
  while (std::getline(lines, one)) {
    if (!std::regex_match(one, line)) return one;
    if (one.starts_with("  rect ")) ++open;
    if (one == "  end") --open;
    if (open < 0 || open > 1) return "unbalanced: " + one;
  }
  return open == 0 ? "" : "a rect is left open";
}

TEST(Drawings, NamesAreNeverTakenForSyntax) {
  const spec::Spec spec = spec::read_spec(R"((set-logic ALL)
(declare-sort Process 0)
(declare-datatypes ((V 0)) (((|a<b & "c"|) (|;end %% {x}|))))
(declare-fun init (Process) V)
(declare-fun decides (Process V) Bool)
(assert (! (forall ((p Process)) (not (decides p |a<b & "c"|))) :named |no <i> & 'j': #1|))
)",
                                          "odd <&> name");
  const model::Problem problem(spec, model::setting_of(2, 1, 1, "byzantine=1"));
  const model::Machine machine = model::machine_by(
      problem.setting(), [](int, int, const model::Received&) { return static_cast<model::State>(0); });
  const Drawn drawn =
      draw(problem, machine,
           model::with_role(model::scenario_of({0, 1}, {{.crashing = {}, .forged = {{0, 1, 1}}}}), 2,
                            "byzantine"));
  EXPECT_EQ(xml_error(drawn.svg), "");
  EXPECT_THAT(drawn.svg, HasSubstr("a&lt;b &amp; &quot;c&quot;"));
  EXPECT_THAT(drawn.svg, HasSubstr("odd &lt;&amp;&gt; name"));
  EXPECT_EQ(mermaid_error(drawn.mermaid), "");
  EXPECT_THAT(drawn.mermaid, HasSubstr("p2-->>p1: #59;end #37;#37; #123;x#125; (forged)"));
}

TEST(Drawings, OfRandomRunsShowEveryMessageOnce) {
  base::Rng rng(5, "drawings");
  for (const std::string faults :
       {"none", "crash=1", "crash-late=2", "omission=1", "general-omission=1", "byzantine=1", "loss=2",
        "loss-total=2", "partition=1", "crash=1,byzantine=1,partition=1", "crash-late=1,loss=1"}) {
    for (const int processes : {1, 2, 4, 7}) {
      if (processes == 1 && faults.find('2') != std::string::npos) continue;
      if (processes == 1 && faults != "none") continue;
      const model::Problem problem =
          problem_of(processes, faults, rng.coin() ? model::Decide::kAny : model::Decide::kLast);
      const model::Machine machine = model::random_machine(problem.setting(), rng);
      for (int i = 0; i < 15; ++i) {
        const Scenario scenario = model::random_scenario(problem.setting(), rng);
        const Drawn drawn = draw(problem, machine, scenario);
        ASSERT_EQ(xml_error(drawn.svg), "") << drawn.svg;
        ASSERT_EQ(mermaid_error(drawn.mermaid), "") << drawn.mermaid;
        std::size_t arrive = 0;
        std::size_t forged = 0;
        std::size_t lost = 0;
        for (std::size_t r = 0; r < drawn.run.heard.size(); ++r) {
          forged += scenario.rounds[r].forged.size();
          lost += scenario.rounds[r].losses.size();
          for (int to = 0; to < processes; ++to) {
            const auto& crashing = scenario.rounds[r].crashing;
            const bool moves =
                drawn.run.states[r][static_cast<std::size_t>(to)] != model::Execution::kAbsent &&
                !std::binary_search(crashing.begin(), crashing.end(), to);
            for (int from = 0; from < processes; ++from)
              arrive +=
                  moves && from != to && drawn.run.heard[r][static_cast<std::size_t>(to * processes + from)]
                      ? 1
                      : 0;
          }
        }
        const std::string plain = processes > 5 ? "class=\"arrives faint\"" : "class=\"arrives\"";
        ASSERT_EQ(count(drawn.svg, plain), arrive - forged);
        ASSERT_EQ(count(drawn.svg, "class=\"forged\""), forged);
        ASSERT_EQ(count(drawn.svg, "class=\"lost\"") + count(drawn.svg, "class=\"cut\"") +
                      count(drawn.svg, "class=\"withheld\""),
                  lost);
        ASSERT_EQ(count(drawn.mermaid, "->>"), processes <= 4 ? arrive : forged);
        ASSERT_EQ(count(drawn.mermaid, "-->>"), forged);
        ASSERT_EQ(count(drawn.mermaid, "-x"), lost);
      }
    }
  }
}

TEST(Drawings, OfManyProcessesLeaveOutWhatJustArrives) {
  const model::Problem problem =
      model::problem_of("consensus", model::setting_of(40, 2, 2, "crash=1", model::View::kCounts));
  const Drawn drawn = draw(problem, model::floodset(problem.setting()),
                           model::scenario_of(std::vector<int>(40, 1), {{{0}, {{1, 0}}}, {}}));
  EXPECT_EQ(count(drawn.svg, "class=\"arrives"), 0U);
  EXPECT_EQ(count(drawn.svg, "class=\"lost\""), 1U);
  EXPECT_THAT(drawn.svg, HasSubstr("messages that arrive are not drawn"));
}

}  // namespace
}  // namespace ggms::report
