// Lists the mails that one receiver can find once the coupled choice of a round is made.

#include <algorithm>

#include "model/adversary.h"

namespace ggms::model {

bool for_each_mail(const Choice& choice, std::size_t receiver, int letters,
                   const std::function<bool(const Mail&)>& visit) {
  const std::size_t classes = choice.classes.size();
  const auto states = static_cast<std::size_t>(letters);
  Mail mail;
  mail.lost.assign(classes, 0);
  mail.forged.assign(classes * states, 0);
  // The losses that the receiver still has to suffer must fit into the senders that follow.
  std::vector<int> sure_after(classes + 1, 0);
  for (std::size_t sender = classes; sender-- > 0;) {
    const bool sure = choice.link(receiver, sender) == Link::kSure;
    sure_after[sender] = sure_after[sender + 1] + (sure ? choice.others(receiver, sender) : 0);
  }
  const auto from = [&](const auto& self, std::size_t sender, int losses) -> bool {
    if (losses > sure_after[sender]) return false;
    if (sender == classes) return visit(mail);
    const int count = choice.others(receiver, sender);
    const Link link = choice.link(receiver, sender);
    const auto with_lost = [&](int lost, int losses_left) {
      mail.lost[sender] = lost;
      mail.price += lost;
      const bool done = self(self, sender + 1, losses_left);
      mail.price -= lost;
      mail.lost[sender] = 0;
      return done;
    };
    switch (link) {
      case Link::kLost:
        return with_lost(count, losses);
      case Link::kSure:
      case Link::kAtRisk: {
        const bool costs = link == Link::kSure;
        const int most = costs ? std::min(count, losses) : count;
        for (int lost = 0; lost <= most; ++lost) {
          if (with_lost(lost, costs ? losses - lost : losses)) return true;
        }
        return false;
      }
      case Link::kForged: {
        int* const forged = mail.forged.data() + sender * states;
        const auto say = [&](const auto& again, std::size_t state, int left) -> bool {
          if (state == states) return with_lost(left, losses);
          for (int saying = left; saying >= 0; --saying) {
            forged[state] = saying;
            mail.price += saying;
            const bool done = again(again, state + 1, left - saying);
            mail.price -= saying;
            if (done) return true;
          }
          forged[state] = 0;
          return false;
        };
        const bool done = say(say, 0, count);
        std::fill(forged, forged + states, 0);
        return done;
      }
    }
    return false;
  };
  return from(from, 0, choice.classes[receiver].losses);
}

}  // namespace ggms::model
