// Keeps the numbers of a delivery and their key. Each number has a digit whose base is one more than its
// largest value; a digit that does not fit in a word begins the next one.

#include "verify/delivery.h"

#include <algorithm>
#include <limits>

namespace ggms::verify {

Delivery::Delivery(const std::vector<model::Party>& parties, int letters, bool with_losses) {
  std::size_t senders = parties.size();
  for (const model::Party& party : parties) {
    const bool forges = party.count > 0 && !model::Adversary::has_state(party.role);
    first_claim_.push_back(forges ? senders : 0);
    if (forges) senders += static_cast<std::size_t>(letters);
  }
  numbers_.sure.resize(senders);
  numbers_.at_risk.resize(parties.size());
  numbers_.losable.resize(parties.size());
  numbers_.forged.resize(parties.size());
  int everything = 0;
  for (std::size_t g = 0; g < parties.size(); ++g) {
    const int count = parties[g].count;
    const bool forges = first_claim_[g] != 0;
    everything += count;
    sure_.push_back({&numbers_.sure[g], digit(count)});
    at_risk_.push_back({&numbers_.at_risk[g], digit(count)});
    losable_.push_back({&numbers_.losable[g], with_losses ? digit(count) : Digit{}});
    forged_.push_back({&numbers_.forged[g], forges ? digit(count) : Digit{}});
  }
  for (std::size_t g = 0; g < parties.size(); ++g) {
    for (int state = 0; first_claim_[g] != 0 && state < letters; ++state)
      sure_.push_back({&numbers_.sure[sure_.size()], digit(parties[g].count)});
  }
  if (with_losses) losses_ = {&numbers_.losses, digit(everything)};
  key_.resize(word_ + 1);
}

Delivery::Digit Delivery::digit(int most) {
  const auto base = static_cast<std::uint64_t>(most) + 1;
  if (unit_ > std::numeric_limits<std::uint64_t>::max() / base) {
    ++word_;
    unit_ = 1;
  }
  const Digit made{word_, unit_};
  unit_ *= base;
  return made;
}

void Delivery::fill(const model::Choice& choice, std::size_t receiver) {
  std::fill(numbers_.sure.begin(), numbers_.sure.end(), 0);
  std::fill(numbers_.at_risk.begin(), numbers_.at_risk.end(), 0);
  std::fill(numbers_.losable.begin(), numbers_.losable.end(), 0);
  std::fill(numbers_.forged.begin(), numbers_.forged.end(), 0);
  numbers_.losses = choice.classes[receiver].losses;
  for (std::size_t sender = 0; sender < choice.classes.size(); ++sender) {
    const auto g = static_cast<std::size_t>(choice.classes[sender].group);
    if (sender == receiver) ++numbers_.sure[g];
    const int others = choice.others(receiver, sender);
    switch (choice.link(receiver, sender)) {
      case model::Link::kSure:
        (numbers_.losses > 0 ? numbers_.losable : numbers_.sure)[g] += others;
        break;
      case model::Link::kAtRisk:
        numbers_.at_risk[g] += others;
        break;
      case model::Link::kForged:
        numbers_.forged[g] += others;
        break;
      case model::Link::kLost:
        break;
    }
  }
  spell(key_);
}

/// Computes the key of the numbers.
void Delivery::spell(std::vector<std::uint64_t>& key) const {
  key.assign(key_.size(), 0);
  const auto add = [&](const Field& field) {
    key[field.digit.word] += field.digit.unit * static_cast<std::uint64_t>(*field.number);
  };
  for (const std::vector<Field>* fields : {&sure_, &at_risk_, &losable_, &forged_})
    std::for_each(fields->begin(), fields->end(), add);
  if (losses_.number != nullptr) add(losses_);
}

bool Delivery::is_spelt() const {
  std::vector<std::uint64_t> key;
  spell(key);
  return key == key_;
}

}  // namespace ggms::verify
