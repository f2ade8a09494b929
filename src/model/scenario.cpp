// Scenarios: their order and their legality.

#include "model/scenario.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/error.h"
#include "model/fault_model.h"

namespace ggms::model {

namespace {

/// Compares two sorted lists of positions as the 0/1 vectors that they stand for, 0 before 1.
template <class T>
std::strong_ordering as_bits(const std::vector<T>& a, const std::vector<T>& b) {
  const auto [i, j] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (i == a.end()) return j == b.end() ? std::strong_ordering::equal : std::strong_ordering::less;
  if (j == b.end()) return std::strong_ordering::greater;
  return *i > *j ? std::strong_ordering::less : std::strong_ordering::greater;
}

/// What becomes of the messages that don't just arrive: (link, 0-based state said, or kLost).
using Changes = std::vector<std::pair<std::pair<int, int>, int>>;
constexpr int kLost = 1'000'000;  // past every state

Changes changes_of(const RoundFaults& round) {
  Changes changes;
  for (const auto& link : round.losses) changes.emplace_back(link, kLost);
  for (const Forgery& forgery : round.forged)
    changes.push_back({{forgery.receiver, forgery.sender}, forgery.state});
  std::sort(changes.begin(), changes.end());
  return changes;
}

/// The first link that differs decides: one that just arrives comes first.
std::strong_ordering by_messages(const RoundFaults& a, const RoundFaults& b) {
  const Changes x = changes_of(a);
  const Changes y = changes_of(b);
  const auto [i, j] = std::mismatch(x.begin(), x.end(), y.begin(), y.end());
  if (i == x.end()) return j == y.end() ? std::strong_ordering::equal : std::strong_ordering::less;
  if (j == y.end()) return std::strong_ordering::greater;
  if (i->first == j->first) return i->second <=> j->second;
  return i->first > j->first ? std::strong_ordering::less : std::strong_ordering::greater;
}

std::string in_round(std::size_t round) {
  return " in round " + std::to_string(round + 1);
}

std::string name(int process) {
  return "process " + std::to_string(process + 1);
}

/// Checks one scenario round by round, and counts what is used up.
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

  /// Called before messages are looked at: "too many crashes" says more than "this loss has no reason".
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

