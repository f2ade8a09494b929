// Roles, and how much of each fault word's number a run has used up, for callers that know no fault word.

#include "base/packed.h"
#include "model/adversary.h"
#include "model/fault_model.h"

namespace ggms::model {

std::string word_of(Role role) {
  return role == kNotPicked ? "" : kFaultModels[role - 1U]->word;
}

char mark_of(Role role) {
  constexpr char kHonest = 'h';
  return role == kNotPicked ? kHonest : kFaultModels[role - 1U]->mark;
}

namespace {

/// The sum of what is used up of the fault models for which `is_counted` is true.
template <class IsCounted>
int sum_of(const Ledger& ledger, const IsCounted& is_counted) {
  int sum = 0;
  for (std::size_t word = 0; word < ledger.size(); ++word)
    sum += is_counted(*kFaultModels[word]) ? ledger[word] : 0;
  return sum;
}

}  // namespace

int losses_of(const Ledger& ledger) {
  return sum_of(ledger,
                [](const FaultModel& model) { return model.number == FaultModel::Number::kMessagesPerRun; });
}

int splits_of(const Ledger& ledger) {
  return sum_of(ledger, [](const FaultModel& model) { return model.number == FaultModel::Number::kRounds; });
}

int crashes_of(const Ledger& ledger) {
  return sum_of(ledger, [](const FaultModel& model) { return model.crashes && !model.leaves; });
}

Ledger after(Ledger ledger, const Choice& choice) {
  for (std::size_t word = 0; word < ledger.size(); ++word)
    ledger[word] = base::narrow<std::uint16_t>(ledger[word] + choice.spent[word]);
  return ledger;
}

}  // namespace ggms::model
