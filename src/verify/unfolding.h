#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/stop.h"
#include "model/machine.h"
#include "model/problem.h"
#include "model/scenario.h"
#include "verify/expansion.h"
#include "verify/final_check.h"
#include "verify/frame.h"
#include "verify/layer_keys.h"
#include "verify/sequences.h"
#include "verify/start.h"

namespace ggms::verify {

/// The explicit checker's rounds without a machine: which configurations each round can lead to, and which
/// table entries decide it. What is said here holds of every machine.
class Unfolding {
 public:
  /// All that one receiver may find in a round, given the coupled choice: one vector, and all that is in
  /// other sets, which have smaller numbers. Equal sets have one number, over all configurations.
  struct OutcomeSet {
    std::optional<model::Entry> entry;    // that a receiver of the vector looks up
    int keeps = Expansion::Kind::kMoves;  // or the next state of a receiver that has decided
    bool has_vector = false;
    int missing = 0;                 // messages that the vector lacks
    std::vector<std::size_t> parts;  // the other sets
    std::uint64_t possible = 0;      // OutcomeBits: of any machine
  };

  /// Movers of one group and request.
  struct Mover {
    std::size_t set = 0;
    int count = 0;
    int process = 0;                    // where they are told apart
    std::vector<std::uint64_t> weight;  // by outcome of the set: what a mover adds to the next key; not in
                                        // the last round
  };

  /// One coupled choice.
  struct Fork {
    std::size_t choice = 0;  // Plan::round()
    std::vector<Mover> movers;
    std::uint64_t next = 0;  // the key of the next layer without what movers add
  };

  /// A process that ends the run.
  struct Ended {
    std::size_t set = 0;
    int outcome = 0;
    int process = 0;  // where they are told apart
    auto operator<=>(const Ended&) const = default;
  };
  /// A way to end the run that breaks a property.
  struct BrokenEnd {
    std::size_t property = 0;
    std::size_t choice = 0;     // Plan::round()
    std::vector<Ended> ended;   // the few processes that matter; sorted
    std::optional<int> misses;  // where processes are told apart: another one that has to miss a message
  };

  /// `told_apart`: processes have indices in every view. Throws base::Error where a configuration has no key.
  Unfolding(const model::Problem& problem, bool told_apart);

  /// Lists the beginnings. False if stopped.
  bool begin(base::Stop& stop);
  /// The beginnings: a layer's keys with their facts (bits).
  const Layer& beginnings() const { return start_.all(); }

  /// Takes the configuration of a boundary with this layer's key apart: what follows is about it. Throws
  /// base::Stopped.
  void open(int boundary, std::uint64_t key, base::Stop& stop);
  /// Calls visit with every fork that differs from those before. Not in the last round.
  void each_fork(const std::function<void(const Fork&)>& visit);
  /// The last round: calls visit with every property that is broken if its configuration is reached with this
  /// fact and the adversary's choice lets these few processes end so, once for each different way.
  using OnEnd = std::function<void(const BrokenEnd&)>;
  void each_broken_end(int fact, base::Stop& stop, const OnEnd& visit);

  const std::vector<OutcomeSet>& sets() const { return sets_; }
  const OutcomeBits& bits() const { return bits_; }
  const std::vector<Frame>& frames() const { return frames_; }
  const Expansion& at() const { return at_; }
  const Start& start() const { return start_; }
  /// What the adversary does in a choice besides to messages; where processes are told apart.
  model::RoundFaults faults_of(std::size_t choice) const;
  LayerKeys keys() const { return {frames_, start_.blocks(), problem_.adversary().ledgers()}; }

 private:
  void find_sets();
  void spell(const EndPart& part);
  std::size_t set_of(std::size_t kind, std::size_t request, const std::vector<std::size_t>& of_request);
  std::size_t set_of(const Plan::Mover& mover) const {
    return of_mover_[expander_.kind_of(at_, mover)][static_cast<std::size_t>(mover.request)];
  }

  std::optional<int> who_misses(const Plan::Round& round, const std::vector<Ended>& ended) const;

  const model::Problem& problem_;
  const bool told_apart_;
  const OutcomeBits bits_;
  const std::vector<Frame> frames_;  // per boundary
  Start start_;
  Expander expander_;
  FinalCheck final_check_;
  model::Machine supposed_;  // any machine: gives the keys of received vectors
  std::vector<OutcomeSet> sets_;
  Sequences numbers_;  // of sets + 1, by all that they consist of
  Expansion at_;
  std::vector<std::vector<std::size_t>> of_mover_;  // of the configuration: the set by kind and request
  std::vector<Group> gone_;
  std::vector<std::uint64_t> words_;
};

}  // namespace ggms::verify