  void require_processes(const std::vector<int>& processes, const std::string& what,
                         std::size_t round) const {
    for (std::size_t i = 0; i < processes.size(); ++i) {
      if (processes[i] < 0 || processes[i] >= n_ || (i > 0 && processes[i - 1] >= processes[i])) {
        fail("the processes that " + what + in_round(round) + " must be distinct and 1.." +
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
    require_processes(faults.crashing, "crash", round);
    require_processes(faults.leaving, "crash", round);
    require_processes(faults.block, "are split off", round);
    const std::vector<bool> gone_before = gone_;
    crash(faults.crashing, false);
    crash(faults.leaving, true);
    std::map<FaultModel::Number, std::size_t> word_of;
    for (std::size_t word = 0; word < kFaultWords; ++word) word_of[kFaultModels[word]->number] = word;
    if (!faults.block.empty()) ++used_[word_of.at(FaultModel::Number::kRounds)];
    require_numbers();
    const auto moves = [&](std::size_t p) {
      return !gone_before[p] && Adversary::has_state(scenario_.role(static_cast<int>(p))) &&
             !std::binary_search(faults.crashing.begin(), faults.crashing.end(), static_cast<int>(p));
    };
    for (int to = 0; to < n_ && !faults.block.empty(); ++to) {
      for (int from = 0; from < n_; ++from) {
        const bool sent = !gone_before[static_cast<std::size_t>(from)] && moves(static_cast<std::size_t>(to));
        const bool lost = std::binary_search(faults.losses.begin(), faults.losses.end(), std::pair(to, from));
        if (sent && !lost && are_apart(faults, to, from))
          fail("a message" + in_round(round) + " crosses the split");
      }
    }
    int paid = 0;
    std::pair<int, int> last_paid;
    for (const auto& [receiver, sender] : faults.losses) {
      require_link(receiver, sender, round);
      const auto to = static_cast<std::size_t>(receiver);
      const bool matters = !gone_before[static_cast<std::size_t>(sender)] && moves(to);
      if (explained(faults, receiver, sender) || !matters) continue;
      ++paid;
      last_paid = {receiver, sender};
    }
    const int free = setting_.faults.numbers[word_of.at(FaultModel::Number::kMessagesPerRound)];
    const std::size_t total = word_of.at(FaultModel::Number::kMessagesPerRun);
    used_[total] = static_cast<std::uint16_t>(used_[total] + std::max(0, paid - free));
    if (used_[total] > setting_.faults.numbers[total]) {
      fail("the message from " + name(last_paid.second) + " to " + name(last_paid.first) + " can't be lost" +
           in_round(round) + ": no fault of the setting explains it");
    }
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
  std::vector<bool> failed_;
  Ledger picked_{};
  Ledger used_{};
  std::vector<Ledger> ledgers_;
};

}  // namespace

const RoundFaults& Scenario::faults(int round) const {
  static const RoundFaults kNothing;
  const auto index = static_cast<std::size_t>(round - 1);
  return index < rounds.size() ? rounds[index] : kNothing;
}

RoundFaults faults_of(const Choice& choice) {
  RoundFaults faults;
  for (const Choice::Class& c : choice.classes) {
    if (c.fate == Fate::kCrashes) faults.crashing.push_back(c.group);
    if (c.fate == Fate::kLeaves) faults.leaving.push_back(c.group);
    if (c.apart) faults.block.push_back(c.group);
  }
  return faults;
}

void add_mail(const Choice& choice, std::size_t receiver, const Mail& mail, int letters,
              RoundFaults& faults) {
  const int to = choice.classes[receiver].group;
  const auto states = static_cast<std::size_t>(letters);
  for (std::size_t s = 0; s < choice.classes.size(); ++s) {
    const int from = choice.classes[s].group;
    if (mail.lost[s] > 0) faults.losses.emplace_back(to, from);
    for (std::size_t state = 0; state < states; ++state) {
      if (mail.forged[s * states + state] > 0) faults.forged.push_back({to, from, static_cast<int>(state)});
    }
  }
}

FaultCount count_faults(const Scenario& scenario) {
  FaultCount count;
  std::vector<bool> failed(scenario.initial.size(), false);
  for (std::size_t p = 0; p < scenario.picked.size(); ++p) failed[p] = scenario.picked[p] != kNotPicked;
  for (const RoundFaults& round : scenario.rounds) {
    for (const int p : round.crashing) failed[static_cast<std::size_t>(p)] = true;
    for (const int p : round.leaving) failed[static_cast<std::size_t>(p)] = true;
    count.losses += static_cast<int>(round.losses.size() + round.forged.size());
  }
  count.failures = static_cast<int>(std::count(failed.begin(), failed.end(), true));
  return count;
}

std::strong_ordering lexicographic(const RoundFaults& a, const RoundFaults& b) {
  if (const auto order = as_bits(a.block, b.block); order != 0) return order;
  if (const auto order = as_bits(a.crashing, b.crashing); order != 0) return order;
  if (const auto order = as_bits(a.leaving, b.leaving); order != 0) return order;
  return by_messages(a, b);
}

std::strong_ordering lexicographic(const Scenario& a, const Scenario& b) {
  if (const auto order = a.initial <=> b.initial; order != 0) return order;
  for (std::size_t p = 0; p < a.initial.size(); ++p) {
    if (const auto order = a.role(static_cast<int>(p)) <=> b.role(static_cast<int>(p)); order != 0)
      return order;
  }
  const int rounds = static_cast<int>(std::max(a.rounds.size(), b.rounds.size()));
  for (int round = 1; round <= rounds; ++round) {
    if (const auto order = lexicographic(a.faults(round), b.faults(round)); order != 0) return order;
  }
  return std::strong_ordering::equal;
}

Scenario renumbered(const Scenario& scenario, const std::vector<int>& to) {
  const auto at = [&](int p) { return to[static_cast<std::size_t>(p)]; };
  Scenario other = scenario;
  for (std::size_t p = 0; p < to.size(); ++p) {
    const auto q = static_cast<std::size_t>(to[p]);
    other.initial[q] = scenario.initial[p];
    if (!scenario.picked.empty()) other.picked[q] = scenario.picked[p];
  }
  for (RoundFaults& round : other.rounds) {
    for (std::vector<int>* processes : {&round.block, &round.crashing, &round.leaving}) {
      for (int& p : *processes) p = at(p);
      std::sort(processes->begin(), processes->end());
    }
    for (auto& [receiver, sender] : round.losses)
      std::tie(receiver, sender) = std::pair(at(receiver), at(sender));
    for (Forgery& forgery : round.forged) forgery = {at(forgery.receiver), at(forgery.sender), forgery.state};
    std::sort(round.losses.begin(), round.losses.end());
    std::sort(round.forged.begin(), round.forged.end());
  }
  return other;
}

std::vector<Ledger> ledgers(const Scenario& scenario, const Setting& setting) {
  Validation validation(scenario, setting);
  validation.run();
  return validation.ledgers();
}

Scenario with_canonical_blocks(Scenario scenario) {
  std::vector<bool> gone(scenario.initial.size(), false);
  for (RoundFaults& faults : scenario.rounds) {
    std::vector<int> block;
    std::vector<int> rest;
    for (std::size_t p = 0; p < gone.size(); ++p) {
      if (gone[p]) continue;
      const bool apart = std::binary_search(faults.block.begin(), faults.block.end(), static_cast<int>(p));
      (apart ? block : rest).push_back(static_cast<int>(p));
    }
    if (!block.empty() && !rest.empty() && block.front() < rest.front()) block.swap(rest);
    faults.block = rest.empty() ? std::vector<int>{} : std::move(block);
    for (const std::vector<int>* crashing : {&faults.crashing, &faults.leaving}) {
      for (const int p : *crashing) gone[static_cast<std::size_t>(p)] = true;
    }
  }
  return scenario;
}

void validate(const Scenario& scenario, const Setting& setting) {
  Validation(scenario, setting).run();
}

}  // namespace ggms::model
