// Every scenario, one by one, through the plain simulator.

#include "support/brute.h"

#include <algorithm>

namespace ggms::support {

namespace {

/// Enumerates who crashes and which messages are lost, round by round.
class Scenarios {
 public:
  Scenarios(const model::Setting& setting, const std::function<void(const model::Scenario&)>& visit)
      : setting_(setting), visit_(visit), up_(static_cast<std::size_t>(setting.processes), true) {}

  void initial_values() {
    if (scenario_.initial.size() == up_.size()) return round(setting_.faults.crash);
    for (int value = 0; value < setting_.initial; ++value) {
      scenario_.initial.push_back(value);
      initial_values();
      scenario_.initial.pop_back();
    }
  }

 private:
  void round(int budget) {
    if (scenario_.rounds.size() == static_cast<std::size_t>(setting_.rounds)) return visit_(scenario_);
    scenario_.rounds.emplace_back();
    crashes(0, budget);
    scenario_.rounds.pop_back();
  }

  void crashes(std::size_t p, int budget) {
    if (p == up_.size()) {
      std::vector<std::pair<int, int>> risks;
      for (std::size_t receiver = 0; receiver < up_.size(); ++receiver) {
        if (!up_[receiver]) continue;
        for (const int sender : scenario_.rounds.back().crashing) {
          risks.emplace_back(static_cast<int>(receiver), sender);
        }
      }
      return losses(risks, 0, budget);
    }
    crashes(p + 1, budget);
    if (!up_[p] || budget == 0) return;
    up_[p] = false;
    scenario_.rounds.back().crashing.push_back(static_cast<int>(p));
    crashes(p + 1, budget - 1);
    scenario_.rounds.back().crashing.pop_back();
    up_[p] = true;
  }

  void losses(const std::vector<std::pair<int, int>>& risks, std::size_t i, int budget) {
    if (i == risks.size()) return round(budget);
    losses(risks, i + 1, budget);
    // Not a reference: `rounds` grows below.
    scenario_.rounds.back().losses.push_back(risks[i]);
    losses(risks, i + 1, budget);
    scenario_.rounds.back().losses.pop_back();
  }

  const model::Setting& setting_;
  const std::function<void(const model::Scenario&)>& visit_;
  model::Scenario scenario_;
  std::vector<bool> up_;
};

bool before(const model::Scenario& a, const model::Scenario& b) {
  const auto faults = model::count_faults(a) <=> model::count_faults(b);
  return faults != 0 ? faults < 0 : model::lexicographic(a, b) < 0;
}

}  // namespace

void for_each_scenario(const model::Setting& setting,
                       const std::function<void(const model::Scenario&)>& visit) {
  Scenarios(setting, visit).initial_values();
}

Brute brute_force(const model::Problem& problem, const model::Machine& machine) {
  Brute brute;
  const spec::Spec& spec = problem.specification();
  brute.uses.resize(spec.properties.size());
  for (std::size_t i = 0; i < spec.properties.size(); ++i) {
    brute.uses[i].has_premise = spec.properties[i].has_premise;
  }
  for_each_scenario(problem.setting(), [&](const model::Scenario& scenario) {
    const model::Execution run = model::simulate(problem, machine, scenario);
    for (const auto& round : run.entries) {
      for (const model::Entry& entry : round) {
        if (entry.round > 0) brute.entries.insert(entry);
      }
    }
    if (const auto broken = verify::broken_property(problem, run)) {
      model::Scenario ended = scenario;  // what the adversary does after the end of the run is nothing
      ended.rounds.resize(run.entries.size());
      if (!brute.violation || before(ended, brute.violation->scenario)) brute.violation = {*broken, ended};
    }
    if (run.missing) return;
    for (std::size_t i = 0; i < spec.properties.size(); ++i) {
      if (!brute.uses[i].has_premise ||
          !spec::evaluate(spec.formulas, spec.properties[i].premise, run.outcome)) {
        continue;
      }
      brute.uses[i].premise_held = true;
      if (run.outcome.facts.failures > 0) brute.uses[i].premise_held_with_faults = true;
    }
  });
  return brute;
}

bool is_right(const model::Problem& problem, const model::Machine& machine) {
  struct Wrong {};
  try {
    for_each_scenario(problem.setting(), [&](const model::Scenario& scenario) {
      if (verify::broken_property(problem, model::simulate(problem, machine, scenario))) throw Wrong();
    });
  } catch (const Wrong&) {
    return false;
  }
  return true;
}

bool same(const model::Scenario& a, const model::Scenario& b) {
  const auto same_round = [](const model::RoundFaults& x, const model::RoundFaults& y) {
    return x.crashing == y.crashing && x.losses == y.losses;
  };
  return a.initial == b.initial &&
         std::equal(a.rounds.begin(), a.rounds.end(), b.rounds.begin(), b.rounds.end(), same_round);
}

std::string to_string(const model::Scenario& scenario) {
  std::string text = "initial";
  for (const int value : scenario.initial) text += " " + std::to_string(value);
  for (const model::RoundFaults& round : scenario.rounds) {
    text += "; crashing";
    for (const int p : round.crashing) text += " " + std::to_string(p + 1);
    for (const auto& [receiver, sender] : round.losses) {
      text += ", " + std::to_string(sender + 1) + " to " + std::to_string(receiver + 1) + " lost";
    }
  }
  return text;
}

}  // namespace ggms::support
