// What the clauses of the symbolic strategy rest on: sets of vectors that a receiver may find, and single
// rounds.

#include "synth/symbolic_derivation.h"

#include <algorithm>
#include <cstdlib>

#include "base/check.h"

namespace ggms::synth {

using verify::Unfolding;

SymbolicDeriver::SymbolicDeriver(const model::Problem& problem, const Unfolding& unfolding,
                                 Derivation& derivation)
    : problem_(problem), unfolding_(unfolding), derivation_(derivation) {}

void SymbolicDeriver::entry(const model::Entry& entry, int first, int count) {
  for (int i = 0; i < count; ++i) {
    derivation_.variables = std::max(derivation_.variables, first + i);
    derivation_.moves.push_back({first + i, {entry, count == 1 ? 1 : i}});
    entries_.emplace(first + i, entry);
  }
}

void SymbolicDeriver::used(int variable, int round, int slot, int count, int state) {
  derivation_.variables = std::max(derivation_.variables, variable);
  derivation_.used.push_back({variable, {round, slot, count, state}});
}

void SymbolicDeriver::reached(int variable, const Point& point) {
  derivation_.variables = std::max(derivation_.variables, variable);
  ConfigurationMeaning meaning = this->meaning(point);
  meaning.variable = variable;
  meaning.start_class = start_set(point, {});
  numbers_.emplace(point, derivation_.configurations.size());
  derivation_.configurations.push_back(std::move(meaning));
}

void SymbolicDeriver::outcome(int variable, std::size_t set, int outcome) {
  derivation_.variables = std::max(derivation_.variables, variable);
  const std::size_t vectors = vectors_of(set, kind_of(outcome)).value();
  derivation_.outcomes.push_back({variable, {vectors, unfolding_.bits().next(outcome)}});
  outcomes_.emplace(variable, vectors);
}

void SymbolicDeriver::clause(const std::vector<int>& literals, Reason reason) {
  derivation_.clauses.push_back(literals);
  derivation_.reasons.push_back(std::move(reason));
}

Reason SymbolicDeriver::step(const Point& from, const Point& to, const Unfolding::Fork& fork,
                             const std::vector<std::pair<int, int>>& chosen) {
  Reason reason{.kind = Reason::Kind::kStep, .from = number_of(from), .to = number_of(to)};
  reason.by_sets = true;
  reason.faults = unfolding_.faults_of(fork.choice);
  for (std::size_t i = 0; i < chosen.size(); ++i)
    add_receiver(fork.movers[i].process, chosen[i].first, chosen[i].second, reason);
  return reason;
}

Reason SymbolicDeriver::end(const Point& from, const Unfolding::BrokenEnd& end,
                            const std::vector<int>& literals) {
  Reason reason{.kind = Reason::Kind::kEnd, .from = number_of(from), .property = end.property};
  reason.by_sets = true;
  reason.faults = unfolding_.faults_of(end.choice);
  for (std::size_t i = 0; i < end.ended.size(); ++i)
    add_receiver(end.ended[i].process, literals[i], end.ended[i].outcome, reason);
  if (end.misses) reason.receivers.push_back({.process = *end.misses, .misses = true});
  return reason;
}

/// Says in a reason what a receiver finds, where the clause has this literal for it; of one that keeps its
/// decision (kCertain), only whether it misses a message.
void SymbolicDeriver::add_receiver(int process, int literal, int outcome, Reason& reason) {
  if (literal == kCertain) {
    if (unfolding_.bits().is_lost(outcome)) reason.receivers.push_back({.process = process, .misses = true});
    return;
  }
  const auto known = outcomes_.find(std::abs(literal));
  const std::size_t set = known != outcomes_.end() ? known->second : single(entries_.at(std::abs(literal)));
  reason.receivers.push_back({process, false, set, unfolding_.bits().next(outcome)});
}

/// What is told apart of the vectors with which an outcome is reached: see verify::OutcomeBits.
int SymbolicDeriver::kind_of(int outcome) const {
  return outcome - unfolding_.bits().index(unfolding_.bits().next(outcome), 0);
}

/// The vectors of this kind in a set of the unfolding; nullopt if there is none.
std::optional<std::size_t> SymbolicDeriver::vectors_of(std::size_t set, int kind) {
  if (const auto known = sets_.find({set, kind}); known != sets_.end()) return known->second;
  const Unfolding::OutcomeSet& of = unfolding_.sets()[set];
  VectorSet vectors;
  if (of.entry && kind_of(unfolding_.bits().index(0, of.missing)) == kind)
    vectors.vectors.push_back(*of.entry);
  for (const std::size_t part : of.parts) {
    if (const auto some = vectors_of(part, kind)) vectors.parts.push_back(*some);
  }
  if (vectors.vectors.empty() && vectors.parts.empty()) return std::nullopt;
  std::size_t number = derivation_.sets.size();
  if (vectors.parts.empty()) {
    number = single(vectors.vectors.front());
  } else if (vectors.vectors.empty() && vectors.parts.size() == 1) {
    number = vectors.parts.front();
  } else {
    vectors.round = derivation_.sets[vectors.parts.front()].round;
    vectors.slot = derivation_.sets[vectors.parts.front()].slot;
    derivation_.sets.push_back(std::move(vectors));
  }
  sets_.emplace(std::pair(set, kind), number);
  return number;
}

/// The set of this vector alone.
std::size_t SymbolicDeriver::single(const model::Entry& entry) {
  const auto [known, is_new] = singles_.try_emplace(entry, derivation_.sets.size());
  if (is_new) derivation_.sets.push_back({entry.round, entry.slot, {entry}, {}});
  return known->second;
}

std::size_t SymbolicDeriver::number_of(const Point& point) {
  if (const auto known = numbers_.find(point); known != numbers_.end()) return known->second;
  CHECK(point.boundary == 0);
  return begin(point);
}

/// Writes down a configuration that a run begins with, from some initial values that fit.
std::size_t SymbolicDeriver::begin(const Point& point) {
  ConfigurationMeaning meaning = this->meaning(point);
  std::vector<int> initial(meaning.situation.processes.size(), 0);
  std::vector<std::size_t> unknown;  // processes that forge, whose state does not tell their initial value
  const std::vector<int> locals = locals_of(point);
  for (std::size_t p = 0; p < initial.size(); ++p) {
    const int state = meaning.situation.processes[p].state;
    const bool forges = state == model::ProcessNow::kAbsent;
    initial[p] = forges ? locals[p] : state;
    if (forges && !problem_.compiled().uses_initial()) unknown.push_back(p);
  }
  const std::uint64_t block = unfolding_.keys().block_of(0, point.key);
  const std::uint64_t wanted = unfolding_.start().run_facts(block, point.fact, 0, false).initial_facts;
  while (problem_.initial_facts(initial, meaning.picked) != wanted) {
    auto p = unknown.begin();
    while (p != unknown.end() && ++initial[*p] == problem_.setting().initial) initial[*p++] = 0;
    CHECK(p != unknown.end());
  }
  meaning.start_class = derivation_.start_classes.size();
  derivation_.start_classes.push_back({initial});
  start_set(point, initial);
  numbers_.emplace(point, derivation_.configurations.size());
  derivation_.configurations.push_back(std::move(meaning));
  return derivation_.configurations.size() - 1;
}

/// The set of initial values from which a configuration is reached: all that look the same to the properties.
/// Adds `initial` to it, if not empty.
std::size_t SymbolicDeriver::start_set(const Point& point, const std::vector<int>& initial) {
  std::vector<int> looks{static_cast<int>(unfolding_.keys().block_of(point.boundary, point.key)),
                         unfolding_.bits().tracks_lost() ? point.fact / 2 : point.fact};
  if (problem_.compiled().uses_initial()) {
    const std::vector<int> locals = locals_of(point);
    looks.insert(looks.end(), locals.begin(), locals.end());
  }
  // Where no process can crash, what properties see of the start can depend on who is picked, and all roles
  // are known.
  if (!problem_.adversary().can_crash()) {
    for (const model::Role role : meaning(point).picked) looks.push_back(role);
  }
  const auto [known, is_new] = start_sets_.try_emplace(looks, derivation_.start_classes.size());
  if (is_new) derivation_.start_classes.emplace_back();
  if (!initial.empty()) derivation_.start_classes[known->second].insert(initial);
  return known->second;
}

std::vector<verify::Group> SymbolicDeriver::processes_of(const Point& point) const {
  const verify::Frame& frame = unfolding_.frames()[static_cast<std::size_t>(point.boundary)];
  const std::uint64_t key = unfolding_.keys().frame_key(point.boundary, point.key);
  std::vector<verify::Group> up, all;
  frame.decode_crashed(key, all);
  frame.decode(key, up);
  all.insert(all.end(), up.begin(), up.end());
  return all;
}

/// By process, the initial value that properties can still see; else 0.
std::vector<int> SymbolicDeriver::locals_of(const Point& point) const {
  std::vector<int> locals(static_cast<std::size_t>(problem_.setting().processes), 0);
  for (const verify::Group& group : processes_of(point))
    locals[static_cast<std::size_t>(group.process)] = group.local;
  return locals;
}

ConfigurationMeaning SymbolicDeriver::meaning(const Point& point) const {
  ConfigurationMeaning meaning;
  meaning.boundary = point.boundary;
  const auto n = static_cast<std::size_t>(problem_.setting().processes);
  meaning.situation.processes.resize(n);
  meaning.situation.lost = unfolding_.bits().tracks_lost() && point.fact % 2 != 0;
  meaning.picked.assign(n, model::kNotPicked);
  int crashed = 0;
  for (const verify::Group& group : processes_of(point)) {
    const auto p = static_cast<std::size_t>(group.process);
    model::ProcessNow& now = meaning.situation.processes[p];
    now.crashed = group.state == verify::Group::kCrashed;
    now.state = group.state < 0 ? model::ProcessNow::kAbsent : group.state;
    now.decision = group.decision;
    now.decided_in = group.decision == spec::Observation::kNone ? model::ProcessNow::kNone : group.decided_in;
    meaning.picked[p] = now.crashed ? model::kNotPicked : group.role;
    crashed += now.crashed ? 1 : 0;
  }
  meaning.ledger =
      problem_.adversary().ledger(unfolding_.keys().ledger_of(point.boundary, point.key), crashed);
  return meaning;
}

}  // namespace ggms::synth
