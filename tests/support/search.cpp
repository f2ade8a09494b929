// Searches machines by exhaustive backtracking, with the plain simulator.

#include "support/search.h"

#include <functional>
#include <vector>

#include "support/brute.h"

namespace ggms::support {

namespace {

class Backtracking {
 public:
  Backtracking(const model::Problem& problem, std::uint64_t limit) : problem_(problem), left_(limit) {
    for_each_scenario(problem.setting(),
                      [&](const model::Scenario& scenario) { scenarios_.push_back(scenario); });
  }

  /// Calls visit with every completion of `machine` that is right from scenario `first` on, until one call
  /// returns true; the machine is decided and right in all scenarios before. Returns whether a call returned
  /// true.
  bool completes(const model::Machine& machine, std::size_t first,
                 const std::function<bool(const model::Machine&)>& visit) {
    for (std::size_t i = first; i < scenarios_.size(); ++i) {
      if (left_ == 0) return false;
      --left_;
      const model::Execution run = model::simulate(problem_, machine, scenarios_[i]);
      if (run.missing) {
        const model::Entry entry = run.missing->entry;
        for (int next = 0; next < problem_.setting().alphabet(entry.round); ++next) {
          model::Machine more = machine;
          more.set(entry, static_cast<model::State>(next));
          if (completes(more, i, visit)) return true;
        }
        return false;
      }
      if (verify::broken_property(problem_, run)) return false;
    }
    return visit(machine);
  }

  bool gave_up() const { return left_ == 0; }

 private:
  const model::Problem& problem_;
  std::uint64_t left_;
  std::vector<model::Scenario> scenarios_;
};

}  // namespace

std::optional<bool> some_machine_is_right(const model::Problem& problem, std::uint64_t limit) {
  Backtracking search(problem, limit);
  const bool right =
      search.completes(model::Machine(problem.setting()), 0, [](const model::Machine&) { return true; });
  if (!right && search.gave_up()) return std::nullopt;
  return right;
}

std::optional<std::vector<model::Machine>> all_right_machines(const model::Problem& problem,
                                                              std::uint64_t limit) {
  Backtracking search(problem, limit);
  std::vector<model::Machine> machines;
  search.completes(model::Machine(problem.setting()), 0, [&](const model::Machine& machine) {
    machines.push_back(machine);
    return false;
  });
  if (search.gave_up()) return std::nullopt;
  return machines;
}

}  // namespace ggms::support
