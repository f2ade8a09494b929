#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "report/summary.h"

namespace ggms::report {

nlohmann::ordered_json setting_object(const model::Setting& setting);

/// The first members of an answer about a specification in a setting. `verdict` and `why_unknown` may be
/// empty.
nlohmann::ordered_json answer_head(const char* schema, const std::string& verdict,
                                   const std::string& why_unknown, const spec::Spec& spec,
                                   const model::Setting& setting, const Envelope& envelope);

/// Adds `phases`, a list of names and seconds that says how a run spent its time. Adds nothing if no phase
/// was booked.
void add_phases(nlohmann::ordered_json& object, const base::Phases& time);

/// Adds `paths` and, if there are any, `errors` to an answer: the files, in printable form.
void add_outputs(nlohmann::ordered_json& object, const Envelope& envelope);

}  // namespace ggms::report
