// Lays out the adversary's choices of a round so that receivers' outcome sets are shared between them.

#include "verify/plan.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <numeric>

#include "base/check.h"
#include "base/error.h"
#include "base/stopped.h"
#include "verify/sequences.h"

namespace ggms::verify {

namespace {

constexpr std::size_t kMaxGroups =
    64;  // bits of Request::receivers; a configuration's key has no room for more

static_assert(kMaxGroups <= std::numeric_limits<decltype(Plan::Request::receivers)>::digits);

/// What becomes of the messages of a round on the way to one receiver, per group of senders.
struct Delivery {
  std::vector<int> sure;     // arrive; per sender, those that were forged included
  std::vector<int> at_risk;  // arrive or are lost, each on its own
  std::vector<int> losable;  // arrive, but for `losses` of them all
  std::vector<int> forged;   // say any state or are lost, each on its own
  int losses = 0;
};

}  // namespace

/// Fills a plan. A delivery is known again by its key: its numbers as the digits of as many words as it
/// takes, nearly always one, so that deciding a message is one addition.
class Plan::Builder {
 public:
  Builder(Plan& plan, const std::vector<model::Party>& parties, int letters, int processes, bool with_losses,
          base::Stop& stop);

  void add(const model::Choice& choice, std::size_t ledger);
  void mark_receivers();

 private:
  struct Digit {
    std::size_t word = 0;
    std::uint64_t unit = 0;  // what one message adds
  };
  /// Messages of one kind from one sender: their number, and its digit.
  struct Field {
    int* number;
    Digit digit;
  };

  Digit digit(int most);
  void fill_delivery(const model::Choice& choice, std::size_t receiver);
  int request_of_delivery();
  void spell(std::vector<std::uint64_t>& key) const;
  bool is_spelt() const;
  int request();
  void move(Field& from, Field* to, int count);
  void change(Field& field, int by) {
    *field.number += by;
    key_[field.digit.word] += field.digit.unit * static_cast<std::uint64_t>(static_cast<std::int64_t>(by));
  }

  /// A copy in the plan's memory.
  template <class T>
  std::span<const T> keep(std::span<const T> items) {
    T* const copy = static_cast<T*>(plan_.memory_.allocate(items.size_bytes(), alignof(T)));
    std::uninitialized_copy(items.begin(), items.end(), copy);
    return {copy, items.size()};
  }

