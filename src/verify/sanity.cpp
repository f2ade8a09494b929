// Finds out whether a specification is worth a search. Goes through whole outcomes of runs: initial values,
// which processes failed and whether messages were lost (as the adversary's choices allow it), and all
// decisions that the other processes may make. A property that is true of all outcomes demands nothing, which
// its author can't have meant. If for some initial values and failures no outcome satisfies all properties,
// every protocol fails. These are outcomes, not protocols: a specification without a warning may still be
// infeasible.
//
// Processes that the specification can't tell apart (all but p1, p2, ...) are one group. Of outcomes that
// differ only in the order of a group's members, this file examines one.

#include "verify/sanity.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/check.h"
#include "base/stopped.h"
#include "model/adversary.h"
#include "spec/choices.h"
#include "spec/evaluation.h"
#include "verify/run_endings.h"

namespace ggms::verify {

namespace {

constexpr int kManyProcesses = 6;  // more processes hardly reveal more about properties of few processes
constexpr std::uint64_t kMaxWork = 3000000;  // ways to choose processes (counted as pairs at least), over all
                                             // evaluations of properties: about 0.1 s
constexpr std::size_t kUsualParts =
    16;  // of a property's formula; the evaluation of a larger formula counts as several

/// Examines all outcomes for a number of processes and of rounds.
class Examination {
 public:
  Examination(const spec::Spec& spec, const model::FaultLimits& faults, model::Decide decide, int processes,
              int rounds, std::vector<bool>& violable, std::uint64_t& work, base::Stop& stop)
      : spec_(spec),
        adversary_(faults, processes, false),
        decides_early_(decide == model::Decide::kAny),
        n_(processes),
        rounds_(rounds),
        violable_(violable),
        work_(work),
        stop_(stop) {
    for (const spec::Property& property : spec.properties) {
      const int variables = std::max(2, spec::nested_variables(spec.formulas, property.formula));
      const std::size_t parts = spec.formulas.parts(property.formula).size();
      costs_.push_back(static_cast<std::uint64_t>(spec::choices(processes, variables)) *
                       std::max<std::uint64_t>(1, parts / kUsualParts));
    }
  }

  /// Notes which properties can be violated. If it finds initial values and an ending for which no decisions
  /// satisfy the properties, it stops and returns them in words.
  std::optional<std::string> run() {
    std::vector<int> groups(static_cast<std::size_t>(spec_.named_processes), 1);
    groups.push_back(n_ - spec_.named_processes);
    for (const RunEnding& ending : run_endings(adversary_, groups, rounds_, stop_)) {
      begin(ending, groups);
      choose_initial(0);
    }
    return hopeless_;
  }

  bool exhausted() const { return work_ > kMaxWork; }

 private:
  /// Lists the processes group by group; in each group, those that take part until the end come first.
  void begin(const RunEnding& ending, const std::vector<int>& groups) {
    outcome_ = {};
    outcome_.facts = {ending.lost, ending.crashed, ending.failures, 0};
    alike_.clear();
    decides_.clear();
    may_decide_.clear();
    for (std::size_t g = 0; g < groups.size(); ++g) {
      int left = groups[g];
      const auto add = [&](int count, bool correct, bool decides, bool may_decide) {
        for (int i = 0; i < count; ++i) {
          spec::Observation seen;
          seen.name = static_cast<int>(outcome_.processes.size());
          seen.correct = correct;
          outcome_.processes.push_back(seen);
          alike_.push_back(i > 0);
          decides_.push_back(decides);
          may_decide_.push_back(may_decide);
        }
        left -= count;
      };
      for (std::size_t i = 0; i < ending.present[g].size(); ++i) {
        const model::Role role = adversary_.roles()[i];
        const bool decides = model::Adversary::has_state(role);
        add(ending.present[g][i], role == model::kNotPicked, decides, decides);
      }
      add(left, false, false, decides_early_ || adversary_.can_leave());  // those that crashed
    }
    choices_.assign(outcome_.processes.size(), 0);
    // Assumes that no other messages were lost: a process that takes part is connected if most processes take
    // part.
    const auto present = std::count(decides_.begin(), decides_.end(), true);
    for (std::size_t p = 0; p < decides_.size(); ++p)
      outcome_.processes[p].connected = decides_[p] && 2 * present > n_;
  }

