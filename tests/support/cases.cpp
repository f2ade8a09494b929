// Makes random problems, and makes failing cases small.

#include "support/cases.h"

#include <algorithm>

#include "support/brute.h"

namespace ggms::support {

namespace {

int below(int bound, base::Rng& rng) {
  return static_cast<int>(rng.below(static_cast<std::uint64_t>(bound)));
}

/// Whether the setting has at most `scenarios` scenarios.
bool has_at_most(const model::Setting& setting, int scenarios) {
  struct TooMany {};
  int count = 0;
  try {
    for_each_scenario(setting, [&](const model::Scenario&) {
      if (++count > scenarios) throw TooMany();
    });
  } catch (const TooMany&) {
    return false;
  }
  return true;
}

/// Crashes, one other word, or two words.
model::FaultLimits random_faults(int processes, base::Rng& rng) {
  const auto number = [&](int most) { return std::to_string(std::min(below(most, rng), processes)); };
  const auto words = model::fault_words();
  const auto word = [&] {
    const std::string& text = words[rng.below(words.size())].first;
    return text.substr(0, text.find('='));
  };
  const std::string first = rng.coin() ? "crash" : word();
  std::string text = first + "=" + number(4);
  const std::string second = word();
  if (second != first && rng.coin()) text += "," + second + "=" + number(3);
  return model::parse_faults(text);
}

}  // namespace

model::Problem problem_of(const Case& test_case) {
  // Reading a specification takes milliseconds, and many cases in a row share one.
  static thread_local std::string text;
  static thread_local spec::Spec spec;
  if (const std::string needed = text_of(test_case.draft); needed != text) {
    spec = read(test_case.draft);
    text = needed;
  }
  return {spec, test_case.setting};
}

model::Machine machine_of(const Case& test_case) {
  model::Machine machine(test_case.setting);
  for (const auto& [entry, next] : test_case.entries) machine.set(entry, next);
  return machine;
}

std::string describe(const Case& test_case) {
  std::string text = text_of(test_case.draft) + model::describe(test_case.setting) + "\n";
  for (const auto& [entry, next] : test_case.entries) {
    const model::Received received = model::Keys(test_case.setting, entry.round).decode(entry.key);
    text += "round " + std::to_string(entry.round) + " slot " + std::to_string(entry.slot) + " [";
    for (const int state : received.by_sender) text += " " + std::to_string(state);
    for (const int count : received.counts) text += " " + std::to_string(count);
    text += " ] own " + std::to_string(received.own) + " -> " + std::to_string(next) + "\n";
  }
  return text;
}

Case random_problem(base::Rng& rng, int max_processes) {
  constexpr int kMaxScenarios = 20'000;
  constexpr model::View kViews[] = {model::View::kVector, model::View::kVectorId, model::View::kCounts,
                                    model::View::kCountsOwn};
  while (true) {
    Case test_case;
    model::Setting& setting = test_case.setting;
    setting.processes = below(6, rng) == 0 ? 1 : 2 + below(max_processes - 1, rng);
    setting.rounds = 1 + below(3, rng);
    setting.states = 1 + below(3, rng);
    setting.view = kViews[below(4, rng)];
    setting.faults = random_faults(setting.processes, rng);
    setting.decide = below(3, rng) == 0 ? model::Decide::kAny : model::Decide::kLast;
    test_case.draft =
        below(5, rng) == 0 ? wild_draft(setting.processes, rng) : random_draft(setting.processes, rng);
    setting = problem_of(test_case).setting();
    if (has_at_most(setting, kMaxScenarios)) return test_case;
  }
}

Case shrunk(Case test_case, const std::function<bool(const Case&)>& fails) {
  bool smaller = true;
  const auto attempt = [&](Case candidate) {
    if (!fails(candidate)) return false;
    test_case = std::move(candidate);
    return smaller = true;
  };
  while (smaller) {
    smaller = false;
    for (std::size_t i = 0; i < test_case.draft.properties.size() && test_case.draft.properties.size() > 1;) {
      Case without = test_case;
      without.draft.properties.erase(without.draft.properties.begin() + static_cast<std::ptrdiff_t>(i));
      if (!attempt(without)) ++i;
    }
    for (std::size_t word = 0; word < model::kFaultWords; ++word) {
      while (test_case.setting.faults.numbers[word] > 0) {
        Case without = test_case;
        --without.setting.faults.numbers[word];
        if (!attempt(without)) break;
      }
    }
    for (std::size_t block = test_case.entries.size(); block > 0; block /= 2) {
      for (std::size_t i = 0; i < test_case.entries.size();) {
        Case without = test_case;
        const auto begin = without.entries.begin() + static_cast<std::ptrdiff_t>(i);
        const std::size_t left = without.entries.size() - i;
        without.entries.erase(begin, begin + static_cast<std::ptrdiff_t>(std::min(block, left)));
        if (!attempt(without)) i += block;
      }
    }
    for (std::size_t i = 0; i < test_case.entries.size(); ++i) {
      for (model::State least = 0; least < test_case.entries[i].second; ++least) {
        Case lower = test_case;
        lower.entries[i].second = least;
        if (attempt(lower)) break;
      }
    }
  }
  return test_case;
}

bool mutate(Case& test_case, base::Rng& rng) {
  if (test_case.entries.empty()) return false;
  const auto at = test_case.entries.begin() + below(static_cast<int>(test_case.entries.size()), rng);
  const int states = test_case.setting.alphabet(at->first.round);
  if (states == 1 || below(10, rng) == 0) {
    test_case.entries.erase(at);
    return true;
  }
  at->second = static_cast<model::State>((at->second + 1 + below(states - 1, rng)) % states);
  return true;
}

}  // namespace ggms::support
