// Tests that compiled properties agree with the formulas: on random specifications and random outcomes, and
// in corner cases: more facts, quantifiers and premises than fit in a word.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "base/error.h"
#include "spec/compiled.h"
#include "spec/random_spec.h"

namespace ggms::spec {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kVocabulary = R"(
(set-logic ALL)
(declare-sort Process 0)
(declare-datatypes ((Bit 0)) (((zero) (one))))
(declare-fun init (Process) Bit)
(declare-fun decides (Process Bit) Bool)
(declare-fun correct (Process) Bool)
(declare-fun connected (Process) Bool)
(declare-const lost Bool)
(declare-const crashed Bool)
(declare-const failures Int)
(declare-const p1 Process)
(declare-const p2 Process)
(declare-const p3 Process)
)";

std::string property(const std::string& name, const std::string& body) {
  return "(assert (! " + body + " :named " + name + "))\n";
}

Compiled compiled(const std::string& assertions, int processes) {
  return {read_spec(kVocabulary + assertions, "test.smt2"), processes};
}

Compiled compiled_property(const std::string& body, int processes = 3) {
  return compiled(property("only", body), processes);
}

constexpr int kManyValues = 30;

/// Whether a universal statement is true of an outcome: tries every choice of its processes.
bool holds(const Compiled& compiled, const Universal& universal, const Outcome& outcome) {
  std::vector<const Observation*> observed;
  std::vector<int> who;
  const std::function<bool()> all = [&] {
    if (static_cast<int>(who.size()) == universal.width) {
      return matrix_holds(compiled.formulas(), universal.matrix, observed, who, outcome.facts);
    }
    for (std::size_t p = 0; p < outcome.processes.size(); ++p) {
      observed.push_back(&outcome.processes[p]);
      who.push_back(static_cast<int>(p));
      const bool held = all();
      observed.pop_back();
      who.pop_back();
      if (!held) return false;
    }
    return true;
  };
  return all();
}

bool holds(const Compiled& compiled, const Requirement& requirement, const Outcome& outcome) {
  if (!requirement.is_universal) return evaluate(compiled.formulas(), requirement.formula, outcome);
  for (const Universal& universal : requirement.universals) {
    if (!holds(compiled, universal, outcome)) return false;
  }
  return true;
}

class RandomOutcomes {
 public:
  RandomOutcomes(std::uint64_t seed, int initial, int decisions)
      : random_(seed), initial_(initial), decisions_(decisions) {}

  Outcome next(const Compiled& compiled, int processes) {
    Outcome outcome;
    std::vector<int> initial;
    for (int p = 0; p < processes; ++p) {
      Observation seen;
      seen.name = p;
      seen.initial = below(initial_);
      seen.decision = below(decisions_ + 1) - 1;
      seen.decided_in = seen.decision < 0 ? Observation::kNone : 1 + below(3);
      seen.correct = below(2) == 0;
      seen.connected = below(2) == 0;
      initial.push_back(seen.initial);
      outcome.processes.push_back(seen);
    }
    outcome.facts = {below(2) == 0, below(2) == 0, below(4), compiled.initial_facts_of(initial)};
    return outcome;
  }

 private:
  int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint64_t>(limit)); }

  std::mt19937_64 random_;
  int initial_;
  int decisions_;
};

TEST(Compiled, UniversalsSayWhatTheFormulasSay) {
  constexpr int kSpecs = 120;
  constexpr int kOutcomes = 60;
  constexpr int kMaxWidth = 6;  // processes^width choices are tried
  int universal = 0;
  int with_names = 0;
  int with_facts = 0;
  for (std::uint64_t seed = 1; seed <= kSpecs; ++seed) {
    RandomSpec random(seed);
    std::string text = "(set-logic ALL)(declare-sort Process 0)\n" + random.enumerations() +
                       random.vocabulary() + "(declare-const p1 Process)(declare-const p2 Process)\n" +
                       random.definitions();
    for (int i = 0; i < 3; ++i) {
      text += property("r" + std::to_string(i), random.property(4));
      text += property("i" + std::to_string(i), random.implication(3).first);
    }
    const Spec spec = read_spec(text, "random.smt2");
    const Compiled compiled(spec, 3);
    RandomOutcomes outcomes(seed, 3, 2);
    for (std::size_t i = 0; i < spec.properties.size(); ++i) {
      const Requirement& requirement = compiled.properties()[i];
      int width = 0;
      for (const Universal& part : requirement.universals) width = std::max(width, part.width);
      universal += requirement.is_universal ? 1 : 0;
      for (int k = 0; k < kOutcomes && width <= kMaxWidth; ++k) {
        const Outcome outcome = outcomes.next(compiled, 3);
        ASSERT_EQ(holds(compiled, requirement, outcome),
                  evaluate(spec.formulas, spec.properties[i].formula, outcome))
            << requirement.name << " of\n"
            << text;
      }
    }
    for (std::size_t i = 0; i < compiled.vacuity().size(); ++i) {
      const auto owner = static_cast<std::size_t>(compiled.vacuity_property()[i]);
      ASSERT_TRUE(spec.properties[owner].has_premise);
      for (int k = 0; k < kOutcomes; ++k) {
        const Outcome outcome = outcomes.next(compiled, 3);
        if (compiled.vacuity()[i].is_universal && compiled.vacuity()[i].universals.size() > 0 &&
            compiled.vacuity()[i].universals[0].width > kMaxWidth) {
          continue;
        }
        ASSERT_NE(holds(compiled, compiled.vacuity()[i], outcome),
                  evaluate(spec.formulas, spec.properties[owner].premise, outcome))
            << "premise of " << spec.properties[owner].name << " of\n"
            << text;
      }
    }
    with_names += compiled.uses_names() ? 1 : 0;
    with_facts += compiled.initial_facts().empty() ? 0 : 1;
  }
  EXPECT_GE(universal, kSpecs);
  EXPECT_GE(with_names, kSpecs / 10);
  EXPECT_GE(with_facts, kSpecs / 10);
}