  void choose_initial(std::size_t p) {
    if (hopeless_ || exhausted()) return;
    if (p == outcome_.processes.size()) return judge_initial();
    const int first = alike_[p] ? outcome_.processes[p - 1].initial : 0;
    for (int value = first; value < static_cast<int>(spec_.initial.size()); ++value) {
      outcome_.processes[p].initial = value;
      choose_initial(p + 1);
    }
  }

  void judge_initial() {
    satisfied_ = false;
    choose_decisions(0, true);
    if (!satisfied_ && !exhausted()) hopeless_ = describe();
  }

  /// Processes that take part until the end decide, because the last round makes them. The search for
  /// violations also lets them decide nothing; otherwise a property that demands decisions would look as if
  /// it demanded nothing. If decisions may come early, the first round and the last stand for all rounds.
  void choose_decisions(std::size_t p, bool all_decide) {
    if (settled() || exhausted()) return;
    if (p == outcome_.processes.size()) return judge(all_decide);
    spec::Observation& seen = outcome_.processes[p];
    if (!decides_[p] && !may_decide_[p]) return choose_decisions(p + 1, all_decide);
    const int times = decides_early_ && rounds_ > 1 ? 2 : 1;
    const int nothing = static_cast<int>(spec_.decisions.size()) * times;
    for (int choice = first_choice(p); choice <= nothing; ++choice) {
      const bool decides = choice < nothing;
      choices_[p] = choice;
      seen.decision = decides ? choice / times : spec::Observation::kNone;
      seen.decided_in = !decides ? spec::Observation::kNone : times == 2 && choice % 2 == 0 ? 1 : rounds_;
      choose_decisions(p + 1, all_decide && (decides || !decides_[p]));
    }
    seen.decision = seen.decided_in = spec::Observation::kNone;
  }

  /// The choices of processes that can be exchanged ascend, so that each multiset of choices occurs once.
  int first_choice(std::size_t p) const {
    const bool alike = alike_[p] && outcome_.processes[p - 1].initial == outcome_.processes[p].initial;
    return alike ? choices_[p - 1] : 0;
  }

  void judge(bool all_decide) {
    bool all_true = true;
    for (std::size_t i = 0; i < spec_.properties.size(); ++i) {
      base::require_going(stop_, 0);
      work_ += costs_[i];
      if (exhausted()) return;
      if (spec::evaluate(spec_.formulas, spec_.properties[i].formula, outcome_, stop_)) continue;
      all_true = false;
      violable_[i] = true;
    }
    if (all_true && all_decide) satisfied_ = true;
  }

  bool settled() const {
    return satisfied_ && std::all_of(violable_.begin(), violable_.end(), [](bool can) { return can; });
  }

  std::string describe() const {
    std::string values;
    std::string failed;
    for (std::size_t p = 0; p < outcome_.processes.size(); ++p) {
      const spec::Observation& seen = outcome_.processes[p];
      values += (p == 0 ? "" : ", ") + spec_.initial[static_cast<std::size_t>(seen.initial)];
      if (!seen.correct) failed += (failed.empty() ? "process " : ", ") + std::to_string(p + 1);
    }
    const std::string losses = outcome_.facts.lost ? "messages were lost" : "no message was lost";
    return "initial values " + values + ", " + (failed.empty() ? "no process failed" : failed + " failed") +
           ", " + losses;
  }

