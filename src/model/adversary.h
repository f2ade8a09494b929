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
// that it treats alike up to their number: single processes if processes are told apart by index, all
// processes of a kind if configurations are multisets. In a round it acts in two steps: first it makes one
// *coupled choice* (crashes, the split, ...), and then, for each receiver on its own, it chooses any of the
// mails that the choice allows. No engine knows which fault model a choice comes from.

/// The fault word that picked a process before the run: 0 if none did, otherwise the word's row plus 1.
using Role = std::uint8_t;
inline constexpr Role kNotPicked = 0;
/// Whether none of these processes is picked.
inline bool none_picked(const std::vector<Role>& roles) {
  return std::all_of(roles.begin(), roles.end(), [](Role role) { return role == kNotPicked; });
}

/// The fault word of a role; empty for kNotPicked.
std::string word_of(Role role);
/// The letter of a role in certificates.
char mark_of(Role role);

/// How much of each fault word's number a run has used up.
using Ledger = std::array<std::uint16_t, kFaultWords>;
/// The used-up parts of these numbers: lost messages that count for the whole run, split rounds, and crashes
/// of processes that make no move in that round.
int losses_of(const Ledger& ledger);
int splits_of(const Ledger& ledger);
int crashes_of(const Ledger& ledger);

/// A group as the adversary sees it: processes that are up, or that were picked and forge messages.
struct Party {
  int count = 0;
  Role role = kNotPicked;
};

/// What a round does to a process, besides its messages.
enum class Fate : std::uint8_t {
  kMoves,
  kLeaves,   // it moves, and is gone after the round
  kCrashes,  // it is gone without a move
  kForges,   // it has no state: it sends any states, and never moves
};

/// What a round does to the messages from some senders to some receivers, from the best to the worst.
enum class Link : std::uint8_t { kSure, kAtRisk, kForged, kLost };

/// One coupled choice of the adversary in one round: the classes of processes that it treats alike.
struct Choice {
  struct Class {
    int group = 0;  // the party of its processes
    int count = 0;
    Role role = kNotPicked;
    Fate fate = Fate::kMoves;
    bool apart = false;  // in the other block of a split
    int losses = 0;      // each of its processes loses exactly this many of its sure messages
    bool is_heard =
        true;  // more than half of all processes receive from it; only if the adversary tells who is heard
  };
  std::vector<Class> classes;
  std::vector<Link> links;  // [receiver * classes + sender]; a process's message to itself is always sure
  Ledger spent{};           // what this round uses up
  int failures = 0;         // how many processes newly fail

  Link link(std::size_t receiver, std::size_t sender) const {
    return links[receiver * classes.size() + sender];
  }
  bool moves(std::size_t c) const {
    return classes[c].fate == Fate::kMoves || classes[c].fate == Fate::kLeaves;
  }
  /// How many messages a process of class `receiver` gets from other processes of class `sender`.
  int others(std::size_t receiver, std::size_t sender) const {
    return classes[sender].count - (receiver == sender ? 1 : 0);
  }
};

/// What a run has used up after a choice.
Ledger after(Ledger ledger, const Choice& choice);

/// An unfinished choice, which each fault model of the setting extends in turn.
struct Draft : Choice {
  int free_losses = 0;  // messages that may be lost on any link in this round at no cost
  int paid_losses = 0;  // further losses, which count for `paying_word`
  std::size_t paying_word = 0;

  /// Splits the first `count` processes off class `c`, unless these are all; returns their class.
  std::size_t split_off(std::size_t c, int count);
  /// Makes a link at least as bad.
  void worsen(std::size_t receiver, std::size_t sender, Link link);
  /// The same for all messages that a class sends.
  void worsen_sent(std::size_t sender, Link link);
};

/// What the faults of a setting let the adversary do.
class Adversary {
 public:
  /// `tells_who_is_heard`: whether a choice has to say which processes most others hear
  /// (Choice::Class::is_heard); then groups are single processes, and the losses that matter for it are part
  /// of the coupled choice.
  Adversary(const FaultLimits& limits, int processes, bool tells_who_is_heard);

  /// The roles that processes can have, kNotPicked first.
  const std::vector<Role>& roles() const { return roles_; }
  static bool has_state(Role role);
  static bool may_crash(Role role) { return has_state(role); }
  /// Whether a correct process may become faulty during a run.
  bool can_crash() const { return !crash_words_.empty(); }
  /// The most processes that can crash in a run.
  int most_crashes() const;

  /// Whether a process can decide in the very round in which it crashes.
  bool can_leave() const;

  /// The number of ledgers that a configuration has to tell apart, given the number of crashed processes.
  std::size_t ledgers() const { return ledgers_; }
  std::size_t index_of(const Ledger& ledger) const;
  Ledger ledger(std::size_t index, int crashed) const;

  /// Visits every way to pick faulty processes among n, as a role for each process; the way that picks none
  /// comes first.
  void for_each_pick(const std::function<void(const std::vector<Role>&)>& visit) const;
  /// The same if only the number of processes in each role matters: numbers by position in roles().
  void for_each_pick_count(const std::function<void(const std::vector<int>&)>& visit) const;

  /// Every coupled choice in a round that starts with these parties and ledger; there can be very many.
  /// Throws base::Stopped once `stop` (may be null) is requested.
  std::vector<Choice> choices(const std::vector<Party>& parties, const Ledger& ledger,
                              base::Stop* stop = nullptr) const;
  /// The choice in which every message arrives that can, and processes that forge send none.
  Choice calm(const std::vector<Party>& parties) const;

 private:
  /// A list of choices while it is being made.
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
  std::vector<std::size_t> counted_words_;  // the words whose ledger entry a configuration has to carry
  std::size_t ledgers_ = 1;
};

/// What one receiver finds in a round, by the senders' classes.
struct Mail {
  std::vector<int> lost;    // per class: how many of its messages don't arrive
  std::vector<int> forged;  // [class * letters + state]: how many messages of the class say this state
  int price = 0;            // how many messages are lost or forged
};

/// Calls visit(mail) for every mail that a process of class `receiver` can find, until it returns true;
/// returns whether it did. `letters`: how many states can be sent in this round. The order is lexicographic:
/// for each sender, arriving messages come first, then forged ones, then lost ones.
bool for_each_mail(const Choice& choice, std::size_t receiver, int letters,
                   const std::function<bool(const Mail&)>& visit);

}  // namespace ggms::model
