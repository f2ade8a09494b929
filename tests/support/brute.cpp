// Runs every scenario, one by one, through the plain simulator.

#include "support/brute.h"

#include <algorithm>
#include <sstream>
#include <string>

namespace ggms::support {

namespace {

/// The number of a word in the setting's faults.
int number_of(const model::Setting& setting, const std::string& word) {
  std::istringstream words(model::to_string(setting.faults));
  for (std::string part; std::getline(words, part, ',');) {
    if (part.starts_with(word + "=")) return std::stoi(part.substr(word.size() + 1));
  }
  return 0;
}

/// Enumerates what each fault word lets the adversary do, word by word as the semantics say it.
class Scenarios {
 public:
  Scenarios(const model::Setting& setting, const std::function<void(const model::Scenario&)>& visit)
      : setting_(setting),
        visit_(visit),
        n_(setting.processes),
        loss_(number_of(setting, "loss")),
        up_(static_cast<std::size_t>(n_), true) {
    scenario_.rounds.reserve(
        static_cast<std::size_t>(setting.rounds));  // so that references to rounds stay valid
  }

  void initial_values() {
    if (scenario_.initial.size() == up_.size()) {
      scenario_.picked.assign(up_.size(), model::kNotPicked);
      return picks(0, number_of(setting_, "omission"), number_of(setting_, "general-omission"),
                   number_of(setting_, "byzantine"));
    }
    for (int value = 0; value < setting_.initial; ++value) {
      scenario_.initial.push_back(value);
      initial_values();
      scenario_.initial.pop_back();
    }
  }

 private:
  struct Left {
    int crash = 0;
    int late = 0;
    int losses = 0;
    int splits = 0;
  };

  bool is(int p, const char* word) const { return model::word_of(scenario_.role(p)) == word; }
  bool present(int p) const {
    return up_[static_cast<std::size_t>(p)];
  }  // processes that forge are always present

  void picks(std::size_t p, int omitting, int generally, int forging) {
    if (p == up_.size()) {
      model::Scenario& s = scenario_;
      const std::vector<model::Role> picked = s.picked;
      if (std::count(picked.begin(), picked.end(), model::kNotPicked) == n_) s.picked.clear();
      round({number_of(setting_, "crash"), number_of(setting_, "crash-late"),
             number_of(setting_, "loss-total"), number_of(setting_, "partition")});
      s.picked = picked;
      return;
    }
    picks(p + 1, omitting, generally, forging);
    const auto pick = [&](const char* word, int a, int b, int c) {
      if (std::min({a, b, c}) < 0) return;
      for (model::Role role = 1; role <= model::kFaultWords; ++role) {
        if (model::word_of(role) == word) scenario_.picked[p] = role;
      }
      picks(p + 1, a, b, c);
      scenario_.picked[p] = model::kNotPicked;
    };
    pick("omission", omitting - 1, generally, forging);
    pick("general-omission", omitting, generally - 1, forging);
    pick("byzantine", omitting, generally, forging - 1);
  }

  void round(const Left& left) {
    if (scenario_.rounds.size() == static_cast<std::size_t>(setting_.rounds)) return visit_(scenario_);
    scenario_.rounds.emplace_back();
    crashes(0, left);
    int first = 0;
    while (first < n_ && !present(first)) ++first;
    for (unsigned block = 1; left.splits > 0 && block < (1U << n_); ++block) {
      std::vector<int> members;
      bool sensible = true;  // of the present processes, without the first
      for (int p = 0; p < n_; ++p) {
        if (((block >> p) & 1U) == 0) continue;
        sensible = sensible && present(p) && p != first;
        members.push_back(p);
      }
      if (!sensible) continue;
      scenario_.rounds.back().block = members;
      Left then = left;
      --then.splits;
      crashes(0, then);
      scenario_.rounds.back().block.clear();
    }
    scenario_.rounds.pop_back();
  }

  void crashes(int p, const Left& left) {
    if (p == n_) return links(0, 0, loss_, left);
    crashes(p + 1, left);
    if (!present(p) || is(p, "byzantine")) return;
    const auto crash = [&](std::vector<int> model::RoundFaults::* list, const Left& then) {
      if (then.crash < 0 || then.late < 0) return;
      up_[static_cast<std::size_t>(p)] = false;
      (scenario_.rounds.back().*list).push_back(p);
      crashes(p + 1, then);
      (scenario_.rounds.back().*list).pop_back();
      up_[static_cast<std::size_t>(p)] = true;
    };
    crash(&model::RoundFaults::crashing, {left.crash - 1, left.late, left.losses, left.splits});
    crash(&model::RoundFaults::leaving, {left.crash, left.late - 1, left.losses, left.splits});
  }

