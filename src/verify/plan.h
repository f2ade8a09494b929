#pragma once

#include <cstdint>
#include <memory_resource>
#include <span>
#include <vector>

#include "model/faults.h"

namespace ggms::verify {

/// Everything that the adversary may do in one round to configurations with the same live processes, laid out
/// for sharing: deliveries become *requests*, and what a receiver may see under a request is what it may see
/// under the requests with one message less at risk, or the one vector in which everything at risk is lost.
/// Spans point into memory of the plan, which is made anew for every check and read for every configuration.
class Plan {
 public:
  struct Predecessor {
    int request = 0;
    int group = 0;  // whose message is at risk here and sure there
  };
  struct Request {
    std::span<const Predecessor> predecessors;
    std::span<const int> sure;     // as in model::Delivery
    std::span<const int> at_risk;  // the same
    int lost = 0;  // how many of all processes' messages are missing when everything at risk is lost
    std::uint64_t receivers = 0;  // the groups (bits) of which some choice makes a mover receive under it
  };
  struct Mover {
    int group = 0;
    int count = 0;
    int request = 0;
  };
  struct Crash {
    int group = 0;
    int count = 0;
  };
  struct Round {
    std::span<const Mover> movers;  // per group that moves
    std::span<const Crash> crashing;
    int shared_request = -1;  // the request of all movers, if it is the same
    int failures = 0;
  };

  Plan(const model::FaultLimits& limits, const std::vector<int>& live, int processes);

  const std::vector<Request>& requests() const { return requests_; }  // predecessors come first
  const std::vector<Round>& rounds() const { return rounds_; }  // the coupled choices; none crashing first

 private:
  class Builder;

  std::vector<Request> requests_;
  std::vector<Round> rounds_;
  std::pmr::monotonic_buffer_resource memory_;
};

}  // namespace ggms::verify
