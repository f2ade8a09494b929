// Tests every error in a specification, and its place.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/error.h"
#include "spec/scope.h"
#include "spec/spec.h"
#include "spec/translate.h"

namespace ggms::spec {
namespace {

std::string error_of(const std::string& text) {
  try {
    read_spec(text, "f");
  } catch (const base::Error& error) {
    return error.what();
  }
  return "no error";
}

/// Line 1: everything of the vocabulary.
const std::string kDeclarations =
    "(declare-sort Process 0)(declare-datatypes ((Vote 0)) (((abort) (commit))))"
    "(declare-fun init (Process) Vote)(declare-fun decides (Process Vote) Bool)(declare-fun correct "
    "(Process) Bool)"
    "(declare-fun decided-by (Process Int) Bool)(declare-const lost Bool)(declare-const failures Int)"
    "(declare-const p1 Process)\n";

/// The same, with declarations that only few tests need.
const std::string kAllDeclarations =
    kDeclarations + "(declare-fun connected (Process) Bool)(declare-const crashed Bool)\n";

struct Case {
  std::string text;      // `^` stands before the place where the error points
  std::string fragment;  // of the message
};

/// Removes the mark and checks the error's place and message.
void expect_error(const std::string& before, const Case& test, const std::string& after) {
  const std::string marked = before + test.text + after;
  const std::size_t mark = marked.find('^');
  ASSERT_NE(mark, std::string::npos) << test.text;
  const std::string text = marked.substr(0, mark) + marked.substr(mark + 1);
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(mark), '\n');
  const std::size_t start = mark == 0 ? std::string::npos : text.rfind('\n', mark - 1);
  const std::size_t column = start == std::string::npos ? mark + 1 : mark - start;
  const std::string error = error_of(text);
  const std::string place = "f:" + std::to_string(line) + ":" + std::to_string(column) + ": ";
  EXPECT_EQ(error.substr(0, place.size()), place) << text << "\n" << error;
  EXPECT_NE(error.find(test.fragment), std::string::npos) << text << "\n" << error;
  EXPECT_EQ(error.find('\n'), std::string::npos) << error;
}

TEST(ReaderErrors, PointIntoTheTerm) {
  const std::vector<Case> cases = {
      // Names.
      {"(and lost\n ^nonsense)", "unknown symbol 'nonsense'"},
      {"(and lost ^|non\nsense|)", "unknown symbol 'non...'"},
      {"(and lost (^nonsense p1))", "unknown symbol 'nonsense'"},
      {"(^+ failures 1)", "unknown symbol '+'"},
      {"(^select p1 p1)", "unknown symbol 'select'"},
      {"(or ^crashed lost)", "'crashed' must be declared before it is used"},
      {"(^connected p1)", "'connected' must be declared before it is used"},
      {"(correct ^p2)", "'p2' must be declared before it is used"},
      {"(>= failures ^-1)", "(- 1)"},
      {"(= ^init init)", "'init' needs 1 argument"},
      {"(and lost ^and)", "'and' can't stand alone"},
      {"(^lost)", "'lost' is not a function"},
      {"^(true)", "without parentheses"},
      {"^()", "'()' is not a term"},
      {"(^1 lost)", "the name of a function was expected"},
      {"(forall ((p Process)) (^p p))", "'p' is not a function"},
      {"(^match lost ((x x)))", "unknown symbol 'match'"},
      {"^\"text\"", "no meaning in a specification"},
      {"(>= failures ^1.0)", "no meaning in a specification"},
      {"(= ^#x1f 3)", "no meaning in a specification"},
      // Numbers of arguments.
      {"(^decides p1)", "'decides' needs 2 arguments, not 1"},
      {"(^init p1 p1)", "'init' needs 1 argument, not 2"},
      {"(^not lost lost)", "'not' needs 1 argument, not 2"},
      {"(^ite lost lost)", "'ite' needs 3 arguments, not 2"},
      {"(^= lost)", "'=' needs at least 2 arguments, not 1"},
      {"(^and)", "'and' needs at least 1 argument, not 0"},
      {"(^distinct p1)", "'distinct' needs at least 2 arguments, not 1"},
      // Sorts, which Z3 checks.
      {"(and lost lost ^(init p1))", "supplied sort is Vote"},
      {"(and lost ^(= p1 abort))", "Sorts Process and Vote are incompatible"},
      {"(not (and lost ^(decides p1 p1)))", "wrong sorts: decides (Process Process)"},
      {"(or lost\n  (>= failures ^lost))", "supplied sort is Bool"},
      {"^(init p1)", "must be of sort Bool"},
      {"^p1", "must be of sort Bool"},
      {"^3", "must be of sort Bool"},
      {"^failures", "must be of sort Bool"},
      {"(forall ((p Process)) ^p)", "quantifier body must be a Boolean"},
      {"(forall ((p Process)) ^(init p))", "quantifier body must be a Boolean"},
      {"(and lost ^(ite lost p1 abort))", "incompatible"},
      {"(= lost (as abort ^Bool))", "'abort' is a value of 'Vote'"},
      {"^((_ is abort) p1)", "tests a term of an enumeration"},
      // Quantifiers and let.
      {"(forall ((k ^Int)) (>= failures k))", "Int is infinite"},
      {"(exists ((x ^Real)) true)", "unknown sort 'Real'"},
      {"(exists ((x ^(Array Int Int))) true)", "the name of a sort was expected"},
      {"(exists ((x Process) (^x Vote)) true)", "'x' is bound twice"},
      {"(exists ((^and Process)) true)", "a word of SMT-LIB"},
      {"^(exists () true)", "expected (exists ((name Sort) ...) term)"},
      {"^(forall ((p Process)))", "expected (forall"},
      {"(forall (^p) true)", "expected (name Sort)"},
      {"(let ((x lost) (^x lost)) x)", "'x' is bound twice"},
      {"(let ((x lost) (y ^x)) y)", "unknown symbol 'x'"},
      {"(and (let ((x lost)) x) ^x)", "unknown symbol 'x'"},
      {"^(let () true)", "expected (let"},
      {"(let (^(x)) true)", "expected (name term)"},
      {"(and (^! lost :named inner) lost)", "only a whole assertion can be annotated"},
      {"((_ is ^nothing) (init p1))", "a value of an enumeration was expected"},
      {"(^(_ foo abort) p1)", "the name of a function was expected"},
      {"(= (init p1) (as ^nothing Vote))", "a value of an enumeration was expected"},
      {"(forall ((abort Vote)) (= (init p1) (as ^abort Vote)))", "a value of an enumeration was expected"},
      // Integers.
      {"(decided-by p1 ^failures)", "an integer literal"},
      {"(decided-by p1 ^lost)", "an integer literal"},
      {"(>= failures (- ^failures))", "only for negative literals"},
      {"(>= failures (^- 3 1))", "'-' needs 1 argument, not 2"},
      {"(>= failures (ite lost ^1 2))", "'ite' can't choose between integers"},
      {"(>= failures ^1000001)", "at most 1000000"},
      {"(>= failures ^99999999999999999999)", "at most 1000000"},
  };
  for (const Case& test : cases) expect_error(kDeclarations + "(assert (! ", test, "\n :named property))");
}

TEST(ReaderErrors, PointAtRunFactsThatAreMisused) {
  const std::vector<Case> cases = {
      // Numbers of arguments.
      {"(^connected)", "'connected' needs 1 argument, not 0"},
      {"(^connected p1 p1)", "'connected' needs 1 argument, not 2"},
      {"^connected", "'connected' needs 1 argument"},
      {"(^decided-by p1)", "'decided-by' needs 2 arguments, not 1"},
      {"(^decided-by p1 1 2)", "'decided-by' needs 2 arguments, not 3"},
      {"^decided-by", "'decided-by' needs 2 arguments"},
      {"(^failures 1)", "'failures' is not a function"},
      {"(^failures)", "'failures' is not a function"},
      {"(^crashed)", "'crashed' is not a function"},
      {"(^< failures)", "'<' needs at least 2 arguments, not 1"},
      // Sorts.
      {"^(connected lost)", "wrong sorts: connected (Bool)"},
      {"^(connected (init p1))", "wrong sorts: connected (Vote)"},
      {"^(connected failures)", "wrong sorts: connected (Int)"},
      {"^(decided-by lost 1)", "wrong sorts: decided-by (Bool Int)"},
      {"^(decided-by 1 1)", "wrong sorts: decided-by (Int Int)"},
      {"^(= failures lost)", "Sorts Int and Bool are incompatible"},
      {"^(= failures p1)", "Sorts Int and Process are incompatible"},
      {"(not ^failures)", "supplied sort is Int"},
      {"^(>= failures 1 lost)", "supplied sort is Bool"},
      {"^(decides failures abort)", "wrong sorts: decides (Int Vote)"},
      // Terms that are not literals.
      {"(decided-by 1 ^p1)", "an integer literal such as 2"},
      {"(forall ((p Process)) (decided-by p1 ^p))", "an integer literal"},
      {"(decided-by p1 (^+ 1 1))", "unknown symbol '+'"},
      {"(decided-by p1 (- ^failures))", "only for negative literals"},
      {"(decided-by p1 (ite lost ^1 2))", "'ite' can't choose between integers"},
      {"(decided-by p1 ^-1)", "a negative number is written (- 1)"},
      {"(decided-by p1 ^1.0)", "no meaning in a specification"},
      {"(decided-by p1 ^1000001)", "at most 1000000"},
      {"(let ((k failures)) (decided-by p1 ^k))", "an integer literal"},
  };
  for (const Case& test : cases)
    expect_error(kAllDeclarations + "(assert (! (or lost\n ", test, ") :named property))");
}

TEST(ReaderErrors, AreNoneWhereRunFactsAreUsedAsTheyShould) {
  for (const std::string term :
       {"(connected p1)", "(decided-by p1 0)", "(decided-by p1 (- 1))", "(decided-by p1 1000000)",
        "(let ((k 1)) (decided-by p1 k))", "(<= 0 failures 2)", "(distinct failures 1 2)", "(= 1 failures)",
        "(>= failures failures)", "(xor lost crashed)"})
    EXPECT_EQ(error_of(kAllDeclarations + "(assert (! " + term + " :named property))"), "no error") << term;
}

TEST(ReaderErrors, PointAtTheCommand) {
  const std::vector<Case> cases = {
      {"(^push 1)", "'push' is not a command"},
      {"(^reset)", "is not a command"},
      {"(^echo \"hello\")", "is not a command"},
      {"(^get-model)", "is not a command"},
      {"(^define-sort S () Bool)", "is not a command"},
      {"(^define-fun-rec f ((b Bool)) Bool (f b))", "is not a command"},
      {"^lost", "a command such as"},
      {"^()", "a command such as"},
      {"^((assert lost))", "a command such as"},
      {"(exit)\n^(check-sat)", "nothing may follow (exit)"},
      {"(assert ^lost)", "every assertion needs a name"},
      {"(assert ^(and lost lost))", "every assertion needs a name"},
      {"(assert (! lost ^:pattern x))", "expected ':named'"},
      {"(assert ^(! lost))", "expected (! term :named name)"},
      {"(assert ^(! lost :named))", "expected (! term :named name)"},
      {"(assert (! lost :named a ^:named b))", "no annotation but ':named'"},
      {"(assert (! lost :named ^1))", "a name was expected"},
      {"(assert (! lost :named ^|a\nb|))", "can't contain a tab or a line break"},
      {"(assert (! lost :named a))(assert (! lost :named ^a))", "'a' is declared already"},
      {"(assert (! lost :named ^decides))", "'decides' is declared already"},
      {"(assert (! lost :named ^and))", "a word of SMT-LIB"},
      {"^(assert (! lost :named a) lost)", "expected (assert"},
      {"(declare-const ^other Bool)", "unknown name 'other'"},
      {"(declare-fun ^f (Process) Bool)", "unknown name 'f'"},
      {"(declare-const ^p0 Process)", "unknown name 'p0'"},
      {"(declare-const ^p01 Process)", "unknown name 'p01'"},
      {"(declare-const ^p256 Process)", "up to p255"},
      {"(declare-const p2 ^Vote)", "'p2' has 'Process' here, not 'Vote'"},
      {"(declare-const crashed ^Int)", "'crashed' has 'Bool' here, not 'Int'"},
      {"(declare-fun connected (^Vote) Bool)", "'connected' has 'Process' here, not 'Vote'"},
      {"(declare-fun ^connected (Process Process) Bool)", "'connected' takes 1 argument(s), not 2"},
      {"(declare-fun connected (^Nothing) Bool)", "unknown sort 'Nothing'"},
      {"(declare-const ^lost Bool)", "'lost' is declared already"},
      {"(declare-sort ^Other 0)", "expected (declare-sort Process 0)"},
      {"(declare-sort ^Process 0)", "a sort 'Process' already"},
      {"(declare-datatype ^Vote ((x)))", "a sort 'Vote' already"},
      {"(declare-datatype ^Process ((x)))", "declared by (declare-sort Process 0)"},
      {"(declare-datatype ^Bool ((x)))", "a sort 'Bool' already"},
      {"(declare-datatype New ((^abort)))", "'abort' is declared already"},
      {"(declare-datatype New ((x) (^x)))", "'x' is declared already"},
      {"(declare-datatype New ((^lost)))", "a name of the vocabulary"},
      {"(declare-datatype New ((^p7)))", "a name of the vocabulary"},
      {"(declare-datatype New ((x) (y ^(field Vote))))", "no fields"},
      {"(declare-datatype New (^x y))", "expected (value)"},
      {"(declare-datatype New ^())", "expected ((value) ...)"},
      {"(declare-datatype New (^par (T) ((x))))", "expected (value)"},
      {"(declare-datatypes ((New ^1)) (((x))))", "an enumeration has no parameters"},
      {"(declare-datatypes ((A 0) (B 0)) ^(((x))))", "expected (declare-datatypes"},
      {"^(declare-datatypes () ((New x y)))", "expected (declare-datatypes"},
      {"(define-fun f ((x Process)) Bool ^(init x))", "sort mismatch"},
      {"(define-fun f ((x Process)) Bool lost)(define-fun ^f () Bool lost)", "'f' is declared already"},
      {"^(define-fun f () Bool)", "expected (define-fun"},
      {"(define-fun f ((x Process)) Bool (correct ^y))", "unknown symbol 'y'"},
      {"(define-fun f () ^Real 1)", "unknown sort 'Real'"},
      {"(define-fun ^failures () Int 1)", "a name of the vocabulary"},
      {"(define-fun ^is-abort () Bool lost)", "Z3's name for the test of a value"},
      {"(define-fun f () Int ^failures)", "can only be compared with integers"},
      {"(define-fun f ((k Int)) Bool (< k failures))(assert (! (f ^failures) :named b))",
       "an integer literal"},
      {"(define-fun f ((p Process)) Bool (correct p))(assert (! (^f p1 p1) :named b))",
       "'f' needs 1 argument"},
      {"(define-fun f ((p Process)) Bool (correct p))(assert (! ^(f lost) :named b))", "f (Bool)"},
  };
  for (const Case& test : cases) {
    expect_error(kDeclarations, test, "\n(assert (! lost :named property))");
  }
}

TEST(ReaderErrors, NameWhatIsMissing) {
  EXPECT_EQ(error_of(""), "f:1:1: the specification has no (declare-fun init (Process) <enumeration>)");
  EXPECT_EQ(error_of("(declare-sort Process 0)(declare-datatype V ((a)))(declare-fun init (Process) V)"),
            "f:1:1: the specification has no (declare-fun decides (Process <enumeration>) Bool)");
  EXPECT_EQ(
      error_of("(declare-sort Process 0)(declare-datatype V ((a)))(declare-fun decides (Process V) Bool)"),
      "f:1:1: the specification has no (declare-fun init (Process) <enumeration>)");
  EXPECT_EQ(error_of(kDeclarations), "f:1:1: the specification has no (assert (! <property> :named <name>))");
}

TEST(ReaderErrors, WantTheVocabularysSorts) {
  const std::string sorts = "(declare-sort Process 0)(declare-datatype V ((a)))\n";
  expect_error(sorts, {"(declare-fun init (Process) ^Bool)", "'init' has an enumeration here, not 'Bool'"},
               "");
  expect_error(sorts, {"(declare-fun init (^V) V)", "'init' has 'Process' here, not 'V'"}, "");
  expect_error(sorts, {"(declare-const ^init V)", "'init' takes 1 argument(s), not 0"}, "");
  expect_error(sorts, {"(declare-fun decides (Process ^Process) Bool)", "'decides' has an enumeration here"},
               "");
  expect_error(sorts, {"(declare-fun decides (Process V) ^V)", "'decides' has 'Bool' here, not 'V'"}, "");
  expect_error(sorts, {"(declare-fun decided-by (Process ^V) Bool)", "'decided-by' has 'Int' here, not 'V'"},
               "");
  expect_error(sorts, {"(declare-const failures ^Bool)", "'failures' has 'Int' here, not 'Bool'"}, "");
  expect_error("", {"(declare-fun init (^Process) V)", "unknown sort 'Process'"}, "");
}

std::string nested(const std::string& head, int depth, const std::string& innermost) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += head;
  text += innermost;
  return text + std::string(static_cast<std::size_t>(depth), ')');
}

