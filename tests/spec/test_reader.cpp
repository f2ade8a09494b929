// Tests whole specifications: those in specs/, names of every kind, files that can't be read, and garbage.

#include <gtest/gtest.h>
#include <z3++.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "spec/random_spec.h"
#include "spec/spec.h"

namespace ggms::spec {
namespace {

const std::string kSpecs = std::string(GGMS_SOURCE_DIR) + "/specs/";

std::string content(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> spec_files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(kSpecs))
    files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> names_of(const Spec& spec) {
  std::vector<std::string> names;
  for (const Property& property : spec.properties) names.push_back(property.name);
  return names;
}

std::string error_of(const std::string& path) {
  try {
    load_spec(path);
  } catch (const base::Error& error) {
    return error.what();
  }
  return "no error";
}

using Names = std::vector<std::string>;

TEST(Reader, ReadsTheSpecificationsOfTheHouse) {
  const Spec consensus = load_spec(kSpecs + "consensus.smt2");
  EXPECT_EQ(consensus.name, "consensus");
  EXPECT_EQ(consensus.text, content(kSpecs + "consensus.smt2"));
  EXPECT_EQ(consensus.initial, (Names{"zero", "one"}));
  EXPECT_EQ(consensus.decisions, (Names{"zero", "one"}));
  EXPECT_EQ(consensus.named_processes, 0);
  EXPECT_EQ(names_of(consensus), (Names{"agreement", "validity-one", "validity-zero", "termination"}));
  EXPECT_EQ(consensus.properties[0].line, 17);
  EXPECT_EQ(consensus.properties[0].column, 1);

  const Spec commit = load_spec(kSpecs + "atomic-commit.smt2");
  EXPECT_EQ(commit.initial, (Names{"abort", "commit"}));
  EXPECT_EQ(names_of(commit), (Names{"agreement", "validity-commit", "validity-abort", "termination"}));

  const Spec correct = load_spec(kSpecs + "correct-consensus.smt2");
  EXPECT_EQ(names_of(correct), names_of(consensus));

  const Spec colours = load_spec(kSpecs + "k-set-agreement.smt2");
  EXPECT_EQ(colours.decisions, (Names{"red", "green", "blue"}));
  EXPECT_EQ(names_of(colours), (Names{"agreement", "validity", "termination"}));
}

TEST(Reader, GivesTheHousesSpecificationsToPlainZ3Too) {
  for (const std::string& path : spec_files()) {
    z3::context context;
    EXPECT_EQ(context.parse_string(content(path).c_str()).size(), load_spec(path).properties.size()) << path;
  }
}

TEST(Reader, ReadsTheExampleOfTheManual) {
  const std::string manual = content(std::string(GGMS_SOURCE_DIR) + "/docs/specifications.md");
  const std::string fence = "```smt2\n";
  const std::size_t begin = manual.find(fence);
  ASSERT_NE(begin, std::string::npos);
  const std::size_t start = begin + fence.size();
  const Spec spec = read_spec(manual.substr(start, manual.find("```", start) - start), "manual");
  EXPECT_EQ(names_of(spec), (Names{"agreement", "termination"}));
}

/// A specification in which every name that a user chooses is a parameter.
std::string with_names(const Names& n) {
  return "(set-logic ALL)(declare-sort Process 0)\n"
         "(declare-datatypes ((" +
         n[0] + " 0)) (((" + n[1] + ") (" + n[2] +
         "))))\n"
         "(declare-fun init (Process) " +
         n[0] + ")(declare-fun decides (Process " + n[0] +
         ") Bool)\n"
         "(declare-const lost Bool)\n"
         "(define-fun " +
         n[3] + " ((" + n[4] + " Process) (w " + n[0] + ")) Bool (and (decides " + n[4] +
         " w) lost))\n"
         "(define-fun " +
         n[5] +
         " () Bool (not lost))\n"
         "(assert (! (forall ((" +
         n[6] + " Process) (" + n[7] + " " + n[0] +
         "))\n"
         "  (=> (" +
         n[3] + " " + n[6] + " " + n[7] +
         ")\n"
         "      (let ((" +
         n[8] + " (init " + n[6] + "))) (or (= " + n[8] + " (as " + n[1] + " " + n[0] +
         "))\n"
         "        ((_ is " +
         n[2] + ") " + n[8] + ") " + n[5] + ")))) :named " + n[9] + "))";
}

TEST(Reader, DependsOnNoNameThatTheUserChose) {
  const Names plain = {"S", "A", "B", "D", "P", "E", "V", "W", "M", "N"};
  const Spec expected = read_spec(with_names(plain), "plain");
  // Names with a meaning somewhere: in theories of SMT-LIB, in Z3, in other specifications.
  const Names odd = {"abs",  "pi",   "select", "bvadd", "concat", "iff", "if",   "|a b|",    "|;|",  "|(|",
                     "|\"|", "|:k|", "|123|",  "|é|",   "a!1",    ".x",  "@y",   "as-array", "zero", "commit",
                     "RNE",  "k!0",  "assert", "union", "e",      "+",   "Vote", "is",       "map",  "|p q|"};
  for (std::size_t position = 0; position < plain.size(); ++position) {
    for (const std::string& name : odd) {
      if (name == "is") continue;  // a word of SMT-LIB
      Names names = plain;
      names[position] = name;
      SCOPED_TRACE(std::to_string(position) + " " + name);
      const Spec spec = read_spec(with_names(names), "renamed");
      ASSERT_EQ(spec.properties.size(), 1u);
      EXPECT_EQ(spec.properties[0].formula, expected.properties[0].formula);
      EXPECT_EQ(spec.properties[0].premise, expected.properties[0].premise);
      ASSERT_EQ(spec.formulas.size(), expected.formulas.size());
      for (NodeId id = 0; id < spec.formulas.size(); ++id)
        ASSERT_EQ(spec.formulas[id], expected.formulas[id]);
    }
  }
}

TEST(Reader, RemovesBarsFromNames) {
  const Spec spec =
      read_spec(with_names({"S", "|a b|", "B", "D", "P", "E", "V", "W", "M", "|no harm|"}), "x/y.smt2");
  EXPECT_EQ(spec.name, "y");
  EXPECT_EQ(spec.initial, (Names{"a b", "B"}));
  EXPECT_EQ(spec.properties[0].name, "no harm");
}

TEST(Reader, LetsInitAndDecidesUseDifferentEnumerations) {
  const Spec spec = read_spec(
      "(declare-sort Process 0)(declare-datatypes ((In 0) (Out 0)) (((a) (b) (c)) ((x) (y))))"
      "(declare-fun init (Process) In)(declare-fun decides (Process Out) Bool)"
      "(assert (! (forall ((p Process)) (= (decides p x) ((_ is c) (init p)))) :named n))",
      "two.smt2");
  EXPECT_EQ(spec.initial, (Names{"a", "b", "c"}));
  EXPECT_EQ(spec.decisions, (Names{"x", "y"}));
}

TEST(Reader, CountsNamedProcesses) {
  const Spec spec = read_spec(
      "(declare-sort Process 0)(declare-datatype V ((a)))(declare-fun init (Process) V)"
      "(declare-fun decides (Process V) Bool)(declare-const p3 Process)(declare-fun |p2| () Process)"
      "(assert (! (forall ((p1 Process)) (=> (= p1 p3) (decides p1 a))) :named p1))",
      "named.smt2");
  EXPECT_EQ(spec.named_processes, 3);
  EXPECT_EQ(names_of(spec), (Names{"p1"}));
}

TEST(Reader, SkipsCommandsForSolvers) {
  const std::string text = content(kSpecs + "consensus.smt2");
  const Spec plain = read_spec(text, "consensus");
  const Spec more = read_spec("(set-option :produce-unsat-cores true)(set-info :source |x; \n y|)\n" +
                                  std::string("(set-info :status unknown)") + text + "(check-sat)\n(exit)\n",
                              "consensus");
  ASSERT_EQ(more.properties.size(), plain.properties.size());
  for (std::size_t i = 0; i < plain.properties.size(); ++i) {
    EXPECT_EQ(more.properties[i].formula, plain.properties[i].formula);
    EXPECT_EQ(more.properties[i].line, plain.properties[i].line + 2);
  }
}

TEST(Reader, SaysWhichFileItCannotRead) {
  EXPECT_EQ(error_of("/no/such/file.smt2"), "/no/such/file.smt2: can't be read (No such file or directory)");
  EXPECT_NE(error_of(kSpecs).find("can't be read"), std::string::npos);
  EXPECT_EQ(error_of("/dev/null"),
            "/dev/null:1:1: the specification has no (declare-fun init (Process) <enumeration>)");
  EXPECT_NE(error_of("/dev/zero").find("/dev/zero:1:1: "), std::string::npos);
}

TEST(Reader, PrintsNothing) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  EXPECT_NE(error_of(kSpecs + "../README.md"), "no error");
  const std::string text = content(kSpecs + "consensus.smt2");
  EXPECT_THROW(read_spec(text + "(assert (! (init 1) :named x))", "x"), base::Error);
  EXPECT_THROW(read_spec(text + "(echo \"hello\")", "x"), base::Error);
  EXPECT_NO_THROW(read_spec(text + "(set-option :no-such-option true)(check-sat)", "x"));
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

/// Damages a text in a few random places: bytes, tokens and whole stretches are removed, doubled, swapped,
/// replaced.
std::string damaged(std::string text, std::mt19937_64& random) {
  static const Names tokens = {"(",
                               ")",
                               " ",
                               "|",
                               ";",
                               "\"",
                               "and",
                               "forall",
                               "((p Process))",
                               "init",
                               "zero",
                               "1",
                               "-1",
                               "(- 1)",
                               "decides",
                               "Process",
                               "Int",
                               "let",
                               "!",
                               ":named",
                               "\n",
                               "\0",
                               "\xff",
                               "_",
                               "as",
                               "ite",
                               "=",
                               "(assert (! lost :named z))"};
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
  const std::size_t changes = 1 + below(3);
  for (std::size_t i = 0; i < changes && !text.empty(); ++i) {
    const std::size_t at = below(text.size());
    const std::size_t length = 1 + below(12);
    switch (below(4)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, tokens[below(tokens.size())]);
        break;
      case 2:
        text.insert(below(text.size()), text.substr(at, length));
        break;
      default:
        text.replace(at, length, tokens[below(tokens.size())]);
    }
  }
  return text;
}

TEST(Reader, SurvivesDamagedSpecifications) {
  std::mt19937_64 random(42);
  Names texts;
  for (const std::string& path : spec_files()) texts.push_back(content(path));
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    RandomSpec writer(seed);
    texts.push_back("(declare-sort Process 0)\n" + writer.enumerations() + writer.vocabulary() +
                    "(declare-const p1 Process)(declare-const p2 Process)\n" + writer.definitions() +
                    "(assert (! " + writer.property(4) + " :named a))(assert (! " + writer.property(4) +
                    " :named b))");
  }
  int refused = 0;
  int accepted = 0;
  for (int i = 0; i < 1500; ++i) {
    const std::string text = damaged(texts[static_cast<std::size_t>(i) % texts.size()], random);
    try {
      read_spec(text, "damaged.smt2");
      ++accepted;
    } catch (const base::Error& error) {
      const std::string message = error.what();
      ++refused;
      EXPECT_EQ(message.find("damaged.smt2:"), 0u) << message;
      EXPECT_EQ(message.find('\n'), std::string::npos) << message;
    }
  }
  EXPECT_GT(refused, 500);
  EXPECT_GT(accepted, 50);
}

}  // namespace
}  // namespace ggms::spec
