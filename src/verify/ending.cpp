// Finds which property, if any, each coupled choice of the last round breaks.

#include "verify/ending.h"

#include <algorithm>
#include <tuple>

#include "base/check.h"
#include "model/ranges.h"
#include "verify/end_parts.h"

namespace ggms::verify {

namespace {

constexpr int kSaturated = 7;  // counts from here on are "many": more alike processes than any statement
                               // tells apart (final_check.cpp)

/// An EndPart without its outcomes: name, local, decision, decided_in, count, correct, crashed, connected.
using PackedPart =
    base::Packing<model::kNameRange, model::kInitialRange, model::kStateRange, model::kDecidedInRange,
                  model::kCountRange, model::kFlagRange, model::kFlagRange, model::kFlagRange>;

}  // namespace

Ending::Ending(const model::Problem& problem, const Expander& expander, const Start& start)
    : problem_(problem),
      expander_(expander),
      start_(start),
      bits_(problem),
      movers_(static_cast<std::uint64_t>(problem.setting().processes) + 1),
      final_check_(problem) {}

void Ending::begin(bool uses, base::Stop& stop) {
  final_check_.heed(stop);
  alike_.start(start_.blocks() * movers_, bits_.width(problem_.setting().decisions));
  judged_.clear();
  uses_ = uses;
  premises_.assign(problem_.compiled().vacuity().size(), false);
  premises_with_faults_ = premises_;
}

/// Appends to words_ what a property can tell of these parts.
void Ending::spell(const std::vector<EndPart>& parts) {
  for (const EndPart& part : parts) {
    const int count = final_check_.forms_products() ? part.count : std::min(part.count, kSaturated);
    words_.push_back(PackedPart::pack(part.name, part.local, part.decision, part.decided_in, count,
                                      part.correct, part.crashed, part.connected));
    words_.push_back(part.outcomes);
  }
}

std::optional<Ending::Broken> Ending::judge(const Expansion& at, const Plan::Round& round) {
  const std::vector<EndPart> parts =
      end_parts(problem_, at, round, true, crashed_,
                [&](const Plan::Mover& mover) { return expander_.outcomes_of(at, mover); });
  const auto [failures, crashed] = EndTotals(parts);
  const bool with_faults = failures > 0 || round.ledger > 0 || round.strikes;
  words_.assign({at.block, static_cast<std::uint64_t>(failures) * 2 + (uses_ && with_faults ? 1 : 0)});
  spell(parts);
  std::uint64_t& done = judged_[words_];
  std::uint64_t todo = at.facts & ~done;
  done |= at.facts;
  for (; todo != 0; todo &= todo - 1) {
    const int fact = __builtin_ctzll(todo);
    const spec::RunFacts run = start_.run_facts(at.block, fact, failures, crashed);
    if (auto end = final_check_.violated(parts, run)) return Broken{fact, std::move(*end), parts};
    if (uses_) note_premises(parts, run, with_faults);
  }
  return std::nullopt;
}

void Ending::note_premises(const std::vector<EndPart>& parts, const spec::RunFacts& facts, bool with_faults) {
  const std::vector<bool> held = final_check_.premises(parts, facts);
  for (std::size_t i = 0; i < held.size(); ++i) {
    if (!held[i]) continue;
    premises_[i] = true;
    if (with_faults || facts.lost) premises_with_faults_[i] = true;
  }
}

void Ending::note_uses(Check& check) const {
  check.uses.resize(problem_.compiled().properties().size());
  const auto& owner = problem_.compiled().vacuity_property();
  for (std::size_t i = 0; i < owner.size(); ++i) {
    PropertyUse& use = check.uses[static_cast<std::size_t>(owner[i])];
    use.has_premise = true;
    use.premise_held = premises_[i];
    use.premise_held_with_faults = premises_with_faults_[i];
  }
}

}  // namespace ggms::verify
