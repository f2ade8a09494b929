// Checks properties at the end of a run, on products of outcome sets. A universal statement over k processes
// is broken by some member of the product exactly if it is broken by some k processes with an outcome each
// from their own sets, because every such choice extends to a member. `lost`, the one fact that joins
// receivers, is split into its two cases first.

#include "verify/final_check.h"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>

#include "base/check.h"
#include "base/stopped.h"
#include "spec/evaluation.h"
#include "verify/partitions.h"

namespace ggms::verify {

namespace {

constexpr std::size_t kMaxTable = std::size_t{1}
                                  << 20;  // bytes of a table; beyond that, matrices are evaluated anew
constexpr std::size_t kMaxTables = std::size_t{1} << 26;  // bytes of all tables
constexpr int kMaxWidth = 6;  // processes of a statement; beyond that, whole outcomes are cheaper

int blocks_of(const std::vector<int>& partition) {
  return partition.empty() ? 0 : *std::max_element(partition.begin(), partition.end()) + 1;
}

/// Calls visit(outcome index) for each outcome in the set; a process without a move has the one outcome -1.
template <class Visit>
bool any_outcome(std::uint64_t outcomes, const Visit& visit) {
  if (outcomes == 0) return visit(-1);
  for (; outcomes != 0; outcomes &= outcomes - 1) {
    if (visit(__builtin_ctzll(outcomes))) return true;
  }
  return false;
}

}  // namespace

FinalCheck::FinalCheck(const model::Problem& problem)
    : problem_(problem),
      bits_(problem),
      names_(problem.compiled().uses_names() ? problem.setting().processes : 0),
      locals_(problem.compiled().uses_initial() ? problem.setting().initial : 1),
      times_(problem.compiled().uses_decided_by() && problem.setting().decide == model::Decide::kAny
                 ? problem.setting().rounds
                 : 1) {
  const std::vector<bool> either{false, true};
  for (int name = -1; name < names_; ++name) {
    for (int local = 0; local < locals_; ++local) {
      for (int decision = -1; decision < problem.setting().decisions; ++decision) {
        for (int before_the_end = 0; before_the_end < times_; ++before_the_end) {
          for (const bool correct : either) {
            for (const bool connected : either) {
              spec::Observation seen;
              seen.name = name;
              seen.initial = local;
              seen.decision = decision;
              seen.decided_in =
                  decision < 0 ? spec::Observation::kNone : problem.setting().rounds - before_the_end;
              seen.correct = correct;
              seen.connected = connected;
              observations_.push_back(seen);
            }
          }
        }
      }
    }
  }
  properties_ = rules_of(problem.compiled().properties());
  vacuity_ = rules_of(problem.compiled().vacuity());
}

std::vector<FinalCheck::Rule> FinalCheck::rules_of(const std::vector<spec::Requirement>& requirements) {
  std::vector<Rule> rules;
  for (const spec::Requirement& requirement : requirements) {
    Rule rule{&requirement, {}};
    for (const spec::Universal& universal : requirement.universals) {
      if (universal.width > kMaxWidth) {
        rule.statements.clear();
        break;
      }
      rule.statements.push_back({universal, partitions_of(universal.width), {}});
    }
    rule.by_tuples = requirement.is_universal && rule.statements.size() == requirement.universals.size();
    forms_products_ = forms_products_ || !rule.by_tuples;
    rules.push_back(std::move(rule));
  }
  return rules;
}

/// The place of observation(part, outcome) in observations_.
std::size_t FinalCheck::observation_id(const EndPart& part, int outcome) const {
  const spec::Observation seen = observation(part, outcome);
  const int decisions = problem_.setting().decisions + 1;
  const bool decided = seen.decision != spec::Observation::kNone;
  const int before_the_end = decided && times_ > 1 ? problem_.setting().rounds - seen.decided_in : 0;
  const int who = (seen.name + 1) * locals_ + seen.initial;
  const int what = (who * decisions + seen.decision + 1) * times_ + before_the_end;
  const auto id = static_cast<std::size_t>(what * 4 + (seen.correct ? 2 : 0) + (seen.connected ? 1 : 0));
  ASSERT(observations_[id] == seen);
  return id;
}

std::optional<EndViolation> FinalCheck::violated(const std::vector<EndPart>& parts,
                                                 const spec::RunFacts& facts) {
  for (std::size_t i = 0; i < properties_.size(); ++i) {
    if (auto found = violated(properties_[i], parts, facts)) {
      found->property = static_cast<int>(i);
      return found;
    }
  }
  return std::nullopt;
}

std::vector<bool> FinalCheck::premises(const std::vector<EndPart>& parts, const spec::RunFacts& facts) {
  std::vector<bool> held;
  for (Rule& rule : vacuity_) held.push_back(violated(rule, parts, facts).has_value());
  return held;
}

std::optional<EndViolation> FinalCheck::violated(Rule& rule, const std::vector<EndPart>& parts,
                                                 const spec::RunFacts& facts) {
  EndViolation found;
  if (!bits_.tracks_lost() || facts.lost) {
    return search(rule, parts, facts, found) ? std::optional(found) : std::nullopt;
  }
  // No message was lost before. Case 1: none is lost in the last round either.
  std::vector<EndPart> lossless = parts;
  const bool possible = std::all_of(lossless.begin(), lossless.end(), [&](EndPart& part) {
    const bool moves = part.outcomes != 0;
    part.outcomes &= ~bits_.all_lost();
    return !moves || part.outcomes != 0;
  });
  if (possible && search(rule, lossless, facts, found)) {
    found.lost = false;
    return found;
  }
  // Case 2: some process of some part receives a vector with `lost`; this process is handled separately.
  spec::RunFacts lossy = facts;
  lossy.lost = true;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if ((parts[i].outcomes & bits_.all_lost()) == 0) continue;
    std::vector<EndPart> split = parts;
    --split[i].count;
    split.push_back(parts[i]);
    split.back().count = 1;
    split.back().outcomes &= bits_.all_lost();
    if (!search(rule, split, lossy, found)) continue;
    bool forced = false;
    for (auto& [part, outcome] : found.fixed) {
      forced = forced || static_cast<std::size_t>(part) == parts.size();
      if (static_cast<std::size_t>(part) == parts.size()) part = static_cast<int>(i);
    }
    if (!forced) found.fixed.emplace_back(static_cast<int>(i), __builtin_ctzll(split.back().outcomes));
    found.lost = true;
    return found;
  }
  return std::nullopt;
}