std::string property(const std::string& term) {
  return "(assert (! " + term + " :named a))";
}

TEST(ReaderErrors, LimitTheSizeOfATerm) {
  EXPECT_EQ(error_of(kDeclarations + property(nested("(not ", 400, "lost"))), "no error");
  EXPECT_EQ(error_of(kDeclarations + property(nested("(ite lost (correct p1) ", 400, "lost"))), "no error");
  EXPECT_NE(error_of(kDeclarations + property(nested("(not ", 600, "lost"))).find("inside each other"),
            std::string::npos);
  EXPECT_NE(error_of(kDeclarations + property(nested("(forall ((p Process)) ", 65, "lost")))
                .find("process variables"),
            std::string::npos);
  std::string wide = "(=>";
  for (int i = 0; i < 2000; ++i) wide += " lost";
  EXPECT_NE(error_of(kDeclarations + property(wide + ")")).find("inside each other"), std::string::npos);
}

TEST(ReaderErrors, LimitDefinitionsThatMultiply) {
  // Each definition doubles the one before it, under quantifiers of its own, so that no two copies are equal.
  std::string text = kDeclarations + "(define-fun f0 ((p Process)) Bool (correct p))\n";
  for (int i = 1; i <= 40; ++i) {
    const std::string last = "f" + std::to_string(i - 1);
    text += "(define-fun f" + std::to_string(i) + " ((p Process)) Bool (exists ((q Process)) (and (" + last +
            " p) (" + last + " q))))\n";
  }
  EXPECT_NE(error_of(text + property("(f40 p1)")).find("symbols"), std::string::npos);

  // Chained definitions are deep without a parenthesis.
  std::string chain = kDeclarations + "(define-fun f0 ((p Process)) Bool (correct p))\n";
  for (int i = 1; i <= 2000; ++i) {
    chain += "(define-fun f" + std::to_string(i) + " ((p Process)) Bool (not (f" + std::to_string(i - 1) +
             " p)))\n";
  }
  EXPECT_NE(error_of(chain + property("(f2000 p1)")).find("expanded"), std::string::npos);
}

