// Lists the mails of one receiver. Offers are independent of each other, so it builds mails offer by offer;
// of equal mails it keeps the cheaper one.
#include "audit/mail.h"

#include <utility>

namespace ggms::audit {

Mailroom::Mailroom(const Protocol& protocol, bool apart, std::function<void(std::uint64_t)> poll)
    : protocol_(protocol), apart_(apart), poll_(std::move(poll)) {}

std::map<Received, Price> Mailroom::mails(int round, const std::vector<Offer>& offers, int budget) const {
  using Fate = Offer::Fate;
  const auto states = static_cast<State>(protocol_.sent(round).size());
  Received arriving =
      apart_ ? Received(static_cast<std::size_t>(protocol_.processes), kLost) : Received(states, 0);
  for (const Offer& offer : offers) {
    if (offer.fate == Fate::kArrives) arriving = with(arriving, offer, offer.state, offer.count);
  }
  std::map<Received, Price> result{{arriving, Price{}}};
  for (const Offer& offer : offers) {
    if (offer.fate == Fate::kArrives) continue;
    const Price loss{offer.fate == Fate::kCostsALoss ? 1 : 0, 1};
    for (int i = 0; i < offer.count; ++i) {
      std::map<Received, Price> more;
      const auto put = [&](const Received& mail, const Price& price) {
        if (price.cost > budget) return;
        const auto [known, is_new] = more.try_emplace(mail, price);
        if (!is_new && price < known->second) known->second = price;
      };
      for (const auto& [mail, price] : result) {
        poll_(more.size());
        put(mail, price + loss);
        if (offer.fate == Fate::kAnyState) {
          for (State state = 0; state < states; ++state) put(with(mail, offer, state, 1), price);
        } else {
          put(with(mail, offer, offer.state, 1), price);
        }
      }
      result = std::move(more);
    }
  }
  return result;
}

/// The mail with some more messages.
Received Mailroom::with(const Received& mail, const Offer& offer, State state, int count) const {
  Received result = mail;
  if (apart_) {
    result[offer.sender] = state;
  } else {
    result[state] = static_cast<char16_t>(result[state] + count);
  }
  return result;
}

bool Mailroom::is_whole(const Received& mail) const {
  if (apart_) return mail.find(char16_t{kLost}) == Received::npos;
  int heard = 0;
  for (const char16_t count : mail) heard += count;
  return heard == protocol_.processes;
}

Received Mailroom::key(int round, const Received& mail, const Group& receiver) const {
  if (!apart_ || protocol_.by_sender()) return mail + looks_at(receiver);
  Received counts(protocol_.sent(round).size(), 0);
  for (const char16_t state : mail) {
    if (state != kLost) ++counts[state];
  }
  return counts + looks_at(receiver);
}

Received Mailroom::looks_at(const Group& receiver) const {
  if (protocol_.view == View::kVectorId) return Received(1, static_cast<char16_t>(receiver.who));
  if (protocol_.view == View::kCountsOwn) return Received(1, receiver.state);
  return {};
}

}  // namespace ggms::audit
