#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/stop.h"
#include "verify/final_check.h"
#include "verify/frame.h"
#include "verify/layer.h"
#include "verify/numbers.h"

namespace ggms::verify {

/// What all executions start from: initial values, and who was picked as faulty. A fact of a run is the class
/// of these (those that the properties tell apart) and, where they ask for it, whether a message was lost:
/// fact 2c is "class c, nothing lost", fact 2c + 1 "class c, something lost". 64 facts are a block, the bits
/// of a word.
class Start {
 public:
  /// `frame` is that of boundary 0; it and the problem have to outlive this.
  Start(const model::Problem& problem, const Frame& frame);

  /// Lists all beginnings; there can be very many. False if stopped, and then none is listed. Before anything
  /// else is asked.
  bool list(base::Stop& stop);

  /// All of them, as the layer of boundary 0: keys are that of the frame + block * span of the frame.
  const Layer& all() const { return all_; }
  /// Adds those with these initial values to a layer like all(); with `calm`, if no process is picked. Throws
  /// base::Stopped.
  void add(const std::vector<int>& initial, bool calm, Layer& layer, base::Stop& stop) const;
  std::uint64_t blocks() const { return blocks_; }
  spec::RunFacts run_facts(std::uint64_t block, int fact, int failures, bool crashed) const;

  /// The same runs after something was lost.
  static std::uint64_t something_lost(std::uint64_t facts) { return (facts | facts << 1) & kLostFacts; }

 private:
  static constexpr std::uint64_t kFactBits = 64;
  static constexpr std::uint64_t kLostFacts = 0xAAAAAAAAAAAAAAAAULL;  // the odd facts

  void list_all(base::Stop& stop);
  void add(const std::vector<int>& initial, const std::vector<model::Role>& picked, std::uint64_t facts_class,
           Layer& layer) const;

  const model::Problem& problem_;
  const Frame& frame_;
  const bool tracks_lost_;
  Numbers classes_;  // by RunFacts::initial_facts
  Layer all_;
  std::uint64_t blocks_ = 1;
  bool is_listed_ = false;
};

}  // namespace ggms::verify
