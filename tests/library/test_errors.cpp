// The public header: what errors say, and which field they name.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ggms/ggms.h>
#include "library/calls.h"

namespace ggms {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(Errors, NameThePlace) {
  const Error missing = error_of([] { Specification::load("/no/such.smt2"); });
  EXPECT_EQ(missing.kind(), Error::Kind::kInput);
  const Error unread =
      error_of([] { Specification::parse("(set-logic ALL)\n(assert (what))", "mine.smt2"); });
  EXPECT_EQ(unread.place().file, "mine.smt2");
  EXPECT_EQ(unread.place().line, 2);
  EXPECT_GT(unread.place().column, 0);
  EXPECT_THAT(unread.what(), StartsWith("mine.smt2:2:"));
}

TEST(Errors, NameTheField) {
  const Specification spec = Specification::load(kConsensus);
  const auto field_of = [&](const Setting& setting, const SynthesisOptions& options) {
    const Error error = error_of([&] { synthesize(spec, setting, options); });
    EXPECT_EQ(error.kind(), Error::Kind::kInput);
    return error.place().field;
  };
  const Setting good{3, "crash=1", 2, 2, "vector", "last"};
  const auto with = [&](auto Setting::* member, auto value) {
    Setting setting = good;
    setting.*member = value;
    return setting;
  };
  EXPECT_EQ(field_of(with(&Setting::processes, 0), {}), "processes");
  EXPECT_EQ(field_of(with(&Setting::processes, -3), {}), "processes");
  EXPECT_EQ(field_of(with(&Setting::rounds, 0), {}), "rounds");
  EXPECT_EQ(field_of(with(&Setting::states, 31), {}), "states");
  EXPECT_EQ(field_of(with(&Setting::faults, "crush=1"), {}), "faults");
  EXPECT_EQ(field_of(with(&Setting::view, "side"), {}), "view");
  EXPECT_EQ(field_of(with(&Setting::decide, "now"), {}), "decide");
  SynthesisOptions options;
  options.engine = "exakt";
  EXPECT_EQ(field_of(good, options), "engine");
  options = {};
  options.learning = {{"step", "3"}};
  EXPECT_EQ(field_of(good, options), "learning");
  options.learning = {{"policy", "tabel"}};
  EXPECT_EQ(field_of(good, options), "learning");
  options.learning = {{"policy", "table"}};
  options.policy = "no weights";
  EXPECT_EQ(field_of(good, options), "policy");
  options = {};
  options.max_states = 31;
  EXPECT_EQ(field_of(with(&Setting::states, std::optional<int>()), options), "max_states");
  options = {};
  options.max_rounds = 1000000;
  EXPECT_EQ(field_of(with(&Setting::rounds, std::optional<int>()), options), "max_rounds");
  options = {};
  options.limits.seconds = -1;
  EXPECT_EQ(field_of(good, options), "seconds");
}

TEST(Errors, NameTheFieldOfAProtocolsCalls) {
  const Protocol protocol = consensus_of_three();
  const auto field_of = [](const auto& call) { return error_of(call).place().field; };
  Protocol::VerifyOptions options;
  options.properties = {"agreemnt"};
  EXPECT_EQ(field_of([&] { protocol.verify(options); }), "properties");
  options = {};
  options.method = "guess";
  EXPECT_EQ(field_of([&] { protocol.verify(options); }), "method");
  options = {};
  options.specification = Specification::load(GGMS_SOURCE_DIR "/specs/mutual-exclusion.smt2");
  EXPECT_EQ(field_of([&] { protocol.verify(options); }), "specification");
  EXPECT_EQ(field_of([&] { protocol.exported("promella"); }), "format");
  EXPECT_EQ(field_of([&] { protocol.simulate(1).drawn("png"); }), "format");
}

TEST(Errors, AreOneLineWhateverTheWords) {
  const Error error = error_of([] { synthesize(Specification::load(kConsensus), {3, "a\nb\x1b[1m"}, {}); });
  EXPECT_THAT(error.what(), HasSubstr("a\\x0ab\\x1b[1m"));
  EXPECT_THAT(error.what(), Not(HasSubstr("\n")));
}

TEST(Protocols, AreAskedInWordsOfTheirViewAlone) {
  const auto field_of = [](const Protocol& protocol, const auto& change) {
    Transition asked = protocol.transitions().front();
    change(asked);
    return error_of([&] { protocol.next(asked); }).place().field;
  };
  const Protocol by_sender = consensus_of_three();
  EXPECT_EQ(field_of(by_sender, [](Transition& asked) { asked.counts = {{"zero", 3}}; }), "counts");
  EXPECT_EQ(field_of(by_sender, [](Transition& asked) { asked.own = "zero"; }), "own");
  EXPECT_EQ(field_of(by_sender, [](Transition& asked) { asked.process = 1; }), "process");
  EXPECT_EQ(field_of(by_sender, [](Transition& asked) { asked.round = 0; }), "round");
  EXPECT_EQ(field_of(by_sender, [](Transition& asked) { asked.received.pop_back(); }), "received");
  EXPECT_EQ(field_of(by_sender, [](Transition& asked) { asked.received.back() = "two"; }), "received");
  SynthesisOptions options;
  options.engine = "exact";
  const Specification spec = Specification::load(kConsensus);
  const Protocol counts = *synthesize(spec, {3, "crash=1", 2, 2, "counts", "last"}, options).protocol;
  EXPECT_EQ(field_of(counts, [](Transition& asked) { asked.received = {"zero", "zero", "zero"}; }),
            "received");
  EXPECT_EQ(field_of(counts, [](Transition& asked) { asked.own = "zero"; }), "own");
  EXPECT_EQ(field_of(counts, [](Transition& asked) { asked.counts = {{"zero", 0}, {"zero", 3}}; }), "counts");
}

}  // namespace
}  // namespace ggms
