// What all answers under --json say of the files beside them.

#include "report/envelope_json.h"

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace ggms::report {

namespace {

nlohmann::ordered_json printable_list(const std::vector<std::string>& texts) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const std::string& text : texts) list.push_back(base::printable(text));
  return list;
}

}  // namespace

void add_outputs(nlohmann::ordered_json& object, const Envelope& envelope) {
  object["paths"] = printable_list(envelope.paths);
  if (!envelope.errors.empty()) object["errors"] = printable_list(envelope.errors);
}

}  // namespace ggms::report
