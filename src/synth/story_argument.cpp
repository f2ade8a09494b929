// From runs to an argument. A step takes one run and leaves a variable only the values that still occur in it
// (story_constraints.h). It begins in one run in which a property alone forces a decision and goes from run
// to run over variables that were touched, so that a chain becomes a chain; only where that ends without a
// contradiction are all runs used, and after that cases are told apart. In the end, steps that nothing rests
// on are left out.

#include "synth/story_argument.h"

#include <algorithm>
#include <bit>
#include <set>
#include <utility>

#include "base/check.h"
#include "synth/story_constraints.h"

namespace ggms::synth {

namespace {

constexpr int kMostCases = 16;  // that an argument goes through; ours: more are no help to a reader

struct Draft {
  std::vector<int> steps;  // nodes
  std::size_t variable = 0;
  int node = Knowledge::kFirst;  // what the cases' variable is known by
  std::size_t run = 0;
  struct Case;
  std::vector<Case> cases;
};

struct Draft::Case {
  int decision = 0;
  int node = 0;
  Draft draft;
};

class Arguer {
 public:
  Arguer(const model::Problem& problem, const std::vector<StoryRun>& runs,
         const std::vector<Verdicts>& verdicts, base::Stop& stop)
      : constraints_(problem, runs, verdicts), stop_(stop) {}

  std::optional<Argument> argue() {
    std::optional<Draft> best;
    std::size_t fewest = 0;
    for (std::size_t root = 0; root < constraints_.runs(); ++root) {
      Knowledge knowledge = constraints_.nothing();
      Draft draft;
      if (!propagate(knowledge, draft, root)) continue;
      slice(draft);
      if (!best || draft.steps.size() < fewest) {
        fewest = draft.steps.size();
        best = std::move(draft);
      }
    }
    if (!best) {
      best.emplace();
      if (!refute(constraints_.nothing(), *best)) return std::nullopt;
      slice(*best);
    }
    Argument argument;
    argument.part = told(*best, argument.runs);
    return argument;
  }

 private:
  static constexpr std::size_t kAnywhere = static_cast<std::size_t>(-1);

  int add(ArgumentNode node) {
    nodes_.push_back(std::move(node));
    return static_cast<int>(nodes_.size()) - 1;
  }

  /// All steps of one run; true if they leave nothing. Says whether there were any.
  bool look_at(std::size_t run, Knowledge& knowledge, Draft& draft, bool& news) {
    const std::vector<Values> domains = constraints_.domains(run, knowledge);
    const RunConstraints::Support support = constraints_.supported(run, domains);
    if (!support.any) {
      draft.steps.push_back(add(constraints_.step_to(run, knowledge, 0, 0)));
      return true;
    }
    const std::vector<Values>& left = support.values;
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (left[i] == domains[i]) continue;
      draft.steps.push_back(add(constraints_.step_to(run, knowledge, i, left[i])));
      knowledge.variables[constraints_.variables_of(run)[i]] = {left[i], draft.steps.back(), run};
      news = true;
    }
    return false;
  }

  /// Steps until they leave nothing (true), or there are no more. From `root` on: only of runs in which
  /// something is known already.
  bool propagate(Knowledge& knowledge, Draft& draft, std::size_t root) {
    const auto is_touched = [&](std::size_t run) {
      const std::vector<std::size_t>& variables = constraints_.variables_of(run);
      return root == kAnywhere || run == root ||
             std::any_of(variables.begin(), variables.end(),
                         [&](std::size_t v) { return knowledge.variables[v].node != Knowledge::kFirst; });
    };
    for (bool news = true; news && !stop_.requested();) {
      news = false;
      for (std::size_t run = 0; run < constraints_.runs(); ++run) {
        if (is_touched(run) && look_at(run, knowledge, draft, news)) return true;
      }
    }
    return false;
  }

  Knowledge assume(const Knowledge& knowledge, std::size_t variable, int decision, int& node) {
    Knowledge assumed = knowledge;
    node = add({});
    assumed.variables[variable] = {Values{1} << decision, node, constraints_.run_with(variable)};
    return assumed;
  }

