// Initial values, as configurations with the class of each.

#include "verify/start.h"

#include <algorithm>

namespace ggms::verify {

namespace {

/// Turns `initial` into the next vector, or the next ascending one where the order of processes means
/// nothing. False if it was the last.
bool advance(std::vector<int>& initial, int values, bool ascending) {
  std::size_t i = initial.size();
  while (i > 0 && initial[i - 1] == values - 1) --i;
  if (i == 0) return false;
  const int value = ++initial[i - 1];
  std::fill(initial.begin() + static_cast<std::ptrdiff_t>(i), initial.end(), ascending ? value : 0);
  return true;
}

}  // namespace

Start::Start(const model::Problem& problem, const Frame& frame)
    : problem_(problem), frame_(frame), tracks_lost_(OutcomeBits(problem).tracks_lost()) {
  std::vector<int> initial(static_cast<std::size_t>(problem.setting().processes), 0);
  do {
    const std::uint64_t facts = problem.compiled().initial_facts_of(initial);
    const auto [known, is_new] = class_of_.try_emplace(facts, classes_.size());
    if (is_new) classes_.push_back(facts);
    all_.push_back(configuration(initial, known->second));
  } while (advance(initial, problem.setting().initial, frame.counted()));
  blocks_ = (classes_.size() * (tracks_lost_ ? 2 : 1) + kFactBits - 1) / kFactBits;
}

Start::Configuration Start::with(const std::vector<int>& initial) const {
  return configuration(initial, class_of_.at(problem_.compiled().initial_facts_of(initial)));
}

Start::Configuration Start::configuration(const std::vector<int>& initial, std::uint64_t facts_class) const {
  std::uint64_t key = 0;
  for (std::size_t p = 0; p < initial.size(); ++p) {
    const int local = problem_.compiled().uses_initial() ? initial[p] : 0;
    key += frame_.weight(static_cast<int>(p), frame_.label(initial[p], local));
  }
  const std::uint64_t fact = facts_class * (tracks_lost_ ? 2 : 1);
  return {key, fact / kFactBits, std::uint64_t{1} << fact % kFactBits};
}

spec::RunFacts Start::run_facts(std::uint64_t block, int fact, int failures) const {
  const std::uint64_t id = block * kFactBits + static_cast<std::uint64_t>(fact);
  spec::RunFacts facts;
  facts.lost = tracks_lost_ && id % 2 != 0;
  facts.initial_facts = classes_[tracks_lost_ ? id / 2 : id];
  facts.failures = failures;
  facts.crashed = failures > 0;
  return facts;
}

}  // namespace ggms::verify
