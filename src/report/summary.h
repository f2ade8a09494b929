#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/synthesis.h"
#include "base/phases.h"
#include "model/machine.h"
#include "model/problem.h"
#include "report/style.h"
#include "verify/check.h"
#include "verify/margin.h"

namespace ggms::report {

/// What the user asked a verification about: the specification, or some of its properties. The problem then
/// has only these properties.
enum class Asked { kSpecification, kProperties };

/// The summary of a verification: first the verdict, then the seconds of the run by phase. `why_ended`: what
/// ended the run before it was complete, empty if nothing did. space_time draws the counterexample.
std::string verify_summary(const model::Problem& problem, const verify::Check& check, double seconds,
                           const base::Phases& time, const std::string& why_ended, const Style& style,
                           Asked asked = Asked::kSpecification);

/// The specification's name and the setting.
std::string problem_text(const model::Problem& problem, const Style& style);

/// The summary of a synthesis: first the verdict, then the settings that were proved infeasible or given up
/// before.
std::string synth_summary(const spec::Spec& spec, const api::Synthesis& synthesis, const Style& style);

/// One line for each property that deserves a warning: its premise never held, or only in runs without faults
/// although the setting has faults. Empty if all properties were put to the test, or the check did not record
/// that (Check::uses).
std::vector<std::string> vacuity_warnings(const model::Problem& problem, const verify::Check& check);

/// The parts of a JSON answer besides the result.
struct Envelope {
  std::string version;
  std::uint64_t seed = 0;
  double seconds = 0;                       // the whole run
  std::vector<std::string> paths;           // of the files that were written
  std::optional<double> check_cpu_seconds;  // processor time of one check, if checks were timed
  std::string recheck = {};                 // a command with which another program checks the verdict
  std::vector<std::string> errors = {};     // outputs that could not be written, and why
  Asked asked = Asked::kSpecification;      // of verify
  std::optional<std::vector<verify::MarginLine>> margin = {};  // of verify, if the user asked for it
  base::Phases time = {};  // how `seconds` divide into phases, if the command tells that
};

/// The object of `ggms verify --json` (schema ggms/verify/1), with a line's end. Replays a counterexample on
/// `machine` to get its values.
std::string verify_json(const model::Problem& problem, const model::Machine& machine,
                        const verify::Check& check, const std::string& why_unknown, const Envelope& envelope);
/// The object of `ggms synth --json` (schema ggms/synth/1), with a line's end.
std::string synth_json(const spec::Spec& spec, const api::Synthesis& synthesis, const Envelope& envelope);

}  // namespace ggms::report
