// Lists the configurations that runs begin with: initial values and picked processes, with the class of each.

#include "verify/start.h"

#include <algorithm>
#include <limits>

#include "base/stopped.h"

namespace ggms::verify {

namespace {

/// Calls visit with all vectors of initial values, in lexicographic order; if the order of processes means
/// nothing, only with those that ascend among processes of one role.
template <class Visit>
void for_each_initial(std::vector<int>& initial, std::size_t p, int values,
                      const std::vector<model::Role>& picked, bool ordered, const Visit& visit) {
  if (p == initial.size()) return visit();
  const bool alike = !ordered && p > 0 && picked[p] == picked[p - 1];
  for (initial[p] = alike ? initial[p - 1] : 0; initial[p] < values; ++initial[p])
    for_each_initial(initial, p + 1, values, picked, ordered, visit);
}

/// Calls visit with the roles of all processes, for every pick that makes a difference.
void for_each_pick(const model::Problem& problem, bool ordered,
                   const std::function<void(const std::vector<model::Role>&)>& visit) {
  const model::Adversary& adversary = problem.adversary();
  if (ordered) return adversary.for_each_pick(visit);
  adversary.for_each_pick_count([&](const std::vector<int>& counts) {
    std::vector<model::Role> picked;
    for (std::size_t i = 0; i < counts.size(); ++i)
      picked.insert(picked.end(), static_cast<std::size_t>(counts[i]), adversary.roles()[i]);
    visit(picked);
  });
}

constexpr std::uint64_t kAnyKey = std::numeric_limits<std::uint64_t>::max();

}  // namespace

Start::Start(const model::Problem& problem, const Frame& frame)
    : problem_(problem),
      frame_(frame),
      tracks_lost_(OutcomeBits(problem).tracks_lost()),
      classes_(kAnyKey),
      all_(kAnyKey) {}

bool Start::list(base::Stop& stop) {
  if (is_listed_) return true;
  try {
    list_all(stop);
  } catch (const base::Stopped&) {
    // A partial list would look complete: the checker would then verify a machine without running it from the
    // other beginnings.
    classes_.clear();
    all_.clear();
    return false;
  }
  blocks_ = (classes_.size() * (tracks_lost_ ? 2 : 1) + kFactBits - 1) / kFactBits;
  return is_listed_ = true;
}

void Start::list_all(base::Stop& stop) {
  std::vector<int> initial(static_cast<std::size_t>(problem_.setting().processes), 0);
  const bool ordered = !frame_.counted();
  for_each_pick(problem_, ordered, [&](const std::vector<model::Role>& picked) {
    for_each_initial(initial, 0, problem_.setting().initial, picked, ordered, [&] {
      base::require_going(stop, 1);
      add(initial, picked, classes_.add(problem_.initial_facts(initial, picked)), all_);
    });
  });
}

void Start::add(const std::vector<int>& initial, bool calm, Layer& layer, base::Stop& stop) const {
  for_each_pick(problem_, true, [&](const std::vector<model::Role>& picked) {
    base::require_going(stop, 0);
    if (calm && !model::none_picked(picked)) return;
    add(initial, picked, classes_.find(problem_.initial_facts(initial, picked)).value(), layer);
  });
}

void Start::add(const std::vector<int>& initial, const std::vector<model::Role>& picked,
                std::uint64_t facts_class, Layer& layer) const {
  std::uint64_t key = 0;
  for (std::size_t p = 0; p < initial.size(); ++p) {
    const int local = problem_.compiled().uses_initial() ? initial[p] : 0;
    const model::Role role = picked[p];
    key += frame_.weight(static_cast<int>(p), model::Adversary::has_state(role)
                                                  ? frame_.up(role, true, initial[p], 0, local)
                                                  : frame_.forges(role, local));
  }
  const std::uint64_t fact = facts_class * (tracks_lost_ ? 2 : 1);
  layer.add_first(key + model::checked_product(frame_.span(), fact / kFactBits),
                  std::uint64_t{1} << fact % kFactBits);
}

spec::RunFacts Start::run_facts(std::uint64_t block, int fact, int failures, bool crashed) const {
  const std::uint64_t id = block * kFactBits + static_cast<std::uint64_t>(fact);
  spec::RunFacts facts;
  facts.lost = tracks_lost_ && id % 2 != 0;
  facts.initial_facts = classes_.key(tracks_lost_ ? id / 2 : id);
  facts.failures = failures;
  facts.crashed = crashed;
  return facts;
}

}  // namespace ggms::verify
