#include "search/phases.h"

#include <algorithm>
#include <bit>

namespace ggms::search {

namespace {

constexpr std::size_t kMaxVectors =
    1U << 16;  // of initial values, and of decisions, that are gone through one by one

/// Calls visit with every vector of `length` values below `values`, until it returns false. False if there
/// are too many or it did.
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

bool is_definite(const Game& game, const std::vector<int>& initial, Processes moving, bool lost) {
  Position end = game.start(initial);
  end.boundary = static_cast<std::int8_t>(game.rounds());
  end.lost = lost && game.problem().compiled().uses_lost();
  int allowed = 0;
  const bool all =
      for_each_vector(std::popcount(moving), game.problem().setting().decisions, [&](const auto& decisions) {
        std::size_t i = 0;
        for (int p = 0; p < kMaxProcesses; ++p) {
          end.states[static_cast<std::size_t>(p)] =
              ((moving >> p) & 1U) != 0 ? static_cast<std::int8_t>(decisions[i++]) : Position::kAbsent;
        }
        if (game.is_won(end)) ++allowed;
        return allowed <= 1;
      });
  return all && allowed == 1;
}

Phases::Phases(const Game& game) : game_(game) {
  const model::Setting& setting = game.problem().setting();
  const auto everybody = static_cast<Processes>((1U << setting.processes) - 1);
  for_each_vector(setting.processes, setting.initial, [&](const std::vector<int>& initial) {
    if (!is_definite(game, initial, everybody, false)) return true;
    // Whatever subset is left at the end: those of one turn, and of one turn after the other.
    bool always = true;
    for (unsigned left = 1; left <= everybody && always; ++left) {
      const int failures = setting.processes - std::popcount(left);
      if (failures > model::max_failures(setting.faults)) continue;
      const auto moving = static_cast<Processes>(left);
      always = is_definite(game, initial, moving, true) &&
               (failures == 0 || is_definite(game, initial, moving, false));
    }
    (always ? definite_ : definite_without_faults_).push_back(initial);
    return true;
  });
  if (!definite_.empty() || !definite_without_faults_.empty()) last_ = setting.rounds;
}

int Phases::first_faulty_round(int phase) const {
  return phase >= last_ ? 1 : std::max(1, game_.rounds() - phase);
}

/// In how many ways `rounds` more rounds can go.
double Phases::continuations(Processes live, int rounds) const {
  if (rounds == 0) return 1;
  const auto known = continuations_.find({live, rounds});
  if (known != continuations_.end()) return known->second;
  double sum = 0;
  for (const Turn& turn : game_.turns(live)) sum += continuations(turn.moving, rounds - 1);
  continuations_[{live, rounds}] = sum;
  return sum;
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
  Processes live = static_cast<Processes>((1U << setting.processes) - 1);
  for (int round = 1; round <= setting.rounds; ++round) {
    if (!faults || round < first_faulty_round(phase)) {
      sample.turns.push_back(0);
      continue;
    }
    const std::vector<Turn>& turns = game_.turns(live);
    constexpr double kSteps = 1ULL << 53;  // of a number below 1
    double left =
        static_cast<double>(rng.next() >> 11U) / kSteps * continuations(live, setting.rounds - round + 1);
    std::size_t turn = 0;
    while (turn + 1 < turns.size() && left >= continuations(turns[turn].moving, setting.rounds - round)) {
      left -= continuations(turns[turn].moving, setting.rounds - round);
      ++turn;
    }
    sample.turns.push_back(turn);
    live = turns[turn].moving;
  }
  return sample;
}

}  // namespace ggms::search
