#pragma once

#include <cstdint>
#include <memory_resource>
#include <span>
#include <vector>

#include "model/adversary.h"

namespace ggms::verify {

/// Everything that the adversary may do in one round to configurations with the same parties, laid out for
/// sharing: the messages that choices let arrive become *requests*. A receiver may see under a request what
/// it may see under the requests that decide one message more, or the one vector in which every open message
/// is lost. Senders are the groups and, for each group that forges, one for each state that it may claim. A
/// plan is made once and read for every such configuration, in one check after the other; spans point into
/// its memory.
class Plan {
 public:
  struct Predecessor {
    int request = 0;
    int sender = 0;  // the sender whose message is open here and arrives there
  };
  struct Request {
    std::span<const Predecessor> predecessors;
    std::span<const int> sure;    // per sender: how many of its messages arrive
    bool has_vector = true;       // the vector in which every open message is lost is possible
    int missing = 0;              // how many of all processes' messages that vector lacks
    std::uint64_t receivers = 0;  // the groups (bits) that have a mover with this request in some choice
  };
  struct Mover {
    int group = 0;
    int count = 0;
    int request = 0;
    bool leaves = false;   // the mover is gone after this round
    bool is_heard = true;  // more than half of all processes hear the mover
  };
  struct Crash {
    int group = 0;
    int count = 0;
  };
  struct Round {
    std::span<const Mover> movers;
    std::span<const Crash> crashing;
    int shared_request = -1;  // the request of all movers, if they have the same one
    std::size_t ledger = 0;   // after the round (model::Adversary::index_of)
    bool strikes = false;     // some link loses a message although no process is faulty
  };

  /// `letters`: how many different states can be sent in the round. Throws base::Stopped once `stop` is
  /// requested.
  Plan(const model::Adversary& adversary, const std::vector<model::Party>& parties,
       const model::Ledger& ledger, int letters, int processes, base::Stop& stop);

  const std::vector<Request>& requests() const { return requests_; }  // predecessors come first
  /// The coupled choices, in the order of model::Adversary::choices.
  std::span<const Round> rounds() const { return {rounds_.data(), rounds_.size() - 1}; }
  /// The index after these: the round without faults.
  std::size_t calm() const { return rounds_.size() - 1; }
  const Round& round(std::size_t choice) const { return rounds_[choice]; }
  /// The coupled choice behind a round; its classes that move are the round's movers, in the same order.
  const model::Choice& choice(std::size_t choice) const { return choices_[choice]; }

 private:
  class Builder;

  bool is_laid_out() const;

  std::vector<Request> requests_;
  std::vector<Round> rounds_;
  std::vector<model::Choice> choices_;
  std::pmr::monotonic_buffer_resource memory_;
};

}  // namespace ggms::verify
