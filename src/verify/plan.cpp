// Lays out the adversary's choices of a round so that receivers' outcome sets are shared between them.

#include "verify/plan.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <numeric>

#include "base/check.h"
#include "verify/sequences.h"

namespace ggms::verify {

namespace {

constexpr std::size_t kMaxGroups =
    64;  // bits of Request::receivers; a configuration's key has no room for more

}  // namespace

/// Fills a plan. A delivery is known again by its key: its numbers as the digits of as many words as it
/// takes, nearly always one, so that a message less at risk is one addition.
class Plan::Builder {
 public:
  Builder(Plan& plan, const std::vector<int>& live, int processes);

  void add(const model::Choice& choice);
  void mark_receivers();

 private:
  struct Digits {
    std::size_t word = 0;
    std::uint64_t sure = 0;  // what one message adds
    std::uint64_t at_risk = 0;
  };

  int request(const model::Delivery& delivery);
  int request();

  /// A copy in the plan's memory.
  template <class T>
  std::span<const T> keep(std::span<const T> items) {
    T* const copy = static_cast<T*>(plan_.memory_.allocate(items.size_bytes(), alignof(T)));
    std::uninitialized_copy(items.begin(), items.end(), copy);
    return {copy, items.size()};
  }

  Plan& plan_;
  const std::vector<int>& live_;
  const int processes_;
  std::vector<Digits> digits_;  // per group
  model::Delivery delivery_;    // the one that request() asks for, and
  std::vector<std::uint64_t> key_;
  Sequences ids_;                     // id + 1
  std::vector<Predecessor> pending_;  // a stack: the predecessors of requests that are being made
  std::vector<int> requests_;         // per delivery of one choice
  std::vector<Mover> movers_;         // of one choice
  std::vector<Crash> crashing_;
};

Plan::Builder::Builder(Plan& plan, const std::vector<int>& live, int processes)
    : plan_(plan), live_(live), processes_(processes) {
  CHECK(live.size() <= kMaxGroups);
  std::size_t word = 0;
  std::uint64_t unit = 1;
  for (const int count : live) {
    const auto base = static_cast<std::uint64_t>(count) + 1;
    if (unit > std::numeric_limits<std::uint64_t>::max() / (base * base)) {
      ++word;
      unit = 1;
    }
    digits_.push_back({word, unit, unit * base});
    unit *= base * base;
  }
  key_.resize(word + 1);
}

void Plan::Builder::add(const model::Choice& choice) {
  requests_.clear();
  movers_.clear();
  crashing_.clear();
  for (const model::Delivery& delivery : choice.deliveries) requests_.push_back(request(delivery));
  for (std::size_t g = 0; g < live_.size(); ++g) {
    const int group = static_cast<int>(g);
    if (choice.crashing[g] > 0) crashing_.push_back({group, choice.crashing[g]});
    if (choice.moving[g] == 0) continue;
    const int request = requests_[static_cast<std::size_t>(choice.delivery[g])];
    movers_.push_back({group, choice.moving[g], request});
    plan_.requests_[static_cast<std::size_t>(request)].receivers |= std::uint64_t{1} << g;
  }
  const bool alike = !movers_.empty() && std::all_of(movers_.begin(), movers_.end(), [&](const Mover& mover) {
    return mover.request == movers_.front().request;
  });
  plan_.rounds_.push_back({keep(std::span<const Mover>(movers_)), keep(std::span<const Crash>(crashing_)),
                           alike ? movers_.front().request : -1, choice.failures});
}

int Plan::Builder::request(const model::Delivery& delivery) {
  delivery_ = delivery;
  key_.assign(key_.size(), 0);
  for (std::size_t g = 0; g < live_.size(); ++g) {
    const int sure = delivery.sure[g];
    const int at_risk = delivery.at_risk[g];
    CHECK(0 <= sure && 0 <= at_risk && sure + at_risk <= live_[g]);  // else they are no digits
    key_[digits_[g].word] += digits_[g].sure * static_cast<std::uint64_t>(sure) +
                             digits_[g].at_risk * static_cast<std::uint64_t>(at_risk);
  }
  return request();
}

/// The request of delivery_, whose key is key_; made if it is new. Leaves both as they were.
int Plan::Builder::request() {
  if (const std::uint64_t known = ids_[key_]; known != 0) return static_cast<int>(known) - 1;
  const std::size_t first = pending_.size();
  for (std::size_t g = 0; g < live_.size(); ++g) {
    if (delivery_.at_risk[g] == 0) continue;
    const std::uint64_t safer = digits_[g].sure - digits_[g].at_risk;  // modulo 2^64
    --delivery_.at_risk[g];
    ++delivery_.sure[g];
    key_[digits_[g].word] += safer;
    const int predecessor = request();
    pending_.push_back({predecessor, static_cast<int>(g)});
    key_[digits_[g].word] -= safer;
    ++delivery_.at_risk[g];
    --delivery_.sure[g];
  }
  Request made;
  made.predecessors = keep(std::span<const Predecessor>(pending_).subspan(first));
  pending_.resize(first);
  made.sure = keep(std::span<const int>(delivery_.sure));
  made.at_risk = keep(std::span<const int>(delivery_.at_risk));
  made.lost = processes_ - std::accumulate(made.sure.begin(), made.sure.end(), 0);
  plan_.requests_.push_back(made);
  ids_[key_] = plan_.requests_.size();
  return static_cast<int>(plan_.requests_.size()) - 1;
}

/// What a receiver may see under a request, it may see under the safer ones: they are its requests too.
void Plan::Builder::mark_receivers() {
  for (std::size_t i = plan_.requests_.size(); i-- > 0;) {
    for (const Predecessor& safer : plan_.requests_[i].predecessors) {
      plan_.requests_[static_cast<std::size_t>(safer.request)].receivers |= plan_.requests_[i].receivers;
    }
  }
}

Plan::Plan(const model::FaultLimits& limits, const std::vector<int>& live, int processes) {
  const int failed = processes - std::accumulate(live.begin(), live.end(), 0);
  const std::vector<model::Choice> choices = model::choices(limits, live, failed);
  rounds_.reserve(choices.size());
  Builder builder(*this, live, processes);
  for (const model::Choice& choice : choices) builder.add(choice);
  builder.mark_receivers();
}

}  // namespace ggms::verify