  Plan& plan_;
  const int processes_;
  const int letters_;
  base::Stop& stop_;
  std::vector<std::size_t> first_claim_;  // per group that forges: the sender for its first state
  std::size_t word_ = 0;                  // of the next digit
  std::uint64_t unit_ = 1;
  Delivery delivery_;  // the one that request() asks for, and
  std::vector<Field> sure_, at_risk_, losable_, forged_;
  Field losses_{};
  std::vector<std::uint64_t> key_;
  Sequences ids_;                     // id + 1
  std::vector<Predecessor> pending_;  // a stack: the predecessors of requests that are being made
  std::vector<Mover> movers_;         // of one choice
  std::vector<Crash> crashing_;
};

Plan::Builder::Builder(Plan& plan, const std::vector<model::Party>& parties, int letters, int processes,
                       bool with_losses, base::Stop& stop)
    : plan_(plan), processes_(processes), letters_(letters), stop_(stop) {
  CHECK(parties.size() <= kMaxGroups);
  std::size_t senders = parties.size();
  for (const model::Party& party : parties) {
    const bool forges = party.count > 0 && !model::Adversary::has_state(party.role);
    first_claim_.push_back(forges ? senders : 0);
    if (forges) senders += static_cast<std::size_t>(letters);
  }
  delivery_.sure.resize(senders);
  delivery_.at_risk.resize(parties.size());
  delivery_.losable.resize(parties.size());
  delivery_.forged.resize(parties.size());
  int everything = 0;
  for (std::size_t g = 0; g < parties.size(); ++g) {
    const int count = parties[g].count;
    const bool forges = first_claim_[g] != 0;
    everything += count;
    sure_.push_back({&delivery_.sure[g], digit(count)});
    at_risk_.push_back({&delivery_.at_risk[g], digit(count)});
    losable_.push_back({&delivery_.losable[g], with_losses ? digit(count) : Digit{}});
    forged_.push_back({&delivery_.forged[g], forges ? digit(count) : Digit{}});
  }
  for (std::size_t g = 0; g < parties.size(); ++g) {
    for (int state = 0; first_claim_[g] != 0 && state < letters; ++state)
      sure_.push_back({&delivery_.sure[sure_.size()], digit(parties[g].count)});
  }
  if (with_losses) losses_ = {&delivery_.losses, digit(everything)};
  key_.resize(word_ + 1);
}

Plan::Builder::Digit Plan::Builder::digit(int most) {
  const auto base = static_cast<std::uint64_t>(most) + 1;
  if (unit_ > std::numeric_limits<std::uint64_t>::max() / base) {
    ++word_;
    unit_ = 1;
  }
  const Digit made{word_, unit_};
  unit_ *= base;
  return made;
}

void Plan::Builder::fill_delivery(const model::Choice& choice, std::size_t receiver) {
  std::fill(delivery_.sure.begin(), delivery_.sure.end(), 0);
  std::fill(delivery_.at_risk.begin(), delivery_.at_risk.end(), 0);
  std::fill(delivery_.losable.begin(), delivery_.losable.end(), 0);
  std::fill(delivery_.forged.begin(), delivery_.forged.end(), 0);
  delivery_.losses = choice.classes[receiver].losses;
  for (std::size_t sender = 0; sender < choice.classes.size(); ++sender) {
    const auto g = static_cast<std::size_t>(choice.classes[sender].group);
    if (sender == receiver) ++delivery_.sure[g];
    const int others = choice.others(receiver, sender);
    switch (choice.link(receiver, sender)) {
      case model::Link::kSure:
        (delivery_.losses > 0 ? delivery_.losable : delivery_.sure)[g] += others;
        break;
      case model::Link::kAtRisk:
        delivery_.at_risk[g] += others;
        break;
      case model::Link::kForged:
        delivery_.forged[g] += others;
        break;
      case model::Link::kLost:
        break;
    }
  }
}

void Plan::Builder::add(const model::Choice& choice, std::size_t ledger) {
  base::require_going(stop_, 0);
  movers_.clear();
  crashing_.clear();
  bool alike = true;
  bool strikes = std::any_of(choice.spent.begin(), choice.spent.end(), [](int spent) { return spent > 0; });
  for (std::size_t c = 0; c < choice.classes.size(); ++c) {
    const model::Choice::Class& of = choice.classes[c];
    if (of.fate == model::Fate::kCrashes) crashing_.push_back({of.group, of.count});
    if (!choice.moves(c)) continue;
    strikes = strikes || of.losses > 0;
    fill_delivery(choice, c);
    const int request = request_of_delivery();
    alike = alike && (movers_.empty() || movers_.front().request == request);
    movers_.push_back({of.group, of.count, request, of.fate == model::Fate::kLeaves, of.is_heard});
    plan_.requests_[static_cast<std::size_t>(request)].receivers |= std::uint64_t{1} << of.group;
  }
  plan_.rounds_.push_back({keep(std::span<const Mover>(movers_)), keep(std::span<const Crash>(crashing_)),
                           alike && !movers_.empty() ? movers_.front().request : -1, ledger, strikes});
}

/// The request of delivery_.
int Plan::Builder::request_of_delivery() {
  spell(key_);
  return request();
}

/// The key of delivery_.
void Plan::Builder::spell(std::vector<std::uint64_t>& key) const {
  key.assign(key_.size(), 0);
  const auto add = [&](const Field& field) {
    key[field.digit.word] += field.digit.unit * static_cast<std::uint64_t>(*field.number);
  };
  for (const std::vector<Field>* fields : {&sure_, &at_risk_, &losable_, &forged_})
    std::for_each(fields->begin(), fields->end(), add);
  if (losses_.number != nullptr) add(losses_);
}

bool Plan::Builder::is_spelt() const {
  std::vector<std::uint64_t> key;
  spell(key);
  return key == key_;
}

/// Moves messages from one field of the delivery to another; to none if they are lost.
void Plan::Builder::move(Field& from, Field* to, int count) {
  change(from, -count);
  if (to != nullptr) change(*to, count);
}

/// The request of delivery_, whose key is key_; made if it is new. Leaves both as they were.
int Plan::Builder::request() {
  if (delivery_.losses == 0 && losses_.number != nullptr) {  // then all that could be lost arrives
    const std::vector<int> losable = delivery_.losable;
    const bool some = std::any_of(losable.begin(), losable.end(), [](int number) { return number > 0; });
    if (some) {
      for (std::size_t g = 0; g < losable.size(); ++g) move(losable_[g], &sure_[g], losable[g]);
      const int same = request();
      for (std::size_t g = 0; g < losable.size(); ++g) move(sure_[g], &losable_[g], losable[g]);
      return same;
    }
  }
  if (const std::uint64_t known = ids_[key_]; known != 0) return static_cast<int>(known) - 1;
  base::require_going(stop_, 0);
  const std::size_t first = pending_.size();
  Request made;
  const auto precede = [&](std::size_t sender) {
    const int predecessor = request();
    pending_.push_back({predecessor, static_cast<int>(sender)});
  };
  if (delivery_.losses > 0) {
    made.has_vector = false;
    change(losses_, -1);
    for (std::size_t g = 0; g < losable_.size(); ++g) {
      if (delivery_.losable[g] == 0) continue;
      move(losable_[g], nullptr, 1);
      precede(g);
      change(losable_[g], 1);
    }
    change(losses_, 1);
  } else {
    for (std::size_t g = 0; g < at_risk_.size(); ++g) {
      if (delivery_.at_risk[g] == 0) continue;
      move(at_risk_[g], &sure_[g], 1);
      precede(g);
      move(sure_[g], &at_risk_[g], 1);
    }
    for (std::size_t g = 0; g < forged_.size(); ++g) {
      if (delivery_.forged[g] == 0) continue;
      for (int state = 0; state < letters_; ++state) {
        const std::size_t claim = first_claim_[g] + static_cast<std::size_t>(state);
        move(forged_[g], &sure_[claim], 1);
        precede(claim);
        move(sure_[claim], &forged_[g], 1);
      }
    }
  }
  made.predecessors = keep(std::span<const Predecessor>(pending_).subspan(first));
  pending_.resize(first);
  made.sure = keep(std::span<const int>(delivery_.sure));
  made.missing = processes_ - std::accumulate(made.sure.begin(), made.sure.end(), 0);
  ASSERT(is_spelt());
  ASSERT(ids_[key_] == 0);  // none is made twice
  ASSERT(!made.has_vector || (made.missing >= 0 && made.missing <= processes_));
  plan_.requests_.push_back(made);
  ids_[key_] = plan_.requests_.size();
  return static_cast<int>(plan_.requests_.size()) - 1;
}

/// What a receiver may see under a request, it may see under its predecessors: they are its requests too.
void Plan::Builder::mark_receivers() {
  for (std::size_t i = plan_.requests_.size(); i-- > 0;) {
    for (const Predecessor& safer : plan_.requests_[i].predecessors) {
      plan_.requests_[static_cast<std::size_t>(safer.request)].receivers |= plan_.requests_[i].receivers;
    }
  }
}

Plan::Plan(const model::Adversary& adversary, const std::vector<model::Party>& parties,
           const model::Ledger& ledger, int letters, int processes, base::Stop& stop) {
  choices_ = adversary.choices(parties, ledger, &stop);
  choices_.push_back(adversary.calm(parties));
  rounds_.reserve(choices_.size());
  const bool with_losses = std::any_of(choices_.begin(), choices_.end(), [](const model::Choice& choice) {
    return std::any_of(choice.classes.begin(), choice.classes.end(),
                       [](const auto& c) { return c.losses > 0; });
  });
  Builder builder(*this, parties, letters, processes, with_losses, stop);
  for (const model::Choice& choice : choices_) {
    builder.add(choice, adversary.index_of(model::after(ledger, choice)));
  }
  builder.mark_receivers();
  ASSERT(is_laid_out());
}

/// Whether requests come after those that they are made of, whose receivers are theirs too, and every mover's
/// request knows of it.
bool Plan::is_laid_out() const {
  for (std::size_t i = 0; i < requests_.size(); ++i) {
    for (const Predecessor& safer : requests_[i].predecessors) {
      if (safer.request >= static_cast<int>(i)) return false;
      const std::uint64_t receivers = requests_[static_cast<std::size_t>(safer.request)].receivers;
      if ((requests_[i].receivers & ~receivers) != 0) return false;
    }
  }
  for (const Round& round : rounds_) {
    for (const Mover& mover : round.movers) {
      const std::uint64_t receivers = requests_[static_cast<std::size_t>(mover.request)].receivers;
      if ((receivers >> mover.group & 1U) == 0) return false;
    }
  }
  return rounds_.size() == choices_.size();
}

}  // namespace ggms::verify