  /// The variable whose cases leave least open: (values that are not refuted at once, what those leave).
  std::optional<std::size_t> best_variable(const Knowledge& knowledge) {
    std::optional<std::size_t> best;
    std::pair<int, int> least;
    for (std::size_t v = 0; v < constraints_.variables(); ++v) {
      if (std::popcount(knowledge.variables[v].values) < 2) continue;
      std::pair<int, int> open{0, 0};
      for (const int decision : decisions_of(knowledge.variables[v].values)) {
        int node = 0;
        Draft ignored;
        const std::size_t before = nodes_.size();
        Knowledge assumed = assume(knowledge, v, decision, node);
        if (!propagate(assumed, ignored, kAnywhere)) {
          ++open.first;
          for (const Knowledge::Known& known : assumed.variables)
            open.second += std::popcount(known.values) - 1;
        }
        nodes_.resize(before);
      }
      if (best && open >= least) continue;
      best = v;
      least = open;
    }
    return best;
  }

  bool refute(Knowledge knowledge, Draft& draft) {
    if (propagate(knowledge, draft, kAnywhere)) return true;
    if (stop_.requested_now()) return false;
    const std::optional<std::size_t> variable = best_variable(knowledge);
    CHECK(variable);  // else every variable has one value, and no run breaks a property
    const Knowledge::Known known = knowledge.variables[*variable];
    draft.variable = *variable;
    draft.node = known.node;
    draft.run = constraints_.run_with(*variable);
    for (const int decision : decisions_of(known.values)) {
      if (++cases_ > kMostCases) return false;
      Draft::Case& one = draft.cases.emplace_back();
      one.decision = decision;
      const Knowledge assumed = assume(knowledge, *variable, decision, one.node);
      if (!refute(assumed, one.draft)) return false;
    }
    return true;
  }

  /// Leaves out steps and cases that do not serve; returns the nodes outside that the rest needs.
  std::set<int> slice(Draft& draft) {
    std::set<int> needed;
    for (std::size_t i = 0; i < draft.cases.size(); ++i) {
      std::set<int> inside = slice(draft.cases[i].draft);
      if (inside.erase(draft.cases[i].node) == 0) {  // it needs no assumption
        Draft alone = std::move(draft.cases[i].draft);
        draft.steps.insert(draft.steps.end(), alone.steps.begin(), alone.steps.end());
        alone.steps = std::move(draft.steps);
        draft = std::move(alone);
        return slice(draft);
      }
      needed.insert(inside.begin(), inside.end());
    }
    if (draft.cases.empty()) {
      needed.insert(draft.steps.back());
    } else if (draft.node != Knowledge::kFirst) {
      needed.insert(draft.node);
    }
    std::vector<int> kept;
    for (std::size_t i = draft.steps.size(); i-- > 0;) {
      const int node = draft.steps[i];
      if (needed.erase(node) == 0) continue;
      kept.insert(kept.begin(), node);
      const std::vector<int>& needs = nodes_[static_cast<std::size_t>(node)].needs;
      needed.insert(needs.begin(), needs.end());
    }
    draft.steps = std::move(kept);
    return needed;
  }

  /// The draft with runs by their number in `order`, to which those that are new are added.
  StoryPart told(const Draft& draft, std::vector<std::size_t>& order) const {
    const auto number = [&](std::size_t run) {
      const auto at = std::find(order.begin(), order.end(), run);
      const auto position = static_cast<std::size_t>(at - order.begin());
      if (at == order.end()) order.push_back(run);
      return position;
    };
    StoryPart part;
    for (const int node : draft.steps) {
      StoryStep step = nodes_[static_cast<std::size_t>(node)].step;
      for (StoryPremise& premise : step.premises) premise.run = number(premise.run);
      step.run = number(step.run);
      part.steps.push_back(std::move(step));
    }
    if (draft.cases.empty()) return part;
    part.run = number(draft.run);
    part.process = constraints_.process_with(draft.variable, draft.run, draft.run);
    for (const Draft::Case& one : draft.cases) part.cases.push_back({one.decision, told(one.draft, order)});
    return part;
  }

  const RunConstraints constraints_;
  base::Stop& stop_;
  std::vector<ArgumentNode> nodes_;
  int cases_ = 0;
};

}  // namespace

std::optional<Argument> argue(const model::Problem& problem, const std::vector<StoryRun>& runs,
                              const std::vector<Verdicts>& verdicts, base::Stop& stop) {
  return Arguer(problem, runs, verdicts, stop).argue();
}

}  // namespace ggms::synth
