// Joins a specification and a setting.

#include "model/problem.h"

#include <utility>

namespace ggms::model {

namespace {

Setting filled_in(const spec::Spec& spec, Setting setting) {
  setting.initial = static_cast<int>(spec.initial.size());
  setting.decisions = static_cast<int>(spec.decisions.size());
  validate(setting);
  return setting;
}

}  // namespace

Problem::Problem(spec::Spec specification, Setting setting)
    : spec_(std::move(specification)),
      setting_(filled_in(spec_, std::move(setting))),
      compiled_(spec_, setting_.processes,
                !Adversary(setting_.faults, setting_.processes, false).can_crash()),
      adversary_(setting_.faults, setting_.processes, compiled_.uses_connected()) {}

std::uint64_t Problem::initial_facts(const std::vector<int>& initial, const std::vector<Role>& picked) const {
  std::vector<bool> correct(picked.size());  // empty: all are correct
  for (std::size_t p = 0; p < picked.size(); ++p) correct[p] = picked[p] == kNotPicked;
  return compiled_.initial_facts_of(initial, correct);
}

std::string Problem::state_name(int boundary, int state) const {
  if (boundary == 0) return spec_.initial[static_cast<std::size_t>(state)];
  if (boundary == setting_.rounds) return spec_.decisions[static_cast<std::size_t>(state)];
  if (state >= setting_.states) {
    return kDecidedPrefix + spec_.decisions[static_cast<std::size_t>(state - setting_.states)];
  }
  return internal_name(state);
}

}  // namespace ggms::model
