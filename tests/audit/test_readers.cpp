// The auditor's reader of protocol files and that of the other rooms share no code, but have to accept the
// same files: a file that only one of them accepts hides a mistake or can't be audited.

#include <algorithm>
#include <iterator>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/certify.h"
#include "audit/drafts.h"
#include "base/error.h"
#include "files/protocol.h"
#include "model/fixtures.h"
#include "verify/explicit.h"

namespace ggms::audit {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

json protocol_file(drafts::Look look = drafts::Look::kVector) {
  drafts::Draft draft = drafts::floodset(2, 1, 2, look);
  draft.spec = model::spec_of("consensus").text;
  return drafts::to_json(draft);
}

/// What a reader made of a file: an error, or (the file being accepted) the verdict of the check.
struct Reading {
  std::string error;
  bool good = false;
};

Reading by_verify(const std::string& text) {
  try {
    const files::Protocol protocol = files::read_protocol(text, "x.json");
    base::Stop stop;
    const verify::Check check = verify::check_explicit(protocol.problem, protocol.machine, {}, stop);
    return {"", check.verdict == verify::Verdict::kVerified};
  } catch (const base::Error& error) {
    return {error.what(), false};
  }
}

Reading by_certify(const std::string& text) {
  try {
    return {"", certify_protocol(text, "x.json").good()};
  } catch (const base::Error& error) {
    return {error.what(), false};
  }
}

/// The result of both readers, which have to agree.
Reading by_both(const std::string& text) {
  const Reading verify = by_verify(text);
  const Reading certify = by_certify(text);
  EXPECT_EQ(verify.error.empty(), certify.error.empty())
      << text.substr(0, 3000) << "\nverify: " << verify.error << "\ncertify: " << certify.error;
  EXPECT_EQ(verify.good, certify.good) << text;
  for (const Reading& reading : {verify, certify}) {
    if (reading.error.empty()) continue;
    EXPECT_THAT(reading.error, AllOf(StartsWith("x.json:"), Not(HasSubstr("\n"))));
  }
  return certify;
}

/// A value put in a file: JSON text, at a JSON pointer.
struct Change {
  const char* pointer;
  const char* value;
};

std::string changed(json file, const Change& change) {
  file[json::json_pointer(change.pointer)] = json::parse(change.value);
  return file.dump();
}

/// The file with a member twice: `key` once more at the end of the object at `pointer`.
std::string with_repeated(json file, const char* pointer, const std::string& key, const json& value) {
  const std::string marked = "~" + key;  // sorts behind all others
  file[json::json_pointer(pointer)][marked] = value;
  std::string text = file.dump();
  text.replace(text.find("\"" + marked + "\""), 2, "\"");
  return text;
}

TEST(CertifyReaders, AcceptUnknownMembers) {
  for (const drafts::Look look : drafts::kAllLooks) {
    for (const char* object : {"", "/spec", "/setting", "/transitions/0", "/found", "/verified"}) {
      for (const char* comment : {"\"why\"", "null", "[1, {\"round\": 7}]", "1e9"}) {
        json file = protocol_file(look);
        file["found"] = json{{"engine", "exact"}, {"seed", 1}, {"version", "1"}, {"seconds", 0.5}};
        file["verified"] = json{{"configurations", 5}, {"transitions", 9}};
        const std::string pointer = std::string(object) + "/comment";
        const Reading found = by_both(changed(file, {pointer.c_str(), comment}));
        EXPECT_EQ(found.error, "") << pointer;
        EXPECT_TRUE(found.good);
      }
    }
  }
}

TEST(CertifyReaders, RefuseMembersOfAnotherView) {
  using drafts::Look;
  for (const auto& [look, pointer, value] : {std::tuple(Look::kVector, "/transitions/3/process", "1"),
                                             {Look::kVector, "/transitions/3/own", "\"zero\""},
                                             {Look::kVectorId, "/transitions/3/own", "\"zero\""},
                                             {Look::kCounts, "/transitions/3/own", "\"zero\""},
                                             {Look::kCounts, "/transitions/3/process", "1"},
                                             {Look::kCountsOwn, "/transitions/3/process", "null"}}) {
    const Reading found = by_both(changed(protocol_file(look), {pointer, value}));
    EXPECT_THAT(found.error, HasSubstr("has no meaning in the")) << pointer;
  }
}

TEST(CertifyReaders, RefuseAKeyThatIsGivenTwiceAndSayWhere) {
  const json file = protocol_file();
  EXPECT_EQ(by_both(with_repeated(file, "", "schema", "ggms/protocol/1")).error,
            "x.json: the key \"schema\" is given twice");
  EXPECT_EQ(by_both(with_repeated(file, "/setting", "faults", "crash=1")).error,
            "x.json: setting: the key \"faults\" is given twice");
  EXPECT_EQ(by_both(with_repeated(file, "/transitions/2", "round", 1)).error,
            "x.json: transitions[2]: the key \"round\" is given twice");
  EXPECT_EQ(by_both(with_repeated(protocol_file(drafts::Look::kCounts), "/transitions/1/received", "lost", 0))
                .error,
            "x.json: transitions[1].received: the key \"lost\" is given twice");
  EXPECT_EQ(
      by_both("{\"comment\": [0, {\"\": 1, \"a b\": {\"\\u00e9\": [{\"a\": 1, \"\\u0061\": 1}]}}]}").error,
      "x.json: comment[1].\"a b\".\"??\"[0]: the key \"a\" is given twice");
}

TEST(CertifyReaders, RefuseAFaultThatIsGivenTwice) {
  for (const char* faults : {"\"crash=1,crash=1\"", "\"crash=1,crash=0\"", "\"crash=0,crash=0\""}) {
    EXPECT_THAT(by_both(changed(protocol_file(), {"/setting/faults", faults})).error,
                HasSubstr("setting.faults: the fault \"crash\" is given twice"));
  }
}

TEST(CertifyReaders, AgreeOnOddFiles) {
  const std::string deep = std::string(31, '[') + std::string(31, ']');
  const std::string too_deep = "[" + deep + "]";
  const std::string long_name = "\"" + std::string(1021, 'x') + "\"";
  const std::string zeros = "\"crash=" + std::string(1100, '0') + "1\"";
  const Change accepted[] = {
      {"/comment", deep.c_str()},
      {"/found", "{}"},
      {"/found", "{\"seed\": 18446744073709551615, \"seconds\": -1}"},
      {"/setting/faults", "\"\""},
      {"/setting/faults", "\"none\""},
      {"/setting/faults", "\"crash=0\""},
      {"/setting/faults", "\"crash=01\""},
      {"/setting/faults", "\"crash=2\""},
      {"/transitions", "[]"},
      {"/spec/name", "\"\\u00e4\\u00bf\\u0100\""},
  };
  const Change refused[] = {
      {"", "[]"},
      {"/comment", too_deep.c_str()},
      {"/found", "null"},
      {"/found", "{\"seed\": -1}"},
      {"/found", "{\"seed\": 1.0}"},
      {"/found", "{\"seconds\": \"long\"}"},
      {"/found", "{\"version\": 1}"},
      {"/found", "{\"engine\": null}"},
      {"/verified", "{}"},
      {"/verified", "{\"configurations\": 1, \"transitions\": -1}"},
      {"/setting/faults", "\"crash=3\""},
      {"/setting/faults", "\"crash=1001\""},
      {"/setting/faults", "\"crash=99999999999999999999\""},
      {"/setting/faults", "\"crash=+1\""},
      {"/setting/faults", "\" crash=1\""},
      {"/setting/faults", "\"none,crash=1\""},
      {"/setting/faults", "\"crash=1,\""},
      {"/setting/faults", zeros.c_str()},
      {"/setting/rounds", "2.0"},
      {"/setting/rounds", "1001"},
      {"/setting/processes", "0"},
      {"/spec/name", "\"\""},
      {"/spec/name", "\"a/b\""},
      {"/spec/name", long_name.c_str()},
      {"/internal", "[\"a\", \"\"]"},
      {"/initial", "[\"\", \"one\"]"},
      {"/decisions", "[\"zero\", \"\"]"},
      {"/internal", "[\"a\", \"\\u007f\"]"},
      {"/internal", "[\"a\", \"b\\u0080\"]"},
      {"/internal", "[\"a\", \"\\u009f1m\"]"},
      {"/spec/name", "\"a\\u009b1m\""},
      {"/internal", "[\"a\", \"lost\"]"},
      {"/internal", "[]"},
      {"/transitions/0/next", "\"\""},
      {"/transitions/0/received", "{}"},
      {"/transitions", "{}"},
  };
  for (const Change& change : accepted) {
    EXPECT_EQ(by_both(changed(protocol_file(), change)).error, "") << change.pointer << " " << change.value;
  }
  for (const Change& change : refused) {
    EXPECT_NE(by_both(changed(protocol_file(), change)).error, "") << change.pointer << " " << change.value;
  }

  json file = protocol_file();
  const std::string name(1000, 'x');  // no limit for names of states
  for (json& transition : file["transitions"]) {
    for (json& state : transition["received"]) {
      if (state == "a") state = name;
    }
    if (transition["next"] == "a") transition["next"] = name;
  }
  file["internal"][0] = name;
  EXPECT_TRUE(by_both(file.dump()).good);
}

TEST(CertifyReaders, AgreeOnNamesInSpecifications) {
  const auto with = [](const std::string& addition) {
    json file = protocol_file();
    file["spec"]["text"] = file["spec"]["text"].get<std::string>() + "\n" + addition + "\n";
    return by_both(file.dump());
  };
  for (const char* refused : {"(declare-datatype E ((lost)))",
                              "(declare-datatype E ((p1)))",
                              "(declare-datatype E ((and)))",
                              "(declare-datatype E ((true)))",
                              "(declare-datatype E ((zero)))",
                              "(declare-datatype E ((is-zero)))",
                              "(declare-datatype E ((two) (two)))",
                              "(declare-datatype E (two))",
                              "(declare-datatype E ((two (f Bool))))",
                              "(declare-datatype E ((||)))",
                              "(declare-datatype and ((two)))",
                              "(declare-datatype Bool ((two)))",
                              "(declare-datatypes ((E 1)) (((two))))",
                              "(declare-datatypes ((E 1)) ((par (X) ((two)))))",
                              "(declare-datatypes () ((E two)))",
                              "(define-const is-two Bool true)(declare-datatype E ((two)))",
                              "(define-const lost Bool true)",
                              "(define-fun decides ((p Process)) Bool true)",
                              "(define-const zero Bool true)",
                              "(define-fun and ((a Bool)) Bool a)",
                              "(define-fun f ((a Bool)) Bool a)(define-fun f ((a Process)) Bool true)",
                              "(define-fun f ((a Bool) (a Bool)) Bool a)",
                              "(declare-fun correct (Process) Bool)",
                              "(assert (! (forall ((p Process) (p Process)) true) :named t))",
                              "(assert (! (forall ((and Process)) true) :named t))",
                              "(assert (! (forall () true) :named t))",
                              "(assert (! (let ((a true) (a false)) (or a (not a))) :named t))",
                              "(assert (! (let () true) :named t))",
                              "(assert (! true :named agreement))",
                              "(assert (! true :named zero))",
                              "(assert (! true :named init))",
                              "(assert (! true :named and))",
                              "(assert (! true :named ||))",
                              "(declare-const failures Int)(assert (! (>= failures 00) :named t))",
                              "(declare-const failures Int)(assert (! (>= failures -1) :named t))",
                              "; \x07",
                              "; \x7f"}) {
    EXPECT_NE(with(refused).error, "") << refused;
  }
  for (const char* accepted :
       {"(declare-datatypes ((E 0) (F 0)) (((two)) ((three))))", "(define-fun f ((lost Bool)) Bool lost)",
        "(define-const is-two Bool true)", "(assert (! true :named lost))",
        "(assert (! (forall ((zero Process)) true) :named t))",
        "(assert (! (let ((lost true)) lost) :named t))",
        "(declare-const failures Int)(assert (! (>= failures (- 1)) :named t))", "; \u00e9"}) {
    EXPECT_EQ(with(accepted).error, "") << accepted;
  }
}

// ---- at random ----

/// Pointers to everything in a file.
void collect(const json& value, const json::json_pointer& here, std::vector<json::json_pointer>& all) {
  all.push_back(here);
  if (value.is_object()) {
    for (const auto& [key, member] : value.items()) collect(member, here / key, all);
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) collect(value[i], here / i, all);
  }
}

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}

  /// The text of the file after a few changes.
  std::string mutate(json file) {
    for (auto changes = 1 + random_() % 3; changes > 0; --changes) change(file);
    std::string text = file.dump();
    for (std::size_t at; (at = text.find(kTwice)) != std::string::npos;)
      text.erase(at + 1, kTwice.size() - 1);
    for (std::size_t at; (at = text.find(kMinusZero)) != std::string::npos;) {
      text.replace(at, kMinusZero.size(), "-0");
    }
    return text;
  }

 private:
  // The library's values can't contain some changes; these are marked, and then made in the text.
  static constexpr std::string_view kTwice = "\"~twice~";
  static constexpr std::string_view kMinusZero = "\"~minus zero~\"";

  template <class List>
  const auto& any(const List& list) {
    return list[random_() % std::size(list)];
  }

  json odd_value(const json& file, const std::vector<json::json_pointer>& all) {
    static const char* const kValues[] = {"null",
                                          "true",
                                          "0",
                                          "-1",
                                          "\"~minus zero~\"",
                                          "1",
                                          "2",
                                          "3",
                                          "1.0",
                                          "1e3",
                                          "18446744073709551616",
                                          "\"\"",
                                          "\"lost\"",
                                          "\"zero\"",
                                          "\"one\"",
                                          "\"a\"",
                                          "\"b\"",
                                          "\"a\\n\"",
                                          "[]",
                                          "{}",
                                          "[\"zero\", \"one\"]",
                                          "{\"lost\": 2}",
                                          "{\"lost\": 1, \"zero\": 1}",
                                          "\"none\"",
                                          "\"crash=2\"",
                                          "\"crash=1,crash=1\"",
                                          "\"counts\"",
                                          "\"vector\"",
                                          "\"vector+id\"",
                                          "\"counts+own\""};
    if (random_() % 3 == 0) return file[any(all)];
    return json::parse(any(kValues));
  }

  void change(json& file) {
    static const char* const kKeys[] = {"comment", "process", "own", "found", "verified",
                                        "lost",    "zero",    "",    "seed"};
    std::vector<json::json_pointer> all;
    collect(file, json::json_pointer(), all);
    json value = odd_value(file, all);
    const json::json_pointer at = any(all);
    json& target = file[at];
    switch (random_() % 5) {
      case 0:
        target = std::move(value);
        return;
      case 1:
        if (!at.empty() && file[at.parent_pointer()].is_object()) file[at.parent_pointer()].erase(at.back());
        if (!at.empty() && file[at.parent_pointer()].is_array()) {
          file[at.parent_pointer()].erase(static_cast<std::size_t>(std::stoul(at.back())));
        }
        return;
      case 2:
        if (target.is_object()) target[any(kKeys)] = std::move(value);
        if (target.is_array()) target.insert(target.begin(), std::move(value));
        return;
      case 3:
        if (target.is_object() && !target.empty()) {
          const auto member =
              std::next(target.begin(), static_cast<std::ptrdiff_t>(random_() % target.size()));
          const std::string key = std::string(kTwice.substr(1)) + member.key();
          target[key] = random_() % 2 == 0 ? value : member.value();
        }
        return;
      default:
        if (target.is_array() && !target.empty()) target.push_back(any(target));
    }
  }

  std::mt19937 random_;
};

TEST(CertifyReaders, AgreeOnRandomFiles) {
  constexpr unsigned kFiles = 600;
  int accepted = 0, good = 0;
  for (unsigned seed = 0; seed < kFiles && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    const Reading found = by_both(Mutator(seed).mutate(protocol_file(drafts::kAllLooks[seed % 4])));
    accepted += found.error.empty() ? 1 : 0;
    good += found.good ? 1 : 0;
  }
  EXPECT_GT(accepted, 60);
  EXPECT_GT(good, 30);
  EXPECT_GT(accepted, good);
}

}  // namespace
}  // namespace ggms::audit
