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

/// What all executions start from: initial values, and the processes picked as faulty. The properties sort
/// these beginnings into classes that they can tell apart. A fact of a run is the class of its beginning and,
/// if a property asks for it, whether a message was lost: fact 2c is "class c, nothing lost", fact 2c + 1
/// "class c, something lost". 64 facts are a block, the bits of a word.
class Start {
 public:
  /// `frame` is the frame of boundary 0; it and the problem have to outlive this object.
  Start(const model::Problem& problem, const Frame& frame);

  /// Lists all beginnings; there can be very many. To be called before all other functions. Returns false if
  /// stopped; then none is listed.
  bool list(base::Stop& stop);

  /// All beginnings, as the layer of boundary 0: a key is the frame's key + block * the frame's span.
  const Layer& all() const { return all_; }
  /// Adds the beginnings with these initial values to a layer like all(); with `calm`, only those in which no
  /// process is picked. Throws base::Stopped.
  void add(const std::vector<int>& initial, bool calm, Layer& layer, base::Stop& stop) const;
  std::uint64_t blocks() const { return blocks_; }
  spec::RunFacts run_facts(std::uint64_t block, int fact, int failures, bool crashed) const;

  /// The facts of the same runs after a message was lost.
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
