// The text that `ggms certify` prints about its audits.

#include "report/audit.h"

#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "report/envelope_json.h"

namespace ggms::report {

namespace {

using Json = nlohmann::ordered_json;
using Verdict = api::Audit::Verdict;

constexpr int kIndent = 2;  // columns by which continued lines are indented

std::vector<std::string> lines_of(const audit::Certificate& certificate) {
  return audit::certificate_lines(certificate);
}
std::vector<std::string> lines_of(const audit::Refutation& refutation) {
  return audit::refutation_lines(refutation);
}

Json subject_members(const audit::Subject& subject) {
  const Json states = subject.states ? Json(*subject.states) : Json(nullptr);
  return {{"spec", subject.spec_name},
          {"spec_digest", subject.spec_digest()},
          {"spec_bytes", subject.spec_text.size()},
          {"setting",
           {{"processes", subject.processes},
            {"rounds", subject.rounds},
            {"states", states},
            {"faults", subject.faults},
            {"view", subject.view},
            {"decide", subject.decide}}}};
}

Json object_of(const audit::Certificate& certificate) {
  Json object = subject_members(certificate.subject);
  object["properties"] = Json::array();
  for (const audit::CertifiedProperty& property : certificate.properties) {
    object["properties"].push_back(
        {{"name", property.name}, {"outcomes", property.outcomes}, {"violations", property.violations}});
  }
  object["stats"] = {{"configurations", certificate.configurations},
                     {"listed", certificate.listed},
                     {"outcomes", certificate.outcomes},
                     {"transitions", certificate.transitions},
                     {"used_transitions", certificate.used_transitions}};
  return object;
}

Json object_of(const audit::Refutation& refutation) {
  Json object = subject_members(refutation.subject);
  object["properties"] = Json::array();
  for (const std::string& name : refutation.properties) object["properties"].push_back({{"name", name}});
  object["stats"] = {{"variables", refutation.variables},
                     {"clauses", refutation.clauses},
                     {"reasons", refutation.reasons},
                     {"lemmas", refutation.lemmas},
                     {"deletions", refutation.deletions}};
  return object;
}

/// The verdict on one certificate of several; it is "certified" only if all are good.
const char* word(Verdict verdict, Verdict of_all) {
  switch (verdict) {
    case Verdict::kGood:
      return of_all == Verdict::kGood ? "certified" : "no-fault";
    case Verdict::kBad:
      return "refuted";
    case Verdict::kUnknown:
      break;
  }
  return "unknown";
}

}  // namespace

std::string audit_text(const api::Certification& answer, const Style& style) {
  const Verdict of_all = answer.verdict();
  const bool is_one = answer.audits.size() == 1;
  std::string text;
  if (!answer.why_unknown.empty())
    text = bold(style, yellow(style, "unknown")) + ": " + answer.why_unknown + "\n";
  const auto put = [&](const std::string& line) {
    const std::string shown = base::printable(line);
    text += (columns(shown) > style.width ? wrapped(shown, style.width, kIndent) : shown) + "\n";
  };
  std::vector<audit::Subject> subjects;
  for (const api::Audit& audit : answer.audits) {
    const bool is_unsaid = audit.verdict() == Verdict::kGood && of_all != Verdict::kGood;
    const std::vector<std::string> lines =
        is_unsaid ? std::vector{"no fault in " + audit.name}
                  : std::visit([](const auto& audited) { return lines_of(audited); }, audit.result);
    if (!is_one && !is_unsaid) put(audit.name + ":");
    for (const std::string& line : lines) put(line);
    if (!is_one) text += "\n";
    subjects.push_back(std::visit([](const auto& audited) { return audited.subject; }, audit.result));
  }
  if (!is_one && of_all == Verdict::kGood) {
    for (const std::string& line : audit::together_lines(subjects)) put(line);
  }
  return text;
}

std::string certify_json(const api::Certification& answer, const Envelope& envelope) {
  const Verdict of_all = answer.verdict();
  Json object = {{"schema", "ggms/certify/1"}, {"verdict", word(of_all, of_all)}};
  if (!answer.why_unknown.empty()) object["reason"] = answer.why_unknown;
  object["version"] = envelope.version;
  object["seconds"] = envelope.seconds;
  add_phases(object, envelope.time);
  object["certificates"] = Json::array();
  for (const api::Audit& audit : answer.audits) {
    const bool is_found = std::holds_alternative<audit::Certificate>(audit.result);
    Json item = {{"path", base::printable(audit.name)},
                 {"claim", is_found ? "found" : "infeasible"},
                 {"verdict", word(audit.verdict(), of_all)}};
    item.update(std::visit([](const auto& audited) { return object_of(audited); }, audit.result));
    const std::string failure = std::visit([](const auto& audited) { return audited.failure; }, audit.result);
    if (!failure.empty()) item["failure"] = base::printable(failure);
    object["certificates"].push_back(std::move(item));
  }
  return object.dump(2) + "\n";
}

}  // namespace ggms::report
