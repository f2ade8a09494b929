#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/phases.h"
#include "base/stop.h"
#include "files/protocol.h"
#include "model/faults.h"
#include "model/problem.h"
#include "model/step.h"
#include "spec/spec.h"
#include "verify/check.h"
#include "verify/margin.h"

namespace ggms::api {

enum class Method { kExplicit, kScenarios };

/// In which circumstances a protocol is looked at, where these are not its own.
struct Circumstances {
  std::optional<spec::Spec> spec = {};
  std::optional<model::FaultLimits> faults = {};
  std::vector<std::string> properties = {};  // by name; empty: all
};

/// The protocol's problem in other circumstances. Throws base::Error if the specification's values are not
/// those of the protocol, and, with their names, if there is no such property.
model::Problem problem_in(const files::Protocol& protocol, const Circumstances& circumstances);

/// Whether more may go wrong in a problem than the protocol was made for, and its machine lacks entries that
/// an execution could need there.
bool may_lack_entries(const files::Protocol& protocol, const model::Problem& problem);

/// How a protocol is verified.
struct VerificationOptions {
  Method method = Method::kExplicit;
  int threads = 0;      // of kScenarios; 0: one per processor
  bool margin = false;  // how much more it stands, where it is verified
  std::function<void(const model::FaultLimits&)> on_margin = {};  // before each check for the margin
};

/// What a verification came to.
struct Verification {
  verify::Check check;
  std::string why_ended;                      // what ended the check early, if something did
  std::string why_unknown;                    // what ended it, of that verdict
  std::optional<model::Execution> execution;  // of the first violation, by the plain simulator
  std::optional<std::vector<verify::MarginLine>> margin;
};

/// Checks a machine in every possible execution; a counterexample is replayed. `time` is what it spends its
/// time on. Throws base::InternalError where the simulator finds nothing wrong with a counterexample.
Verification verify(const model::Problem& problem, const model::Machine& machine,
                    const VerificationOptions& options, base::Stop& stop, base::Phases& time);

/// Mean processor seconds of one check for the verdict and the counts, of so many, with everything that it
/// needs built anew each time. nullopt if it is stopped before the end.
std::optional<double> cpu_seconds_of_check(const model::Problem& problem, const model::Machine& machine,
                                           int repeat, base::Stop& stop);

}  // namespace ggms::api
