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

/// What a verification was asked about: the specification, or some of its properties. The problem then has
/// only these.
enum class Asked { kSpecification, kProperties };

/// What a verification came to, the verdict first, and the seconds that the run took, with what.
/// `why_ended`: what ended the run before it knew all, if anything did. The picture of a counterexample is
/// space_time's.
std::string verify_summary(const model::Problem& problem, const verify::Check& check, double seconds,
                           const base::Phases& time, const std::string& why_ended, const Style& style,
                           Asked asked = Asked::kSpecification);

/// The specification's name and the setting.
std::string problem_text(const model::Problem& problem, const Style& style);

/// What it came to, the verdict first, and which settings before it were proved infeasible or given up.
std::string synth_summary(const spec::Spec& spec, const api::Synthesis& synthesis, const Style& style);

/// One line a property that deserves a warning: its premise never held, or only in runs without faults though
/// the setting has some. Empty if all were put to the test, or the check did not look (Check::uses).
std::vector<std::string> vacuity_warnings(const model::Problem& problem, const verify::Check& check);

/// Everything that a JSON answer says besides the result.
struct Envelope {
  std::string version;
  std::uint64_t seed = 0;
  double seconds = 0;                       // the whole run
  std::vector<std::string> paths;           // that were written
  std::optional<double> check_cpu_seconds;  // processor time of one check, where checks were timed
  std::string recheck = {};                 // a command with which another program checks a verdict
  std::vector<std::string> errors = {};     // outputs that could not be written, and why
  Asked asked = Asked::kSpecification;      // of verify
  std::optional<std::vector<verify::MarginLine>> margin = {};  // of verify, if it was asked for
  base::Phases time = {};  // what `seconds` were spent on, where that is asked for
};

/// The object of `ggms verify --json` (schema ggms/verify/1), with a line's end. A counterexample is replayed
/// on `machine` for its values.
std::string verify_json(const model::Problem& problem, const model::Machine& machine,
                        const verify::Check& check, const std::string& why_unknown, const Envelope& envelope);
/// The object of `ggms synth --json` (schema ggms/synth/1), with a line's end.
std::string synth_json(const spec::Spec& spec, const api::Synthesis& synthesis, const Envelope& envelope);

}  // namespace ggms::report
