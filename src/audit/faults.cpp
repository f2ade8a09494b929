// Reads fault words. Commas separate them, and each may occur once, because it would not be clear whether two
// numbers add up or the last one counts.
#include "audit/faults.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "audit/text.h"

namespace ggms::audit {

namespace {

constexpr int kMostFaults = 1000;

struct Word {
  std::string_view name;
  int Faults::* budget;
  bool counts_processes;
};

constexpr std::array<Word, 8> kFaultWords{{{"crash", &Faults::crash, true},
                                           {"crash-late", &Faults::crash_late, true},
                                           {"omission", &Faults::omission, true},
                                           {"general-omission", &Faults::general_omission, true},
                                           {"byzantine", &Faults::byzantine, true},
                                           {"loss", &Faults::loss, false},
                                           {"loss-total", &Faults::loss_total, false},
                                           {"partition", &Faults::partition, false}}};

}  // namespace

std::string Faults::text() const {
  std::vector<std::string> words;
  for (const Word& word : kFaultWords) {
    if (this->*word.budget > 0) words.push_back(fmt::format("{}={}", word.name, this->*word.budget));
  }
  return words.empty() ? "none" : fmt::format("{}", fmt::join(words, ","));
}

Faults read_faults(std::string_view text, int processes,
                   const std::function<void(const std::string&)>& fail) {
  Faults result;
  if (text.empty() || text == "none") return result;
  std::vector<std::string_view> seen;
  for (bool is_last = false; !is_last;) {
    const std::string_view fault = text.substr(0, text.find(','));
    is_last = fault.size() == text.size();
    if (!is_last) text.remove_prefix(fault.size() + 1);

    const std::string_view name = fault.substr(0, fault.find('='));
    const std::string_view number = fault.substr(std::min(name.size() + 1, fault.size()));
    const auto word = std::find_if(kFaultWords.begin(), kFaultWords.end(),
                                   [&](const Word& known) { return known.name == name; });
    int count = -1;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), count);
    if (word == kFaultWords.end() || error != std::errc() || end != number.data() + number.size() ||
        count < 0) {
      fail(fmt::format("{} is not a fault: expected something like crash=1", in_quotes(fault)));
    }
    if (word->counts_processes && count > processes) {
      fail(fmt::format("{} lets more than all {} processes fail", in_quotes(fault), processes));
    }
    if (count > kMostFaults) fail(fmt::format("{} is more than {}", in_quotes(fault), kMostFaults));
    if (std::find(seen.begin(), seen.end(), name) != seen.end()) {
      fail(fmt::format("the fault {} is given twice", in_quotes(name)));
    }
    seen.push_back(name);
    result.*word->budget = count;
  }
  return result;
}

}  // namespace ggms::audit
