// The functions with which a fault model changes the draft of a round: it splits processes off their classes,
// because the round treats them differently, and makes links worse.

#include <algorithm>
#include <utility>

#include "model/adversary.h"
#include "model/fault_model.h"

namespace ggms::model {

std::size_t Draft::split_off(std::size_t c, int count) {
  if (count == classes[c].count) return c;
  const std::size_t old = classes.size();
  classes.push_back(classes[c]);
  classes[c].count -= count;
  classes.back().count = count;
  std::vector<Link> grown((old + 1) * (old + 1), Link::kSure);
  for (std::size_t receiver = 0; receiver <= old; ++receiver) {
    for (std::size_t sender = 0; sender <= old; ++sender) {
      grown[receiver * (old + 1) + sender] =
          links[(receiver == old ? c : receiver) * old + (sender == old ? c : sender)];
    }
  }
  links = std::move(grown);
  return old;
}

void Draft::worsen(std::size_t receiver, std::size_t sender, Link link) {
  Link& now = links[receiver * classes.size() + sender];
  now = std::max(now, link);
}

void Draft::worsen_sent(std::size_t sender, Link link) {
  for (std::size_t receiver = 0; receiver < classes.size(); ++receiver) worsen(receiver, sender, link);
}

void for_each_choice_of_processes(
    const Draft& draft, int most, const std::function<bool(const Choice::Class&)>& may,
    const std::function<void(Draft&, const std::vector<std::size_t>&, int)>& next) {
  std::vector<std::size_t> eligible;
  for (std::size_t c = 0; c < draft.classes.size(); ++c) {
    if (may(draft.classes[c])) eligible.push_back(c);
  }
  std::vector<int> taken(eligible.size(), 0);
  std::vector<std::size_t> chosen;
  const auto take = [&](const auto& self, std::size_t i, int left) -> void {
    if (i == eligible.size()) {
      Draft after = draft;
      chosen.clear();
      for (std::size_t k = 0; k < eligible.size(); ++k) {
        if (taken[k] > 0) chosen.push_back(after.split_off(eligible[k], taken[k]));
      }
      return next(after, chosen, most - left);
    }
    const int here = std::min(draft.classes[eligible[i]].count, left);
    for (taken[i] = 0; taken[i] <= here; ++taken[i]) self(self, i + 1, left - taken[i]);
    taken[i] = 0;
  };
  take(take, 0, most);
}

}  // namespace ggms::model