bool FinalCheck::search(Rule& rule, const std::vector<EndPart>& parts, const spec::RunFacts& facts,
                        EndViolation& found, const OnBroken* each) {
  if (!rule.by_tuples) return search_products(rule, parts, facts, found, each);
  for (Statement& statement : rule.statements) {
    auto& known = statement.known[facts];
    if (known.empty()) known.resize(statement.partitions.size());
    for (std::size_t i = 0; i < statement.partitions.size(); ++i) {
      if (search_tuples(statement, statement.partitions[i], known[i], parts, facts, found, each)) return true;
    }
  }
  return false;
}

bool FinalCheck::search_tuples(Statement& statement, const std::vector<int>& partition,
                               std::vector<signed char>& known, const std::vector<EndPart>& parts,
                               const spec::RunFacts& facts, EndViolation& found, const OnBroken* each) {
  const auto blocks = static_cast<std::size_t>(blocks_of(partition));
  if (known.empty()) {
    std::size_t size = 1;
    for (std::size_t i = 0; i < blocks && size <= kMaxTable; ++i) size *= observations_.size();
    if (size > kMaxTable || tabled_ + size > kMaxTables) size = 1;
    tabled_ += size;
    known.assign(size, -1);
  }
  const bool tabled = blocks == 0 || known.size() > 1;
  std::vector<int> left;
  left.reserve(parts.size());
  for (const EndPart& part : parts) left.push_back(part.count);
  std::array<std::pair<int, int>, kMaxWidth> chosen;  // part and outcome, per block
  std::array<const spec::Observation*, kMaxWidth> seen{};

  const auto holds = [&] {
    std::vector<const spec::Observation*> observed;
    for (const int block : partition) observed.push_back(seen[static_cast<std::size_t>(block)]);
    return spec::matrix_holds(problem_.compiled().formulas(), statement.universal.matrix, observed, partition,
                              facts);
  };
  const auto note = [&] {
    found.fixed.clear();
    std::copy_if(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(blocks),
                 std::back_inserter(found.fixed), [](const auto& choice) { return choice.second >= 0; });
  };
  const auto is_broken = [&](std::size_t cell) {
    if (!tabled) return !holds();
    if (known[cell] < 0) known[cell] = holds() ? 1 : 0;
    return known[cell] == 0;
  };
  const auto choose = [&](const auto& self, std::size_t block, std::size_t cell) -> bool {
    if (block == blocks) {
      const bool broken = is_broken(cell);
      if (!broken || each == nullptr) return broken;
      note();
      (*each)(found);
      return false;
    }
    if (block > 0 && block + 2 == blocks && stop_ != nullptr) base::require_going(*stop_, 0);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (left[i] == 0) continue;
      --left[i];
      const bool broken = any_outcome(parts[i].outcomes, [&](int outcome) {
        const std::size_t id = observation_id(parts[i], outcome);
        seen[block] = &observations_[id];
        chosen[block] = {static_cast<int>(i), outcome};
        return self(self, block + 1, cell * observations_.size() + id);
      });
      ++left[i];
      if (broken) return true;
    }
    return false;
  };
  if (!choose(choose, 0, 0)) return false;
  note();
  return true;
}

