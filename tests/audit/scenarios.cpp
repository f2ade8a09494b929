#include "audit/scenarios.h"

#include <algorithm>

namespace ggms::audit::drafts {

namespace {

enum Event { kNothing, kCrashes, kCrashesLate };

class Scheduler {
 public:
  Scheduler(const Draft& draft, const Budgets& budgets) : draft_(draft), budgets_(budgets) {}

  Scenarios run() {
    pick({});
    for (round_ = 1; round_ <= draft_.rounds; ++round_) {
      const std::set<World> before = std::move(worlds_);
      worlds_.clear();
      for (const World& world : before) {
        from_ = world;
        events_.clear();
        choose_events();
      }
    }
    for (World world : worlds_) {
      for (Fate& fate : world.processes) fate.state = kGone;
      world.losses_charged = world.splits = 0;
      result_.endings.insert(std::move(world));
    }
    return std::move(result_);
  }

 private:
  int n() const { return draft_.n; }
  const Fate& process(int i) const { return from_.processes[static_cast<std::size_t>(i)]; }
  Event event(int i) const { return events_[static_cast<std::size_t>(i)]; }
  bool near(int i) const { return (block_ >> i & 1U) != 0; }
  bool receives(int j) const {
    return !process(j).gone() && process(j).pick != kByzantine && event(j) != kCrashes;
  }

  void pick(const World& so_far) {
    const auto picked = [&](Pick pick) {
      return std::count_if(so_far.processes.begin(), so_far.processes.end(),
                           [&](const Fate& fate) { return fate.pick == pick; });
    };
    if (picked(kOmits) > budgets_.omission || picked(kOmitsBothWays) > budgets_.general_omission ||
        picked(kByzantine) > budgets_.byzantine) {
      return;
    }
    if (static_cast<int>(so_far.processes.size()) == n()) {
      worlds_.insert(so_far);
      return;
    }
    for (const Pick pick_now : {kUnpicked, kOmits, kOmitsBothWays, kByzantine}) {
      for (int value = 0; value < static_cast<int>(draft_.initial.size()); ++value) {
        Fate fate;
        fate.initial = fate.state = value;
        fate.pick = pick_now;
        if (pick_now == kByzantine) fate.connected = false;
        World more = so_far;
        more.processes.push_back(fate);
        pick(more);
      }
    }
  }

  void choose_events() {
    int crashes = 0, late = 0;
    for (int i = 0; i < n(); ++i) {
      const bool listed = i < static_cast<int>(events_.size());
      crashes += process(i).crashed || (listed && event(i) == kCrashes) ? 1 : 0;
      late += process(i).crashed_late || (listed && event(i) == kCrashesLate) ? 1 : 0;
    }
    if (crashes > budgets_.crash || late > budgets_.crash_late) return;
    const auto i = static_cast<int>(events_.size());
    if (i == n()) return choose_split();
    for (const Event now : {kNothing, kCrashes, kCrashesLate}) {
      if (now != kNothing && (process(i).gone() || process(i).pick == kByzantine)) continue;
      events_.push_back(now);
      choose_events();
      events_.pop_back();
    }
  }

  void choose_split() {
    const unsigned everybody = (1U << n()) - 1;
    for (block_ = 1; block_ <= everybody; ++block_) {
      splits_ = block_ != everybody;
      if (splits_ && from_.splits == budgets_.partition) continue;
      mail_.assign(static_cast<std::size_t>(n()), Numbers(static_cast<std::size_t>(n()), kGone));
      deliver(0, 0);
    }
  }

  /// Message by message; `paid` are the losses so far that nothing explains.
  void deliver(int message, int paid) {
    if (paid > budgets_.loss + budgets_.loss_total - from_.losses_charged) return;
    if (message == n() * n()) return move(paid);
    const int from = message / n(), to = message % n();
    const auto go_on = [&](int state, int more_paid) {
      mail_[static_cast<std::size_t>(to)][static_cast<std::size_t>(from)] = state;
      deliver(message + 1, more_paid);
    };
    if (!receives(to) || process(from).gone() || near(from) != near(to)) return go_on(kGone, paid);
    if (process(from).pick == kByzantine) {
      for (int state = kGone; state < static_cast<int>(draft_.sent(round_).size()); ++state)
        go_on(state, paid);
      return;
    }
    go_on(process(from).state, paid);
    if (from == to) return;
    const bool explained = event(from) != kNothing || process(from).pick == kOmits ||
                           process(from).pick == kOmitsBothWays || process(to).pick == kOmitsBothWays;
    go_on(kGone, paid + (explained ? 0 : 1));
  }

  void move(int paid) {
    World after = from_;
    after.splits += splits_ ? 1 : 0;
    after.losses_charged += std::max(0, paid - budgets_.loss);
    Numbers heard_by(static_cast<std::size_t>(n()), 0);
    for (int j = 0; j < n(); ++j) {
      Fate& fate = after.processes[static_cast<std::size_t>(j)];
      if (event(j) == kCrashes) fate.crashed = true;
      if (event(j) == kCrashesLate) fate.crashed_late = true;
      if (fate.gone()) fate.connected = false;
      if (!receives(j)) continue;
      const Numbers& received = mail_[static_cast<std::size_t>(j)];
      int heard = 0;
      for (int i = 0; i < n(); ++i) {
        const int one = received[static_cast<std::size_t>(i)] != kGone ? 1 : 0;
        heard += one;
        heard_by[static_cast<std::size_t>(i)] += one;
      }
      if (heard < n()) after.lost = true;
      if (2 * heard <= n()) fate.connected = false;
      if (fate.decision != kGone) continue;
      const int next = draft_.next(round_, j, received);
      if (next == kGone) {
        result_.missing = true;
        return;
      }
      fate.state = next;
      const int internal = round_ == draft_.rounds ? 0 : static_cast<int>(draft_.internal.size());
      if (next >= internal) {
        fate.decision = next - internal;
        fate.decided_in = round_;
      }
    }
    for (int i = 0; i < n(); ++i) {
      if (2 * heard_by[static_cast<std::size_t>(i)] <= n())
        after.processes[static_cast<std::size_t>(i)].connected = false;
    }
    worlds_.insert(std::move(after));
  }

  const Draft& draft_;
  const Budgets budgets_;
  Scenarios result_;
  std::set<World> worlds_;
  int round_ = 0;
  World from_;
  std::vector<Event> events_;  // by process, of this round
  unsigned block_ = 0;         // the processes in one block of the split
  bool splits_ = false;
  std::vector<Numbers> mail_;  // by receiver, then by sender
};

}  // namespace

std::string Budgets::text() const {
  std::string result;
  for (const auto& [word, number] : {std::pair("crash", crash),
                                     {"crash-late", crash_late},
                                     {"omission", omission},
                                     {"general-omission", general_omission},
                                     {"byzantine", byzantine},
                                     {"loss", loss},
                                     {"loss-total", loss_total},
                                     {"partition", partition}}) {
    if (number > 0) result += (result.empty() ? "" : ",") + std::string(word) + "=" + std::to_string(number);
  }
  return result.empty() ? "none" : result;
}

int World::failures() const {
  return static_cast<int>(
      std::count_if(processes.begin(), processes.end(), [](const Fate& fate) { return !fate.correct(); }));
}

bool World::crashed() const {
  return std::any_of(processes.begin(), processes.end(), [](const Fate& fate) { return fate.gone(); });
}

Scenarios run_all(const Draft& draft, const Budgets& budgets) {
  return Scheduler(draft, budgets).run();
}

}  // namespace ggms::audit::drafts
