// Finds every mail that a receiver may find under a coupled choice (adversary.cpp, mail.cpp), and checks that
// the vectors of its set are among them.
#include "audit/set_round.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"

namespace ggms::audit {

Finding read_finding(const TextReader& reader, std::string_view word, const Protocol& protocol,
                     const Sets& sets, int round) {
  Finding finding;
  const std::size_t at = word.find_first_of("@!");
  if (at == std::string_view::npos) reader.fail("says of no receiver what it finds");
  finding.process = static_cast<int>(reader.number(word.substr(0, at), 1, protocol.processes)) - 1;
  if (word[at] == '!') {
    if (at + 1 != word.size()) reader.fail("says more than that a receiver misses a message");
    return finding;
  }
  const std::size_t equals = std::min(word.find('='), word.size());
  finding.set = static_cast<std::size_t>(
      reader.number(word.substr(at + 1, equals - at - 1), 0, static_cast<std::int64_t>(sets.size()) - 1));
  if (equals == word.size()) reader.fail("does not say what a receiver moves to");
  const auto states = static_cast<std::int64_t>(protocol.taken(round).size());
  finding.next = static_cast<int>(reader.number(word.substr(equals + 1), 0, states - 1));
  return finding;
}

SetRound::SetRound(const Protocol& protocol, const Sets& sets, const Moment& before, const Deeds& deeds,
                   int round, const std::vector<Finding>& findings, bool tells_lost, const Poll& poll)
    : protocol_(protocol),
      before_(before),
      round_(round),
      replay_(protocol, before, deeds),
      mailroom_(protocol, true, [poll](std::uint64_t) { poll(); }),
      tells_lost_(tells_lost),
      next_(before.processes.size()) {
  if (!deeds.messages.empty()) throw base::Error("says of messages what its sets say");
  const auto is_in = [](const std::vector<int>& list, std::size_t p) {
    return std::find(list.begin(), list.end(), static_cast<int>(p)) != list.end();
  };
  for (std::size_t p = 0; p < before.processes.size(); ++p) {
    const ProcessThen& process = before.processes[p];
    Group group;
    group.who = static_cast<std::uint32_t>(p);
    group.state = process.state;
    group.role = process.role;
    group.crash = process.crash;
    const Crash crashes = is_in(deeds.crashing, p)  ? Crash::kCrash
                          : is_in(deeds.leaving, p) ? Crash::kLate
                                                    : Crash::kNone;
    choice_.cells.push_back({group, crashes, is_in(deeds.far, p)});
  }
  choice_.splits = !deeds.far.empty();
  budget_ = protocol.faults.loss + std::max(0, protocol.faults.loss_total - before.losses);
  find(sets, findings);
}

/// Adds up what the findings cost, and whether somebody misses a message. A receiver without a finding misses
/// none if it can.
void SetRound::find(const Sets& sets, const std::vector<Finding>& findings) {
  std::vector<bool> is_named(before_.processes.size(), false);
  for (const Finding& finding : findings) {
    const auto p = static_cast<std::size_t>(finding.process);
    if (is_named[p]) throw base::Error(fmt::format("says twice what process {} finds", p + 1));
    is_named[p] = true;
    if (!choice_.cells[p].receives()) throw base::Error(fmt::format("process {} receives nothing", p + 1));
    bool misses = true;
    cost_ += finding.set ? price_of(sets, finding, misses) : price_of_missing(p);
    lost_ = lost_ || misses;
    if (finding.set) next_[p] = finding.next;
  }
  for (std::size_t p = 0; p < is_named.size(); ++p) {
    if (is_named[p] || !choice_.cells[p].receives()) continue;
    const std::map<Received, Price> mails = this->mails(p);
    const bool is_whole = std::any_of(mails.begin(), mails.end(), [&](const auto& mail) {
      return mail.second.cost == 0 && mailroom_.is_whole(mail.first);
    });
    if (is_whole) continue;
    cost_ += price_of_missing(p);
    lost_ = true;
  }
  if (cost_ > budget_) throw base::Error("too many losses that nothing explains");
}

std::map<Received, Price> SetRound::mails(std::size_t receiver) const {
  return mailroom_.mails(round_, offers(choice_, choice_.cells[receiver], true, budget_ > 0), budget_);
}

/// The price of the dearest vector of a finding's set; `misses` becomes whether its vectors lack a message.
/// Throws base::Error unless the receiver can find all of them, and all lack a message or none does.
int SetRound::price_of(const Sets& sets, const Finding& finding, bool& misses) const {
  const auto p = static_cast<std::size_t>(finding.process);
  const int slot = protocol_.view == View::kVectorId ? finding.process + 1 : 0;
  if (!replay_.moves(finding.process)) throw base::Error(fmt::format("process {} does not move", p + 1));
  if (sets.round_of(*finding.set) != round_ || sets.process_of(*finding.set) != slot)
    throw base::Error(fmt::format("process {} finds a vector of another round or process", p + 1));
  std::map<Received, std::pair<int, bool>> known;  // by key: its price, and whether it lacks a message
  for (const auto& [mail, price] : mails(p)) {
    const Received key = mailroom_.key(round_, mail, choice_.cells[p].group);
    const auto [place, is_new] = known.try_emplace(key, price.cost, !mailroom_.is_whole(mail));
    if (!is_new) place->second.first = std::min(place->second.first, price.cost);
  }
  int most = 0;
  std::optional<bool> lack;
  for (const Received& vector : sets.vectors_of(*finding.set)) {
    const auto found = known.find(vector);
    if (found == known.end())
      throw base::Error(fmt::format("process {} can't find a vector of its set", p + 1));
    most = std::max(most, found->second.first);
    if (tells_lost_ && lack.value_or(found->second.second) != found->second.second)
      throw base::Error(
          fmt::format("some vectors of the set of process {} lack a message, others don't", p + 1));
    lack = found->second.second;
  }
  misses = lack.value();
  return most;
}

/// The lowest price of a mail that lacks a message.
int SetRound::price_of_missing(std::size_t receiver) const {
  std::optional<int> least;
  for (const auto& [mail, price] : mails(receiver)) {
    if (!mailroom_.is_whole(mail)) least = std::min(least.value_or(price.cost), price.cost);
  }
  if (!least) throw base::Error(fmt::format("process {} misses no message", receiver + 1));
  return *least;
}

Moment SetRound::after(const std::vector<State>& next) const {
  Moment after = replay_.after(round_, next);
  after.lost = before_.lost || lost_;
  after.losses = before_.losses + std::max(0, cost_ - protocol_.faults.loss);
  for (ProcessThen& process : after.processes) process.connected = true;
  return after;
}

}  // namespace ggms::audit
