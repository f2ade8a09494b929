// The fault models: the one list of fault words, and the coupled choices that each gives the adversary.

#include "model/faults.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <numeric>
#include <set>

#include "base/error.h"

namespace ggms::model {

namespace {

/// A row of the table of fault words.
struct FaultWord {
  const char* word;
  const char* number;  // how its number is called in help texts
  const char* meaning;
  int FaultLimits::* limit;
};

constexpr FaultWord kFaultWords[] = {
    {"crash", "F",
     "crash up to F processes in a run; one that crashes reaches any subset of the others with its message "
     "of that "
     "round, and makes no move in it or later",
     &FaultLimits::crash},
};

constexpr int kMaxLimit = 1000;  // past every number of processes that a setting can have

std::string known_words() {
  std::string words;
  for (const FaultWord& row : kFaultWords) {
    words += (words.empty() ? "" : ", ") + std::string(row.word) + "=" + row.number;
  }
  return words;
}

/// All vectors k with 0 <= k[g] <= live[g] and sum at most `budget`, in lexicographic order.
void for_each_split(const std::vector<int>& live, int budget,
                    const std::function<void(const std::vector<int>&)>& visit) {
  std::vector<int> k(live.size(), 0);
  const std::function<void(std::size_t, int)> recurse = [&](std::size_t g, int left) {
    if (g == live.size()) return visit(k);
    for (k[g] = 0; k[g] <= std::min(live[g], left); ++k[g]) recurse(g + 1, left - k[g]);
    k[g] = 0;
  };
  recurse(0, budget);
}

}  // namespace

std::string to_string(const FaultLimits& limits) {
  std::string text;
  for (const FaultWord& row : kFaultWords) {
    if (const int limit = limits.*row.limit; limit > 0) {
      text += (text.empty() ? "" : ",") + std::string(row.word) + "=" + std::to_string(limit);
    }
  }
  return text.empty() ? "none" : text;
}

FaultLimits parse_faults(const std::string& text) {
  FaultLimits limits;
  if (text.empty() || text == "none") return limits;
  std::set<const FaultWord*> seen;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string part = text.substr(begin, end - begin);
    const std::size_t equals = part.find('=');
    const std::string word = part.substr(0, equals);
    const auto* row = std::find_if(std::begin(kFaultWords), std::end(kFaultWords),
                                   [&](const FaultWord& known) { return word == known.word; });
    if (row == std::end(kFaultWords)) {
      throw base::Error("--faults: unknown fault '" + part + "'; known are " + known_words() + " (or none)");
    }
    const std::string number = equals == std::string::npos ? "" : part.substr(equals + 1);
    int limit = -1;
    const auto [stop, error] = std::from_chars(number.data(), number.data() + number.size(), limit);
    if (error != std::errc() || stop != number.data() + number.size() || limit < 0 || limit > kMaxLimit) {
      throw base::Error("--faults: '" + part + "' needs a number from 0 to " + std::to_string(kMaxLimit) +
                        ", as in " + row->word + "=1");
    }
    // Whether two numbers would add up, or the last one count, is a question better not raised.
    if (!seen.insert(row).second) {
      throw base::Error("--faults: '" + word + "' is given twice; give it once, with one number");
    }
    limits.*row->limit = limit;
    begin = end + 1;
  }
  return limits;
}

std::vector<std::pair<std::string, std::string>> fault_words() {
  std::vector<std::pair<std::string, std::string>> words;
  for (const FaultWord& row : kFaultWords) {
    words.emplace_back(std::string(row.word) + "=" + row.number, row.meaning);
  }
  return words;
}

int max_failures(const FaultLimits& limits) {
  return limits.crash;
}

int max_missing(const FaultLimits& limits, int processes) {
  return std::min(limits.crash, processes - 1);
}

FaultLimits with_failures(const FaultLimits& limits, int failures) {
  FaultLimits fewer = limits;
  fewer.crash = std::min(fewer.crash, failures);
  return fewer;
}

std::vector<Choice> choices(const FaultLimits& limits, const std::vector<int>& live, int failed) {
  std::vector<Choice> all;
  for_each_split(live, std::max(0, limits.crash - failed), [&](const std::vector<int>& crashing) {
    Choice choice;
    choice.crashing = crashing;
    choice.failures = std::accumulate(crashing.begin(), crashing.end(), 0);
    Delivery delivery{{}, crashing};
    for (std::size_t g = 0; g < live.size(); ++g) delivery.sure.push_back(live[g] - crashing[g]);
    choice.moving = delivery.sure;
    choice.deliveries.push_back(std::move(delivery));
    choice.delivery.assign(live.size(), 0);
    all.push_back(std::move(choice));
  });
  return all;
}

}  // namespace ggms::model
