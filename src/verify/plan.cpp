// Lays out the adversary's choices of a round so that receivers' outcome sets are shared between them.

#include "verify/plan.h"

#include <numeric>

namespace ggms::verify {

Plan::Plan(const model::FaultLimits& limits, const std::vector<int>& live, int processes) {
  const int failed = processes - std::accumulate(live.begin(), live.end(), 0);
  for (model::Choice& choice : model::choices(limits, live, failed)) {
    rounds_.emplace_back();
    Round& round = rounds_.back();
    round.movers.reserve(live.size());
    round.failures = choice.failures;
    std::vector<int> requests;
    for (model::Delivery& delivery : choice.deliveries) requests.push_back(request(delivery, processes));
    for (std::size_t g = 0; g < live.size(); ++g) {
      const int group = static_cast<int>(g);
      if (choice.crashing[g] > 0) round.crashing.emplace_back(group, choice.crashing[g]);
      if (choice.moving[g] > 0) {
        const int request = requests[static_cast<std::size_t>(choice.delivery[g])];
        round.shared_request = round.movers.empty() || round.shared_request == request ? request : -1;
        round.movers.push_back({group, choice.moving[g], request});
        mark_receiver(request, group);
      }
    }
  }
}

int Plan::request(model::Delivery& delivery, int processes) {
  if (const auto known = ids_.find(delivery); known != ids_.end()) return known->second;
  Request request;
  request.lost = processes - std::accumulate(delivery.sure.begin(), delivery.sure.end(), 0);
  for (std::size_t g = 0; g < delivery.at_risk.size(); ++g) {
    if (delivery.at_risk[g] == 0) continue;
    --delivery.at_risk[g];
    ++delivery.sure[g];
    request.predecessors.emplace_back(this->request(delivery, processes), static_cast<int>(g));
    ++delivery.at_risk[g];
    --delivery.sure[g];
  }
  request.receivers.assign(delivery.sure.size(), false);
  const int id = static_cast<int>(requests_.size());
  request.delivery = &ids_.emplace(delivery, id).first->first;
  requests_.push_back(std::move(request));
  return id;
}

/// What the receiver may see under a request, it may see under the safer ones: they are its requests too.
void Plan::mark_receiver(int request, int group) {
  Request& marked = requests_[static_cast<std::size_t>(request)];
  if (marked.receivers[static_cast<std::size_t>(group)]) return;
  marked.any_receiver = true;
  marked.receivers[static_cast<std::size_t>(group)] = true;
  for (const auto& [safer, risk] : marked.predecessors) mark_receiver(safer, group);
}

}  // namespace ggms::verify
