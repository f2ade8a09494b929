// Is a specification worth a search? Goes through whole outcomes of runs: initial values, who failed and
// whether messages were lost (as the adversary's choices allow it), and everything that the others may
// decide. A property that is true of all of them asks for nothing, though somebody wrote it down; initial
// values and failures of which no outcome satisfies all properties make every protocol fail. Outcomes, not
// protocols: passing says nothing about feasibility.
//
// Processes that the specification can't tell apart (all but p1, p2, ...) are one group, and of the outcomes
// that differ in the order of a group's members one is looked at.

#include "verify/sanity.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>
#include <set>

#include "base/check.h"
#include "model/faults.h"
#include "spec/compiled.h"

namespace ggms::verify {

namespace {

constexpr int kManyProcesses = 6;  // more than this tell hardly more about properties of few processes
constexpr std::uint64_t kMaxWork =
    3000000;  // evaluations of a property, times pairs of processes: about 0.1 s

/// How a run can end, but for values: how many of each group are live, and what was seen of the faults.
struct Ending {
  int failures = 0;  // first, so that the mildest endings come first
  bool crashed = false;
  bool lost = false;
  std::vector<int> live;
  auto operator<=>(const Ending&) const = default;
};

/// The endings that one more round makes of one.
void extend(const Ending& ending, const model::FaultLimits& faults, int processes, std::set<Ending>& after) {
  for (const model::Choice& choice : model::choices(faults, ending.live, ending.failures)) {
    Ending next = ending;
    next.live = choice.moving;
    next.failures += choice.failures;
    next.crashed = next.crashed || std::any_of(choice.crashing.begin(), choice.crashing.end(),
                                               [](int number) { return number > 0; });
    bool may_arrive = true;  // all messages to all who move
    bool may_be_lost = false;
    for (std::size_t g = 0; g < choice.moving.size(); ++g) {
      if (choice.moving[g] == 0) continue;
      const model::Delivery& delivery = choice.deliveries[static_cast<std::size_t>(choice.delivery[g])];
      const int sure = std::accumulate(delivery.sure.begin(), delivery.sure.end(), 0);
      const int at_risk = std::accumulate(delivery.at_risk.begin(), delivery.at_risk.end(), 0);
      may_arrive = may_arrive && sure + at_risk == processes;
      may_be_lost = may_be_lost || sure < processes;
    }
    if (may_arrive) after.insert(next);
    next.lost = true;
    if (may_be_lost || ending.lost) after.insert(next);
  }
}

/// Every ending of a run of `rounds` rounds.
std::set<Ending> endings(const model::FaultLimits& faults, const std::vector<int>& groups, int rounds) {
  const int processes = std::accumulate(groups.begin(), groups.end(), 0);
  std::set<Ending> now{Ending{0, false, false, groups}};
  for (int round = 1; round <= rounds; ++round) {
    std::set<Ending> after;
    for (const Ending& ending : now) extend(ending, faults, processes, after);
    if (after == now) break;  // and so it stays
    now = std::move(after);
  }
  return now;
}

/// All outcomes of some processes in runs of some rounds.
class Examination {
 public:
  Examination(const spec::Spec& spec, const model::FaultLimits& faults, int processes, int rounds,
              std::vector<bool>& violable, std::uint64_t& work)
      : spec_(spec),
        compiled_(spec, processes),
        faults_(faults),
        n_(processes),
        rounds_(rounds),
        violable_(violable),
        work_(work) {}

  /// Notes which properties can be violated, until it finds initial values and an ending for which no
  /// decisions are good; these it returns in words.
  std::optional<std::string> run() {
    std::vector<int> groups(static_cast<std::size_t>(spec_.named_processes), 1);
    groups.push_back(n_ - spec_.named_processes);
    for (const Ending& ending : endings(faults_, groups, rounds_)) {
      begin(ending, groups);
      choose_initial(0);
    }
    return hopeless_;
  }

  bool exhausted() const { return work_ > kMaxWork; }

