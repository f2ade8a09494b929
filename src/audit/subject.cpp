// Says what a claim is about, and compares that with what a reader expects. Two claims about one
// specification, setting and number of rounds differ at most in their internal states. A protocol with few
// states is also one with more: it needs no moves for states that it never takes, and receivers can treat
// such a state, which a Byzantine process may claim, like any other state. So "found" with at most 2 states
// answers for 3, and "there is none" with at most 4, or with any number, does too. All else has to be equal.
#include "audit/subject.h"

#include <limits>

#include <fmt/format.h>

#include "audit/file.h"
#include "audit/json.h"
#include "audit/refutation_head.h"
#include "audit/text.h"
#include "base/error.h"
#include "base/sha256.h"

namespace ggms::audit {

namespace {

std::string counted(int number, const std::string& what, const std::string& ending = "s") {
  return plural(static_cast<std::uint64_t>(number), what, ending);
}

bool answers_for(const Subject& subject, int states) {
  if (subject.claim == Claim::kInfeasible) return !subject.states || *subject.states >= states;
  return subject.rounds == 1 || (subject.states && *subject.states <= states);
}

const char* claim_text(Claim claim) {
  return claim == Claim::kFound ? "a protocol that was found" : "that there is none";
}

std::string states_text(const Subject& subject) {
  if (!subject.states) return "any number of internal states";
  return (subject.claim == Claim::kInfeasible ? "at most " : "") + counted(*subject.states, "internal state");
}

/// The fault words in the order of a setting, so that equal faults are equal texts.
std::string in_order(const std::string& faults) {
  // Expected faults may exceed the processes: that is another question, not a mistake.
  constexpr int kAnyProcesses = std::numeric_limits<int>::max();
  return read_faults(faults, kAnyProcesses, [](const std::string& message) { throw base::Error(message); })
      .text();
}

}  // namespace

std::string Subject::spec_digest() const {
  return base::sha256(spec_text);
}

Subject subject_of(const Protocol& problem, Claim claim, bool any_states) {
  Subject subject;
  subject.claim = claim;
  subject.spec_name = problem.spec_name;
  subject.spec_text = problem.spec_text;
  subject.processes = problem.processes;
  subject.rounds = problem.rounds;
  const bool has_states_between = claim == Claim::kFound || problem.rounds > 1;
  if (!any_states && has_states_between) subject.states = problem.states;
  subject.faults = problem.faults.text();
  subject.view = problem.view_name;
  subject.decide = problem.decide;
  return subject;
}

Subject subject_of_protocol(const std::string& json_text, const std::string& file_name) {
  const Json json = parse_json(json_text, file_name);
  Protocol protocol;
  read_problem(Place(json, file_name), protocol);
  return subject_of(protocol, Claim::kFound);
}

Subject subject_of_refutation(const std::string& json_text, const std::string& file_name) {
  const RefutationHead head = read_refutation_head(json_text, file_name);
  return subject_of(head.protocol, Claim::kInfeasible, head.any_states);
}

void require_digest(const std::string& json_text, const std::string& file_name, const Subject& subject) {
  const Json json = parse_json(json_text, file_name);
  const Place top(json, file_name);
  const auto digest = top.member_if_any("spec_digest");
  if (digest && digest->text() != subject.spec_digest())
    digest->fail("is not the SHA-256 of the specification's text, " + subject.spec_digest());
}

std::vector<std::string> differences(const Subject& subject, const Expectations& expected) {
  std::vector<std::string> parts;
  if (expected.claim && *expected.claim != subject.claim)
    parts.push_back(fmt::format("{}, not {}", claim_text(subject.claim), claim_text(*expected.claim)));
  if (expected.spec_text && *expected.spec_text != subject.spec_text)
    parts.push_back(
        fmt::format("its SHA-256 is {}, not {}", subject.spec_digest(), base::sha256(*expected.spec_text)));
  if (expected.processes && *expected.processes != subject.processes)
    parts.push_back(
        fmt::format("{}, not {}", counted(subject.processes, "process", "es"), *expected.processes));
  if (expected.rounds && *expected.rounds != subject.rounds)
    parts.push_back(fmt::format("{}, not {}", counted(subject.rounds, "round"), *expected.rounds));
  if (expected.states && !answers_for(subject, *expected.states))
    parts.push_back(fmt::format("{}, not {}", states_text(subject), *expected.states));
  if (expected.any_states && subject.claim == Claim::kInfeasible && subject.states)
    parts.push_back(states_text(subject) + ", not any number");
  const auto compare = [&](const char* what, const std::string& is,
                           const std::optional<std::string>& wanted) {
    if (wanted && *wanted != is) parts.push_back(fmt::format("{} {}, not {}", what, is, *wanted));
  };
  std::optional<std::string> faults;
  if (expected.faults) faults = in_order(*expected.faults);
  compare("faults", subject.faults, faults);
  compare("view", subject.view, expected.view);
  compare("decide", subject.decide, expected.decide);
  return parts;
}

std::string setting_text(const Subject& subject) {
  return fmt::format("{}, {}, {}, faults {}, view {}, decide {}", counted(subject.processes, "process", "es"),
                     counted(subject.rounds, "round"), states_text(subject), subject.faults, subject.view,
                     subject.decide);
}

std::vector<std::string> together_lines(const std::vector<Subject>& subjects) {
  const auto question = [](const Subject& one) {
    return fmt::format("{} with {}, faults {}, view {}, decide {}", one.spec_name,
                       counted(one.processes, "process", "es"), one.faults, one.view, one.decide);
  };
  std::vector<std::string> parts;
  for (const Subject& one : subjects) {
    if (one.spec_text != subjects.front().spec_text || question(one) != question(subjects.front()))
      return {"together: they are about different questions, so each stands for itself"};
    const std::string states = one.states ? " and " + states_text(one)
                               : one.rounds > 1 || one.claim == Claim::kInfeasible
                                   ? " and any number of internal states"
                                   : "";
    parts.push_back(fmt::format("{} with {}{}", one.claim == Claim::kFound ? "one" : "none",
                                counted(one.rounds, "round"), states));
  }
  return {fmt::format("together: for {}: {}", question(subjects.front()), fmt::join(parts, "; "))};
}

std::vector<std::string> specification_lines(const Subject& subject) {
  return {fmt::format("specification {}: {}, SHA-256", subject.spec_name,
                      plural(subject.spec_text.size(), "byte")),
          "  " + subject.spec_digest()};
}

}  // namespace ggms::audit
