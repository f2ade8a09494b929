// Keys of configurations.

#include "verify/frame.h"

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
}

void Frame::decode(std::uint64_t key, std::vector<Group>& groups) const {
  groups.clear();
  for (std::size_t i = 0; i < place_.size(); ++i) {
    const auto digit = static_cast<int>(key / place_[i]);
    key %= place_[i];
    const int label = counted_ ? static_cast<int>(i) : digit;
    if (counted_ && label < locals_) continue;  // the crashed ones of that local
    const bool crashed = label < locals_;
    const int live = counted_ ? digit : crashed ? 0 : 1;
    groups.push_back({static_cast<int>(i), live, crashed ? 0 : label / locals_ - 1, label % locals_});
  }
}

void Frame::decode_crashed(std::uint64_t key, std::vector<Group>& crashed) const {
  crashed.clear();
  for (std::size_t i = 0; i < place_.size(); ++i) {
    const auto digit = static_cast<int>(key / place_[i]);
    key %= place_[i];
    const int label = counted_ ? static_cast<int>(i) : digit;
    const int count = counted_ ? digit : 1;
    if (label < locals_ && count > 0) crashed.push_back({static_cast<int>(i), count, model::State{0}, label});
  }
}

}  // namespace ggms::verify
