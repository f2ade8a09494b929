// From runs to an argument. What a process knows is a variable, its value the decision; a run allows some
// combinations of values. A step takes one run and leaves a variable only the values that still occur in it
// (generalised arc consistency). It begins in one run in which a property alone forces a decision and goes
// from run to run over variables that were touched, so that a chain becomes a chain; only where that ends
// without a contradiction are all runs used, and after that cases are told apart. In the end, steps that
// nothing rests on are left out.

#include "synth/story_argument.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/check.h"

namespace ggms::synth {

namespace {

constexpr int kMostCases = 16;  // that an argument goes through; ours: more are no help to a reader

using Values = std::uint32_t;  // a set of decisions, a bit each
static_assert(model::kMaxStates < std::numeric_limits<Values>::digits);

std::vector<int> list(Values values) {
  std::vector<int> decisions;
  for (; values != 0; values &= values - 1) decisions.push_back(std::countr_zero(values));
  return decisions;
}

/// What is known of every variable, and by which node.
struct State {
  static constexpr int kFirst = -1;
  struct Known {
    Values values = 0;
    int node = kFirst;
    std::size_t run = 0;  // where it was found
  };
  std::vector<Known> variables;
};

/// A step, or the assumption of a case, and the nodes that it rests on.
struct Node {
  StoryStep step;
  std::vector<int> needs;
};

struct Draft {
  std::vector<int> steps;  // nodes
  std::size_t variable = 0;
  int node = State::kFirst;  // what the cases' variable is known by
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
      : runs_(runs), verdicts_(verdicts), stop_(stop) {
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
          begin_.variables.push_back({all});
        }
        variables.push_back(it->second);
      }
    }
  }

  std::optional<Argument> argue() {
    std::optional<Draft> best;
    std::size_t fewest = 0;
    for (std::size_t root = 0; root < runs_.size(); ++root) {
      State state = begin_;
      Draft draft;
      if (!propagate(state, draft, root)) continue;
      slice(draft);
      if (!best || draft.steps.size() < fewest) {
        fewest = draft.steps.size();
        best = std::move(draft);
      }
    }
    if (!best) {
      best.emplace();
      if (!refute(begin_, *best)) return std::nullopt;
      slice(*best);
    }
    Argument argument;
    argument.part = told(*best, argument.runs);
    return argument;
  }

 private:
  static constexpr std::size_t kAnywhere = static_cast<std::size_t>(-1);

  /// What these properties allow after a run.
  struct Support {
    bool any = false;            // some combination of values; where no process decides, the empty one
    std::vector<Values> values;  // that each variable takes in some combination
  };

  Support supported(std::size_t run, const std::vector<Values>& domains,
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

  /// The process that knows an entry in a run: one that knows it in another run, too, if there is one.
  int process_with(const model::Entry& entry, std::size_t run, std::size_t other) const {
    int first = -1;
    for (std::size_t p = 0; p < runs_[run].knows.size(); ++p) {
      if (runs_[run].knows[p] != entry) continue;
      if (runs_[other].knows[p] == entry) return static_cast<int>(p);
      if (first < 0) first = static_cast<int>(p);
    }
    return first;
  }

  /// The step that leaves `wanted` to a variable of the run (by its index in it); nothing to all of them, of
  /// which there may be none, if `wanted` is 0. Rests on as few properties and premises as it can.
  Node node_of(std::size_t run, const State& state, std::size_t index, Values wanted) const {
    std::vector<Values> domains;
    std::vector<int> properties = properties_;
    for (const std::size_t v : variables_[run]) domains.push_back(state.variables[v].values);
    const auto suffices = [&](const std::vector<Values>& given, const std::vector<int>& by) {
      const Support support = supported(run, given, by);
      return wanted == 0 ? !support.any : (support.values[index] & ~wanted) == 0;
    };
    for (std::size_t k = properties.size(); k-- > 0;) {
      std::vector<int> fewer = properties;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(k));
      if (suffices(domains, fewer)) properties = std::move(fewer);
    }
    Node node;
    for (std::size_t i = 0; i < domains.size(); ++i) {
      const std::size_t v = variables_[run][i];
      const State::Known& known = state.variables[v];
      if (known.node == State::kFirst) continue;
      std::vector<Values> fewer = domains;
      fewer[i] = begin_.variables[v].values;
      if (suffices(fewer, properties)) {
        domains = std::move(fewer);
        continue;
      }
      const int here = process_with(entries_[v], run, known.run);
      node.step.premises.push_back(
          {here, list(known.values), known.run, process_with(entries_[v], known.run, run)});
      node.needs.push_back(known.node);
    }
    node.step.run = run;
    node.step.properties = std::move(properties);
    node.step.decisions = list(wanted);
    if (wanted != 0) node.step.process = process_with(entries_[variables_[run][index]], run, run);
    return node;
  }

  int add(Node node) {
    nodes_.push_back(std::move(node));
    return static_cast<int>(nodes_.size()) - 1;
  }

  /// All steps of one run; true if they leave nothing. Says whether there were any.
  bool look_at(std::size_t run, State& state, Draft& draft, bool& news) {
    std::vector<Values> domains;
    for (const std::size_t v : variables_[run]) domains.push_back(state.variables[v].values);
    const Support support = supported(run, domains, properties_);
    if (!support.any) {
      draft.steps.push_back(add(node_of(run, state, 0, 0)));
      return true;
    }
    const std::vector<Values>& left = support.values;
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (left[i] == domains[i]) continue;
      draft.steps.push_back(add(node_of(run, state, i, left[i])));
      state.variables[variables_[run][i]] = {left[i], draft.steps.back(), run};
      news = true;
    }
    return false;
  }

  /// Steps until they leave nothing (true), or there are no more. From `root` on: only of runs in which
  /// something is known already.
  bool propagate(State& state, Draft& draft, std::size_t root) {
    const auto is_touched = [&](std::size_t run) {
      return root == kAnywhere || run == root ||
             std::any_of(variables_[run].begin(), variables_[run].end(),
                         [&](std::size_t v) { return state.variables[v].node != State::kFirst; });
    };
    for (bool news = true; news && !stop_.requested();) {
      news = false;
      for (std::size_t run = 0; run < runs_.size(); ++run) {
        if (is_touched(run) && look_at(run, state, draft, news)) return true;
      }
    }
    return false;
  }

  State assume(const State& state, std::size_t variable, int decision, int& node) {
    State assumed = state;
    node = add({});
    assumed.variables[variable] = {Values{1} << decision, node, run_with(variable)};
    return assumed;
  }

  std::size_t run_with(std::size_t variable) const {
    for (std::size_t run = 0;; ++run) {
      if (std::find(variables_[run].begin(), variables_[run].end(), variable) != variables_[run].end())
        return run;
    }
  }

  /// The variable whose cases leave least open: (values that are not refuted at once, what those leave).
  std::optional<std::size_t> best_variable(const State& state) {
    std::optional<std::size_t> best;
    std::pair<int, int> least;
    for (std::size_t v = 0; v < entries_.size(); ++v) {
      if (std::popcount(state.variables[v].values) < 2) continue;
      std::pair<int, int> open{0, 0};
      for (const int decision : list(state.variables[v].values)) {
        int node = 0;
        Draft ignored;
        const std::size_t before = nodes_.size();
        State assumed = assume(state, v, decision, node);
        if (!propagate(assumed, ignored, kAnywhere)) {
          ++open.first;
          for (const State::Known& known : assumed.variables) open.second += std::popcount(known.values) - 1;
        }
        nodes_.resize(before);
      }
      if (best && open >= least) continue;
      best = v;
      least = open;
    }
    return best;
  }

  bool refute(State state, Draft& draft) {
    if (propagate(state, draft, kAnywhere)) return true;
    if (stop_.requested_now()) return false;
    const std::optional<std::size_t> variable = best_variable(state);
    CHECK(variable);  // else every variable has one value, and no run breaks a property
    const State::Known known = state.variables[*variable];
    draft.variable = *variable;
    draft.node = known.node;
    draft.run = run_with(*variable);
    for (const int decision : list(known.values)) {
      if (++cases_ > kMostCases) return false;
      Draft::Case& one = draft.cases.emplace_back();
      one.decision = decision;
      const State assumed = assume(state, *variable, decision, one.node);
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
    } else if (draft.node != State::kFirst) {
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
    part.process = process_with(entries_[draft.variable], draft.run, draft.run);
    for (const Draft::Case& one : draft.cases) part.cases.push_back({one.decision, told(one.draft, order)});
    return part;
  }

  const std::vector<StoryRun>& runs_;
  const std::vector<Verdicts>& verdicts_;
  base::Stop& stop_;
  std::vector<int> properties_;
  std::vector<model::Entry> entries_;                // by variable
  std::vector<std::vector<std::size_t>> variables_;  // of each run
  State begin_;
  std::vector<Node> nodes_;
  int cases_ = 0;
};

}  // namespace

std::optional<Argument> argue(const model::Problem& problem, const std::vector<StoryRun>& runs,
                              const std::vector<Verdicts>& verdicts, base::Stop& stop) {
  return Arguer(problem, runs, verdicts, stop).argue();
}

}  // namespace ggms::synth
