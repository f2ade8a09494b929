#include "audit/drafts.h"

#include <algorithm>
#include <memory>
#include <random>
#include <utility>

namespace ggms::audit::drafts {

namespace {

using Key = std::tuple<int, int, Numbers>;  // round, what else the view shows, received vector

bool counts(Look look) {
  return look == Look::kCounts || look == Look::kCountsOwn;
}

/// What the view shows process `who` of the received vector.
Key key_of(Look look, int round, int who, Numbers received) {
  int own = 0;
  if (look == Look::kVectorId) own = who;
  if (look == Look::kCountsOwn) own = received[static_cast<std::size_t>(who)];
  if (counts(look)) std::sort(received.begin(), received.end());
  return {round, own, received};
}

/// All vectors over -1 .. most-1.
void for_each_vector(int n, int most, const std::function<void(const Numbers&)>& visit) {
  Numbers vector(static_cast<std::size_t>(n), kGone);
  while (true) {
    visit(vector);
    std::size_t at = 0;
    while (at < vector.size() && ++vector[at] == most) vector[at++] = kGone;
    if (at == vector.size()) return;
  }
}

class Runner {
 public:
  explicit Runner(const Draft& draft) : draft_(draft) {
    result_.boundaries.resize(static_cast<std::size_t>(draft.rounds) + 1);
  }

  Brute run() {
    for_each_vector(draft_.n, static_cast<int>(draft_.initial.size()), [&](const Numbers& initial) {
      if (std::count(initial.begin(), initial.end(), kGone) > 0) return;
      Ending start{initial, initial, false, 0, std::vector<bool>(initial.size(), true)};
      round(1, start);
    });
    return std::move(result_);
  }

 private:
  /// `run.decision` holds the states until the run has ended.
  void round(int number, const Ending& run) {
    result_.boundaries[static_cast<std::size_t>(number - 1)].emplace(run.initial, run.decision, run.lost);
    if (number > draft_.rounds) {
      result_.endings.insert(run);
      return;
    }
    for (unsigned crashing = 0; crashing < (1U << draft_.n); ++crashing) {
      Ending next = run;
      bool fits = true;
      for (int i = 0; i < draft_.n; ++i) {
        if ((crashing >> i & 1U) == 0) continue;
        fits = fits && run.decision[static_cast<std::size_t>(i)] != kGone;
        next.decision[static_cast<std::size_t>(i)] = kGone;
        next.connected[static_cast<std::size_t>(i)] = false;
        ++next.failures;
      }
      if (fits && next.failures <= draft_.f) {
        heard_by_.assign(static_cast<std::size_t>(draft_.n), 0);
        deliver(number, 0, run.decision, next);
      }
    }
  }

  /// Chooses, for one receiver after the other, which messages of the crashing processes reach it.
  void deliver(int number, int receiver, const Numbers& sent, const Ending& next) {
    const auto self = static_cast<std::size_t>(receiver);
    if (receiver == draft_.n) {
      Ending after = next;
      for (std::size_t i = 0; i < sent.size(); ++i) {
        if (after.decision[i] != kGone && 2 * heard_by_[i] <= draft_.n) after.connected[i] = false;
      }
      const auto heard_by = heard_by_;
      round(number + 1, after);
      heard_by_ = heard_by;
      return;
    }
    if (next.decision[self] == kGone) return deliver(number, receiver + 1, sent, next);
    Numbers received = sent;
    choose(number, receiver, 0, received, sent, next);
  }

  void choose(int number, int receiver, std::size_t sender, Numbers& received, const Numbers& sent,
              const Ending& next) {
    const auto self = static_cast<std::size_t>(receiver);
    if (sender == sent.size()) {
      const int moved = draft_.next(number, receiver, received);
      if (moved == kGone) {
        result_.missing = true;
        return;
      }
      Ending after = next;
      after.decision[self] = moved;
      const auto lost = std::count(received.begin(), received.end(), kGone);
      after.lost = after.lost || lost > 0;
      if (2 * (draft_.n - lost) <= draft_.n) after.connected[self] = false;
      for (std::size_t i = 0; i < sent.size(); ++i) heard_by_[i] += received[i] != kGone ? 1 : 0;
      deliver(number, receiver + 1, sent, after);
      for (std::size_t i = 0; i < sent.size(); ++i) heard_by_[i] -= received[i] != kGone ? 1 : 0;
      return;
    }
    choose(number, receiver, sender + 1, received, sent, next);
    const bool crashes_now = sent[sender] != kGone && next.decision[sender] == kGone;
    if (crashes_now) {
      received[sender] = kGone;
      choose(number, receiver, sender + 1, received, sent, next);
      received[sender] = sent[sender];
    }
  }

