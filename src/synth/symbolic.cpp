// The symbolic strategy of the exact engine: all rounds of all machines as clauses.

#include "synth/symbolic.h"

#include <algorithm>
#include <cstdlib>

#include <cadical.hpp>

#include "base/check.h"
#include "base/stopped.h"
#include "synth/sat.h"

namespace ggms::synth {

using verify::Unfolding;

/// A member of a product of outcome sets while it is put together.
struct Symbolic::Product {
  std::vector<int> clause;  // the negations of what it needs
  std::uint64_t key = 0;    // of the next configuration
  bool lost = false;
  Point before;                           // the configuration before, without its fact
  std::vector<std::pair<int, int>> from;  // for each of its facts: the fact, the literal "reached"
  const Unfolding::Fork* fork = nullptr;
  std::vector<std::pair<int, int>>
      chosen;  // by mover, where processes are told apart: the literal, the outcome
};

Symbolic::Symbolic(const model::Problem& problem, std::uint64_t seed, bool in_parts, Derivation* derivation)
    : problem_(problem),
      unfolding_(problem, derivation != nullptr),
      solver_(std::make_unique<CaDiCaL::Solver>()),
      in_parts_(in_parts),
      entries_(
          problem.setting(),
          {.fresh = [this] { return ++variables_; },
           .add = [this](std::vector<int> clause) { add_clause(clause, {.kind = Reason::Kind::kStates}); },
           .on_new =
               [this](const model::Entry& entry, int first, int count) {
                 if (deriver_) deriver_->entry(entry, first, count);
                 name_in_order(entry, first, count);
               }}) {
  if (derivation != nullptr) deriver_.emplace(problem, unfolding_, *derivation);
  solver_->set("quiet", 1);
  solver_->set("seed", static_cast<int>(seed % 2'000'000'000));
  if (in_parts) prefer_first_states(*solver_);
  begin_orders();
}

Symbolic::~Symbolic() = default;

void Symbolic::add_clause(const std::vector<int>& clause, const Reason& reason) {
  for (const int literal : clause) {
    ASSERT(std::abs(literal) < kNever);
    solver_->add(literal);
  }
  solver_->add(0);
  ++clauses_;
  if (deriver_) deriver_->clause(clause, reason);
}

/// Sorts the clause, and adds it if it is new.
template <class MakeReason>
void Symbolic::add_once(std::vector<int> clause, const MakeReason& reason) {
  std::sort(clause.begin(), clause.end());
  clause.erase(std::unique(clause.begin(), clause.end()), clause.end());
  if (known_.insert(Words(clause.begin(), clause.end())).second)
    add_clause(clause, deriver_ ? reason() : Reason());
}

/// The literal of a configuration; runs begin with all those of boundary 0.
int Symbolic::reached(const Point& point) {
  if (point.boundary == 0) return kAlways;
  const auto [known, is_new] = reached_.try_emplace(point, variables_ + 1);
  if (is_new) {
    ++variables_;
    if (deriver_) deriver_->reached(variables_, point);
    if (on_reached_) on_reached_(point);
  }
  return known->second;
}

/// Makes the literals of all sets: by outcome, that a receiver with the set may end up with it.
void Symbolic::make_outcomes() {
  while (outcomes_.size() < unfolding_.sets().size()) {
    const Unfolding::OutcomeSet& of = unfolding_.sets()[outcomes_.size()];
    std::vector<std::vector<int>> why(static_cast<std::size_t>(64 - __builtin_clzll(of.possible)));
    const verify::OutcomeBits& bits = unfolding_.bits();
    if (of.has_vector && !of.entry)
      why[static_cast<std::size_t>(bits.index(of.keeps, of.missing))].push_back(kAlways);
    for (int next = 0; of.entry && next < problem_.setting().alphabet(of.entry->round); ++next)
      why[static_cast<std::size_t>(bits.index(next, of.missing))].push_back(
          entries_.literal(*of.entry, next));
    for (const std::size_t part : of.parts) {
      for (std::size_t outcome = 0; outcome < outcomes_[part].size(); ++outcome)
        if (outcomes_[part][outcome] != kNever) why[outcome].push_back(outcomes_[part][outcome]);
    }
    std::vector<int>& literals = outcomes_.emplace_back(why.size(), kNever);
    for (std::size_t outcome = 0; outcome < why.size(); ++outcome) {
      const std::vector<int>& any = why[outcome];
      if (any.empty()) continue;
      if (std::find(any.begin(), any.end(), kAlways) != any.end()) {
        literals[outcome] = kAlways;
      } else if (any.size() == 1) {
        literals[outcome] = any.front();
      } else {
        literals[outcome] = ++variables_;
        if (deriver_) deriver_->outcome(variables_, outcomes_.size() - 1, static_cast<int>(outcome));
        for (const int literal : any)
          add_clause({-literal, literals[outcome]}, {.kind = Reason::Kind::kMember});
      }
    }
  }
}

/// Adds "not `literal`" to a clause, unless that is false anyway. Returns whether the clause is true then.
bool Symbolic::deny(std::vector<int>& clause, int literal) const {
  if (literal == kAlways) return false;
  const auto entry_of = [&](int of) {
    const auto at = static_cast<std::size_t>(std::abs(of));
    return at < entry_of_.size() ? entry_of_[at] : 0;
  };
  for (const int other : clause) {
    if (other == literal) return true;
    // An entry moves to one state only.
    if (other != -literal && entry_of(literal) != 0 && entry_of(other) == entry_of(literal)) return true;
  }
  clause.push_back(-literal);
  return false;
}

Symbolic::Extent Symbolic::add_all(std::uint64_t most, base::Stop& stop) {
  most_ = most;
  const int rounds = problem_.setting().rounds;
  std::vector<std::map<std::uint64_t, std::uint64_t>> layers(static_cast<std::size_t>(rounds));
  on_reached_ = [&](const Point& point) {
    layers[static_cast<std::size_t>(point.boundary)][point.key] |= std::uint64_t{1} << point.fact;
  };
  Extent extent = Extent::kWhole;
  try {
    if (!unfolding_.begin(stop)) return Extent::kStopped;
    const verify::Layer& beginnings = unfolding_.beginnings();
    for (std::size_t i = 0; i < beginnings.size(); ++i) layers[0][beginnings.key(i)] = beginnings.facts(i);
    for (int boundary = 0; boundary < rounds && extent == Extent::kWhole; ++boundary) {
      for (const auto& [key, facts] : layers[static_cast<std::size_t>(boundary)]) {
        expand(boundary, key, facts, stop);
        if (clauses_ <= most_) continue;
        extent = Extent::kTooLarge;
        break;
      }
    }
  } catch (const base::Stopped&) {
    extent = Extent::kStopped;
  }
  on_reached_ = {};
  return extent;
}

bool Symbolic::add(const std::vector<Point>& points, base::Stop& stop) {
  try {
    if (!unfolding_.begin(stop)) return false;
    for (const Point& point : points) {
      std::uint64_t& done = expanded_[{point.boundary, point.key}];
      const std::uint64_t fact = std::uint64_t{1} << point.fact;
      if ((done & fact) != 0) continue;
      expand(point.boundary, point.key, fact, stop);
      done |= fact;
    }
    return true;
  } catch (const base::Stopped&) {
    return false;
  }
}

/// Adds what follows from one configuration with these facts (bits).
void Symbolic::expand(int boundary, std::uint64_t key, std::uint64_t facts, base::Stop& stop) {
  stop_ = &stop;
  unfolding_.open(boundary, key, stop);
  make_outcomes();
  std::vector<std::pair<int, int>> from;
  for (std::uint64_t left = facts; left != 0; left &= left - 1) {
    const int fact = __builtin_ctzll(left);
    from.emplace_back(fact, reached({boundary, key, fact}));
  }
  if (boundary + 1 < problem_.setting().rounds) {
    unfolding_.each_fork([&](const Unfolding::Fork& fork) {
      if (clauses_ > most_) return;
      base::require_going(stop, 1);
      Product product;
      product.key = fork.next;
      product.before = {boundary, key, 0};
      product.from = from;
      product.fork = &fork;
      spread(fork, product, 0, 0, fork.movers.empty() ? 0 : fork.movers.front().count);
    });
    return;
  }
  for (const auto& [fact, here] : from) {
    const Point point{boundary, key, fact};
    unfolding_.each_broken_end(fact, stop, [&, is_here = here](const Unfolding::BrokenEnd& end) {
      if (clauses_ <= most_) forbid(end, point, is_here);
    });
  }
}

/// Adds that a run does not end like this.
void Symbolic::forbid(const Unfolding::BrokenEnd& end, const Point& from, int here) {
  std::vector<int> clause;
  std::vector<int> literals;  // of the processes that matter
  if (deny(clause, here)) return;
  for (const Unfolding::Ended& one : end.ended) {
    const int literal = outcomes_[one.set][static_cast<std::size_t>(one.outcome)];
    literals.push_back(literal == kAlways ? SymbolicDeriver::kCertain : literal);
    const bool is_known = std::find(clause.begin(), clause.end(), -literal) != clause.end();
    if (!is_known && deny(clause, literal)) return;
  }
  add_once(std::move(clause), [&] { return deriver_->end(from, end, literals); });
}

/// Adds every member of the product from this mover and outcome on, which `left` of the mover's processes
/// still have to choose.
void Symbolic::spread(const Unfolding::Fork& fork, Product& product, std::size_t mover, std::size_t outcome,
                      int left) {
  if (clauses_ > most_) return;
  if (mover == fork.movers.size()) return add_member(product);
  const Unfolding::Mover& of = fork.movers[mover];
  if (left == 0) {
    const bool is_last = mover + 1 == fork.movers.size();
    return spread(fork, product, mover + 1, 0, is_last ? 0 : fork.movers[mover + 1].count);
  }
  const std::vector<int>& literals = outcomes_[of.set];
  if (outcome == literals.size()) return;
  take(fork, product, mover, outcome, left);
  spread(fork, product, mover, outcome + 1, left);
}

/// The members in which at least one of the mover's processes takes this outcome.
void Symbolic::take(const Unfolding::Fork& fork, Product& product, std::size_t mover, std::size_t outcome,
                    int left) {
  const Unfolding::Mover& of = fork.movers[mover];
  const int literal = outcomes_[of.set][outcome];
  if (literal == kNever) return;
  const std::size_t size = product.clause.size();
  const bool is_known =
      std::find(product.clause.begin(), product.clause.end(), -literal) != product.clause.end();
  if (!is_known && deny(product.clause, literal)) return;
  const bool was_lost = product.lost;
  const std::uint64_t key = product.key;
  product.lost = was_lost || unfolding_.bits().is_lost(static_cast<int>(outcome));
  for (int taken = 1; taken <= left; ++taken) {
    product.key += of.weight[outcome];
    product.chosen.emplace_back(literal == kAlways ? SymbolicDeriver::kCertain : literal,
                                static_cast<int>(outcome));
    spread(fork, product, mover, outcome + 1, left - taken);
    product.chosen.pop_back();
  }
  product.key = key;
  product.lost = was_lost;
  product.clause.resize(size);
}

void Symbolic::add_member(const Product& product) {
  base::require_going(*stop_, 0);
  for (const auto& [fact, here] : product.from) {
    const auto bit = std::uint64_t{1} << fact;
    const auto then = product.lost ? verify::Start::something_lost(bit) : bit;
    std::vector<int> clause = product.clause;
    if (deny(clause, here)) continue;
    const Point next{product.before.boundary + 1, product.key, __builtin_ctzll(then)};
    clause.push_back(reached(next));
    add_once(std::move(clause), [&, from = fact] {
      return deriver_->step({product.before.boundary, product.before.key, from}, next, *product.fork,
                            product.chosen);
    });
  }
}

Symbolic::Outcome Symbolic::solve(model::Machine& machine, base::Stop& stop,
                                  std::optional<int> most_conflicts) {
  if (most_conflicts) solver_->limit("conflicts", *most_conflicts);  // of the next call
  const Satisfiable answer = ask(*solver_, stop);
  if (answer == Satisfiable::kNo) return Outcome::kNone;
  if (answer == Satisfiable::kStopped) {
    stop.requested_now();
    return Outcome::kStopped;
  }
  entries_.read(*solver_, machine);
  if (!in_parts_) simplify(machine, stop);
  return Outcome::kCandidate;
}

/// Looks a short while for another model, in which entries prefer the first state of their alphabet: such
/// machines are easier to read.
void Symbolic::simplify(model::Machine& machine, base::Stop& stop) {
  constexpr int kConflicts = 10'000;  // ours: most models take none
  for (const auto& [entry, first] : entries_.in_order()) {
    const bool has_one_variable = problem_.setting().alphabet(entry.round) <= 2;
    solver_->phase(has_one_variable ? -first : first);
  }
  solver_->limit("conflicts", kConflicts);
  if (ask(*solver_, stop) == Satisfiable::kYes) entries_.read(*solver_, machine);
}

}  // namespace ggms::synth
