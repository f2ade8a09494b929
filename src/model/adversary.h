#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/stop.h"
#include "model/faults.h"

namespace ggms::model {

// The adversary, as every engine sees it. To the adversary a configuration is a list of *groups* of processes
// that it treats alike up to their number: one process a group where processes are told apart by index, all
// processes of a kind where configurations are multisets. A round of it comes in two steps: one *coupled
// choice* (who crashes, which split, ...), and then, for each receiver on its own, any of the mails that the
// choice allows. No engine knows which fault model a choice comes from.

/// Which fault word a process was picked by before the run: 0 if by none, else the word's row plus 1.
using Role = std::uint8_t;
inline constexpr Role kNotPicked = 0;
/// Whether these are the roles of processes none of which is picked.
inline bool none_picked(const std::vector<Role>& roles) {
  return std::all_of(roles.begin(), roles.end(), [](Role role) { return role == kNotPicked; });
}

/// The fault word of a role; empty for kNotPicked.
std::string word_of(Role role);
/// The letter of a role in certificates.
char mark_of(Role role);

/// How much of each fault word's number a run has used up.
using Ledger = std::array<std::uint16_t, kFaultWords>;
/// What of these numbers is used up: messages that may get lost in a run, rounds that may be split, and
/// crashes of processes that make no move in that round.
int losses_of(const Ledger& ledger);
int splits_of(const Ledger& ledger);
int crashes_of(const Ledger& ledger);

/// A group as the adversary sees it: processes that are up, or that were picked and forge messages.
struct Party {
  int count = 0;
  Role role = kNotPicked;
};

/// What a round does to a process.
enum class Fate : std::uint8_t {
  kMoves,
  kLeaves,   // it moves, and is gone when the round is over
  kCrashes,  // it is gone without a move
  kForges,   // it has no state: it sends what it likes, and never moves
};

/// What a round does to the messages from some senders to some receivers, from good to bad.
enum class Link : std::uint8_t { kSure, kAtRisk, kForged, kLost };

/// One coupled choice of the adversary in one round: the processes in classes that are treated alike.
struct Choice {
  struct Class {
    int group = 0;  // which party its processes are of
    int count = 0;
    Role role = kNotPicked;
    Fate fate = Fate::kMoves;
    bool apart = false;    // in the other block of a split
    int losses = 0;        // each of its processes loses exactly so many of its sure messages
    bool is_heard = true;  // more than half of all processes receive from it; only where that was asked for
  };
  std::vector<Class> classes;
  std::vector<Link> links;  // [receiver * classes + sender]; a process's message to itself is always sure
  Ledger spent{};           // used up by this round
  int failures = 0;         // how many processes newly fail

  Link link(std::size_t receiver, std::size_t sender) const {
    return links[receiver * classes.size() + sender];
  }
  bool moves(std::size_t c) const {
    return classes[c].fate == Fate::kMoves || classes[c].fate == Fate::kLeaves;
  }
  /// How many of the messages that class `sender` sends a process of class `receiver` are from others.
  int others(std::size_t receiver, std::size_t sender) const {
    return classes[sender].count - (receiver == sender ? 1 : 0);
  }
};

/// What a run has used up after a choice.
Ledger after(Ledger ledger, const Choice& choice);

/// A choice in the making, which each fault model of the setting extends in turn.
struct Draft : Choice {
  int free_losses = 0;  // messages that may be lost on any link in this round, and
  int paid_losses = 0;  // ... those past them, which `paying_word` counts
  std::size_t paying_word = 0;

  /// Splits the first `count` processes off class `c`, if that are not all; returns their class.
  std::size_t split_off(std::size_t c, int count);
  /// Makes a link at least as bad.
  void worsen(std::size_t receiver, std::size_t sender, Link link);
  /// The same for all that a class sends.
  void worsen_sent(std::size_t sender, Link link);
};

/// Everything that the faults of a setting let the adversary do.
class Adversary {
 public:
  /// `tells_who_is_heard`: whether a choice has to say who is heard by most (Choice::Class::is_heard); then
  /// groups are single processes, and losses that matter for it are part of the coupled choice.
  Adversary(const FaultLimits& limits, int processes, bool tells_who_is_heard);

  /// The roles that processes can have, kNotPicked first.
  const std::vector<Role>& roles() const { return roles_; }
  static bool has_state(Role role);
  static bool may_crash(Role role) { return has_state(role); }
  /// Whether a correct process may turn out faulty in the course of a run.
  bool can_crash() const { return !crash_words_.empty(); }
  /// How many can crash in a run.
  int most_crashes() const;

  /// Whether a process can decide in the very round in which it crashes.
  bool can_leave() const;

  /// How many ledgers there are that a configuration has to tell apart, given how many processes crashed.
  std::size_t ledgers() const { return ledgers_; }
  std::size_t index_of(const Ledger& ledger) const;
  Ledger ledger(std::size_t index, int crashed) const;

  /// Every way to pick faulty processes among n, that of picking none first: a role for each process.
  void for_each_pick(const std::function<void(const std::vector<Role>&)>& visit) const;
  /// The same where only how many have which role matters: how many, by position in roles().
  void for_each_pick_count(const std::function<void(const std::vector<int>&)>& visit) const;

  /// Every coupled choice in a round that starts with these parties and ledger; there can be very many.
  /// Throws base::Stopped once `stop` is requested, which may be null.
  std::vector<Choice> choices(const std::vector<Party>& parties, const Ledger& ledger,
                              base::Stop* stop = nullptr) const;
  /// The choice in which everything arrives that can, and who forges keeps silent.
  Choice calm(const std::vector<Party>& parties) const;

 private:
  /// Choices that are being listed.
  struct Listed {
    base::Stop* stop = nullptr;
    std::vector<Choice> all = {};
    void look_at_limits() const;
  };

  Draft start(const std::vector<Party>& parties) const;
  void extend(std::size_t word, const Draft& draft, const Ledger& ledger, int failed, Listed& listed) const;
  void distribute_losses(const Draft& draft, Listed& listed) const;
  void tell_who_is_heard(const Draft& draft, Listed& listed) const;

  FaultLimits limits_;
  int processes_;
  bool tells_who_is_heard_;
  std::vector<Role> roles_{kNotPicked};
  std::vector<std::size_t> crash_words_;
  std::vector<std::size_t> counted_words_;  // whose ledger entry a configuration has to carry
  std::size_t ledgers_ = 1;
};

/// What one receiver finds in a round, in terms of the senders' classes.
struct Mail {
  std::vector<int> lost;    // per class: how many of its messages don't arrive
  std::vector<int> forged;  // [class * letters + state]: how many messages of it say so
  int price = 0;            // how many messages are lost or forged
};

/// Calls visit(mail) for every mail that a process of class `receiver` can find, until it returns true; says
/// whether it did. `letters`: how many states can be sent in this round. In lexicographic order: sender by
/// sender what arrives first, then what is forged, then what is lost.
bool for_each_mail(const Choice& choice, std::size_t receiver, int letters,
                   const std::function<bool(const Mail&)>& visit);

}  // namespace ggms::model
