// Settings and table entries in the words of the public header, and back.

#include "library/words.h"

#include <algorithm>

#include "base/error.h"
#include "base/suggestion.h"
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

/// The place of a name. Throws base::Error.
int index_of(const std::vector<std::string>& names, const std::string& name) {
  const auto it = std::find(names.begin(), names.end(), name);
  if (it == names.end()) throw base::Error(base::unknown_word("state", name, names));
  return static_cast<int>(it - names.begin());
}

model::Received received_of(const model::Problem& problem, const Transition& transition) {
  const model::Setting& setting = problem.setting();
  const std::vector<std::string> names = names_at(problem, transition.round - 1);
  model::Received received;
  if (shows_senders(setting)) {
    for (const std::string& sent : transition.received)
      received.by_sender.push_back(sent == model::kLostName ? model::Received::kLost : index_of(names, sent));
    if (static_cast<int>(received.by_sender.size()) != setting.processes)
      throw base::Error("received: has to say what each process sent, or 'lost'");
    return received;
  }
  received.counts.resize(names.size() + 1);
  int left = setting.processes;
  for (const auto& [state, count] : transition.counts) {
    const bool is_lost = state == model::kLostName;
    received.counts[is_lost ? names.size() : static_cast<std::size_t>(index_of(names, state))] = count;
    if (count < 0 || count > left) throw base::Error("counts: have to add up to the number of processes");
    left -= count;
  }
  if (left != 0) throw base::Error("counts: have to add up to the number of processes");
  if (setting.view == model::View::kCountsOwn) received.own = index_of(names, transition.own);
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
    throw base::Error("round: the protocol has rounds 1 to " + std::to_string(setting.rounds));
  const bool has_own_tables = setting.view == model::View::kVectorId;
  if (has_own_tables && (transition.process < 1 || transition.process > setting.processes))
    throw base::Error("process: the protocol has processes 1 to " + std::to_string(setting.processes));
  const model::Keys keys(setting, transition.round);
  const int slot = has_own_tables ? transition.process - 1 : 0;
  const model::Received received = received_of(problem, transition);
  if (const auto why = model::why_impossible(received, setting, transition.round, slot))
    throw base::Error("received: " + *why);
  return {transition.round, slot, keys.encode(received)};
}

}  // namespace ggms
