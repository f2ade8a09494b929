#pragma once

#include <cstddef>
#include <vector>

namespace ggms::verify {

/// A list that grows page by page. Adding an item takes microseconds, however long the list is, because only
/// the first page is ever moved.
template <class Item>
class Pages {
 public:
  void push_back(const Item& item) {
    const std::size_t page = size_ >> kBits;
    if (page == pages_.size()) {
      pages_.emplace_back();
      if (page > 0) pages_.back().reserve(kPage);
    }
    pages_[page].push_back(item);
    ++size_;
  }
  std::size_t size() const { return size_; }
  const Item& operator[](std::size_t i) const { return pages_[i >> kBits][i & (kPage - 1)]; }
  Item& operator[](std::size_t i) { return pages_[i >> kBits][i & (kPage - 1)]; }

  /// Empties the list and keeps its memory.
  void clear() {
    for (std::vector<Item>& page : pages_) page.clear();
    size_ = 0;
  }

 private:
  static constexpr int kBits = 16;
  static constexpr std::size_t kPage = std::size_t{1} << kBits;  // items: some 100 KiB up to some MiB

  std::vector<std::vector<Item>> pages_;
  std::size_t size_ = 0;
};

}  // namespace ggms::verify
