// Checks that a scenario is valid in a setting, and counts how much of the adversary's limits it uses up.

#include <algorithm>

#include "base/error.h"
#include "base/packed.h"
#include "model/fault_model.h"
#include "model/scenario.h"

namespace ggms::model {

namespace {

/// The only fault word with this kind of number.
std::size_t word_counting(FaultModel::Number number) {
  const auto word = std::find_if(kFaultModels.begin(), kFaultModels.end(),
                                 [&](const FaultModel* model) { return model->number == number; });
  return static_cast<std::size_t>(word - kFaultModels.begin());
}

std::string in_round(std::size_t round) {
  return " in round " + std::to_string(round + 1);
}

std::string name(int process) {
  return "process " + std::to_string(process + 1);
}

/// Checks one scenario round by round, and counts how much of the limits it uses up.
class Validation {
 public:
  Validation(const Scenario& scenario, const Setting& setting)
      : scenario_(scenario),
        setting_(setting),
        n_(setting.processes),
        gone_(static_cast<std::size_t>(n_), false) {}

  void run() {
    require_initial();
    require_picked();
    ledgers_.reserve(scenario_.rounds.size() + 1);
    for (std::size_t round = 0; round < scenario_.rounds.size(); ++round) {
      ledgers_.push_back(used_);
      require_round(round);
    }
    ledgers_.push_back(used_);
    for (std::size_t p = 0; p < gone_.size(); ++p) failed_[p] = failed_[p] || gone_[p];
    const auto failures = std::count(failed_.begin(), failed_.end(), true);
    if (failures > setting_.faults.most_failures) fail(std::to_string(failures) + " processes fail");
  }

  const std::vector<Ledger>& ledgers() const { return ledgers_; }

 private:
  [[noreturn]] static void fail(const std::string& what) { throw base::Error("scenario: " + what); }

  [[noreturn]] void refuse_number(std::size_t word) const {
    const bool processes = kFaultModels[word]->number == FaultModel::Number::kProcesses;
    const int used = used_[word] + picked_[word];
    const std::string what = processes ? (used == 1 ? " process fails" : " processes fail")
                                       : (used == 1 ? " round is hit" : " rounds are hit");
    fail(std::to_string(used) + what + " by '" + kFaultModels[word]->word +
         "', but the setting's faults are " + to_string(setting_.faults));
  }

  /// Called before the messages are checked, because "too many crashes" tells the user more than "this loss
  /// has no reason".
  void require_numbers() const {
    for (std::size_t word = 0; word < kFaultWords; ++word) {
      if (used_[word] + picked_[word] > setting_.faults.numbers[word]) refuse_number(word);
    }
  }

  void require_initial() const {
    if (scenario_.initial.size() != static_cast<std::size_t>(n_)) {
      fail(std::to_string(scenario_.initial.size()) + " initial values for " + std::to_string(n_) +
           " processes");
    }
    for (const int value : scenario_.initial) {
      if (value < 0 || value >= setting_.initial) fail("unknown initial value");
    }
    if (scenario_.rounds.size() > static_cast<std::size_t>(setting_.rounds)) {
      fail("it has more rounds than the setting's " + std::to_string(setting_.rounds));
    }
  }

  void require_picked() {
    failed_.assign(static_cast<std::size_t>(n_), false);
    if (scenario_.picked.empty()) return;
    if (scenario_.picked.size() != static_cast<std::size_t>(n_)) fail("not every process has a role");
    for (std::size_t p = 0; p < scenario_.picked.size(); ++p) {
      const Role role = scenario_.picked[p];
      if (role == kNotPicked) continue;
      if (role > kFaultWords || !kFaultModels[role - 1U]->picks) fail("unknown role");
      ++picked_[role - 1U];
      failed_[p] = true;
    }
    require_numbers();
  }

  void require_processes(const std::vector<int>& processes, const char* what, std::size_t round) const {
    for (std::size_t i = 0; i < processes.size(); ++i) {
      if (processes[i] < 0 || processes[i] >= n_ || (i > 0 && processes[i - 1] >= processes[i])) {
        fail("the processes " + std::string(what) + in_round(round) + " must be distinct and 1.." +
             std::to_string(n_));
      }
    }
  }

  void crash(const std::vector<int>& processes, bool leaves) {
    for (const int p : processes) {
      if (gone_[static_cast<std::size_t>(p)]) fail(name(p) + " crashes twice");
      if (!Adversary::has_state(scenario_.role(p))) fail(name(p) + " sends what it likes, so it can't crash");
      gone_[static_cast<std::size_t>(p)] = true;
      const auto word = std::find_if(kFaultModels.begin(), kFaultModels.end(), [&](const FaultModel* model) {
        return model->crashes && model->leaves == leaves;
      });
      ++used_[static_cast<std::size_t>(word - kFaultModels.begin())];
    }
  }

