// Makes the coupled choices of a round from the fault models of a setting: each model extends the draft of
// the round in turn; then losses on any link are distributed among the receivers.

#include "model/adversary.h"

#include <algorithm>
#include <numeric>

#include "base/check.h"
#include "base/stopped.h"
#include "model/fault_model.h"
#include "model/keys.h"

namespace ggms::model {

namespace {

/// Whether each process of the parties is in exactly one class of a choice, and there is a link from every
/// class to every class.
[[maybe_unused]] bool is_whole(const Choice& choice, const std::vector<Party>& parties) {
  std::vector<int> left;
  for (const Party& party : parties) left.push_back(party.count);
  for (const Choice::Class& of : choice.classes) {
    left[static_cast<std::size_t>(of.group)] -= of.count;
    if (of.count <= 0 || of.role != parties[static_cast<std::size_t>(of.group)].role) return false;
  }
  return choice.links.size() == choice.classes.size() * choice.classes.size() &&
         std::all_of(left.begin(), left.end(), [](int count) { return count == 0; });
}

}  // namespace

Adversary::Adversary(const FaultLimits& limits, int processes, bool tells_who_is_heard)
    : limits_(limits), processes_(processes), tells_who_is_heard_(tells_who_is_heard) {
  for (std::size_t word = 0; word < kFaultWords; ++word) {
    const FaultModel& model = *kFaultModels[word];
    if (limits.numbers[word] == 0) continue;
    if (model.picks) roles_.push_back(static_cast<Role>(word + 1));
    if (model.crashes) crash_words_.push_back(word);
    const bool lasts =
        model.number == FaultModel::Number::kMessagesPerRun || model.number == FaultModel::Number::kRounds;
    if (lasts) counted_words_.push_back(word);
  }
  // The number of crashed processes tells what one crash word has used up; a second crash word needs a count
  // of its own.
  counted_words_.insert(counted_words_.end(), crash_words_.begin() + (crash_words_.empty() ? 0 : 1),
                        crash_words_.end());
  for (const std::size_t word : counted_words_)
    ledgers_ = checked_product(ledgers_, static_cast<std::size_t>(limits.numbers[word]) + 1);
}

bool Adversary::has_state(Role role) {
  return role == kNotPicked || !kFaultModels[role - 1U]->forges;
}

int Adversary::most_crashes() const {
  int most = 0;
  for (const std::size_t word : crash_words_) most += limits_.numbers[word];
  return std::min(most, processes_);
}

bool Adversary::can_leave() const {
  return std::any_of(crash_words_.begin(), crash_words_.end(),
                     [](std::size_t word) { return kFaultModels[word]->leaves; });
}

std::size_t Adversary::index_of(const Ledger& ledger) const {
  std::size_t index = 0;
  for (const std::size_t word : counted_words_) {
    ASSERT(ledger[word] <= limits_.numbers[word]);
    index = index * (static_cast<std::size_t>(limits_.numbers[word]) + 1) + ledger[word];
  }
  return index;
}

Ledger Adversary::ledger(std::size_t index, int crashed) const {
  Ledger ledger{};
  for (auto word = counted_words_.rbegin(); word != counted_words_.rend(); ++word) {
    const std::size_t base = static_cast<std::size_t>(limits_.numbers[*word]) + 1;
    ledger[*word] = static_cast<std::uint16_t>(index % base);
    index /= base;
    if (kFaultModels[*word]->crashes) crashed -= ledger[*word];
  }
  if (!crash_words_.empty()) ledger[crash_words_.front()] = static_cast<std::uint16_t>(crashed);
  return ledger;
}

void Adversary::for_each_pick(const std::function<void(const std::vector<Role>&)>& visit) const {
  std::vector<Role> picked(static_cast<std::size_t>(processes_), kNotPicked);
  std::array<int, kFaultWords> left = limits_.numbers;
  const auto pick = [&](const auto& self, std::size_t p, int failures) -> void {
    if (p == picked.size()) return visit(picked);
    for (const Role role : roles_) {
      if (role != kNotPicked && (left[role - 1U] == 0 || failures == limits_.most_failures)) continue;
      picked[p] = role;
      if (role != kNotPicked) --left[role - 1U];
      self(self, p + 1, failures + (role == kNotPicked ? 0 : 1));
      if (role != kNotPicked) ++left[role - 1U];
    }
    picked[p] = kNotPicked;
  };
  pick(pick, 0, 0);
}

void Adversary::for_each_pick_count(const std::function<void(const std::vector<int>&)>& visit) const {
  std::vector<int> counts(roles_.size(), 0);
  const auto pick = [&](const auto& self, std::size_t i, int left) -> void {
    if (i == roles_.size()) {
      counts[0] = processes_ - std::accumulate(counts.begin() + 1, counts.end(), 0);
      return visit(counts);
    }
    for (counts[i] = 0; counts[i] <= std::min(left, limits_.numbers[roles_[i] - 1U]); ++counts[i])
      self(self, i + 1, left - counts[i]);
    counts[i] = 0;
  };
  pick(pick, 1, std::min(processes_, limits_.most_failures));
}

Draft Adversary::start(const std::vector<Party>& parties) const {
  Draft draft;
  for (std::size_t group = 0; group < parties.size(); ++group) {
    const Party& party = parties[group];
    if (party.count == 0) continue;
    draft.classes.push_back({.group = static_cast<int>(group),
                             .count = party.count,
                             .role = party.role,
                             .fate = has_state(party.role) ? Fate::kMoves : Fate::kForges});
  }
  draft.links.assign(draft.classes.size() * draft.classes.size(), Link::kSure);
  return draft;
}

Choice Adversary::calm(const std::vector<Party>& parties) const {
  Draft draft = start(parties);
  for (std::size_t c = 0; c < draft.classes.size(); ++c) {
    if (draft.classes[c].fate == Fate::kForges) draft.worsen_sent(c, Link::kLost);
  }
  if (!tells_who_is_heard_) return draft;
  Listed told;
  tell_who_is_heard(draft, told);
  return told.all.front();
}

void Adversary::Listed::look_at_limits() const {
  if (stop != nullptr) base::require_going(*stop, 0);
}

std::vector<Choice> Adversary::choices(const std::vector<Party>& parties, const Ledger& ledger,
                                       base::Stop* stop) const {
  int failed = processes_;
  for (const Party& party : parties) failed -= party.role == kNotPicked ? party.count : 0;
  Listed listed{stop};
  extend(0, start(parties), ledger, failed, listed);
  ASSERT(std::all_of(listed.all.begin(), listed.all.end(),
                     [&](const Choice& choice) { return is_whole(choice, parties); }));
  return std::move(listed.all);
}

/// Lets the models from `word` on extend the draft.
void Adversary::extend(std::size_t word, const Draft& draft, const Ledger& ledger, int failed,
                       Listed& listed) const {
  while (word < kFaultWords && limits_.numbers[word] == 0) ++word;
  if (word == kFaultWords) return distribute_losses(draft, listed);
  kFaultModels[word]->extend(draft, word, limits_.numbers[word] - ledger[word], [&](const Draft& extended) {
    listed.look_at_limits();
    if (limits_.most_failures != FaultLimits::kNoCap && failed + extended.failures > limits_.most_failures)
      return;
    extend(word + 1, extended, ledger, failed, listed);
  });
}

/// Sets for every receiver how many of its sure messages it loses, in every way that the budgets pay for.
void Adversary::distribute_losses(const Draft& draft, Listed& listed) const {
  if (draft.free_losses + draft.paid_losses == 0) return tell_who_is_heard(draft, listed);
  std::vector<int> most;  // per class: how many sure messages from others each of its processes gets
  for (std::size_t receiver = 0; receiver < draft.classes.size(); ++receiver) {
    most.push_back(0);
    if (!draft.moves(receiver)) continue;
    for (std::size_t sender = 0; sender < draft.classes.size(); ++sender) {
      if (draft.link(receiver, sender) == Link::kSure) most.back() += draft.others(receiver, sender);
    }
  }
  // Goes class by class (classes that were split off come later and are done): some number of its processes
  // lose some number of messages each.
  const auto share = [&](const auto& self, const Draft& now, std::size_t c, int losses, int left) -> void {
    if (c == most.size()) {
      Draft shared = now;
      const int lost = draft.free_losses + draft.paid_losses - left;
      if (lost > draft.free_losses)
        shared.spent[draft.paying_word] = static_cast<std::uint16_t>(lost - draft.free_losses);
      return tell_who_is_heard(shared, listed);
    }
    if (losses == 0 || losses > std::min(most[c], left)) {
      return losses > 0 || most[c] == 0 || left == 0 ? self(self, now, c + 1, 0, left)
                                                     : self(self, now, c, 1, left);
    }
    self(self, now, c, losses + 1, left);
    for (int count = 1; count <= now.classes[c].count && count * losses <= left; ++count) {
      Draft some = now;
      const std::size_t losing = some.split_off(c, count);
      some.classes[losing].losses = losses;
      if (losing == c) {  // all of them
        self(self, some, c + 1, 0, left - count * losses);
      } else {
        self(self, some, c, losses + 1, left - count * losses);
      }
    }
  };
  share(share, draft, 0, 0, draft.free_losses + draft.paid_losses);
}

/// If properties ask which processes most others hear: decides the fate of every message that may matter for
/// its sender.
void Adversary::tell_who_is_heard(const Draft& draft, Listed& listed) const {
  listed.look_at_limits();
  if (!tells_who_is_heard_) {
    listed.all.push_back(draft);
    return;
  }
  const auto finish = [&](Draft told) {
    listed.look_at_limits();
    for (std::size_t sender = 0; sender < told.classes.size(); ++sender) {
      int hearers = 0;
      for (std::size_t receiver = 0; receiver < told.classes.size(); ++receiver) {
        CHECK(told.classes[receiver].count == 1);
        const bool hears = receiver == sender || told.link(receiver, sender) == Link::kSure;
        if (told.moves(receiver) && hears) ++hearers;
      }
      told.classes[sender].is_heard = 2 * hearers > processes_;
    }
    listed.all.push_back(std::move(told));
  };
  const std::size_t classes = draft.classes.size();
  const bool settled = std::none_of(draft.classes.begin(), draft.classes.end(),
                                    [](const Choice::Class& c) { return c.losses > 0; }) &&
                       std::find(draft.links.begin(), draft.links.end(), Link::kAtRisk) == draft.links.end();
  if (settled) return finish(draft);
  const auto settle = [&](const auto& self, Draft now, std::size_t at) -> void {
    if (at == classes * classes) return finish(std::move(now));
    const std::size_t receiver = at / classes;
    const std::size_t sender = at % classes;
    Choice::Class& to = now.classes[receiver];
    const bool open = now.classes[sender].fate == Fate::kMoves && receiver != sender && now.moves(receiver);
    const Link link = now.links[at];
    // Only sure messages are lost; the receiver's last messages have to take the remaining losses.
    int sure_left = 0;
    for (std::size_t later = sender; later < classes; ++later) {
      sure_left += later != receiver && now.link(receiver, later) == Link::kSure ? 1 : 0;
    }
    const bool may_lose = open && (link == Link::kAtRisk || (link == Link::kSure && to.losses > 0));
    const bool must_lose = link == Link::kSure && to.losses > 0 && sure_left == to.losses;
    if (!may_lose) return self(self, std::move(now), at + 1);
    if (!must_lose) {
      Draft arrives = now;
      arrives.links[at] = Link::kSure;
      // A message at risk comes before the sure ones, so that it is not lost at a price later.
      self(self, std::move(arrives), at + 1);
    }
    if (link == Link::kSure) --to.losses;
    now.links[at] = Link::kLost;
    self(self, std::move(now), at + 1);
  };
  settle(settle, draft, 0);
}

}  // namespace ggms::model
