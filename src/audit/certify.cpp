// The independent auditor of found protocols. It reads only the protocol file, and shares no code with the
// rest of the program but the helpers in src/base. It has its own reader (file.cpp), its own scanner of
// specifications and Z3's terms in place of compiled properties (spec.cpp, terms.cpp, properties.cpp), its
// own adversary (adversary.cpp) and its own executions (step.cpp, runs.cpp). If the checker and this auditor
// both call a protocol right, it is wrong only if both make the same mistake.
#include "audit/certify.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "audit/file.h"
#include "audit/listing.h"
#include "audit/properties.h"
#include "audit/runs.h"
#include "audit/text.h"
#include "base/check.h"

namespace ggms::audit {

namespace {

/// How many faults an outcome shows: faulty processes first.
using Harm = std::tuple<int, bool, int>;

Harm harm_of(const Outcome& outcome) {
  int not_connected = 0;
  for (const auto& [kind, count] : outcome.kinds) not_connected += kind.connected ? 0 : count;
  return {outcome.failures, outcome.lost, not_connected};
}

/// The first outcome with the least harm that makes a property false.
struct Violation {
  std::size_t property = 0;
  Configuration last;
  std::uint32_t start = 0;
  Harm harm;
};

/// The number of initial vectors as text; as a power if the number has too many digits to be readable.
std::string count_vectors(std::size_t values, int processes) {
  constexpr std::uint64_t kReadable = 1'000'000'000;
  std::uint64_t vectors = 1;
  for (int i = 0; i < processes; ++i) {
    vectors *= values;
    if (vectors > kReadable) return fmt::format("{}^{}", values, processes);
  }
  return with_commas(vectors);
}

Certificate describe(const Protocol& protocol) {
  Certificate result;
  result.subject = subject_of(protocol, Claim::kFound);
  result.initial_vectors = count_vectors(protocol.initial.size(), protocol.processes);
  result.transitions = protocol.transitions;
  return result;
}

/// Evaluates all properties on all final outcomes. Returns one violation of each property that has one.
std::vector<Violation> evaluate_all(const Runs& runs, Properties& properties, const Poll& poll,
                                    Certificate& certificate) {
  std::vector<std::optional<Violation>> found(properties.names().size());
  for (const auto& [last, starts] : runs.boundaries().back()) {
    for (const std::uint32_t start : starts) {
      poll();
      const Outcome outcome = runs.outcome(last, start);
      const std::vector<bool>& holds = properties.evaluate(outcome);
      ++certificate.outcomes;
      for (std::size_t i = 0; i < holds.size(); ++i) {
        ++certificate.properties[i].outcomes;
        if (holds[i]) continue;
        ++certificate.properties[i].violations;
        const Harm harm = harm_of(outcome);
        if (!found[i] || harm < found[i]->harm) found[i] = Violation{i, last, start, harm};
      }
    }
  }
  std::vector<Violation> result;
  for (auto& violation : found) {
    if (violation) result.push_back(std::move(*violation));
  }
  return result;
}

/// "p = process 2, v = abort": values of the leading variables that make the property false.
std::string values_told(const Violation& violation, const Runs& runs, Properties& properties) {
  const Protocol& protocol = runs.protocol();
  const Outcome outcome = runs.outcome(violation.last, violation.start);
  std::vector<std::string> parts;
  for (const auto& binding : properties.witness(violation.property, outcome)) {
    if (binding.kind == Kind::kNone) {
      parts.push_back(fmt::format("{} = {}", binding.variable, binding.value));
      continue;
    }
    const Kind& kind = outcome.kinds[static_cast<std::size_t>(binding.kind)].first;
    std::string value;
    int member = 0;
    for (std::size_t g = 0; runs.apart() && g < violation.last.groups.size() && value.empty(); ++g) {
      if (runs.kind(violation.last, g, violation.start) != kind || member++ != binding.member) continue;
      value = fmt::format("process {}", violation.last.groups[g].who + 1);
    }
    if (value.empty()) {
      value = fmt::format("one that started with {} and {}",
                          protocol.initial[static_cast<std::size_t>(kind.initial)],
                          kind.decision == Kind::kNone
                              ? "decided nothing"
                              : "decided " + protocol.decisions[static_cast<std::size_t>(kind.decision)]);
    }
    parts.push_back(fmt::format("{} = {}", binding.variable, value));
  }
  return parts.empty() ? "" : fmt::format(" for {}", fmt::join(parts, ", "));
}

Watched watched_by(const Properties& properties) {
  return {properties.named(), properties.says_connected(), properties.says_decided_by()};
}

/// The failure in words: the false property, and the run or the listed configuration that breaks it.
std::string failure_of(const Violation& violation, Runs& runs, Properties& properties, bool listed) {
  const std::size_t end = runs.boundaries().size() - 1;
  return fmt::format("{} is false{}: {}", properties.names()[violation.property],
                     values_told(violation, runs, properties),
                     listed ? configuration_text(runs, end, violation.last, {violation.start}) + " is listed"
                            : runs.story(end, violation.last, violation.start));
}

/// Explores the protocol, or checks the list if there is one, and evaluates all properties. Throws Stopped.
void audit_whole(Protocol protocol, const std::string& file_name, const std::string* listing,
                 const std::string& listing_name, const Poll& poll, Certificate& certificate) {
  Properties properties(protocol, file_name, poll);
  for (const std::string& name : properties.names()) certificate.properties.push_back({name, 0, 0});

  Runs runs(std::move(protocol), watched_by(properties), poll);
  const Runs::End end =
      listing ? runs.check(read_listing(*listing, listing_name, runs, poll)) : runs.explore();
  certificate.configurations = runs.configurations();
  certificate.used_transitions = runs.used_transitions();
  switch (end) {
    case Runs::End::kStopped:
      throw Stopped{};
    case Runs::End::kTooLarge:
      certificate.failure = "there are more configurations than this audit can hold";
      return;
    case Runs::End::kMissingEntry:
      certificate.failure = "undefined: " + (listing ? runs.gap() : runs.story_of_missing());
      certificate.verdict = Certificate::Verdict::kBad;  // set last, because telling the story may be stopped
      return;
    case Runs::End::kNotListed:
      certificate.verdict = Certificate::Verdict::kBad;
      certificate.failure = listing_name + ": " + runs.gap();
      return;
    case Runs::End::kDone:
      break;
  }

  const std::vector<Violation> violations = evaluate_all(runs, properties, poll, certificate);
  certificate.evaluations = properties.evaluations();
  if (!violations.empty())
    certificate.failure = failure_of(violations.front(), runs, properties, listing != nullptr);
  certificate.verdict = violations.empty() ? Certificate::Verdict::kGood : Certificate::Verdict::kBad;
}

Certificate audit(Protocol protocol, const std::string& file_name, const std::string* listing,
                  const std::string& listing_name, const std::function<bool()>& stop) {
  Certificate certificate = describe(protocol);
  certificate.listed = listing != nullptr;
  try {
    audit_whole(std::move(protocol), file_name, listing, listing_name, Poll(stop), certificate);
  } catch (const Stopped&) {
    certificate.failure = "the audit ended before it was complete";
  }
  return certificate;
}

}  // namespace

Certificate certify_protocol(const std::string& json_text, const std::string& file_name,
                             const std::function<bool()>& stop) {
  return audit(read_protocol(json_text, file_name), file_name, nullptr, "", stop);
}

Certificate certify_listed(const std::string& json_text, const std::string& file_name,
                           const std::string& listing_text, const std::string& listing_name,
                           const std::function<bool()>& stop) {
  return audit(read_protocol(json_text, file_name), file_name, &listing_text, listing_name, stop);
}

std::optional<std::string> list_configurations(const std::string& json_text, const std::string& file_name,
                                               const std::function<bool()>& stop) {
  Protocol protocol = read_protocol(json_text, file_name);
  const Poll poll(stop);
  try {
    const Properties properties(protocol, file_name, poll);
    Runs runs(std::move(protocol), watched_by(properties), poll);
    if (runs.explore() != Runs::End::kDone) return std::nullopt;
    return write_listing(runs, poll);
  } catch (const Stopped&) {
    return std::nullopt;
  }
}

std::vector<std::string> certificate_lines(const Certificate& certificate) {
  using Verdict = Certificate::Verdict;
  const auto verdict = certificate.verdict;
  std::vector<std::string> lines;
  lines.push_back(fmt::format("{}: {} with {}",
                              verdict == Verdict::kGood  ? "certified"
                              : verdict == Verdict::kBad ? "refuted"
                                                         : "not finished",
                              certificate.subject.spec_name, setting_text(certificate.subject)));
  if (verdict != Verdict::kGood) lines.push_back(certificate.failure);
  for (const std::string& line : specification_lines(certificate.subject)) lines.push_back(line);
  if (certificate.outcomes > 0 && verdict != Verdict::kUnknown) {
    lines.push_back(fmt::format(
        "{} initial vector{} and every choice of the adversary: {}, none merged, {}; {} of {} used",
        certificate.initial_vectors == "1" ? "the one" : "every one of the " + certificate.initial_vectors,
        certificate.initial_vectors == "1" ? "" : "s",
        plural(certificate.configurations, certificate.listed ? "listed configuration" : "configuration"),
        plural(certificate.outcomes, "distinct outcome"), with_commas(certificate.used_transitions),
        with_commas(certificate.transitions) +
            (certificate.transitions == 1 ? " table entry" : " table entries")));
    std::size_t width = 0;
    for (const CertifiedProperty& property : certificate.properties)
      width = std::max(width, property.name.size());
    for (const CertifiedProperty& property : certificate.properties) {
      lines.push_back(
          property.good()
              ? fmt::format("{:<{}}  true in all {}", property.name, width, with_commas(property.outcomes))
              : fmt::format("{:<{}}  false in {} of {}", property.name, width,
                            with_commas(property.violations), with_commas(property.outcomes)));
    }
  }
  return lines;
}

}  // namespace ggms::audit
