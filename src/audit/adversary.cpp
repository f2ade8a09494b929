// The adversary of one round. A reader can compare two parts line by line with the table of fault words:
// `Chooser`, which lists the possible crashes and splits, and `fate`, which says what may become of a
// message.
#include "audit/adversary.h"

#include <algorithm>
#include <optional>

namespace ggms::audit {

namespace {

/// Chooses first the crashes, group by group, and then the split, cell by cell.
class Chooser {
 public:
  Chooser(const Configuration& from, const std::function<void(const Choice&)>& visit)
      : from_(from), visit_(visit) {}

  void crashes(std::size_t at, int crashes_left, int late_left) {
    if (at == from_.groups.size()) return splits();
    const Group& group = from_.groups[at];
    const bool can_crash = !group.is_gone() && !group.is_byzantine();
    const int most = can_crash ? group.count : 0;
    for (int now = 0; now <= std::min(most, crashes_left); ++now) {
      for (int late = 0; late <= std::min(most - now, late_left); ++late) {
        const std::size_t size = choice_.cells.size();
        put(group, group.count - now - late, Crash::kNone, false);
        put(group, now, Crash::kCrash, false);
        put(group, late, Crash::kLate, false);
        crashes(at + 1, crashes_left - now, late_left - late);
        choice_.cells.resize(size);
      }
    }
  }

 private:
  void splits() {
    visit_(choice_);
    if (from_.splits_left == 0) return;
    whole_ = std::move(choice_.cells);
    choice_ = {{}, true};
    split(0, false, false);
    choice_ = {std::move(whole_), false};
  }

  /// `near`, `far`: whether the block has a member yet. The first process is always near, because blocks have
  /// no names.
  void split(std::size_t at, bool near, bool far) {
    if (at == whole_.size()) {
      if (far) visit_(choice_);
      return;
    }
    const Cell cell = whole_[at];
    const int most = cell.group.is_gone() ? 0 : near ? cell.group.count : cell.group.count - 1;
    for (int apart = 0; apart <= most; ++apart) {
      const std::size_t size = choice_.cells.size();
      put(cell.group, cell.group.count - apart, cell.crashes, false);
      put(cell.group, apart, cell.crashes, true);
      split(at + 1, near || !cell.group.is_gone(), far || apart > 0);
      choice_.cells.resize(size);
    }
  }

  void put(const Group& group, int count, Crash crashes, bool far) {
    if (count == 0) return;
    choice_.cells.push_back({group, crashes, far});
    choice_.cells.back().group.count = static_cast<std::uint16_t>(count);
  }

  const Configuration& from_;
  const std::function<void(const Choice&)>& visit_;
  Choice choice_;
  std::vector<Cell> whole_;  // the cells before they are split
};

}  // namespace

void for_each_choice(const Faults& faults, const Configuration& from,
                     const std::function<void(const Choice&)>& visit) {
  Chooser(from, visit)
      .crashes(0, faults.crash - from.crashed(Crash::kCrash), faults.crash_late - from.crashed(Crash::kLate));
}

std::optional<Offer::Fate> fate(const Cell& sender, const Cell& receiver, bool may_lose) {
  using Fate = Offer::Fate;
  if (sender.group.is_gone()) return std::nullopt;
  if (sender.far != receiver.far) return std::nullopt;
  if (sender.group.is_byzantine()) return Fate::kAnyState;
  if (sender.crashes != Crash::kNone) return Fate::kMayBeLost;
  if (sender.group.role != Role::kHonest) return Fate::kMayBeLost;
  if (receiver.group.role == Role::kGeneralOmission) return Fate::kMayBeLost;
  return may_lose ? Fate::kCostsALoss : Fate::kArrives;
}

std::vector<Offer> offers(const Choice& choice, const Cell& receiver, bool apart, bool may_lose) {
  std::vector<Offer> result;
  const auto put = [&](const Cell& sender, Offer::Fate what, int count) {
    if (count == 0) return;
    const State state = what == Offer::Fate::kAnyState ? kNoState : sender.group.state;
    Offer offer{apart ? sender.group.who : 0, state, what, static_cast<std::uint16_t>(count)};
    const auto same = std::find_if(result.begin(), result.end(), [&](const Offer& other) {
      return other.sender == offer.sender && other.state == state && other.fate == what;
    });
    if (!apart && same != result.end()) {
      same->count = static_cast<std::uint16_t>(same->count + count);
    } else {
      result.push_back(offer);
    }
  };
  for (const Cell& sender : choice.cells) {
    const bool is_own = sender == receiver;
    if (is_own) put(sender, Offer::Fate::kArrives, 1);  // no process loses its own message
    if (const auto what = fate(sender, receiver, may_lose)) {
      put(sender, *what, sender.group.count - (is_own ? 1 : 0));
    }
  }
  // Sorted, so that receivers with the same offers have equal lists.
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace ggms::audit