bool FinalCheck::search_products(const Rule& rule, const std::vector<EndPart>& parts,
                                 const spec::RunFacts& facts, EndViolation& found, const OnBroken* each) {
  spec::Outcome whole;
  whole.facts = facts;
  std::vector<std::pair<int, int>> chosen;
  // Processes of one part are alike: their outcomes are chosen in ascending order.
  const std::function<bool(std::size_t, int, int)> choose = [&](std::size_t i, int left, int least) {
    while (i < parts.size() && left == 0) {
      ++i;
      left = i < parts.size() ? parts[i].count : 0;
      least = -1;
    }
    if (i == parts.size()) {
      spec::Outcome in_order = whole;  // if processes have names, process i has to be the i-th one
      std::sort(in_order.processes.begin(), in_order.processes.end(),
                [](const auto& a, const auto& b) { return a.name < b.name; });
      const bool broken = !holds_of(rule.requirement->formula, in_order);
      if (!broken || each == nullptr) return broken;
      found.fixed = chosen;
      (*each)(found);
      return false;
    }
    return any_outcome(parts[i].outcomes, [&](int outcome) {
      if (outcome < least) return false;
      whole.processes.push_back(observation(parts[i], outcome));
      if (outcome >= 0) chosen.emplace_back(static_cast<int>(i), outcome);
      if (choose(i, left - 1, outcome)) return true;
      if (outcome >= 0) chosen.pop_back();
      whole.processes.pop_back();
      return false;
    });
  };
  if (!choose(0, parts.empty() ? 0 : parts[0].count, -1)) return false;
  found.fixed = chosen;
  return true;
}

bool FinalCheck::holds_of(spec::NodeId formula, const spec::Outcome& whole) const {
  const spec::Formulas& formulas = problem_.compiled().formulas();
  if (stop_ == nullptr) return spec::evaluate(formulas, formula, whole);
  base::require_going(*stop_, 0);
  return spec::evaluate(formulas, formula, whole, *stop_);
}

spec::Observation FinalCheck::observation(const EndPart& part, int outcome) const {
  spec::Observation seen;
  seen.name = part.name;
  seen.initial = part.local;
  seen.decision = outcome < 0 ? part.decision : bits_.next(outcome);
  if (seen.decision != spec::Observation::kNone)
    seen.decided_in = part.decided_in > 0 ? part.decided_in : problem_.setting().rounds;
  seen.correct = part.correct;
  seen.connected = part.connected && (outcome < 0 || !bits_.is_from_few(outcome));
  return seen;
}

}  // namespace ggms::verify