  const Draft& draft_;
  Brute result_;
  Numbers heard_by_;  // by sender: how many movers received from it in this round
};

/// Initial values and states with the processes past `named` in sorted order.
std::vector<std::pair<int, int>> up_to_names(const Numbers& initial, const Numbers& states, int named) {
  std::vector<std::pair<int, int>> pairs;
  for (std::size_t i = 0; i < initial.size(); ++i) pairs.emplace_back(initial[i], states[i]);
  std::sort(pairs.begin() + std::min(named, static_cast<int>(pairs.size())), pairs.end());
  return pairs;
}

}  // namespace

std::vector<std::string> Draft::between() const {
  std::vector<std::string> result = internal;
  for (const std::string& decision : decisions) {
    if (early) result.push_back("decided:" + decision);
  }
  return result;
}

nlohmann::json to_json(const Draft& draft) {
  static const char* const kViews[] = {"vector", "vector+id", "counts", "counts+own"};
  nlohmann::json result;
  result["schema"] = "ggms/protocol/1";
  result["spec"] = {{"name", "draft"}, {"text", draft.spec}};
  result["setting"] = {{"processes", draft.n},
                       {"rounds", draft.rounds},
                       {"states", draft.internal.size()},
                       {"faults", draft.faults.empty() ? "crash=" + std::to_string(draft.f) : draft.faults},
                       {"view", kViews[static_cast<int>(draft.look)]},
                       {"decide", draft.early ? "any" : "last"}};
  result["initial"] = draft.initial;
  result["internal"] = draft.internal;
  result["decisions"] = draft.decisions;
  result["transitions"] = nlohmann::json::array();
  for (int round = 1; round <= draft.rounds; ++round) {
    const auto names = draft.sent(round), taken = draft.taken(round);
    std::set<Key> done;
    for_each_vector(draft.n, static_cast<int>(names.size()), [&](const Numbers& received) {
      for (int who = 0; who < draft.n; ++who) {
        const int own = received[static_cast<std::size_t>(who)];
        if (own == kGone || draft.is_decided(round, own) ||
            !done.insert(key_of(draft.look, round, who, received)).second)
          continue;
        const int next = draft.next(round, who, received);
        if (next == kGone) continue;
        nlohmann::json entry{{"round", round}, {"next", taken[static_cast<std::size_t>(next)]}};
        const auto name = [&](int state) {
          return state == kGone ? "lost" : names[static_cast<std::size_t>(state)];
        };
        if (counts(draft.look)) {
          entry["received"] = nlohmann::json::object();
          for (const int state : received) {
            auto& count = entry["received"][name(state)];
            count = count.is_null() ? 1 : count.get<int>() + 1;
          }
        } else {
          for (const int state : received) entry["received"].push_back(name(state));
        }
        if (draft.look == Look::kVectorId) entry["process"] = who + 1;
        if (draft.look == Look::kCountsOwn) entry["own"] = name(own);
        result["transitions"].push_back(entry);
      }
    });
  }
  return result;
}

Draft floodset(int n, int f, int rounds, Look look) {
  Draft result;
  result.n = n;
  result.f = f;
  result.rounds = rounds;
  result.look = look;
  result.next = [](int, int, const Numbers& received) {
    int least = kGone;
    for (const int state : received) {
      if (state != kGone && (least == kGone || state < least)) least = state;
    }
    return least;
  };
  return result;
}

Next random_next(const Draft& draft, unsigned seed) {
  auto table = std::make_shared<std::map<Key, int>>();
  auto random = std::make_shared<std::mt19937>(seed);
  const Look look = draft.look;
  const int rounds = draft.rounds;
  const auto between = static_cast<unsigned>(draft.between().size()),
             decisions = static_cast<unsigned>(draft.decisions.size());
  return [=](int round, int who, const Numbers& received) {
    const auto [entry, is_new] = table->try_emplace(key_of(look, round, who, received));
    if (is_new) entry->second = static_cast<int>((*random)() % (round == rounds ? decisions : between));
    return entry->second;
  };
}

Next changed(const Draft& draft, int round, int who, const Numbers& received, int next) {
  const Key key = key_of(draft.look, round, who, received);
  return [look = draft.look, old = draft.next, key, next](int r, int w, const Numbers& v) {
    return key_of(look, r, w, v) == key ? next : old(r, w, v);
  };
}

std::size_t Brute::configurations() const {
  std::size_t result = 0;
  for (const auto& boundary : boundaries) result += boundary.size();
  return result;
}

std::size_t Brute::configurations_up_to_names(int named) const {
  std::size_t result = 0;
  for (const auto& boundary : boundaries) {
    std::set<std::pair<std::vector<std::pair<int, int>>, bool>> different;
    for (const auto& [initial, states, lost] : boundary)
      different.emplace(up_to_names(initial, states, named), lost);
    result += different.size();
  }
  return result;
}

std::size_t Brute::endings_up_to_names(int named) const {
  std::set<std::pair<std::vector<std::pair<int, int>>, bool>> different;
  for (const Ending& ending : endings)
    different.emplace(up_to_names(ending.initial, ending.decision, named), ending.lost);
  return different.size();
}

Brute run_all(const Draft& draft) {
  return Runner(draft).run();
}

}  // namespace ggms::audit::drafts
