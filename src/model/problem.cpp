// A specification in a setting.

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
      compiled_(spec_, setting_.processes) {}

std::string Problem::state_name(int boundary, int state) const {
  if (boundary == 0) return spec_.initial[static_cast<std::size_t>(state)];
  if (boundary == setting_.rounds) return spec_.decisions[static_cast<std::size_t>(state)];
  return internal_name(state);
}

}  // namespace ggms::model
