// The training buffer: a weighted sum of distributions for each table entry. Every episode shrinks the
// weights by the same factor, and the buffer forgets an entry whose weight is close to zero.

#include "search/buffer.h"

#include <algorithm>

#include "base/error.h"

namespace ggms::search {

namespace {

constexpr double kForgotten = 0.01;  // samples; an entry that weighs less is forgotten

}  // namespace

Buffer::Buffer(const Entries& entries, int outputs, double keep)
    : outputs_(static_cast<std::size_t>(outputs)),
      keep_(keep),
      sum_(entries.size() * outputs_, 0),
      weight_(entries.size(), 0) {}

void Buffer::add(EntryId entry, const std::vector<double>& distribution) {
  for (std::size_t i = 0; i < distribution.size(); ++i) sum_[entry * outputs_ + i] += distribution[i];
  weight_[entry] += 1;
}

void Buffer::age() {
  for (double& sum : sum_) sum *= keep_;
  for (std::size_t entry = 0; entry < weight_.size(); ++entry) {
    weight_[entry] *= keep_;
    if (weight_[entry] >= kForgotten) continue;
    weight_[entry] = 0;
    std::fill_n(sum_.begin() + static_cast<std::ptrdiff_t>(entry * outputs_), outputs_, 0.0);
  }
}

void Buffer::clear() {
  std::fill(sum_.begin(), sum_.end(), 0.0);
  std::fill(weight_.begin(), weight_.end(), 0.0);
}

std::vector<double> Buffer::state() const {
  std::vector<double> state = sum_;
  state.insert(state.end(), weight_.begin(), weight_.end());
  return state;
}

void Buffer::restore(const std::vector<double>& state) {
  if (state.size() != sum_.size() + weight_.size()) throw base::Error("the samples belong to another table");
  for (const double number : state) {
    if (!(number >= 0 && number < 1e12)) throw base::Error("a sample is out of range");
  }
  const auto middle = state.begin() + static_cast<std::ptrdiff_t>(sum_.size());
  sum_.assign(state.begin(), middle);
  weight_.assign(middle, state.end());
}

std::vector<EntryId> Buffer::entries() const {
  std::vector<EntryId> all;
  for (std::size_t entry = 0; entry < weight_.size(); ++entry) {
    if (weight_[entry] > 0) all.push_back(static_cast<EntryId>(entry));
  }
  return all;
}

}  // namespace ggms::search
