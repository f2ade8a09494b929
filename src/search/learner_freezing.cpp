// How the learner freezes and unfreezes entries (GGMS Algorithms 3 and 4, and Theorem 2).

#include <optional>

#include "search/ambiguity.h"
#include "search/learner.h"

namespace ggms::search {

namespace {

/// The position with the processes of these moves in these states.
Position with_states(const Game& game, Position position, const std::vector<Move>& moves,
                     const std::vector<int>& states) {
  for (std::size_t i = 0; i < moves.size(); ++i) game.take(position, moves[i], states[i]);
  Game::finish_round(position);
  return position;
}

/// The first combination of decisions at the end of a run that breaks no property.
std::optional<std::vector<int>> right_decisions(const Game& game, const Position& end,
                                                const std::vector<Move>& moves) {
  std::vector<int> decisions(moves.size(), 0);
  while (!game.is_won(with_states(game, end, moves, decisions))) {
    std::size_t i = 0;
    while (i < decisions.size() && decisions[i] == game.problem().setting().decisions - 1) decisions[i++] = 0;
    if (i == decisions.size()) return std::nullopt;
    ++decisions[i];
  }
  return decisions;
}

}  // namespace

/// Theorem 2 fixes one entry for each round and process, so all processes must use the same entry in a round.
/// If processes look up different entries of one table, the path ends there.
void Learner::freeze_first_path() {
  const model::Setting& setting = problem_.setting();
  const std::vector<std::vector<int>>& initial =
      phases_.definite().empty() ? phases_.definite_without_faults() : phases_.definite();
  if (initial.empty()) return;
  const Turn& nothing = game_.turns(game_.stage({})).front();
  Position position = game_.start(initial.front(), {});
  for (int round = 1; round <= game_.rounds(); ++round) {
    std::vector<Move> moves;
    game_.moves(position, nothing, moves);
    if (moves.size() > 1 && setting.view != model::View::kVectorId) break;
    const Position next = game_.after(position, nothing);
    if (setting.decide == model::Decide::kAny && round < game_.rounds()) {
      // A move to an internal state may be fixed to the first one, because their names mean nothing; a
      // decision may not.
      for (const Move& move : moves) {
        for (int other = 1; other < setting.states; ++other) frozen_.exclude(move.entry, other, {});
      }
      break;
    }
    std::vector<int> states(moves.size(), 0);
    if (round == game_.rounds()) {
      const auto decisions = right_decisions(game_, next, moves);
      if (!decisions) break;
      states = *decisions;
    }
    for (std::size_t i = 0; i < moves.size(); ++i) frozen_.fix(moves[i].entry, states[i]);
    position = with_states(game_, next, moves, states);
  }
  note_frozen_change();
}

bool Learner::determine_unfreeze(const Culprits& culprits) {
  if (!frozen_.unfreeze(culprits, [this](EntryId entry, int next) { return prior(entry, next); }))
    return false;
  note_frozen_change();
  buffer_.clear();
  return true;
}

void Learner::freeze(EntryId entry, int value) {
  frozen_.freeze(entry, value);
  note_frozen_change();
}

bool Learner::determine_freezing() {
  const Ambiguity found = most_ambiguous(buffer_, entries_, frozen_, options_.p_min, options_.diff_max);
  const std::optional<EntryId> chosen =
      found.ambiguous || !options_.force_freezes ? found.ambiguous : found.least_clear;
  if (!chosen) return false;
  const EntryId entry = *chosen;
  int value = -1;
  for (int next = 0; next < entries_.outputs(entry); ++next) {
    if (frozen_.is_open(entry, next) && (value < 0 || prior(entry, next) > prior(entry, value))) value = next;
  }
  freeze(entry, value);
  return true;
}

}  // namespace ggms::search
