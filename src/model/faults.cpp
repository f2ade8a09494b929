// The table of fault models: the one list of fault words.

#include "model/faults.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <set>

#include "base/error.h"
#include "base/suggestion.h"
#include "model/fault_model.h"

namespace ggms::model {

const std::array<const FaultModel*, kFaultWords> kFaultModels = {
    &kCrash, &kCrashLate, &kOmission, &kGeneralOmission, &kByzantine, &kLoss, &kLossTotal, &kPartition,
};

int at_most_all_others(int number, int processes) {
  return std::min(number, processes - 1);
}

namespace {

constexpr int kMaxLimit = 1000;  // no setting has so many processes
static_assert(kMaxLimit <= std::numeric_limits<Ledger::value_type>::max());

std::string known_words() {
  std::string words;
  for (const FaultModel* model : kFaultModels) {
    words += (words.empty() ? "" : ", ") + std::string(model->word) + "=" + model->letter;
  }
  return words;
}

std::vector<std::string> bare_words() {
  std::vector<std::string> words{"none"};
  for (const FaultModel* model : kFaultModels) words.emplace_back(model->word);
  return words;
}

bool is_of_processes(std::size_t word) {
  return kFaultModels[word]->number == FaultModel::Number::kProcesses;
}

}  // namespace

std::string to_string(const FaultLimits& limits) {
  std::string text;
  for (std::size_t word = 0; word < kFaultWords; ++word) {
    if (const int limit = limits.numbers[word]; limit > 0) {
      text += (text.empty() ? "" : ",") + std::string(kFaultModels[word]->word) + "=" + std::to_string(limit);
    }
  }
  return text.empty() ? "none" : text;
}

FaultLimits parse_faults(const std::string& text) {
  FaultLimits limits;
  if (text.empty() || text == "none") return limits;
  std::set<std::size_t> seen;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string part = text.substr(begin, end - begin);
    const std::size_t equals = part.find('=');
    const std::string word = part.substr(0, equals);
    const auto row = std::find_if(kFaultModels.begin(), kFaultModels.end(),
                                  [&](const FaultModel* known) { return word == known->word; });
    if (row == kFaultModels.end()) {
      throw base::FieldError("faults", "unknown fault '" + part + "'" +
                                           base::did_you_mean(word, bare_words()) + "; known are " +
                                           known_words() + " (or none)");
    }
    const std::string number = equals == std::string::npos ? "" : part.substr(equals + 1);
    int limit = -1;
    const auto [stop, error] = std::from_chars(number.data(), number.data() + number.size(), limit);
    if (error != std::errc() || stop != number.data() + number.size() || limit < 0 || limit > kMaxLimit) {
      throw base::FieldError("faults", "'" + part + "' needs a number from 0 to " +
                                           std::to_string(kMaxLimit) + ", as in " + (*row)->word + "=1");
    }
    // It is not clear whether two numbers of one word would add up or the last would count, so a word may
    // occur only once.
    const auto index = static_cast<std::size_t>(row - kFaultModels.begin());
    if (!seen.insert(index).second) {
      throw base::FieldError("faults", "'" + word + "' is given twice; give it once, with one number");
    }
    limits.numbers[index] = limit;
    begin = end + 1;
  }
  return limits;
}

std::vector<std::pair<std::string, std::string>> fault_words() {
  std::vector<std::pair<std::string, std::string>> words;
  for (const FaultModel* model : kFaultModels) {
    words.emplace_back(std::string(model->word) + "=" + model->letter, model->meaning);
  }
  return words;
}

std::string fault_word(std::size_t word) {
  return kFaultModels[word]->word;
}

int largest_number(std::size_t word, int processes, int rounds) {
  const std::int64_t links = std::int64_t{processes} * (processes - 1);
  std::int64_t number = 0;
  switch (kFaultModels[word]->number) {
    case FaultModel::Number::kProcesses:
      number = processes;
      break;
    case FaultModel::Number::kMessagesPerRound:
      number = links;
      break;
    case FaultModel::Number::kMessagesPerRun:
      number = links * rounds;
      break;
    case FaultModel::Number::kRounds:
      number = rounds;
      break;
  }
  return static_cast<int>(std::min<std::int64_t>(number, kMaxLimit));
}

void validate(const FaultLimits& limits, int processes) {
  for (std::size_t word = 0; word < kFaultWords; ++word) {
    if (is_of_processes(word) && limits.numbers[word] > processes) {
      throw base::FieldError("faults", to_string(limits) + " lets more than all " +
                                           std::to_string(processes) + " processes fail");
    }
  }
}

int max_failures(const FaultLimits& limits, int processes) {
  int sum = 0;
  for (std::size_t word = 0; word < kFaultWords; ++word)
    sum += is_of_processes(word) ? limits.numbers[word] : 0;
  return std::min({sum, processes, limits.most_failures});
}

int max_missing(const FaultLimits& limits, int processes) {
  int sum = 0;
  for (std::size_t word = 0; word < kFaultWords; ++word) {
    if (limits.numbers[word] > 0) sum += kFaultModels[word]->missing(limits.numbers[word], processes);
  }
  return std::min(sum, processes - 1);
}

int max_strikes(const FaultLimits& limits, int processes) {
  int strikes = max_failures(limits, processes);
  for (std::size_t word = 0; word < kFaultWords; ++word) {
    const FaultModel::Number number = kFaultModels[word]->number;
    const bool in_a_run =
        number == FaultModel::Number::kMessagesPerRun || number == FaultModel::Number::kRounds;
    if (in_a_run) strikes += limits.numbers[word];
  }
  return strikes;
}

FaultLimits with_failures(const FaultLimits& limits, int failures) {
  FaultLimits fewer = limits;
  fewer.most_failures = std::min(fewer.most_failures, failures);
  return fewer;
}

bool is_weaker(const FaultLimits& a, const FaultLimits& b) {
  for (std::size_t word = 0; word < kFaultWords; ++word) {
    if (a.numbers[word] < b.numbers[word]) return true;
  }
  return false;
}

bool any_faults(const FaultLimits& limits) {
  return std::any_of(limits.numbers.begin(), limits.numbers.end(), [](int number) { return number > 0; });
}

}  // namespace ggms::model