 private:
  /// The processes group by group; in each, those that are live come first.
  void begin(const Ending& ending, const std::vector<int>& groups) {
    outcome_ = {};
    outcome_.facts = {ending.lost, ending.crashed, ending.failures, 0};
    alike_.clear();
    for (std::size_t g = 0; g < groups.size(); ++g) {
      for (int i = 0; i < groups[g]; ++i) {
        spec::Observation seen;
        seen.name = static_cast<int>(outcome_.processes.size());
        seen.correct = i < ending.live[g];
        outcome_.processes.push_back(seen);
        alike_.push_back(i > 0 && i != ending.live[g]);
      }
    }
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
    std::vector<int> initial;
    for (const spec::Observation& seen : outcome_.processes) initial.push_back(seen.initial);
    outcome_.facts.initial_facts = compiled_.initial_facts_of(initial);
    satisfied_ = false;
    choose_decisions(0, true);
    if (!satisfied_ && !exhausted()) hopeless_ = describe();
  }

  /// Live processes decide, as the last round makes them; the search for violations also lets them decide
  /// nothing, or a property that asks for decisions would look idle.
  void choose_decisions(std::size_t p, bool all_decide) {
    if (settled() || exhausted()) return;
    if (p == outcome_.processes.size()) return judge(all_decide);
    spec::Observation& seen = outcome_.processes[p];
    if (!seen.correct) return choose_decisions(p + 1, all_decide);
    const int nothing = static_cast<int>(spec_.decisions.size());
    int first = 0;
    if (alike_[p] && outcome_.processes[p - 1].initial == seen.initial) {
      first = outcome_.processes[p - 1].decision;
      if (first == spec::Observation::kNone) first = nothing;
    }
    for (int decision = first; decision <= nothing; ++decision) {
      const bool decides = decision < nothing;
      seen.decision = decides ? decision : spec::Observation::kNone;
      seen.decided_in = decides ? rounds_ : spec::Observation::kNone;
      choose_decisions(p + 1, all_decide && decides);
    }
  }

  void judge(bool all_decide) {
    bool all_true = true;
    for (std::size_t i = 0; i < spec_.properties.size(); ++i) {
      work_ += static_cast<std::uint64_t>(n_) * static_cast<std::uint64_t>(n_);
      if (spec::evaluate(spec_.formulas, spec_.properties[i].formula, outcome_)) continue;
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
    return "initial values " + values + ", " + (failed.empty() ? "nobody failed" : failed + " failed") +
           ", " + losses;
  }

  const spec::Spec& spec_;
  spec::Compiled compiled_;
  model::FaultLimits faults_;
  int n_;
  int rounds_;
  std::vector<bool>& violable_;
  std::uint64_t& work_;
  spec::Outcome outcome_;
  std::vector<bool> alike_;  // this process can be exchanged with the one before it
  bool satisfied_ = false;
  std::optional<std::string> hopeless_;
};

std::string size_text(int processes, int all) {
  std::string text = "with " + std::to_string(processes) + (processes == 1 ? " process" : " processes");
  if (processes < all)
    text += " (fewer than your " + std::to_string(all) + ", which are too many to go through)";
  return text;
}

/// Nothing if the work limit was reached first.
std::optional<std::vector<std::string>> examine(const spec::Spec& spec, const model::Setting& setting,
                                                int processes, int first_rounds, int last_rounds) {
  const int failures = processes < setting.processes ? processes - 1 : processes;
  const model::FaultLimits faults = model::with_failures(setting.faults, failures);
  std::vector<bool> violable(spec.properties.size(), false);
  const auto all_violable = [&] {
    return std::find(violable.begin(), violable.end(), false) == violable.end();
  };
  std::uint64_t work = 0;
  bool satisfiable = false;  // with some number of rounds
  std::optional<std::string> hopeless;
  for (int rounds = first_rounds; rounds <= last_rounds && !(satisfiable && all_violable()); ++rounds) {
    Examination examination(spec, faults, processes, rounds, violable, work);
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

}  // namespace

std::vector<std::string> specification_warnings(const spec::Spec& spec, const model::Setting& setting,
                                                int first_rounds, int last_rounds) {
  CHECK(first_rounds <= last_rounds);
  const int least = std::max(1, spec.named_processes);
  for (int processes = std::max(least, std::min(setting.processes, kManyProcesses)); processes >= least;
       --processes) {
    if (auto lines = examine(spec, setting, processes, first_rounds, last_rounds)) return *lines;
  }
  return {};
}

}  // namespace ggms::verify
