#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "verify/frame.h"

namespace ggms::verify {

/// The parts of a layer's key: the frame's key, and the page, which is the block of facts and what the
/// adversary has used up.
class LayerKeys {
 public:
  /// `frames` has to outlive it.
  LayerKeys(const std::vector<Frame>& frames, std::uint64_t blocks, std::uint64_t ledgers)
      : frames_(&frames), blocks_(blocks), pages_(blocks * ledgers) {}

  std::uint64_t pages() const { return pages_; }
  std::uint64_t frame_key(int boundary, std::uint64_t key) const {
    return pages_ == 1 ? key : key % span(boundary);
  }
  std::uint64_t block_of(int boundary, std::uint64_t key) const { return page(boundary, key) % blocks_; }
  std::size_t ledger_of(int boundary, std::uint64_t key) const { return page(boundary, key) / blocks_; }
  /// What a page adds to a key.
  std::uint64_t offset(int boundary, std::size_t ledger, std::uint64_t block) const {
    return (ledger * blocks_ + block) * span(boundary);
  }

 private:
  std::uint64_t span(int boundary) const { return (*frames_)[static_cast<std::size_t>(boundary)].span(); }
  std::uint64_t page(int boundary, std::uint64_t key) const { return pages_ == 1 ? 0 : key / span(boundary); }

  const std::vector<Frame>* frames_;
  std::uint64_t blocks_;
  std::uint64_t pages_;
};

}  // namespace ggms::verify
