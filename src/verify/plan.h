#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "model/faults.h"

namespace ggms::verify {

/// Everything that the adversary may do in one round to configurations with the same live processes, laid out
/// for sharing: deliveries become *requests*, and what a receiver may see under a request is what it may see
/// under the requests with one message less at risk, or the one vector in which everything at risk is lost.
class Plan {
 public:
  struct Request {
    /// (request, group whose message is at risk here and sure there)
    std::vector<std::pair<int, int>> predecessors;
    int lost = 0;  // how many of all processes' messages are missing when everything at risk is lost
    const model::Delivery* delivery = nullptr;  // never null
    bool any_receiver = false;                  // whether some choice makes some mover receive under it
    std::vector<bool> receivers;                // per group: whether that is a mover of the group
  };
  struct Mover {
    int group = 0;
    int count = 0;
    int request = 0;
  };
  struct Round {
    std::vector<Mover> movers;                  // per group that moves
    std::vector<std::pair<int, int>> crashing;  // (group, how many)
    int shared_request = -1;                    // the request of all movers, if it is the same
    int failures = 0;
  };

  Plan(const model::FaultLimits& limits, const std::vector<int>& live, int processes);

  const std::vector<Request>& requests() const { return requests_; }  // predecessors come first
  const std::vector<Round>& rounds() const { return rounds_; }  // the coupled choices; none crashing first

 private:
  int request(model::Delivery& delivery, int processes);  // leaves `delivery` as it was
  void mark_receiver(int request, int group);

  std::vector<Request> requests_;
  std::map<model::Delivery, int> ids_;
  std::vector<Round> rounds_;
};

}  // namespace ggms::verify
