// Guided search (GGMS sections 4.3 and C.1): which initial values have a definite outcome, found by trying
// all decisions, and scenarios drawn so that each way in which a run can go is equally likely.

#include "search/phases.h"

#include <algorithm>
#include <bit>

namespace ggms::search {

namespace {

constexpr std::size_t kMaxVectors =
    1U << 16;  // vectors of initial values, and of decisions, that are tried one by one at most

/// Calls visit with every vector of `length` values below `values`, until it returns false. Returns false if
/// there are too many vectors or visit returned false.
template <class Visit>
bool for_each_vector(int length, int values, const Visit& visit) {
  double count = 1;
  for (int i = 0; i < length; ++i) count *= values;
  if (count > static_cast<double>(kMaxVectors)) return false;
  std::vector<int> vector(static_cast<std::size_t>(length), 0);
  while (true) {
    if (!visit(vector)) return false;
    std::size_t i = vector.size();
    while (i > 0 && vector[i - 1] == values - 1) vector[--i] = 0;
    if (i == 0) return true;
    ++vector[i - 1];
  }
}

}  // namespace

bool is_definite(const Game& game, const std::vector<int>& initial, const std::vector<model::Role>& picked,
                 Processes crashed, bool lost) {
  Position end = game.start(initial, picked);
  std::vector<int> deciding;
  for (int p = 0; p < game.problem().setting().processes; ++p) {
    if (end.states[static_cast<std::size_t>(p)] != Position::kAbsent && (crashed & bit(p)) == 0)
      deciding.push_back(p);
  }
  end.boundary = static_cast<std::int8_t>(game.rounds());
  end.lost = lost && game.problem().compiled().uses_lost();
  end.stage.present &= static_cast<Processes>(~crashed);
  if (game.problem().compiled().uses_connected()) end.connected &= end.stage.present;
  end.states.fill(Position::kAbsent);
  int allowed = 0;
  const int length = static_cast<int>(deciding.size());
  const bool all = for_each_vector(length, game.problem().setting().decisions, [&](const auto& decisions) {
    for (std::size_t i = 0; i < deciding.size(); ++i) game.take(end, {0, bit(deciding[i])}, decisions[i]);
    // As early as possible: the question is which values are decided, not when.
    if (game.problem().setting().decide == model::Decide::kAny && game.problem().compiled().uses_decided_by())
      end.decided_in.fill(1);
    if (game.is_won(end)) ++allowed;
    return allowed <= 1;
  });
  return all && allowed == 1;
}

Phases::Phases(const Game& game) : game_(game) {
  const model::Setting& setting = game.problem().setting();
  game.problem().adversary().for_each_pick(
      [&](const std::vector<model::Role>& picked) { picks_.push_back(picked); });
  for_each_vector(setting.processes, setting.initial, [&](const std::vector<int>& initial) {
    if (!is_definite(game, initial, {}, 0, false)) return true;
    (is_always_definite(initial) ? definite_ : definite_without_faults_).push_back(initial);
    return true;
  });
  if (!definite_.empty() || !definite_without_faults_.empty()) last_ = setting.rounds;
}

/// Whether the outcome is definite for all picks and for all sets of processes that may be left at the end.
bool Phases::is_always_definite(const std::vector<int>& initial) const {
  const model::Setting& setting = game_.problem().setting();
  const int most = game_.problem().adversary().most_crashes();
  for (const std::vector<model::Role>& picked : picks_) {
    const Stage stage = game_.stage(picked);
    for (unsigned crashed = 0; crashed < stage.present; ++crashed) {
      const int crashes = std::popcount(crashed);
      bool may_crash = crashes <= most && crashes <= model::max_failures(setting.faults, setting.processes);
      for (int p = 0; p < setting.processes; ++p) {
        if (((crashed >> p) & 1U) != 0)
          may_crash = may_crash && model::Adversary::may_crash(picked[static_cast<std::size_t>(p)]);
      }
      if (!may_crash) continue;
      const auto gone = static_cast<Processes>(crashed);
      const bool faultless = crashes == 0 && model::none_picked(picked);
      if (!is_definite(game_, initial, picked, gone, true)) return false;
      if (!faultless && !is_definite(game_, initial, picked, gone, false)) return false;
    }
  }
  return true;
}

int Phases::first_faulty_round(int phase) const {
  return phase >= last_ ? 1 : std::max(1, game_.rounds() - phase);
}

/// The number of ways in which the next `rounds` rounds can go.
double Phases::continuations(const Stage& stage, int rounds) const {
  if (rounds == 0) return 1;
  const auto known = continuations_.find({stage, rounds});
  if (known != continuations_.end()) return known->second;
  double sum = 0;
  for (const Turn& turn : game_.turns(stage)) sum += continuations(Game::after(stage, turn), rounds - 1);
  continuations_[{stage, rounds}] = sum;
  return sum;
}

double Phases::runs() const {
  const model::Setting& setting = game_.problem().setting();
  double runs = 0;
  for (const std::vector<model::Role>& picked : picks_)
    runs += continuations(game_.stage(picked), setting.rounds);
  for (int p = 0; p < setting.processes; ++p) runs *= setting.initial;
  return runs;
}

Phases::Sample Phases::sample(int phase, base::Rng& rng) const {
  Sample sample;
  const model::Setting& setting = game_.problem().setting();
  bool faults = true;
  if (phase >= last_) {
    for (int p = 0; p < setting.processes; ++p) {
      sample.initial.push_back(static_cast<int>(rng.below(static_cast<std::uint64_t>(setting.initial))));
    }
  } else {
    const std::size_t which = rng.below(definite_.size() + definite_without_faults_.size());
    faults = which < definite_.size();
    sample.initial = faults ? definite_[which] : definite_without_faults_[which - definite_.size()];
  }
  // Draws one of several ways with a probability in proportion to its continuations: way i has `count(i)`.
  const auto draw = [&](std::size_t ways, double all, const auto& count) {
    constexpr double kSteps = 1ULL << 53;  // of a number below 1
    double left = static_cast<double>(rng.next() >> 11U) / kSteps * all;
    std::size_t i = 0;
    for (; i + 1 < ways && left >= count(i); ++i) left -= count(i);
    return i;
  };
  if (faults && picks_.size() > 1) {
    const int rounds = std::min(setting.rounds, setting.rounds + 1 - first_faulty_round(phase));
    const auto count = [&](std::size_t i) { return continuations(game_.stage(picks_[i]), rounds); };
    double all = 0;
    for (std::size_t i = 0; i < picks_.size(); ++i) all += count(i);
    sample.picked = picks_[draw(picks_.size(), all, count)];
  }
  Stage stage = game_.stage(sample.picked);
  for (int round = 1; round <= setting.rounds; ++round) {
    const std::vector<Turn>& turns = game_.turns(stage);
    std::size_t turn = 0;
    if (faults && round >= first_faulty_round(phase)) {
      const int rounds = setting.rounds - round;
      turn = draw(turns.size(), continuations(stage, rounds + 1),
                  [&](std::size_t i) { return continuations(Game::after(stage, turns[i]), rounds); });
    }
    sample.turns.push_back(turn);
    stage = Game::after(stage, turns[turn]);
  }
  return sample;
}

}  // namespace ggms::search
