#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <nlohmann/json.hpp>

/// Drafts from which the auditor's tests build protocol files, and a brute force to compare the auditor with.
/// All of it is for these tests alone: states are numbers, kGone stands for a lost message or a crashed
/// process.
namespace ggms::audit::drafts {

inline constexpr int kGone = -1;
using Numbers = std::vector<int>;

enum class Look { kVector, kVectorId, kCounts, kCountsOwn };
inline constexpr Look kAllLooks[] = {Look::kVector, Look::kVectorId, Look::kCounts, Look::kCountsOwn};

/// The next state of process `who` (from 0) in a round (from 1), or kGone if there is no entry.
using Next = std::function<int(int round, int who, const Numbers& received)>;

struct Draft {
  int n = 3, f = 1, rounds = 2;
  std::string faults;  // if empty, crash=f
  bool early = false;  // decide any: behind the internal states, the decisions can be taken and sent
  Look look = Look::kVector;
  std::vector<std::string> initial{"zero", "one"}, internal{"a", "b"}, decisions{"zero", "one"};
  std::string spec;
  Next next;

  /// Names of the states that are sent in a round, and taken in it.
  std::vector<std::string> sent(int round) const { return round == 1 ? initial : between(); }
  std::vector<std::string> taken(int round) const { return round == rounds ? decisions : between(); }
  std::vector<std::string> between() const;
  /// Whether a state that is sent in a round is a decision.
  bool is_decided(int round, int state) const {
    return round > 1 && state >= static_cast<int>(internal.size());
  }
};

/// The protocol.json of a draft: every entry that the view can tell apart and for which `next` gives a state.
nlohmann::json to_json(const Draft& draft);

/// FloodSet: the minimum of all values seen so far; values are numbered from 0, with one internal state for
/// each.
Draft floodset(int n, int f, int rounds, Look look = Look::kVector);

/// Entries drawn from a seed, as a function of what the view shows.
Next random_next(const Draft& draft, unsigned seed);

/// The function with another next state in one entry: the one that `who` needs for `received`.
Next changed(const Draft& draft, int round, int who, const Numbers& received, int next);

/// A run that has ended.
struct Ending {
  Numbers initial, decision;  // kGone: crashed
  bool lost = false;
  int failures = 0;
  std::vector<bool> connected;
  bool operator<(const Ending& other) const {
    return std::tie(initial, decision, lost, failures, connected) <
           std::tie(other.initial, other.decision, other.lost, other.failures, other.connected);
  }
};

struct Brute {
  std::set<Ending> endings;
  std::vector<std::set<std::tuple<Numbers, Numbers, bool>>> boundaries;  // initial values, states, lost
  bool missing = false;

  std::size_t configurations() const;
  /// The same, with processes that are not among the first `named` told apart by their values only.
  std::size_t configurations_up_to_names(int named) const;
  std::size_t endings_up_to_names(int named) const;
};

/// Every scenario of the draft, one by one.
Brute run_all(const Draft& draft);

}  // namespace ggms::audit::drafts
