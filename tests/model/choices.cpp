// Shows the adversary's choices as text, and counts them.

#include "model/choices.h"

#include <algorithm>

namespace ggms::model {

namespace {

std::uint64_t binomial(int n, int k) {
  std::uint64_t value = 1;
  for (int i = 0; i < k; ++i)
    value = value * static_cast<std::uint64_t>(n - i) / static_cast<std::uint64_t>(i + 1);
  return value;
}

}  // namespace

std::string drawn(const Choice& choice) {
  std::string text;
  for (const Choice::Class& c : choice.classes) {
    constexpr const char* kFates[] = {"", "~", "!", "*"};
    text += (text.empty() ? "" : " ") + std::to_string(c.group + 1);
    if (c.count > 1) text += "x" + std::to_string(c.count);
    text += kFates[static_cast<int>(c.fate)];
    if (c.apart) text += "|";
    if (c.losses > 0) text += "-" + std::to_string(c.losses);
  }
  text += ":";
  for (std::size_t receiver = 0; receiver < choice.classes.size(); ++receiver) {
    text += " ";
    for (std::size_t sender = 0; sender < choice.classes.size(); ++sender) {
      const bool none = choice.others(receiver, sender) == 0;
      text += none ? '-' : ".?*x"[static_cast<int>(choice.link(receiver, sender))];
    }
  }
  return text;
}

std::vector<std::string> drawn(const std::vector<Choice>& choices) {
  std::vector<std::string> texts;
  for (const Choice& choice : choices) texts.push_back(drawn(choice));
  return texts;
}

Adversary adversary(const std::string& faults, int processes) {
  return {parse_faults(faults), processes, false};
}

std::vector<Party> apart(int processes) {
  return std::vector<Party>(static_cast<std::size_t>(processes), Party{1, kNotPicked});
}

std::vector<Choice> choices(const std::string& faults, const std::vector<Party>& parties,
                            const Ledger& ledger) {
  int processes = 0;
  for (const Party& party : parties) processes += party.count;
  return adversary(faults, processes).choices(parties, ledger);
}

std::uint64_t subsets_up_to(int n, int most) {
  std::uint64_t sum = 0;
  for (int k = 0; k <= std::min(n, most); ++k) sum += binomial(n, k);
  return sum;
}

}  // namespace ggms::model
