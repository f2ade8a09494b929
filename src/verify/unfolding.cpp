// The explicit checker made symbolic: it takes configurations apart as the checker does (expansion.h), but
// keeps for each receiver under each request the entries that decide, instead of looking them up in one
// machine.

#include "verify/unfolding.h"

#include <algorithm>

#include "base/check.h"
#include "base/stopped.h"
#include "verify/end_parts.h"

namespace ggms::verify {

namespace {

constexpr std::size_t kNoSet = static_cast<std::size_t>(-1);

}  // namespace

Unfolding::Unfolding(const model::Problem& problem, bool told_apart)
    : problem_(problem),
      told_apart_(told_apart),
      bits_(problem),
      frames_(Frame::of_boundaries(problem, !told_apart && Frame::counted(problem))),
      start_(problem, frames_.front()),
      expander_(problem, frames_),
      final_check_(problem),
      supposed_(problem.setting()) {
  expander_.begin(supposed_, false);
}

bool Unfolding::begin(base::Stop& stop) {
  return start_.list(stop);
}

void Unfolding::open(int boundary, std::uint64_t key, base::Stop& stop) {
  const LayerKeys parts = keys();
  expander_.open(boundary, parts.frame_key(boundary, key), parts.ledger_of(boundary, key), at_, stop);
  base::require_going(stop, 0);
  expander_.fill_keys(at_);
  at_.block = parts.block_of(boundary, key);
  find_sets();
}

void Unfolding::find_sets() {
  const std::size_t requests = at_.plan->requests().size();
  of_mover_.assign(at_.kinds.size(), std::vector<std::size_t>(requests, kNoSet));
  for (std::size_t kind = 0; kind < at_.kinds.size(); ++kind) {
    for (std::size_t i = 0; i < requests; ++i) {
      if ((at_.plan->requests()[i].receivers & at_.kinds[kind].groups) == 0) continue;
      of_mover_[kind][i] = set_of(kind, i, of_mover_[kind]);
    }
  }
}

/// The number of what receivers of a kind may find under a request; `of_request` has those of earlier
/// requests.
std::size_t Unfolding::set_of(std::size_t kind, std::size_t request,
                              const std::vector<std::size_t>& of_request) {
  const Plan::Request& asks = at_.plan->requests()[request];
  const Expansion::Kind& who = at_.kinds[kind];
  const bool moves = who.keeps == Expansion::Kind::kMoves;
  const int round = at_.boundary + 1;
  OutcomeSet set;
  set.has_vector = asks.has_vector;
  set.keeps = who.keeps;
  if (asks.has_vector) set.missing = asks.missing;
  if (asks.has_vector && moves) set.entry = model::Entry{round, who.slot, at_.keys[request] + who.own};
  for (const Plan::Predecessor& safer : asks.predecessors)
    set.parts.push_back(of_request[static_cast<std::size_t>(safer.request)]);
  std::sort(set.parts.begin(), set.parts.end());
  set.parts.erase(std::unique(set.parts.begin(), set.parts.end()), set.parts.end());

  std::vector<std::uint64_t> words{static_cast<std::uint64_t>(round), static_cast<std::uint64_t>(who.slot),
                                   set.entry ? set.entry->key + 1 : 0,
                                   static_cast<std::uint64_t>(who.keeps + 1),
                                   set.has_vector ? static_cast<std::uint64_t>(set.missing) + 1 : 0};
  words.insert(words.end(), set.parts.begin(), set.parts.end());
  std::uint64_t& number = numbers_[words];
  if (number != 0) return static_cast<std::size_t>(number) - 1;
  number = sets_.size() + 1;
  if (set.has_vector && !moves) set.possible |= bits_.set(static_cast<model::State>(set.keeps), set.missing);
  for (int next = 0; set.entry && next < problem_.setting().alphabet(round); ++next)
    set.possible |= bits_.set(static_cast<model::State>(next), set.missing);
  for (const std::size_t part : set.parts) set.possible |= sets_[part].possible;
  sets_.push_back(std::move(set));
  return sets_.size() - 1;
}

void Unfolding::each_fork(const std::function<void(const Fork&)>& visit) {
  const LayerKeys parts = keys();
  Sequences known;  // forks of this configuration
  Fork fork;
  for (fork.choice = 0; fork.choice < at_.plan->calm(); ++fork.choice) {
    const Plan::Round& round = at_.plan->round(fork.choice);
    fork.next = expander_.standing_key(at_, round) + parts.offset(at_.boundary + 1, round.ledger, at_.block);
    fork.movers.clear();
    words_.assign({fork.next});
    for (const Plan::Mover& mover : round.movers) {
      Mover& of = fork.movers.emplace_back();
      of.set = set_of(mover);
      of.count = mover.count;
      of.process = at_.groups[static_cast<std::size_t>(mover.group)].process;
      words_.insert(words_.end(), {of.set, static_cast<std::uint64_t>(of.count)});
      const std::uint64_t possible = sets_[of.set].possible;
      of.weight.assign(static_cast<std::size_t>(64 - __builtin_clzll(possible)), 0);
      for (std::uint64_t left = possible; left != 0; left &= left - 1) {
        const int outcome = __builtin_ctzll(left);
        of.weight[static_cast<std::size_t>(outcome)] = expander_.move_weight(at_, mover, outcome);
        words_.push_back(of.weight[static_cast<std::size_t>(outcome)]);
      }
    }
    std::uint64_t& is_known = known[words_];
    if (is_known != 0) continue;
    is_known = 1;
    visit(fork);
  }
}

void Unfolding::each_broken_end(int fact, base::Stop& stop, const OnEnd& visit) {
  final_check_.heed(stop);
  Sequences known;  // ends of this configuration
  Sequences told;
  BrokenEnd end;
  for (end.choice = 0; end.choice < at_.plan->calm(); ++end.choice) {
    const Plan::Round& round = at_.plan->round(end.choice);
    // Each mover's set for its outcomes; then the part's outcomes are all that are possible in the set.
    std::vector<EndPart> parts =
        end_parts(problem_, at_, round, !told_apart_, gone_,
                  [&](const Plan::Mover& mover) { return static_cast<std::uint64_t>(set_of(mover)) + 1; });
    const auto [failures, crashed] = EndTotals(parts);
    words_.assign({static_cast<std::uint64_t>(failures) * 2 + (crashed ? 1 : 0)});
    for (const EndPart& part : parts) spell(part);
    std::vector<std::size_t> sets;
    for (EndPart& part : parts) {
      sets.push_back(part.outcomes == 0 ? kNoSet : static_cast<std::size_t>(part.outcomes) - 1);
      if (part.outcomes != 0) part.outcomes = sets_[sets.back()].possible;
    }
    std::uint64_t& is_known = known[words_];
    if (is_known != 0) continue;
    is_known = 1;
    const spec::RunFacts run = start_.run_facts(at_.block, fact, failures, crashed);
    final_check_.each_violation(parts, run, [&](const EndViolation& broken) {
      base::require_going(stop, 0);
      end.property = static_cast<std::size_t>(broken.property);
      end.ended.clear();
      for (const auto& [part, outcome] : broken.fixed) {
        const auto i = static_cast<std::size_t>(part);
        const int process =
            told_apart_ ? at_.groups[static_cast<std::size_t>(round.movers[i].group)].process : 0;
        end.ended.push_back({sets[i], outcome, process});
      }
      std::sort(end.ended.begin(), end.ended.end());
      end.ended.erase(std::unique(end.ended.begin(), end.ended.end()), end.ended.end());
      words_.assign({end.property});
      for (const Ended& one : end.ended)
        words_.insert(words_.end(), {one.set, static_cast<std::uint64_t>(one.outcome)});
      std::uint64_t& was_told = told[words_];
      if (was_told != 0) return;
      was_told = 1;
      end.misses = broken.lost.value_or(false) ? who_misses(round, end.ended) : std::nullopt;
      visit(end);
    });
  }
}

/// Appends to words_ what a property can tell of a part; its outcomes stand for its set.
void Unfolding::spell(const EndPart& part) {
  const int is = (part.correct ? 4 : 0) + (part.crashed ? 2 : 0) + (part.connected ? 1 : 0);
  for (const int number : {part.name, part.local, part.count, part.decision, part.decided_in, is})
    words_.push_back(static_cast<std::uint64_t>(number + 1));
  words_.push_back(part.outcomes);
}

/// A mover that can miss a message, if some process has to and none of these does.
std::optional<int> Unfolding::who_misses(const Plan::Round& round, const std::vector<Ended>& ended) const {
  if (!told_apart_) return std::nullopt;
  for (const Ended& one : ended) {
    if (bits_.is_lost(one.outcome)) return std::nullopt;
  }
  for (const Plan::Mover& mover : round.movers) {
    const int process = at_.groups[static_cast<std::size_t>(mover.group)].process;
    const bool is_listed =
        std::any_of(ended.begin(), ended.end(), [&](const Ended& one) { return one.process == process; });
    if (!is_listed && (sets_[set_of(mover)].possible & bits_.all_lost()) != 0) return process;
  }
  return std::nullopt;
}

model::RoundFaults Unfolding::faults_of(std::size_t choice) const {
  model::RoundFaults faults = model::faults_of(at_.plan->choice(choice));
  for (std::vector<int>* list : {&faults.crashing, &faults.leaving, &faults.block}) {
    for (int& group : *list) group = at_.groups[static_cast<std::size_t>(group)].process;
    std::sort(list->begin(), list->end());
  }
  return faults;
}

}  // namespace ggms::verify
