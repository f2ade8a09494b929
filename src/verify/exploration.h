#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/check.h"
#include "model/machine.h"
#include "verify/bits.h"
#include "verify/claims.h"
#include "verify/ending.h"
#include "verify/expansion.h"
#include "verify/explicit.h"
#include "verify/frame.h"
#include "verify/layer.h"
#include "verify/layer_keys.h"
#include "verify/product.h"
#include "verify/sequences.h"
#include "verify/start.h"

namespace ggms::verify {

/// Explores the configurations of one machine layer by layer, until it finds a hit: a choice that breaks
/// something.
class Exploration {
 public:
  /// A configuration and a coupled choice that break something.
  struct Hit {
    int boundary = 0;  // the hit happens in the round after this boundary
    std::uint32_t configuration = 0;
    std::uint32_t choice = 0;
    int fact = 0;                // bit of the configuration's facts
    int undefined_group = -1;    // a mover whose table entry is missing, or
    EndViolation end;            // the broken property, in terms of `parts`
    std::vector<EndPart> parts;  // the parts that `end` refers to
  };

  explicit Exploration(const model::Problem& problem);

  Check run(const model::Machine& machine, const ExplicitOptions& options, base::Stop& stop);
  const std::vector<Hit>& hits() const { return hits_; }

 private:
  friend class Tracer;

  bool prepare(base::Stop& stop);
  void begin(const model::Machine& machine, const ExplicitOptions& options, base::Stop& stop);
  bool explore(int boundary, const ExplicitOptions& options, base::Stop& stop);
  bool take_all(const Expansion& at, const ExplicitOptions& options, bool keep, base::Stop& stop);

  // One coupled choice: adds the next configurations (if `keep`), and judges the end after the last round.
  // False on a hit.
  bool take_each(const Expansion& at, std::uint32_t choice, bool keep, std::uint64_t& members);
  /// The same for movers that share their outcomes; handles only the new facts.
  bool take_new(const Expansion& at, std::uint32_t choice, std::uint64_t outcomes, bool keep,
                std::uint64_t facts);
  /// The size of the product of these outcomes of each mover.
  std::uint64_t size_of(std::uint64_t outcomes, std::size_t movers) const {
    if ((outcomes & (outcomes - 1)) == 0) return 1;
    return sizes_[static_cast<std::size_t>(count_bits(outcomes))][movers];
  }

  void note_undefined(const Expansion& at, std::uint32_t choice);
  bool note_end(const Expansion& at, std::uint32_t choice, std::optional<Ending::Broken> broken);
  void spread_shared(const Expansion& at, std::uint32_t choice, std::uint64_t outcomes, std::uint64_t facts);
  /// The label of an outcome at the next boundary, if movers are alike.
  std::uint64_t label(const Expansion& at, int outcome) const {
    return static_cast<std::uint64_t>(at.next->up(model::kNotPicked, true, bits_.next(outcome), 0, 0));
  }
  void spread_alike(const Expansion& at, std::uint32_t choice, std::size_t mover, std::uint64_t outcomes,
                    std::uint64_t key, std::uint64_t facts, bool lost);
  void spread(const Expansion& at, std::uint32_t choice, std::uint64_t key, std::uint64_t facts);
  std::uint64_t claim_boxes(const Expansion& at, std::uint32_t choice, std::uint64_t key);
  void add(const Expansion& at, std::uint32_t choice, std::uint64_t key, std::uint64_t facts, bool lost) {
    ASSERT(key < at.next->span() && page_after(at, choice) < keys_.pages());
    layers_[static_cast<std::size_t>(at.boundary) + 1].add(key + page_after(at, choice) * at.next->span(),
                                                           lost ? Start::something_lost(facts) : facts,
                                                           at.number, choice);
  }
  const Layer& layer(int boundary) const {
    return boundary == 0 && begins_anyhow_ ? start_.all() : layers_[static_cast<std::size_t>(boundary)];
  }
  bool is_last(const Expansion& at) const { return at.boundary + 1 == problem_.setting().rounds; }

  void sum_places();
  void count_products();

  std::uint64_t frame_key(int boundary, std::uint64_t key) const { return keys_.frame_key(boundary, key); }
  std::uint64_t block_of(int boundary, std::uint64_t key) const { return keys_.block_of(boundary, key); }
  std::size_t ledger_of(int boundary, std::uint64_t key) const { return keys_.ledger_of(boundary, key); }
  std::uint64_t page_after(const Expansion& at, std::uint32_t choice) const {
    return at.plan->round(choice).ledger * start_.blocks() + at.block;
  }

  const model::Problem& problem_;
  const OutcomeBits bits_;
  const std::vector<Frame> frames_;  // per boundary
  Start start_;
  LayerKeys keys_;
  Expander expander_;
  Ending ending_;
  std::vector<Layer> layers_;   // per boundary; the first is empty where
  bool begins_anyhow_ = false;  // ... all beginnings are explored, those of start_

  // If movers are alike:
  std::vector<std::vector<std::uint64_t>> places_;  // per boundary and set of processes, sum of weights
  std::vector<std::vector<std::uint64_t>> sizes_;   // of a product, by outcomes of each mover, and movers
  std::array<std::uint64_t, 64> label_of_{};        // by outcome of a mover, while a product is spread
  std::uint64_t spread_members_ = 0;                // of products, so far
  Claims shared_;  // sets of movers with outcome sets whose products were added already

  Sequences spread_;  // other products that were added already
  std::vector<Hit> hits_;
  std::uint64_t transitions_ = 0;
  std::vector<Box> boxes_;
  std::vector<std::uint64_t> words_;
  Product product_;
  base::Stop* stop_ = nullptr;  // set while a configuration is expanded
};

}  // namespace ggms::verify
