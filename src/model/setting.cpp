// Settings: their names, limits and text.

#include "model/setting.h"

#include <algorithm>
#include <utility>

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

/// The error about a number that must be from 1 to `high`; empty if it is.
std::string out_of_range(int value, int high) {
  if (value >= 1 && value <= high) return "";
  return "must be from 1 to " + std::to_string(high) + ", but is " + std::to_string(value);
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
  throw base::FieldError("view", base::unknown_word("view", text, known));
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
  throw base::FieldError("decide", base::unknown_word("word", text, known));
}

void validate(const Setting& setting) {
  const std::string processes = out_of_range(setting.processes, kMaxProcesses);
  if (!processes.empty()) throw base::FieldError("processes", processes);
  const std::string rounds = out_of_range(setting.rounds, kMaxRounds);
  if (!rounds.empty()) throw base::FieldError("rounds", rounds);
  const std::string states = out_of_range(setting.states, kMaxStates);
  if (!states.empty()) throw base::FieldError("states", states);
  const std::pair<const char*, int> of_specification[] = {
      {"initial values", setting.initial},
      {"decision values", setting.decisions},
      {"internal states and decision values together", setting.alphabet(setting.rounds - 1)}};
  for (const auto& [what, number] : of_specification) {
    const std::string wrong = out_of_range(number, kMaxStates);
    if (!wrong.empty()) throw base::Error(std::string("the number of ") + what + " " + wrong);
  }
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