  const spec::Spec& spec_;
  model::Adversary adversary_;
  bool decides_early_;
  int n_;
  int rounds_;
  std::vector<bool>& violable_;
  std::uint64_t& work_;
  base::Stop& stop_;
  std::vector<std::uint64_t> costs_;  // of evaluating each property
  spec::Outcome outcome_;
  std::vector<bool> alike_;       // this process can be exchanged with the one before it
  std::vector<bool> decides_;     // this process takes part until the end
  std::vector<bool> may_decide_;  // ... or may have decided before it crashed
  std::vector<int> choices_;      // decisions with their times, as numbers
  bool satisfied_ = false;
  std::optional<std::string> hopeless_;
};

std::string size_text(int processes, int all) {
  std::string text = "with " + std::to_string(processes) + (processes == 1 ? " process" : " processes");
  if (processes < all)
    text += " (fewer than your " + std::to_string(all) + ", which are too many to go through)";
  return text;
}

/// The warnings; nullopt if the work limit was reached first.
std::optional<std::vector<std::string>> examine(const spec::Spec& spec, const model::Setting& setting,
                                                int processes, int first_rounds, int last_rounds,
                                                base::Stop& stop) {
  const int failures = processes < setting.processes ? processes - 1 : processes;
  const model::FaultLimits faults = model::with_failures(setting.faults, failures);
  std::vector<bool> violable(spec.properties.size(), false);
  const auto all_violable = [&] {
    return std::find(violable.begin(), violable.end(), false) == violable.end();
  };
  std::uint64_t work = 0;
  bool satisfiable = false;  // for some number of rounds
  std::optional<std::string> hopeless;
  for (int rounds = first_rounds; rounds <= last_rounds && !(satisfiable && all_violable()); ++rounds) {
    Examination examination(spec, faults, setting.decide, processes, rounds, violable, work, stop);
    hopeless = examination.run();
    if (examination.exhausted()) return std::nullopt;
    satisfiable = satisfiable || !hopeless;
  }

  const std::string subject = "specification '" + spec.name + "': ";
  const std::string size = size_text(processes, setting.processes);
  if (!satisfiable) {
    return std::vector{subject + "no decisions satisfy it " + size + ", " + hopeless.value_or("") +
                       "; so no protocol can"};
  }
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < violable.size(); ++i) {
    if (violable[i]) continue;
    lines.push_back(subject);
    lines.back()
        .append("no decisions violate property '")
        .append(spec.properties[i].name)
        .append("' ")
        .append(size);
  }
  return lines;
}

/// Whether the formula depends on what was decided before the last of `rounds` rounds.
bool asks_early(const spec::Formulas& formulas, spec::NodeId id, int rounds) {
  const std::vector<spec::NodeId> parts = formulas.parts(id);
  return std::any_of(parts.begin(), parts.end(), [&](spec::NodeId part) {
    return formulas[part].op == spec::Op::kDecidedBy && formulas[part].value < rounds;
  });
}

/// Warnings about properties that ask which processes have decided early, although none can.
std::vector<std::string> early_questions(const spec::Spec& spec, const model::Setting& setting,
                                         int last_rounds) {
  std::vector<std::string> lines;
  if (setting.decide == model::Decide::kAny) return lines;
  for (const spec::Property& property : spec.properties) {
    if (!asks_early(spec.formulas, property.formula, last_rounds)) continue;
    lines.push_back(fmt::format(
        "specification '{}': property '{}' asks who has decided before the last round, and no process "
        "has unless processes may decide in any round (decide any)",
        spec.name, property.name));
  }
  return lines;
}

}  // namespace

std::vector<std::string> specification_warnings(const spec::Spec& spec, const model::Setting& setting,
                                                int first_rounds, int last_rounds, base::Stop& stop) {
  CHECK(first_rounds <= last_rounds);
  std::vector<std::string> lines = early_questions(spec, setting, last_rounds);
  const int least = std::max(1, spec.named_processes);
  for (int processes = std::max(least, std::min(setting.processes, kManyProcesses)); processes >= least;
       --processes) {
    try {
      const auto found = examine(spec, setting, processes, first_rounds, last_rounds, stop);
      if (!found) continue;
      lines.insert(lines.end(), found->begin(), found->end());
    } catch (const base::Stopped&) {
      // Stopped: no warning from this examination.
    }
    break;
  }
  return lines;
}

}  // namespace ggms::verify