TEST(Compiled, ConsensusNeedsOfTheInitialValuesOnlyWhetherAllAreEqual) {
  const Compiled compiled(load_spec(GGMS_SOURCE_DIR "/specs/consensus.smt2"), 3);
  EXPECT_EQ(compiled.initial_facts().size(), 2U);
  EXPECT_FALSE(compiled.uses_initial());
  EXPECT_FALSE(compiled.uses_names());
  EXPECT_FALSE(compiled.uses_lost());
  const std::uint64_t mixed = compiled.initial_facts_of({0, 1, 0});
  const std::uint64_t zeros = compiled.initial_facts_of({0, 0, 0});
  const std::uint64_t ones = compiled.initial_facts_of({1, 1, 1});
  EXPECT_EQ(compiled.initial_facts_of({1, 0, 1}), mixed);
  EXPECT_NE(zeros, mixed);
  EXPECT_NE(ones, mixed);
  EXPECT_NE(zeros, ones);
}

TEST(Compiled, SaysWhatAConfigurationHasToCarry) {
  EXPECT_TRUE(
      compiled_property("(forall ((p Process)) (=> (= (init p) one) (decides p one)))").uses_initial());
  EXPECT_FALSE(
      compiled_property("(=> (= (init p1) one) (forall ((p Process)) (decides p one)))").uses_initial());
  EXPECT_TRUE(
      compiled_property("(=> (= (init p1) one) (forall ((p Process)) (decides p one)))").uses_names());
  EXPECT_TRUE(compiled_property("(decides p2 one)").uses_names());
  EXPECT_TRUE(compiled_property("(forall ((p Process)) (=> (distinct p p3) (decides p one)))").uses_names());
  EXPECT_FALSE(compiled_property("(forall ((p Process) (q Process)) (= p q))").uses_names());
  EXPECT_TRUE(compiled_property("(=> (not lost) (forall ((p Process)) (decides p one)))").uses_lost());
  EXPECT_FALSE(compiled_property("(=> crashed (forall ((p Process)) (decides p one)))").uses_lost());
  EXPECT_TRUE(compiled_property("(exists ((p Process)) (connected p))").uses_connected());
}

TEST(Compiled, FactsThatOnlyAPremiseUsesAreCarriedToo) {
  // The premise is checked for vacuity although the property itself is folded away.
  const Compiled trivial = compiled_property("(=> (and lost (decides p1 one)) (or lost (decides p2 one)))");
  EXPECT_TRUE(trivial.uses_lost());
  EXPECT_TRUE(trivial.uses_names());
}

TEST(Compiled, TellsUniversalPropertiesFromOthers) {
  const auto is_universal = [](const std::string& body) {
    return compiled_property(body).properties().at(0).is_universal;
  };
  EXPECT_TRUE(is_universal("(forall ((p Process)) (decides p one))"));
  EXPECT_TRUE(is_universal("(not (exists ((p Process)) (decides p one)))"));
  EXPECT_TRUE(
      is_universal("(=> (exists ((p Process)) (decides p one)) (forall ((q Process)) (decides q one)))"));
  EXPECT_TRUE(is_universal("(=> (exists ((p Process)) (= (init p) one)) (decides p1 one))"));
  EXPECT_TRUE(is_universal("(forall ((p Process)) (exists ((q Process)) (= (init q) one)))"));
  EXPECT_FALSE(is_universal("(exists ((p Process)) (decides p one))"));
  EXPECT_FALSE(
      is_universal("(forall ((p Process)) (exists ((q Process)) (and (decides p one) (decides q one))))"));
  EXPECT_FALSE(is_universal("(=> (forall ((p Process)) (decides p one)) (decides p1 zero))"));
}

TEST(Compiled, AProcessPastTheLastOneIsAnErrorWithItsPlace) {
  const std::string text = property("fine", "(decides p2 one)") + property("wrong", "(decides p3 one)");
  EXPECT_NO_THROW(compiled(text, 3));
  try {
    compiled(text, 2);
    FAIL() << "it should have thrown";
  } catch (const base::Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("'wrong' names p3, but there are 2 processes"));
    EXPECT_THAT(error.what(), HasSubstr(":16:1: "));
  }
}

