// What runs leave to the variables of an argument. A run's combinations of values are few, so all of them are
// gone through (generalised arc consistency); what a step rests on is found by leaving out, one by one, what
// it can do without.

#include "synth/story_constraints.h"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>

namespace ggms::synth {

std::vector<int> decisions_of(Values values) {
  std::vector<int> decisions;
  for (; values != 0; values &= values - 1) decisions.push_back(std::countr_zero(values));
  return decisions;
}

RunConstraints::RunConstraints(const model::Problem& problem, const std::vector<StoryRun>& runs,
                               const std::vector<Verdicts>& verdicts)
    : runs_(runs), verdicts_(verdicts) {
  for (std::size_t i = 0; i < problem.specification().properties.size(); ++i)
    properties_.push_back(static_cast<int>(i));
  const Values all = (Values{1} << problem.setting().decisions) - 1;
  std::map<model::Entry, std::size_t> known;
  for (const Verdicts& run : verdicts) {
    std::vector<std::size_t>& variables = variables_.emplace_back();
    for (const model::Entry& entry : run.deciding()) {
      const auto [it, is_new] = known.try_emplace(entry, entries_.size());
      if (is_new) {
        entries_.push_back(entry);
        nothing_.variables.push_back({all});
      }
      variables.push_back(it->second);
    }
  }
}

std::size_t RunConstraints::run_with(std::size_t variable) const {
  for (std::size_t run = 0;; ++run) {
    if (std::find(variables_[run].begin(), variables_[run].end(), variable) != variables_[run].end())
      return run;
  }
}

int RunConstraints::process_with(std::size_t variable, std::size_t run, std::size_t other) const {
  const model::Entry& entry = entries_[variable];
  int first = -1;
  for (std::size_t p = 0; p < runs_[run].knows.size(); ++p) {
    if (runs_[run].knows[p] != entry) continue;
    if (runs_[other].knows[p] == entry) return static_cast<int>(p);
    if (first < 0) first = static_cast<int>(p);
  }
  return first;
}

std::vector<Values> RunConstraints::domains(std::size_t run, const Knowledge& known) const {
  std::vector<Values> domains;
  for (const std::size_t v : variables_[run]) domains.push_back(known.variables[v].values);
  return domains;
}

RunConstraints::Support RunConstraints::supported(std::size_t run, const std::vector<Values>& domains,
                                                  const std::vector<int>& properties) const {
  const Verdicts& verdicts = verdicts_[run];
  Support support{false, std::vector<Values>(domains.size(), 0)};
  for (std::size_t way = 0; way < verdicts.ways(); ++way) {
    bool allowed = true;
    for (std::size_t i = 0; i < domains.size() && allowed; ++i)
      allowed = (domains[i] >> verdicts.decision(way, i) & 1U) != 0;
    for (std::size_t k = 0; k < properties.size() && allowed; ++k)
      allowed = !verdicts.breaks(way, properties[k]);
    if (!allowed) continue;
    support.any = true;
    for (std::size_t i = 0; i < domains.size(); ++i)
      support.values[i] |= Values{1} << verdicts.decision(way, i);
  }
  return support;
}

ArgumentNode RunConstraints::step_to(std::size_t run, const Knowledge& known, std::size_t index,
                                     Values wanted) const {
  std::vector<Values> domains = this->domains(run, known);
  std::vector<int> properties = properties_;
  const auto suffices = [&](const std::vector<Values>& given, const std::vector<int>& by) {
    const Support support = supported(run, given, by);
    return wanted == 0 ? !support.any : (support.values[index] & ~wanted) == 0;
  };
  for (std::size_t k = properties.size(); k-- > 0;) {
    std::vector<int> fewer = properties;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(k));
    if (suffices(domains, fewer)) properties = std::move(fewer);
  }
  ArgumentNode node;
  for (std::size_t i = 0; i < domains.size(); ++i) {
    const std::size_t v = variables_[run][i];
    const Knowledge::Known& premise = known.variables[v];
    if (premise.node == Knowledge::kFirst) continue;
    std::vector<Values> fewer = domains;
    fewer[i] = nothing_.variables[v].values;
    if (suffices(fewer, properties)) {
      domains = std::move(fewer);
      continue;
    }
    node.step.premises.push_back({process_with(v, run, premise.run), decisions_of(premise.values),
                                  premise.run, process_with(v, premise.run, run)});
    node.needs.push_back(premise.node);
  }
  node.step.run = run;
  node.step.properties = std::move(properties);
  node.step.decisions = decisions_of(wanted);
  if (wanted != 0) node.step.process = process_with(variables_[run][index], run, run);
  return node;
}

}  // namespace ggms::synth
