// Lays out the adversary's choices of a round so that receivers' outcome sets are shared between them.

#include "verify/plan.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <numeric>

#include "base/check.h"
#include "base/stopped.h"
#include "verify/delivery.h"
#include "verify/sequences.h"

namespace ggms::verify {

namespace {

constexpr std::size_t kMaxGroups =
    64;  // bits of Request::receivers; a configuration's key has no room for more

static_assert(kMaxGroups <= std::numeric_limits<decltype(Plan::Request::receivers)>::digits);

}  // namespace

/// Fills a plan: a request for each delivery.
class Plan::Builder {
 public:
  Builder(Plan& plan, const std::vector<model::Party>& parties, int letters, int processes, bool with_losses,
          base::Stop& stop)
      : plan_(plan),
        processes_(processes),
        letters_(letters),
        stop_(stop),
        delivery_(parties, letters, with_losses) {
    CHECK(parties.size() <= kMaxGroups);
  }

  void add(const model::Choice& choice, std::size_t ledger);
  void mark_receivers();

 private:
  int request();
  int request_without_losses();
  void add_predecessors();
  void precede(std::size_t sender) {
    const int predecessor = request();
    pending_.push_back({predecessor, static_cast<int>(sender)});
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
  Delivery delivery_;                 // the delivery that request() looks up
  Sequences ids_;                     // by a delivery's key: id + 1
  std::vector<Predecessor> pending_;  // a stack: the predecessors of the requests in construction
  std::vector<Mover> movers_;         // of one choice
  std::vector<Crash> crashing_;
};

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
    delivery_.fill(choice, c);
    const int request = this->request();
    alike = alike && (movers_.empty() || movers_.front().request == request);
    movers_.push_back({of.group, of.count, request, of.fate == model::Fate::kLeaves, of.is_heard});
    plan_.requests_[static_cast<std::size_t>(request)].receivers |= std::uint64_t{1} << of.group;
  }
  plan_.rounds_.push_back({keep(std::span<const Mover>(movers_)), keep(std::span<const Crash>(crashing_)),
                           alike && !movers_.empty() ? movers_.front().request : -1, ledger, strikes});
}

/// The request of delivery_; makes it if it is new. Leaves delivery_ unchanged.
int Plan::Builder::request() {
  const Delivery::Numbers& numbers = delivery_.numbers();
  if (delivery_.with_losses() && numbers.losses == 0) {
    const bool some =
        std::any_of(numbers.losable.begin(), numbers.losable.end(), [](int number) { return number > 0; });
    if (some) return request_without_losses();
  }
  if (const std::uint64_t known = ids_[delivery_.key()]; known != 0) return static_cast<int>(known) - 1;
  base::require_going(stop_, 0);
  const std::size_t first = pending_.size();
  Request made;
  made.has_vector = numbers.losses == 0;
  add_predecessors();
  made.predecessors = keep(std::span<const Predecessor>(pending_).subspan(first));
  pending_.resize(first);
  made.sure = keep(std::span<const int>(numbers.sure));
  made.missing = processes_ - std::accumulate(made.sure.begin(), made.sure.end(), 0);
  ASSERT(delivery_.is_spelt());
  ASSERT(ids_[delivery_.key()] == 0);  // no request is made twice
  ASSERT(!made.has_vector || (made.missing >= 0 && made.missing <= processes_));
  plan_.requests_.push_back(made);
  ids_[delivery_.key()] = plan_.requests_.size();
  return static_cast<int>(plan_.requests_.size()) - 1;
}

/// The request after the last loss: all other messages arrive.
int Plan::Builder::request_without_losses() {
  const std::vector<int> losable = delivery_.numbers().losable;
  for (std::size_t g = 0; g < losable.size(); ++g)
    delivery_.move(delivery_.losable(g), delivery_.sure(g), losable[g]);
  const int same = request();
  for (std::size_t g = 0; g < losable.size(); ++g)
    delivery_.move(delivery_.sure(g), delivery_.losable(g), losable[g]);
  return same;
}

/// Decides one message of delivery_ in every way, and puts the resulting requests on pending_.
void Plan::Builder::add_predecessors() {
  const Delivery::Numbers& numbers = delivery_.numbers();
  if (numbers.losses > 0) {
    delivery_.change(delivery_.losses(), -1);
    for (std::size_t g = 0; g < numbers.losable.size(); ++g) {
      if (numbers.losable[g] == 0) continue;
      delivery_.change(delivery_.losable(g), -1);
      precede(g);
      delivery_.change(delivery_.losable(g), 1);
    }
    delivery_.change(delivery_.losses(), 1);
    return;
  }
  for (std::size_t g = 0; g < numbers.at_risk.size(); ++g) {
    if (numbers.at_risk[g] == 0) continue;
    delivery_.move(delivery_.at_risk(g), delivery_.sure(g), 1);
    precede(g);
    delivery_.move(delivery_.sure(g), delivery_.at_risk(g), 1);
  }
  for (std::size_t g = 0; g < numbers.forged.size(); ++g) {
    if (numbers.forged[g] == 0) continue;
    for (int state = 0; state < letters_; ++state) {
      const std::size_t claim = delivery_.claim(g, state);
      delivery_.move(delivery_.forged(g), delivery_.sure(claim), 1);
      precede(claim);
      delivery_.move(delivery_.sure(claim), delivery_.forged(g), 1);
    }
  }
}

/// Makes each receiver of a request also a receiver of its predecessors, because it may see the same under
/// them.
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

/// Whether each request comes after its predecessors, their receivers include its own, and every mover is a
/// receiver of its request.
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
