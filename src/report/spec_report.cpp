// What can be said of a specification without a setting: its values, what each property's
// premise is, and what can't be meant as it is. A warning here is right in every setting that it speaks of:
// it rests on a search for some end of a run, with any faults (spec/possible.h).

#include "report/spec_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/sha256.h"
#include "base/text.h"
#include "report/envelope_json.h"
#include "report/words.h"
#include "spec/formula_text.h"
#include "spec/possible.h"

namespace ggms::report {

namespace {

using Json = nlohmann::ordered_json;
using spec::Op;

constexpr int kMoreProcesses = 3;  // beside those that are named: what few tell, more tell, too

/// How many processes the warnings speak of, at most.
int most_processes(const spec::Spec& spec) {
  return spec.named_processes + kMoreProcesses;
}

const char* fact_of(Op op) {
  switch (op) {
    case Op::kInit:
      return "init";
    case Op::kDecides:
      return "decides";
    case Op::kCorrect:
      return "correct";
    case Op::kConnected:
      return "connected";
    case Op::kDecidedBy:
      return "decided-by";
    case Op::kLost:
      return "lost";
    case Op::kCrashed:
      return "crashed";
    case Op::kFailuresAtLeast:
      return "failures";
    default:
      return nullptr;
  }
}

bool is_about_names(const spec::Node& node) {
  return fact_of(node.op) != nullptr || node.op == Op::kSame ? node.p.named || node.q.named : false;
}

/// Fills in the report's warnings, and of how many properties there are none because of the time.
void add_warnings(SpecReport& report, base::Stop& stop) {
  spec::Spec spec = report.spec;
  spec::Possibilities possibilities(spec, stop);
  const auto is_impossible = [&](spec::NodeId formula) {  // in every run of few processes
    for (int n = std::max(1, spec.named_processes); n <= most_processes(spec); ++n) {
      if (possibilities.find(formula, n) != spec::Possible::kNo) return false;
    }
    return true;
  };
  const std::string size =
      fmt::format("with up to {}", counted(static_cast<std::uint64_t>(most_processes(spec)), "process"));
  std::vector<std::string>& warnings = report.warnings;
  std::vector<spec::NodeId> all;
  bool all_possible = true;
  for (const spec::Property& property : spec.properties) {
    all.push_back(property.formula);
    if (is_impossible(property.formula)) {
      all_possible = false;
      warnings.push_back("property '" + property.name + "' can't hold in any run " + size);
    } else if (property.has_premise && is_impossible(property.premise)) {
      warnings.push_back("property '" + property.name +
                         "' is always true: its premise can't hold in any run " + size);
    } else if (is_impossible(spec.formulas.negate(property.formula))) {
      warnings.push_back("property '" + property.name + "' is always true: no run violates it " + size);
    }
    if (possibilities.is_exhausted()) {
      report.not_examined = spec.properties.size() - all.size() + 1;  // this one maybe not to its end
      return;
    }
  }
  if (all_possible && is_impossible(spec.formulas.conjunction(all)))
    warnings.push_back("no run satisfies all properties " + size);
}

std::string values_line(const std::string& title, const std::vector<std::string>& values,
                        const Style& style) {
  constexpr int kTitle = 16;
  std::vector<std::string> shown;
  for (const std::string& value : values) shown.push_back(base::printable(value));
  return padded(title, kTitle) +
         wrapped(shown.empty() ? "nothing" : listed(shown), style.width, kTitle, kTitle) + "\n";
}

}  // namespace

SpecReport report_of(const spec::Spec& spec, base::Stop& stop) {
  SpecReport report{spec, {}, false, {}};
  add_warnings(report, stop);
  std::set<std::string> facts;
  for (const spec::Property& property : spec.properties) {
    for (const spec::NodeId part : spec.formulas.parts(property.formula)) {
      const spec::Node& node = spec.formulas[part];
      if (const char* fact = fact_of(node.op)) facts.insert(fact);
      report.tells_apart = report.tells_apart || is_about_names(node) || node.op == Op::kConnected;
    }
  }
  report.facts.assign(facts.begin(), facts.end());
  return report;
}

std::string spec_text(const SpecReport& report, const Style& style) {
  constexpr int kIndent = 4;
  const spec::Spec& spec = report.spec;
  std::string text = bold(style, spec.name) + ": " + counted(spec.properties.size(), "property") + "\n";
  text += values_line("initial values", spec.initial, style);
  text += values_line("decisions", spec.decisions, style);
  text += values_line("asks about", report.facts, style);
  text += padded("processes", 16) +
          (report.tells_apart ? "told apart" : "interchangeable: no property tells them apart") + "\n";
  for (const spec::Property& property : spec.properties) {
    text += "\n" + base::printable(property.name) + fmt::format(" (line {})\n", property.line);
    const std::string line = property.has_premise
                                 ? "premise: " + base::printable(spec::formula_text(spec, property.premise))
                                 : "no premise: every run is a test";
    text += std::string(kIndent, ' ') + wrapped(line, style.width, kIndent, kIndent) + "\n";
  }
  if (!report.warnings.empty())
    text += "\n" + yellow(style, "suspicious") + ": " + counted(report.warnings.size(), "warning") + "\n";
  for (const std::string& warning : report.warnings)
    text += "  " + wrapped(base::printable(warning), style.width, kIndent, 2) + "\n";
  if (report.not_examined > 0)
    text += "\n" +
            wrapped(fmt::format("not examined for warnings, which would take long: the last {} of {}, and "
                                "all of them together",
                                report.not_examined, counted(spec.properties.size(), "property")),
                    style.width, 2) +
            "\n";
  return text;
}

std::string spec_json(const SpecReport& report, const Envelope& envelope) {
  const spec::Spec& spec = report.spec;
  Json object = {{"schema", "ggms/check/1"},
                 {"verdict", report.warnings.empty() ? "fine" : "suspicious"},
                 {"spec", spec.name},
                 {"spec_digest", base::sha256(spec.text)},
                 {"version", envelope.version},
                 {"seconds", envelope.seconds},
                 {"initial", spec.initial},
                 {"decisions", spec.decisions},
                 {"facts", report.facts},
                 {"named_processes", spec.named_processes},
                 {"tells_apart", report.tells_apart}};
  object["properties"] = Json::array();
  for (const spec::Property& property : spec.properties) {
    Json premise = nullptr;
    if (property.has_premise) premise = spec::formula_text(spec, property.premise);
    object["properties"].push_back({{"name", property.name},
                                    {"line", property.line},
                                    {"column", property.column},
                                    {"premise", premise}});
  }
  object["warnings"] = report.warnings;
  object["not_examined"] = report.not_examined;
  add_outputs(object, envelope);
  return object.dump(2) + "\n";
}

}  // namespace ggms::report
