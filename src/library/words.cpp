// Settings and table entries in the words of the public header, and back.

#include "library/words.h"

#include <algorithm>
#include <set>

#include "base/suggestion.h"
#include "library/access.h"
#include "model/keys.h"
#include "model/vectors.h"

namespace ggms {

namespace {

bool shows_senders(const model::Setting& setting) {
  return setting.view == model::View::kVector || setting.view == model::View::kVectorId;
}

/// The names of the states at a boundary, in their order.
std::vector<std::string> names_at(const model::Problem& problem, int boundary) {
  std::vector<std::string> names;
  for (int state = 0; state < problem.setting().alphabet(boundary); ++state)
    names.push_back(problem.state_name(boundary, state));
  return names;
}

/// The place of a name that `field` has. Throws Error.
int index_of(const std::vector<std::string>& names, const std::string& name, const char* field) {
  const auto it = std::find(names.begin(), names.end(), name);
  if (it == names.end()) refuse(field, base::unknown_word("state", name, names));
  return static_cast<int>(it - names.begin());
}

/// Throws Error where a transition says what the view does not show.
void require_shown(const model::Setting& setting, const Transition& transition) {
  const std::string view = "the view " + to_string(setting.view);
  const bool by_sender = shows_senders(setting);
  if (by_sender && !transition.counts.empty())
    refuse("counts", view + " shows who sent what; leave them out");
  if (!by_sender && !transition.received.empty())
    refuse("received", view + " shows counts alone; leave it out");
  if (setting.view != model::View::kCountsOwn && !transition.own.empty())
    refuse("own", view + " shows no own state; leave it out");
  if (setting.view != model::View::kVectorId && transition.process != 0)
    refuse("process", view + " shows no process its number; leave it out");
}

std::vector<int> senders_of(const model::Setting& setting, const std::vector<std::string>& names,
                            const Transition& transition) {
  std::vector<int> by_sender;
  for (const std::string& sent : transition.received) {
    const bool is_lost = sent == model::kLostName;
    by_sender.push_back(is_lost ? model::Received::kLost : index_of(names, sent, "received"));
  }
  if (static_cast<int>(by_sender.size()) != setting.processes)
    refuse("received", "has to say what each process sent, or 'lost'");
  return by_sender;
}

/// How many of each state, and last how many lost messages.
std::vector<int> counts_of(const model::Setting& setting, const std::vector<std::string>& names,
                           const Transition& transition) {
  std::vector<int> counts(names.size() + 1);
  std::set<std::string> seen;
  int left = setting.processes;
  for (const auto& [state, count] : transition.counts) {
    const bool is_lost = state == model::kLostName;
    counts[is_lost ? names.size() : static_cast<std::size_t>(index_of(names, state, "counts"))] = count;
    if (!seen.insert(state).second) refuse("counts", "have '" + state + "' twice");
    if (count < 0 || count > left) refuse("counts", "have to add up to the number of processes");
    left -= count;
  }
  if (left != 0) refuse("counts", "have to add up to the number of processes");
  return counts;
}

model::Received received_of(const model::Problem& problem, const Transition& transition) {
  const model::Setting& setting = problem.setting();
  const std::vector<std::string> names = names_at(problem, transition.round - 1);
  model::Received received;
  if (shows_senders(setting)) {
    received.by_sender = senders_of(setting, names, transition);
    return received;
  }
  received.counts = counts_of(setting, names, transition);
  if (setting.view == model::View::kCountsOwn) received.own = index_of(names, transition.own, "own");
  return received;
}

}  // namespace

Setting in_words(const model::Setting& setting) {
  return {setting.processes, to_string(setting.faults), setting.rounds,
          setting.states,    to_string(setting.view),   to_string(setting.decide)};
}

Transition in_words(const model::Problem& problem, const model::Entry& entry, model::State next) {
  const model::Setting& setting = problem.setting();
  const std::vector<std::string> names = names_at(problem, entry.round - 1);
  const auto name = [&](int state) {
    return state == model::Received::kLost ? model::kLostName : names[static_cast<std::size_t>(state)];
  };
  const model::Received received = model::Keys(setting, entry.round).decode(entry.key);
  Transition transition;
  transition.round = entry.round;
  if (setting.view == model::View::kVectorId) transition.process = entry.slot + 1;
  for (const int state : received.by_sender) transition.received.push_back(name(state));
  for (std::size_t state = 0; state < received.counts.size(); ++state) {
    if (received.counts[state] == 0) continue;
    transition.counts.emplace_back(state == names.size() ? model::kLostName : names[state],
                                   received.counts[state]);
  }
  if (setting.view == model::View::kCountsOwn) transition.own = name(received.own);
  transition.next = problem.state_name(entry.round, next);
  return transition;
}

model::Entry entry_of(const model::Problem& problem, const Transition& transition) {
  const model::Setting& setting = problem.setting();
  if (transition.round < 1 || transition.round > setting.rounds)
    refuse("round", "the protocol has rounds 1 to " + std::to_string(setting.rounds));
  require_shown(setting, transition);
  const bool has_own_tables = setting.view == model::View::kVectorId;
  if (has_own_tables && (transition.process < 1 || transition.process > setting.processes))
    refuse("process", "the protocol has processes 1 to " + std::to_string(setting.processes));
  const model::Keys keys(setting, transition.round);
  const int slot = has_own_tables ? transition.process - 1 : 0;
  const model::Received received = received_of(problem, transition);
  if (const auto why = model::why_impossible(received, setting, transition.round, slot))
    refuse(shows_senders(setting) ? "received" : "counts", *why);
  return {transition.round, slot, keys.encode(received)};
}

}  // namespace ggms
