// Universal properties at the end of a run whose last decisions are open: which few of them break it.

#include "synth/demands.h"

#include <map>
#include <set>

namespace ggms::synth {

void decide(const model::Problem& problem, spec::Observation& seen, int decision) {
  seen.decision = decision;
  seen.decided_in = problem.setting().rounds;
}

/// For every choice of the statement's few processes, no decisions of theirs that break it. Of
/// processes that look the same to the property, one stands for all.
bool for_each_forbidden(const model::Problem& problem, const spec::Universal& universal,
                        const spec::Outcome& end, const std::vector<int>& move_of, int moves,
                        base::Stop& stop, const std::function<void(const Forbidden&)>& visit) {
  std::vector<int> representatives;
  std::map<std::pair<int, spec::Observation>, int> alike;
  for (int p = 0; p < static_cast<int>(move_of.size()); ++p) {
    spec::Observation looks = end.processes[static_cast<std::size_t>(p)];
    looks.name = spec::Observation::kNone;
    if (!problem.compiled().uses_initial()) looks.initial = 0;
    const bool known = !problem.compiled().uses_names() &&
                       ++alike[{move_of[static_cast<std::size_t>(p)], looks}] > universal.width;
    if (!known) representatives.push_back(p);
  }
  std::set<Forbidden> all;
  std::vector<int> who;
  std::vector<int> decision(static_cast<std::size_t>(moves),
                            -1);  // per move, where the tuple so far decides it
  std::vector<spec::Observation> seen(static_cast<std::size_t>(universal.width));
  std::vector<const spec::Observation*> observed(static_cast<std::size_t>(universal.width));
  const auto choose = [&](const auto& self) -> void {
    const std::size_t i = who.size();
    if (i == seen.size()) {
      if (spec::matrix_holds(problem.compiled().formulas(), universal.matrix, observed, who, end.facts))
        return;
      Forbidden forbidden;
      for (int m = 0; m < moves; ++m) {
        if (decision[static_cast<std::size_t>(m)] >= 0)
          forbidden.emplace_back(m, decision[static_cast<std::size_t>(m)]);
      }
      all.insert(std::move(forbidden));
      return;
    }
    if (stop.requested(0)) return;
    for (const int p : representatives) {
      const int move = move_of[static_cast<std::size_t>(p)];
      who.push_back(p);
      observed[i] = &seen[i];
      seen[i] = end.processes[static_cast<std::size_t>(p)];
      if (move < 0 || decision[static_cast<std::size_t>(move)] >= 0) {
        if (move >= 0) decide(problem, seen[i], decision[static_cast<std::size_t>(move)]);
        self(self);
      } else {
        int& decided = decision[static_cast<std::size_t>(move)];
        for (decided = 0; decided < problem.setting().decisions; ++decided) {
          decide(problem, seen[i], decided);
          self(self);
        }
        decided = -1;
      }
      who.pop_back();
    }
  };
  choose(choose);
  for (const Forbidden& forbidden : all) {
    if (stop.requested(0)) return false;
    visit(forbidden);
  }
  return !stop.requested(0);
}

}  // namespace ggms::synth
