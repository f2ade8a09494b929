// Lists what a receiver can do: the table's next state for a mail that the choice allows, or keeping its
// decision. Mails come in lexicographic order, so the first of several mails with one price is kept.

#include "verify/offers.h"

#include <algorithm>

namespace ggms::verify {

namespace {

/// The table entry of a process that receives all messages except for these losses, and these forged
/// messages.
model::Entry entry_of(const model::Keys& keys, int round, int receiver, const model::Situation& situation,
                      const model::Choice& choice, const model::RoundFaults& faults) {
  const int own = situation.processes[static_cast<std::size_t>(receiver)].state;
  model::Entry entry{round, keys.slot(receiver), keys.own_weight(own)};
  for (const model::Choice::Class& sender : choice.classes) {
    const auto from = static_cast<std::size_t>(sender.group);
    const bool lost = std::find(faults.losses.begin(), faults.losses.end(),
                                std::pair(receiver, sender.group)) != faults.losses.end();
    const int state = situation.processes[from].state;
    if (!lost && state != model::ProcessNow::kAbsent) entry.key += keys.weight(sender.group, state);
  }
  for (const model::Forgery& forgery : faults.forged) entry.key += keys.weight(forgery.sender, forgery.state);
  return entry;
}

}  // namespace

std::vector<Offer> offers_of(const model::Problem& problem, const model::Machine& machine, int boundary,
                             const model::Situation& situation, const model::Choice& choice,
                             std::size_t receiver) {
  const int round = boundary + 1;
  const int process = choice.classes[receiver].group;
  const bool keeps =
      situation.processes[static_cast<std::size_t>(process)].decision != model::ProcessNow::kNone;
  const int letters = problem.setting().alphabet(boundary);
  // Which processes most others hear depends on all receivers together, so every mail is an outcome of its
  // own.
  const bool all_differ = problem.compiled().uses_connected();
  std::vector<Offer> offers;
  model::for_each_mail(choice, receiver, letters, [&](const model::Mail& mail) {
    model::RoundFaults faults;
    model::add_mail(choice, receiver, mail, letters, faults);
    const model::State next =
        keeps ? model::State{0}
              : machine.next(entry_of(machine.keys(round), round, process, situation, choice, faults));
    const auto arrive = static_cast<int>(choice.classes.size() - faults.losses.size());
    Offer offer{next == model::Machine::kUndefined ? Offer::kUndefined : next,
                problem.setting().processes - arrive, faults.losses, faults.forged};
    const auto same = std::find_if(offers.begin(), offers.end(), [&](const Offer& known) {
      return !all_differ && known.next == offer.next && (known.missing > 0) == (offer.missing > 0);
    });
    if (same == offers.end()) {
      offers.push_back(std::move(offer));
    } else if (offer.price() < same->price()) {
      *same = std::move(offer);
    }
    return false;
  });
  return offers;
}

}  // namespace ggms::verify