TEST(ReaderErrors, LimitArgumentsThatMultiply) {
  // The body uses its parameter twice, once under a quantifier.
  const std::string twice =
      "(define-fun twice ((b Bool)) Bool (and b (forall ((p Process)) (or b (correct p)))))\n";
  EXPECT_EQ(error_of(kDeclarations + twice + property(nested("(twice ", 5, "lost"))), "no error");
  EXPECT_NE(error_of(kDeclarations + twice + property(nested("(twice ", 50, "lost"))).find("symbols"),
            std::string::npos);
  std::string often = "(define-fun often ((b Bool)) Bool (and";
  for (int i = 0; i < 30; ++i) often += " b";
  EXPECT_EQ(error_of(kDeclarations + often + "))" + property(nested("(often ", 3, "lost"))), "no error");
  EXPECT_NE(error_of(kDeclarations + often + "))" + property(nested("(often ", 5, "lost"))).find("symbols"),
            std::string::npos);
  std::string lets;
  for (int i = 0; i < 50; ++i) {
    const std::string last = i == 0 ? "lost" : "x" + std::to_string(i - 1);
    lets += "(let ((x" + std::to_string(i) + " (xor " + last + " " + last + "))) ";
  }
  EXPECT_NE(error_of(kDeclarations + property(lets + "x49" + std::string(50, ')'))).find("symbols"),
            std::string::npos);
}

