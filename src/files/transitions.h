#pragma once

#include <string>
#include <vector>

#include "base/stop.h"
#include "files/json.h"
#include "model/machine.h"
#include "model/setting.h"

namespace ggms::files {

/// The names of all states: initial values, internal states, decisions.
struct StateNames {
  std::vector<std::string> initial;
  std::vector<std::string> internal;
  std::vector<std::string> decisions;
  std::vector<std::string> between;  // internal states, and decisions if processes broadcast them

  const std::vector<std::string>& at(int boundary, const model::Setting& setting) const {
    return boundary == 0 ? initial : boundary == setting.rounds ? decisions : between;
  }
};

/// A protocol file's JSON; if the file is large, with null in the place of each transition. Throws
/// base::Error if any part of the text is not JSON, and base::Stopped.
Json parse_protocol(const std::string& text, const std::string& file, base::Stop& stop);

/// Reads the transitions of a protocol file into a machine of the setting. `top` is the result of
/// parse_protocol for `text`. Returns the entries that are marked as not needed, sorted. Throws base::Error,
/// and base::Stopped.
std::vector<model::Entry> read_transitions(const JsonPlace& top, const std::string& text,
                                           const std::string& file, const StateNames& names,
                                           const model::Setting& setting, model::Machine& machine,
                                           base::Stop& stop);

}  // namespace ggms::files