TEST(Compiled, AProcessPastTheLastOneIsAnErrorInAPremiseToo) {
  // The property is true of every run, and its folded formula names no process.
  const std::string text = property("only", "(=> (decides p3 one) (or lost (not lost)))");
  EXPECT_NO_THROW(compiled(text, 3));
  EXPECT_THROW(compiled(text, 2), base::Error);
}

TEST(Compiled, VacuityIsOnlyAboutPropertiesWithAPremise) {
  const Compiled compiled = spec::compiled(
      property("plain", "(decides p1 one)") + property("first", "(=> lost (decides p1 one))") +
          property("other", "(not (decides p1 zero))") + property("second", "(=> crashed (decides p1 one))"),
      3);
  EXPECT_THAT(compiled.vacuity_property(), ElementsAre(1, 3));
}

/// A specification with many values, v0 .. v29, and one assertion.
Spec many_values(const std::string& assertions) {
  std::string values;
  for (int i = 0; i < kManyValues; ++i) values += "(v" + std::to_string(i) + ")";
  return read_spec("(set-logic ALL)(declare-sort Process 0)(declare-datatypes ((V 0)) ((" + values + ")))\n" +
                       "(declare-fun init (Process) V)(declare-fun decides (Process V) Bool)\n" + assertions,
                   "many.smt2");
}

void expect_faithful(const Spec& spec, bool universal) {
  constexpr int kOutcomes = 40;
  const Compiled compiled(spec, 3);
  RandomOutcomes outcomes(1, kManyValues, kManyValues);
  for (std::size_t i = 0; i < spec.properties.size(); ++i) {
    EXPECT_EQ(compiled.properties()[i].is_universal, universal) << spec.properties[i].name;
    for (int k = 0; k < kOutcomes; ++k) {
      Outcome outcome = outcomes.next(compiled, 3);
      if (k % 2 == 0) {  // the others hardly ever agree
        for (Observation& seen : outcome.processes) {
          seen.initial %= 2;
          seen.decision = seen.decision < 0 ? -1 : seen.decision % 2;
        }
        std::vector<int> initial;
        for (const Observation& seen : outcome.processes) initial.push_back(seen.initial);
        outcome.facts.initial_facts = compiled.initial_facts_of(initial);
      }
      ASSERT_EQ(holds(compiled, compiled.properties()[i], outcome),
                evaluate(spec.formulas, spec.properties[i].formula, outcome))
          << spec.properties[i].name;
    }
  }
}

TEST(Compiled, FactsPastThoseThatFitAWordAreNoFactsButStillTrue) {
  std::string assertions;
  for (int i = 0; i < kManyValues; ++i) {
    const std::string value = "v" + std::to_string(i);
    const std::string facts[] = {
        "(exists ((z Process)) (= (init z) " + value + "))",
        "(forall ((z Process)) (= (init z) " + value + "))",
        "(exists ((y Process) (z Process)) (and (distinct y z) (= (init y) (init z) " + value + ")))"};
    for (const std::string& fact : facts) {
      assertions += property("r" + std::to_string(assertions.size()),
                             "(=> " + fact + " (forall ((p Process)) (decides p " + value + ")))");
    }
  }
  const Spec spec = many_values(assertions);
  const Compiled compiled(spec, 3);
  EXPECT_EQ(compiled.initial_facts().size(), 64U);
  EXPECT_TRUE(compiled.uses_initial());
  EXPECT_TRUE(compiled.properties().front().is_universal);
  EXPECT_FALSE(compiled.properties()[compiled.properties().size() - 2].is_universal);
  RandomOutcomes outcomes(1, 2, 2);
  for (int k = 0; k < 100; ++k) {
    const Outcome outcome = outcomes.next(compiled, 3);
    for (std::size_t i = 0; i < spec.properties.size(); ++i) {
      ASSERT_EQ(holds(compiled, compiled.properties()[i], outcome),
                evaluate(spec.formulas, spec.properties[i].formula, outcome));
    }
  }
}

TEST(Compiled, ManyQuantifiersInAConjunctionShareTheirVariables) {
  // Written out: a conjunction with two process variables for each of 30 * 29 pairs of values.
  expect_faithful(
      many_values(property("agreement",
                           "(forall ((v V) (w V)) (=> (distinct v w) (forall ((p Process) (q Process)) "
                           "(not (and (decides p v) (decides q w))))))")),
      true);
}

TEST(Compiled, TooManyQuantifiersInADisjunctionMakeAPropertyOneOfWholeOutcomes) {
  expect_faithful(many_values(property("some-pair",
                                       "(exists ((v V) (w V)) (and (distinct v w) (forall ((p Process)) "
                                       "(or (decides p v) (decides p w)))))")),
                  false);
}

}  // namespace
}  // namespace ggms::spec
