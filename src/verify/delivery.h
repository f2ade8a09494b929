#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/adversary.h"

namespace ggms::verify {

/// The fates of a round's messages on the way to one receiver. Its key has its numbers as digits, in as many
/// words as needed (nearly always one), so that deciding a message is one addition.
class Delivery {
 public:
  /// How many messages of a sender have each fate. Senders are the groups and, for each group that forges,
  /// one for each state that it may claim.
  struct Numbers {
    std::vector<int> sure;     // arrive; per sender, including forged ones
    std::vector<int> at_risk;  // per group: arrive or are lost, each on its own
    std::vector<int> losable;  // per group: arrive, except for `losses` of all of them
    std::vector<int> forged;   // per group: say any state or are lost, each on its own
    int losses = 0;
  };

  struct Digit {
    std::size_t word = 0;
    std::uint64_t unit = 0;  // what one message adds
  };
  /// Messages of one fate from one sender: their number, and its digit.
  struct Field {
    int* number = nullptr;
    Digit digit;
  };

  /// `letters`: how many states can be sent in the round. `with_losses`: whether there may be `losses`.
  Delivery(const std::vector<model::Party>& parties, int letters, bool with_losses);
  Delivery(const Delivery&) = delete;
  Delivery& operator=(const Delivery&) = delete;

  /// Sets the delivery to what a choice lets arrive at a class of receivers.
  void fill(const model::Choice& choice, std::size_t receiver);

  const Numbers& numbers() const { return numbers_; }
  const std::vector<std::uint64_t>& key() const { return key_; }
  /// Whether the key is that of the numbers.
  bool is_spelt() const;

  bool with_losses() const { return losses_.number != nullptr; }
  /// The sender for messages in which a forging group claims a state.
  std::size_t claim(std::size_t group, int state) const {
    return first_claim_[group] + static_cast<std::size_t>(state);
  }

  Field& sure(std::size_t sender) { return sure_[sender]; }
  Field& at_risk(std::size_t group) { return at_risk_[group]; }
  Field& losable(std::size_t group) { return losable_[group]; }
  Field& forged(std::size_t group) { return forged_[group]; }
  Field& losses() { return losses_; }

  void change(Field& field, int by) {
    *field.number += by;
    key_[field.digit.word] += field.digit.unit * static_cast<std::uint64_t>(static_cast<std::int64_t>(by));
  }
  void move(Field& from, Field& to, int count) {
    change(from, -count);
    change(to, count);
  }

 private:
  Digit digit(int most);
  void spell(std::vector<std::uint64_t>& key) const;

  std::vector<std::size_t> first_claim_;  // per group that forges: the sender for its first state
  std::size_t word_ = 0;                  // of the next digit
  std::uint64_t unit_ = 1;
  Numbers numbers_;
  std::vector<Field> sure_, at_risk_, losable_, forged_;
  Field losses_;
  std::vector<std::uint64_t> key_;
};

}  // namespace ggms::verify
