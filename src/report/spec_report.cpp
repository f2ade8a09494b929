// Reports on a specification without a setting: its values, the premise of each property, and warnings of
// what its author can't have meant.

#include "report/spec_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "base/text.h"
#include "report/envelope_json.h"
#include "report/words.h"
#include "spec/formula_text.h"

namespace ggms::report {

namespace {

using Json = nlohmann::ordered_json;

std::string values_line(const std::string& title, const std::vector<std::string>& values,
                        const Style& style) {
  constexpr int kTitle = 16;
  std::vector<std::string> shown;
  for (const std::string& value : values) shown.push_back(base::printable(value));
  return padded(title, kTitle) +
         wrapped(shown.empty() ? "nothing" : listed(shown), style.width, kTitle, kTitle) + "\n";
}

}  // namespace

std::string spec_text(const spec::Spec& spec, const api::Examination& examined, const Style& style) {
  constexpr int kIndent = 4;
  std::string text = bold(style, spec.name) + ": " + counted(spec.properties.size(), "property") + "\n";
  text += values_line("initial values", spec.initial, style);
  text += values_line("decisions", spec.decisions, style);
  text += values_line("asks about", examined.facts, style);
  text += padded("processes", 16) +
          (examined.tells_apart ? "told apart" : "interchangeable: no property tells them apart") + "\n";
  for (const spec::Property& property : spec.properties) {
    text += "\n" + base::printable(property.name) + fmt::format(" (line {})\n", property.line);
    const std::string line = property.has_premise
                                 ? "premise: " + base::printable(spec::formula_text(spec, property.premise))
                                 : "no premise: every run is a test";
    text += std::string(kIndent, ' ') + wrapped(line, style.width, kIndent, kIndent) + "\n";
  }
  if (!examined.warnings.empty())
    text += "\n" + yellow(style, "suspicious") + ": " + counted(examined.warnings.size(), "warning") + "\n";
  for (const std::string& warning : examined.warnings)
    text += "  " + wrapped(base::printable(warning), style.width, kIndent, 2) + "\n";
  if (examined.not_examined > 0)
    text += "\n" +
            wrapped(fmt::format("not examined for warnings, which would take long: the last {} of {}, and "
                                "all of them together",
                                examined.not_examined, counted(spec.properties.size(), "property")),
                    style.width, 2) +
            "\n";
  return text;
}

std::string spec_json(const spec::Spec& spec, const api::Examination& examined, const Envelope& envelope) {
  Json object = {{"schema", "ggms/check/1"},
                 {"verdict", examined.warnings.empty() ? "fine" : "suspicious"},
                 {"spec", spec.name},
                 {"spec_digest", base::sha256(spec.text)},
                 {"version", envelope.version},
                 {"seconds", envelope.seconds},
                 {"initial", spec.initial},
                 {"decisions", spec.decisions},
                 {"facts", examined.facts},
                 {"named_processes", spec.named_processes},
                 {"tells_apart", examined.tells_apart}};
  object["properties"] = Json::array();
  for (const spec::Property& property : spec.properties) {
    Json premise = nullptr;
    if (property.has_premise) premise = spec::formula_text(spec, property.premise);
    object["properties"].push_back({{"name", property.name},
                                    {"line", property.line},
                                    {"column", property.column},
                                    {"premise", premise}});
  }
  object["warnings"] = examined.warnings;
  object["not_examined"] = examined.not_examined;
  add_outputs(object, envelope);
  return object.dump(2) + "\n";
}

}  // namespace ggms::report
