// Turns configurations into keys and back: lays out the labels that tell processes apart, and the weight of
// each label in a key.

#include "verify/frame.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "model/keys.h"

namespace ggms::verify {

bool Frame::counted(const model::Problem& problem) {
  const model::View view = problem.setting().view;
  const bool anonymous = view == model::View::kCounts || view == model::View::kCountsOwn;
  if (!anonymous || problem.compiled().uses_names() || problem.compiled().uses_connected()) return false;
  constexpr double kBits = 50;  // of 63; the facts of a run need some too
  const double bits_of_count = std::log2(problem.setting().processes + 1);
  for (int boundary = 0; boundary <= problem.setting().rounds; ++boundary) {
    Frame frame;
    frame.count_labels(problem, boundary);
    if (bits_of_count * frame.labels_ > kBits) return false;
  }
  return true;
}

std::vector<Frame> Frame::of_boundaries(const model::Problem& problem, bool counted) {
  std::vector<Frame> frames;
  for (int boundary = 0; boundary <= problem.setting().rounds; ++boundary)
    frames.emplace_back(problem, boundary, counted);
  return frames;
}

/// Lays out the labels: first the standings of crashed processes, then of those that forge, then of those
/// that are up.
void Frame::count_labels(const model::Problem& problem, int boundary) {
  const model::Setting& setting = problem.setting();
  const bool last = boundary == setting.rounds;
  const bool early = setting.decide == model::Decide::kAny && boundary > 0;
  const bool tells_times = early && problem.compiled().uses_decided_by();
  locals_ = problem.compiled().uses_initial() ? setting.initial : 1;
  kinds_of_connection_ = problem.compiled().uses_connected() ? 2 : 1;
  times_ = tells_times ? boundary : 1;
  first_time_ = tells_times ? 1 : last && !early ? setting.rounds : 0;
  undecided_ = last ? 0 : boundary == 0 ? setting.initial : setting.states;
  const int decided = last || early ? setting.decisions : 0;
  slots_ = undecided_ + decided * times_;
  if (early || (last && problem.adversary().can_leave())) crashed_ = 1 + setting.decisions * times_;
  int forging = 0;
  int up = 0;
  for (const model::Role role : problem.adversary().roles())
    role_index_[role] = model::Adversary::has_state(role) ? up++ : forging++;
  first_up_ = crashed_ + forging;
  labels_ = (first_up_ + up * kinds_of_connection_ * slots_) * locals_;
}

Frame::Frame(const model::Problem& problem, int boundary, bool counted)
    : counted_(counted), processes_(problem.setting().processes) {
  count_labels(problem, boundary);
  const model::Setting& setting = problem.setting();
  of_label_.resize(static_cast<std::size_t>(labels_));
  const auto describe = [&](int label, const Group& group) {
    CHECK(label >= 0 && label < labels_);
    of_label_[static_cast<std::size_t>(label)] = group;
  };
  for (int local = 0; local < locals_; ++local) {
    describe(crashed(spec::Observation::kNone, 0, local),
             {.live = 1, .state = Group::kCrashed, .local = local});
    for (int decision = 0; crashed_ > 1 && decision < setting.decisions; ++decision) {
      for (int time = first_time_; time < first_time_ + times_; ++time) {
        describe(
            crashed(decision, time, local),
            {.live = 1, .state = Group::kCrashed, .local = local, .decision = decision, .decided_in = time});
      }
    }
    for (const model::Role role : problem.adversary().roles()) {
      if (!model::Adversary::has_state(role)) {
        describe(forges(role, local),
                 {.live = 1, .state = Group::kForges, .local = local, .role = role, .connected = false});
        continue;
      }
      for (int connection = 0; connection < kinds_of_connection_; ++connection) {
        for (int state = 0; state < undecided_ + (slots_ - undecided_) / times_; ++state) {
          const int decision = state < undecided_ ? spec::Observation::kNone : state - undecided_;
          for (int time = first_time_; time < first_time_ + times_; ++time) {
            const int decided_in = decision == spec::Observation::kNone ? spec::Observation::kNone : time;
            describe(this->up(role, connection == 0, state, time, local), {.live = 1,
                                                                           .state = state,
                                                                           .local = local,
                                                                           .role = role,
                                                                           .connected = connection == 0,
                                                                           .decision = decision,
                                                                           .decided_in = decided_in});
          }
        }
      }
    }
  }

  ASSERT(tells_labels_apart());
  place_.assign(static_cast<std::size_t>(counted ? labels_ : processes_), 0);
  const auto base = static_cast<std::uint64_t>(counted ? processes_ + 1 : labels_);
  for (std::size_t i = place_.size(); i-- > 0;) {
    place_[i] = span_;
    span_ = model::checked_product(span_, base);
  }
  for (const std::uint64_t place : place_) {
    inverse_.push_back(((std::uint64_t{1} << kShift) + place - 1) / place);
  }
}

void Frame::decode(std::uint64_t key, std::vector<Group>& groups) const {
  const int first = crashed_ * locals_;
  groups.clear();
  if (counted_) {
    each_digit(key, [&](int label, int count) {
      if (label < first) return;
      groups.emplace_back(of_label_[static_cast<std::size_t>(label)]).live = count;
    });
  } else {
    each_digit(key, [&](int process, int label) {
      if (label < first) return;
      groups.emplace_back(of_label_[static_cast<std::size_t>(label)]).process = process;
    });
  }
}

void Frame::decode_crashed(std::uint64_t key, std::vector<Group>& crashed) const {
  const int first = crashed_ * locals_;
  crashed.clear();
  each_digit(key, [&](int i, int digit) {
    const int label = counted_ ? i : digit;
    const int count = counted_ ? digit : 1;
    if (label >= first || count == 0) return;
    crashed.emplace_back(of_label_[static_cast<std::size_t>(label)]).process = i;
    crashed.back().live = count;
  });
}

int Frame::label_of(const Group& group) const {
  if (group.state == Group::kCrashed) return this->crashed(group.decision, group.decided_in, group.local);
  if (group.state == Group::kForges) return forges(group.role, group.local);
  return up(group.role, group.connected, group.state, group.decided_in, group.local);
}

/// Whether encoding the description of each label gives that label.
bool Frame::tells_labels_apart() const {
  for (std::size_t label = 0; label < of_label_.size(); ++label) {
    const Group& group = of_label_[label];
    if (group.live != 1 || label_of(group) != static_cast<int>(label)) return false;
  }
  return true;
}

bool Frame::is_made_of(std::uint64_t key, const std::vector<Group>& groups) const {
  std::uint64_t sum = 0;
  int processes = 0;
  for (const Group& group : groups) {
    sum += weight(group.process, label_of(group)) * static_cast<std::uint64_t>(group.live);
    processes += group.live;
  }
  return sum == key && processes == processes_;
}

}  // namespace ggms::verify