  /// Decides what becomes of the message from `sender` to `receiver`, and of those after it.
  void links(int receiver, int sender, int free, const Left& left) {
    if (receiver == n_) return round(left);
    if (sender == n_) return links(receiver + 1, 0, free, left);
    const model::RoundFaults& faults = scenario_.rounds.back();
    const auto in = [](const std::vector<int>& list, int p) {
      return std::binary_search(list.begin(), list.end(), p);
    };
    const auto crashes_now = [&](int p) { return in(faults.crashing, p) || in(faults.leaving, p); };
    const bool receives = (present(receiver) || in(faults.leaving, receiver)) && !is(receiver, "byzantine");
    const bool sends = present(sender) || crashes_now(sender);
    const auto arrives = [&] { links(receiver, sender + 1, free, left); };
    const auto lost = [&](int free_after, int losses_after) {
      scenario_.rounds.back().losses.emplace_back(receiver, sender);
      Left then = left;
      then.losses = losses_after;
      links(receiver, sender + 1, free_after, then);
      scenario_.rounds.back().losses.pop_back();
    };
    if (receiver == sender || !receives || !sends) return arrives();
    if (in(faults.block, receiver) != in(faults.block, sender)) return lost(free, left.losses);
    if (is(sender, "byzantine")) {
      const int letters = setting_.alphabet(static_cast<int>(scenario_.rounds.size()) - 1);
      for (int state = 0; state < letters; ++state) {
        scenario_.rounds.back().forged.push_back({receiver, sender, state});
        arrives();
        scenario_.rounds.back().forged.pop_back();
      }
      return lost(free, left.losses);
    }
    arrives();
    const bool explained = crashes_now(sender) || is(sender, "omission") || is(sender, "general-omission") ||
                           is(receiver, "general-omission");
    if (explained) return lost(free, left.losses);
    if (free > 0) return lost(free - 1, left.losses);
    if (left.losses > 0) lost(free, left.losses - 1);
  }

  const model::Setting& setting_;
  const std::function<void(const model::Scenario&)>& visit_;
  const int n_;
  const int loss_;
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

std::uint64_t ways(const model::Setting& setting, const model::Scenario& scenario, int first_faulty_round) {
  std::vector<bool> up(scenario.initial.size(), true);
  std::uint64_t ways = 1;
  const auto first = static_cast<std::size_t>(first_faulty_round) - 1;
  for (std::size_t round = first; round < scenario.rounds.size(); ++round) {
    const model::RoundFaults& faults = scenario.rounds[round];
    std::vector<bool> crashes(up.size(), false), idle(up.size(), false);
    for (const int p : faults.crashing) crashes[static_cast<std::size_t>(p)] = true;
    for (std::size_t p = 0; p < up.size(); ++p)
      idle[p] = !up[p] || crashes[p] || model::word_of(scenario.role(static_cast<int>(p))) == "byzantine";
    for (const int p : faults.leaving) crashes[static_cast<std::size_t>(p)] = true;
    for (std::size_t sender = 0; sender < up.size(); ++sender) {
      const std::string word = model::word_of(scenario.role(static_cast<int>(sender)));
      const int letters = setting.alphabet(static_cast<int>(round));
      std::uint64_t each = !up[sender] || (word.empty() && !crashes[sender]) ? 1 : 2;
      if (word == "byzantine") each = static_cast<std::uint64_t>(letters) + 1;
      for (std::size_t receiver = 0; receiver < up.size(); ++receiver)
        ways *= receiver != sender && idle[receiver] ? each : 1;
    }
    for (std::size_t p = 0; p < up.size(); ++p) up[p] = up[p] && !crashes[p];
  }
  return ways;
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
      model::Scenario ended = scenario;  // the adversary does nothing after the end of the run
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
      if (model::count_faults(scenario) > model::FaultCount{}) brute.uses[i].premise_held_with_faults = true;
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
  const auto same_round = [](const model::RoundFaults& x, const model::RoundFaults& y) { return x == y; };
  return a.initial == b.initial && model::lexicographic(a, b) == 0 &&
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
