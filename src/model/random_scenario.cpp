// Random scenarios, drawn from the adversary's own choices, so that no fault model is named here. To draw
// from few choices even where many processes can fail, the processes are split at random into a *marked*
// block and the rest, and the draw is among those coupled choices that treat each block as one.

#include "model/random_scenario.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace ggms::model {

namespace {

std::size_t pick(std::size_t bound, base::Rng& rng) {
  return static_cast<std::size_t>(rng.below(bound));
}

/// Whether each block is hit as a whole or not at all.
bool treats_as_blocks(const Choice& choice, const std::vector<int>& sizes) {
  const auto whole = [&](const std::vector<int>& numbers) {
    return std::equal(numbers.begin(), numbers.end(), sizes.begin(),
                      [](int number, int size) { return number == 0 || number == size; });
  };
  return whole(choice.crashing) && whole(choice.moving) &&
         std::all_of(choice.deliveries.begin(), choice.deliveries.end(), [&](const Delivery& delivery) {
           return whole(delivery.sure) && whole(delivery.at_risk);
         });
}

/// One run of the adversary.
class Draw {
 public:
  Draw(const Setting& setting, base::Rng& rng) : setting_(setting), rng_(rng) {
    for (int p = 0; p < setting.processes; ++p) {
      const auto value = pick(static_cast<std::size_t>(setting.initial), rng_);
      scenario_.initial.push_back(static_cast<int>(value));
      live_.push_back(p);
    }
  }

  Scenario run() {
    for (int round = 1; round <= setting_.rounds; ++round) scenario_.rounds.push_back(round_faults());
    validate(scenario_, setting_);
    return std::move(scenario_);
  }

 private:
  RoundFaults round_faults() {
    const std::vector<std::vector<int>> blocks = split();
    const std::vector<int> sizes = {static_cast<int>(blocks[0].size()), static_cast<int>(blocks[1].size())};
    std::vector<Choice> possible = choices(setting_.faults, sizes, failed_);
    std::erase_if(possible, [&](const Choice& choice) { return !treats_as_blocks(choice, sizes); });
    CHECK(!possible.empty());
    const Choice& choice = possible[pick(possible.size(), rng_)];

    RoundFaults faults;
    failed_ += choice.failures;
    for (std::size_t block = 0; block < blocks.size(); ++block) {
      const Delivery& delivery = choice.deliveries[static_cast<std::size_t>(choice.delivery[block])];
      for (const int p : blocks[block]) {
        if (choice.crashing[block] > 0) faults.crashing.push_back(p);
        if (choice.moving[block] > 0) lose(p, delivery, blocks, faults);
      }
    }
    std::sort(faults.crashing.begin(), faults.crashing.end());
    std::sort(faults.losses.begin(), faults.losses.end());
    std::erase_if(
        live_, [&](int p) { return std::binary_search(faults.crashing.begin(), faults.crashing.end(), p); });
    return faults;
  }

  /// The live processes as a marked block, as large as can still fail at most, and the rest; both sorted.
  std::vector<std::vector<int>> split() {
    const auto budget = static_cast<std::size_t>(std::max(1, max_failures(setting_.faults) - failed_));
    std::vector<int> shuffled = live_;
    std::size_t marked = 0;
    if (!live_.empty()) marked = 1 + pick(std::min(budget, live_.size()), rng_);
    for (std::size_t i = 0; i < marked; ++i)
      std::swap(shuffled[i], shuffled[i + pick(shuffled.size() - i, rng_)]);
    const auto middle = shuffled.begin() + static_cast<std::ptrdiff_t>(marked);
    std::sort(shuffled.begin(), middle);
    std::sort(middle, shuffled.end());
    return {{shuffled.begin(), middle}, {middle, shuffled.end()}};
  }

  /// Tosses a coin for each message to `receiver` that is at risk; one that is neither sure nor at risk is
  /// lost.
  void lose(int receiver, const Delivery& delivery, const std::vector<std::vector<int>>& blocks,
            RoundFaults& faults) {
    for (std::size_t block = 0; block < blocks.size(); ++block) {
      if (delivery.sure[block] > 0) continue;
      for (const int sender : blocks[block]) {
        if (sender == receiver) continue;
        if (delivery.at_risk[block] == 0 || rng_.coin()) faults.losses.emplace_back(receiver, sender);
      }
    }
  }

  const Setting& setting_;
  base::Rng& rng_;
  Scenario scenario_;
  std::vector<int> live_;
  int failed_ = 0;
};

}  // namespace

Scenario random_scenario(const Setting& setting, base::Rng& rng) {
  return Draw(setting, rng).run();
}

}  // namespace ggms::model
