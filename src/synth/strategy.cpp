// The words for the exact engine's strategies.

#include <array>

#include "base/check.h"
#include "base/error.h"
#include "base/suggestion.h"
#include "synth/synthesis.h"

namespace ggms::synth {

namespace {

struct NamedStrategy {
  Strategy strategy;
  const char* word;
};
constexpr std::array<NamedStrategy, 3> kStrategies = {{{Strategy::kAuto, "auto"},
                                                       {Strategy::kCounterexamples, "counterexamples"},
                                                       {Strategy::kSymbolic, "symbolic"}}};

}  // namespace

std::string to_string(Strategy strategy) {
  for (const NamedStrategy& named : kStrategies) {
    if (named.strategy == strategy) return named.word;
  }
  CHECK(!"a strategy without a name");
}

std::vector<std::string> strategy_names() {
  std::vector<std::string> names;
  for (const NamedStrategy& named : kStrategies) names.emplace_back(named.word);
  return names;
}

Strategy parse_strategy(const std::string& text) {
  for (const NamedStrategy& named : kStrategies) {
    if (text == named.word) return named.strategy;
  }
  throw base::FieldError("strategy", base::unknown_word("strategy", text, strategy_names()));
}

}  // namespace ggms::synth
