// Settings: names, limits and their text.

#include "model/setting.h"

#include <algorithm>

#include "base/error.h"
#include "base/suggestion.h"

namespace ggms::model {

namespace {

struct ViewName {
  View view;
  const char* name;
};

constexpr ViewName kViews[] = {{View::kVector, "vector"},
                               {View::kVectorId, "vector+id"},
                               {View::kCounts, "counts"},
                               {View::kCountsOwn, "counts+own"}};

struct DecideName {
  Decide decide;
  const char* name;
  const char* meaning;
};

constexpr DecideName kDecides[] = {{Decide::kLast, "last", "decisions in the last round"},
                                   {Decide::kAny, "any", "decisions in any round"}};

const DecideName& row_of(Decide decide) {
  return *std::find_if(std::begin(kDecides), std::end(kDecides),
                       [&](const DecideName& row) { return row.decide == decide; });
}

[[noreturn]] void refuse(const std::string& flag, int value, int low, int high) {
  throw base::Error(flag + " is " + std::to_string(value) + ", but must be from " + std::to_string(low) +
                    " to " + std::to_string(high));
}

void require(const std::string& flag, int value, int low, int high) {
  if (value < low || value > high) refuse(flag, value, low, high);
}

}  // namespace

std::string to_string(View view) {
  return std::find_if(std::begin(kViews), std::end(kViews),
                      [&](const ViewName& row) { return row.view == view; })
      ->name;
}

View parse_view(const std::string& text) {
  std::vector<std::string> known;
  for (const ViewName& row : kViews) {
    if (text == row.name) return row.view;
    known.emplace_back(row.name);
  }
  throw base::unknown_word("--view: unknown view", text, known);
}

std::string to_string(Decide decide) {
  return row_of(decide).name;
}

Decide parse_decide(const std::string& text) {
  std::vector<std::string> known;
  for (const DecideName& row : kDecides) {
    if (text == row.name) return row.decide;
    known.emplace_back(row.name);
  }
  throw base::unknown_word("--decide: unknown word", text, known);
}

void validate(const Setting& setting) {
  require("-n (processes)", setting.processes, 1, kMaxProcesses);
  require("-r (rounds)", setting.rounds, 1, kMaxRounds);
  require("-s (internal states)", setting.states, 1, kMaxStates);
  require("the number of initial values", setting.initial, 1, kMaxStates);
  require("the number of decision values", setting.decisions, 1, kMaxStates);
  require("the number of internal states and decision values together", setting.alphabet(setting.rounds - 1),
          1, kMaxStates);
  validate(setting.faults, setting.processes);
}

std::string internal_name(int index) {
  constexpr int kLetters = 26;
  return index < kLetters ? std::string(1, static_cast<char>('a' + index)) : "s" + std::to_string(index);
}

std::string describe(const Setting& setting) {
  const auto count = [](int number, const std::string& noun) {
    return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
  };
  const std::string faults =
      setting.faults == FaultLimits{} ? std::string("no faults") : "faults " + to_string(setting.faults);
  return count(setting.processes, setting.processes == 1 ? "process" : "processe") + ", " +
         count(setting.rounds, "round") + ", " +
         (setting.states == 0 ? "any number of internal states" : count(setting.states, "internal state")) +
         ", " + faults + ", " + to_string(setting.view) + " view, " + row_of(setting.decide).meaning;
}

}  // namespace ggms::model