  void require_link(int receiver, int sender, std::size_t round) const {
    if (receiver < 0 || receiver >= n_ || sender < 0 || sender >= n_ || receiver == sender) {
      fail("a lost or forged message" + in_round(round) + " needs two distinct processes of 1.." +
           std::to_string(n_));
    }
  }

  bool explained(const RoundFaults& faults, int receiver, int sender) const {
    for (std::size_t word = 0; word < kFaultWords; ++word) {
      const FaultModel& model = *kFaultModels[word];
      if (setting_.faults.numbers[word] > 0 && model.explains &&
          model.explains({scenario_, faults, receiver, sender}, word)) {
        return true;
      }
    }
    return false;
  }

  void require_round(std::size_t round) {
    const RoundFaults& faults = scenario_.rounds[round];
    require_processes(faults.crashing, "that crash", round);
    require_processes(faults.leaving, "that crash", round);
    require_processes(faults.block, "that are split off", round);
    gone_before_ = gone_;
    crash(faults.crashing, false);
    crash(faults.leaving, true);
    if (!faults.block.empty()) ++used_[word_counting(FaultModel::Number::kRounds)];
    require_numbers();
    require_split(faults, round);
    require_losses(faults, round);
    require_forgeries(faults, round);
  }

  bool was_gone(int process) const { return gone_before_[static_cast<std::size_t>(process)]; }
  /// Whether the process receives messages in the round and makes a move.
  bool moves(const RoundFaults& faults, int process) const {
    return !was_gone(process) && Adversary::has_state(scenario_.role(process)) &&
           !std::binary_search(faults.crashing.begin(), faults.crashing.end(), process);
  }

  void require_split(const RoundFaults& faults, std::size_t round) const {
    if (faults.block.empty()) return;
    for (int to = 0; to < n_; ++to) {
      for (int from = 0; from < n_; ++from) {
        const bool sent = !was_gone(from) && moves(faults, to);
        const bool lost = std::binary_search(faults.losses.begin(), faults.losses.end(), std::pair(to, from));
        if (sent && !lost && are_apart(faults, to, from))
          fail("a message" + in_round(round) + " crosses the split");
      }
    }
  }

  void require_losses(const RoundFaults& faults, std::size_t round) {
    int paid = 0;
    std::pair<int, int> last_paid;
    for (const auto& [receiver, sender] : faults.losses) {
      require_link(receiver, sender, round);
      const bool matters = !was_gone(sender) && moves(faults, receiver);
      if (!matters || explained(faults, receiver, sender)) continue;
      ++paid;
      last_paid = {receiver, sender};
    }
    if (paid == 0) return;
    const int free = setting_.faults.numbers[word_counting(FaultModel::Number::kMessagesPerRound)];
    const std::size_t total = word_counting(FaultModel::Number::kMessagesPerRun);
    const int used = used_[total] + std::max(0, paid - free);
    if (used > setting_.faults.numbers[total]) {
      fail("the message from " + name(last_paid.second) + " to " + name(last_paid.first) + " can't be lost" +
           in_round(round) + ": no fault of the setting explains it");
    }
    used_[total] = base::narrow<std::uint16_t>(used);
  }

  void require_forgeries(const RoundFaults& faults, std::size_t round) const {
    for (const Forgery& forgery : faults.forged) {
      require_link(forgery.receiver, forgery.sender, round);
      if (Adversary::has_state(scenario_.role(forgery.sender))) {
        fail(name(forgery.sender) + " can't send what it likes" + in_round(round) +
             ": no fault of the setting explains it");
      }
      if (forgery.state < 0 || forgery.state >= setting_.alphabet(static_cast<int>(round)))
        fail("unknown state");
      const std::pair link{forgery.receiver, forgery.sender};
      if (std::binary_search(faults.losses.begin(), faults.losses.end(), link))
        fail("a message" + in_round(round) + " is both forged and lost");
    }
  }

  static bool are_apart(const RoundFaults& faults, int a, int b) {
    return std::binary_search(faults.block.begin(), faults.block.end(), a) !=
           std::binary_search(faults.block.begin(), faults.block.end(), b);
  }

  const Scenario& scenario_;
  const Setting& setting_;
  int n_;
  std::vector<bool> gone_;
  std::vector<bool> gone_before_;  // before the round that is being checked
  std::vector<bool> failed_;
  Ledger picked_{};
  Ledger used_{};
  std::vector<Ledger> ledgers_;
};

}  // namespace

std::vector<Ledger> ledgers(const Scenario& scenario, const Setting& setting) {
  Validation validation(scenario, setting);
  validation.run();
  return validation.ledgers();
}

void validate(const Scenario& scenario, const Setting& setting) {
  Validation(scenario, setting).run();
}

}  // namespace ggms::model
