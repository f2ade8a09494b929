// What looks wrong with a specification before any search: without a setting, and in one. A warning
// without a setting is right in every one that it speaks of: it rests on a search for some end of a run, with
// any faults (spec/possible.h).

#include "api/specification.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/words.h"
#include "spec/possible.h"
#include "verify/sanity.h"

namespace ggms::api {

namespace {

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

/// Fills in the warnings, and of how many properties there are none because of the time.
void add_warnings(const spec::Spec& given, Examination& examined, base::Stop& stop) {
  spec::Spec spec = given;
  spec::Possibilities possibilities(spec, stop);
  const auto is_impossible = [&](spec::NodeId formula) {  // in every run of few processes
    for (int n = std::max(1, spec.named_processes); n <= most_processes(spec); ++n) {
      if (possibilities.find(formula, n) != spec::Possible::kNo) return false;
    }
    return true;
  };
  const std::string size = fmt::format(
      "with up to {}", base::counted(static_cast<std::uint64_t>(most_processes(spec)), "process"));
  std::vector<std::string>& warnings = examined.warnings;
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
      examined.not_examined = spec.properties.size() - all.size() + 1;  // this one maybe not to its end
      return;
    }
  }
  if (all_possible && is_impossible(spec.formulas.conjunction(all)))
    warnings.push_back("no run satisfies all properties " + size);
}

}  // namespace

Examination examine(const spec::Spec& spec, base::Stop& stop) {
  Examination examined;
  add_warnings(spec, examined, stop);
  std::set<std::string> facts;
  for (const spec::Property& property : spec.properties) {
    for (const spec::NodeId part : spec.formulas.parts(property.formula)) {
      const spec::Node& node = spec.formulas[part];
      if (const char* fact = fact_of(node.op)) facts.insert(fact);
      examined.tells_apart = examined.tells_apart || is_about_names(node) || node.op == Op::kConnected;
    }
  }
  examined.facts.assign(facts.begin(), facts.end());
  return examined;
}

std::vector<std::string> warnings_of(const spec::Spec& spec, const model::Setting& setting,
                                     base::Stop& stop) {
  return verify::specification_warnings(spec, setting, setting.rounds, setting.rounds, stop);
}

std::vector<std::string> warnings_of(const SynthesisRequest& request, base::Stop& stop) {
  const synth::Range& range = request.range;
  return verify::specification_warnings(request.spec, request.setting, range.rounds.value_or(1),
                                        range.rounds.value_or(range.max_rounds), stop);
}

}  // namespace ggms::api
