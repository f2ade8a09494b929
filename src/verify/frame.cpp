// Keys of configurations.

#include "verify/frame.h"

#include <algorithm>

#include "model/keys.h"

namespace ggms::verify {

bool Frame::counted(const model::Problem& problem) {
  const model::View view = problem.setting().view;
  const bool anonymous = view == model::View::kCounts || view == model::View::kCountsOwn;
  return anonymous && !problem.compiled().uses_names();
}

Frame::Frame(const model::Problem& problem, int boundary, bool counted)
    : counted_(counted),
      processes_(problem.setting().processes),
      locals_(problem.compiled().uses_initial() ? problem.setting().initial : 1),
      labels_((problem.setting().alphabet(boundary) + 1) * locals_) {
  place_.assign(static_cast<std::size_t>(counted ? labels_ : processes_), 0);
  const auto base = static_cast<std::uint64_t>(counted ? processes_ + 1 : labels_);
  for (std::size_t i = place_.size(); i-- > 0;) {
    place_[i] = span_;
    span_ = model::checked_product(span_, base);
  }
  for (const std::uint64_t place : place_) {
    inverse_.push_back(((std::uint64_t{1} << kShift) + place - 1) / place);
  }
  for (int label = 0; label < labels_; ++label) {
    of_label_.push_back({0, label < locals_ ? 0 : 1, std::max(0, label / locals_ - 1), label % locals_});
  }
}

void Frame::decode(std::uint64_t key, std::vector<Group>& groups) const {
  groups.clear();
  each_digit(key, [&](int i, int digit) {
    if (counted_ && i < locals_) return;  // the crashed ones of that local
    Group& group = groups.emplace_back(of_label_[static_cast<std::size_t>(counted_ ? i : digit)]);
    group.process = i;
    if (counted_) group.live = digit;
  });
}

void Frame::decode_live(std::uint64_t key, std::vector<Group>& groups) const {
  if (counted_) return decode(key, groups);
  groups.clear();
  each_digit(key, [&](int i, int digit) {
    if (digit < locals_) return;
    groups.emplace_back(of_label_[static_cast<std::size_t>(digit)]).process = i;
  });
}

void Frame::decode_crashed(std::uint64_t key, std::vector<Group>& crashed) const {
  crashed.clear();
  each_digit(key, [&](int i, int digit) {
    const int label = counted_ ? i : digit;
    const int count = counted_ ? digit : 1;
    if (label < locals_ && count > 0) crashed.push_back({i, count, 0, label});
  });
}

}  // namespace ggms::verify