TEST(ReaderErrors, LimitEnumerations) {
  std::string values;
  for (std::size_t i = 0; i < kMaxValues; ++i) values += "(v" + std::to_string(i) + ")";
  const std::string vocabulary = "(declare-fun init (Process) V)(declare-fun decides (Process V) Bool)";
  const std::string most = "(declare-sort Process 0)(declare-datatype V (" + values;
  EXPECT_EQ(error_of(most + "))" + vocabulary + property("(exists ((p Process)) (decides p v7))")),
            "no error");
  expect_error(most, {"^(one-more)", "at most 1000 values"}, "))");
}

TEST(ReaderErrors, LimitWhatQuantifiersWriteOut) {
  std::string values;
  for (int i = 0; i < 100; ++i) values += "(v" + std::to_string(i) + ")";
  const std::string declarations = "(declare-sort Process 0)(declare-datatype V (" + values +
                                   "))(declare-fun init (Process) V)(declare-fun decides (Process V) Bool)\n";
  const std::string two = "(forall ((x V) (y V)) (exists ((p Process)) (and (decides p x) (decides p y))))";
  EXPECT_EQ(error_of(declarations + property(two)), "no error");
  const std::string four =
      "(forall ((x V) (y V) (z V) (w V)) (exists ((p Process)) (or (decides p x) (decides p y) (decides p z) "
      "(decides p "
      "w))))";
  const std::string error = error_of(declarations + property(two) + "\n(assert (! " + four + " :named b))");
  EXPECT_EQ(error.substr(0, 7), "f:3:1: ") << error;
  EXPECT_NE(error.find("written out"), std::string::npos) << error;
}

}  // namespace
}  // namespace ggms::spec
