// Tests the auditor with broken protocol files: it reports each error in one line, with its place.
#include "audit/certify.h"

#include <functional>
#include <random>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/protocols.h"
#include "audit/vocabulary.h"
#include "base/error.h"

namespace ggms::audit {
namespace {

using namespace drafts;
using nlohmann::json;
using testing::HasSubstr;

std::string error_of(const std::string& text) {
  try {
    certify_protocol(text, "x.json");
  } catch (const base::Error& error) {
    return error.what();
  }
  return "no error";
}

std::string error_after(const std::function<void(json&)>& change, Look look = Look::kVector) {
  json file = to_json(consensus(2, 1, 2, look));
  change(file);
  const std::string error = error_of(file.dump());
  EXPECT_EQ(error.find('\n'), std::string::npos) << error;
  EXPECT_EQ(error.rfind("x.json: ", 0), 0U) << error;
  return error;
}

TEST(CertifyFile, MalformedJsonIsCitedByLineAndColumn) {
  EXPECT_THAT(error_of("{\"schema\":\n  ?}"), HasSubstr("x.json:2:3: not valid JSON: \"syntax error"));
  EXPECT_THAT(error_of(""), HasSubstr("x.json:1:1: not valid JSON"));
  EXPECT_THAT(error_of("[1e999]"), HasSubstr("x.json:1:6: not valid JSON: \"number overflow"));
  EXPECT_THAT(error_of("{\n\"a\": nul\n}"), HasSubstr("x.json:2:9: not valid JSON"));
  EXPECT_THAT(error_of("\xff\xfe"), HasSubstr("x.json:1:"));
  EXPECT_THAT(error_of("[]"), HasSubstr("must be an object"));
  EXPECT_THAT(error_of("{\"schema\": 1, \"spec\": {\"a\": 1, \"a\": 1}}"), HasSubstr("\"a\" is given twice"));
  EXPECT_THAT(error_of(std::string(100'000, '[')), HasSubstr("are nested more than 32 deep"));
}

TEST(CertifyFile, FieldsMustBeThereAndBeRight) {
  const auto set = [](const char* pointer, json value) {
    return error_after([&](json& file) { file[json::json_pointer(pointer)] = std::move(value); });
  };
  EXPECT_THAT(error_after([](json& file) { file.erase("spec"); }), HasSubstr("\"spec\" is missing"));
  EXPECT_THAT(error_after([](json& file) { file["setting"].erase("rounds"); }),
              HasSubstr("setting: the key \"rounds\" is missing"));
  EXPECT_THAT(set("/schema", "ggms/protocol/2"), HasSubstr("schema: must be"));
  EXPECT_THAT(set("/spec/text", 3), HasSubstr("spec.text: must be a string"));
  EXPECT_THAT(set("/spec/name", "a\nb"), HasSubstr("spec.name: has control characters"));
  EXPECT_THAT(set("/setting", json::array()), HasSubstr("setting: must be an object"));
  EXPECT_THAT(set("/setting/processes", 0), HasSubstr("setting.processes: must be a whole number from 1"));
  EXPECT_THAT(set("/setting/processes", 1'000'000'000'000), HasSubstr("from 1 to 1000"));
  EXPECT_THAT(set("/setting/processes", 18'000'000'000'000'000'000U), HasSubstr("from 1 to 1000"));
  EXPECT_THAT(set("/setting/processes", 2.0), HasSubstr("must be a whole number"));
  EXPECT_THAT(set("/setting/processes", -1), HasSubstr("must be a whole number"));
  EXPECT_THAT(set("/setting/rounds", "2"), HasSubstr("setting.rounds: must be a whole number"));
  EXPECT_THAT(set("/setting/states", 3), HasSubstr("internal: has 2 names, but setting.states is 3"));
  EXPECT_THAT(set("/setting/view", "sight"),
              HasSubstr("setting.view: \"sight\" is none of vector, vector+id"));
  EXPECT_THAT(set("/setting/decide", "now"), HasSubstr("setting.decide: \"now\" is none of"));
  EXPECT_THAT(set("/initial", json::array({"one", "zero"})),
              HasSubstr("the values of init are \"zero, one\""));
  EXPECT_THAT(set("/decisions", json::array({"zero", "one", "two"})), HasSubstr("the values of decides are"));
  EXPECT_THAT(set("/initial", json::array({"zero", "zero"})),
              HasSubstr("initial[1]: \"zero\" is listed twice"));
  EXPECT_THAT(set("/initial", json::array()), HasSubstr("initial: must have from 1"));
  EXPECT_THAT(set("/internal", json::array({"a", "lost"})), HasSubstr("internal[1]: `lost` is"));
  EXPECT_THAT(set("/internal", json::array({"a", "b\n"})), HasSubstr("internal[1]: has control characters"));
  EXPECT_THAT(set("/transitions", "none"), HasSubstr("transitions: must be a list"));
}

TEST(CertifyFile, FaultsAreReadOrRefused) {
  const auto faults = [](const char* text) {
    return error_after([&](json& file) { file["setting"]["faults"] = text; });
  };
  for (const char* wrong :
       {"crash", "crash=", "crash=-1", "crash=1x", "crash=1,", ",", "crush=1", "crash=99999999999999999999",
        "none,crash=1", "omission", "loss=x", "loss-total=-1", "late=1", "crash_late=1"}) {
    EXPECT_THAT(faults(wrong), HasSubstr("is not a fault: expected something like crash=1")) << wrong;
  }

  json file = to_json(consensus(2, 1, 2));
  for (const char* none : {"", "none", "crash=0"}) {
    file["setting"]["faults"] = none;
    const Certificate found = certify_protocol(file.dump(), "x.json");
    EXPECT_TRUE(found.good());
    EXPECT_EQ(found.configurations, 12U);  // 4 initial vectors at 3 boundaries
  }
  for (const char* word : {"crash", "crash-late", "omission", "general-omission", "byzantine"}) {
    EXPECT_THAT(faults((std::string(word) + "=3").c_str()),
                HasSubstr(word + std::string("=3\" lets more than all 2 processes fail")));
  }
  for (const char* word : {"loss", "loss-total", "partition"}) {
    EXPECT_THAT(faults((std::string(word) + "=1001").c_str()), HasSubstr("=1001\" is more than 1000"));
  }
  EXPECT_THAT(faults("crash=1,crash=1"), HasSubstr("the fault \"crash\" is given twice"));
  EXPECT_THAT(faults("loss=1,crash=1,loss=0"), HasSubstr("the fault \"loss\" is given twice"));

  file["setting"]["faults"] =
      "partition=0,loss-total=1000,byzantine=2,loss=1000,crash=1,general-omission=0,omission=02,crash-late=2";
  EXPECT_EQ(certify_protocol(file.dump(), "x.json").subject.faults,
            "crash=1,crash-late=2,omission=2,byzantine=2,loss=1000,loss-total=1000");
}

TEST(CertifyFile, TransitionsMustFitTheSetting) {
  const auto first = [](Look look, const json& change) {
    return error_after([&](json& file) { file["transitions"][0].update(change); }, look);
  };
  EXPECT_THAT(first(Look::kVector, {{"round", 0}}),
              HasSubstr("transitions[0].round: must be a whole number from 1 to 2"));
  EXPECT_THAT(first(Look::kVector, {{"round", 3}}), HasSubstr("from 1 to 2"));
  EXPECT_THAT(first(Look::kVector, {{"next", "zero"}}),
              HasSubstr("transitions[0].next: \"zero\" is none of \"a, b\""));
  EXPECT_THAT(first(Look::kVector, {{"next", "lost"}}), HasSubstr("\"lost\" is none of"));
  EXPECT_THAT(first(Look::kVector, {{"received", {"zero"}}}), HasSubstr("must be a list of 2 states"));
  EXPECT_THAT(first(Look::kVector, {{"received", {"zero", "a"}}}),
              HasSubstr("transitions[0].received[1]: \"a\" is none of"));
  EXPECT_THAT(first(Look::kVector, {{"received", {"lost", "lost"}}}),
              HasSubstr("never loses its own message"));
  EXPECT_THAT(first(Look::kVector, {{"received", {"one", "one"}}}), HasSubstr("contradicts an earlier one"));
  EXPECT_THAT(first(Look::kVector, {{"process", 1}}),
              HasSubstr("transitions[0].process: has no meaning in the vector view"));
  EXPECT_THAT(first(Look::kVectorId, {{"process", 3}}),
              HasSubstr("transitions[0].process: must be a whole number from 1 to 2"));
  EXPECT_THAT(first(Look::kVectorId, {{"process", 1}, {"received", {"lost", "one"}}}),
              HasSubstr("process 1 never loses"));
  EXPECT_THAT(first(Look::kCounts, {{"received", {{"zero", 3}}}}),
              HasSubstr("must be a whole number from 0 to 2"));
  EXPECT_THAT(first(Look::kCounts, {{"received", {{"zero", 1}}}}),
              HasSubstr("the counts add up to 1, not to 2 processes"));
  EXPECT_THAT(first(Look::kCounts, {{"received", {{"a", 2}}}}), HasSubstr("\"a\" is none of"));
  EXPECT_THAT(first(Look::kCounts, {{"received", {{"lost", 2}}}}), HasSubstr("never loses its own message"));
  EXPECT_THAT(first(Look::kCountsOwn, {{"received", {{"zero", 2}}}, {"own", "one"}}),
              HasSubstr("transitions[0].own: a process never loses its own message"));
  EXPECT_THAT(error_after([](json& file) { file["transitions"].push_back(file["transitions"][0]); }),
              HasSubstr("is the same as an earlier one"));
  EXPECT_THAT(error_after([](json& file) { file["transitions"][1] = 5; }),
              HasSubstr("transitions[1]: must be an object"));
}

TEST(CertifyFile, SpecificationsAreReadOrRefused) {
  const auto with = [](const std::string& text) {
    json file = to_json(consensus(2, 1, 2));
    file["spec"]["text"] = text;
    const std::string error = error_of(file.dump());
    EXPECT_EQ(error.find('\n'), std::string::npos) << error;
    return error;
  };
  const std::string head = vocabulary_spec({});
  const auto property = [&](const std::string& term) {
    return with(head + "(assert (! " + term + " :named x))");
  };
  EXPECT_THAT(with(""), HasSubstr("x.json: spec.text: declares no sort Process"));
  EXPECT_THAT(with("(declare-sort Process 0)"), HasSubstr("declares no init"));
  EXPECT_THAT(with(head), HasSubstr("has no property"));
  EXPECT_THAT(with("(declare-sort Process 0"),
              HasSubstr("x.json: spec.text:1:1: this parenthesis is never closed"));
  EXPECT_THAT(with("\n )"), HasSubstr("x.json: spec.text:2:2: \")\" has no place here"));
  EXPECT_THAT(with(std::string(10'000, '(')), HasSubstr("nested too deeply"));
  EXPECT_THAT(with("(echo \"y\")"), HasSubstr("no use for the command \"echo\""));
  EXPECT_THAT(with(head + "\n(exit)(assert (! lost :named x))"),
              HasSubstr("spec.text:10:7: nothing may follow (exit)"));
  EXPECT_THAT(with("(declare-sort Thing 0)"),
              HasSubstr("the only sort to declare is (declare-sort Process 0)"));
  EXPECT_THAT(with("(declare-fun init (Process Process) Bit)"),
              HasSubstr("\"init\" of these sorts is not a part"));
  EXPECT_THAT(with("(declare-fun f (Process) Bool)"),
              HasSubstr("\"f\" of these sorts is not a part of the vocabulary"));
  EXPECT_THAT(with(head + "(assert lost)"), HasSubstr("a property needs a name"));
  EXPECT_THAT(with(head + "(assert (! lost :named x)) (assert (! lost :named x))"),
              HasSubstr("\"x\" is declared already"));
  EXPECT_THAT(property("(foo p1)"), HasSubstr("x.json: spec.text:9:"));
  EXPECT_THAT(property("failures"), HasSubstr("term is not Boolean"));
  EXPECT_THAT(property("(forall ((x Int)) (= x failures))"), HasSubstr("quantifiers range over processes"));
  EXPECT_THAT(property("(= (+ failures 1) 2)"), HasSubstr("property \"x\" uses \"+\""));
  EXPECT_THAT(property("(forall ((p Process)) (! (correct p) :pattern ((init p))))"),
              HasSubstr("only :named"));
  EXPECT_THAT(property("(decided-by p1 failures)"), HasSubstr("decided-by needs an integer literal"));
  EXPECT_THAT(property("(= p1 |process 1|)"), HasSubstr("x.json: spec.text"));
  EXPECT_THAT(property("|a\\|"), HasSubstr("not closed"));
  EXPECT_THAT(property("|a\nb|"), HasSubstr("must stay on one line"));
  EXPECT_THAT(with(head + "(declare-const p3 Process)(assert (! (correct p3) :named x))"),
              HasSubstr("p3 is named, but there are 2 processes"));
  EXPECT_THAT(
      with(std::string("(declare-sort Process 0)(declare-fun init (Process) Bool)(declare-fun decides ") +
           "(Process Bool) Bool)(assert (! (init p) :named x))"),
      HasSubstr("x.json: spec.text"));
  std::string tower = "(define-fun f0 ((b Bool) (c Bool)) Bool (xor b c lost))\n";
  for (int i = 1; i < 64; ++i) {
    const std::string below = "f" + std::to_string(i - 1);
    tower += "(define-fun f" + std::to_string(i) + " ((b Bool) (c Bool)) Bool (" + below + " (" + below +
             " b c) (" + below + " c b)))\n";
  }
  EXPECT_THAT(with(head + tower + "(assert (! (f63 lost crashed) :named x))"),
              HasSubstr("too large with all definitions"));
  std::string variables;
  for (int i = 0; i < 30; ++i) variables += "(x" + std::to_string(i) + " Process)";
  std::string names;
  for (int i = 0; i < 30; ++i) names += " x" + std::to_string(i);
  EXPECT_THAT(
      property("(forall (" + variables + ") (distinct" + names + "))"),
      HasSubstr("property 'x' has 2^30 ways to choose its processes; at most 2^23 can be gone through"));
  std::string values, tests;
  for (int i = 0; i < 30; ++i) {
    values += "(v" + std::to_string(i) + " Bool)";
    tests += " v" + std::to_string(i);
  }
  EXPECT_THAT(property("(exists (" + values + ") (and lost" + tests + "))"), HasSubstr("too many instances"));
}

TEST(CertifyFile, NoBytesMakeItFall) {
  json file = to_json(consensus(2, 1, 2, Look::kVectorId));
  file["transitions"].erase(file["transitions"].begin() + 20, file["transitions"].end());
  const std::string text = file.dump();
  std::mt19937 random(11);
  int refused = 0;
  for (int i = 0; i < 400; ++i) {
    std::string broken = text;
    if (i % 4 == 0) broken.resize(random() % broken.size());
    for (auto changes = 1 + random() % 4; i % 4 != 0 && changes > 0; --changes) {
      auto& byte = broken[random() % broken.size()];
      byte = i % 4 == 1 ? static_cast<char>(random()) : broken[random() % broken.size()];
    }
    try {
      certify_protocol(broken, "x.json");
    } catch (const base::Error& error) {
      ++refused;
      EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
    }
  }
  EXPECT_GT(refused, 200);
}

TEST(Certify, ClaimsInTheFileAreNotBelieved) {
  json file = to_json(consensus(4, 2, 2));
  file["verified"] = {{"configurations", 0}, {"transitions", 0}};
  file["found"] = {{"engine", "faith"}};
  EXPECT_FALSE(certify_protocol(file.dump(), "x.json").good());
}

}  // namespace
}  // namespace ggms::audit
