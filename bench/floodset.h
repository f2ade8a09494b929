#pragma once

#include "model/machine.h"

namespace ggms::bench {

/// FloodSet (Lynch 1996) with two states, in any view: "a" (0) if any message in state 0 arrived, else "b"
/// (1); decides 0 or 1 in the last round by the same rule. Has every entry with at least one message.
inline model::Machine floodset(const model::Setting& setting) {
  model::Machine machine(setting);
  for (int round = 1; round <= setting.rounds; ++round) {
    const model::Keys& keys = machine.keys(round);
    for (int slot = 0; slot < keys.slots(); ++slot) {
      for (std::uint64_t key = 0; key < keys.span(); ++key) {
        const model::Received received = keys.decode(key);
        bool any = false;
        bool zero = false;
        int arrived = 0;
        for (const int state : received.by_sender) {
          any = any || state != model::Received::kLost;
          zero = zero || state == 0;
        }
        for (std::size_t state = 0; state + 1 < received.counts.size(); ++state) {
          arrived += received.counts[state];
          zero = zero || (state == 0 && received.counts[state] > 0);
        }
        if (any || (arrived > 0 && arrived <= setting.processes)) {
          machine.set({round, slot, key}, static_cast<model::State>(zero ? 0 : 1));
        }
      }
    }
  }
  return machine;
}

}  // namespace ggms::bench
